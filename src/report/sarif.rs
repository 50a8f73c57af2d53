//! SARIF 2.1.0: code scanning of GitHub and Azure DevOps, and editors.
//!
//! - A result a finding. What is waived or known from before is marked and
//!   never dropped, or alerts would close and open again.
//! - A baseline state of `new` counts in this run; `unchanged` was known before.
//! - What the facts cannot decide is a warning that fails, not SARIF's `open`:
//!   that kind has no level, and GitHub would not show it.
//! - GitHub refuses a run of more than 25,000 results, so there may be several runs.
//!   It shows a related place where the message links to it.

mod model;
mod rules;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::finding::{Edit, Finding, Fix, Outcome, Severity};
use crate::source::Place;
use crate::words;

use super::machine::{Region, Unit, View};
use super::prose::line;
use super::{Look, Report, summary};

use model::{
    Artifact, ArtifactChange, Content, Driver, Fixing, Invocation, Location, Message, Physical,
    Replacement, Result, Root, Run, RunDetails, Span, Suppression, Tool,
};
use rules::descriptor;

/// How many results GitHub takes in a run.
const RESULTS: usize = 25_000;

/// How many places GitHub takes in a result.
const LOCATIONS: usize = 1_000;

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let mut runs: Vec<_> = report.findings.all.chunks(RESULTS).collect();
    if runs.is_empty() {
        runs.push(&[]);
    }
    let root = Root {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: runs
            .into_iter()
            .enumerate()
            .map(|(at, found)| run(view, at, found))
            .collect(),
    };
    // Structs of texts and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn run<'a>(view: View<'a>, at: usize, found: &'a [Finding]) -> Run<'a> {
    let mut rules: BTreeMap<&str, (usize, Severity)> = BTreeMap::new();
    for finding in found {
        rules.entry(&finding.rule).or_insert((0, finding.severity));
    }
    for (index, entry) in rules.values_mut().enumerate() {
        entry.0 = index;
    }
    let part = if at == 0 {
        String::new()
    } else {
        format!("{}/", at + 1)
    };
    Run {
        tool: Tool {
            driver: Driver {
                name: "changebook",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: view.report.context.config.address.as_deref(),
                language: view.report.lang.tag(),
                rules: rules
                    .iter()
                    .map(|(id, it)| descriptor(view, id, it.1))
                    .collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: true,
        }],
        column_kind: "utf16CodeUnits",
        automation_details: RunDetails {
            id: format!("changebook/{part}"),
        },
        results: found
            .iter()
            .map(|it| result(view, rules.get(it.rule.as_str()).map_or(0, |it| it.0), it))
            .collect(),
    }
}

fn result<'a>(view: View<'a>, index: usize, finding: &'a Finding) -> Result<'a> {
    let related: Vec<_> = finding
        .related
        .iter()
        .take(LOCATIONS - 1)
        .enumerate()
        .map(|(at, it)| Location {
            id: Some(at + 1),
            message: Some(message(line(it.message.get(view.report.lang)))),
            physical: physical(view, it.place),
        })
        .collect();
    let state = if view.report.blocks(finding) {
        "new"
    } else {
        "unchanged"
    };
    Result {
        rule_id: &finding.rule,
        rule_index: index,
        level: level(finding.severity),
        kind: "fail",
        baseline_state: state,
        message: message(sentences(view, finding)),
        locations: [Location {
            id: None,
            message: None,
            physical: physical(view, finding.place),
        }],
        related_locations: related,
        partial_fingerprints: BTreeMap::from([("findingKey/v1", finding.fingerprint())]),
        suppressions: suppression(view, finding).into_iter().collect(),
        fixes: finding.fix.iter().map(|it| fixing(view, it)).collect(),
        properties: BTreeMap::from([
            ("outcome", Some(finding.outcome.id())),
            ("change", finding.record.as_deref()),
            ("key", Some(finding.key.as_str())),
        ]),
    }
}

/// What is wrong, what to do, and links to the places that belong to it.
fn sentences(view: View<'_>, finding: &Finding) -> String {
    let mut all = vec![line(finding.message.get(view.report.lang))];
    all.extend(finding.help.iter().map(|it| line(it.get(view.report.lang))));
    for (at, related) in finding.related.iter().take(LOCATIONS - 1).enumerate() {
        let place = view
            .cite(related.place)
            .replace('[', "\\[")
            .replace(']', "\\]");
        let args = [
            ("label", line(related.message.get(view.report.lang)).into()),
            ("text", format!("[{place}]({})", at + 1).into()),
        ];
        all.push(view.say("report.labelled", &args));
    }
    let between = words::text("report.between-sentences");
    all.join(between.get(view.report.lang))
}

/// Why a finding does not count, if it does not.
fn suppression(view: View<'_>, finding: &Finding) -> Option<Suppression> {
    let justification = match finding.outcome {
        Outcome::Waived => {
            let until = summary::waiver(view.report, finding);
            match summary::covering(view.report, finding) {
                Some(waiver) => {
                    let args = [
                        ("waiver", until.into()),
                        ("approver", waiver.approved_by.as_str().into()),
                        ("reason", line(waiver.reason.trim()).into()),
                    ];
                    view.say("report.justification", &args)
                }
                None => until,
            }
        }
        Outcome::Baseline => view.remark(finding).unwrap_or_default(),
        Outcome::Violated | Outcome::Indeterminate => return None,
    };
    Some(Suppression {
        kind: "external",
        status: "accepted",
        justification,
    })
}

fn fixing<'a>(view: View<'a>, fix: &'a Fix) -> Fixing<'a> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|it| it.place);
    let change = |edits: &[&'a Edit]| ArtifactChange {
        artifact_location: artifact(view, edits[0].place),
        replacements: edits
            .iter()
            .map(|it| Replacement {
                deleted_region: span(view.exact(it.place, Unit::Utf16)),
                inserted_content: Content { text: &it.text },
            })
            .collect(),
    };
    Fixing {
        description: message(line(fix.description.get(view.report.lang))),
        artifact_changes: edits
            .chunk_by(|a, b| a.place.source == b.place.source)
            .map(change)
            .collect(),
    }
}

fn physical(view: View<'_>, place: Place) -> Physical {
    Physical {
        artifact_location: artifact(view, place),
        region: span(view.region(place, Unit::Utf16)),
    }
}

/// A file as a URI: relative to the sources, unless it lies elsewhere on the disk.
fn artifact(view: View<'_>, place: Place) -> Artifact {
    let path = view.path(place);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact {
        uri,
        uri_base_id: (!path.starts_with('/')).then_some("%SRCROOT%"),
    }
}

fn span(region: Region) -> Span {
    Span {
        start_line: region.start.line,
        start_column: region.start.column,
        end_line: region.end.line,
        end_column: region.end.column,
    }
}

fn message(text: String) -> Message {
    Message { text }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
