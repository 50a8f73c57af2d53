//! Filled examples of a document, taken from the records that there are: one in order, one with its findings.

use serde::Serialize;

use crate::book::Doc;
use crate::procedure::fields::DocumentType;
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::findings::Finding;
use crate::site::text::Said;
use crate::site::values::Row;

/// A filled document.
#[derive(Debug, Serialize)]
pub(crate) struct Example {
    /// `good` or `bad`.
    pub(crate) standing: &'static str,
    /// The record that it is from.
    pub(crate) id: String,
    pub(crate) title: Said,
    /// The document on the page of the record.
    pub(crate) href: Option<Href>,
    pub(crate) rows: Vec<Row>,
    pub(crate) findings: Vec<Finding>,
}

/// The newest good one, and the newest with findings.
pub(super) fn examples(here: &Here<'_>, kind: &DocumentType) -> Vec<Example> {
    let desk = here.desk;
    let newest = || {
        let records = desk.newest.iter();
        records.filter_map(|&at| Some((at, document(here, at, kind)?)))
    };
    let wrong = |at: usize, doc: &Doc| {
        desk.found(at)
            .any(|it| it.place.source == doc.source && it.counts())
    };
    let good = newest().find(|(at, doc)| desk.standing(*at) == "compliant" && !wrong(*at, doc));
    let bad = newest().find(|(at, doc)| wrong(*at, doc));
    let example = |standing: &'static str, (at, doc): (usize, &Doc)| {
        let record = desk.record(at);
        let found = desk.found(at);
        let found = found.filter(|it| it.place.source == doc.source && it.counts());
        Example {
            standing,
            id: record.id.clone(),
            title: here.titled(record),
            href: here.href_at(Target::Change(at), &kind.id),
            rows: here.form(&kind.fields, &doc.fields, &|_| false, None),
            findings: found.map(|it| here.finding(it)).collect(),
        }
    };
    let good = good.map(|it| example("good", it));
    good.into_iter()
        .chain(bad.map(|it| example("bad", it)))
        .collect()
}

/// The document of this type in a record, if it can be read.
fn document<'h>(here: &Here<'h>, record: usize, kind: &DocumentType) -> Option<&'h Doc> {
    let record = here.desk.record(record);
    let all = std::iter::once(&record.head).chain(&record.documents);
    all.into_iter()
        .find(|it| it.kind == kind.id)
        .filter(|it| it.readable)
}
