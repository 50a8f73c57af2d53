//! One state of the site, with what was found in the portal.
//!
//! Nobody waits for pages that nobody reads: a file is made when it is first asked for. The pages that were asked for
//! last are remembered, so that after the next build the tabs that show them hear which of them stayed as they were.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use serde::Serialize;

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::lang::{Lang, Text};
use crate::output::Names;
use crate::page::Page;
use crate::source::Sources;

use super::media;

/// How many pages are made anew after a build, to tell whoever has them open that they stayed as they were.
const OPEN: usize = 24;

/// Makes the files of one state of a site when somebody asks for them.
pub trait Press: Send + Sync {
    /// The file at a path of the site; nothing if there is none.
    fn make(&self, path: &str) -> Result<Option<Made>, Error>;
}

/// A file of the site.
#[derive(Clone, Debug)]
pub struct Made {
    /// What stands in it.
    pub bytes: Bytes,
    /// What is known of the record whose page it is.
    pub dossier: Option<Arc<Dossier>>,
}

impl Made {
    /// A file of these bytes.
    pub fn new(bytes: Vec<u8>, dossier: Option<Dossier>) -> Self {
        let (bytes, dossier) = (Bytes::from(bytes), dossier.map(Arc::new));
        Self { bytes, dossier }
    }
}

/// One state of a site, of which files are made when they are asked for.
#[derive(Clone)]
pub struct Snapshot {
    paths: Arc<BTreeSet<String>>,
    /// Where there are more files than these, which only the press knows.
    more: Option<&'static str>,
    press: Arc<dyn Press>,
    /// How many pages it has.
    pages: usize,
    asked: Arc<Mutex<Asked>>,
    findings: Vec<Entry>,
    /// How long it holds if no file changes: until the day of the portal ends.
    pub(super) fresh_for: Option<Duration>,
}

/// The pages that somebody asked for last, the latest at the end.
#[derive(Clone, Debug, Default)]
struct Asked(VecDeque<(String, Made)>);

impl Asked {
    fn add(&mut self, path: &str, made: Made) {
        self.0.retain(|(it, _)| it != path);
        self.0.push_back((path.to_owned(), made));
        if self.0.len() > OPEN {
            self.0.pop_front();
        }
    }

    fn find(&self, path: &str) -> Option<&Made> {
        let found = self.0.iter().find(|(it, _)| it == path);
        found.map(|(_, it)| it)
    }
}

/// Files that are there already.
#[derive(Debug, Default)]
struct Ready(BTreeMap<String, Bytes>);

impl Press for Ready {
    fn make(&self, path: &str) -> Result<Option<Made>, Error> {
        let bytes = self.0.get(path).cloned();
        let dossier = None;
        Ok(bytes.map(|bytes| Made { bytes, dossier }))
    }
}

impl Default for Snapshot {
    fn default() -> Self {
        Self::of(BTreeSet::new(), 0, Arc::new(Ready::default()))
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// What somebody who writes a record wants to know of it on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The language of the page.
    pub lang: Lang,
    /// What is to be done next, and by whom; nothing if nothing is.
    pub next: Option<String>,
    /// What was found, each with the anchor next to its place.
    pub findings: Vec<(Option<String>, Entry)>,
}

/// A finding as the list of all findings shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file, relative to the portal.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// The rule or the finding of the engine.
    pub rule: String,
    /// What is not in order.
    pub message: Text,
    /// What to write instead.
    pub help: Option<Text>,
}

impl Entry {
    /// What is said of a finding.
    pub fn of(finding: &Finding, sources: &Sources) -> Self {
        let source = sources.get(finding.place.source);
        let position = source.position(finding.place.span.start);
        Self {
            path: source.path().to_owned(),
            line: position.line,
            column: position.column,
            severity: finding.severity,
            rule: finding.rule.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
        }
    }

    /// Whether both tell the same, wherever its line is by now.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.path, &self.rule, &self.message) == (&other.path, &other.rule, &other.message)
    }
}

impl Snapshot {
    /// A site of these pages, made already.
    pub fn new(pages: impl IntoIterator<Item = Result<Page, Error>>) -> Result<Self, Error> {
        let mut ready = BTreeMap::new();
        for page in pages {
            let page = page?;
            ready.insert(page.path, Bytes::from(page.bytes));
        }
        let paths: BTreeSet<_> = ready.keys().cloned().collect();
        Self::made_by(Arc::new(Ready(ready)), paths)
    }

