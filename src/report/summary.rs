//! How a run ended: a line a record that is not clean, then the counts of everything.
//!
//! Silence is never mistaken for innocence: what was waived, what is not due
//! yet and what the facts cannot decide is counted beside what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Record;
use crate::check::Outcome;
use crate::finding::{self, Finding, Severity};
use crate::lang::Text;
use crate::procedure::registers::Waiver;
use crate::words;

use super::Report;
use super::prose::line;

/// The end of the report.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings.all {
        if let Some(record) = finding.record.as_deref() {
            found.entry(record).or_default().push(finding);
        }
    }
    for record in &report.context.book.records {
        let found = found.get(record.id.as_str()).map_or(&[][..], Vec::as_slice);
        if let Some(text) = of_record(report, record, found) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    for text in totals(report) {
        out.push_str(text.get(report.lang));
        out.push('\n');
    }
    out
}

/// The waiver of a finding and its last day.
pub fn waiver(report: &Report<'_>, finding: &Finding) -> String {
    let Some(id) = &finding.waiver else {
        return String::new();
    };
    match covering(report, finding).and_then(|it| it.expires) {
        Some(day) => words::fill(
            "report.until",
            &[
                ("waiver", id.as_str().into()),
                ("day", day.to_string().into()),
            ],
        )
        .get(report.lang)
        .to_owned(),
        None => id.clone(),
    }
}

/// The waiver that covers a finding: of its record, else of the register.
pub(super) fn covering<'a>(report: &Report<'a>, finding: &Finding) -> Option<&'a Waiver> {
    let id = finding.waiver.as_ref()?;
    let context = report.context;
    let record = finding
        .record
        .as_deref()
        .and_then(|it| context.book.record(it));
    let own = record.map_or(&[][..], |it| it.waivers.as_slice());
    let mut all = own.iter().chain(&context.procedure.registers.waivers);
    all.find(|it| it.id == *id)
}

/// One record, if anything was found in it.
fn of_record(report: &Report<'_>, record: &Record, found: &[&Finding]) -> Option<String> {
    let lang = report.lang;
    let count = |severity: Severity| {
        let of = |it: &&&Finding| it.counts() && it.severity == severity;
        found.iter().filter(of).count()
    };
    let with = |outcome| found.iter().filter(move |it| it.outcome == outcome);
    let waivers: BTreeSet<_> = with(finding::Outcome::Waived)
        .map(|it| waiver(report, it))
        .collect();
    let waived = with(finding::Outcome::Waived).count();
    let undecided = with(finding::Outcome::Indeterminate).count();
    let mut parts: Vec<Text> = [
        ("errors", count(Severity::Error)),
        ("warnings", count(Severity::Warning)),
        ("infos", count(Severity::Info)),
        ("indeterminate", undecided),
        ("baseline", with(finding::Outcome::Baseline).count()),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(id, n)| counted(id, n))
    .collect();
    if waived > 0 {
        let names: Vec<_> = waivers.into_iter().map(Text::plain).collect();
        let args = [
            ("count", counted("waived", waived)),
            ("waivers", Text::list(&names)),
        ];
        parts.push(words::fill("report.waived-by", &args));
    }
    if parts.is_empty() {
        return None;
    }
    let args = [
        ("record", Text::plain(line(&record.id))),
        ("counts", Text::list(&parts)),
        ("state", state(report, record)),
    ];
    let path = if record.life.effective.is_empty() {
        "report.record-unread"
    } else {
        "report.record"
    };
    Some(words::fill(path, &args).get(lang).to_owned())
}

/// What people call the state that a record is in.
fn state(report: &Report<'_>, record: &Record) -> Text {
    let procedure = report.context.procedure;
    let id = &record.life.effective;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let on_route = route.and_then(|it| it.states.iter().find(|it| it.id == *id));
    let beside = procedure.side_states.iter().find(|it| it.id == *id);
    on_route
        .map(|it| it.label.clone())
        .or_else(|| beside.map(|it| it.label.clone()))
        .unwrap_or_else(|| Text::plain(id.clone()))
}

/// What was judged and when, and what of it was touched.
pub fn opening(report: &Report<'_>) -> Vec<Text> {
    std::iter::once(changes(report))
        .chain(since(report))
        .collect()
}

/// When the run judged, and how the records stand.
fn changes(report: &Report<'_>) -> Text {
    let counts = &report.findings.summary;
    let as_of = &report.context.book.as_of;
    let zone = &report.context.config.zone;
    let when = if as_of.view {
        "report.view"
    } else {
        "report.as-of"
    };
    words::fill(
        "report.changes",
        &[
            (
                "when",
                words::fill(when, &[("day", as_of.moment.show(zone).into())]),
            ),
            ("changes", counted("changes", counts.changes)),
            ("documents", counted("documents", counts.documents)),
            ("compliant", number(counts.compliant)),
            ("in_progress", number(counts.in_progress)),
            ("non_compliant", number(counts.non_compliant)),
        ],
    )
}

/// The counts of the whole run.
pub(super) fn totals(report: &Report<'_>) -> Vec<Text> {
    let counts = &report.findings.summary;
    let path = match counts.baseline {
        0 => "report.findings",
        _ => "report.findings-baseline",
    };
    let second = words::fill(
        path,
        &[
            ("errors", counted("errors", counts.errors)),
            ("warnings", counted("warnings", counts.warnings)),
            ("infos", counted("infos", counts.infos)),
            (
                "indeterminate",
                counted("indeterminate", counts.indeterminate),
            ),
            ("waived", counted("waived", counts.waived)),
            ("baseline", counted("baseline", counts.baseline)),
            ("not_due", counted("not-due", counts.not_due)),
        ],
    );
    let mut lines = vec![changes(report), second];
    lines.extend(before(report));
    lines.extend(since(report));
    lines.extend(coverage(report));
    lines.extend(fixable(report));
    lines.extend(more(report));
    lines
}

