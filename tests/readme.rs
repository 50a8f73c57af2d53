//! The README is true: its commands run, its examples are read without a finding.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Portal, Ran, repository, steady};
use crate::preview::{Preview, Running};

#[test]
fn every_command_of_the_readme_runs() {
    let mut verbs = Vec::new();
    let blocks = blocks("console");
    let (demo, begun) = (Portal::demo(), Portal::empty());
    for (block, line) in blocks
        .iter()
        .flat_map(|it| it.lines().map(move |line| (it, line)))
    {
        let Some(line) = line.strip_prefix("$ changebook ") else {
            continue;
        };
        let line = line.split('#').next().unwrap().trim();
        verbs.push(line.split(' ').next().unwrap().to_owned());
        let demo = if block.contains("$ mkdir ") {
            &begun
        } else {
            &demo
        };
        if line == "serve" {
            Preview::start(demo);
        } else if line.starts_with("watch") {
            Running::start(demo, &words(line)).wait_for("index.html");
        } else {
            let ran = demo.run_args(&words(line)).expect(0);
            assert!(
                !ran.stdout.is_empty() || !ran.stderr.is_empty(),
                "{line} says nothing"
            );
        }
    }
    let adopting = ["check"; 3];
    let begun = ["init", "check", "serve", "new", "status"];
    let all = [
        "check", "build", "serve", "watch", "fix", "status", "explain", "export", "seal",
    ];
    assert_eq!(verbs, [&begun[..], &all, &adopting].concat());
}

#[test]
fn guides_name_the_same_commands_and_each_runs_where_their_record_is() {
    let [chinese, english] = ["zh-CN", "en"].map(commands);
    let numbers = |all: &BTreeSet<String>| -> BTreeSet<String> {
        let untitled = |it: &String| it.split('"').next().unwrap_or_default().to_owned();
        all.iter().map(untitled).collect()
    };
    assert_eq!(numbers(&chinese), numbers(&english));
    let record = block(&guide("en"), "yaml");
    let portal = Portal::demo().file("changes/CHG-2026-0101/change.md", &record);
    for line in &english {
        match line.as_str() {
            "serve" => drop(Preview::start(&portal)),
            // Begun already: the record of the guide is that one.
            _ if line.starts_with("new change ") => {
                portal.run_args(&["new", "change", "--help"]).expect(0);
            }
            _ => {
                let ran = portal.run_args(&words(line));
                assert!(ran.code < 2, "{line}\n{}", ran.stderr);
            }
        }
    }
}

/// The commands that a guide names, without the name of the program.
fn commands(lang: &str) -> BTreeSet<String> {
    let guide = guide(lang);
    let spans = guide.split('`').skip(1).step_by(2);
    spans
        .filter_map(|it| it.strip_prefix("changebook "))
        .filter(|it| !it.starts_with("--"))
        .map(str::to_owned)
        .collect()
}

/// The words of a line, one in quotation marks whole.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

#[test]
fn quick_start_names_what_is_there() {
    let start = &blocks("sh")[0];
    let lines: Vec<_> = start
        .lines()
        .map(|it| it.split('#').next().unwrap().trim())
        .collect();
    let install = "cargo install --locked --path .";
    assert_eq!(
        lines,
        ["cargo run --release -- serve", install, "tests/run"]
    );
    let mode = fs::metadata(repository().join("tests/run"))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o111, 0o111, "tests/run can be run");
}

#[test]
fn recipes_for_build_systems_write_the_reports_that_they_hand_on() {
    let recipes = blocks("yaml");
    let mut checks = 0;
    for recipe in recipes.iter().filter(|it| it.contains("changebook check")) {
        let portal = Portal::demo();
        let line = recipe.lines().find(|it| it.contains("changebook check"));
        let (_, line) = line.unwrap().split_once("changebook ").unwrap();
        portal.run(line).expect(0);
        for report in line.split("--report ").skip(1) {
            let (_, file) = report.trim().split_once(':').unwrap();
            assert!(recipe.matches(file).count() > 1, "{file} is handed on");
            assert!(!portal.read(file).is_empty(), "{file}");
        }
        checks += 1;
    }
    assert_eq!(checks, 2);
}