    /// A site of files at these paths, which `press` makes. What `build` would not write is not served either.
    pub fn made_by(press: Arc<dyn Press>, paths: BTreeSet<String>) -> Result<Self, Error> {
        let mut names = Names::default();
        for path in &paths {
            names.add(path)?;
        }
        let pages = paths.iter().filter(|it| is_page(it)).count();
        Ok(Self::of(paths, pages, press))
    }

    /// The same with files in the folder `more` that only the press knows.
    #[must_use]
    pub fn with_more(self, more: &'static str) -> Self {
        let more = Some(more);
        Self { more, ..self }
    }

    fn of(paths: BTreeSet<String>, pages: usize, press: Arc<dyn Press>) -> Self {
        Self {
            paths: Arc::new(paths),
            more: None,
            press,
            pages,
            asked: Arc::default(),
            findings: Vec::new(),
            fresh_for: None,
        }
    }

    /// The same with what was found, but for what is waived.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding], sources: &Sources) -> Self {
        let counted = findings.iter().filter(|it| it.counts());
        self.findings = counted.map(|it| Entry::of(it, sources)).collect();
        self.findings.sort();
        self
    }

    /// The same, to be built anew after this time even if no file changes.
    #[must_use]
    pub fn fresh_for(mut self, time: Duration) -> Self {
        self.fresh_for = Some(time);
        self
    }

    /// Whether there is, or may be, a file at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        let may_be = self.more.is_some_and(|it| path.starts_with(it));
        may_be || self.paths.contains(path)
    }

    /// The file at this path, made now if it is no page that was asked for before.
    pub(super) fn make(&self, path: &str) -> Result<Option<Made>, Error> {
        if let Some(made) = self.known(path) {
            return Ok(Some(made));
        }
        let made = self.press.make(path)?;
        if let Some(made) = &made
            && is_page(path)
        {
            self.asked().add(path, made.clone());
        }
        Ok(made)
    }

    /// The page at this path, if somebody asked for it.
    pub(super) fn known(&self, path: &str) -> Option<Made> {
        self.asked().find(path).cloned()
    }

    /// The pages that were asked for last.
    pub(super) fn open(&self) -> Vec<(String, Made)> {
        self.asked().0.iter().cloned().collect()
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many pages it has.
    pub(super) fn len(&self) -> usize {
        self.pages
    }

    pub(super) fn findings(&self) -> &[Entry] {
        &self.findings
    }

    pub(super) fn errors(&self) -> usize {
        let is_error = |it: &&Entry| it.severity == Severity::Error;
        self.findings.iter().filter(is_error).count()
    }

    /// Of the pages that were asked for of the site `before`, the paths of those that are the same now. Another name
    /// of a style sheet, which `restyled` lists, makes no difference.
    ///
    /// What was asked for there is known here from now on.
    pub(super) fn unchanged(&self, before: &Self, restyled: &[Restyled]) -> Vec<String> {
        let is_same = |(path, old): &(String, Made)| {
            // Why a page cannot be made is told to whoever loads it anew.
            let now = self.make(path).ok().flatten();
            now.is_some_and(|it| {
                it.bytes == old.bytes || dressed(&old.bytes, restyled) == *it.bytes
            })
        };
        let open = before.open().into_iter();
        open.filter(is_same).map(|(path, _)| path).collect()
    }

    /// The style sheets that took the place of others of the same name.
    pub(super) fn restyled(&self, before: &Self) -> Vec<Restyled> {
        let styles = |of: &Self, other: &Self| -> BTreeMap<String, String> {
            let names = of.paths.iter();
            let names = names.filter(|it| it.strip_suffix(".css").is_some());
            let new = names.filter(|it| !other.paths.contains(*it));
            // The last part but one of the name is the digest of what is in it.
            new.filter_map(|it| {
                let (stem, _digest) = it.strip_suffix(".css")?.rsplit_once('.')?;
                Some((stem.to_owned(), it.clone()))
            })
            .collect()
        };
        let gone = styles(before, self);
        let come = styles(self, before).into_iter();
        come.filter_map(|(stem, now)| {
            let was = gone.get(&stem)?.clone();
            Some(Restyled { was, now })
        })
        .collect()
    }
}

/// A style sheet in the place of another one; paths in the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Restyled {
    pub(super) was: String,
    pub(super) now: String,
}

fn is_page(path: &str) -> bool {
    media::kind(path) == media::HTML
}

/// A page as it were with the new style sheets.
fn dressed(page: &[u8], restyled: &[Restyled]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(page).into_owned();
    for it in restyled {
        text = text.replace(&it.was, &it.now);
    }
    text.into_bytes()
}
