//! GitHub workflow commands: annotations in the log of a job and in *Files changed*.
//!
//! GitHub shows ten annotations of each level a step, so what counts comes
//! first and what does not is a notice. A column is given on one line only:
//! with several GitHub refuses it. The counts stand below, as plain lines of the log.

use std::fmt::Write as _;

use crate::finding::{Finding, Severity};

use super::machine::{Unit, View};
use super::{Look, Report, summary};

/// The whole report.
pub fn write(report: &Report<'_>, look: Look<'_>) -> String {
    let view = View { report, look };
    let (count, aside): (Vec<_>, Vec<_>) =
        report.findings.all.iter().partition(|it| report.blocks(it));
    let mut out = String::new();
    for finding in count.into_iter().chain(aside) {
        out.push_str(&annotation(view, finding));
        out.push('\n');
    }
    if !look.quiet {
        for text in summary::totals(report) {
            out.push_str(text.get(report.lang));
            out.push('\n');
        }
    }
    out
}

fn annotation(view: View<'_>, finding: &Finding) -> String {
    let level = match finding.severity {
        _ if !view.report.blocks(finding) => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let at = view.region(finding.place, Unit::Scalars);
    let mut place = format!("line={},endLine={}", at.start.line, at.end.line);
    if at.start.line == at.end.line {
        // Writing into a text cannot fail.
        let _ = write!(
            place,
            ",col={},endColumn={}",
            at.start.column, at.end.column
        );
    }
    let title = view.title(&finding.rule);
    let title = format!("{} {}", finding.rule, title.get(view.report.lang));
    let mut lines = vec![view.message(finding)];
    lines.extend(finding.related.iter().map(|it| {
        let message = super::prose::line(it.message.get(view.report.lang));
        format!("{}: {message}", view.cite(it.place))
    }));
    lines.extend(view.remedy(finding));
    lines.extend(view.report.page(&finding.rule));
    format!(
        "::{level} file={},{place},title={}::{}",
        property(&view.path(finding.place)),
        property(&title),
        data(&lines.join("\n"))
    )
}

/// A message: whatever would end the command is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value among others: what separates values is escaped too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_is_escaped_where_it_separates() {
        assert_eq!(data("100%\r\na: b, c"), "100%25%0D%0Aa: b, c");
        assert_eq!(property("100%: a, b\n"), "100%25%3A a%2C b%0A");
    }
}
