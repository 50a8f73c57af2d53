//! The kind `recipients`: who sent something and whom it reached.

use std::collections::BTreeSet;

use crate::book::{Event, select};
use crate::check::case::{Case, named};
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::rules::ParamKind;
use crate::procedure::selector::{Root, Selector};
use crate::procedure::yields::Yields;
use crate::source::Place;
use crate::words;

use super::{kind, needed, optional};

kind! {
    /// ## What it checks
    /// That an event was sent by the right people and reached all it must reach. Whoever is named
    /// under `to` or `cc` was reached. For a role stand the persons that the record names, else
    /// those of its system, else everybody who held it that day; one of them is enough. Roles that
    /// the procedure equates reach each other.
    ///
    /// ## Parameters
    /// - `event`: the type of event, or a set of types; the last one in the current cycle is judged
    /// - `among`: a selector of events; only these count
    /// - `to`: roles that must be addressed directly
    /// - `anywhere`: roles that must be reached, be it by copy
    /// - `by`: roles one of which must have sent it
    /// - `together`: `true` if several events together may reach them all; those of a right sender
    ///   count, if there is one
    /// - `needed`: `true` if a missing event is a violation; without it that is left to other rules
    ///
    /// ## Placeholders
    /// - `missing`: the roles that were not reached
    /// - `sender`: who sent it
    /// - `at`: when it was sent
    /// - `returned_at`: when the record was sent back
    ///
    /// ## Example
    /// ```yaml
    /// check:
    ///   recipients: {event: sent, to: [client], anywhere: [director]}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `default` if roles of `anywhere` were not reached, as `addressee` if roles of
    /// `to` were not addressed, as `sender` if somebody else sent it, as `missing` if it is needed
    /// and there is none. If there was one before the record was sent back to an earlier state, that is
    /// told as `again` where the rule has such a message, and whom that one reached is judged all the
    /// same. Not applicable if there is none and it is not needed.
    "recipients", check,
    params: [
        needed("event", ParamKind::Events),
        optional("among", ParamKind::Selector(Yields::Events)),
        optional("to", ParamKind::Roles),
        optional("anywhere", ParamKind::Roles),
        optional("by", ParamKind::Roles),
        optional("together", ParamKind::Switch),
        optional("needed", ParamKind::Switch),
    ],
    placeholders: ["missing", "sender", "at", "returned_at"],
    variants: ["addressee", "again", "missing", "sender"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let check = case.check();
    let event = check.name("event").unwrap_or_default();
    let mut found = case.events(event);
    if let Some(among) = check.selector("among")
        && let Root::LastEvent(kind, filters) | Root::AllEvents(kind, filters) = &among.root
    {
        let kept = select::events(case.record, case.ctx.procedure, kind, filters);
        found.retain(|it| kept.iter().any(|kept| std::ptr::eq(*it, *kept)));
    }
    let (to, anywhere, by) = (
        check.names("to"),
        check.names("anywhere"),
        check.names("by"),
    );
    let key = format!("event.{event}");
    // What was sent before the record was sent back no longer counts; whom it reached is told all the same.
    let says_again = case.rule.messages.contains_key(&case.part.message("again"));
    if found.is_empty() && check.is_on("needed") && says_again {
        found = earlier(case, event);
        again(case, &found, &key, report);
    }
    let Some(last) = found.last() else {
        if check.is_on("needed") {
            let wanted: Vec<_> = to.iter().chain(anywhere).map(String::as_str).collect();
            let args = [("missing", case.role_labels(&wanted))];
            report.violated("missing", spot(None, key), &args);
        }
        return;
    };
    report.judged();
    let is_sender = |it: &Event| {
        let senders = named(&it.item, "by");
        by.is_empty()
            || by
                .iter()
                .any(|role| !case.standing_for(role).is_disjoint(&senders))
    };
    let mut counted: Vec<&Event> = vec![last];
    if check.is_on("together") {
        counted.clone_from(&found);
        if counted.iter().any(|it| is_sender(it)) {
            counted.retain(|it| is_sender(it));
        }
    }
    let at = last
        .at
        .as_ref()
        .map(|it| case.show_moment(it))
        .unwrap_or_default();
    let sender = shown(case, last, event, "by");
    for field in ["by", "to", "cc"] {
        let place = last.field(field).map(|it| it.place);
        report.compared(
            field_label(case, event, field),
            shown(case, last, event, field),
            place,
        );
    }
    if !counted.iter().any(|it| is_sender(it)) {
        let place = last.field("by").map_or(last.item.place, |it| it.place);
        let args = [("sender", sender), ("at", at.clone())];
        report.violated("sender", spot(place, format!("{key}.by")), &args);
    }
    let reached = |fields: &[&str]| -> BTreeSet<String> {
        let events = counted.iter();
        events
            .flat_map(|it| fields.iter().flat_map(|field| named(&it.item, field)))
            .collect()
    };
    for (variant, wanted, fields) in [
        ("addressee", to, &["to"][..]),
        ("default", anywhere, &["to", "cc"][..]),
    ] {
        let place = list_place(last, fields);
        let missing = case.unreached(wanted, &reached(fields));
        if !missing.is_empty() {
            let args = [("missing", case.role_labels(&missing)), ("at", at.clone())];
            let key = format!("{key}.{}", fields[fields.len() - 1]);
            report.violated(variant, spot(place, key), &args);
            report.because(missing);
        }
    }
}

/// The events of the last of the cycles before the judged one that has any.
fn earlier<'a>(case: &Case<'a>, event: &str) -> Vec<&'a Event> {
    let kinds = case.ctx.procedure.events.expand(event);
    let all = case.record.events.iter();
    let all: Vec<_> = all.filter(|it| kinds.contains(&it.kind.as_str())).collect();
    let last = all.last().map(|it| it.cycle);
    all.into_iter()
        .filter(|it| Some(it.cycle) == last)
        .collect()
}

