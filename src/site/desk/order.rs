//! The orders in which records are listed: by opening, by the day planned for the go-live.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::book::{Record, select};
use crate::check::Context;
use crate::moment::Moment;

/// The records, the newest first: by opening, then by id.
pub(super) fn newest(ctx: Context<'_>) -> Vec<usize> {
    let zone = &ctx.config.zone;
    let mut all: Vec<_> = (0..ctx.book.records.len()).collect();
    all.sort_by_cached_key(|&it| {
        let record = &ctx.book.records[it];
        let opened = record.opened.as_ref().map(|it| it.earliest(zone));
        Reverse((opened, record.id.clone(), it))
    });
    all
}

/// When the go-live of every record is planned to begin, in the order of the book.
///
/// The rules that hold windows against the calendar say where those are written.
pub(super) fn windows(ctx: Context<'_>) -> Vec<Option<Moment>> {
    let parts = ctx.procedure.rules.iter().flat_map(|it| &it.parts);
    let calendars = parts.filter(|it| it.check.kind == "calendar");
    let mut starts: Vec<_> = calendars
        .filter_map(|it| it.check.selector("start"))
        .collect();
    starts.dedup();
    let zone = &ctx.config.zone;
    let window = |record: &Arc<Record>| {
        let found = starts
            .iter()
            .flat_map(|it| select::select(ctx.book, record, ctx.procedure, it));
        found
            .filter_map(|it| it.moment().cloned())
            .max_by_key(|it| it.earliest(zone))
    };
    ctx.book.records.iter().map(window).collect()
}

/// The records by their windows, the latest first; among equals, and without one, the newest first.
pub(super) fn by_window(
    windows: &[Option<Moment>],
    newest: &[usize],
    ctx: Context<'_>,
) -> Vec<usize> {
    let zone = &ctx.config.zone;
    let mut all = newest.to_vec();
    all.sort_by_cached_key(|&it| Reverse(windows[it].as_ref().map(|it| it.earliest(zone))));
    all
}
