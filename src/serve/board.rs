//! What is shown now, and how it differs from what was shown before.

use std::collections::{BTreeMap, BTreeSet};
use std::process;
use std::sync::Arc;

use crate::error::Error;
use crate::lang::Text;

use super::snapshot::{Dossier, Entry, Restyled, Snapshot};

/// The page of errors, which changes with the findings.
pub(super) const ERRORS: &str = "_errors/index.html";

/// What is shown now. It is replaced as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    /// How often something else was shown; 0 before the first build is done.
    generation: u64,
    /// The last good site.
    pub(super) site: Arc<Snapshot>,
    /// Why there is no newer one.
    pub(super) failure: Option<Arc<Failure>>,
    /// The pages that are known to be what they were in the generation before; any other one may have changed.
    pub(super) unchanged: Vec<String>,
    /// The style sheets that took the place of others since the generation before.
    pub(super) restyled: Vec<Restyled>,
    /// What the last build changed in the findings of records, by the path of their page.
    saved: BTreeMap<String, Saved>,
    /// For each file with findings, the generation in which they became what they are.
    ages: BTreeMap<String, u64>,
    /// Whether the server is about to end.
    pub(super) closing: bool,
}

/// What a save changed in the findings of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saved {
    pub(super) fixed: Vec<Entry>,
    pub(super) new: Vec<Entry>,
}

/// Why the portal cannot be built.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) message: Text,
    pub(super) causes: Vec<Text>,
    pub(super) help: Option<Text>,
}

impl Failure {
    pub(super) fn of(error: &Error) -> Self {
        Self {
            message: error.message(),
            causes: error.causes(),
            help: error.help(),
        }
    }
}

impl Board {
    /// Whether there is anything to show yet.
    pub(super) fn is_ready(&self) -> bool {
        self.generation > 0
    }

    /// The name of this generation, different for each run of the server.
    pub(super) fn token(&self) -> String {
        token(self.generation)
    }

    /// The name of the generation before.
    pub(super) fn previous(&self) -> String {
        token(self.generation.saturating_sub(1))
    }

    /// The files with findings, those first whose findings changed last.
    pub(super) fn files_with_findings(&self) -> Vec<(&str, Vec<&Entry>)> {
        let mut files: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in self.site.findings() {
            files.entry(&entry.path).or_default().push(entry);
        }
        let mut files: Vec<_> = files.into_iter().collect();
        let age = |path: &str| self.ages.get(path).copied().unwrap_or_default();
        files.sort_by_key(|(path, _)| std::cmp::Reverse(age(path)));
        files
    }

    /// The board after a build, and how many of the open pages changed; nothing if all is as it was.
    pub(super) fn after(&self, built: &Result<Snapshot, Error>) -> Option<(Self, usize)> {
        let mut next = self.clone();
        next.generation += 1;
        match built {
            Ok(snapshot) => {
                let restyled = snapshot.restyled(&self.site);
                let open = self.site.open().len();
                let mut unchanged = snapshot.unchanged(&self.site, &restyled);
                let count = open - unchanged.len().min(open);
                if snapshot.findings() == self.site.findings() {
                    unchanged.push(ERRORS.to_owned());
                } else {
                    next.date(snapshot);
                }
                next.saved = saved(&self.site, snapshot);
                next.restyled = restyled;
                next.site = Arc::new(snapshot.clone());
                // While there was a failure, it was shown in the place of every page.
                let is_seen = self.is_ready() && self.failure.is_none();
                next.unchanged = if is_seen { unchanged } else { Vec::new() };
                next.failure = None;
                Some((next, count))
            }
            Err(error) => {
                let failure = Failure::of(error);
                if self.failure.as_deref() == Some(&failure) {
                    return None;
                }
                next.failure = Some(Arc::new(failure));
                next.unchanged = Vec::new();
                Some((next, 0))
            }
        }
    }

    /// What the last build changed for the record of a page.
    pub(super) fn saved(&self, page: &str) -> Option<&Saved> {
        self.saved.get(page)
    }

    /// Notes in which files the findings are other than before.
    fn date(&mut self, snapshot: &Snapshot) {
        let before: BTreeSet<_> = self.site.findings().iter().cloned().collect();
        let now: BTreeSet<_> = snapshot.findings().iter().cloned().collect();
        for entry in now.symmetric_difference(&before) {
            self.ages.insert(entry.path.clone(), self.generation);
        }
    }
}

/// What differs in the findings of each record whose page is open; a record that is new has no last save.
fn saved(before: &Snapshot, now: &Snapshot) -> BTreeMap<String, Saved> {
    let mut all = BTreeMap::new();
    let open = now.open().into_iter();
    let dossiers = open.filter_map(|(page, it)| Some((page, it.dossier?)));
    for (page, dossier) in dossiers {
        let Some(old) = before.known(&page).and_then(|it| it.dossier) else {
            continue;
        };
        let only = |of: &Dossier, other: &Dossier| -> Vec<Entry> {
            let is_there = |it: &Entry| other.findings.iter().any(|(_, other)| other.is_same(it));
            let entries = of.findings.iter().map(|(_, it)| it);
            entries.filter(|it| !is_there(it)).cloned().collect()
        };
        let saved = Saved {
            fixed: only(&old, &dossier),
            new: only(&dossier, &old),
        };
        if saved != Saved::default() {
            all.insert(page, saved);
        }
    }
    all
}

fn token(generation: u64) -> String {
    format!("{}-{generation}", process::id())
}
