//! The kind `entries`: what every entry of a list must say.

use crate::book::value::{ENTRY_NAMES, Item};
use crate::check::case::{Case, entry_name};
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::Selector;
use crate::procedure::yields::Yields;
use crate::words;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That every entry of a list, or every event, says what it must. A filter in the selector
    /// picks the entries that are meant: `plan.steps[critical=true]`.
    ///
    /// ## Parameters
    /// - `each`: selectors of lists whose entries have fields, or of events; each entry is judged
    ///   by itself
    /// - `all`: fields that an entry must fill in
    /// - `any`: fields of which it must fill in one at least
    ///
    /// ## Placeholders
    /// - `entry`: the number or id of the entry
    /// - `missing`: the labels of the fields that are empty
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   entries: {each: 'plan.steps[critical=true]', all: [way_back]}
    /// ```
    ///
    /// ## Outcomes
    /// Violated once for each entry that lacks something; one finding names all that it lacks. Not
    /// applicable if there are no entries.
    "entries", check,
    params: [
        needed("each", ParamKind::Selectors(Yields::Entries)),
        optional("all", ParamKind::Fields(Yields::Anything)),
        optional("any", ParamKind::Fields(Yields::Anything)),
    ],
    placeholders: ["entry", "missing"],
    variants: []
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    for list in case.check().selectors("each") {
        for (index, entry) in case.entries(list).into_iter().enumerate() {
            let name = entry_name(entry, index);
            judge(case, list, (entry, &name), report);
        }
    }
}

fn judge(
    case: &Case<'_>,
    list: &Selector,
    (entry, name): (&Item, &str),
    report: &mut Reporter<'_>,
) {
    report.judged();
    let (all, any) = (case.check().names("all"), case.check().names("any"));
    for field in all.iter().chain(any) {
        looked_at(case, list, (entry, name, field), report);
    }
    let is_missing = |field: &&String| {
        let member = entry.member(field);
        member.is_none_or(|it| it.item.is_empty())
    };
    let mut missing: Vec<&String> = all.iter().collect();
    missing.retain(is_missing);
    if any.iter().all(|it| is_missing(&it)) {
        missing.extend(any);
    }
    let Some(first) = missing.first() else {
        return;
    };
    let labels: Vec<_> = missing
        .iter()
        .map(|it| case.field_label(list, it))
        .collect();
    let args = [
        ("entry", case.entry_label(entry, name)),
        ("missing", Text::list(&labels)),
    ];
    let key = format!("{}[{name}].{first}", list.key());
    let named = ENTRY_NAMES.iter().find_map(|it| entry.member(it));
    let place = named.map_or(entry.place, |it| it.item.place);
    report.violated("default", spot(place, key), &args);
    report.because(missing);
}

fn looked_at(
    case: &Case<'_>,
    list: &Selector,
    (entry, name, field): (&Item, &str, &str),
    report: &mut Reporter<'_>,
) {
    let label = words::fill(
        "value.field-of",
        &[
            ("document", case.entry_label(entry, name)),
            ("field", case.field_label(list, field)),
        ],
    );
    let written = entry.member(field).filter(|it| !it.item.is_empty());
    let value = match written {
        Some(it) => case.show_of(list, field, &it.item),
        None => words::text("check.nothing"),
    };
    report.compared(label, value, written.map(|it| it.item.place));
}
