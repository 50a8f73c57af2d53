//! The kind `link`: two records that must point at each other.

use crate::book::select::Shelf as _;
use crate::book::value::Item;
use crate::check::broken;
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::yields::Yields;
use crate::words;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That a record names another one, that the other one points back, and that it is of the
    /// right sort.
    ///
    /// ## Parameters
    /// - `from`: the selector of a field of type `record`, the id of the other record
    /// - `back`: the selector, in the other record, of the id of this one
    /// - `where`: a condition that the other record must meet
    ///
    /// ## Placeholders
    /// - `target`: the id of the other record
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   link: {from: request.follow_up, back: request.origin, where: {request.kind: large}}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if no record is named, as `unlinked` if the other does not point back,
    /// as `unfit` if it does not meet the condition. Not applicable if the named record does not
    /// exist or cannot be read, which is found elsewhere.
    "link", check,
    params: [
        needed("from", ParamKind::Selector(Yields::Record)),
        optional("back", ParamKind::Selector(Yields::Record)),
        optional("where", ParamKind::Condition),
    ],
    placeholders: ["target"],
    variants: ["unfit", "unlinked"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let Some(from) = check.selector("from") else {
        return;
    };
    report.looked_at(from);
    let values = case.values(from);
    let Some(named) = values.first() else {
        let has_point = case.part.point.is_some() || case.rule.point.is_some();
        let place = case.place(from).filter(|_| !has_point);
        report.violated("default", spot(place, from.key()), &[]);
        return;
    };
    let id = named.key().unwrap_or_default();
    let Some(target) = case.ctx.sight().record(id.trim()) else {
        return;
    };
    if broken::is_broken(&case.ctx, &target.head) {
        return;
    }
    report.judged();
    let args = [("target", Text::plain(id.clone()))];
    if let Some(back) = check.selector("back") {
        let backward = case.values_of(target, back);
        let shown: Vec<_> = backward.iter().map(|it| case.show(back, it)).collect();
        let place = backward.first().map(|it| it.place);
        let args = [
            ("document", Text::plain(id.clone())),
            ("field", case.label(back)),
        ];
        let label = words::fill("value.field-of", &args);
        report.compared(label, Text::list(&shown), place);
        let mut keys = backward.into_iter().filter_map(Item::key);
        let points_back = keys.any(|it| it.trim() == case.record.id);
        if !points_back {
            let args = [("target", Text::plain(id.clone()))];
            report.violated("unlinked", spot(named.place, from.key()), &args);
            let value = match place {
                Some(_) => Text::list(&shown),
                None => words::text("check.nothing"),
            };
            let args = [("label", case.label(back)), ("text", value)];
            let label = words::fill("report.labelled", &args);
            report.related(place.unwrap_or(target.place), label);
        }
    }
    if let Some(condition) = check.condition("where")
        && !case.holds(target, condition)
    {
        let key = format!("{}.where", from.key());
        report.violated("unfit", spot(named.place, key), &args);
        report.related(target.place, Text::plain(target.title.clone()));
    }
}
