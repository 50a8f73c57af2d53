//! What the formats for programs share: places as each consumer counts them, and texts of one line.
//!
//! Inside, a place is a range of bytes. Every consumer counts columns in a unit
//! of its own, so they are made here and nowhere else. All know files from the
//! root of the repository.

use crate::finding::{Finding, Outcome};
use crate::lang::Text;
use crate::source::{Place, Position, Source, Span};
use crate::words;

use super::prose::line;
use super::{Look, Report, summary};

/// What a consumer counts in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Characters; a byte-order mark is none.
    Scalars,
    /// Units of UTF-16, as editors count; a byte-order mark is none.
    Utf16,
    /// Bytes of UTF-8, as they lie on the disk.
    Bytes,
}

/// A range in a file, lines and columns counted from 1, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The first position.
    pub(super) start: Position,
    /// The position behind the last.
    pub(super) end: Position,
}

/// A report as programs get it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// What is reported.
    pub(super) report: &'a Report<'a>,
    /// How.
    pub(super) look: Look<'a>,
}

impl<'a> View<'a> {
    /// The path of the file of a place.
    pub(super) fn path(&self, place: Place) -> String {
        (self.look.paths.repository)(self.source(place).path())
    }

    /// The range of a place to be shown: it does not end in blanks or on the line below.
    pub(super) fn region(&self, place: Place, unit: Unit) -> Region {
        let source = self.source(place);
        let Span { start, end } = place.span;
        let written = source
            .text()
            .get(start..end)
            .map_or(0, |it| it.trim_end().len());
        region(source, Span::new(start, start + written), unit)
    }

    /// The range of a place, to be replaced.
    pub(super) fn exact(&self, place: Place, unit: Unit) -> Region {
        region(self.source(place), place.span, unit)
    }

    /// `path:line:column`, as people write it.
    pub(super) fn cite(&self, place: Place) -> String {
        let at = self.region(place, Unit::Scalars).start;
        format!("{}:{}:{}", self.path(place), at.line, at.column)
    }

    /// What is wrong; of what does not count also why.
    pub(super) fn message(&self, finding: &Finding) -> String {
        let message = line(finding.message.get(self.report.lang));
        match self.remark(finding) {
            Some(remark) => {
                let args = [("message", message.into()), ("remark", remark.into())];
                self.say("report.remarked", &args)
            }
            None => message,
        }
    }

    /// Why a finding does not count, if it does not.
    pub(super) fn remark(&self, finding: &Finding) -> Option<String> {
        match finding.outcome {
            Outcome::Waived => {
                let waiver = summary::waiver(self.report, finding);
                Some(self.say("report.remark.waived", &[("waiver", waiver.into())]))
            }
            Outcome::Baseline => Some(self.say("report.remark.baseline", &[])),
            Outcome::Violated | Outcome::Indeterminate => {
                let since = self.report.since?;
                let revision = ("revision", line(&since.revision).into());
                let is_context = self.report.is_context(finding);
                is_context.then(|| self.say("report.remark.context", &[revision]))
            }
        }
    }

    /// What to do, a line each: the help, then what a fix does if these are other words.
    pub(super) fn remedy(&self, finding: &Finding) -> Vec<String> {
        let fix = finding.fix.as_ref().map(|it| &it.description);
        let help = finding.help.as_ref().filter(|it| Some(*it) != fix);
        let labelled = |id: &str, text: &Text| {
            let label = words::text(&format!("report.level.{id}"));
            let text = line(text.get(self.report.lang));
            self.say(
                "report.labelled",
                &[("label", label), ("text", text.into())],
            )
        };
        let help = help.map(|it| labelled("help", it));
        help.into_iter()
            .chain(fix.map(|it| labelled("fix", it)))
            .collect()
    }

    /// What a rule or a finding of the engine is called.
    pub(super) fn title(&self, rule: &str) -> Text {
        match self.report.context.procedure.rule(rule) {
            Some(rule) => rule.title.clone(),
            None => words::text(&format!("notice.{rule}.title")),
        }
    }

    /// A sentence of the tool.
    pub(super) fn say(&self, path: &str, args: &[(&str, Text)]) -> String {
        words::fill(path, args).get(self.report.lang).to_owned()
    }

    fn source(&self, place: Place) -> &'a Source {
        self.report.context.sources.get(place.source)
    }
}

fn region(source: &Source, span: Span, unit: Unit) -> Region {
    Region {
        start: position(source, span.start, unit),
        end: position(source, span.end, unit),
    }
}

fn position(source: &Source, offset: usize, unit: Unit) -> Position {
    let at = source.position(offset);
    let start = source.line_span(at.line).start;
    let before = source.text().get(start..offset).unwrap_or_default();
    let units = match unit {
        Unit::Scalars => return at,
        Unit::Utf16 => before
            .chars()
            .filter(|it| *it != '\u{feff}')
            .map(char::len_utf16)
            .sum(),
        Unit::Bytes => before.len(),
    };
    Position {
        line: at.line,
        column: units + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::source::{RawFile, Sources};

    #[test]
    fn columns_are_counted_as_the_consumer_counts() {
        let mut sources = Sources::default();
        let id = sources.add(RawFile {
            path: "a.md".into(),
            bytes: "\u{feff}说🚀x\n".as_bytes().to_vec(),
        });
        let source = sources.get(id);
        let x = source.text().find('x').unwrap();
        let column = |unit| position(source, x, unit).column;
        assert_eq!(column(Unit::Scalars), 3);
        assert_eq!(column(Unit::Utf16), 4);
        assert_eq!(column(Unit::Bytes), 11);
    }
}
