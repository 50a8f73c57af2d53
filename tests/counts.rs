//! One number in every place: what the pages count is what they lead to, and nothing is left out unsaid.

use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::harness::Portal;
use crate::site::SITE;

/// A new portal with a record that cannot be read, one with a remark, and a dozen that are broken.
static PORTAL: LazyLock<Portal> = LazyLock::new(|| {
    let portal = Portal::empty();
    portal.run("init --lang en --quiet").expect(0);
    let config = portal.read("changebook.yaml") + "as_of: 2026-07-06\n";
    fs::write(portal.path("changebook.yaml"), config).unwrap();
    let mut portal = portal.file("changes/CHG-2026-0050/change.md", "No front matter here.\n");
    for n in 60..72 {
        let mut head = String::from("---\n");
        let _ = write!(head, "change_id: CHG-2026-00{n}\ntitle: Change {n}\n");
        head.push_str("system: settlement\nroute: normal\nstate: closed\n");
        head.push_str("opened_at: 2026/6/1 09:00\n---\n\nText.\n");
        portal = portal.file(&format!("changes/CHG-2026-00{n}/change.md"), &head);
    }
    portal.run("build --quiet --fail-on never").expect(0);
    portal
});

/// A page in English, its tags as blanks, every run of blanks as one.
fn said(page: &str) -> String {
    let html = PORTAL.read(&format!("site/{page}index.html"));
    let text = Regex::new("(?s)<svg.*?</svg>|<[^>]*>").unwrap();
    let text = text.replace_all(&html, " ").into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_that_cannot_judge_are_counted_wherever_the_undecidable_is() {
    let page = said("changes/chg-2026-0050/");
    let number = Regex::new(r"It has 1 error, (\d+) rules that could not judge").unwrap();
    let n = &number.captures(&page).unwrap()[1];
    assert!(page.contains(&format!("undecidable {n} ")), "{page}");
    assert!(page.contains("What this rule rests on cannot be read"));
    let rows: Value = serde_json::from_str(&PORTAL.read("site/data/changes.json")).unwrap();
    let rows = rows["changes"].as_array().unwrap();
    let row = rows.iter().find(|it| it["id"] == "CHG-2026-0050").unwrap();
    assert_eq!(row["unjudged"].to_string(), n);
    assert!(said("").contains(" 1 Changes with something undecidable"));
    assert!(said("changes/by/verdict/undecidable/").contains("1 change"));
    let matrix = said("compliance/undated/");
    let row = matrix.split("CHG-2026-0050").nth(1).unwrap();
    let row = row.split("Legend").next().unwrap();
    assert!(row.contains("undecidable"), "{row}");
    // What makes it non-compliant stands in the row too, though no rule of the procedure bears it.
    assert!(matrix.contains("Files and references"), "{matrix}");
    assert!(row.contains("not met 1"), "{row}");
    assert!(!said("compliance/2025-02/").contains("Files and references"));
}

#[test]
fn months_count_changes_and_not_findings() {
    let matrix = said("compliance/");
    // Month, changes, non-compliant, in progress, compliant, warning, undecidable, waived.
    assert!(matrix.contains("Undated 1 1 0 0 0 1 0"), "{matrix}");
    let june = Regex::new(r" 2026-06 (\d+) (\d+) (\d+) (\d+) (\d+) ").unwrap();
    let june = june.captures(&matrix).unwrap();
    let n = |at: usize| june[at].parse::<usize>().unwrap();
    assert!(n(5) <= n(1), "{june:?}");
}

#[test]
fn remark_is_not_called_a_warning() {
    let listed = said("changes/");
    let page = said("changes/chg-2026-0060/");
    assert!(page.contains("1 remark"), "{page}");
    let warnings = Regex::new(r"(\d+) warnings?").unwrap();
    let of_page = warnings.captures(&page).map(|it| it[1].to_owned());
    let row = listed.split("CHG-2026-0060").nth(1).unwrap();
    let row = row.split("CHG-2026").next().unwrap();
    let of_row = Regex::new(r"warning (\d+)").unwrap();
    let of_row = of_row.captures(row).map(|it| it[1].to_owned());
    assert_eq!(of_page, of_row);
}

#[test]
fn start_page_says_what_it_does_not_list() {
    let page = said("");
    assert!(page.contains("13 changes are non-compliant."), "{page}");
    assert!(page.contains("All 13 non-compliant changes"), "{page}");
    assert!(page.contains("No registered system 1 0 0 1"), "{page}");
    assert!(page.contains("No route that is known 1 0 0 1"), "{page}");
}

#[test]
fn one_who_has_to_do_something_is_one_person_or_role() {
    let portal = Portal::fixture("proposals");
    portal.run("build --quiet --fail-on never").expect(0);
    let page = portal.read("site/todo/index.html");
    assert!(
        page.contains("4 things wait for 1 person or role."),
        "{page}"
    );
}

#[test]
fn rule_that_only_warns_does_not_look_like_an_error_wherever_it_is_not_met() {
    let read = |page: &str| fs::read_to_string(SITE.join(page)).unwrap();
    for page in [
        "en/rules/index.html",
        "en/rules/gl310/index.html",
        "en/procedure/4.1.1/index.html",
        "en/compliance/coverage/index.html",
        "en/calendar/2025-11/index.html",
        "en/changes/chg-2026-0002/index.html",
    ] {
        let html = read(page);
        assert!(!html.contains("\"#i-fail\""), "{page}");
        assert!(html.contains("attention\""), "{page}");
    }
}

#[test]
fn page_of_a_check_of_the_tool_counts_and_names_the_changes_where_it_occurs() {
    assert!(said("rules/").contains("No front matter error 1"));
    let page = said("rules/front-matter-missing/");
    assert!(
        page.contains("Where it occurs 1 CHG-2026-0050 untitled"),
        "{page}"
    );
}

#[test]
fn list_of_a_facet_says_its_order_in_a_sentence() {
    let chinese = SITE.join("changes/by/state/closed/index.html");
    let chinese = fs::read_to_string(chinese).unwrap();
    assert!(chinese.contains("最近提出的在前"), "{chinese}");
    assert!(!chinese.contains("份、"), "{chinese}");
}

#[test]
fn start_page_names_a_dozen_systems_at_most_and_sums_up_the_others() {
    let portal = Portal::empty();
    portal.run("init --lang en --quiet").expect(0);
    let mut systems = portal.read("registers/systems.yaml");
    let mut portal = portal;
    for n in 1..40 {
        let _ = writeln!(systems, "- {{id: sys-{n:02}, name: System {n:02}}}");
        let head = format!(
            "---\nchange_id: CHG-2026-00{}\ntitle: Change {n}\nsystem: sys-{n:02}\nroute: normal\nstate: draft\n---\n",
            n + 20
        );
        portal = portal.file(&format!("changes/CHG-2026-00{}/change.md", n + 20), &head);
    }
    fs::write(portal.path("registers/systems.yaml"), systems).unwrap();
    portal.run("build --quiet --fail-on never").expect(0);
    let home = portal.read("site/index.html");
    let rows = Regex::new("(?s)<table class=\"stacked figures standings\">(.*?)</table>").unwrap();
    let rows = rows.captures(&home).unwrap()[1].to_owned();
    assert_eq!(rows.matches("<tr><th scope=\"row\">").count(), 12, "{rows}");
    let others = rows.split("other systems</a>").nth(1).unwrap();
    let total = Regex::new("data-label=\"Total\">(\\d+)<").unwrap();
    let sum: usize = total
        .captures_iter(&rows)
        .map(|it| it[1].parse::<usize>().unwrap())
        .sum();
    assert_eq!(sum, 41, "{others}");
}
