//! `JUnit` XML: the test tab of every build system. A suite a change, a case a rule that applies to it.
//!
//! A rule that is met is a case that passes. One that is violated fails if
//! that fails the run too (`--fail-on`); what does not fail the run, is waived
//! or not due yet is skipped and says why. What is wrong outside of all
//! changes has a suite of its own, the last. The strictest of the schemas is
//! met: no attribute on the root, every attribute and element of a suite.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::fmt::strtime;

use crate::book::Record;
use crate::check::Outcome;
use crate::finding::Finding;
use crate::text::escape;
use crate::words;

use super::machine::View;
use super::{Look, Report};

/// A case and how it ended.
struct Case {
    rule: String,
    end: End,
}

enum End {
    Passed,
    Skipped { why: String, text: String },
    Failed { message: String, text: String },
}

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let (mut of, outside) = by_record(report);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let records = report.context.book.records.iter();
    let mut id = 0;
    for (at, record) in records.enumerate() {
        let found = of.remove(&at).unwrap_or_default();
        let verdicts = report
            .findings
            .judged
            .get(at)
            .map(|it| it.verdicts.as_slice());
        let mut cases = Vec::new();
        let mut by_rule = group(&found);
        for verdict in verdicts.unwrap_or_default() {
            let found = by_rule.remove(verdict.rule.as_str()).unwrap_or_default();
            if verdict.outcome == Outcome::NotApplicable && found.is_empty() {
                continue;
            }
            let end = match verdict.outcome {
                _ if !found.is_empty() => ended(view, &found),
                Outcome::Pass => End::Passed,
                outcome => unsaid(view, outcome),
            };
            let rule = verdict.rule.clone();
            cases.push(Case { rule, end });
        }
        cases.extend(rest(view, &by_rule));
        suite(view, &mut out, (id, &record.id), &cases);
        id += 1;
    }
    let cases = rest(view, &group(&outside));
    if !cases.is_empty() {
        let name = words::text("report.outside");
        suite(view, &mut out, (id, name.get(report.lang)), &cases);
    }
    out.push_str("</testsuites>\n");
    out
}

type Found<'a> = Vec<&'a Finding>;

/// The findings of each record, by its number in the book, and those that belong to none.
fn by_record<'a>(report: &Report<'a>) -> (BTreeMap<usize, Found<'a>>, Found<'a>) {
    let records = &report.context.book.records;
    let mut sources = BTreeMap::new();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        sources.extend(texts(record).map(|it| (it, at)));
        ids.entry(&record.id).or_insert(at);
    }
    let (mut of, mut outside): (BTreeMap<_, Found<'a>>, _) = (BTreeMap::new(), Vec::new());
    for finding in &report.findings.all {
        let here = sources.get(&finding.place.source).copied();
        // Two records may bear one id: then the file tells them apart.
        let named = finding.record.as_deref();
        let same = here.filter(|it| named.is_none_or(|id| records[*it].id == id));
        match same.or_else(|| named.and_then(|id| ids.get(id).copied())) {
            Some(at) => of.entry(at).or_default().push(finding),
            None => outside.push(finding),
        }
    }
    (of, outside)
}

fn texts(record: &Record) -> impl Iterator<Item = crate::source::SourceId> {
    let documents = std::iter::once(&record.head).chain(&record.documents);
    documents
        .map(|it| it.source)
        .chain(record.strays.iter().copied())
}

