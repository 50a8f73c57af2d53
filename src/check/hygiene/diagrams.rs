//! Diagrams that are written as source: the site does not draw them.

use crate::check::Context;
use crate::document::markdown::is_diagram;
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::source::{Place, Span};

use super::record_of;

/// One finding a diagram, at the line that opens it.
pub(super) fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for document in ctx.documents {
        let source = ctx.sources.get(document.source);
        let blocks = document.body.code.iter();
        let diagrams = blocks.filter(|it| is_diagram(&it.language)).enumerate();
        for (number, code) in diagrams {
            let text = &source.text()[code.span.start..code.span.end];
            let line = text.lines().next().unwrap_or_default().len();
            let place = Place {
                source: document.source,
                span: Span::new(code.span.start, code.span.start + line),
            };
            let args = [("language", Text::plain(code.language.clone()))];
            let mut finding = notice::finding("diagram", place, &args);
            finding.record = record_of(ctx, source.path());
            finding.key = format!("{} diagram {}", source.path(), number + 1);
            found.push(finding);
        }
    }
    found
}
