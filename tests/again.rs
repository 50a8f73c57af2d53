//! Whatever was checked before: what is checked after it is what a check from nothing finds.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use changebook::error::Error;
use changebook::history::History;
use changebook::page::Sheet;
use changebook::project::Project;
use changebook::publish::{self, Drawn};
use changebook::source::Place;
use changebook::{Checked, check, check_after};

use crate::harness::Portal;

/// How many edits follow each other.
const EDITS: usize = 24;

/// Throws the same numbers on every run (the multiplier is Knuth's for MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count.max(1)
    }
}

/// A portal of which the lines are edited at random.
struct Desk {
    portal: Portal,
    first: BTreeMap<String, String>,
    dice: Dice,
}

impl Desk {
    /// Does something to one file of the records or registers, and says what.
    fn edits(&mut self) -> String {
        let at = self.dice.below(self.first.len());
        let path = self.first.keys().nth(at).unwrap().clone();
        let file = self.portal.path(&path);
        let Ok(text) = fs::read_to_string(&file) else {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &self.first[&path]).unwrap();
            return format!("{path} is there again");
        };
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let line = self.dice.below(lines.len());
        let what = match self.dice.below(8) {
            0 => {
                fs::remove_file(&file).unwrap();
                return format!("{path} is gone");
            }
            1 => {
                let from = self.portal.path(&format!("{path}.new"));
                fs::write(&from, &self.first[&path]).unwrap();
                fs::rename(from, &file).unwrap();
                return format!("{path} is as it was");
            }
            2 => {
                lines.remove(line);
                "is cut"
            }
            3 => {
                lines.insert(line, lines[line].clone());
                "is doubled"
            }
            4 => {
                let other = self.dice.below(lines.len());
                lines.swap(line, other);
                "is moved"
            }
            5 => {
                lines.insert(1, "note: 说明 of more".to_owned());
                "is below one more line"
            }
            6 => {
                let digit = char::from_digit(u32::try_from(self.dice.below(10)).unwrap(), 10);
                let digits = lines[line].rfind(|it: char| it.is_ascii_digit());
                if let Some((at, digit)) = digits.zip(digit) {
                    lines[line].replace_range(at..=at, &digit.to_string());
                }
                "has another digit"
            }
            _ => {
                lines[line].push_str(" CHG-2026-0006");
                "names a change"
            }
        };
        fs::write(&file, lines.join("\n") + "\n").unwrap();
        format!("{path}:{} {what}", line + 1)
    }
}

/// All that was found and every verdict, with places as people write them.
fn told(checked: &Checked) -> (String, Vec<String>) {
    let cite = |it: Place| checked.reading.sources.cite(it);
    let mut verdicts = Vec::new();
    for judged in &checked.findings.judged {
        let id = &checked.book.records[judged.record].id;
        for it in judged.verdicts.iter() {
            let seen = it.compared.iter();
            let seen = seen.map(|it| (&it.label, &it.value, it.place.map(cite)));
            let seen: Vec<_> = seen.collect();
            verdicts.push(format!("{id} {} {:?} {seen:?}", it.rule, it.outcome));
        }
    }
    let found = String::from_utf8(publish::findings_json(checked)).unwrap();
    (found, verdicts)
}

/// Every so many pages of records are made in each round.
const SAMPLED: usize = 12;

/// The pages that the rounds look at, and what they were made from.
#[derive(Default)]
struct Pages {
    drawn: Drawn,
    made: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// Makes some pages of records; those that are said to be as they were must be.
    fn hold(&mut self, project: &Project, checked: &Checked, edits: &[String]) {
        let history = History::default();
        let mut made = BTreeMap::new();
        let look = |sheets: &mut dyn Iterator<Item = Sheet<'_, Error>>| {
            let of_record = |it: &Sheet<'_, Error>| it.path.contains("/chg-");
            for sheet in sheets.filter(of_record).step_by(SAMPLED) {
                let (path, is_same) = (sheet.path.clone(), sheet.is_same);
                let page = (sheet.make)()?;
                let before = self.made.get(&path);
                if let Some(before) = before.filter(|_| is_same) {
                    let lines = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
                    let (before, now) = (lines(before), lines(&page.bytes));
                    let mut lines = before.lines().zip(now.lines());
                    let differs = lines.find(|(before, now)| before != now);
                    assert_eq!(differs, None, "{path} after {edits:?}");
                }
                made.insert(path, page.bytes);
            }
            Ok(())
        };
        let drawn = publish::build_after(project, checked, &history, &self.drawn, look);
        self.drawn = drawn.unwrap().1;
        self.made = made;
    }
}

