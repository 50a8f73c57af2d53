//! `export` and `/audit/`: what leaves the portal can be opened, checked and drawn again by the tools of others.

use std::path::Path;
use std::process::Command;

use crate::harness::{Portal, files, repository};
use crate::machine::python;
use crate::site::SITE;

/// Runs `sha256sum` over a list in a folder; what it complains of.
fn sums(folder: &Path, list: &Path) -> Result<(), String> {
    let output = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet"])
        .arg(list)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(()).ok_or(said)
}

/// A portal whose second proposal is called as a formula would be.
fn hostile() -> Portal {
    let portal = Portal::fixture("proposals");
    portal.change(
        "proposals/prop-0002.md",
        "name: Shorter greetings",
        "name: '=HYPERLINK(\"http://evil.example\",\"x\")'",
    );
    portal
}

#[test]
fn titles_are_no_formulas_in_csv_and_the_very_words_in_json() {
    let portal = hostile();
    let csv = portal.run("export --fail-on never").expect(0).stdout;
    assert!(csv.starts_with('\u{feff}'));
    let line = csv.lines().find(|it| it.starts_with("0002,")).unwrap();
    assert!(line.starts_with("0002,\"'=HYPERLINK("), "{line}");
    let json = portal.run("export --format json --fail-on never").json();
    assert_eq!(
        json["changes"][1]["title"],
        "=HYPERLINK(\"http://evil.example\",\"x\")"
    );
}

#[test]
fn export_is_what_the_site_publishes() {
    for format in ["csv", "json"] {
        let file = SITE.join(format!("data/changes.{format}"));
        let printed = Portal::demo().run(&format!("export --format {format}"));
        assert_eq!(printed.stdout, std::fs::read_to_string(file).unwrap());
    }
}

#[test]
fn workbook_is_opened_by_a_reader_with_dates_that_are_dates() {
    let portal = hostile();
    portal
        .run("export --format xlsx --output all.xlsx --fail-on never")
        .expect(0);
    let first = std::fs::read(portal.path("all.xlsx")).unwrap();
    let said = python("workbook.py", &[&portal.path("all.xlsx")]).unwrap();
    assert!(said.contains("title: str =HYPERLINK("), "{said}");
    assert!(said.contains("opened: datetime 2025-"), "{said}");
    assert!(said.contains("frozen: B2"), "{said}");
    // The same population gives the same bytes.
    portal
        .run("export --format xlsx --output again.xlsx --fail-on never")
        .expect(0);
    assert!(first == std::fs::read(portal.path("again.xlsx")).unwrap());
    portal.run("export --format xlsx").expect(2);
}

#[test]
fn sample_is_the_one_that_other_tools_draw() {
    let portal = Portal::demo();
    let all = portal.run("export").stdout;
    let drawn = portal
        .run("export --sample 7 --seed 2026-Q2")
        .expect(0)
        .stdout;
    let again = portal.file("all.csv", &all).file("drawn.csv", &drawn);
    let said = python(
        "sample.py",
        &[
            &again.path("all.csv"),
            &again.path("drawn.csv"),
            Path::new("2026-Q2"),
        ],
    );
    assert_eq!(said, Ok("7\n".to_owned()));
}

#[test]
fn sample_on_the_page_is_drawn_with_the_seed_that_it_names() {
    let page = SITE.join("audit/index.html");
    let said = python("page.py", &[&SITE.join("data/changes.csv"), &page]);
    assert_eq!(said, Ok("25\n".to_owned()));
}