/// What the counts were if nobody had waived anything and there were no baseline.
pub fn before(report: &Report<'_>) -> Option<Text> {
    let counts = &report.findings.summary;
    let before = &counts.before;
    let args = [
        ("compliant", number(before.compliant)),
        ("in_progress", number(before.in_progress)),
        ("non_compliant", number(before.non_compliant)),
        ("errors", counted("errors", before.errors)),
        ("warnings", counted("warnings", before.warnings)),
        ("infos", counted("infos", before.infos)),
    ];
    (counts.waived + counts.baseline > 0).then(|| words::fill("report.before", &args))
}

/// How many records were touched since the revision, and how much of what was found is context.
pub fn since(report: &Report<'_>) -> Option<Text> {
    let since = report.since?;
    let all = report.findings.all.iter();
    let (mut blocking, mut context) = (0, 0);
    for finding in all {
        blocking += usize::from(report.blocks(finding));
        context += usize::from(report.is_context(finding));
    }
    let mut args = vec![
        ("revision", Text::plain(line(&since.revision))),
        ("blocking", number(blocking)),
        ("context", number(context)),
    ];
    if let Some(path) = since.everything() {
        args.push(("path", Text::plain(line(path))));
        return Some(words::fill("report.since-everything", &args));
    }
    args.push(("changes", counted("changes", since.records().len())));
    Some(words::fill("report.since", &args))
}

/// How many of the rules met a record at all; a rule that never applies proves nothing.
fn coverage(report: &Report<'_>) -> Option<Text> {
    let rules = &report.context.procedure.rules;
    let met: BTreeSet<_> = report
        .findings
        .judged
        .iter()
        .flat_map(|it| &*it.verdicts)
        .filter(|it| !matches!(it.outcome, Outcome::NotApplicable | Outcome::NotDue))
        .map(|it| it.rule.as_str())
        .collect();
    let applied = rules
        .iter()
        .filter(|it| met.contains(it.id.as_str()))
        .count();
    let path = if report.context.procedure.policy.source_only {
        "report.rules-source-only"
    } else {
        "report.rules"
    };
    let args = [
        ("applied", number(applied)),
        ("rules", counted("rules", rules.len())),
    ];
    (!rules.is_empty()).then(|| words::fill(path, &args))
}

/// How much of it `changebook fix` mends.
fn fixable(report: &Report<'_>) -> Option<Text> {
    let all = report.findings.all.iter();
    let count = all.filter(|it| it.counts() && it.fix.is_some()).count();
    let args = [("fixes", counted("fixable", count))];
    (count > 0).then(|| words::fill("report.fixable", &args))
}

/// Where to read more about the worst that is wrong, the first of it.
fn more(report: &Report<'_>) -> Option<Text> {
    let counting = report.findings.all.iter().filter(|it| it.counts());
    let worst = counting.min_by_key(|it| it.severity)?;
    let rule = Text::plain(worst.rule.clone());
    Some(words::fill("report.more", &[("rule", rule)]))
}

/// A number and what it counts.
/// `n` of something, such as `3 errors`; the words are those of `report.count.<id>`.
pub fn counted(id: &str, n: usize) -> Text {
    let form = if n == 1 { "one" } else { "many" };
    words::fill(&format!("report.count.{id}.{form}"), &[("n", number(n))])
}

fn number(n: usize) -> Text {
    Text::plain(n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::lang::Lang;

    use crate::report::tests::Sample;

    #[test]
    fn counts_speak_of_what_was_passed_over() {
        let mut sample = Sample::waived();
        sample.findings.summary.changes = 1;
        sample.findings.summary.in_progress = 1;
        sample.findings.summary.not_due = 12;
        insta::assert_snapshot!(write(&sample.report(Lang::En)), @"
        as of 2026-06-30, 1 change with 0 documents: 0 compliant, 1 in progress, 0 non-compliant
        0 errors, 0 warnings, 0 remarks; 0 indeterminate, 1 waived, 12 not due yet
        before waivers and baseline: 0 compliant, 0 in progress, 0 non-compliant; 1 error, 0 warnings, 0 remarks
        0 of 1 rule applied to at least one change
        ");
        insta::assert_snapshot!(write(&sample.report(Lang::Zh)), @"
        截至 2026-06-30：1 项变更，0 份文档；合规 0，进行中 1，不合规 0
        0 个错误，0 个警告，0 条提示；0 项无法判定，1 项已豁免，12 项未到期
        不计豁免和基线时：合规 0，进行中 0，不合规 0；1 个错误，0 个警告，0 条提示
        1 条规则中有 0 条至少适用于一项变更
        ");
    }

    #[test]
    fn first_of_the_worst_findings_is_named_for_more() {
        let text = write(&Sample::two_files().report(Lang::En));
        assert!(text.contains("`changebook explain T402`"), "{text}");
        let mut sample = Sample::two_files();
        let mut milder = sample.findings.all[0].clone();
        milder.severity = Severity::Warning;
        milder.rule = "T401".to_owned();
        sample.findings.all.insert(0, milder);
        let text = write(&sample.report(Lang::En));
        assert!(text.contains("`changebook explain T402`"), "{text}");
    }
}
