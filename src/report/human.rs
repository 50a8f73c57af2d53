//! Findings under the text they are about, for a terminal.
//!
//! Every finding has the same parts in the same order: severity and rule, what
//! is wrong, the place and the places that belong to it, who says so, and
//! apart from all that the remedy. A rule and its clauses are quoted once a
//! run, with the first finding that rests on them. What does not count comes
//! last and short: it is known, but it is not hidden.

mod draw;
#[cfg(test)]
mod tests;

use crate::finding::Finding;
use crate::words;

use super::prose::line;
use super::{Look, Report, summary};

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let mut out = String::new();
    let mut pen = draw::Pen::new(report, look);
    for finding in report.findings.all.iter().filter(|it| it.counts()) {
        out.push_str(&pen.draw(finding));
        out.push_str("\n\n");
    }
    out.push_str(&aside(report, look));
    if !look.quiet {
        out.push_str(&summary::write(report));
    }
    out
}

/// What does not count, a line each.
fn aside(report: &Report<'_>, look: Look<'_>) -> String {
    let all = report.findings.all.iter().filter(|it| !it.counts());
    let lines: String = all.map(|it| one_line(report, look, it)).collect();
    if lines.is_empty() {
        return lines;
    }
    let title = words::text("report.waived-list");
    format!("{}\n{lines}\n", title.get(report.lang))
}

fn one_line(report: &Report<'_>, look: Look<'_>, finding: &Finding) -> String {
    let source = report.context.sources.get(finding.place.source);
    let at = source.position(finding.place.span.start);
    let args = [
        ("path", (look.paths.here)(source.path()).into()),
        ("line", at.line.to_string().into()),
        ("column", at.column.to_string().into()),
        ("rule", finding.rule.as_str().into()),
        ("waiver", summary::waiver(report, finding).into()),
        ("message", line(finding.message.get(report.lang)).into()),
    ];
    let text = words::fill("report.waived-line", &args);
    format!("  {}\n", text.get(report.lang))
}
