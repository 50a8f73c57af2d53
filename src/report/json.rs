//! The findings for programs: the one stable contract, from which the other formats derive.
//!
//! Names, order of keys and what they count are fixed by its schema number:
//! keys may be added, none is ever renamed. Paths are relative to the portal.

use serde::Serialize;

use crate::check::since::Since;
use crate::check::summary::Summary;
use crate::finding::{Edit, Finding, Fix, Related};
use crate::source::Place;

use super::Report;

/// The JSON Schema of the contract, 2020-12. It lets keys be added; a test holds what is written to those it has.
pub const JSON_SCHEMA: &str = include_str!("json.schema.json");

/// The name of the contract.
pub const SCHEMA: &str = "changebook/findings/1";

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    as_of: String,
    summary: Counts,
    findings: Vec<Entry<'a>>,
    since: Option<Touched<'a>>,
}

#[derive(Serialize)]
struct Touched<'a> {
    revision: &'a str,
    everything: Option<&'a str>,
    changes: Vec<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    changes: usize,
    documents: usize,
    compliant: usize,
    in_progress: usize,
    non_compliant: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    indeterminate: usize,
    waived: usize,
    baseline: usize,
    not_due: usize,
    compliant_before: usize,
    in_progress_before: usize,
    non_compliant_before: usize,
    errors_before: usize,
    warnings_before: usize,
    infos_before: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'static str,
    outcome: &'static str,
    change: Option<&'a str>,
    #[serde(flatten)]
    range: Range<'a>,
    message: &'a str,
    help: Option<&'a str>,
    clauses: &'a [String],
    fingerprint: String,
    related: Vec<Other<'a>>,
    fix: Option<Mend<'a>>,
    key: &'a str,
    waiver: Option<&'a str>,
    context: bool,
}

#[derive(Serialize)]
struct Range<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    range: Range<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Mend<'a> {
    description: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// The whole report, with a line break at its end.
pub fn write(report: &Report<'_>) -> String {
    let context = &report.context;
    let root = Root {
        schema: SCHEMA,
        as_of: context.book.as_of.moment.show(&context.config.zone),
        summary: counts(&report.findings.summary),
        findings: report
            .findings
            .all
            .iter()
            .map(|it| report.entry(it))
            .collect(),
        since: report.since.map(touched),
    };
    // Structs of texts and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn touched(since: &Since) -> Touched<'_> {
    Touched {
        revision: &since.revision,
        everything: since.everything(),
        changes: since.records().iter().map(String::as_str).collect(),
    }
}

fn counts(summary: &Summary) -> Counts {
    Counts {
        changes: summary.changes,
        documents: summary.documents,
        compliant: summary.compliant,
        in_progress: summary.in_progress,
        non_compliant: summary.non_compliant,
        errors: summary.errors,
        warnings: summary.warnings,
        infos: summary.infos,
        indeterminate: summary.indeterminate,
        waived: summary.waived,
        baseline: summary.baseline,
        not_due: summary.not_due,
        compliant_before: summary.before.compliant,
        in_progress_before: summary.before.in_progress,
        non_compliant_before: summary.before.non_compliant,
        errors_before: summary.before.errors,
        warnings_before: summary.before.warnings,
        infos_before: summary.before.infos,
    }
}

impl<'a> Report<'a> {
    fn entry(&self, finding: &'a Finding) -> Entry<'a> {
        Entry {
            rule: &finding.rule,
            severity: finding.severity.id(),
            outcome: finding.outcome.id(),
            change: finding.record.as_deref(),
            range: self.range(finding.place),
            message: finding.message.get(self.lang),
            help: finding.help.as_ref().map(|it| it.get(self.lang)),
            clauses: &finding.clauses,
            fingerprint: finding.fingerprint(),
            related: finding.related.iter().map(|it| self.other(it)).collect(),
            fix: finding.fix.as_ref().map(|it| self.mend(it)),
            key: &finding.key,
            waiver: finding.waiver.as_deref(),
            context: self.is_context(finding),
        }
    }

    fn range(&self, place: Place) -> Range<'a> {
        let source = self.context.sources.get(place.source);
        let start = source.position(place.span.start);
        let end = source.position(place.span.end);
        Range {
            path: source.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }

    fn other(&self, related: &'a Related) -> Other<'a> {
        Other {
            range: self.range(related.place),
            message: related.message.get(self.lang),
        }
    }

    fn mend(&self, fix: &'a Fix) -> Mend<'a> {
        let change = |edit: &'a Edit| Change {
            path: self.context.sources.get(edit.place.source).path(),
            start: edit.place.span.start,
            end: edit.place.span.end,
            text: &edit.text,
        };
        Mend {
            description: fix.description.get(self.lang),
            edits: fix.edits.iter().map(change).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::lang::Lang;

    use crate::report::tests::Sample;

    #[test]
    fn contract_has_its_keys_in_order() {
        insta::assert_snapshot!(write(&Sample::two_files().report(Lang::En)), @r#"
        {
          "schema": "changebook/findings/1",
          "as_of": "2026-06-30",
          "summary": {
            "changes": 0,
            "documents": 0,
            "compliant": 0,
            "in_progress": 0,
            "non_compliant": 0,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "indeterminate": 0,
            "waived": 0,
            "baseline": 0,
            "not_due": 0,
            "compliant_before": 0,
            "in_progress_before": 0,
            "non_compliant_before": 0,
            "errors_before": 1,
            "warnings_before": 0,
            "infos_before": 0
          },
          "findings": [
            {
              "rule": "T402",
              "severity": "error",
              "outcome": "violated",
              "change": "A",
              "path": "changes/A/change.md",
              "line": 3,
              "column": 15,
              "end_line": 3,
              "end_column": 25,
              "message": "go-live is before the tests were completed",
              "help": "move go-live behind the tests",
              "clauses": [
                "C-1"
              ],
              "fingerprint": "c61cbeeede3930738ed4325140760214",
              "related": [
                {
                  "path": "changes/A/03.md",
                  "line": 2,
                  "column": 5,
                  "end_line": 2,
                  "end_column": 15,
                  "message": "tests were completed here"
                }
              ],
              "fix": {
                "description": "write the date in the usual form",
                "edits": [
                  {
                    "path": "changes/A/change.md",
                    "start": 35,
                    "end": 51,
                    "text": "2024-05-10"
                  }
                ]
              },
              "key": "event.golive",
              "waiver": null,
              "context": false
            }
          ],
          "since": null
        }
        "#);
    }

    #[test]
    fn waived_finding_stays_and_names_its_waiver() {
        let text = write(&Sample::waived().report(Lang::Zh));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let finding = &value["findings"][0];
        assert_eq!(finding["outcome"], "waived");
        assert_eq!(finding["severity"], "error");
        assert_eq!(finding["waiver"], "W-1");
        assert_eq!(value["summary"]["errors"], 0);
        assert_eq!(value["summary"]["waived"], 1);
        assert_eq!(value["summary"]["errors_before"], 1);
    }
}
