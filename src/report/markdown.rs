//! One page for a merge request or the summary of a job: what blocks, and how the counts have moved.
//!
//! It is read among the words of other people. What records say is text here,
//! whatever it looks like: it makes no table, no link, no heading, and it
//! calls nobody.

use std::fmt::Write as _;

use crate::check::delta::{Delta, Moved};
use crate::finding::{Finding, Severity};
use crate::lang::Text;
use crate::words;

use super::prose::line;
use super::{Paths, Report, summary};

/// How many findings are listed.
const LISTED: usize = 50;

/// The whole page.
pub fn write(report: &Report<'_>, paths: Paths<'_>) -> String {
    let mut blocking: Vec<_> = report.findings.all.iter().collect();
    blocking.retain(|it| report.blocks(it));
    blocking.sort_by_key(|it| it.severity);
    let mut out = String::new();
    let id = if blocking.is_empty() { "none" } else { "title" };
    let title = say(report, id, &[("count", count(blocking.len()))]);
    let _ = writeln!(out, "## {title}\n");
    for text in summary::opening(report) {
        let _ = writeln!(out, "{}\n", escape(text.get(report.lang)));
    }
    out.push_str(&counts(report));
    if let Some(since) = report.since {
        let revision = [("revision", Text::plain(escape(&since.revision)))];
        let _ = writeln!(out, "\n### {}\n", say(report, "since", &revision));
        match &since.delta {
            Some(delta) => out.push_str(&moved(report, delta)),
            None => {
                let _ = writeln!(out, "{}", say(report, "no-delta", &revision));
            }
        }
    }
    if blocking.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n### {}\n", say(report, "blocking", &[]));
    let heads = ["place", "rule", "message", "help"];
    out.push_str(&table(&heads.map(|it| say(report, it, &[])), 4));
    for finding in blocking.iter().take(LISTED) {
        out.push_str(&row(&cells(report, paths, finding)));
    }
    if blocking.len() > LISTED {
        let more = [("count", count(blocking.len() - LISTED))];
        let _ = writeln!(out, "\n{}", say(report, "more", &more));
    }
    out
}

/// The counts, as they are and as they were without waivers and baseline.
fn counts(report: &Report<'_>) -> String {
    let counts = &report.findings.summary;
    let before = &counts.before;
    let rows = [
        ("errors", counts.errors, Some(before.errors)),
        ("warnings", counts.warnings, Some(before.warnings)),
        ("infos", counts.infos, Some(before.infos)),
        (
            "non-compliant",
            counts.non_compliant,
            Some(before.non_compliant),
        ),
        ("in-progress", counts.in_progress, Some(before.in_progress)),
        ("compliant", counts.compliant, Some(before.compliant)),
        ("indeterminate", counts.indeterminate, None),
        ("waived", counts.waived, None),
        ("baseline", counts.baseline, None),
        ("not-due", counts.not_due, None),
    ];
    let heads = ["", "now", "before"].map(|it| match it {
        "" => String::new(),
        _ => say(report, it, &[]),
    });
    let mut out = table(&heads, 1);
    for (id, now, before) in rows {
        let before = before.map(|it| it.to_string()).unwrap_or_default();
        out.push_str(&row(&[say(report, id, &[]), now.to_string(), before]));
    }
    out
}

/// How many findings are new, fixed and unchanged.
fn moved(report: &Report<'_>, delta: &Delta) -> String {
    let heads = ["", "new", "fixed", "unchanged"].map(|it| match it {
        "" => String::new(),
        _ => say(report, it, &[]),
    });
    let mut out = table(&heads, 1);
    let rows = [
        ("errors", delta.errors),
        ("warnings", delta.warnings),
        ("infos", delta.infos),
    ];
    for (id, moved) in rows {
        let Moved {
            new,
            fixed,
            unchanged,
        } = moved;
        let numbers = [new, fixed, unchanged].map(|it| it.to_string());
        let [new, fixed, unchanged] = numbers;
        out.push_str(&row(&[say(report, id, &[]), new, fixed, unchanged]));
    }
    out
}

fn cells(report: &Report<'_>, paths: Paths<'_>, finding: &Finding) -> [String; 4] {
    let source = report.context.sources.get(finding.place.source);
    let number = source.position(finding.place.span.start).line;
    let path = (paths.here)(source.path());
    let place = format!("[{}:{number}]({}#L{number})", escape(&path), address(&path));
    let severity = match finding.severity {
        Severity::Error => "report.level.error",
        Severity::Warning => "report.level.warning",
        Severity::Info => "report.level.info",
    };
    let severity = words::text(severity);
    let rule = format!("{} {}", severity.get(report.lang), escape(&finding.rule));
    let help = finding.help.as_ref().map(|it| it.get(report.lang));
    let message = escape(finding.message.get(report.lang));
    [place, rule, message, escape(help.unwrap_or_default())]
}

