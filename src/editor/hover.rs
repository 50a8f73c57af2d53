//! What stands under the pointer: a key by its schema, a value by what it names.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};
use serde_json::Value;

use crate::source::Span;

use super::lines::Lines;
use super::spot::{self, Place};
use super::view::is_markdown;
use super::{View, names, shape};

/// How many values are listed at most.
const LISTED: usize = 24;

/// The answer for a position of a text.
pub fn hover(view: &View<'_>, path: &str, text: &str, at: Position) -> Option<Hover> {
    let lines = Lines::new(text);
    let byte = lines.byte(at);
    let (about, span) = in_yaml(view, path, text, byte).or_else(|| {
        let (word, span) = names::word(text, byte)?;
        Some((names::find(view, word)?.about, span))
    })?;
    let contents = MarkupContent {
        kind: MarkupKind::Markdown,
        value: about,
    };
    Some(Hover {
        contents: HoverContents::Markup(contents),
        range: Some(lines.range(span)),
    })
}

/// What is known of a key or a value.
fn in_yaml(view: &View<'_>, path: &str, text: &str, byte: usize) -> Option<(String, Span)> {
    let (written, span) = scalar(text, byte)?;
    let schema = view.schema(path, text);
    // The way is read up to the end of the word, so that a key is known with its colon.
    let is_key = text[span.end..]
        .trim_start_matches(['"', '\''])
        .starts_with(':');
    let colon = text[span.end..].find(':').map_or(0, |it| it + 1);
    let end = if is_key { span.end + colon } else { span.end };
    let spot = spot::find(text, end, is_markdown(path))?;
    if spot.place == Place::Prose && !is_key {
        return None;
    }
    let shapes = schema
        .map(|it| shape::at(it, &spot.steps))
        .unwrap_or_default();
    if is_key {
        let about = of_key(written, &shapes);
        return about.map(|it| (it, span));
    }
    let meant = shape::choices(&shapes);
    let meant = meant.iter().find(|(value, _)| *value == written);
    let named = names::find(view, written).map(|it| it.about);
    // A label stands for a key, and what bears it says more; of a person or a system more is known than a label.
    let is_label = meant.is_some_and(|(_, meaning)| meaning.starts_with('='));
    let meant = meant.map(|(value, meaning)| format!("**{value}** {meaning}"));
    let about = match named {
        Some(named) if is_label || named.contains("\n\n") => Some(named),
        named => meant.or(named),
    };
    Some((about?, span))
}

fn of_key(key: &str, shapes: &[&Value]) -> Option<String> {
    let title = shape::text(shapes, "title")?;
    let mut about = vec![format!("**{key}** {title}")];
    about.extend(shape::text(shapes, "description").map(str::to_owned));
    let choices = shape::choices(shapes);
    let own = choices
        .iter()
        .filter(|(_, meaning)| !meaning.starts_with('='));
    let listed: Vec<_> = own
        .map(|(value, meaning)| format!("- `{value}` {meaning}"))
        .collect();
    if !listed.is_empty() {
        let more = if listed.len() > LISTED { "\n- …" } else { "" };
        let listed = &listed[..listed.len().min(LISTED)];
        about.push(format!("{}{more}", listed.join("\n")));
    }
    let examples = shapes.iter().find_map(|it| it["examples"].as_array());
    for example in examples.into_iter().flatten() {
        let example = example
            .as_str()
            .map_or_else(|| example.to_string(), str::to_owned);
        about.push(format!("`{key}: {example}`"));
    }
    Some(about.join("\n\n"))
}

/// The scalar at a byte: up to blanks, brackets and commas, or what stands in quotes.
fn scalar(text: &str, byte: usize) -> Option<(&str, Span)> {
    let start = text[..byte].rfind('\n').map_or(0, |it| it + 1);
    let end = byte + text[byte..].find('\n').unwrap_or(text.len() - byte);
    let line = &text[start..end];
    let at = byte - start;
    let ends = |it: char| matches!(it, '{' | '}' | '[' | ']' | ',' | '"' | '\'' | '\r' | '#');
    let colon = |from: &str| {
        from.find(": ")
            .or_else(|| from.strip_suffix(':').map(str::len))
    };
    let before = line[..at].rfind(ends).map_or(0, |it| it + 1);
    let before = line[before..at]
        .rfind(": ")
        .map_or(before, |it| before + it + 2);
    let before = line[before..at]
        .rfind("- ")
        .map_or(before, |it| before + it + 2);
    let rest = &line[at..];
    let after = rest.find(ends).unwrap_or(rest.len());
    let after = colon(&rest[..after]).unwrap_or(after);
    let whole = &line[before..at + after];
    let left = whole.len() - whole.trim_start().len();
    let trimmed = whole.trim();
    let from = start + before + left;
    (!trimmed.is_empty()).then(|| (trimmed, Span::new(from, from + trimmed.len())))
}
