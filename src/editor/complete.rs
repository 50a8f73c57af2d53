//! What may be written at a position: keys, values and names, with skeletons for entries of lists.

use std::sync::Arc;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation,
    InsertTextFormat, Position, TextEdit,
};
use serde_json::Value;

use crate::book::Record;
use crate::source::Span;

use super::lines::Lines;
use super::spot::{self, Place, Spot, Step};
use super::view::is_markdown;
use super::{View, shape};

/// How many records are offered at once.
const RECORDS: usize = 200;

/// The answer for a position of a text.
///
/// Without `snippets` a skeleton is plain text: the editor does not know stops in it.
pub fn complete(
    view: &View<'_>,
    path: &str,
    text: &str,
    at: Position,
    snippets: bool,
) -> CompletionList {
    let lines = Lines::new(text);
    let byte = lines.byte(at);
    let found = spot::find(text, byte, is_markdown(path));
    let (Some(spot), Some(schema)) = (found, view.schema(path, text)) else {
        return CompletionList::default();
    };
    let span = Span::new(spot.start.min(byte), byte);
    let range = lines.range(span);
    let typed = text[span.start..span.end].to_lowercase();
    let mut items = Items {
        all: Vec::new(),
        range,
        snippets,
        typed,
        is_cut: false,
    };
    let shapes = shape::at(schema, &spot.steps);
    match spot.place {
        Place::Prose => {}
        Place::Key => {
            items.keys(&shapes, &spot);
            items.skeletons(&shapes, schema, &spot);
            // In a list a plain value may stand where a key could.
            if spot.steps.last() == Some(&Step::Item) {
                items.values(view, &shapes);
            }
        }
        Place::Value => {
            items.values(view, &shapes);
            if spot.steps.last() == Some(&Step::Item) {
                items.skeletons(&shapes, schema, &spot);
            }
        }
    }
    CompletionList {
        is_incomplete: items.is_cut,
        items: items.all,
    }
}

struct Items {
    all: Vec<CompletionItem>,
    range: lsp_types::Range,
    snippets: bool,
    /// What is written so far.
    typed: String,
    /// Whether there are more than are told.
    is_cut: bool,
}

impl Items {
    fn add(&mut self, label: &str, text: String, kind: CompletionItemKind) -> &mut CompletionItem {
        let order = self.all.len();
        self.all.push(CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            sort_text: Some(format!("{order:05}")),
            filter_text: Some(label.to_owned()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(self.range, text))),
            ..CompletionItem::default()
        });
        &mut self.all[order]
    }

    fn keys(&mut self, shapes: &[&Value], spot: &Spot) {
        let mut seen: Vec<&str> = spot.taken.iter().map(String::as_str).collect();
        for shape in shapes {
            for (key, value) in shape["properties"].as_object().into_iter().flatten() {
                if seen.contains(&key.as_str()) {
                    continue;
                }
                seen.push(key);
                let item = self.add(key, format!("{key}: "), CompletionItemKind::PROPERTY);
                item.detail = value["title"].as_str().map(str::to_owned);
                item.documentation = value["description"]
                    .as_str()
                    .map(|it| Documentation::String(it.to_owned()));
            }
        }
    }

    /// Whole entries, such as the events of each type.
    fn skeletons(&mut self, shapes: &[&Value], schema: &Value, spot: &Spot) {
        let is_list = shapes.iter().any(|it| it.get("items").is_some());
        let mut inner = spot.steps.clone();
        inner.push(Step::Item);
        let entries = if is_list {
            shape::at(schema, &inner)
        } else {
            Vec::new()
        };
        let dash = if is_list && !spot.is_flow { "- " } else { "" };
        if !is_list && !spot.taken.is_empty() {
            return;
        }
        let snippets = |it: &&Value| it["defaultSnippets"].as_array().cloned();
        let found = shapes.iter().chain(&entries).find_map(snippets);
        for snippet in found.into_iter().flatten() {
            let (Some(label), Some(body)) =
                (snippet["label"].as_str(), snippet["body"].as_object())
            else {
                continue;
            };
            let parts = body
                .iter()
                .map(|(key, value)| format!("{key}: {}", value.as_str().unwrap_or_default()));
            let mut text = format!("{dash}{{{}}}", parts.collect::<Vec<_>>().join(", "));
            let has_stops = self.snippets;
            if !has_stops {
                for stop in (1..=body.len()).rev() {
                    text = text.replace(&format!("${stop}"), "");
                }
            }
            let item = self.add(label, text, CompletionItemKind::SNIPPET);
            item.insert_text_format = has_stops.then_some(InsertTextFormat::SNIPPET);
            item.detail = snippet["description"].as_str().map(str::to_owned);
        }
    }

    fn values(&mut self, view: &View<'_>, shapes: &[&Value]) {
        for (value, meaning) in shape::choices(shapes) {
            let item = self.add(value, quoted(value), CompletionItemKind::ENUM_MEMBER);
            item.detail = Some(meaning.to_owned()).filter(|it| !it.is_empty());
        }
        if shapes
            .iter()
            .any(|it| it["type"] == "boolean" || it["type"][0] == "boolean")
        {
            for value in ["true", "false"] {
                self.add(value, value.to_owned(), CompletionItemKind::VALUE);
            }
        }
        if shapes.iter().any(|it| it["x-names"] == "record") {
            let typed = self.typed.clone();
            let fits = |it: &&Arc<Record>| {
                it.id.to_lowercase().contains(&typed) || it.title.to_lowercase().contains(&typed)
            };
            // The newest first; the rest is asked for again with every key.
            let all = view.context.book.records.iter().rev().filter(fits);
            for (index, record) in all.enumerate() {
                if index == RECORDS {
                    self.is_cut = true;
                    break;
                }
                let item = self.add(&record.id, record.id.clone(), CompletionItemKind::REFERENCE);
                item.detail = Some(record.title.clone());
            }
        }
    }
}

/// A value as YAML needs it.
fn quoted(value: &str) -> String {
    let plain =
        |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ' ' | '/' | '(' | ')');
    if value.chars().all(plain) && !value.starts_with('-') {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}
