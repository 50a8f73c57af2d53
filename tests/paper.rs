//! What comes out of a printer: dossiers and blanks as sheets of A4, the way a browser makes them.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::site::SITE;

/// A printed page of the site.
struct Print {
    /// The text of each sheet.
    sheets: Vec<String>,
    /// What is known of the file.
    about: String,
    /// How high the first word of the first sheet is, in points.
    first: f64,
}

impl Print {
    /// Prints a page. Fails without the browser and the reader of its files: `tests/run` installs them.
    fn of(page: &str) -> Self {
        let folder = TempDir::with_prefix("changebook-paper-").unwrap();
        let file = folder.path().join("page.pdf");
        let run = |command: &mut Command| {
            let output = command.output().unwrap();
            assert!(output.status.success(), "{command:?}: {output:?}");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        run(Command::new("timeout")
            .args(["120", "chromium", "--headless", "--no-sandbox"])
            .args(["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .arg(format!("--user-data-dir={}", folder.path().display()))
            .arg("--no-pdf-header-footer")
            .arg(format!("--print-to-pdf={}", file.display()))
            .arg(format!("file://{}", SITE.join(page).display())));
        let text = run(Command::new("pdftotext").arg("-layout").arg(&file).arg("-"));
        let sheets = text.split('\u{c}').map(str::to_owned);
        Self {
            sheets: sheets.filter(|it| !it.trim().is_empty()).collect(),
            about: run(Command::new("pdfinfo").arg(&file)),
            first: {
                let boxes = run(Command::new("pdftotext")
                    .args(["-bbox", "-f", "1", "-l", "1"])
                    .arg(&file)
                    .arg("-"));
                let word = boxes.lines().find(|it| it.contains("<word")).unwrap();
                let at = |name: &str| -> f64 {
                    let value = word.split(&format!("{name}=\"")).nth(1).unwrap();
                    value.split('"').next().unwrap().parse().unwrap()
                };
                at("yMax") - at("yMin")
            },
        }
    }

    /// The words of a sheet without the space between them: readers of such files put it where they like.
    fn words(sheet: &str) -> String {
        sheet.split_whitespace().collect()
    }
}

/// What `grep ' FOLDER' SHA256SUMS | sha256sum` says of the list of the site.
fn digest_of(folder: &str) -> String {
    let sums = fs::read_to_string(SITE.join("audit/SHA256SUMS")).unwrap();
    let lines = sums
        .lines()
        .filter(|it| it.contains(&format!("  {folder}")));
    let lines = lines.flat_map(|it| [it, "\n"]).collect::<String>();
    let mut sum = Command::new("sha256sum")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    sum.stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = sum.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()[..64].to_owned()
}

#[test]
fn every_sheet_of_a_dossier_says_which_it_is_and_as_of_when() {
    for (page, title) in [
        ("changes/chg-2026-0005/index.html", "批处理调度器升级"),
        ("en/changes/chg-2026-0005/index.html", "Next step"),
    ] {
        let print = Print::of(page);
        assert!(print.about.contains("(A4)"), "{}", print.about);
        assert!(Print::words(&print.sheets[0]).contains(&title.replace(' ', "")));
        let digest = digest_of("changes/CHG-2026-0005/");
        let all = print.sheets.len();
        assert!(all > 5, "{page}: {all} sheets");
        for (at, sheet) in print.sheets.iter().enumerate() {
            let words = Print::words(sheet);
            assert!(words.contains("CHG-2026-0005"), "{page}: {sheet}");
            assert!(words.contains("2026-06-30"), "{page}: {sheet}");
            assert!(words.contains(&digest), "{page}: {digest} on {sheet}");
            let number = format!("{}/{all}", at + 1);
            assert!(words.contains(&number), "{page}: {number} on {sheet}");
        }
        // What was folded on the screen is on paper, what only leads elsewhere is not.
        let text = Print::words(&print.sheets.concat());
        assert!(text.contains("GL101"), "{page}");
        assert!(
            !text.contains("English") && !text.contains("中文"),
            "{page}"
        );
    }
}

#[test]
fn nothing_in_a_dossier_is_so_wide_that_all_of_it_is_printed_smaller() {
    // Begun a week ago, it has next to nothing in it.
    let narrow = Print::of("changes/chg-2026-0020/index.html").first;
    for page in [
        "changes/chg-2026-0001/index.html",
        "en/changes/chg-2026-0001/index.html",
        "en/changes/chg-2026-0005/index.html",
        "en/changes/chg-2025-0003/index.html",
    ] {
        let first = Print::of(page).first;
        assert!(
            (first - narrow).abs() < 0.01,
            "{page}: {first}, not {narrow}"
        );
    }
}

#[test]
fn each_filled_document_of_a_dossier_begins_a_sheet() {
    let print = Print::of("changes/chg-2026-0005/index.html");
    for name in [
        "03系统变更测试报告",
        "04系统变更申请单",
        "05系统变更操作复核表",
        "06系统升级上线方案",
    ] {
        let starts = |it: &&String| Print::words(it).starts_with(name);
        assert!(print.sheets.iter().any(|it| starts(&it)), "{name}");
    }
}

#[test]
fn blank_is_printed_as_a_form_that_is_filled_in_and_signed() {
    for (page, sign, roles) in [
        (
            "templates/golive_plan/index.html",
            "签字确认",
            ["项目经理", "工程总监", "客户接口人", "签字", "日期"],
        ),
        (
            "en/templates/golive_plan/index.html",
            "Sign-off",
            [
                "projectmanager",
                "engineeringdirector",
                "customerinterface",
                "Signature",
                "Date",
            ],
        ),
    ] {
        let print = Print::of(page);
        assert!(print.about.contains("(A4)"), "{}", print.about);
        let last = print.sheets.last().map(|it| Print::words(it)).unwrap();
        assert!(last.contains(sign), "{page}: {last}");
        for role in roles {
            assert!(last.contains(role), "{page}: no {role} on {last}");
        }
        // Boxes stand in place of the keys that an editor needs.
        let text = Print::words(&print.sheets.concat());
        assert!(text.contains('☐'), "{page}");
        assert!(!text.contains("doc:golive_plan"), "{page}");
    }
}

#[test]
fn columns_of_a_blank_are_wide_enough_to_write_in() {
    let page = fs::read_to_string(SITE.join("templates/review_sheet/index.html")).unwrap();
    let paper = page.split("class=\"paper\"").nth(1).unwrap();
    let lines = paper.split("<thead>").skip(1).flat_map(|it| {
        let head = it.split("</thead>").next().unwrap();
        head.split("<tr>").skip(1)
    });
    let columns: Vec<_> = lines.map(|it| it.matches("<th").count()).collect();
    // A sheet of A4 has 178 mm between its margins; the steps have twelve columns.
    assert!(
        columns.len() > 6 && columns.iter().all(|it| *it <= 8),
        "{columns:?}"
    );
    assert_eq!(
        columns.iter().filter(|it| **it == 6).count(),
        4,
        "{columns:?}"
    );
}
