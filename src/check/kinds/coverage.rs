//! The kind `coverage`: every entry of one list answered by another.

mod timely;

use std::collections::BTreeSet;

use crate::book::value::Item;
use crate::check::case::Case;
use crate::check::reporter::{Reporter, Spot, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;
use crate::text;

use super::{kind, needed, optional};
use timely::Timely;

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
    /// - `until`: with events on both sides, selectors of moments: an answer before its item or after
    ///   any of these moments does not count
    /// - `exact`: `true` if the answers may name nothing else either
    ///
    /// ## Placeholders
    /// - `missing`: the item without an answer, or as `extra` the answer without an item
    /// - `name`: what the item is
    /// - `near`: as `near`, the item that the answer probably means
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   coverage: {items: request.items, key: id, by: trials.items.covers}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` once for each item without an answer, and as `extra` for each answer
    /// without an item if it is exact. Where the only item without an answer has an id much like that
    /// of the only answer without an item, the two are one slip, told as `near`, if the rule has a
    /// message of that name. Where a missing time leaves it open whether the only answer was in time,
    /// the facts cannot decide. Not applicable if there are no items.
    "coverage", check,
    params: [
        needed("items", ParamKind::Selector(Yields::Anything)),
        optional("key", ParamKind::Names),
        optional("named_by", ParamKind::Names),
        needed("by", ParamKind::Selectors(Yields::Anything)),
        optional("except", ParamKind::Selectors(Yields::Anything)),
        optional("until", ParamKind::Selectors(Yields::Moments)),
        optional("exact", ParamKind::Switch),
    ],
    placeholders: ["missing", "name", "near"],
    variants: ["extra", "near"]
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
    let is_timed = !check.selectors("until").is_empty();
    let excepted = keys(case, check.selectors("except"));
    let mut known = BTreeSet::new();
    let mut unanswered = Vec::new();
    for entry in case.entries(items) {
        let ids = own(entry);
        let Some(id) = ids.first().cloned() else {
            continue;
        };
        report.judged();
        let wanted: BTreeSet<_> = ids.iter().map(|it| text::normal(it)).collect();
        known.extend(wanted.iter().cloned());
        let in_time = is_timed.then(|| Timely::of(case, items, by, entry));
        let answers = in_time.as_ref().map_or(&answers, |it| &it.keys);
        if !(answers.is_disjoint(&wanted) && excepted.is_disjoint(&wanted)) {
            continue;
        }
        let key = format!("{}[{id}]", items.key());
        if in_time.is_some_and(|it| it.tell(case, &wanted, key.clone(), report)) {
            continue;
        }
        let name = check
            .name("named_by")
            .and_then(|it| entry.member(it)?.item.key());
        let shown = match keyed {
            Some(_) => Text::plain(id.clone()),
            None => case.show(items, entry),
        };
        let place = keyed
            .and_then(|it| entry.member(it))
            .map_or(entry.place, |it| it.item.place);
        unanswered.push(Open {
            name: name.map_or_else(|| shown.clone(), Text::plain),
            shown,
            spot: spot(place, key),
            id,
        });
    }
    let mut strange = Vec::new();
    if check.is_on("exact") {
        for selector in by {
            for item in case.values(selector) {
                let id = item.key().unwrap_or_default();
                if known.insert(text::normal(&id)) {
                    let shown = case.show(selector, item);
                    strange.push(Open {
                        name: shown.clone(),
                        shown,
                        spot: spot(item.place, format!("{}[{id}]", selector.key())),
                        id,
                    });
                }
            }
        }
    }
    tell(case, (unanswered, strange), items, report);
}

/// An item without an answer, or an answer without an item.
struct Open {
    id: String,
    shown: Text,
    name: Text,
    spot: Spot,
}

fn tell(
    case: &Case<'_>,
    (unanswered, strange): (Vec<Open>, Vec<Open>),
    items: &Selector,
    report: &mut Reporter<'_>,
) {
    let told = case.part.message("near");
    if let ([item], [answer]) = (&unanswered[..], &strange[..])
        && case.rule.messages.contains_key(&told)
        && text::nearest(&answer.id, [item.id.as_str()]).is_some()
    {
        let args = [
            ("missing", answer.shown.clone()),
            ("near", item.shown.clone()),
            ("name", item.name.clone()),
        ];
        report.violated("near", answer.spot.clone(), &args);
        if let Some(place) = item.spot.place {
            report.related(place, case.full_label(items));
        }
        return;
    }
    for (variant, open) in [("default", unanswered), ("extra", strange)] {
        for it in open {
            let args = [("missing", it.shown), ("name", it.name)];
            report.violated(variant, it.spot, &args);
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
