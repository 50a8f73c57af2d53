//! One finding, drawn. This file alone names the renderer.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Patch, Snippet};

use crate::finding::{Finding, Fix, Severity};
use crate::lang::Text;
use crate::source::{Source, SourceId, Span};
use crate::words;

use crate::report::prose::{beginning, line, wrap};
use crate::report::{Look, Report};

/// The columns that a line may take.
const COLUMNS: usize = 100;

/// The columns that the words of a clause may take behind its id.
const CLAUSE_COLUMNS: usize = 72;

/// Marks in one text that are further apart than this are drawn as two pieces.
const FAR: usize = 40;

/// Draws findings, and knows which rules it has quoted.
pub(super) struct Pen<'a> {
    report: &'a Report<'a>,
    look: Look<'a>,
    renderer: Renderer,
    clauses: BTreeMap<&'a str, &'a Text>,
    records: BTreeMap<&'a str, usize>,
    quoted: BTreeSet<&'a str>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(report: &'a Report<'a>, look: Look<'a>) -> Self {
        let clauses = report.context.procedure.clauses();
        let records = report.context.book.records.iter().enumerate();
        let renderer = if look.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Self {
            report,
            look,
            renderer: renderer.term_width(COLUMNS),
            clauses: clauses.map(|(_, it)| (it.id.as_str(), &it.text)).collect(),
            records: records.map(|(at, it)| (it.id.as_str(), at)).collect(),
            quoted: BTreeSet::new(),
        }
    }

    /// One finding.
    pub(super) fn draw(&mut self, finding: &'a Finding) -> String {
        let lang = self.report.lang;
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let mut title = level
            .with_name(self.word(finding.severity.id()))
            .primary_title(line(finding.message.get(lang)))
            .id(finding.rule.clone());
        if let Some(url) = self.report.page(&finding.rule) {
            title = title.id_url(url);
        }
        let mut main = Group::with_title(title);
        for piece in self.pieces(finding) {
            main = main.element(self.snippet(piece));
        }
        let mut groups = Vec::new();
        match self.rule(finding) {
            Some(note) => groups.extend([main, note]),
            None if finding.clauses.is_empty() => groups.push(main),
            None => {
                let ids = finding.clauses.join(", ");
                let clauses = Level::NOTE.with_name(self.word("clause")).message(ids);
                groups.push(main.element(clauses));
            }
        }
        groups.extend(self.remedy(finding));
        self.renderer.render(&groups)
    }

    /// The rule that asks for it, where it stands, and how its clauses begin; once a run.
    fn rule(&mut self, finding: &'a Finding) -> Option<Group<'a>> {
        let rule = self.report.context.procedure.rule(&finding.rule)?;
        if !self.quoted.insert(&finding.rule) {
            return None;
        }
        let lang = self.report.lang;
        let args = [
            ("rule", rule.id.as_str().into()),
            ("title", line(rule.title.get(lang)).into()),
        ];
        let note = words::fill("report.required-by", &args);
        let title = Level::NOTE
            .with_name(self.word("note"))
            .secondary_title(wrap(note.get(lang), COLUMNS - 8));
        let source = self.report.context.sources.get(rule.place.source);
        let at = source.position(rule.place.span.start);
        let origin = Origin::path((self.look.paths.here)(source.path()))
            .line(at.line)
            .char_column(at.column);
        let clauses = finding.clauses.iter().map(|id| {
            let words = self.clauses.get(id.as_str());
            let words = words.map(|it| beginning(it.get(lang), CLAUSE_COLUMNS));
            let text = format!("{id} {}", words.unwrap_or_default());
            let level = Level::NOTE.with_name(self.word("clause"));
            Element::from(level.message(text.trim_end().to_owned()))
        });
        Some(Group::with_title(title).element(origin).elements(clauses))
    }

    /// What to write instead; then what a fix writes, unless these are the same words.
    fn remedy(&self, finding: &'a Finding) -> Vec<Group<'a>> {
        let lang = self.report.lang;
        let fix = finding.fix.as_ref();
        let help = finding.help.as_ref();
        let help = help.filter(|it| fix.is_none_or(|fix| fix.description != **it));
        let group = |name, text: &Text| {
            let title = Level::HELP
                .with_name(self.word(name))
                .secondary_title(wrap(text.get(lang), COLUMNS - 8));
            Group::with_title(title)
        };
        let mut groups: Vec<_> = help.map(|it| group("help", it)).into_iter().collect();
        if let Some(fix) = fix {
            groups.push(group("fix", &fix.description).elements(self.patches(fix)));
        }
        groups
    }

    /// What a fix writes, text by text.
    fn patches(&self, fix: &'a Fix) -> Vec<Snippet<'a, Patch<'a>>> {
        let mut edits: Vec<_> = fix.edits.iter().collect();
        edits.sort_by_key(|it| it.place);
        let same = edits.chunk_by(|a, b| a.place.source == b.place.source);
        same.map(|edits| {
            let source = self.report.context.sources.get(edits[0].place.source);
            let spans = edits.iter().map(|it| it.place.span);
            let window = Window::around(source, spans);
            let patches = edits.iter();
            let patches =
                patches.map(|it| Patch::new(window.exact(it.place.span), it.text.as_str()));
            Snippet::source(window.text)
                .line_start(window.first_line)
                .path((self.look.paths.here)(source.path()))
                .patches(patches)
        })
        .collect()
    }

    fn snippet(&self, piece: Piece<'a>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let spans = piece
            .marks
            .iter()
            .map(|it| first_line(piece.source, it.span));
        let window = Window::around(piece.source, spans);
        let marks = piece.marks.into_iter().map(|mark| {
            let span = first_line(piece.source, mark.span);
            mark.kind.span(window.exact(span)).label(mark.label)
        });
        Snippet::source(window.text)
            .line_start(window.first_line)
            .path((self.look.paths.here)(piece.source.path()))
            .annotations(marks)
    }

    /// The places of a finding, its own text first, in pieces that are near enough to be drawn as one.
    fn pieces(&self, finding: &'a Finding) -> Vec<Piece<'a>> {
        let lang = self.report.lang;
        let mut all: Vec<(SourceId, Mark)> = vec![(
            finding.place.source,
            Mark {
                kind: AnnotationKind::Primary,
                span: finding.place.span,
                label: self.label(finding),
            },
        )];
        all.extend(finding.related.iter().map(|it| {
            let mark = Mark {
                kind: AnnotationKind::Context,
                span: it.place.span,
                label: Some(line(it.message.get(lang))),
            };
            (it.place.source, mark)
        }));
        let mut pieces: Vec<(SourceId, Piece<'a>)> = Vec::new();
        for (id, mark) in all {
            let source = self.report.context.sources.get(id);
            let at = source.position(mark.span.start).line;
            let near = |it: &&mut (SourceId, Piece<'a>)| {
                it.0 == id && it.1.lines().any(|line| line.abs_diff(at) <= FAR)
            };
            if let Some((_, piece)) = pieces.iter_mut().find(near) {
                piece.marks.push(mark);
            } else {
                let marks = vec![mark];
                pieces.push((id, Piece { source, marks }));
            }
        }
        pieces.into_iter().map(|(_, it)| it).collect()
    }

    /// What stands at the place of a finding that has another end: what the rule looked at there.
    fn label(&self, finding: &Finding) -> Option<String> {
        if finding.related.is_empty() {
            return None;
        }
        let at = self.records.get(finding.record.as_deref()?)?;
        let judged = self.report.findings.judged.get(*at)?;
        let mut verdicts = judged.verdicts.iter();
        let verdict = verdicts.find(|it| it.rule == finding.rule)?;
        let mut compared = verdict.compared.iter();
        let seen = compared.find(|it| it.place == Some(finding.place))?;
        Some(line(seen.label.get(self.report.lang)))
    }

    fn word(&self, id: &str) -> String {
        words::text(&format!("report.level.{id}"))
            .get(self.report.lang)
            .to_owned()
    }
}

/// What a finding marks in a text.
struct Mark {
    kind: AnnotationKind,
    span: Span,
    label: Option<String>,
}

/// Marks in one text.
struct Piece<'a> {
    source: &'a Source,
    marks: Vec<Mark>,
}

impl Piece<'_> {
    fn lines(&self) -> impl Iterator<Item = usize> {
        let spans = self.marks.iter().map(|it| it.span.start);
        spans.map(|it| self.source.position(it).line)
    }
}

/// The lines of a text that are drawn. The renderer reads all that it is given, so it is not given the rest.
struct Window<'a> {
    text: &'a str,
    first_line: usize,
    start: usize,
}

impl<'a> Window<'a> {
    fn around(source: &'a Source, spans: impl Iterator<Item = Span>) -> Self {
        let (mut start, mut end) = (usize::MAX, 0);
        for span in spans {
            start = start.min(span.start);
            end = end.max(span.end);
        }
        let first_line = source.position(start).line;
        let mut start = source.line_span(first_line).start;
        let end = source.line_span(source.position(end).line).end;
        // A byte-order mark takes no column.
        if source.text()[start..end].starts_with('\u{feff}') {
            start += '\u{feff}'.len_utf8();
        }
        Self {
            text: &source.text()[start..end],
            first_line,
            start,
        }
    }

    /// A span as the renderer counts it.
    fn exact(&self, span: Span) -> Range<usize> {
        span.start.saturating_sub(self.start)..span.end.saturating_sub(self.start)
    }
}

/// Of what spans lines, the first line.
fn first_line(source: &Source, span: Span) -> Span {
    let line = source.line_span(source.position(span.start).line);
    let start = span.start.min(line.end);
    let written = source.text()[start..span.end.clamp(start, line.end)].trim_end();
    Span::new(start, start + written.len())
}