fn group<'a>(found: &[&'a Finding]) -> BTreeMap<&'a str, Found<'a>> {
    let mut by_rule: BTreeMap<&str, Found<'a>> = BTreeMap::new();
    for &finding in found {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    by_rule
}

/// The cases of findings that no verdict announces, the engine's own.
fn rest(view: View<'_>, by_rule: &BTreeMap<&str, Found<'_>>) -> Vec<Case> {
    let case = |(rule, found): (&&str, &Found<'_>)| Case {
        rule: (*rule).to_owned(),
        end: ended(view, found),
    };
    by_rule.iter().map(case).collect()
}

/// How a case with findings ended: the gravest speaks for it, all are told.
fn ended(view: View<'_>, found: &[&Finding]) -> End {
    let fails = |it: &&&Finding| view.report.blocks(it) && it.severity <= view.look.failing;
    let told = found.iter().map(|it| {
        let mut lines = vec![format!("{}: {}", view.cite(it.place), view.message(it))];
        lines.extend(view.remedy(it));
        lines.join("\n")
    });
    let text = told.collect::<Vec<_>>().join("\n\n");
    if let Some(first) = found.iter().find(fails) {
        let message = view.message(first);
        return End::Failed { message, text };
    }
    let first = found.iter().find(|it| view.report.blocks(it));
    let why = match (first, found.first()) {
        (Some(counts), _) => {
            let label = words::text(&format!("report.level.{}", counts.severity.id()));
            let args = [("label", label), ("text", view.message(counts).into())];
            view.say("report.labelled", &args)
        }
        (None, Some(aside)) => view.remark(aside).unwrap_or_default(),
        (None, None) => String::new(),
    };
    End::Skipped { why, text }
}

/// How a case ended whose verdict has no finding of its own.
fn unsaid(view: View<'_>, outcome: Outcome) -> End {
    let id = match outcome {
        Outcome::NotDue => "not-due",
        _ => "unread",
    };
    End::Skipped {
        why: view.say(&format!("report.remark.{id}"), &[]),
        text: String::new(),
    }
}

fn suite(view: View<'_>, out: &mut String, (id, name): (usize, &str), cases: &[Case]) {
    let count = |is: fn(&End) -> bool| cases.iter().filter(|it| is(&it.end)).count();
    let failures = count(|it| matches!(it, End::Failed { .. }));
    let skipped = count(|it| matches!(it, End::Skipped { .. }));
    // Writing into a text cannot fail, here and below.
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" package=\"changebook\" id=\"{id}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" \
         skipped=\"{skipped}\" hostname=\"localhost\" timestamp=\"{}\" time=\"0\">\n    <properties/>",
        xml(name),
        cases.len(),
        timestamp(view.report)
    );
    for case in cases {
        let title = view.title(&case.rule);
        let title = format!("{} {}", case.rule, title.get(view.report.lang));
        let head = format!(
            "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"",
            xml(name),
            xml(&title)
        );
        let _ = match &case.end {
            End::Passed => writeln!(out, "{head}/>"),
            End::Skipped { why, text } => writeln!(
                out,
                "{head}><skipped message=\"{}\">{}</skipped></testcase>",
                xml(why),
                xml(text)
            ),
            End::Failed { message, text } => writeln!(
                out,
                "{head}><failure type=\"{}\" message=\"{}\">{}</failure></testcase>",
                xml(&case.rule),
                xml(message),
                xml(text)
            ),
        };
    }
    out.push_str("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
}

/// The moment of the report, in the zone of the portal: a run is told by what it judged, not by the clock.
fn timestamp(report: &Report<'_>) -> String {
    let at = report.context.book.as_of.until;
    let at = at.to_zoned(report.context.config.zone.clone());
    strtime::format("%Y-%m-%dT%H:%M:%S", &at).unwrap_or_default()
}

/// A text of an element or an attribute; what XML 1.0 cannot hold is replaced.
fn xml(text: &str) -> String {
    let holds = |it: char| match it {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !it.is_control(),
    };
    let text: String = text
        .chars()
        .map(|it| {
            if holds(it) {
                it
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect();
    let mut out = String::with_capacity(text.len());
    escape(&text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            xml("a<b & \"c\"\u{1b}\u{b}🚀"),
            "a&lt;b &amp; &quot;c&quot;\u{fffd}\u{fffd}🚀"
        );
    }
}
