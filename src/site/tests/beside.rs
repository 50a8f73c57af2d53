//! The plan beside what was carried out, as the page of a dossier tells it.

use super::view;
use crate::site::fixture::Portal;

/// The procedure of the fixture with a diary whose rows answer the plants of the plan.
fn procedure(beside: &str) -> String {
    let diary = format!(
        "  diary:
    number: \"02\"
    file: diary.md
    title: {{zh-CN: 日记, en: Diary}}
    purpose: {{zh-CN: 做了什么, en: what was done}}
    written_by: [gardener]
    fields:
      doc: {{label: {{zh-CN: 类型, en: type}}, type: string, required: always}}
      done:
        label: {{zh-CN: 种下, en: planted}}
        type: list
        of:
          fields:
            no: {{label: {{zh-CN: 序号, en: no}}, type: int}}
            plant: {{label: {{zh-CN: 植株, en: plant}}, type: string}}
            number: {{label: {{zh-CN: 数量, en: number}}, type: int, layer: executed}}
            from: {{label: {{zh-CN: 开始, en: from}}, type: datetime, layer: executed}}
            to: {{label: {{zh-CN: 结束, en: to}}, type: datetime, layer: executed}}
            bad: {{label: {{zh-CN: 问题, en: trouble}}, type: bool, layer: executed}}
      notes:
        label: {{zh-CN: 说明, en: notes}}
        type: list
        of:
          fields:
            row: {{label: {{zh-CN: 行, en: row}}, type: string}}
            why: {{label: {{zh-CN: 原因, en: why}}, type: text}}
    beside:
{beside}
routes:
"
    );
    include_str!("../fixture/procedure.yaml").replacen("routes:\n", &diary, 1)
}

const BESIDE: &str = "      - rows: diary.done
        names: plant
        plan: plan.plants
        by: name
        compare:
          - {plan: number, done: number}
          - {minutes: number, from: from, to: to}
        needed: 'plan.plants[number].name'
        deviating: 'diary.done[bad=true]'
        explained: {by: diary.notes, names: row, of: [no, plant]}
";

/// The rows of the page: name of the step, how it went, and how its fields differ.
fn rows(done: &str) -> Vec<String> {
    let procedure = procedure(BESIDE);
    let plan = "---\ndoc: plan\nid: P-1\nplants:\n  - {name: tomato, number: 3}\n  - {name: basil}\n  - {name: leek, number: 5}\n---\n";
    let diary = format!("---\ndoc: diary\nid: P-1\n{done}---\n");
    let portal = Portal::with(&[
        ("procedure/procedure.yaml", &procedure),
        ("plots/P-1/plan.md", plan),
        ("plots/P-1/diary.md", &diary),
    ]);
    let page = view(&portal.site(), "en/changes/p-1/index.html");
    let sides = page["it"]["beside"].as_array().unwrap();
    let rows = sides.iter().flat_map(|it| it["rows"].as_array().unwrap());
    let row = |row: &serde_json::Value| {
        let cells = row["done"].as_array().unwrap().iter();
        let differs = cells.filter_map(|it| it["differs"].as_str());
        let notes = row["notes"].as_array().unwrap().iter();
        let notes = notes.filter_map(|it| it["html"].as_str());
        let all: Vec<_> = [row["step"].as_str(), row["chip"]["word"].as_str()]
            .into_iter()
            .flatten()
            .chain(differs)
            .chain(notes)
            .collect();
        all.join("; ")
    };
    rows.map(row).collect()
}

#[test]
fn each_row_is_held_against_the_step_that_it_answers() {
    let done = "done:
  - {no: 1, plant: Tomato, number: 3, from: 2026-05-10 09:00, to: 2026-05-10 09:02}
  - {no: 2, plant: rose, number: 1}
  - {no: 3, plant: leek, number: 4, from: 2026-05-10 10:00, to: 2026-05-10 10:09, bad: true}
notes:
  - {row: 3, why: frost}
";
    assert_eq!(
        rows(done),
        [
            "tomato; as planned",
            "basil; no row needed",
            "leek; did not go as planned: yes; differs from the plan; 4 min longer than planned; why frost",
            "rose; not in the plan",
        ]
    );
}

#[test]
fn step_without_a_row_is_missing_and_a_row_without_results_is_not_filled_in() {
    let done = "done:\n  - {no: 1, plant: tomato}\n";
    assert_eq!(
        rows(done),
        [
            "tomato; not filled in yet",
            "basil; no row needed",
            "leek; no row for it",
        ]
    );
}

#[test]
fn record_without_rows_has_nothing_beside_its_plan() {
    assert_eq!(rows(""), [""; 0]);
}

#[test]
fn entry_that_names_an_unknown_field_is_found_at_load() {
    let found = |from: &str, to: &str| {
        let procedure = procedure(&BESIDE.replacen(from, to, 1));
        let portal = Portal::with(&[("procedure/procedure.yaml", &procedure)]);
        let found = portal.findings.all.iter();
        let found = found.filter(|it| it.rule.starts_with("unknown-") || it.rule == "wrong-type");
        found
            .map(|it| it.message.get(crate::lang::Lang::En).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("", ""), [""; 0]);
    for (from, to, word) in [
        ("names: plant", "names: plunt", "plunt"),
        ("done: number", "done: numbers", "numbers"),
        ("rows: diary.done", "rows: diary.gone", "gone"),
        ("plan: plan.plants", "plan: plan.status", "list"),
        ("by: name", "by: name\n        more: x", "more"),
    ] {
        let found = found(from, to);
        assert!(found.iter().any(|it| it.contains(word)), "{to}: {found:?}");
    }
}
