//! The kind `equality`: two places that must say the same.

use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::{Root, Selector};
use crate::procedure::yields::Yields;
use crate::text;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That two selectors find the same. Moments are compared as moments, whatever form they are
    /// written in; persons by their id; texts without blanks and width.
    ///
    /// ## Parameters
    /// - `pairs`: pairs of selectors, `[[left, right], …]`
    /// - `as`: `value` to compare one value with one value, `set` to compare lists whatever their order
    ///
    /// ## Placeholders
    /// - `left`, `right`: the labels of the two
    /// - `left_value`, `right_value`: what they say
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   equality:
    ///     pairs: [[request.starts_at, plan.starts_at]]
    ///     as: value
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each pair that differs, at the left one; an event decides, so beside one the
    /// document is at fault. A day and a moment in it may be the same or not: the facts cannot
    /// decide. Not applicable if a side is missing.
    "equality", check,
    params: [
        needed("pairs", ParamKind::Pairs(Yields::Anything)),
        optional("as", ParamKind::Words(&["value", "set"])),
    ],
    placeholders: ["left", "right", "left_value", "right_value"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let as_set = case.check().name("as") == Some("set");
    for (left, right) in case.check().pairs("pairs") {
        let mut sides = [case.values(left), case.values(right)];
        if !as_set {
            for side in &mut sides {
                side.truncate(1);
            }
        }
        if sides.iter().any(Vec::is_empty) {
            continue;
        }
        report.judged();
        report.looked_at(left);
        report.looked_at(right);
        let outcome = if as_set {
            Some(as_keys(&sides[0]) == as_keys(&sides[1]))
        } else {
            same(case, sides[0][0], sides[1][0])
        };
        let args = [
            ("left", case.label(left)),
            ("right", case.label(right)),
            ("left_value", show(case, left, &sides[0])),
            ("right_value", show(case, right, &sides[1])),
        ];
        let decides = matches!(left.root, Root::LastEvent(..) | Root::AllEvents(..));
        let (at, other, of) = if decides {
            (right, left, 0)
        } else {
            (left, right, 1)
        };
        let spot = spot(case.place(at), at.key());
        match outcome {
            Some(true) => continue,
            Some(false) => report.violated("default", spot, &args),
            // Both are fields of one name, so their documents are named too.
            None => {
                let (left, right) = (case.full_label(left), case.full_label(right));
                let [.., left_value, right_value] = args;
                let args = [("left", left), ("right", right), left_value, right_value];
                report.undecided("equality", spot, &args);
            }
        }
        report.related(sides[of][0].place, case.full_label(other));
    }
}

fn same(case: &Case<'_>, left: &Item, right: &Item) -> Option<bool> {
    if let (Value::Moment(left), Value::Moment(right)) = (&left.value, &right.value) {
        let order = left.compare(right, case.zone());
        return match order {
            Some(order) => Some(order.is_eq()),
            // Two days are the same day; a day and a time in it may not be the same moment.
            None => (left == right).then_some(true),
        };
    }
    Some(canonical(left) == canonical(right))
}

fn as_keys(items: &[&Item]) -> Vec<String> {
    let mut keys: Vec<_> = items.iter().map(|it| canonical(it)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// A value as one text; of a map its fields by name, because their order means nothing.
fn canonical(item: &Item) -> String {
    match &item.value {
        Value::Map(members) => {
            let mut parts: Vec<_> = members
                .iter()
                .filter(|it| !it.item.is_empty())
                .map(|it| format!("{}={}", it.key, canonical(&it.item)))
                .collect();
            parts.sort();
            parts.join(";")
        }
        Value::List(items) => {
            let parts: Vec<_> = items.iter().map(canonical).collect();
            parts.join(",")
        }
        Value::Moment(moment) => format!("{moment:?}"),
        _ => text::normal(&item.key().unwrap_or_default()),
    }
}

fn show(case: &Case<'_>, selector: &Selector, items: &[&Item]) -> Text {
    let shown: Vec<_> = items.iter().map(|it| case.show(selector, it)).collect();
    Text::list(&shown)
}
