//! The diagnostic format of reviewdog, which comments on reviews of many hosts.
//!
//! Columns are bytes of UTF-8. A suggestion stands for itself, so a fix of
//! several edits, which only makes sense as a whole, is told and not suggested.

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::source::{Place, Position};

use super::machine::{Region, Unit, View};
use super::prose::line;
use super::{Look, Report};

#[derive(Serialize)]
struct Root<'a> {
    source: Tool<'a>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let findings = report.findings.all.iter();
    let root = Root {
        source: Tool {
            name: "changebook",
            url: report.context.config.address.as_deref(),
        },
        diagnostics: findings.map(|it| diagnostic(view, it)).collect(),
    };
    // Structs of texts and numbers always have a JSON form.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn diagnostic<'a>(view: View<'a>, finding: &'a Finding) -> Diagnostic<'a> {
    let mut lines = vec![view.message(finding)];
    lines.extend(view.remedy(finding));
    let edits = finding.fix.as_ref().map_or(&[][..], |it| &it.edits);
    let single = match edits {
        [edit] if edit.place.source == finding.place.source => Some(edit),
        _ => None,
    };
    let suggestion = single.map(|edit| Suggestion {
        range: range(view.exact(edit.place, Unit::Bytes)),
        text: &edit.text,
    });
    let related = finding.related.iter().map(|it| Related {
        message: line(it.message.get(view.report.lang)),
        location: location(view, it.place),
    });
    Diagnostic {
        message: lines.join("\n"),
        location: location(view, finding.place),
        severity: match finding.severity {
            _ if !view.report.blocks(finding) => "INFO",
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: &finding.rule,
            url: view.report.page(&finding.rule),
        },
        suggestions: suggestion.into_iter().collect(),
        related_locations: related.collect(),
    }
}

fn location(view: View<'_>, place: Place) -> Location {
    Location {
        path: view.path(place),
        range: range(view.region(place, Unit::Bytes)),
    }
}

fn range(region: Region) -> Range {
    let point = |it: Position| Point {
        line: it.line,
        column: it.column,
    };
    Range {
        start: point(region.start),
        end: point(region.end),
    }
}
