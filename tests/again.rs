//! Whatever was checked before: what is checked after it is what a check from nothing finds.

mod inputs;

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use changebook::error::Error;
use changebook::history::History;
use changebook::output;
use changebook::page::Sheet;
use changebook::project::Project;
use changebook::publish::{self, Drawn};
use changebook::source::Place;
use changebook::{Checked, check, check_after};
use tempfile::TempDir;

use crate::adopt::git;
use crate::dice::Dice;
use crate::edits::{all, difference};
use crate::harness::Portal;

/// How many edits follow each other.
const EDITS: usize = 24;

/// A portal of which the lines are edited at random.
struct Desk {
    portal: Portal,
    first: BTreeMap<String, String>,
    dice: Dice,
}

impl Desk {
    /// Does something, and says what.
    fn edits(&mut self) -> String {
        match self.dice.below(12) {
            0 => self.moves_a_folder(),
            1 => self.takes_the_number_of_another(),
            2 => self.waives_something(),
            3 => self.commits(),
            _ => self.edits_a_file(),
        }
    }

    /// A file of those that were there first, if it is there now, whose name ends so.
    fn some_file(&mut self, end: &str) -> Option<(String, String)> {
        let named = self.first.keys().filter(|it| it.ends_with(end));
        let named: Vec<_> = named.cloned().collect();
        let path = named.get(self.dice.below(named.len()))?.clone();
        let text = fs::read_to_string(self.portal.path(&path)).ok()?;
        Some((path, text))
    }

    /// Moves the folder of a record, or another one that was moved back.
    fn moves_a_folder(&mut self) -> String {
        let Some((path, _)) = self.some_file("/change.md") else {
            return "no folder is moved".to_owned();
        };
        let folder = path.trim_end_matches("/change.md");
        let (from, to) = (self.portal.path(folder), format!("{folder}-moved"));
        let to = self.portal.path(&to);
        if to.exists() {
            fs::remove_dir_all(&from).unwrap();
            fs::rename(to, from).unwrap();
            return format!("{folder} is moved back");
        }
        fs::rename(from, to).unwrap();
        format!("{folder} is moved")
    }

    /// Writes a number that may be given once only into a second document.
    fn takes_the_number_of_another(&mut self) -> String {
        let end = "/04-change-request.md";
        let both = self.some_file(end).zip(self.some_file(end));
        let Some(((from, one), (to, other))) = both else {
            return "no number is taken".to_owned();
        };
        let number = |text: &str| {
            let mut lines = text.lines();
            let line = lines.find(|it| it.starts_with("request_no:"));
            line.map(str::to_owned)
        };
        if let Some((taken, own)) = number(&one).zip(number(&other)) {
            let text = other.replacen(&own, &taken, 1);
            fs::write(self.portal.path(&to), text).unwrap();
        }
        format!("{to} has the number of {from}")
    }

    /// Puts a waiver into the head of a record; the same one may stand in several.
    fn waives_something(&mut self) -> String {
        let Some((path, text)) = self.some_file("/change.md") else {
            return "nothing is waived".to_owned();
        };
        let rule = ["GL102", "GL103", "GL402", "GL503"][self.dice.below(4)];
        let place = ["", "place: 04, ", "place: 03, "][self.dice.below(3)];
        let waiver = format!(
            "waivers: [{{id: W-1, rule: {rule}, {place}reason: r, approved_by: edpt.jin, from: 2024-01-01, expires: 2027-01-01, risk: r}}]"
        );
        let lines = text.lines().filter(|it| !it.starts_with("waivers:"));
        let mut lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            lines.insert(1, &waiver);
        }
        fs::write(self.portal.path(&path), lines.join("\n") + "\n").unwrap();
        format!("{path} waives {rule} ({place})")
    }

    fn commits(&mut self) -> String {
        git(&self.portal, "add --all");
        git(&self.portal, "commit --quiet --allow-empty --message x");
        "all is committed".to_owned()
    }

    /// Does something to one file of the records or registers.
    fn edits_a_file(&mut self) -> String {
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

/// One of so many pages is made in each round.
const SAMPLED: usize = 12;

/// The pages that the rounds look at, and what they were made from.
#[derive(Default)]
struct Pages {
    history: History,
    drawn: Drawn,
    made: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// Makes some pages; those that are said to be as they were must be.
    fn hold(&mut self, project: &Project, checked: &Arc<Checked>, edits: &[String]) {
        self.history = changebook::git::history(project.root(), &self.history);
        let mut made = BTreeMap::new();
        let look = |sheets: &mut dyn Iterator<Item = Sheet<'_, Error>>| {
            for sheet in sheets {
                let path = sheet.path.clone();
                let number: usize = path.bytes().map(usize::from).sum();
                let is_page = path.strip_suffix(".html").is_some();
                if !is_page || !number.is_multiple_of(SAMPLED) {
                    continue;
                }
                let was = sheet.was.clone();
                let page = (sheet.make)()?;
                if let Some(before) = was.map(|_| &self.made[&path]) {
                    let lines = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
                    let (before, now) = (lines(before), lines(&page.bytes));
                    let mut lines = before.lines().zip(now.lines());
                    let differs = lines.find(|(before, now)| before != now);
                    assert_eq!(differs, None, "{path} after {edits:?}");
                    assert_eq!(before.len(), now.len(), "{path} after {edits:?}");
                }
                made.insert(path, page.bytes);
            }
            Ok(())
        };
        let history = &self.history;
        let drawn = publish::build_after(project, checked, history, &self.drawn, look);
        self.drawn = drawn.unwrap().1;
        self.made = made;
    }
}

