//! The outline of a file: its keys and entries, and the headings of its prose.

use lsp_types::{DocumentSymbol, SymbolKind};

use crate::document::front;
use crate::source::Span;
use crate::yaml::{self, Kind, Node};

use super::lines::Lines;
use super::view::is_markdown;

/// How deep the outline goes.
const DEPTH: usize = 4;

/// The keys by which an entry of a list is named.
const NAMES: [&str; 7] = ["id", "no", "type", "title", "name", "label", "item"];

/// The outline of a text.
pub fn symbols(path: &str, text: &str) -> Vec<DocumentSymbol> {
    let lines = Lines::new(text);
    if !is_markdown(path) {
        let root = yaml::parse(text, Span::new(0, text.len())).root;
        return root
            .map(|it| children(&lines, &it, DEPTH))
            .unwrap_or_default();
    }
    let split = front::split(text);
    let mut all = split
        .tree
        .root
        .map(|it| children(&lines, &it, DEPTH))
        .unwrap_or_default();
    let mut at = split.body.start;
    let mut is_code = false;
    for line in text[split.body.start..split.body.end].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            is_code = !is_code;
        }
        let heading = line.trim_start_matches('#');
        let is_heading = heading.len() < line.len() && heading.starts_with(' ') && !is_code;
        if is_heading && !heading.trim().is_empty() {
            let span = Span::new(start, start + line.trim_end().len());
            all.push(symbol(
                &lines,
                heading.trim(),
                SymbolKind::STRING,
                span,
                span,
            ));
        }
    }
    all
}

fn children(lines: &Lines<'_>, node: &Node, depth: usize) -> Vec<DocumentSymbol> {
    if depth == 0 {
        return Vec::new();
    }
    let mut all = Vec::new();
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                let end = entry.value.span.end.max(entry.key_span.end);
                let whole = Span::new(entry.key_span.start, end);
                let kind = match entry.value.kind {
                    Kind::Map(_) => SymbolKind::OBJECT,
                    Kind::Seq(_) => SymbolKind::ARRAY,
                    _ => SymbolKind::FIELD,
                };
                let mut one = symbol(lines, &entry.key, kind, whole, entry.key_span);
                one.detail = entry
                    .value
                    .text()
                    .map(|it| it.lines().next().unwrap_or_default().to_owned());
                one.children = Some(children(lines, &entry.value, depth - 1));
                all.push(one);
            }
        }
        Kind::Seq(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = NAMES.iter().find_map(|key| item.get(key)?.text());
                let name = name
                    .or_else(|| item.text())
                    .map_or_else(|| (index + 1).to_string(), str::to_owned);
                let mut one = symbol(lines, &name, SymbolKind::STRUCT, item.span, item.span);
                one.children = Some(children(lines, item, depth - 1));
                all.push(one);
            }
        }
        Kind::Scalar { .. } | Kind::Null | Kind::Broken => {}
    }
    all
}

#[expect(
    deprecated,
    reason = "the type has a field that is out of use and must be written all the same"
)]
fn symbol(
    lines: &Lines<'_>,
    name: &str,
    kind: SymbolKind,
    whole: Span,
    own: Span,
) -> DocumentSymbol {
    let name = if name.is_empty() { "·" } else { name };
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: lines.range(whole),
        selection_range: lines.range(own),
        children: None,
    }
}
