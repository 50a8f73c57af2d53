//! What the tests of all formats report.

use std::sync::Arc;

use super::*;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::book::{AsOf, Book};
use crate::check::summary::Summary;
use crate::document::Document;
use crate::finding::{Edit, Fix, Outcome, Related};
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::clauses::{Clause, Section};
use crate::procedure::config::Config;
use crate::procedure::edition::InForce;
use crate::procedure::rules::Rule;
use crate::source::{Place, RawFile, Sources, Span};

/// Everything that a report borrows.
pub(crate) struct Sample {
    pub(crate) sources: Sources,
    procedure: Procedure,
    config: Config,
    book: Book,
    documents: Vec<Arc<Document>>,
    pub(crate) findings: Findings,
}

impl Sample {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let mut sources = Sources::default();
        for (path, text) in files {
            sources.add(RawFile {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_vec(),
            });
        }
        let zone = TimeZone::UTC;
        let day = Moment::parse("2026-06-30", &zone).unwrap().moment;
        let mut procedure = Procedure::default();
        procedure.sections.push(Section {
            clauses: vec![Clause {
                id: "C-1".into(),
                text: Text::both("先测试，后上线。其余从略。", "Tests come first. And so on."),
                ..Clause::default()
            }],
            ..Section::default()
        });
        Self {
            sources,
            procedure,
            config: Config {
                title: Text::plain("x"),
                languages: vec![Lang::Zh, Lang::En],
                zone,
                address: None,
                theme: "default".into(),
                as_of: None,
                publish_names: true,
                edit_link: None,
            },
            book: Book {
                records: Vec::new(),
                referred_by: BTreeMap::new(),
                findings: Vec::new(),
                as_of: AsOf {
                    moment: day,
                    until: Timestamp::MAX,
                    view: false,
                },
                constants: BTreeMap::new(),
            },
            documents: Vec::new(),
            findings: Findings {
                all: Vec::new(),
                judged: Vec::new(),
                summary: Summary::default(),
            },
        }
    }

    /// The place of `text` in the file at `path`.
    pub(crate) fn at(&self, path: &str, text: &str) -> Place {
        let source = self.sources.find(path).unwrap();
        let start = self.sources.get(source).text().find(text).unwrap();
        Place {
            source,
            span: Span::new(start, start + text.len()),
        }
    }

    pub(crate) fn report(&self, lang: Lang) -> Report<'_> {
        Report {
            context: Context {
                sources: &self.sources,
                documents: &self.documents,
                procedure: &self.procedure,
                config: &self.config,
                others: &[],
                book: &self.book,
                kept: &crate::seal::kept::NOTHING,
                trace: None,
            },
            findings: &self.findings,
            lang,
            since: None,
        }
    }

    /// Two files in Chinese, an emoji before the spot, a place in the other file, a fix.
    pub(crate) fn two_files() -> Self {
        let mut it = Self::new(&[
            (
                "changes/A/change.md",
                "---\nid: A\n说明: 🚀 上线, at: 2024年5月10日\n---\n",
            ),
            ("changes/A/03.md", "---\n完成: 2024-05-12\n---\n"),
            ("rules.yaml", "# rules\n- id: T402\n"),
        ]);
        let rule = it.at("rules.yaml", "T402");
        it.procedure.rules.push(rule_at(rule));
        let place = it.at("changes/A/change.md", "2024年5月10日");
        let mut finding = Finding::new(
            "T402",
            Severity::Error,
            place,
            Text::both(
                "上线早于测试完成",
                "go-live is before the tests were completed",
            ),
        );
        finding.record = Some("A".into());
        finding.key = "event.golive".into();
        finding.help = Some(Text::both(
            "把上线移到测试之后",
            "move go-live behind the tests",
        ));
        finding.clauses = vec!["C-1".into()];
        finding.related.push(Related {
            place: it.at("changes/A/03.md", "2024-05-12"),
            message: Text::both("测试在此完成", "tests were completed here"),
        });
        finding.fix = Some(Fix {
            description: Text::both("写成标准日期", "write the date in the usual form"),
            edits: vec![Edit {
                place,
                text: "2024-05-10".into(),
            }],
        });
        it.findings.all.push(finding);
        it.findings.summary.errors = 1;
        it.findings.summary.before.errors = 1;
        it
    }

    /// The same, waived.
    pub(crate) fn waived() -> Self {
        let mut it = Self::two_files();
        it.findings.all[0].outcome = Outcome::Waived;
        it.findings.all[0].waiver = Some("W-1".into());
        it.findings.summary.errors = 0;
        it.findings.summary.waived = 1;
        it
    }
}

