//! Why the tool could not do its work.
//!
//! One enum of situations, in alphabetical order; none is named after a
//! library. Named fields hold what it is about, `source` the cause. `told` puts
//! each into words, from the tables of `words` under `error.<id>`. What is not in order in the *content* is never an error but a
//! [`crate::finding::Finding`].

use std::io;
use std::path::PathBuf;

use crate::lang::{Lang, Text};

mod told;

pub(crate) use told::cause;

/// A situation in which the tool cannot go on.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum Error {
    /// Files of a change that are there already.
    AlreadyThere {
        /// All of them.
        paths: Vec<PathBuf>,
    },
    /// A date of the command line that is none.
    AsOf {
        /// As written.
        text: String,
    },
    /// A baseline that cannot be understood.
    Baseline {
        /// The file.
        path: PathBuf,
        /// The place and the sentence of each thing that is wrong.
        faults: Vec<Text>,
    },
    /// A file that is no baseline, where one is to be written.
    BaselineForeign {
        /// The file.
        path: PathBuf,
    },
    /// A baseline that is not there.
    BaselineMissing {
        /// The file.
        path: PathBuf,
    },
    /// A baseline that was to be written from a view of the past.
    BaselineView,
    /// A `changebook.yaml` of which nothing can be read.
    Configuration {
        /// The place and the sentence of each thing that is wrong.
        faults: Vec<Text>,
    },
    /// A field of a new change that cannot be said by itself.
    FieldFollows {
        /// The field.
        name: String,
    },
    /// Git was asked and could not answer.
    Git {
        /// What it said.
        said: String,
    },
    /// Files that stand where new ones were to be.
    InTheWay {
        /// All of them.
        paths: Vec<PathBuf>,
    },
    /// An id that somebody chose and that does not look like one.
    IdUnfit {
        /// As written.
        id: String,
        /// What ids look like.
        pattern: String,
    },
    /// A fault of this program.
    Internal {
        /// What it says.
        text: String,
    },
    /// An address that cannot be listened on.
    Listen {
        /// The address, with its port.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// People are to be printed as roles, and the register does not tell who they are.
    NamesUnknown {
        /// The register.
        path: String,
    },
    /// No git on this machine.
    NoGit {
        /// Why it could not be started.
        source: io::Error,
    },
    /// No portal here nor above.
    NoPortal {
        /// Where the search began.
        start: PathBuf,
    },
    /// A pattern by which no next id can be told.
    NoNextId {
        /// The pattern.
        pattern: String,
    },
    /// A portal that lies in no git repository, where one is needed.
    NoRepository {
        /// The folder of the portal.
        path: PathBuf,
    },
    /// A folder that was named as a portal and is none.
    NotAPortal {
        /// The folder.
        path: PathBuf,
    },
    /// A folder for the site to which another run is writing.
    OutputBusy {
        /// The folder.
        out: PathBuf,
    },
    /// A folder for the site that holds files of somebody else.
    OutputForeign {
        /// The folder.
        out: PathBuf,
        /// One of the files.
        file: String,
    },
    /// A list of our files that cannot be understood.
    OutputManifest {
        /// The list.
        path: PathBuf,
        /// The line in it, from 1.
        line: usize,
    },
    /// A folder for the site that holds the portal, or content of it.
    OutputOverContent {
        /// The folder.
        out: PathBuf,
    },
    /// A page that would not lie in the site.
    OutputPath {
        /// Its path.
        page: String,
    },
    /// A page in whose place there is somebody else's file.
    OutputTaken {
        /// The folder for the site.
        out: PathBuf,
        /// The file.
        file: String,
        /// The path of the page.
        page: String,
    },
    /// Two pages that would be one file on some system.
    OutputTwice {
        /// The path of the one.
        first: String,
        /// The path of the other.
        second: String,
    },
    /// A procedure in which so much is wrong that nothing can be judged by it.
    Procedure {
        /// The place and the sentence of each thing that is wrong.
        faults: Vec<Text>,
    },
    /// A file or folder that cannot be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file for two reports.
    ReportTwice {
        /// The file.
        path: PathBuf,
    },
    /// A procedure that has no folder for evidence.
    SealNoEvidence,
    /// A record of which there is nothing to seal yet.
    SealNothing {
        /// The record.
        id: String,
    },
    /// A document that cannot be sealed because it cannot be read.
    SealUnreadable {
        /// Its path.
        path: PathBuf,
    },
    /// A template that cannot be rendered.
    Template {
        /// The template.
        template: String,
        /// The line in it, from 1, if it is known.
        line: Option<usize>,
        /// The text that gives offence, if it is known.
        text: Option<String>,
        /// The address of the page that was being rendered, if one was.
        page: Option<String>,
        /// What is wrong, the outermost cause first.
        causes: Vec<String>,
    },
    /// A theme that the portal names and nobody has.
    Theme {
        /// Its name.
        name: String,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Something that judges no record, and was asked about one.
    NoVerdict {
        /// What it is called.
        id: String,
    },
    /// What must be said and was not.
    Unanswered {
        /// Each thing with the option that says it and what may stand there.
        asked: Vec<Text>,
    },
    /// An answer that is none of those that there are.
    UnknownAnswer {
        /// The option.
        option: String,
        /// As written.
        given: String,
        /// What may stand there.
        known: Vec<Text>,
    },
    /// A field that the head of a change does not have.
    UnknownField {
        /// As written.
        name: String,
        /// The fields that there are.
        known: Vec<Text>,
    },
    /// An id that `explain` does not know.
    UnknownId {
        /// As written.
        id: String,
        /// The known id nearest to it.
        nearest: Option<String>,
    },
    /// A record that does not exist.
    UnknownRecord {
        /// As written.
        id: String,
        /// The known id nearest to it.
        nearest: Option<String>,
    },
    /// A revision that git does not know.
    UnknownRevision {
        /// As written.
        text: String,
        /// Whether the history is cut short.
        shallow: bool,
    },
    /// A file or folder that cannot be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Error {
    /// Its id, under which its words stand.
    pub fn id(&self) -> &'static str {
        match self {
            Self::AlreadyThere { .. } => "already-there",
            Self::AsOf { .. } => "as-of",
            Self::Baseline { .. } => "baseline",
            Self::BaselineForeign { .. } => "baseline-foreign",
            Self::BaselineMissing { .. } => "baseline-missing",
            Self::BaselineView => "baseline-view",
            Self::Configuration { .. } => "configuration",
            Self::FieldFollows { .. } => "field-follows",
            Self::Git { .. } => "git",
            Self::IdUnfit { .. } => "id-unfit",
            Self::InTheWay { .. } => "in-the-way",
            Self::Internal { .. } => "internal",
            Self::Listen { .. } => "listen",
            Self::NamesUnknown { .. } => "names-unknown",
            Self::NoGit { .. } => "no-git",
            Self::NoNextId { .. } => "no-next-id",
            Self::NoPortal { .. } => "no-portal",
            Self::NoRepository { .. } => "no-repository",
            Self::NotAPortal { .. } => "not-a-portal",
            Self::OutputBusy { .. } => "output-busy",
            Self::OutputForeign { .. } => "output-foreign",
            Self::OutputManifest { .. } => "output-manifest",
            Self::OutputOverContent { .. } => "output-over-content",
            Self::OutputPath { .. } => "output-path",
            Self::OutputTaken { .. } => "output-taken",
            Self::OutputTwice { .. } => "output-twice",
            Self::Procedure { .. } => "procedure",
            Self::Read { .. } => "read",
            Self::ReportTwice { .. } => "report-twice",
            Self::SealNoEvidence => "seal-no-evidence",
            Self::SealNothing { .. } => "seal-nothing",
            Self::SealUnreadable { .. } => "seal-unreadable",
            Self::Template { .. } => "template",
            Self::Theme { .. } => "theme",
            Self::Unanswered { .. } => "unanswered",
            Self::UnknownAnswer { .. } => "unknown-answer",
            Self::UnknownField { .. } => "unknown-field",
            Self::UnknownId { .. } => "unknown-id",
            Self::UnknownRecord { .. } => "unknown-record",
            Self::UnknownRevision { .. } => "unknown-revision",
            Self::NoVerdict { .. } => "no-verdict",
            Self::Write { .. } => "write",
        }
    }
}

#[cfg(test)]
mod tests;
