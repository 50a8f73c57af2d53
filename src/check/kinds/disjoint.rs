//! The kind `disjoint`: people who must not be the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::value::Item;
use crate::check::case::{Case, entry_name, identity};
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;
use crate::words;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That nobody is on both sides. Persons are compared by their id in the register, whatever
    /// spelling of the name was used; who is not in it, by the name without blanks and width.
    ///
    /// ## Parameters
    /// - `left`, `right`: selectors of persons, or with `each` the fields of an entry that name them
    /// - `each`: selectors of lists whose entries have fields, or of events; each entry is judged
    ///   by itself
    ///
    /// ## Placeholders
    /// - `person`: who is on both sides
    /// - `left`, `right`: the labels of the two sides
    /// - `entry`: with `each`, the number or id of the entry
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   disjoint: {left: [trials.made_by], right: [facts.makers]}
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each person on both sides, at the left one. Not applicable if a side names
    /// nobody.
    "disjoint", check,
    params: [
        needed("left", ParamKind::Fields(Yields::Persons)),
        needed("right", ParamKind::Fields(Yields::Persons)),
        optional("each", ParamKind::Selectors(Yields::Entries)),
    ],
    placeholders: ["person", "left", "right", "entry"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let each = case.check().selectors("each");
    if each.is_empty() {
        sides(case, report);
    }
    for selector in each {
        for (index, entry) in case.entries(selector).into_iter().enumerate() {
            let name = entry_name(entry, index);
            judge_entry(case, selector, (entry, &name), report);
        }
    }
}

fn sides(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let mut right: BTreeMap<String, Vec<(&Item, &Selector)>> = BTreeMap::new();
    for selector in check.selectors("right") {
        report.looked_at(selector);
        for item in case.values(selector) {
            if let Some(id) = identity(item) {
                right.entry(id).or_default().push((item, selector));
            }
        }
    }
    let mut told = BTreeSet::new();
    for selector in check.selectors("left") {
        report.looked_at(selector);
        for item in case.values(selector) {
            let Some(id) = identity(item) else { continue };
            if !right.is_empty() {
                report.judged();
            }
            let there = right.get(&id).filter(|_| told.insert(id.clone()));
            let Some(((other, of), there)) = there.and_then(|it| Some((it.first()?, it))) else {
                continue;
            };
            let args = [
                ("person", case.show(selector, item)),
                ("left", case.label(selector)),
                ("right", case.label(of)),
            ];
            let key = format!("{}[{id}]", selector.key());
            report.violated("default", spot(item.place, key), &args);
            report.related(other.place, case.full_label(of));
            report.because(there.iter().map(|it| it.1.key()));
        }
    }
}

fn judge_entry(
    case: &Case<'_>,
    list: &Selector,
    (entry, name): (&Item, &str),
    report: &mut Reporter<'_>,
) {
    let check = case.check();
    let side = |side: &str| -> Vec<(&Item, Text)> {
        let fields = check.names(side).iter();
        fields
            .filter_map(|it| Some((it, entry.member(it)?)))
            .flat_map(|(field, member)| {
                let label = case.field_label(list, field);
                member
                    .item
                    .items()
                    .iter()
                    .map(move |it| (it, label.clone()))
            })
            .collect()
    };
    let (left, right) = (side("left"), side("right"));
    if left.is_empty() || right.is_empty() {
        return;
    }
    report.judged();
    let called = case.entry_label(entry, name);
    for (item, label) in left.iter().chain(&right) {
        let args = [("entry", called.clone()), ("field", label.clone())];
        let label = words::fill("check.of-entry", &args);
        report.compared(label, case.show(list, item), Some(item.place));
    }
    for (item, label) in &left {
        let same =
            |it: &&(&Item, Text)| identity(it.0).is_some() && identity(it.0) == identity(item);
        let Some((other, of)) = right.iter().find(same) else {
            continue;
        };
        let args = [
            ("person", case.show(list, item)),
            ("left", label.clone()),
            ("right", of.clone()),
            ("entry", called.clone()),
        ];
        let key = format!("{}[{name}]", list.key());
        report.violated("default", spot(other.place, key), &args);
        report.related(item.place, label.clone());
    }
}
