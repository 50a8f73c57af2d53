//! What was found, for people and for machines. One file a format.
//!
//! A report changes nothing and decides nothing: it draws the findings in the
//! order in which the check left them, in one language. A new format is a
//! file here, a variant of [`Format`] and a fixture in its tests.
//!
//! - [`human`]: under the text they are about, with the remedy apart
//! - [`json`]: the stable contract from which every other machine format derives
//! - [`summary`]: how the run ended, record by record and as a whole

pub mod human;
pub mod json;
pub mod summary;

use crate::check::{Context, Findings};
use crate::finding::{Outcome, Severity};
use crate::lang::Lang;

/// What is reported, and in which language.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was judged.
    pub context: Context<'a>,
    /// What was found.
    pub findings: &'a Findings,
    /// The language.
    pub lang: Lang,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Human,
    /// For a program.
    Json,
}

impl Report<'_> {
    /// Whether a finding that counts is at least as heavy as `least`.
    pub fn reaches(&self, least: Severity) -> bool {
        self.findings
            .all
            .iter()
            .any(|it| it.outcome != Outcome::Waived && it.severity <= least)
    }
}

/// One line of text: nothing in it moves the cursor or turns the writing around.
fn line(text: &str) -> String {
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|it| {
            if it.is_control() || turns(it) {
                ' '
            } else {
                it
            }
        })
        .collect()
}

/// The beginning of a text as one line of at most `most` columns, up to the end of a sentence if there is one.
fn beginning(text: &str, most: usize) -> String {
    let text = line(text.trim());
    let sentence = text
        .find('。')
        .or_else(|| text.find(". "))
        .unwrap_or(text.len());
    let mut columns = 0;
    let mut out = String::new();
    for letter in text[..sentence].chars() {
        columns += width(letter);
        if columns > most {
            out.push('…');
            break;
        }
        out.push(letter);
    }
    out
}

/// The columns that a letter takes on a terminal.
fn width(letter: char) -> usize {
    let wide = matches!(letter,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    1 + usize::from(wide)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use crate::book::{AsOf, Book};
    use crate::check::summary::Summary;
    use crate::document::Document;
    use crate::finding::{Edit, Finding, Fix, Related};
    use crate::lang::Text;
    use crate::moment::Moment;
    use crate::procedure::Procedure;
    use crate::procedure::clauses::{Clause, Section};
    use crate::procedure::config::Config;
    use crate::source::{Place, RawFile, Sources, Span};

    /// Everything that a report borrows.
    pub(crate) struct Sample {
        pub(crate) sources: Sources,
        procedure: Procedure,
        config: Config,
        book: Book,
        documents: Vec<Document>,
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
                    book: &self.book,
                },
                findings: &self.findings,
                lang,
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
            ]);
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
    fn beginning_of_a_text_ends_with_its_first_sentence_or_at_the_limit() {
        assert_eq!(
            beginning("先测试，后上线。其余从略。", 40),
            "先测试，后上线"
        );
        assert_eq!(beginning("先测试，后上线", 6), "先测试…");
        assert_eq!(beginning("Tests\ncome first. Then", 40), "Tests come first");
    }
}
