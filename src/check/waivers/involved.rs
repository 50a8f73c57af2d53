//! Who may not approve a waiver: nobody waives a rule for their own work.

use std::collections::BTreeSet;

use crate::book::value::{Item, Value};
use crate::book::{Event, Record};
use crate::check::case::identity;
use crate::finding::Finding;
use crate::procedure::Procedure;
use crate::procedure::fields::FieldKind;
use crate::procedure::flow::Evidence;
use crate::source::Place;

/// Who wrote the documents of a record or submitted them.
///
/// The author of a document is the person field that every type but the head
/// has; submissions are the events after which approvals count.
pub(super) fn authors(procedure: &Procedure, record: &Record) -> BTreeSet<String> {
    let types = procedure.documents.get(1..).unwrap_or_default();
    let in_all = |name: &str| {
        types.iter().all(|it| {
            it.field(name)
                .is_some_and(|it| matches!(it.kind, FieldKind::Person))
        })
    };
    let mut people = BTreeSet::new();
    for member in record.documents.iter().flat_map(|it| &it.fields) {
        if in_all(&member.key) {
            people.extend(identity(&member.item));
        }
    }
    let states = procedure.routes.iter().flat_map(|it| &it.states);
    let submissions: BTreeSet<&str> = states
        .filter_map(|it| match &it.evidence {
            Some(Evidence::Event { after, .. }) => after.as_deref(),
            _ => None,
        })
        .flat_map(|it| procedure.events.expand(it))
        .collect();
    for event in record
        .events
        .iter()
        .filter(|it| submissions.contains(it.kind.as_str()))
    {
        let by = event.field("by").map(Item::items).unwrap_or_default();
        let persons = by.iter().filter(|it| !matches!(it.value, Value::Unfit(_)));
        people.extend(persons.filter_map(identity));
    }
    people
}

/// The people whom a finding marks, and those who acted in an event that it
/// stands in: it is what they did that is not in order.
pub(super) fn marked(record: &Record, finding: &Finding) -> BTreeSet<String> {
    let head = record.head.fields.iter().map(|it| &it.item);
    let documents = record.documents.iter().flat_map(|it| &it.fields);
    let all = head.chain(documents.map(|it| &it.item));
    let persons = all.flat_map(Item::persons);
    let related = finding.related.iter().map(|it| it.place);
    let places: Vec<Place> = related.chain([finding.place]).collect();
    let is_marked = |it: &&Item| places.contains(&it.place);
    let events = record.events.iter();
    let acted = events
        .filter(|event| places.iter().any(|it| is_within(*it, event.item.place)))
        .flat_map(actors);
    let marked = persons.filter(is_marked);
    marked.chain(acted).filter_map(identity).collect()
}

/// Everybody whom an event names but those who were only told.
fn actors(event: &Event) -> Vec<&Item> {
    let told = ["to", "cc"].into_iter().filter_map(|it| event.field(it));
    let told: Vec<&Item> = told.flat_map(Item::persons).collect();
    let mut people = event.item.persons();
    people.retain(|it| !told.iter().any(|other| std::ptr::eq(*it, *other)));
    people
}

/// Whether `inner` lies in `outer`.
fn is_within(inner: Place, outer: Place) -> bool {
    inner.source == outer.source
        && outer.span.start <= inner.span.start
        && inner.span.end <= outer.span.end
}
