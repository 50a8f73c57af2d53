//! Findings under the text they are about, for a terminal.
//!
//! This file alone names the renderer. Every finding has the same parts in the
//! same order: severity and rule, what is wrong, the place and the places that
//! belong to it, the clauses that ask for it, and apart from all that the help.
//! What is waived comes last and short: it is known, but it is not hidden.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::finding::{Edit, Finding, Severity};
use crate::lang::Lang;
use crate::source::{Place, Source, SourceId, Span};
use crate::words;

use super::{Report, beginning, line, summary};

/// The columns that the words of a clause may take.
const CLAUSE_COLUMNS: usize = 90;

/// How the report is to look.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Whether it is coloured.
    pub colour: bool,
    /// Whether the end of the run is left out.
    pub quiet: bool,
    /// How a path of the portal is written.
    pub path: &'a dyn Fn(&str) -> String,
}

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let mut out = String::new();
    for finding in report.findings.all.iter().filter(|it| it.counts()) {
        out.push_str(&draw(report, look, finding));
        out.push_str("\n\n");
    }
    out.push_str(&waived(report, look));
    if !look.quiet {
        out.push_str(&summary::write(report));
    }
    out
}

/// One finding, drawn.
pub fn draw(report: &Report<'_>, look: Look<'_>, finding: &Finding) -> String {
    let lang = report.lang;
    let word = |id: &str| {
        words::text(&format!("report.level.{id}"))
            .get(lang)
            .to_owned()
    };
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut title = level
        .with_name(word(finding.severity.id()))
        .primary_title(line(finding.message.get(lang)))
        .id(finding.rule.clone());
    if let Some(url) = page(report, finding) {
        title = title.id_url(url);
    }
    let mut main = Group::with_title(title);
    for (source, marks) in places(report, finding) {
        let shown = Shown::of(source);
        let annotations = marks
            .into_iter()
            .map(|mark| mark.kind.span(shown.range(mark.span)).label(mark.label));
        main = main.element(
            Snippet::source(shown.text)
                .path((look.path)(source.path()))
                .annotations(annotations),
        );
    }
    for clause in &finding.clauses {
        let text = cite(report, clause);
        main = main.element(Level::NOTE.with_name(word("clause")).message(text));
    }
    let mut groups = vec![main];
    if let Some(help) = &finding.help {
        let title = Level::HELP
            .with_name(word("help"))
            .secondary_title(line(help.get(lang)));
        groups.push(Group::with_title(title));
    }
    if let Some(fix) = &finding.fix {
        let title = Level::HELP
            .with_name(word("fix"))
            .secondary_title(line(fix.description.get(lang)));
        groups.push(patches(report, look, title, &fix.edits));
    }
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&groups)
}

/// What a finding marks in a text.
struct Mark {
    kind: AnnotationKind,
    span: Span,
    label: Option<String>,
}

/// The places of a finding, text by text, its own first.
fn places<'a>(report: &Report<'a>, finding: &Finding) -> Vec<(&'a Source, Vec<Mark>)> {
    let mut all: Vec<(SourceId, Vec<Mark>)> = Vec::new();
    let own = Mark {
        kind: AnnotationKind::Primary,
        span: finding.place.span,
        label: None,
    };
    let related = finding.related.iter().map(|it| {
        let mark = Mark {
            kind: AnnotationKind::Context,
            span: it.place.span,
            label: Some(line(it.message.get(report.lang))),
        };
        (it.place, mark)
    });
    for (place, mark) in std::iter::once((finding.place, own)).chain(related) {
        let Place { source, .. } = place;
        match all.iter_mut().find(|(it, _)| *it == source) {
            Some((_, marks)) => marks.push(mark),
            None => all.push((source, vec![mark])),
        }
    }
    all.into_iter()
        .map(|(source, marks)| (report.context.sources.get(source), marks))
        .collect()
}

/// A text as it is drawn: a byte-order mark takes no column.
struct Shown<'a> {
    source: &'a Source,
    text: &'a str,
    skipped: usize,
}

