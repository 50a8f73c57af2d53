//! Values that name an entry of a list elsewhere in the record, such as the step that undoes another.

use std::path::Path;

use crate::book::select;
use crate::book::value::Item;
use crate::book::{Input, Record};
use crate::document::front::FenceFault;
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::fields::{DocumentType, Field, FieldKind};
use crate::procedure::selector::{Root, Selector};
use crate::source::Place;
use crate::text;

/// A value, and where the entries stand of which it names one.
pub(super) struct Named<'a> {
    value: String,
    place: Place,
    entries: &'a Selector,
}

impl<'a> Named<'a> {
    /// What a field names; a path in a field of references names a file instead.
    pub(super) fn of(item: &Item, field: &'a Field) -> Option<Self> {
        let entries = field.names.as_ref()?;
        let value = item.key().filter(|it| !it.trim().is_empty())?;
        let names_file = matches!(field.kind, FieldKind::Ref) && is_path(&value);
        (!names_file).then_some(Self {
            value,
            place: item.place,
            entries,
        })
    }
}

/// The id of an entry has neither folders nor an ending.
fn is_path(value: &str) -> bool {
    let ending = Path::new(value).extension().and_then(|it| it.to_str());
    value.contains('/') || ending.is_some_and(|it| it.starts_with(char::is_alphabetic))
}

/// Those that name no entry. Where there are no entries at all, it is the list that is at fault.
pub(super) fn unknown(input: Input<'_>, record: &Record, named: &[Named<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for one in named {
        if !is_whole(record, one.entries) {
            continue;
        }
        let found = select::of_record(record, input.procedure, one.entries);
        let known: Vec<String> = found.into_iter().filter_map(Item::key).collect();
        let own = text::normal(&one.value);
        if known.is_empty() || known.iter().any(|it| text::normal(it) == own) {
            continue;
        }
        findings.push(finding(input.procedure, one, &known));
    }
    findings
}

fn finding(procedure: &Procedure, named: &Named<'_>, known: &[String]) -> Finding {
    let (document, list) = labels(procedure, named.entries);
    let all: Vec<_> = known.iter().map(|it| Text::plain(it.as_str())).collect();
    let mut args = vec![
        ("value", Text::plain(named.value.as_str())),
        ("document", document),
        ("list", list),
        ("known", Text::list(&all)),
    ];
    match text::nearest(&named.value, known.iter().map(String::as_str)) {
        Some(near) => {
            args.push(("near", Text::plain(near)));
            notice::variant("unknown-reference", "entry-near", named.place, &args)
        }
        None => notice::variant("unknown-reference", "entry", named.place, &args),
    }
}

/// Whether the document with the entries was read to its end: else one of them may be below the fault.
fn is_whole(record: &Record, entries: &Selector) -> bool {
    let Root::Document(kind) = &entries.root else {
        return true;
    };
    record.document(kind).is_some_and(|it| {
        let document = &it.document;
        let fence = document.fence;
        !document.front.is_cut && fence.is_none_or(|it| it == FenceFault::Blanks)
    })
}

/// What people call the document and the list.
fn labels(procedure: &Procedure, entries: &Selector) -> (Text, Text) {
    let Root::Document(kind) = &entries.root else {
        return (Text::default(), Text::plain(entries.text.as_str()));
    };
    let kind = procedure.document(kind);
    let mut fields = kind.map(|it| it.fields.as_slice()).unwrap_or_default();
    let mut list = Text::plain(entries.text.as_str());
    for step in entries.steps.split_last().map_or(&[][..], |(_, it)| it) {
        if let Some(field) = fields.iter().find(|it| it.name == step.field) {
            list = field.label.clone();
            fields = select::inner(&field.kind);
        }
    }
    (kind.map(DocumentType::name).unwrap_or_default(), list)
}
