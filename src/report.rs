//! What was found, for people and for machines. One file a format.
//!
//! A report changes nothing and decides nothing: it draws the findings in the
//! order in which the check left them, in one language. A new format is a
//! file here, a variant of [`Format`] and a fixture in its tests.
//!
//! - [`apart`]: what does not count for how the run ends, a line each
//! - [`human`], [`short`]: for people, under the text or a line each
//! - [`json`]: the stable contract from which every other machine format derives
//! - [`markdown`]: one page for a merge request or the summary of a job
//! - [`sarif`], [`github`], [`gitlab`], [`junit`], [`rdjson`]: what other programs take in
//! - [`summary`]: how the run ended, record by record and as a whole
//! - [`machine`], [`prose`]: what formats share

pub mod apart;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
mod machine;
pub mod markdown;
pub(crate) mod prose;
pub mod rdjson;
pub mod sarif;
pub mod short;
pub mod summary;

use std::fmt;

use crate::check::since::Since;
use crate::check::{Context, Findings};
use crate::finding::{Finding, Severity};
use crate::lang::Lang;

/// What is reported, and in which language.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was judged.
    pub context: Context<'a>,
    /// What was found.
    pub findings: &'a Findings,
    /// The language.
    pub lang: Lang,
    /// What was touched since a revision, if only that is to count.
    pub since: Option<&'a Since>,
}

/// How a report is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Whether it is coloured.
    pub colour: bool,
    /// Whether the end of the run is left out.
    pub quiet: bool,
    /// The lightest severity that fails a case, where a format has cases that fail.
    pub failing: Severity,
    /// How paths of the portal are written.
    pub paths: Paths<'a>,
}

/// How paths of the portal are written, by who reads them.
#[derive(Clone, Copy)]
pub struct Paths<'a> {
    /// From the current folder, for people.
    pub here: &'a dyn Fn(&str) -> String,
    /// From the root of the repository, for machines that know nothing else.
    pub repository: &'a dyn Fn(&str) -> String,
}

impl fmt::Debug for Paths<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paths")
    }
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Human,
    /// A line a finding.
    Short,
    /// For a program.
    Json,
    /// For a merge request.
    Markdown,
    /// For code scanning and editors.
    Sarif,
    /// For a job of GitHub.
    Github,
    /// For a merge request of GitLab.
    Gitlab,
    /// For the test tab of any build system.
    Junit,
    /// For reviewdog.
    Rdjson,
}

impl Format {
    /// All of them, in the order in which help lists them.
    pub const ALL: [Self; 9] = [
        Self::Human,
        Self::Short,
        Self::Json,
        Self::Markdown,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Rdjson,
    ];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Rdjson => "rdjson",
        }
    }

    /// What help says of it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Human => "Findings under the text they are about",
            Self::Short => "A line a finding: path:line:column: severity[ID] message",
            Self::Json => "The stable contract for programs, schema changebook/findings/1",
            Self::Markdown => {
                "One page for a merge request: what counts, and with --since what is new and fixed"
            }
            Self::Sarif => "SARIF 2.1.0, for code scanning and editors",
            Self::Github => "GitHub workflow commands, for annotations of a job",
            Self::Gitlab => "GitLab code quality, for merge requests",
            Self::Junit => {
                "JUnit XML, for the test tab of any build system: a suite a change, a case a rule"
            }
            Self::Rdjson => "Diagnostics of reviewdog, for comments in any review",
        }
    }

    /// The format of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The whole report in this format.
    pub fn write(self, report: &Report<'_>, look: Look<'_>) -> String {
        match self {
            Self::Human => human::write(report, look),
            Self::Short => short::write(report, look),
            Self::Json => json::write(report),
            Self::Markdown => markdown::write(report, look.paths),
            Self::Sarif => sarif::write(report, look),
            Self::Github => github::write(report, look),
            Self::Gitlab => gitlab::write(report, look),
            Self::Junit => junit::write(report, look),
            Self::Rdjson => rdjson::write(report, look),
        }
    }
}

impl Report<'_> {
    /// Whether a finding that blocks is at least as heavy as `least`.
    pub fn reaches(&self, least: Severity) -> bool {
        let mut all = self.findings.all.iter();
        all.any(|it| self.blocks(it) && it.severity <= least)
    }

    /// Whether a finding counts for how the run ends: it is neither waived nor in the baseline nor context.
    pub fn blocks(&self, finding: &Finding) -> bool {
        finding.counts() && !self.is_context(finding)
    }

    /// Whether a finding would count if only its record had been touched.
    pub fn is_context(&self, finding: &Finding) -> bool {
        let sources = self.context.sources;
        let touched = self.since.is_none_or(|it| it.touches(finding, sources));
        finding.counts() && !touched
    }

    /// The page of a rule, where the portal is published.
    fn page(&self, rule: &str) -> Option<String> {
        let address = self.context.config.address.as_ref()?;
        let rule = self.context.procedure.rule(rule)?;
        Some(format!("{address}rules/{}/", rule.id.to_lowercase()))
    }
}

#[cfg(test)]
pub(crate) mod tests;
