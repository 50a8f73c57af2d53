//! What no procedure has to ask for: nothing secret is shown, no link leads nowhere, no template is forgotten.

use std::fs;

use crate::harness::{Portal, files};

const RECORD: &str = "changes/CHG-2026-0018/change.md";

/// What must never be seen again once it stands in a text.
const SECRETS: [&str; 3] = ["Core@2026x", "MIIEvQIBADANBg", "Tiger9secret"];

fn leaky() -> Portal {
    let portal = Portal::demo()
        .file(
            "changes/CHG-2026-0018/evidence/console.log",
            "$ mysqldump -uroot -pTiger9secret settlement > s.sql\n",
        )
        .file(
            "pages/notes.md",
            "# 备忘\n\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\n",
        );
    let text = portal.read(RECORD);
    let leak = format!("{text}\n数据库密码：Core@2026x，见 [日志](evidence/console.log)。\n");
    portal.file(RECORD, &leak)
}

#[test]
fn secrets_are_errors_where_they_stand_and_are_shown_veiled() {
    let ran = leaky().run("check --lang en --quiet").expect(1);
    insta::assert_snapshot!(ran);
}

#[test]
fn no_report_and_no_published_byte_holds_a_secret() {
    let portal = leaky();
    for format in ["human", "json"] {
        let ran = portal.run(&format!("check --format {format}")).expect(1);
        for secret in SECRETS {
            assert!(!ran.stdout.contains(secret), "{format} shows {secret}");
        }
    }
    portal.run("build --quiet").expect(1);
    let site = portal.path("site");
    let published = files(&site);
    assert!(published.iter().any(|it| it.ends_with("console.log")));
    for path in published {
        let bytes = fs::read(site.join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{path} shows {secret}");
        }
    }
}

#[test]
fn files_with_a_secret_for_a_name_are_errors_and_neither_published_nor_named() {
    let folder = "changes/CHG-2026-0018/evidence";
    let text = Portal::demo().read(RECORD);
    let links = "[日志](evidence/password=Hunter7file.txt) [图](<evidence/密码 Hunter8!file.png>) \
                 [编码](evidence/%E5%AF%86%E7%A0%81%3DHunter9%40file.png)";
    let portal = Portal::demo()
        .file(RECORD, &format!("{text}\n{links}\n"))
        .file(&format!("{folder}/password=Hunter7file.txt"), "日志\n")
        .file(&format!("{folder}/密码 Hunter8!file.png"), "x")
        .file(&format!("{folder}/密码=Hunter9@file.png"), "x")
        .file("pages/token=Hunter5page.md", "# 备忘\n");
    let short = portal
        .run("check --format short --lang en")
        .expect(1)
        .stdout;
    let named = "error[secret] the name of this file looks as if it held a password";
    assert_eq!(short.matches(named).count(), 4, "{short}");
    for format in [
        "human", "json", "short", "markdown", "sarif", "github", "gitlab", "junit", "rdjson",
    ] {
        let ran = portal.run(&format!("check --format {format}")).expect(1);
        assert!(!ran.stdout.contains("Hunter"), "{format}: {}", ran.stdout);
    }
    portal.run("build --quiet").expect(1);
    portal
        .run("export --evidence pack --change CHG-2026-0018 --fail-on never")
        .expect(0);
    for made in ["site", "pack"] {
        for path in files(&portal.path(made)) {
            let bytes = fs::read(portal.path(made).join(&path)).unwrap();
            assert!(!path.contains("Hunter"), "{path}");
            assert!(
                !String::from_utf8_lossy(&bytes).contains("Hunter"),
                "{path}"
            );
        }
    }
    let published = files(&portal.path("site"));
    assert!(
        !published.iter().any(|it| it.contains("password=")),
        "{published:?}"
    );
    portal.run("fix").expect(1);
    let kept = files(&portal.path(folder));
    assert!(!kept.iter().any(|it| it.contains('█')), "{kept:?}");
}

#[test]
fn tables_and_longer_keys_are_veiled_too() {
    let text = Portal::demo().read(RECORD);
    let table = "| 用户 | 密码 |\n|---|---|\n| root | Hunter7cell |\n";
    let keys = "```ini\nDB_PASSWORD_PROD=Hunterkey\n```\n";
    let portal = Portal::demo().file(RECORD, &format!("{text}\n{table}\n{keys}"));
    let ran = portal.run("check --format json").expect(1);
    let found = ran.stdout.matches("\"rule\": \"secret\"").count();
    assert_eq!(found, 2, "{}", ran.stdout);
    for format in ["human", "json"] {
        let ran = portal.run(&format!("check --format {format}")).expect(1);
        assert!(!ran.stdout.contains("Hunter"), "{}", ran.stdout);
    }
}

