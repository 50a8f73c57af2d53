//! A line a finding, for editors and for grep: `path:line:column: severity[ID] message`.
//!
//! Severities stand by their names in every language, because that is what
//! programs look for. What does not count says so at its end.

use std::fmt::Write as _;

use super::machine::View;
use super::prose::line;
use super::{Look, Report};

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let mut out = String::new();
    for finding in &report.findings.all {
        let source = report.context.sources.get(finding.place.source);
        let path = line(&(look.paths.here)(source.path()));
        let at = source.position(finding.place.span.start);
        let (severity, rule) = (finding.severity.id(), &finding.rule);
        let message = view.message(finding);
        // Writing into a text cannot fail.
        let _ = writeln!(
            out,
            "{path}:{}:{}: {severity}[{rule}] {message}",
            at.line, at.column
        );
    }
    out
}