#[test]
fn evidence_is_a_folder_a_change_that_checks_out() {
    let portal = Portal::demo();
    let line =
        "export --evidence pack --change CHG-2025-0014 --change CHG-2026-0001 --fail-on never";
    portal.run(line).expect(0);
    for id in ["chg-2025-0014", "chg-2026-0001"] {
        let folder = portal.path("pack").join(id);
        assert_eq!(sums(&folder, Path::new("SHA256SUMS")), Ok(()));
        let listed = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
        let there = files(&folder);
        assert_eq!(listed.lines().count() + 1, there.len(), "{there:#?}");
        let upper = id.to_uppercase();
        for file in [
            "index.html",
            "index.en.html",
            "dossier.html",
            "findings.json",
        ] {
            assert!(there.iter().any(|it| it == file), "{file}: {there:#?}");
        }
        let head = format!("files/changes/{upper}/change.md");
        assert!(there.contains(&head), "{there:#?}");
    }
    // What was changed afterwards does not check out.
    std::fs::write(portal.path("pack/chg-2025-0014/findings.json"), "{}").unwrap();
    assert!(sums(&portal.path("pack/chg-2025-0014"), Path::new("SHA256SUMS")).is_err());
    // A second run mends it, and nothing else is written.
    portal.run(line).expect(0);
    assert_eq!(
        sums(&portal.path("pack/chg-2025-0014"), Path::new("SHA256SUMS")),
        Ok(())
    );
}

#[test]
fn pages_of_evidence_lead_to_files_that_came_along() {
    let portal = Portal::demo();
    portal
        .run("export --evidence pack --change CHG-2025-0014 --fail-on never")
        .expect(0);
    let folder = portal.path("pack/chg-2025-0014");
    for page in ["index.html", "dossier.en.html"] {
        let text = std::fs::read_to_string(folder.join(page)).unwrap();
        let mut found = 0;
        for part in text.split(" href=\"").chain(text.split(" src=\"")).skip(1) {
            let target = part.split('"').next().unwrap();
            let file = target.split('#').next().unwrap();
            if file.is_empty() || target.contains(':') || target.contains('<') {
                continue;
            }
            found += 1;
            assert!(folder.join(file).is_file(), "{page}: {target}");
        }
        assert!(found > 2, "{page}: {found} links");
    }
}

#[test]
fn evidence_leaves_foreign_folders_alone() {
    let other = Portal::empty().file("pack/thesis.txt", "mine");
    let folder = other.path("pack");
    let portal = Portal::demo();
    let line = [
        "export",
        "--sample",
        "1",
        "--evidence",
        folder.to_str().unwrap(),
    ];
    let ran = portal.run_args(&line).expect(2);
    assert!(ran.stderr.contains("thesis.txt"), "{ran}");
    assert_eq!(other.read("pack/thesis.txt"), "mine");
    assert_eq!(files(&folder), ["thesis.txt"]);
}

#[test]
fn secrets_stay_veiled_in_evidence_and_their_digests_unpublished() {
    let secret = "password=Zx9!kqP2vL7m";
    let portal = Portal::demo().file(
        "changes/CHG-2025-0014/evidence/deploy.log",
        &format!("connecting with {secret}\n"),
    );
    portal
        .run("export --evidence pack --change CHG-2025-0014 --fail-on never")
        .expect(0);
    let log = portal.read("pack/chg-2025-0014/files/changes/CHG-2025-0014/evidence/deploy.log");
    assert!(!log.contains("Zx9!kqP2vL7m"), "{log}");
    assert_eq!(
        sums(&portal.path("pack/chg-2025-0014"), Path::new("SHA256SUMS")),
        Ok(())
    );
    portal
        .run("build --quiet --fail-on never --out site")
        .expect(0);
    assert!(!portal.read("site/audit/SHA256SUMS").contains("deploy.log"));
    assert!(
        portal
            .read("site/audit/index.html")
            .contains("1 个文件含有疑似密钥")
    );
}

#[test]
fn digests_of_the_portal_check_out_from_its_root() {
    let list = SITE.join("audit/SHA256SUMS");
    let content = repository().join("content");
    assert_eq!(sums(&content, &list), Ok(()));
    let listed = std::fs::read_to_string(&list).unwrap();
    assert!(listed.contains("  registers/people.yaml\n"), "{listed}");
    let portal = Portal::demo();
    let line = "# more\n";
    let people = portal.read("registers/people.yaml") + line;
    let portal = portal.file("registers/people.yaml", &people);
    let said = sums(portal.root(), &list).unwrap_err();
    assert!(said.contains("registers/people.yaml"), "{said}");
}

#[test]
fn unknown_change_is_named_with_the_nearest() {
    let ran = Portal::demo().run("export --change CHG-2025-014").expect(2);
    assert!(ran.stderr.contains("CHG-2025-0014"), "{ran}");
}