#[test]
fn records_files_are_as_they_were_after_every_run() {
    let portal = leaky();
    let before = portal.read(RECORD);
    portal.run("build --quiet").expect(1);
    assert_eq!(portal.read(RECORD), before);
}

#[test]
fn dead_links_images_and_anchors_are_found_in_records_and_pages() {
    let portal = Portal::fixture("proposals").file(
        "pages/links.md",
        "# Links {#top}\n\n## How it goes\n\n[good](about.en.md) [here](#How-it-goes) [top](#top) \
         [mail](mailto:a@example.org)\n\n[gone](abuot.en.md)\n\n![picture](picture.png)\n\n[part](#How-it-went)\n\n\
         [out](../../../etc/passwd)\n",
    );
    insta::assert_snapshot!(portal.run("check --quiet").expect(1));
}

#[test]
fn dead_link_is_not_taken_for_another_file_of_its_folder() {
    let portal = Portal::demo();
    let old = portal.read("changes/CHG-2026-0013/change.md");
    let portal = portal.file(
        "changes/CHG-2026-0013/change.md",
        &format!("{old}\n![x](a.png)\n"),
    );
    let found = portal
        .run("check --format short --lang en")
        .expect(1)
        .stdout;
    assert!(
        found.contains("`a.png` leads to no file of the portal\n"),
        "{found}"
    );
}

#[test]
fn open_record_of_older_templates_is_reminded_and_a_closed_one_is_not() {
    let portal = Portal::demo();
    for record in ["CHG-2026-0018", "CHG-2025-0003"] {
        let path = format!("changes/{record}/change.md");
        let id = format!("change_id: {record}\n");
        portal.change(&path, &id, &format!("{id}template_edition: \"2024-06\"\n"));
    }
    let found = portal.run("check --format json --lang en").expect(0).json();
    let found = found["findings"].as_array().unwrap();
    let drifts: Vec<_> = found
        .iter()
        .filter(|it| it["rule"] == "template-drift")
        .collect();
    assert_eq!(drifts.len(), 1);
    assert_eq!(drifts[0]["change"], "CHG-2026-0018");
    assert_eq!(
        drifts[0]["message"],
        "this record was started from the templates of edition `2024-06`; those of the portal are of edition `2025-01`"
    );
}

#[test]
fn diagrams_and_pages_without_a_translation_are_told_with_what_to_do() {
    let text = Portal::demo().read(RECORD);
    let portal = Portal::demo()
        .file(
            RECORD,
            &format!("{text}\n```mermaid\ngraph TD\n  A --> B\n```\n"),
        )
        .file(
            "pages/hours.zh-CN.md",
            "---\ntitle: 值班\n---\n\n工作日。\n",
        );
    let told = |lang: &str| {
        let ran = portal.run(&format!(
            "check --format json --fail-on never --lang {lang}"
        ));
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let all = report["findings"].as_array().unwrap().clone().into_iter();
        let ours = all.filter(|it| it["rule"] == "diagram" || it["rule"] == "untranslated");
        let said = ours.map(|it| {
            let part = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
            [
                part("severity"),
                part("path"),
                part("message"),
                part("help"),
            ]
            .join(" | ")
        });
        said.collect::<Vec<_>>()
    };
    insta::assert_snapshot!(told("en").join("\n"));
    insta::assert_snapshot!(told("zh-CN").join("\n"));
    // The page is there for both all the same, and says which language it is in.
    portal.run("build --quiet --fail-on never").expect(0);
    let page = portal.read("site/en/pages/hours/index.html");
    assert!(
        page.contains("<div class=\"prose\" lang=\"zh-CN\">"),
        "{page}"
    );
    assert!(
        page.contains("<h1><span lang=\"zh-CN\">值班</span></h1>"),
        "{page}"
    );
}