/// Tells that what was sent has to be sent again.
fn again(case: &Case<'_>, sent: &[&Event], key: &str, report: &mut Reporter<'_>) {
    let ended = case.record.life.ended_by;
    let Some((last, ended)) = sent.last().zip(ended.map(|at| &case.record.events[at])) else {
        return;
    };
    let shown = |it: &Event| it.at.as_ref().map(|it| case.show_moment(it));
    let at = |it: &Event| shown(it).unwrap_or_else(|| words::text("check.nothing"));
    let args = [("at", at(last)), ("returned_at", at(ended))];
    let ended_at = ended.field("at").map_or(ended.item.place, |it| it.place);
    report.violated("again", spot(None, key), &args);
    report.related(ended_at, case.event_label(ended));
    report.related(last.item.place, case.event_label(last));
}

/// Where the recipients stand, the last of these lists first, else the whole event.
fn list_place(event: &Event, fields: &[&str]) -> Place {
    let list = fields.iter().rev().find_map(|it| event.field(it));
    list.map_or(event.item.place, |it| it.place)
}

fn selector(case: &Case<'_>, event: &str, field: &str) -> Option<Selector> {
    let text = format!("event.{event}.{field}");
    let is_document = |it: &str| case.ctx.procedure.document(it).is_some();
    let selector = Selector::parse(&text, Place::default(), is_document).ok()?;
    matches!(selector.root, Root::LastEvent(..)).then_some(selector)
}

fn shown(case: &Case<'_>, sent: &Event, event: &str, field: &str) -> Text {
    let both = selector(case, event, field).zip(sent.field(field));
    both.map(|(selector, item)| {
        let shown = item.items().iter().map(|it| case.show(&selector, it));
        Text::list(&shown.collect::<Vec<_>>())
    })
    .unwrap_or_default()
}

fn field_label(case: &Case<'_>, event: &str, field: &str) -> Text {
    selector(case, event, field)
        .map(|it| case.full_label(&it))
        .unwrap_or_default()
}
