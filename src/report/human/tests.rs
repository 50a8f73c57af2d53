use super::*;

use crate::finding::{Finding, Related, Severity};
use crate::lang::{Lang, Text};
use crate::report::Paths;
use crate::report::tests::Sample;
use crate::source::Span;

fn plain(sample: &Sample, lang: Lang) -> String {
    let path = |it: &str| format!("content/{it}");
    let look = Look {
        colour: false,
        quiet: true,
        failing: Severity::Error,
        paths: Paths {
            here: &path,
            repository: &path,
        },
    };
    write(&sample.report(lang), look)
}

#[test]
fn finding_with_two_files_and_a_fix_is_drawn_whole() {
    insta::assert_snapshot!(plain(&Sample::two_files(), Lang::En), @"
    error[T402]: go-live is before the tests were completed
     --> content/changes/A/change.md:3:15
      |
    3 | 说明: 🚀 上线, at: 2024年5月10日
      |                    ^^^^^^^^^^^^^
      |
     ::: content/changes/A/03.md:2:5
      |
    2 | 完成: 2024-05-12
      |       ---------- tests were completed here
      |
    note: required by rule T402: tests before go-live
     --> content/rules.yaml:2:7
      = clause: C-1 Tests come first
    help: move go-live behind the tests
    fix: write the date in the usual form
      |
    3 - 说明: 🚀 上线, at: 2024年5月10日
    3 + 说明: 🚀 上线, at: 2024-05-10
      |
    ");
}

#[test]
fn one_language_is_spoken_throughout() {
    insta::assert_snapshot!(plain(&Sample::two_files(), Lang::Zh), @"
    错误[T402]: 上线早于测试完成
     --> content/changes/A/change.md:3:15
      |
    3 | 说明: 🚀 上线, at: 2024年5月10日
      |                    ^^^^^^^^^^^^^
      |
     ::: content/changes/A/03.md:2:5
      |
    2 | 完成: 2024-05-12
      |       ---------- 测试在此完成
      |
    依据: 规则 T402：测试先于上线
     --> content/rules.yaml:2:7
      = 条款: C-1 先测试，后上线
    建议: 把上线移到测试之后
    修改: 写成标准日期
      |
    3 - 说明: 🚀 上线, at: 2024年5月10日
    3 + 说明: 🚀 上线, at: 2024-05-10
      |
    ");
}

#[test]
fn carets_stand_under_double_width_text() {
    let text = plain(&Sample::two_files(), Lang::Zh);
    let lines: Vec<_> = text.lines().collect();
    let source = lines.iter().position(|it| it.contains("🚀")).unwrap();
    let before = lines[source].split("2024年").next().unwrap();
    let columns: usize = before.chars().map(crate::report::prose::width).sum();
    let carets = lines[source + 1].find('^').unwrap();
    assert_eq!(columns, carets);
    // 2024年5月10日 is ten letters and three signs of double width.
    assert_eq!(lines[source + 1].matches('^').count(), 13);
}

#[test]
fn waived_finding_is_listed_short_and_not_drawn() {
    insta::assert_snapshot!(plain(&Sample::waived(), Lang::En), @r#"
    waived:
      content/changes/A/change.md:3:15 T402 W-1: go-live is before the tests were completed
    "#);
}

#[test]
fn what_spans_lines_is_marked_on_its_first() {
    let mut sample = Sample::new(&[(
        "a.md",
        "\u{feff}---\r\nevents:\r\n  - a: 1\r\n    b: 2\r\n---\r\n",
    )]);
    let place = sample.at("a.md", "- a: 1\r\n    b: 2\r\n");
    let mut finding = Finding::new(
        "T1",
        Severity::Info,
        place,
        Text::plain("\u{1b}[31mred\nnot"),
    );
    finding.related.push(Related {
        place: sample.at("a.md", "events"),
        message: Text::plain("in here"),
    });
    sample.findings.all.push(finding);
    insta::assert_snapshot!(plain(&sample, Lang::En), @r#"
    info[T1]:  [31mred not
     --> content/a.md:3:3
      |
    2 | events:
      | ------ in here
    3 |   - a: 1
      |   ^^^^^^
    "#);
}

#[test]
fn empty_file_and_end_of_file_can_be_pointed_at() {
    let mut sample = Sample::new(&[("a.md", ""), ("b.md", "x\n")]);
    for (path, end) in [("a.md", 0), ("b.md", 2)] {
        let mut place = sample.at(path, "");
        place.span = Span::new(end, end);
        let message = Text::plain("nothing here");
        let finding = Finding::new("T1", Severity::Warning, place, message);
        sample.findings.all.push(finding);
    }
    insta::assert_snapshot!(plain(&sample, Lang::En), @"
    warning[T1]: nothing here
     --> content/a.md:1:1
      |
    1 |
      | ^

    warning[T1]: nothing here
     --> content/b.md:2:1
      |
    2 |
      | ^
    ");
}