#[test]
fn waived_findings_do_not_fail_a_run() {
    assert!(
        Sample::two_files()
            .report(Lang::En)
            .reaches(Severity::Warning)
    );
    assert!(!Sample::waived().report(Lang::En).reaches(Severity::Info));
}

#[test]
fn context_is_told_and_blocks_in_no_format() {
    let sample = Sample::two_files();
    let report = sample.report(Lang::En);
    let since = Since::new(&report.context, "origin/main", ["b.md".into()].into());
    let path = str::to_owned;
    let look = Look {
        colour: false,
        quiet: true,
        failing: Severity::Error,
        paths: Paths {
            here: &path,
            repository: &path,
        },
    };
    let says = |format: Format, since: Option<&Since>, what: &str| {
        let text = format.write(&Report { since, ..report }, look);
        assert!(text.contains("go-live is before the tests were completed"));
        assert!(text.contains(what), "{format:?} without `{what}`:\n{text}");
        assert_eq!(
            text.contains("not touched since origin/main"),
            since.is_some() && !matches!(format, Format::Sarif),
            "{format:?}:\n{text}"
        );
    };
    for (format, blocks, context) in [
        (Format::Human, "error[T402]", "context, in what was"),
        (Format::Short, "completed\n", "(context: "),
        (Format::Github, "::error ", "::notice "),
        (Format::Gitlab, "\"major\"", "\"info\""),
        (Format::Junit, "<failure", "<skipped"),
        (Format::Rdjson, "\"ERROR\"", "\"INFO\""),
        (Format::Sarif, "\"new\"", "\"unchanged\""),
    ] {
        says(format, None, blocks);
        says(format, Some(&since), context);
    }
}

/// A rule whose id stands at `place`.
fn rule_at(place: Place) -> Rule {
    Rule {
        id: "T402".into(),
        place,
        title: Text::both("测试先于上线", "tests before go-live"),
        clauses: vec!["C-1".into()],
        severity: Severity::Error,
        severity_when: Vec::new(),
        from: Vec::new(),
        has_from: false,
        when: None,
        parts: Vec::new(),
        messages: BTreeMap::new(),
        help: None,
        explain: Text::default(),
        point: None,
        controls: vec![("COBIT".into(), vec!["BAI06".into()])],
        waivable: true,
        good: Vec::new(),
        bad: Vec::new(),
        due: Vec::new(),
        yields_to: Vec::new(),
        in_force: InForce::default(),
    }
}

#[test]
fn findings_of_the_baseline_do_not_fail_a_run() {
    let mut sample = Sample::two_files();
    sample.findings.all[0].outcome = Outcome::Baseline;
    assert!(!sample.report(Lang::En).reaches(Severity::Info));
}

#[test]
fn only_what_was_touched_since_the_revision_fails_a_run() {
    let sample = Sample::two_files();
    let report = sample.report(Lang::En);
    let fails = |path: &str| {
        let paths = std::iter::once(path.to_owned()).collect();
        let since = Since::new(&report.context, "main", paths);
        let since = Some(&since);
        let is_context = Report { since, ..report }.is_context(&sample.findings.all[0]);
        let fails = Report { since, ..report }.reaches(Severity::Error);
        assert_ne!(fails, is_context, "{path}");
        fails
    };
    assert!(fails("changes/A/change.md"));
    assert!(fails("changes/A/03.md"), "the other end of the comparison");
    assert!(fails("registers/calendar.yaml"), "it is asked of everybody");
    assert!(!fails("changes/B/change.md"));
    assert!(!fails("pages/registers/a.md"));
}