#[test]
fn texts_of_the_procedure_in_one_language_are_shown_in_it_and_said_to_be() {
    let path = "registers/systems.yaml";
    let portal = Portal::demo();
    let systems = portal.read(path);
    let (before, rest) = systems.split_once("name: {").unwrap();
    let (names, after) = rest.split_once('}').unwrap();
    let zh = names
        .split(',')
        .find(|it| it.contains("zh-CN"))
        .unwrap()
        .trim();
    let portal = portal.file(path, &format!("{before}name: {{{zh}}}{after}"));
    let ran = portal.run("check --lang en --format short --fail-on never");
    let said = ran.stdout.lines().filter(|it| it.contains("untranslated"));
    let said: Vec<_> = said.collect();
    assert!(
        matches!(said[..], [one] if one.contains(path) && one.contains("info[untranslated] the English text is missing")),
        "{said:?}"
    );
    portal.run("build --quiet --fail-on never").expect(0);
    let name = zh.split_once(':').unwrap().1.trim();
    let page = portal.read("site/en/changes/index.html");
    assert!(
        page.contains(&format!("<span lang=\"zh-CN\">{name}</span>")),
        "{name}"
    );
}

#[test]
fn gaps_that_a_template_left_are_found_outside_of_code_and_once() {
    let portal = Portal::demo();
    portal.change(
        "changes/CHG-2026-0013/change.md",
        "## 变更说明\n",
        "## 变更说明\n\n由 {{姓名}} 执行；`{{amount}}` 是变量。\n\n<!-- <填写背景> -->\n\n```\n{{x}}\n```\n",
    );
    portal.change(
        "changes/CHG-2026-0013/change.md",
        "events:\n",
        "events:\n  - {type: amended, at: 2026-06-20, by: pm.lin, note: <填写原因>}\n",
    );
    let found = portal.run("check --format short").expect(0).stdout;
    let gaps: Vec<_> = found
        .lines()
        .filter(|it| it.contains("[placeholder]"))
        .collect();
    assert_eq!(gaps.len(), 2, "{found}");
    assert!(gaps[0].contains("`<填写原因>`"), "{found}");
    assert!(gaps[1].contains("`{{姓名}}`"), "{found}");
}

#[test]
fn record_that_cannot_be_read_is_not_held_against_the_one_that_names_it() {
    let portal = Portal::demo();
    let path = "changes/CHG-2026-0001/change.md";
    let old = portal.read(path).replace('\n', "\r");
    let portal = portal.file(path, &old);
    let found = portal.run("check --format short").expect(1).stdout;
    let errors: Vec<_> = found.lines().filter(|it| it.contains(": error[")).collect();
    assert_eq!(errors.len(), 1, "{found}");
    assert!(errors[0].contains("[front-matter-missing]"), "{found}");
}

#[test]
fn a_document_in_a_folder_below_its_record_is_told_with_where_to_move_it() {
    const DOSSIER: &str = "changes/CHG-2026-0012";
    let mut portal = Portal::demo();
    let report = portal.read(&format!("{DOSSIER}/01-fault-report.md"));
    for (path, text) in [
        ("old/01-fault-report.md", report.as_str()),
        ("evidence/signed/01-fault-report.md", report.as_str()),
        ("screens/readme.md", "# What the screens show\n"),
        ("../CHG-2026-0099/x/01-fault-report.md", report.as_str()),
        ("../2026/old/01-fault-report.md", report.as_str()),
        ("../readme.md", "# How we file\n"),
    ] {
        let path = match path.strip_prefix("../") {
            Some(path) => format!("changes/{path}"),
            None => format!("{DOSSIER}/{path}"),
        };
        portal = portal.file(&path, text);
    }
    let ran = portal.run("check --format short --lang en").expect(0);
    let told: Vec<_> = ran
        .stdout
        .lines()
        .filter(|it| it.contains("document-misplaced"))
        .collect();
    assert_eq!(
        told,
        [
            "changes/2026/old/01-fault-report.md:1:1: warning[document-misplaced] \
             `01-fault-report.md` is a document, and its folder `changes/2026/old` is that of no record: \
             it has no `change.md`",
            "changes/CHG-2026-0012/old/01-fault-report.md:1:1: warning[document-misplaced] \
             `old/01-fault-report.md` is a document, and documents are read at the top of the folder \
             of their record only",
            "changes/CHG-2026-0099/x/01-fault-report.md:1:1: warning[document-misplaced] \
             `x/01-fault-report.md` is a document, and documents are read at the top of the folder \
             of their record only",
        ]
    );
    let ran = portal.run("check --lang en").expect(0);
    assert!(
        ran.stdout
            .contains("help: move it to `changes/CHG-2026-0012/01-fault-report.md`"),
        "{}",
        ran.stdout
    );
}
