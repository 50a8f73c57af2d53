//! What was found and does not count for how the run ends, a line each.
//!
//! Findings outside of what was touched, those of the baseline, and those that
//! somebody answers for: known, short, and never left out.

use crate::finding::{Finding, Outcome};
use crate::words;

use super::prose::line;
use super::{Report, summary};

/// The lists that are not empty; `path` says how a path of the portal is written.
pub fn write(report: &Report<'_>, path: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    for id in ["context", "baseline", "waived"] {
        let wanted = |it: &&Finding| match id {
            "context" => report.is_context(it),
            "baseline" => it.outcome == Outcome::Baseline,
            _ => it.outcome == Outcome::Waived,
        };
        let found = report.findings.all.iter().filter(wanted);
        let lines: String = found.map(|it| one(report, path, it)).collect();
        if !lines.is_empty() {
            let revision = report.since.map_or("", |it| it.revision.as_str());
            let args = [("revision", line(revision).into())];
            let title = words::fill(&format!("report.{id}-list"), &args);
            out.extend([title.get(report.lang), "\n", &lines, "\n"]);
        }
    }
    out
}

fn one(report: &Report<'_>, path: &dyn Fn(&str) -> String, finding: &Finding) -> String {
    let source = report.context.sources.get(finding.place.source);
    let at = source.position(finding.place.span.start);
    let args = [
        ("path", path(source.path()).into()),
        ("line", at.line.to_string().into()),
        ("column", at.column.to_string().into()),
        ("rule", finding.rule.as_str().into()),
        ("waiver", summary::waiver(report, finding).into()),
        ("message", line(finding.message.get(report.lang)).into()),
    ];
    let id = match finding.outcome {
        Outcome::Waived => "report.waived-line",
        _ => "report.apart-line",
    };
    format!("  {}\n", words::fill(id, &args).get(report.lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::check::since::Since;
    use crate::lang::Lang;
    use crate::report::tests::Sample;

    #[test]
    fn finding_of_the_baseline_is_listed_under_its_own_title() {
        let mut sample = Sample::two_files();
        sample.findings.all[0].outcome = Outcome::Baseline;
        insta::assert_snapshot!(write(&sample.report(Lang::Zh), &str::to_owned), @"
        在基线中：
          changes/A/change.md:3:15 T402：上线早于测试完成
        ");
    }

    #[test]
    fn finding_outside_of_what_was_touched_is_context() {
        let sample = Sample::two_files();
        let report = sample.report(Lang::En);
        let since = Since::new(&report.context, "origin/main", ["b.md".into()].into());
        let report = Report {
            since: Some(&since),
            ..report
        };
        insta::assert_snapshot!(write(&report, &str::to_owned), @"
        context, in what was not touched since origin/main:
          changes/A/change.md:3:15 T402: go-live is before the tests were completed
        ");
    }

    #[test]
    fn what_blocks_is_not_listed_apart() {
        assert_eq!(
            write(&Sample::two_files().report(Lang::En), &str::to_owned),
            ""
        );
    }
}