/// A theme whose pages of records print all that a theme may.
fn with_a_theme_that_prints_all(portal: Portal) -> Portal {
    portal.change("changebook.yaml", "theme: default", "theme: bare");
    let all = "{{ page | safe }}\n{{ it | safe }}\n";
    ["change", "evidence"].iter().fold(portal, |portal, it| {
        portal.file(&format!("themes/bare/templates/{it}.html"), all)
    })
}

#[test]
fn what_is_checked_after_edits_is_what_a_check_from_nothing_finds() {
    let portal = with_a_theme_that_prints_all(Portal::demo());
    let files = walkdir::WalkDir::new(portal.root()).sort_by_file_name();
    let texts = files.into_iter().flatten().filter_map(|it| {
        let path = it.path().strip_prefix(portal.root()).ok()?.to_str()?;
        let is_edited = path.starts_with("changes/") || path.starts_with("registers/");
        let text = fs::read_to_string(it.path()).ok().filter(|_| is_edited)?;
        Some((path.to_owned(), text))
    });
    let first = texts.collect();
    let all = Project::find(Some(portal.root()), portal.root()).unwrap();
    git(&portal, "init --quiet");
    let mut desk = Desk {
        portal,
        first,
        dice: Dice::new(),
    };
    let rounds = std::env::var("CHANGEBOOK_EDITS").ok();
    let rounds = rounds.map_or(EDITS, |it| it.parse().unwrap());
    let mut day = "2026-06-30";
    let mut before: Option<Arc<Checked>> = None;
    let mut pages = Pages::default();
    for round in 0..rounds {
        let mut what: Vec<_> = (0..=desk.dice.below(2)).map(|_| desk.edits()).collect();
        if desk.dice.below(8) == 0 {
            day = ["2025-11-15", "2026-06-01", "2026-07-05"][desk.dice.below(3)];
            what.push(format!("it is {day}"));
        }
        let project = all.clone().as_of(Some(day.to_owned()));
        let after = Arc::new(check_after(&project, before.as_deref()).unwrap());
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

#[test]
fn pages_that_another_build_wrote_meanwhile_are_not_kept() {
    let portal = Portal::fixture("proposals");
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let apart = TempDir::new().unwrap();
    let out = apart.path().join("site");
    let history = History::default();
    let first = Arc::new(check(&project).unwrap());
    let publish = |checked: &Arc<Checked>, drawn: &Drawn| {
        let written = publish::build_after(&project, checked, &history, drawn, |sheets| {
            output::write_sheets(&out, sheets)
        });
        written.unwrap()
    };
    let (_, drawn) = publish(&first, &Drawn::default());
    let good = all(&out);
    let line = "build --as-of 2024-03-31 --quiet --fail-on never --out";
    portal.run(&format!("{line} {}", out.display())).expect(0);
    assert_ne!(difference(&all(&out), &good), [""; 0]);
    let second = Arc::new(check_after(&project, Some(&first)).unwrap());
    let (written, drawn) = publish(&second, &drawn);
    assert!(written.written > 0);
    assert_eq!(difference(&all(&out), &good), [""; 0]);
    let third = Arc::new(check_after(&project, Some(&second)).unwrap());
    assert_eq!(publish(&third, &drawn).0.written, 0);
}
