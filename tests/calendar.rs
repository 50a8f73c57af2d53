//! The calendar of the demonstration, as its readers and subscribers see it.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{Portal, repository};
use crate::site::SITE;

/// The events of a calendar, read by a library that others subscribe with; else what it says.
fn read(calendar: &[u8]) -> Result<Vec<Value>, String> {
    let script = repository().join("tests/calendar/validate.py");
    let mut child = Command::new("/usr/bin/python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(calendar).unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let lines = String::from_utf8(output.stdout).unwrap();
    Ok(lines
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect())
}

#[test]
fn the_feed_is_read_by_a_calendar_and_bears_every_window_and_period() {
    let feed = fs::read(SITE.join("calendar/calendar.ics")).unwrap();
    let events = read(&feed).unwrap();
    let of = |uid: &str| {
        let found = events.iter().find(|it| it["uid"] == uid);
        found.unwrap_or_else(|| panic!("no {uid} among {events:#?}"))
    };
    let freeze = of("freezes-2026-06-28-1@changebook");
    assert_eq!(freeze["start"], "2026-06-28");
    assert_eq!(
        freeze["end"], "2026-07-03",
        "the end is the day after the last"
    );
    let planned = of("chg-2025-0018-planned-1@changebook");
    assert!(
        planned["summary"]
            .as_str()
            .unwrap()
            .starts_with("CHG-2025-0018 ")
    );
    assert!(planned["start"].as_str().unwrap().ends_with("+00:00"));
    of("chg-2025-0018-done-1@changebook");
    assert!(events.len() > 60, "{} events", events.len());
    // A reader that takes everything would prove nothing.
    let text = String::from_utf8(feed).unwrap();
    assert!(read(text.replace("DTEND:20", "DTEND:19").as_bytes()).is_err());
    assert!(text.lines().all(|it| it.len() <= 75));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn the_calendar_of_chosen_changes_bears_their_windows_alone() {
    let portal = Portal::demo();
    let uids = |line: &str| -> Vec<String> {
        let printed = portal.run(line).expect(0).stdout;
        let events = read(printed.as_bytes()).unwrap();
        let uid = |it: &Value| it["uid"].as_str().unwrap().to_owned();
        events.iter().map(uid).collect()
    };
    let whole = uids("export --format ics --fail-on never");
    let one = uids("export --format ics --change CHG-2025-0018 --fail-on never");
    assert_eq!(
        one,
        [
            "chg-2025-0018-planned-1@changebook",
            "chg-2025-0018-done-1@changebook"
        ]
    );
    assert!(one.iter().all(|it| whole.contains(it)), "the names differ");
    let drawn = uids("export --format ics --sample 5 --seed a --fail-on never");
    let rows = portal.run("export --sample 5 --seed a --fail-on never");
    let ids = rows.expect(0).stdout.to_lowercase();
    assert!(!drawn.is_empty() && drawn.iter().all(|it| ids.contains(&it[..13])));
}

#[test]
fn a_month_tells_its_windows_and_what_collides_in_words() {
    let page = |path: &str| fs::read_to_string(SITE.join(path)).unwrap();
    let november = page("en/calendar/2025-11/index.html");
    for told in [
        "November 2025",
        "CHG-2025-0018",
        "shopping festival peak",
        "GL503",
        "October 2025",
        "December 2025",
    ] {
        assert!(november.contains(told), "{told}");
    }
    let now = page("calendar/index.html");
    assert!(now.contains("2026 年 6 月") && now.contains("半年结息封网"));
    let january = page("calendar/2026-01/index.html");
    assert!(
        january.contains("已豁免"),
        "a collision that is waived says so"
    );
}
