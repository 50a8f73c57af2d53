//! Records put into a portal of the default procedure, read and judged in process.
//!
//! The portal has the rules, clauses and policy of `content/`, and the people and the calendar of
//! `tests/rules/portal/`. Every case has a system of its own, so that two of them never meet in the
//! calendar, and lies in a folder of its name, so that a report says whose place it shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use changebook::Checked;
use changebook::book::Record;
use changebook::check::{Compared, Outcome};
use changebook::finding::{Finding, Severity};
use changebook::lang::Lang;
use changebook::procedure::Procedure;
use changebook::project::Project;
use changebook::report::{Look, Paths, Report, human};

use crate::harness::{self, Portal, repository};

use super::case::{self, Case, Texts};
use super::{samples, seals};

/// The day for which a portal is judged, unless its rule says another: long after the bases are over.
const TODAY: &str = "2026-06-30";

/// The records of a case: its own, and those beside it.
#[derive(Clone, Debug)]
pub(super) struct Ids {
    pub(super) main: String,
    beside: BTreeMap<String, String>,
    system: String,
}

/// A portal that was judged.
pub(super) struct Run {
    checked: Checked,
    pub(super) ids: Vec<Ids>,
}

/// The cases of one rule in a portal as the rule wants it.
pub(super) fn of_rule(rule: &str, cases: &[Case]) -> Run {
    let named = cases.iter().enumerate().map(|(index, case)| Entry {
        name: case.name.clone(),
        number: index + 1,
        case,
    });
    let settings = match rule {
        "" => Vec::new(),
        rule => vec![case::setting(rule)],
    };
    let as_of = settings.iter().find_map(|it| it.as_of.as_deref());
    let (portal, ids) = portal(&named.collect::<Vec<_>>(), &settings, as_of);
    Run::new(&portal, ids)
}

/// A case under a name and a number of its own.
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) number: usize,
    pub(super) case: &'a Case,
}

/// Writes a portal with these cases, judged for that day.
pub(super) fn portal(
    entries: &[Entry<'_>],
    settings: &[Case],
    as_of: Option<&str>,
) -> (Portal, Vec<Ids>) {
    let mut texts = Texts::new();
    take(&mut texts, &repository().join("content"), |path| {
        path.starts_with("procedure/") || path.starts_with("templates/")
    });
    take(&mut texts, &samples().join("portal"), |path| {
        path != "system.yaml"
    });
    let system = fs::read_to_string(samples().join("portal/system.yaml")).unwrap();
    let mut systems = String::new();
    let mut ids = Vec::new();
    for entry in entries {
        let own = Ids::of(entry);
        for id in own.records() {
            systems.push_str(&own.fill_for(id, &system));
        }
        for (path, text) in entry.case.texts() {
            let (path, text) = own.file(&entry.name, &path, &text);
            texts.insert(path, text);
        }
        ids.push(own);
    }
    texts.insert("registers/systems.yaml".to_owned(), systems);
    for setting in settings {
        setting.apply(&mut texts);
    }
    let config = texts.get_mut("changebook.yaml").unwrap();
    config.push_str("as_of: ");
    config.push_str(as_of.unwrap_or(TODAY));
    config.push('\n');
    seals::put(&mut texts);
    (written(&texts), ids)
}

/// A portal of these files.
pub(super) fn written(texts: &Texts) -> Portal {
    let files = texts.iter();
    files.fold(Portal::empty(), |it, (path, text)| it.file(path, text))
}

/// The texts below a folder that are wanted.
fn take(texts: &mut Texts, folder: &Path, is_wanted: impl Fn(&str) -> bool) {
    for path in harness::files(folder) {
        if is_wanted(&path) {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            texts.insert(path, text);
        }
    }
}

impl Ids {
    fn of(entry: &Entry<'_>) -> Self {
        let texts = entry.case.texts();
        let names = texts.keys().filter_map(|it| it.strip_suffix("/change.md"));
        let id = |index: usize| format!("CHG-2026-{:04}", entry.number * 10 + index);
        Self {
            main: id(0),
            beside: names
                .enumerate()
                .map(|(index, name)| (name.to_owned(), id(index + 1)))
                .collect(),
            system: entry.name.replace('_', "-"),
        }
    }

    /// The ids of its records.
    pub(super) fn records(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.main)
            .chain(self.beside.values())
            .map(String::as_str)
    }

    /// A text of the case's own record with its placeholders filled.
    pub(super) fn fill(&self, text: &str) -> String {
        self.fill_for(&self.main, text)
    }

    fn fill_for(&self, id: &str, text: &str) -> String {
        let name = self.beside.iter().find(|(_, it)| *it == id);
        let system = match name {
            Some((name, _)) => format!("{}-{}", self.system, name.replace(['/', '_'], "-")),
            None => self.system.clone(),
        };
        let mut text = text
            .replace("{id}", id)
            .replace("{main}", &self.main)
            .replace("{system}", &system)
            .replace("{main.system}", &self.system);
        for (name, id) in &self.beside {
            text = text.replace(&format!("{{{name}}}"), id);
        }
        text
    }

    /// Where a file of the case lies in the portal, and its text.
    fn file(&self, case: &str, path: &str, text: &str) -> (String, String) {
        let beside = self.beside.iter().find_map(|(name, id)| {
            let path = path.strip_prefix(name.as_str())?.strip_prefix('/')?;
            Some((id, path))
        });
        let (id, path) = beside.unwrap_or((&self.main, path));
        (
            format!("changes/{case}/{id}/{path}"),
            self.fill_for(id, text),
        )
    }
}

