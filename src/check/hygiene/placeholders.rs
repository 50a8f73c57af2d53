//! What a template left to be filled in, wherever it was left: `{{…}}`, `<填写…>`, `TBD`.
//!
//! That a required field says nothing is found by the rule on required fields.
//! Here is the rest: optional fields, events, and a gap in the middle of a text
//! that is otherwise written. Code may hold such marks for reasons of its own.

use crate::book::value::{Item, Value};
use crate::book::{Doc, Record};
use crate::check::Context;
use crate::check::obligations::{is_judged, placeholders};
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::source::{Place, Span};

/// One finding a gap, in the documents of a record that are judged by now.
pub(super) fn look(ctx: &Context<'_>, record: &Record) -> Vec<Finding> {
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let mut found = Vec::new();
    // What a waiver leaves open makes it void, which is told of the waiver.
    let waivers = ctx.procedure.records.keys.get("waivers");
    for doc in docs.filter(|it| is_judged(ctx, record, it)) {
        let is_head = std::ptr::eq(doc, &raw const record.head);
        let of_waivers = |key: &str| is_head && waivers.is_some_and(|it| it == key);
        for member in doc.fields.iter().filter(|it| !of_waivers(&it.key)) {
            in_value(&member.item, &mut found);
        }
        in_body(ctx, doc, &mut found);
    }
    for finding in &mut found {
        finding.record = Some(record.id.clone());
    }
    found
}

fn in_value(item: &Item, found: &mut Vec<Finding>) {
    match &item.value {
        Value::Text(text) if placeholders::is_placeholder(text, true) => {
            found.push(gap(item.place, text.trim()));
        }
        Value::Text(text) => {
            let mark = left(text).map(|it| &text[it.start..it.end]);
            found.extend(mark.map(|it| gap(item.place, it)));
        }
        Value::List(items) => items.iter().for_each(|it| in_value(it, found)),
        Value::Map(members) => members.iter().for_each(|it| in_value(&it.item, found)),
        _ => {}
    }
}

fn in_body(ctx: &Context<'_>, doc: &Doc, found: &mut Vec<Finding>) {
    let body = &doc.document.body;
    let text = ctx.sources.get(doc.source).text();
    let Span { start, end } = body.span;
    let mut at = start;
    for line in text[start..end].split_inclusive('\n') {
        let from = at;
        at += line.len();
        let Some(mark) = left(line).map(|it| it.shifted(from)) else {
            continue;
        };
        let mut code = body.code.iter();
        let is_code = code.any(|it| it.span.start <= mark.start && mark.start < it.span.end);
        if !is_code && !is_comment(&text[start..mark.start]) {
            let place = Place {
                source: doc.source,
                span: mark,
            };
            found.push(gap(place, &text[mark.start..mark.end]));
        }
    }
}

/// Whether what follows `before` stands in a comment.
fn is_comment(before: &str) -> bool {
    let opened = before.rfind("<!--");
    opened.is_some_and(|it| !before[it..].contains("-->"))
}

/// The first mark of a template in a text, if no code is around it.
fn left(text: &str) -> Option<Span> {
    let mark = placeholders::mark(text)?;
    let ticks = text[..mark.start].matches('`').count();
    ticks.is_multiple_of(2).then_some(mark)
}

fn gap(place: Place, mark: &str) -> Finding {
    let args = [("value", Text::plain(mark))];
    let mut finding = notice::finding("placeholder", place, &args);
    mark.clone_into(&mut finding.key);
    finding
}