impl<'a> Shown<'a> {
    fn of(source: &'a Source) -> Self {
        let text = source.text().trim_start_matches('\u{feff}');
        Self {
            source,
            text,
            skipped: source.text().len() - text.len(),
        }
    }

    /// The bytes to mark: of what spans lines, the first line.
    fn range(&self, span: Span) -> Range<usize> {
        let line = self.source.position(span.start).line;
        let line = self.source.line_span(line);
        let start = span.start.min(line.end);
        let written = self.source.text()[start..span.end.clamp(start, line.end)].trim_end();
        let start = start.saturating_sub(self.skipped);
        start..start + written.len()
    }

    /// The bytes of an edit.
    fn exact(&self, span: Span) -> Range<usize> {
        span.start.saturating_sub(self.skipped)..span.end.saturating_sub(self.skipped)
    }
}

/// What the fix writes, drawn as a patch.
fn patches<'a>(
    report: &Report<'a>,
    look: Look<'_>,
    title: annotate_snippets::Title<'a>,
    edits: &'a [Edit],
) -> Group<'a> {
    let mut group = Group::with_title(title);
    let mut sources: Vec<_> = edits.iter().map(|it| it.place.source).collect();
    sources.dedup();
    for id in sources {
        let source = report.context.sources.get(id);
        let shown = Shown::of(source);
        let patches = edits
            .iter()
            .filter(|it| it.place.source == id)
            .map(|it| Patch::new(shown.exact(it.place.span), it.text.as_str()));
        group = group.element(
            Snippet::source(shown.text)
                .path((look.path)(source.path()))
                .patches(patches),
        );
    }
    group
}

/// A clause and how it begins.
fn cite(report: &Report<'_>, id: &str) -> String {
    let clause = report
        .context
        .procedure
        .clauses()
        .find(|(_, it)| it.id == id);
    match clause {
        Some((_, clause)) if !clause.text.is_empty() => {
            let text = beginning(clause.text.get(report.lang), CLAUSE_COLUMNS);
            format!("{id} {text}")
        }
        _ => id.to_owned(),
    }
}

/// The page of the rule, where the portal is published.
fn page(report: &Report<'_>, finding: &Finding) -> Option<String> {
    let address = report.context.config.address.as_ref()?;
    let rule = report.context.procedure.rule(&finding.rule)?;
    Some(format!("{address}rules/{}/", rule.id.to_lowercase()))
}