/// The head of a table; its columns from `left` on stand to the right.
fn table<const N: usize>(heads: &[String; N], left: usize) -> String {
    let rule = |at: usize| if at < left { "---" } else { "---:" };
    let rules: Vec<_> = (0..N).map(rule).collect();
    format!("{}| {} |\n", row(heads), rules.join(" | "))
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn say(report: &Report<'_>, id: &str, args: &[(&str, Text)]) -> String {
    let text = words::fill(&format!("report.markdown.{id}"), args);
    text.get(report.lang).to_owned()
}

fn count(n: usize) -> Text {
    Text::plain(n.to_string())
}

/// A text of somebody else as one line of Markdown that says just this.
fn escape(text: &str) -> String {
    let mut out = String::new();
    let text = line(text);
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                out.extend(['\\', letter]);
            }
            _ => out.push(letter),
        }
        // `@name`, `#1` and the like are links to people and other things; a blank without width parts them.
        let calls =
            matches!(letter, '@' | '#' | '!' | '~' | '$' | '%') && !before.is_alphanumeric();
        if calls && letters.peek().is_some_and(|it| it.is_alphanumeric()) {
            out.push('\u{200b}');
        }
        before = letter;
    }
    out
}

/// A path as the target of a link.
fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::check::since::Since;
    use crate::lang::Lang;
    use crate::report::tests::Sample;

    fn page(report: &Report<'_>) -> String {
        let path = |it: &str| format!("content/{it}");
        let paths = Paths {
            here: &path,
            repository: &path,
        };
        write(report, paths)
    }

    #[test]
    fn page_has_counts_before_and_after_and_what_blocks() {
        insta::assert_snapshot!(page(&Sample::two_files().report(Lang::En)), @"
        ## Findings that count: 1

        as of 2026-06-30, 0 changes with 0 documents: 0 compliant, 0 in progress, 0 non-compliant

        |  | now | before waivers and baseline |
        | --- | ---: | ---: |
        | errors | 1 | 1 |
        | warnings | 0 | 0 |
        | remarks | 0 | 0 |
        | changes non-compliant | 0 | 0 |
        | changes in progress | 0 | 0 |
        | changes compliant | 0 | 0 |
        | indeterminate | 0 |  |
        | waived | 0 |  |
        | in the baseline | 0 |  |
        | not due yet | 0 |  |

        ### What counts

        | place | rule | what is wrong | what to write |
        | --- | --- | --- | --- |
        | [content/changes/A/change.md:3](content/changes/A/change.md#L3) | error T402 | go-live is before the tests were completed | move go-live behind the tests |
        ");
    }

    #[test]
    fn page_without_anything_that_blocks_says_so() {
        insta::assert_snapshot!(page(&Sample::waived().report(Lang::Zh)), @"
        ## 没有计入的发现

        截至 2026-06-30：0 项变更，0 份文档；合规 0，进行中 0，不合规 0

        |  | 现在 | 不计豁免和基线 |
        | --- | ---: | ---: |
        | 错误 | 0 | 1 |
        | 警告 | 0 | 0 |
        | 提示 | 0 | 0 |
        | 不合规的变更 | 0 | 0 |
        | 进行中的变更 | 0 | 0 |
        | 合规的变更 | 0 | 0 |
        | 无法判定 | 0 |  |
        | 已豁免 | 1 |  |
        | 在基线中 | 0 |  |
        | 未到期 | 0 |  |
        ");
    }

    #[test]
    fn delta_since_a_revision_is_a_table() {
        let sample = Sample::two_files();
        let report = sample.report(Lang::En);
        let mut since = Since::new(&report.context, "origin/main", ["a.md".into()].into());
        since.delta = Some(Delta::between(&[], &sample.findings.all));
        let report = Report {
            since: Some(&since),
            ..report
        };
        insta::assert_snapshot!(page(&report), @"
        ## Nothing that counts was found

        as of 2026-06-30, 0 changes with 0 documents: 0 compliant, 0 in progress, 0 non-compliant

        since origin/main: 0 changes touched; findings that are about them: 0, for context only: 1

        |  | now | before waivers and baseline |
        | --- | ---: | ---: |
        | errors | 1 | 1 |
        | warnings | 0 | 0 |
        | remarks | 0 | 0 |
        | changes non-compliant | 0 | 0 |
        | changes in progress | 0 | 0 |
        | changes compliant | 0 | 0 |
        | indeterminate | 0 |  |
        | waived | 0 |  |
        | in the baseline | 0 |  |
        | not due yet | 0 |  |

        ### Since origin/main

        |  | new | fixed | unchanged |
        | --- | ---: | ---: | ---: |
        | errors | 1 | 0 | 0 |
        | warnings | 0 | 0 | 0 |
        | remarks | 0 | 0 | 0 |
        ");
    }

    #[test]
    fn words_of_others_make_no_markup_and_call_nobody() {
        assert_eq!(
            escape("a|b `c`\n@bob <img src=x> #12 me@host 100% 变更_1"),
            "a\\|b \\`c\\` @\u{200b}bob &lt;img src=x&gt; \\#\u{200b}12 me@host 100% 变更\\_1"
        );
        assert_eq!(address("a b/变(1).md"), "a%20b/%E5%8F%98%281%29.md");
    }
}
