//! All formats tell the same findings, and each is valid by the schema of its consumer.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{Portal, repository};

const FORMATS: [&str; 8] = [
    "human", "short", "json", "sarif", "github", "gitlab", "junit", "rdjson",
];

/// Errors, warnings, a remark with a fix, one that is indeterminate, one waived, some in the baseline `known.yaml`,
/// in Chinese and with an emoji.
fn portal() -> Portal {
    let portal = Portal::demo();
    portal.run("check --write-baseline known.yaml").expect(0);
    let head = "changes/CHG-2026-0009/change.md";
    let text = portal.read(head);
    let title = text.lines().find(|it| it.starts_with("title:")).unwrap();
    portal.change(head, title, &format!("{title} 🚀\nstatsu: '🚀 上线'"));
    let report = "changes/CHG-2026-0009/03-test-report.md";
    let text = portal.read(report);
    let done = text
        .lines()
        .find(|it| it.starts_with("completed_at:"))
        .unwrap();
    portal.change(report, done, "completed_at: 昨天🚀");
    let other = "changes/CHG-2026-0001/03-test-report.md";
    let text = portal.read(other);
    let done = text
        .lines()
        .find(|it| it.starts_with("completed_at:"))
        .unwrap();
    portal.change(other, done, &done.replace('-', "/"));
    portal
}

/// Rule, path, line and how the message begins.
type Told = BTreeSet<(String, String, u64, String)>;

