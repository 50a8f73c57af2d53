//! A whole site in memory, with what was found in the portal.

use std::collections::BTreeMap;
use std::sync::Arc;
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

/// A whole site in memory.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<String, Bytes>,
    findings: Vec<Entry>,
    /// What is known of the records that have a page, by the path of the page.
    pub(super) dossiers: BTreeMap<String, Arc<Dossier>>,
    /// How long it holds if no file changes: until the day of the portal ends.
    pub(super) fresh_for: Option<Duration>,
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
    /// A site of these pages. What `build` would not write is not served either.
    pub fn new(pages: impl IntoIterator<Item = Result<Page, Error>>) -> Result<Self, Error> {
        let mut names = Names::default();
        let mut files = BTreeMap::new();
        for page in pages {
            let page = page?;
            names.add(&page.path)?;
            files.insert(page.path, Bytes::from(page.bytes));
        }
        Ok(Self {
            files,
            ..Self::default()
        })
    }

    /// The same with what was found, but for what is waived.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding], sources: &Sources) -> Self {
        let counted = findings.iter().filter(|it| it.counts());
        self.findings = counted.map(|it| Entry::of(it, sources)).collect();
        self.findings.sort();
        self
    }

    /// The same with what is known of records, by the paths of their pages.
    #[must_use]
    pub fn with_dossiers(mut self, all: impl IntoIterator<Item = (String, Dossier)>) -> Self {
        let all = all.into_iter();
        self.dossiers = all.map(|(path, it)| (path, Arc::new(it))).collect();
        self
    }

    /// The same, to be built anew after this time even if no file changes.
    #[must_use]
    pub fn fresh_for(mut self, time: Duration) -> Self {
        self.fresh_for = Some(time);
        self
    }

    pub(super) fn file(&self, path: &str) -> Option<&Bytes> {
        self.files.get(path)
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn findings(&self) -> &[Entry] {
        &self.findings
    }

    pub(super) fn errors(&self) -> usize {
        let is_error = |it: &&Entry| it.severity == Severity::Error;
        self.findings.iter().filter(is_error).count()
    }

    /// The paths of the files that one has and the other has not, or has otherwise. A page that differs only in the
    /// names of style sheets, which `restyled` lists, does not count.
    pub(super) fn difference(&self, other: &Self, restyled: &[Restyled]) -> Vec<String> {
        let other_has = |path: &str, bytes: &Bytes| match other.files.get(path) {
            Some(it) if it == bytes => true,
            Some(it) if !restyled.is_empty() && media::kind(path) == media::HTML => {
                dressed(it, restyled) == **bytes
            }
            _ => false,
        };
        let here = self
            .files
            .iter()
            .filter(|(it, bytes)| !other_has(it, bytes));
        let gone = other
            .files
            .keys()
            .filter(|it| !self.files.contains_key(*it));
        here.map(|(path, _)| path).chain(gone).cloned().collect()
    }

    /// The style sheets that took the place of others of the same name.
    pub(super) fn restyled(&self, before: &Self) -> Vec<Restyled> {
        let styles = |of: &Self, other: &Self| -> BTreeMap<String, String> {
            let names = of
                .files
                .keys()
                .filter(|it| it.strip_suffix(".css").is_some());
            let new = names.filter(|it| !other.files.contains_key(*it));
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

/// A page as it were with the new style sheets.
fn dressed(page: &[u8], restyled: &[Restyled]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(page).into_owned();
    for it in restyled {
        text = text.replace(&it.was, &it.now);
    }
    text.into_bytes()
}