/// What is waived, a line each.
fn waived(report: &Report<'_>, look: Look<'_>) -> String {
    let lang = report.lang;
    let all: Vec<_> = report
        .findings
        .all
        .iter()
        .filter(|it| !it.counts())
        .collect();
    if all.is_empty() {
        return String::new();
    }
    let line_of = |finding: &Finding| {
        let source = report.context.sources.get(finding.place.source);
        let at = source.position(finding.place.span.start);
        let path = (look.path)(source.path());
        let waiver = summary::waiver(report, finding);
        let message = line(finding.message.get(lang));
        let between = if lang == Lang::Zh { "：" } else { ": " };
        let rule = &finding.rule;
        let (row, column) = (at.line, at.column);
        format!("  {path}:{row}:{column} {rule} {waiver}{between}{message}\n")
    };
    let lines: String = all.into_iter().map(line_of).collect();
    format!("{}\n{lines}\n", words::text("report.waived-list").get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::finding::Related;
    use crate::lang::Text;
    use crate::report::tests::Sample;

    fn plain(sample: &Sample, lang: Lang) -> String {
        let path = |it: &str| format!("content/{it}");
        let look = Look {
            colour: false,
            quiet: true,
            path: &path,
        };
        write(&sample.report(lang), look)
    }

    #[test]
    fn finding_with_two_files_and_a_fix_is_drawn_whole() {
        insta::assert_snapshot!(plain(&Sample::two_files(), Lang::En), @r#"
        error[T402]: go-live is before the tests were completed
         --> content/changes/A/change.md:3:15
          |
        3 | 说明: 🚀 上线, at: 2024年5月10日
          |                    ^^^^^^^^^^^^^
          |
         ::: content/changes/A/03.md:2:5
          |
        2 | 完成: 2024-05-12
          |       ---------- tests were completed here
          |
          = clause: C-1 Tests come first
        help: move go-live behind the tests
        fix: write the date in the usual form
          |
        3 - 说明: 🚀 上线, at: 2024年5月10日
        3 + 说明: 🚀 上线, at: 2024-05-10
          |
        "#);
    }

    #[test]
    fn one_language_is_spoken_throughout() {
        insta::assert_snapshot!(plain(&Sample::two_files(), Lang::Zh), @r#"
        错误[T402]: 上线早于测试完成
         --> content/changes/A/change.md:3:15
          |
        3 | 说明: 🚀 上线, at: 2024年5月10日
          |                    ^^^^^^^^^^^^^
          |
         ::: content/changes/A/03.md:2:5
          |
        2 | 完成: 2024-05-12
          |       ---------- 测试在此完成
          |
          = 条款: C-1 先测试，后上线
        建议: 把上线移到测试之后
        修改: 写成标准日期
          |
        3 - 说明: 🚀 上线, at: 2024年5月10日
        3 + 说明: 🚀 上线, at: 2024-05-10
          |
        "#);
    }

    #[test]
    fn carets_stand_under_double_width_text() {
        let text = plain(&Sample::two_files(), Lang::Zh);
        let lines: Vec<_> = text.lines().collect();
        let source = lines.iter().position(|it| it.contains("🚀")).unwrap();
        let before = lines[source].split("2024年").next().unwrap();
        let columns: usize = before.chars().map(crate::report::width).sum();
        let carets = lines[source + 1].find('^').unwrap();
        assert_eq!(columns, carets);
        // 2024年5月10日 is ten letters and three signs of double width.
        assert_eq!(lines[source + 1].matches('^').count(), 13);
    }

    #[test]
    fn waived_finding_is_listed_short_and_not_drawn() {
        insta::assert_snapshot!(plain(&Sample::waived(), Lang::En), @r#"
        waived:
          content/changes/A/change.md:3:15 T402 W-1: go-live is before the tests were completed
        "#);
    }

    #[test]
    fn what_spans_lines_is_marked_on_its_first() {
        let mut sample = Sample::new(&[(
            "a.md",
            "\u{feff}---\r\nevents:\r\n  - a: 1\r\n    b: 2\r\n---\r\n",
        )]);
        let place = sample.at("a.md", "- a: 1\r\n    b: 2\r\n");
        let mut finding = Finding::new(
            "T1",
            Severity::Info,
            place,
            Text::plain("\u{1b}[31mred\nnot"),
        );
        finding.related.push(Related {
            place: sample.at("a.md", "events"),
            message: Text::plain("in here"),
        });
        sample.findings.all.push(finding);
        insta::assert_snapshot!(plain(&sample, Lang::En), @r#"
        info[T1]:  [31mred not
         --> content/a.md:3:3
          |
        2 | events:
          | ------ in here
        3 |   - a: 1
          |   ^^^^^^
        "#);
    }

    #[test]
    fn empty_file_and_end_of_file_can_be_pointed_at() {
        let mut sample = Sample::new(&[("a.md", ""), ("b.md", "x\n")]);
        for (path, end) in [("a.md", 0), ("b.md", 2)] {
            let mut place = sample.at(path, "");
            place.span = Span::new(end, end);
            let message = Text::plain("nothing here");
            let finding = Finding::new("T1", Severity::Warning, place, message);
            sample.findings.all.push(finding);
        }
        insta::assert_snapshot!(plain(&sample, Lang::En), @r#"
        warning[T1]: nothing here
         --> content/a.md:1:1
          |
        1 |
          | ^

        warning[T1]: nothing here
         --> content/b.md:1:3
          |
        1 | x
          |  ^
        "#);
    }
}