fn findings(found: &Value) -> &Vec<Value> {
    found["findings"].as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn told(found: &Value) -> Told {
    let one = |it: &Value| {
        let message = text(&it["message"]).to_owned();
        let line = it["line"].as_u64().unwrap();
        (
            text(&it["rule"]).to_owned(),
            text(&it["path"]).to_owned(),
            line,
            message,
        )
    };
    findings(found).iter().map(one).collect()
}

#[test]
fn every_format_is_tested_here() {
    let help = Portal::empty().run("check --help").stdout;
    for format in FORMATS {
        assert!(help.contains(&format!("- {format}:")), "{format}");
    }
    let (_, values) = help.split_once("Format of the report").unwrap();
    let values = values.split("[default").next().unwrap();
    let listed = values
        .lines()
        .filter(|it| it.trim().starts_with("- "))
        .count();
    // Markdown is a table for people and has tests of its own.
    let own = usize::from(values.contains("- markdown:"));
    assert_eq!(listed, FORMATS.len() + own);
}

#[test]
fn all_formats_tell_the_same_findings() {
    let portal = portal();
    for lang in ["zh-CN", "en"] {
        let run = |format: &str| {
            portal.run(&format!(
                "check --baseline known.yaml --lang {lang} --format {format}"
            ))
        };
        let found = run("json").json();
        let expected = told(&found);
        let outcomes: BTreeSet<_> = findings(&found)
            .iter()
            .map(|it| (text(&it["outcome"]), text(&it["severity"])))
            .collect();
        for state in [
            ("violated", "error"),
            ("violated", "warning"),
            ("violated", "info"),
            ("indeterminate", "warning"),
            ("waived", "warning"),
            ("baseline", "warning"),
        ] {
            assert!(outcomes.contains(&state), "{state:?}");
        }
        let lists: [(&str, Told); 4] = [
            ("sarif", of_sarif(&run("sarif").json())),
            ("rdjson", of_rdjson(&run("rdjson").json())),
            ("gitlab", of_gitlab(&run("gitlab").json())),
            ("short", of_short(&run("short").stdout)),
        ];
        for (format, list) in lists {
            assert_eq!(list.len(), expected.len(), "{lang} {format}");
            for (one, other) in list.iter().zip(&expected) {
                let head = |it: &(String, String, u64, String)| (it.0.clone(), it.1.clone(), it.2);
                assert_eq!(head(one), head(other), "{lang} {format}");
                assert!(one.3.starts_with(&other.3), "{lang} {format}: {one:?}");
            }
        }
        for format in ["human", "github", "junit"] {
            let printed = unescaped(&run(format).stdout);
            for (rule, path, line, message) in &expected {
                let place = match format {
                    "github" => format!("file={path},line={line},"),
                    _ => format!("{path}:{line}:"),
                };
                for part in [rule, &place, message] {
                    assert!(
                        printed.contains(part.as_str()),
                        "{lang} {format}: {part} of {rule}"
                    );
                }
            }
        }
        let github = run("github").stdout;
        let commands = github.lines().filter(|it| it.starts_with("::")).count();
        assert_eq!(commands, findings(&found).len());
    }
}

/// GitHub's and XML's escapes undone.
fn unescaped(text: &str) -> String {
    [
        ("%2C", ","),
        ("%3A", ":"),
        ("%0A", "\n"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("%25", "%"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn of_sarif(report: &Value) -> Told {
    let run = &report["runs"][0];
    let rules = &run["tool"]["driver"]["rules"];
    let results = run["results"].as_array().unwrap().iter();
    results
        .map(|it| {
            let index = usize::try_from(it["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], it["ruleId"]);
            let place = &it["locations"][0]["physicalLocation"];
            let outcome = text(&it["properties"]["outcome"]);
            let is_known = ["waived", "baseline"].contains(&outcome);
            assert_eq!(it["suppressions"].is_array(), is_known);
            let state = if is_known { "unchanged" } else { "new" };
            assert_eq!(it["baselineState"], state);
            (
                text(&it["ruleId"]).to_owned(),
                text(&place["artifactLocation"]["uri"]).to_owned(),
                place["region"]["startLine"].as_u64().unwrap(),
                text(&it["message"]["text"]).to_owned(),
            )
        })
        .collect()
}

fn of_rdjson(report: &Value) -> Told {
    let all = report["diagnostics"].as_array().unwrap().iter();
    all.map(|it| {
        (
            text(&it["code"]["value"]).to_owned(),
            text(&it["location"]["path"]).to_owned(),
            it["location"]["range"]["start"]["line"].as_u64().unwrap(),
            text(&it["message"]).to_owned(),
        )
    })
    .collect()
}

fn of_gitlab(report: &Value) -> Told {
    let all = report.as_array().unwrap().iter();
    all.map(|it| {
        for member in [
            "description",
            "check_name",
            "fingerprint",
            "severity",
            "location",
        ] {
            assert!(!it[member].is_null(), "{member}");
        }
        let known = ["info", "minor", "major", "critical", "blocker"];
        assert!(known.contains(&text(&it["severity"])));
        let rule = text(&it["check_name"]);
        let path = text(&it["location"]["path"]);
        assert!(!path.starts_with("./"));
        let message = text(&it["description"])
            .strip_prefix(&format!("{rule}: "))
            .unwrap();
        let line = it["location"]["lines"]["begin"].as_u64().unwrap();
        (rule.to_owned(), path.to_owned(), line, message.to_owned())
    })
    .collect()
}

fn of_short(text: &str) -> Told {
    let form = regex::Regex::new(r"^(.+?):(\d+):\d+: (?:error|warning|info)\[([^\]]+)\] (.*)$");
    let form = form.unwrap();
    text.lines()
        .map(|line| {
            let [_, path, row, rule, message] =
                [0, 1, 2, 3, 4].map(|it| form.captures(line).unwrap()[it].to_owned());
            (rule, path, row.parse().unwrap(), message)
        })
        .collect()
}

#[test]
fn reports_are_valid_by_the_schemas_of_their_consumers() {
    let clean = Portal::fixture("proposals").without("proposals/prop-0002.md");
    for portal in [portal(), clean] {
        for lang in ["zh-CN", "en"] {
            let run = |it: &str| {
                let ran = portal.run(&format!("check --lang {lang} --format {it}"));
                ran.stdout
            };
            valid(&run("sarif"), "tests/schemas/sarif-2.1.0.json", &[]);
            valid(
                &run("rdjson"),
                "tests/schemas/rdjson.DiagnosticResult.json",
                &["--closed"],
            );
            valid(&run("json"), "src/report/json.schema.json", &["--closed"]);
            let junit = run("junit");
            let schema = repository().join("tests/schemas/junit.xsd");
            let schema = schema.to_str().unwrap();
            let ended = piped(
                Command::new("xmllint").args(["--noout", "--schema", schema, "-"]),
                &junit,
            );
            assert_eq!(ended, Ok(()), "{junit}");
        }
    }
}

#[test]
fn validation_notices_a_key_that_the_schema_of_findings_lacks() {
    let printed = Portal::fixture("proposals")
        .run("check --format json")
        .stdout;
    let more = printed.replacen("\"rule\":", "\"novel\": 1, \"rule\":", 1);
    let schema = repository().join("src/report/json.schema.json");
    let script = repository().join("tests/schemas/validate.py");
    let mut python = Command::new("/usr/bin/python3");
    let asked = python.arg(script).arg(schema).arg("--closed");
    let said = piped(asked, &more).unwrap_err();
    assert!(said.contains("novel"), "{said}");
}

#[test]
fn schema_of_findings_is_printed() {
    let printed = Portal::empty().run("schema findings").expect(0).stdout;
    let file = repository().join("src/report/json.schema.json");
    assert_eq!(printed, std::fs::read_to_string(file).unwrap());
}

fn valid(report: &str, schema: &str, flags: &[&str]) {
    let script = repository().join("tests/schemas/validate.py");
    let mut python = Command::new("/usr/bin/python3");
    let asked = python
        .arg(script)
        .arg(repository().join(schema))
        .args(flags);
    assert_eq!(piped(asked, report), Ok(()), "{schema}");
}

/// Whether a program takes a text; else what it says.
fn piped(command: &mut Command, text: &str) -> Result<(), String> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let ended = child.wait_with_output().unwrap();
    if ended.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8(ended.stderr).unwrap())
    }
}

#[test]
fn fingerprints_are_unique_and_survive_moved_lines() {
    let portal = portal();
    let by_fingerprint = |portal: &Portal| -> BTreeMap<String, u64> {
        let found = portal.run("check --format json").json();
        let all = findings(&found);
        let one = |it: &Value| {
            let line = it["line"].as_u64().unwrap();
            (text(&it["fingerprint"]).to_owned(), line)
        };
        let map: BTreeMap<_, _> = all.iter().map(one).collect();
        assert_eq!(map.len(), all.len(), "no two share one");
        map
    };
    let before = by_fingerprint(&portal);
    let paths = ["change.md", "03-test-report.md"];
    let portal = paths.iter().fold(portal, |portal, path| {
        let path = format!("changes/CHG-2026-0009/{path}");
        let moved = portal.read(&path).replacen("---\n", "---\n\n\n", 1);
        portal.file(&path, &moved)
    });
    let after = by_fingerprint(&portal);
    let names = |it: &BTreeMap<String, u64>| it.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after));
    let moved = before
        .iter()
        .filter(|(name, line)| after[*name] == **line + 2);
    assert!(moved.count() > 1);
}