#[test]
fn what_is_checked_after_edits_is_what_a_check_from_nothing_finds() {
    let portal = Portal::demo();
    let files = walkdir::WalkDir::new(portal.root()).sort_by_file_name();
    let texts = files.into_iter().flatten().filter_map(|it| {
        let path = it.path().strip_prefix(portal.root()).ok()?.to_str()?;
        let is_edited = path.starts_with("changes/") || path.starts_with("registers/");
        let text = fs::read_to_string(it.path()).ok().filter(|_| is_edited)?;
        Some((path.to_owned(), text))
    });
    let first = texts.collect();
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let mut desk = Desk {
        portal,
        first,
        dice: Dice(20_261_123),
    };
    let rounds = std::env::var("CHANGEBOOK_EDITS").ok();
    let rounds = rounds.map_or(EDITS, |it| it.parse().unwrap());
    let mut before = None;
    let mut pages = Pages::default();
    for round in 0..rounds {
        let what: Vec<_> = (0..=desk.dice.below(2)).map(|_| desk.edits()).collect();
        let after = check_after(&project, before.as_ref()).unwrap();
        let fresh = check(&project).unwrap();
        let (after_found, after_verdicts) = told(&after);
        let (found, verdicts) = told(&fresh);
        let of = |it: &str| it.lines().map(str::to_owned).collect::<Vec<_>>();
        let (after_found, found) = (of(&after_found), of(&found));
        let differs = |a: &[String], b: &[String]| {
            let differ = a.iter().zip(b).find(|(a, b)| a != b);
            differ.map(|(a, b)| format!("{a}\n  and not\n{b}"))
        };
        let first = differs(&after_verdicts, &verdicts).or(differs(&after_found, &found));
        assert_eq!(first, None, "round {round}: {what:?}");
        assert_eq!(
            after_verdicts.len(),
            verdicts.len(),
            "round {round}: {what:?}"
        );
        assert_eq!(after_found.len(), found.len(), "round {round}: {what:?}");
        pages.hold(&project, &after, &what);
        before = Some(after);
    }
}

#[test]
fn what_an_edit_does_not_touch_is_shared_with_the_check_before() {
    let portal = Portal::demo();
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let before = check(&project).unwrap();
    let edited = "CHG-2025-0003";
    let path = format!("changes/{edited}/change.md");
    let text = portal.read(&path) + "\nOne sentence more.\n";
    fs::write(portal.path(&path), text).unwrap();
    let after = check_after(&project, Some(&before)).unwrap();
    assert!(Arc::ptr_eq(
        &after.reading.procedure,
        &before.reading.procedure
    ));
    let new =
        |a: &[Arc<_>], b: &[Arc<_>]| a.iter().zip(b).filter(|(a, b)| !Arc::ptr_eq(a, b)).count();
    assert_eq!(new(&after.reading.documents, &before.reading.documents), 1);
    let records = after.book.records.iter().zip(&before.book.records);
    let records = records.filter(|(a, b)| !Arc::ptr_eq(a, b));
    let records: Vec<_> = records.map(|(it, _)| it.id.as_str()).collect();
    assert_eq!(records, [edited]);
    let judged = after.findings.judged.iter().zip(&before.findings.judged);
    let judged = judged.filter(|(a, b)| !Arc::ptr_eq(&a.verdicts, &b.verdicts));
    let judged: Vec<_> = judged
        .map(|(it, _)| after.book.records[it.record].id.as_str())
        .collect();
    // Of what a waiver covers, the verdicts are passed over in a copy.
    let waived = ["CHG-2025-0020"];
    assert_eq!(judged, [&[edited], &waived[..]].concat());
}

#[test]
fn files_that_come_and_go_leave_what_is_known_of_others() {
    let portal = Portal::demo();
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let before = check(&project).unwrap();
    fs::remove_dir_all(portal.path("changes/CHG-2025-0001")).unwrap();
    let portal = portal.file("changes/A.md", "# A note\n");
    let after = check_after(&project, Some(&before)).unwrap();
    let known = before.book.records.iter();
    let known: Vec<_> = known.filter(|it| it.id != "CHG-2025-0001").collect();
    assert_eq!(known.len(), after.book.records.len());
    for (before, after) in known.iter().zip(&after.book.records) {
        assert!(Arc::ptr_eq(before, after), "{}", after.id);
    }
    let paths = after.reading.sources.iter();
    let paths: Vec<_> = paths.map(|(_, it)| it.path().to_owned()).collect();
    assert!(paths.is_sorted(), "{paths:?}");
    assert!(paths.contains(&"changes/A.md".to_owned()));
    assert!(!paths.contains(&"changes/CHG-2025-0001/change.md".to_owned()));
    drop(portal);
}
