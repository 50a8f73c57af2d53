//! The outline of a body: what mends a missing heading, and whether the sections stand in order.
//!
//! A fix renames a heading that is nearly the one that is missing, else inserts
//! an empty section where it belongs, which still lacks its text. Sections are
//! moved whole; blank lines between them stay where they are.

use crate::book::{Doc, Record};
use crate::check::case::Case;
use crate::check::{Context, broken};
use crate::document::markdown::{self, Markdown};
use crate::finding::{Edit, Finding, Fix, Related};
use crate::lang::{Lang, Text};
use crate::notice;
use crate::procedure::fields::{DocumentType, Heading};
use crate::source::{Place, Span};
use crate::text;
use crate::words;

/// The level of required headings.
pub const LEVEL: u8 = 2;

/// The body of a document, held against the headings of its type.
#[derive(Debug)]
pub struct Outline<'a> {
    ctx: Context<'a>,
    doc: &'a Doc,
    kind: &'a DocumentType,
    text: &'a str,
    body: &'a Markdown,
}

impl<'a> Outline<'a> {
    /// Of a document that is judged.
    pub fn of(case: &Case<'a>, doc: &'a Doc, kind: &'a DocumentType) -> Self {
        Self::in_context(case.ctx, doc, kind)
    }

    fn in_context(ctx: Context<'a>, doc: &'a Doc, kind: &'a DocumentType) -> Self {
        Self {
            ctx,
            doc,
            kind,
            text: ctx.sources.get(doc.source).text(),
            body: &doc.document.body,
        }
    }

