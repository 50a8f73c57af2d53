//! Passwords, keys and tokens in the texts of a portal, and in the names of its files.
//!
//! The texts were veiled when they were read, so that this finding, its report
//! and every page show the veil; what remains is to tell whose it was to change.

use crate::check::Context;
use crate::finding::{self, Finding};
use crate::notice;
use crate::source::{Place, Source, Span};

use super::record_of;

/// One finding a secret, under the text that is veiled; of a name one at the top of its file.
pub(super) fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, source) in ctx.sources.iter() {
        if source.secrets().is_empty() && !source.hides_name() {
            continue;
        }
        let record = record_of(ctx, source.path());
        if source.hides_name() {
            let mut finding = notice::variant("secret", "name", finding::top(id), &[]);
            finding.record.clone_from(&record);
            finding.key = format!("{} secret name", source.path());
            found.push(finding);
        }
        for secret in source.secrets() {
            let place = Place {
                source: id,
                span: trimmed(
                    source.text(),
                    Span::new(secret.range.start, secret.range.end),
                ),
            };
            let mut finding = notice::variant("secret", secret.kind.id(), place, &[]);
            finding.record.clone_from(&record);
            let around = around(source, secret.range.start);
            finding.key = format!("{} secret {} {around}", source.path(), secret.kind.id());
            found.push(finding);
        }
    }
    found
}

/// A name for the line in which a secret stands, made of what is shown of it: which one of several it is says
/// nothing once another is gone, and another line of the file holds another secret.
fn around(source: &Source, at: usize) -> String {
    let line = source.line_span(source.position(at).line);
    let shown = source.text()[line.start..line.end].trim();
    blake3::hash(shown.as_bytes()).to_hex()[..8].to_owned()
}

/// The range without the line ends at its edges, which nobody needs to see marked.
fn trimmed(text: &str, span: Span) -> Span {
    let inside = &text[span.start..span.end];
    let start = span.start + inside.len() - inside.trim_start().len();
    Span::new(start, start + inside.trim().len())
}
