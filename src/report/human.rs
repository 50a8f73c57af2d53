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

use super::{Look, Report, apart, summary};

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let mut out = String::new();
    let mut pen = draw::Pen::new(report, look);
    for finding in report.findings.all.iter().filter(|it| report.blocks(it)) {
        out.push_str(&pen.draw(finding));
        out.push_str("\n\n");
    }
    out.push_str(&apart::write(report, look.paths.here));
    if !look.quiet {
        out.push_str(&summary::write(report));
    }
    out
}