    /// The only heading that may be `wanted` misspelt, and nothing else.
    pub fn near(&self, wanted: &Heading) -> Option<&'a markdown::Heading> {
        let missing = |it: &&Heading| self.find(it).is_none();
        let mut near = self.body.headings.iter().filter(|it| {
            let known = self.kind.headings.iter().any(|of| is(it, of));
            it.level == LEVEL && !known && is_near(it, wanted)
        });
        let only = near.next().filter(|_| near.next().is_none())?;
        let all = self.kind.headings.iter().filter(missing);
        (all.filter(|it| is_near(only, it)).count() == 1).then_some(only)
    }

    /// Writes the words of `wanted` in place of those of a heading; its numeral stays.
    pub fn renamed(&self, heading: &markdown::Heading, wanted: &Heading) -> Option<Fix> {
        let name = text::nearest(&heading.normal, wanted.text.each())?;
        let words = text::bare(&heading.text);
        // Words with markup in them do not stand in the text as they are read.
        let at = self.text[heading.span.start..heading.span.end].rfind(words)?;
        let start = heading.span.start + at;
        let span = Span::new(start, start + words.len());
        Some(notice::replace(self.place(span), name))
    }

    /// The heading beside which `wanted` belongs: the one before it, else the one after it.
    pub fn beside(&self, wanted: &Heading) -> Option<&'a markdown::Heading> {
        let (before, after) = self.around(wanted);
        before.or(after).or(self.body.headings.first())
    }

    /// The headings between which `wanted` belongs.
    fn around(
        &self,
        wanted: &Heading,
    ) -> (Option<&'a markdown::Heading>, Option<&'a markdown::Heading>) {
        let all = &self.kind.headings;
        let own = all.iter().position(|it| it.text == wanted.text);
        let (before, after) = all.split_at(own.unwrap_or(all.len()));
        let before = before.iter().rev().find_map(|it| self.find(it));
        (before, after.iter().find_map(|it| self.find(it)))
    }

    /// Inserts an empty section `wanted` behind the one that comes before it.
    pub fn inserted(&self, wanted: &Heading) -> Fix {
        let (before, after) = self.around(wanted);
        let at = before
            .map(|it| it.section.end)
            .or(after.map(|it| it.span.start))
            .unwrap_or(self.body.span.end);
        let end = if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let name = wanted.text.get(self.lang());
        let (above, below) = self.text.split_at(at);
        let is_parted = above.ends_with(&end.repeat(2)) || above.is_empty();
        let mut section = String::new();
        if !above.ends_with('\n') && !above.is_empty() {
            section.push_str(end);
        }
        if !is_parted {
            section.push_str(end);
        }
        section.extend(["## ", name, end]);
        if !below.is_empty() {
            section.push_str(end);
        }
        let args = [("heading", Text::plain(name))];
        Fix {
            description: words::fill("notice.insert-section", &args),
            edits: vec![Edit {
                place: self.place(Span::new(at, at)),
                text: section,
            }],
        }
    }

    /// The language in which most of the headings are written, else the first of the portal.
    fn lang(&self) -> Lang {
        let written = |lang: Lang| {
            let is_written = |it: &&Heading| {
                let name = it.text.exactly(lang).map(text::heading);
                let found = self.find(it);
                found.is_some_and(|it| Some(&it.normal) == name.as_ref())
            };
            self.kind.headings.iter().filter(is_written).count()
        };
        let first = self.ctx.config.languages.first().copied();
        let first = first.unwrap_or(Lang::En);
        let other = Lang::ALL.into_iter().find(|it| *it != first);
        other
            .filter(|it| written(*it) > written(first))
            .unwrap_or(first)
    }

    /// The first heading that is `wanted`.
    fn find(&self, wanted: &Heading) -> Option<&'a markdown::Heading> {
        let mut all = self.body.headings.iter();
        all.find(|it| it.level == LEVEL && is(it, wanted))
    }

    fn place(&self, span: Span) -> Place {
        let source = self.doc.source;
        Place { source, span }
    }

    /// A remark if required sections stand in another order than that of the type.
    fn disorder(&self) -> Option<Finding> {
        let mut found = Vec::new();
        for heading in self.body.headings.iter().filter(|it| it.level == LEVEL) {
            let rank = self.kind.headings.iter().position(|it| is(heading, it));
            found.extend(rank.map(|rank| (rank, heading)));
        }
        let mut ordered = found.clone();
        ordered.sort_by_key(|it| it.0);
        // Two sections of one name have no order that could be known.
        if ordered.windows(2).any(|it| it[0].0 == it[1].0) {
            return None;
        }
        let at = (1..found.len()).find(|at| found[*at].0 < found[at - 1].0)?;
        let early = found[at].1;
        let (_, late) = found.iter().find(|it| it.0 > found[at].0)?;
        let args = [
            ("heading", Text::plain(early.text.clone())),
            ("other", Text::plain(late.text.clone())),
        ];
        let place = self.place(early.span);
        let mut finding = notice::finding("section-order", place, &args);
        finding.related.push(Related {
            place: self.place(late.span),
            message: words::text("notice.section-order.other"),
        });
        finding.key = format!("{} # {}", self.kind.id, early.normal);
        let names: Vec<_> = ordered
            .iter()
            .map(|it| Text::plain(it.1.text.clone()))
            .collect();
        let edits = found.iter().zip(&ordered).filter(|(a, b)| a.0 != b.0);
        let edits = edits.map(|((_, slot), (_, section))| Edit {
            place: self.place(self.section(slot)),
            text: self.text[self.section(section).start..self.section(section).end].to_owned(),
        });
        finding.fix = Some(Fix {
            description: words::fill("notice.section-order.fix", &[("order", Text::list(&names))]),
            edits: edits.collect(),
        });
        Some(finding)
    }

    /// A section without the blank lines that part it from the next one.
    fn section(&self, heading: &markdown::Heading) -> Span {
        let Span { start, end } = heading.section;
        let start = start.min(heading.span.start);
        Span::new(start, start + self.text[start..end].trim_end().len())
    }
}

/// What is to be remarked on the order of sections in a record.
pub fn order(ctx: &Context<'_>, record: &Record) -> Vec<Finding> {
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let found = docs
        .filter(|it| !broken::is_broken(ctx, it))
        .filter_map(|doc| {
            let kind = ctx.procedure.document(&doc.kind)?;
            let mut finding = Outline::in_context(*ctx, doc, kind).disorder()?;
            finding.record = Some(record.id.clone());
            Some(finding)
        });
    found.collect()
}

fn is(heading: &markdown::Heading, wanted: &Heading) -> bool {
    wanted
        .text
        .each()
        .any(|it| text::heading(it) == heading.normal)
}

fn is_near(heading: &markdown::Heading, wanted: &Heading) -> bool {
    wanted
        .text
        .each()
        .any(|it| text::is_near(&heading.normal, it))
}
