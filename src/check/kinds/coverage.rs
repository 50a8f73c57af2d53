//! The kind `coverage`: every entry of one list answered by another.

use std::collections::BTreeSet;

use crate::book::value::Item;
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::text;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That each of some items is named by something else: every change item by a test, every
    /// anomaly by its resolution.
    ///
    /// ## Parameters
    /// - `items`: the selector of the items: values, entries of a list or events
    /// - `key`: the field of an entry that identifies it, or several of which any will do; without it
    ///   the item itself does
    /// - `named_by`: the field of an entry that says what it is, for the message
    /// - `by`: selectors of the values that answer
    /// - `except`: selectors of values that need no answer
    /// - `exact`: `true` if the answers may name nothing else either
    ///
    /// ## Placeholders
    /// - `missing`: the item without an answer, or as `extra` the answer without an item
    /// - `name`: what the item is
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   coverage: {items: request.items, key: id, by: trials.items.covers}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` once for each item without an answer, and as `extra` for each answer
    /// without an item if it is exact. Not applicable if there are no items.
    "coverage", check,
    params: [
        needed("items", ParamKind::Selector),
        optional("key", ParamKind::Names),
        optional("named_by", ParamKind::Names),
        needed("by", ParamKind::Selectors),
        optional("except", ParamKind::Selectors),
        optional("exact", ParamKind::Switch),
    ],
    placeholders: ["missing", "name"],
    variants: ["extra"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let Some(items) = check.selector("items") else {
        return;
    };
    let keyed = check.name("key");
    let own = |entry: &Item| -> Vec<String> {
        let fields = check.names("key").iter();
        let own = fields.filter_map(|it| entry.member(it)?.item.key());
        match keyed {
            Some(_) => own.collect(),
            None => entry.key().into_iter().collect(),
        }
    };
    report.looked_at(items);
    let by = check.selectors("by");
    let except = check.selectors("except");
    report.looked_at_all(by.iter().chain(except).map(Some));
    let answers = keys(case, by);
    let excepted = keys(case, check.selectors("except"));
    let mut known = BTreeSet::new();
    for entry in case.entries(items) {
        let ids = own(entry);
        let Some(id) = ids.first().cloned() else {
            continue;
        };
        report.judged();
        let wanted: BTreeSet<_> = ids.iter().map(|it| text::normal(it)).collect();
        known.extend(wanted.iter().cloned());
        if !(answers.is_disjoint(&wanted) && excepted.is_disjoint(&wanted)) {
            continue;
        }
        let name = check
            .name("named_by")
            .and_then(|it| entry.member(it)?.item.key());
        let shown = match keyed {
            Some(_) => Text::plain(id.clone()),
            None => case.show(items, entry),
        };
        let args = [
            ("missing", shown.clone()),
            ("name", name.map_or(shown, Text::plain)),
        ];
        let place = keyed
            .and_then(|it| entry.member(it))
            .map_or(entry.place, |it| it.item.place);
        report.violated(
            "default",
            spot(place, format!("{}[{id}]", items.key())),
            &args,
        );
    }
    if check.is_on("exact") {
        for selector in by {
            for item in case.values(selector) {
                let id = item.key().unwrap_or_default();
                if known.insert(text::normal(&id)) {
                    let shown = case.show(selector, item);
                    let args = [("missing", shown.clone()), ("name", shown)];
                    let key = format!("{}[{id}]", selector.key());
                    report.violated("extra", spot(item.place, key), &args);
                }
            }
        }
    }
}

fn keys(case: &Case<'_>, selectors: &[Selector]) -> BTreeSet<String> {
    let items = selectors.iter().flat_map(|it| case.values(it));
    items
        .filter_map(Item::key)
        .map(|it| text::normal(&it))
        .collect()
}
