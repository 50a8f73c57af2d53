//! A whole site in memory, with what was found in the portal.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Bytes;

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::lang::Text;
use crate::output::Names;
use crate::page::Page;
use crate::source::Sources;

/// A whole site in memory.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<String, Bytes>,
    findings: Vec<Entry>,
    /// How long it holds if no file changes: until the day of the portal ends.
    pub(super) fresh_for: Option<Duration>,
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
        let entry = |finding: &Finding| {
            let source = sources.get(finding.place.source);
            let position = source.position(finding.place.span.start);
            Entry {
                path: source.path().to_owned(),
                line: position.line,
                column: position.column,
                severity: finding.severity,
                rule: finding.rule.clone(),
                message: finding.message.clone(),
                help: finding.help.clone(),
            }
        };
        let counted = findings.iter().filter(|it| it.counts());
        self.findings = counted.map(entry).collect();
        self.findings.sort();
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

    /// The paths of the files that one has and the other has not, or has otherwise.
    pub(super) fn difference(&self, other: &Self) -> Vec<String> {
        let other_has = |path: &str, bytes: &Bytes| other.files.get(path) == Some(bytes);
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
}
