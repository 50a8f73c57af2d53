//! Required headings of the second level, and that something stands beneath them.

use crate::book::{Doc, condition};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::fields::{DocumentType, Heading};
use crate::source::Place;
use crate::text;

use super::outline::{LEVEL, Outline};
use super::{placeholders, walk};

/// Judges the sections of a document; either language of a heading will do.
pub fn check(case: &Case<'_>, doc: &Doc, kind: &DocumentType, report: &mut Reporter<'_>) {
    let body = &doc.document.body;
    let place = |span| Place {
        source: doc.source,
        span,
    };
    for heading in kind.headings.iter().filter(|it| is_due(case, doc, it)) {
        let names: Vec<String> = heading.text.each().map(text::heading).collect();
        let mut found = body
            .headings
            .iter()
            .filter(|it| it.level == LEVEL && names.contains(&it.normal))
            .peekable();
        let key = format!(
            "{} # {}",
            doc.kind,
            heading.text.each().next().unwrap_or_default()
        );
        let args = [("document", kind.name()), ("heading", heading.text.clone())];
        let Some(first) = found.peek().copied() else {
            let outline = Outline::of(case, doc, kind);
            let near = outline.near(heading);
            let beside = near.or_else(|| outline.beside(heading));
            let place = beside.map_or(doc.foot, |it| place(it.span));
            report.violated("heading", spot(place, key), &args);
            let fix = match near {
                Some(near) => outline.renamed(near, heading),
                None => Some(outline.inserted(heading)),
            };
            if let Some(fix) = fix {
                report.fix(fix);
            }
            continue;
        };
        let is_empty = |content: &str| {
            let content = content.trim();
            content.is_empty() || placeholders::is_placeholder(content, true)
        };
        if found.all(|it| is_empty(&it.content)) {
            let args = [
                args[0].clone(),
                ("heading", Text::plain(first.text.clone())),
            ];
            report.violated("section_empty", spot(place(first.span), key), &args);
        }
    }
}

fn is_due(case: &Case<'_>, doc: &Doc, heading: &Heading) -> bool {
    let near = walk::near_of(doc);
    heading.when.as_ref().is_none_or(|it| {
        condition::holds(case.ctx.sight(), case.record, case.ctx.procedure, &near, it)
    })
}
