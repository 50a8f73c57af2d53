//! Where on the page of a dossier something is shown that stands in one of its files.

use crate::book::Doc;
use crate::source::Place;

use super::desk::Desk;

/// Where the events of a head are shown.
const EVENTS: &str = "timeline";

impl Desk<'_> {
    /// The anchor next to a place: that of the field, of the heading above it, or of the document.
    /// Nothing if the place is in no file of the record.
    pub(crate) fn spot(&self, record: usize, place: Place) -> Option<String> {
        let record = self.record(record);
        let mut docs = std::iter::once(&record.head).chain(&record.documents);
        let doc = docs.find(|it| it.source == place.source)?;
        let within = record.events.iter().map(|it| it.item.place.span);
        if doc.source == record.head.source
            && within
                .clone()
                .any(|it| it.start <= place.span.start && place.span.start < it.end)
        {
            return Some(EVENTS.to_owned());
        }
        Some(
            field(doc, place)
                .or_else(|| heading(doc, place))
                .unwrap_or_else(|| doc.kind.clone()),
        )
    }
}

/// The anchor of a field, on the row of its form.
pub(crate) fn anchor(kind: &str, field: &str) -> String {
    format!("{kind}.{field}")
}

fn field(doc: &Doc, place: Place) -> Option<String> {
    let at = place.span.start;
    let holds = doc.fields.iter().find(|it| {
        it.key_place.span.start <= at && at < it.item.place.span.end.max(it.key_place.span.end)
    });
    holds.map(|it| anchor(&doc.kind, &it.key))
}

fn heading(doc: &Doc, place: Place) -> Option<String> {
    let body = &doc.document.body;
    let begun = body.headings.iter().zip(body.anchors());
    let mut above = begun.filter(|(it, _)| it.span.start <= place.span.start);
    Some(format!("{}-{}", doc.kind, above.next_back()?.1))
}