#[test]
fn every_file_that_the_readme_links_to_exists() {
    let text = readme();
    let mut count = 0;
    for target in text
        .split("](")
        .skip(1)
        .filter_map(|it| it.split(')').next())
    {
        if !target.contains("://") {
            count += 1;
            assert!(repository().join(target).exists(), "{target}");
        }
    }
    assert!(count >= 5);
}

#[test]
fn record_of_the_readme_has_no_unknown_key_or_value() {
    let portal = Portal::demo();
    fs::remove_dir_all(portal.path("changes")).unwrap();
    let portal = portal.file("changes/CHG-2026-0001/change.md", &blocks("markdown")[0]);
    let own = about(&portal.run("check --format json --lang en"), "changes/");
    // What is not there yet is for the author; what is there must be right.
    let engine: Vec<_> = own.iter().filter(|it| !it.starts_with("GL")).collect();
    assert_eq!(engine, [""; 0]);
}

#[test]
fn rule_of_the_readme_is_a_rule() {
    let rule = blocks("yaml")
        .into_iter()
        .find(|it| it.starts_with("- id:"))
        .unwrap();
    let portal = Portal::demo();
    let path = "procedure/rules/4xx-package.yaml";
    let text = portal.read(path);
    let start = text.find("- id: GL402\n").unwrap();
    let end = text[start..]
        .find("\n- id: GL403")
        .map(|it| start + it)
        .unwrap();
    let text = format!("{}{rule}{}", &text[..start], &text[end..]);
    let portal = portal.file(path, &text);
    let own = about(&portal.run("check --format json --lang en"), path);
    let own: Vec<_> = own
        .iter()
        .filter(|it| !it.starts_with("untranslated"))
        .collect();
    assert_eq!(own, [""; 0]);
}

#[test]
fn guides_show_a_record_that_is_in_order_and_the_finding_as_it_is_printed() {
    for lang in ["zh-CN", "en"] {
        let guide = guide(lang);
        let (record, shown) = (block(&guide, "yaml"), block(&guide, "text"));
        let change = "changes/CHG-2026-0101/change.md";
        let portal = Portal::demo().file(change, &record);
        let check = format!("check --lang {lang}");
        assert!(
            !portal.run(&check).stdout.contains("CHG-2026-0101"),
            "{lang}"
        );
        let wider = record.replace("[ui_query]", "[ui_query, data_update]");
        let said = portal.file(change, &wider).run(&check).stdout;
        let [shown, said] = [shown, said].map(|it| steady(&it));
        assert!(said.contains(&shown), "{shown}\n{said}");
    }
}

/// The findings about files under `path`, each as its id and its message.
fn about(ran: &Ran, path: &str) -> Vec<String> {
    let text = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
    let found = ran.json();
    let all = found["findings"].as_array().unwrap().iter();
    all.filter(|it| text(&it["path"]).starts_with(path))
        .map(|it| format!("{}: {}", text(&it["rule"]), text(&it["message"])))
        .collect()
}

fn guide(lang: &str) -> String {
    let path = format!("content/pages/guide.{lang}.md");
    fs::read_to_string(repository().join(path)).unwrap()
}

/// The first fenced block of a language.
fn block(text: &str, language: &str) -> String {
    let open = format!("```{language}\n");
    let rest = text.split(&open).nth(1).unwrap();
    rest.split("```\n").next().unwrap().to_owned()
}

/// The fenced blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let open = format!("```{language}\n");
    text.split(&open)
        .skip(1)
        .map(|it| it.split("```").next().unwrap().to_owned())
        .collect()
}

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).unwrap()
}