impl Run {
    pub(super) fn new(portal: &Portal, ids: Vec<Ids>) -> Self {
        let project = Project::find(Some(portal.root()), portal.root()).unwrap();
        let checked = changebook::check(&project).unwrap_or_else(|error| panic!("{error:#?}"));
        Self { checked, ids }
    }

    /// The procedure by which everything was judged.
    pub(super) fn procedure(&self) -> &Procedure {
        &self.checked.reading.procedure
    }

    /// What the rule says of the own record of a case.
    pub(super) fn outcome(&self, rule: &str, ids: &Ids) -> Outcome {
        self.verdict(rule, ids).0
    }

    /// What the rule says of the own record of a case, and what it looked at.
    pub(super) fn verdict(&self, rule: &str, ids: &Ids) -> (Outcome, &[Compared]) {
        let (index, _) = self.record(&ids.main);
        let verdicts = &self.checked.findings.judged[index].verdicts;
        let verdict = verdicts.iter().find(|it| it.rule == rule);
        let verdict = verdict.unwrap_or_else(|| panic!("there is no rule {rule}"));
        (verdict.outcome, &verdict.compared)
    }

    /// Whether a record has come to the end of its route.
    pub(super) fn is_over(&self, folder: &str) -> bool {
        self.record(folder).1.life.terminal
    }

    /// The record in a folder of that name: a case may have given it another id.
    fn record(&self, folder: &str) -> (usize, &Record) {
        let records = self.checked.book.records.iter();
        let mut records = records.map(|it| &**it).enumerate();
        let found = records.find(|(_, it)| it.folder.ends_with(&format!("/{folder}")));
        found.unwrap_or_else(|| panic!("no record lies in {folder}"))
    }

    /// Whether a finding is of one of the records of a case.
    fn is_of(&self, finding: &Finding, ids: &Ids) -> bool {
        let mut records = ids.records().map(|it| self.record(it).1.id.as_str());
        records.any(|it| finding.record.as_deref() == Some(it))
    }

    /// All findings.
    pub(super) fn all(&self) -> impl Iterator<Item = &Finding> {
        self.checked.findings.all.iter()
    }

    /// The findings of the records of a case.
    pub(super) fn findings_of(&self, ids: &Ids) -> impl Iterator<Item = &Finding> {
        self.all().filter(|it| self.is_of(it, ids))
    }

    /// The findings that are of no case.
    pub(super) fn strays(&self) -> impl Iterator<Item = &Finding> {
        self.all()
            .filter(|it| !self.ids.iter().any(|ids| self.is_of(it, ids)))
    }

    /// The text that a finding marks.
    pub(super) fn marked(&self, finding: &Finding) -> &str {
        let text = self
            .checked
            .reading
            .sources
            .get(finding.place.source)
            .text();
        &text[finding.place.span.start..finding.place.span.end]
    }

    /// Where a finding stands.
    pub(super) fn place(&self, finding: &Finding) -> String {
        self.checked.reading.sources.cite(finding.place)
    }

    /// A finding in a line.
    pub(super) fn tell(&self, finding: &Finding) -> String {
        let message = finding.message.get(Lang::En);
        format!("{} {}: {message}", finding.rule, self.place(finding))
    }

    /// The place of what was looked at.
    pub(super) fn cite(&self, compared: &Compared) -> Option<String> {
        compared
            .place
            .map(|it| self.checked.reading.sources.cite(it))
    }

    /// The report for people.
    pub(super) fn report(&self, lang: Lang) -> String {
        let report = Report {
            context: self.checked.context(),
            findings: &self.checked.findings,
            lang,
            since: None,
        };
        let path = |it: &str| it.to_owned();
        let look = Look {
            colour: false,
            quiet: false,
            failing: Severity::Error,
            paths: Paths {
                here: &path,
                repository: &path,
            },
        };
        human::write(&report, look)
    }
}
