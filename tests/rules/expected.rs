//! What is printed of the cases of a rule, compared whole.
//!
//! `CHANGEBOOK_BLESS=1` writes the expected texts instead. Read what it wrote as a project manager
//! would: the texts are what people are told.

use std::fmt::Write as _;
use std::fs;

use changebook::lang::Lang;
use regex::Regex;

use super::case::Case;
use super::portal::Run;
use super::samples;

/// What differs from the expected texts of a rule.
pub(super) fn compare(rule: &str, cases: &[Case], run: &Run) -> Vec<String> {
    let mut wrong = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let path = samples()
            .join(rule)
            .join(format!("expected.{}.txt", lang.tag()));
        let found = text(rule, cases, run, lang);
        if std::env::var_os("CHANGEBOOK_BLESS").is_some_and(|it| it == "1") {
            fs::write(&path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            let path = path.strip_prefix(samples()).unwrap().display();
            let found = diff(&expected, &found);
            wrong.push(format!(
                "tests/rules/{path} (write it with CHANGEBOOK_BLESS=1)\n{found}"
            ));
        }
    }
    wrong
}

/// The report of the portal, then each case.
fn text(rule: &str, cases: &[Case], run: &Run, lang: Lang) -> String {
    let mut out = format!("$ changebook check --lang {}\n\n", lang.tag());
    out.push_str(&without_counts_of_rules(&run.report(lang)));
    for (case, ids) in cases.iter().zip(&run.ids) {
        let (outcome, compared) = run.verdict(rule, ids);
        let (case, own) = (&case.name, &ids.main);
        writeln!(out, "\n# {case}\n{own} {rule}: {outcome:?}").unwrap();
        for it in compared {
            let (label, value) = (it.label.get(lang), it.value.get(lang));
            let place = run.cite(it).unwrap_or_default();
            out.push_str(format!("  {label}: {value} {place}").trim_end());
            out.push('\n');
        }
    }
    out
}

/// Without the numbers that change whenever another rule does.
fn without_counts_of_rules(report: &str) -> String {
    let counts = [
        (r"(procedure/rules/\S+\.yaml):\d+:\d+", "$1:…"),
        (r"\d+ not due yet", "… not due yet"),
        (r"\d+ of \d+ rules", "… of … rules"),
        (r"\d+ 项未到期", "… 项未到期"),
        (r"\d+ 条规则中有 \d+ 条", "… 条规则中有 … 条"),
    ];
    counts
        .iter()
        .fold(report.to_owned(), |text, (pattern, dots)| {
            Regex::new(pattern)
                .unwrap()
                .replace_all(&text, *dots)
                .into_owned()
        })
}

/// The lines that differ, each group under the case or command it belongs to.
fn diff(expected: &str, found: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let same = lengths(&old, &new);
    let (mut i, mut j) = (0, 0);
    let (mut out, mut under) = (String::new(), None);
    let mut head = "";
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            if new[j].starts_with(['#', '$']) {
                head = new[j];
            }
            (i, j) = (i + 1, j + 1);
            continue;
        }
        if under != Some(head) {
            writeln!(out, "  {head}").unwrap();
            under = Some(head);
        }
        if j == new.len() || (i < old.len() && same[i + 1][j] >= same[i][j + 1]) {
            writeln!(out, "- {}", old[i]).unwrap();
            i += 1;
        } else {
            writeln!(out, "+ {}", new[j]).unwrap();
            j += 1;
        }
    }
    out
}

/// How many lines the rests of two texts have in common, in order.
fn lengths(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut same = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            same[i][j] = if old[i] == new[j] {
                same[i + 1][j + 1] + 1
            } else {
                same[i + 1][j].max(same[i][j + 1])
            };
        }
    }
    same
}

#[test]
fn difference_names_the_case_and_shows_both_lines() {
    let found = diff(
        "# clean\nsame\nold\n# violated\nx\n",
        "# clean\nsame\nnew\n# violated\nx\n",
    );
    assert_eq!(found, "  # clean\n- old\n+ new\n");
}
