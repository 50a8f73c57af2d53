//! The id of a new change: the next free one by the pattern of the portal, or one that was chosen.

use crate::error::Error;
use crate::scaffold::id;
use crate::text::written;

use crate::cli::new::Desk;

/// The next free id.
pub(super) fn next(desk: &Desk, year: i16) -> Result<String, Error> {
    let shape = &desk.checked.reading.procedure.records;
    let pattern = shape.id.as_ref().map_or("", written);
    let taken = taken(desk);
    let next = id::next(pattern, taken.iter().map(String::as_str), year);
    next.ok_or_else(|| Error::NoNextId {
        pattern: pattern.to_owned(),
    })
}

/// An id that somebody has chosen: it must look like one.
pub(super) fn chosen(desk: &Desk, id: &str) -> Result<String, Error> {
    let pattern = desk.checked.reading.procedure.records.id.as_ref();
    match pattern.filter(|it| !it.is_match(id)) {
        Some(pattern) => Err(Error::IdUnfit {
            id: id.to_owned(),
            pattern: written(pattern).to_owned(),
        }),
        None => Ok(id.to_owned()),
    }
}

/// Every id that is taken: of records, those that are not there in a view of the past included, and of folders and files.
fn taken(desk: &Desk) -> Vec<String> {
    let reading = &desk.checked.reading;
    let shape = &reading.procedure.records;
    let (before, after) = shape.file.split_once('*').unwrap_or_default();
    let root = format!("{}/", shape.folder);
    let paths = reading.sources.iter().map(|(_, it)| it.path());
    let paths = paths.chain(reading.others.iter().map(String::as_str));
    let parts = paths
        .filter_map(|it| it.strip_prefix(&root))
        .flat_map(|it| it.split('/'));
    let names = parts.filter_map(|it| it.strip_prefix(before)?.strip_suffix(after));
    let records = desk.checked.book.records.iter().map(|it| it.id.as_str());
    let mut all: Vec<_> = names.chain(records).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}
