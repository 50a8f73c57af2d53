//! GitLab code quality: the widget and the lines of a merge request.
//!
//! GitLab matches findings of two runs by their fingerprints, which are
//! therefore unique and know no lines. It does not show `check_name`, so the
//! rule begins the description. A clean run is an empty list.

use serde::Serialize;

use crate::finding::{Finding, Severity};

use super::machine::{Unit, View};
use super::{Look, Report};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let issues: Vec<_> = report
        .findings
        .all
        .iter()
        .map(|it| issue(view, it))
        .collect();
    // Structs of texts and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

fn issue<'a>(view: View<'a>, finding: &'a Finding) -> Issue<'a> {
    let at = view.region(finding.place, Unit::Scalars);
    let mut description = format!("{}: {}", finding.rule, view.message(finding));
    if let Some(page) = view.report.page(&finding.rule) {
        description = format!("{description} ({page})");
    }
    Issue {
        description,
        check_name: &finding.rule,
        fingerprint: finding.fingerprint(),
        severity: match finding.severity {
            _ if !view.report.blocks(finding) => "info",
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: view.path(finding.place),
            lines: Lines {
                begin: at.start.line,
                end: at.end.line,
            },
        },
    }
}
