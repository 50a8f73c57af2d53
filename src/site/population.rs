//! The population of changes as a plain value, for files and for `export`.

use crate::book::select;
use crate::book::{Event, Record};
use crate::export::{Key, Population, Row};
use crate::lang::Text;
use crate::moment::Moment;
use crate::words;

use super::desk::Desk;
use super::facet::Facet;

/// Every record of the book, in its order.
pub(super) fn of(desk: &Desk<'_>) -> Population {
    let records = desk.ctx.book.records.iter().enumerate();
    Population {
        as_of: desk.ctx.book.as_of.moment.clone(),
        zone: desk.ctx.config.zone.clone(),
        rows: records.map(|(at, it)| row(desk, at, it)).collect(),
    }
}

fn row(desk: &Desk<'_>, index: usize, record: &Record) -> Row {
    let note = &desk.notes[index];
    // What the procedure and its registers do not know is what somebody wrote.
    let key = |facet: Facet, id: &str| {
        let label = facet.label(desk, id);
        let is_known = label != Text::plain(id);
        Key {
            id: if is_known {
                id.to_owned()
            } else {
                desk.shown(id)
            },
            label: Text::from_fn(|lang| desk.names.hide(label.get(lang), lang)),
        }
    };
    let standing = desk.standing(index);
    let last = last(desk, record);
    Row {
        id: record.id.clone(),
        title: desk.names.hide(&record.title, desk.first_lang()),
        system: record.system.as_deref().map(|it| key(Facet::System, it)),
        route: record.route.as_deref().map(|it| key(Facet::Route, it)),
        state: key(Facet::State, &record.life.effective),
        declared: record
            .life
            .declared
            .as_deref()
            .map(|it| key(Facet::State, it)),
        standing: Key {
            id: standing.to_owned(),
            label: words::text(&format!("ui.verdict.{standing}")),
        },
        opened: record.opened.clone(),
        planned_from: planned(desk, record, "start").into_iter().next(),
        planned_until: planned(desk, record, "end").pop(),
        last_event: last.map(|it| Key {
            id: it.kind.clone(),
            label: desk
                .ctx
                .procedure
                .events
                .kind(&it.kind)
                .map_or_else(|| it.kind.as_str().into(), |it| it.label.clone()),
        }),
        last_at: last.and_then(|it| it.at.clone()),
        rounds: record
            .events
            .iter()
            .map(|it| it.cycle)
            .max()
            .unwrap_or_default()
            + 1,
        errors: note.errors,
        warnings: note.warnings,
        indeterminate: note.undecided,
        unjudged: note.unread,
        waived: note.waived,
        page: format!("changes/{}/", note.slug),
        path: desk.shown(desk.path(record.head.place)),
    }
}

/// The latest event that has a date.
pub(super) fn last<'r>(desk: &Desk<'_>, record: &'r Record) -> Option<&'r Event> {
    let zone = &desk.ctx.config.zone;
    let dated = record.events.iter().filter(|it| it.at.is_some());
    dated.max_by_key(|it| it.at.as_ref().map(|at| at.earliest(zone)))
}

/// One end of the planned windows, which the rules hold against the calendar; the earliest first.
fn planned(desk: &Desk<'_>, record: &Record, end: &str) -> Vec<Moment> {
    let ctx = desk.ctx;
    let parts = ctx.procedure.rules.iter().flat_map(|it| &it.parts);
    let windows = parts.filter(|it| it.check.kind == "calendar");
    let found = windows
        .filter_map(|it| it.check.selector(end))
        .flat_map(|it| select::select(ctx.book, record, ctx.procedure, it))
        .filter(|it| {
            record
                .events
                .iter()
                .all(|event| !is_within(event, it.place))
        });
    let mut found: Vec<_> = found.filter_map(|it| it.moment().cloned()).collect();
    found.sort_by_key(|it| it.earliest(&ctx.config.zone));
    found
}

/// Whether something is written in an event: then it has happened and was not planned.
fn is_within(event: &Event, place: crate::source::Place) -> bool {
    let entry = event.item.place;
    entry.source == place.source
        && entry.span.start <= place.span.start
        && place.span.end <= entry.span.end
}
