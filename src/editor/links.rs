//! From a name to where it is defined, and to where it is used.

use lsp_types::{Location, Position};

use crate::source::{Source, Span};

use super::View;
use super::lines::Lines;
use super::names::{self, Named};

/// What is named at a position: the whole word, else its part before a dot.
fn named(view: &View<'_>, text: &str, at: Position) -> Option<Named> {
    let byte = Lines::new(text).byte(at);
    let (word, _) = names::word(text, byte)?;
    names::find(view, word)
}

/// Where the name at a position is defined.
pub fn definition(view: &View<'_>, text: &str, at: Position) -> Option<Location> {
    view.location(named(view, text, at)?.place?)
}

/// Where the name at a position is used.
pub fn references(view: &View<'_>, text: &str, at: Position) -> Vec<Location> {
    let Some(named) = named(view, text, at) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (_, source) in view.context.sources.iter() {
        let mut spans: Vec<Span> = std::iter::once(&named.id)
            .chain(&named.names)
            .flat_map(|it| uses(source, it))
            .collect();
        if spans.is_empty() {
            continue;
        }
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| later.start < earlier.end);
        let lines = Lines::new(source.clear());
        if let Some(uri) = view.uri(source.path()) {
            all.extend(
                spans
                    .into_iter()
                    .map(|it| Location::new(uri.clone(), lines.range(it))),
            );
        }
    }
    all
}

/// The places where a text stands as a word of its own.
fn uses(source: &Source, word: &str) -> Vec<Span> {
    // Veiled: what is a secret is not searched.
    let text = source.text();
    let part = |it: Option<char>| {
        it.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'))
    };
    let found = text
        .match_indices(word)
        .map(|(at, _)| Span::new(at, at + word.len()));
    let is_word = |it: &Span| {
        let after = &text[it.end..];
        // A full stop ends a sentence, or goes on with the name.
        let goes_on = after
            .strip_prefix('.')
            .is_some_and(|it| part(it.chars().next()));
        !part(text[..it.start].chars().next_back()) && !part(after.chars().next()) && !goes_on
    };
    found.filter(is_word).collect()
}
