//! Why the tool could not do its work.
//!
//! One enum of situations, in alphabetical order; none is named after a
//! library. Named fields hold what it is about, `source` the cause. Each knows
//! its sentence and its help; the words stand in the tables of `words` under
//! `error.<id>`. What is not in order in the *content* is never an error but a
//! [`crate::finding::Finding`].

use std::io;
use std::path::{Path, PathBuf};

use crate::lang::{Lang, Text};
use crate::words;

/// A situation in which the tool cannot go on.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum Error {
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
            Self::AsOf { .. } => "as-of",
            Self::Baseline { .. } => "baseline",
            Self::BaselineForeign { .. } => "baseline-foreign",
            Self::BaselineMissing { .. } => "baseline-missing",
            Self::BaselineView => "baseline-view",
            Self::Configuration { .. } => "configuration",
            Self::Git { .. } => "git",
            Self::InTheWay { .. } => "in-the-way",
            Self::Internal { .. } => "internal",
            Self::Listen { .. } => "listen",
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
            Self::UnknownId { .. } => "unknown-id",
            Self::UnknownRecord { .. } => "unknown-record",
            Self::UnknownRevision { .. } => "unknown-revision",
            Self::NoVerdict { .. } => "no-verdict",
            Self::Write { .. } => "write",
        }
    }

    /// What happened.
    pub fn message(&self) -> Text {
        self.words("message").unwrap_or_default()
    }

    /// What to do.
    pub fn help(&self) -> Option<Text> {
        match self {
            Self::UnknownId {
                nearest: Some(_), ..
            }
            | Self::UnknownRecord {
                nearest: Some(_), ..
            } => self.words("help-nearest"),
            Self::UnknownRevision { shallow: true, .. } => self.words("help-shallow"),
            _ => self.words("help"),
        }
    }

    /// The causes, the outermost first.
    pub fn causes(&self) -> Vec<Text> {
        match self {
            Self::Git { said } => vec![Text::plain(said.clone())],
            Self::InTheWay { paths } => paths.iter().map(|it| shown(it)).collect(),
            Self::Listen { source, .. }
            | Self::NoGit { source }
            | Self::Read { source, .. }
            | Self::Write { source, .. } => {
                vec![cause(source)]
            }
            Self::Baseline { faults, .. }
            | Self::Configuration { faults }
            | Self::Procedure { faults } => faults.clone(),
            Self::Unanswered { asked } => asked.clone(),
            Self::Template { causes, .. } => {
                causes.iter().map(|it| Text::plain(it.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn words(&self, part: &str) -> Option<Text> {
        let path = format!("error.{}.{part}", self.id());
        words::one(Lang::En, &path)?;
        Some(words::fill(&path, &self.args()))
    }

    fn args(&self) -> Vec<(&'static str, Text)> {
        match self {
            Self::AsOf { text } | Self::Internal { text } | Self::UnknownRevision { text, .. } => {
                vec![("text", Text::plain(text.clone()))]
            }
            Self::Listen { address, .. } => vec![("address", Text::plain(address.clone()))],
            Self::NoPortal { start } => vec![("path", shown(start))],
            Self::Baseline { path, .. }
            | Self::BaselineForeign { path }
            | Self::BaselineMissing { path }
            | Self::NoRepository { path }
            | Self::NotAPortal { path }
            | Self::Read { path, .. }
            | Self::ReportTwice { path }
            | Self::SealUnreadable { path }
            | Self::Write { path, .. } => vec![("path", shown(path))],
            Self::OutputForeign { out, file } => {
                vec![("path", shown(out)), ("file", Text::plain(file.clone()))]
            }
            Self::OutputBusy { out } | Self::OutputOverContent { out } => {
                vec![("path", shown(out))]
            }
            Self::OutputManifest { path, line } => {
                vec![
                    ("path", shown(path)),
                    ("line", Text::plain(line.to_string())),
                ]
            }
            Self::OutputPath { page } => vec![("page", Text::plain(page.clone()))],
            Self::OutputTaken { out, file, page } => vec![
                ("path", shown(out)),
                ("file", Text::plain(file.clone())),
                ("page", Text::plain(page.clone())),
            ],
            Self::OutputTwice { first, second } => vec![
                ("first", Text::plain(first.clone())),
                ("second", Text::plain(second.clone())),
            ],
            Self::BaselineView
            | Self::Configuration { .. }
            | Self::Git { .. }
            | Self::InTheWay { .. }
            | Self::NoGit { .. }
            | Self::Procedure { .. }
            | Self::SealNoEvidence
            | Self::Unanswered { .. } => Vec::new(),
            Self::NoNextId { pattern } => vec![("pattern", Text::plain(pattern.clone()))],
            Self::UnknownAnswer {
                option,
                given,
                known,
            } => vec![
                ("option", Text::plain(option.clone())),
                ("given", Text::plain(given.clone())),
                ("known", Text::list(known)),
            ],
            Self::NoVerdict { id } | Self::SealNothing { id } => {
                vec![("id", Text::plain(id.clone()))]
            }
            Self::Template {
                template,
                line,
                text,
                page,
                ..
            } => {
                let at = line.map(|it| format!(":{it}")).unwrap_or_default();
                vec![
                    ("place", Text::plain(format!("{template}{at}"))),
                    ("where", near(text.as_deref(), page.as_deref())),
                ]
            }
            Self::Theme { name, path } => {
                vec![("name", Text::plain(name.clone())), ("path", shown(path))]
            }
            Self::UnknownId { id, nearest } | Self::UnknownRecord { id, nearest } => vec![
                ("id", Text::plain(id.clone())),
                ("nearest", Text::plain(nearest.clone().unwrap_or_default())),
            ],
        }
    }
}

/// The offending text and the page, as far as they are known, to stand behind the place.
fn near(text: Option<&str>, page: Option<&str>) -> Text {
    let part = |id: &str, value: Option<&str>| {
        value.map(|it| words::fill(&format!("error.template.{id}"), &[("it", it.into())]))
    };
    let parts: Vec<_> = [part("text", text), part("page", page)]
        .into_iter()
        .flatten()
        .collect();
    Text::from_fn(|lang| parts.iter().map(|it| it.get(lang)).collect())
}

/// Why a file, a folder or an address could not be had, in words where there are words for it.
fn cause(source: &io::Error) -> Text {
    let id = match source.kind() {
        io::ErrorKind::NotFound => "not-found",
        io::ErrorKind::PermissionDenied => "permission",
        io::ErrorKind::AddrInUse => "in-use",
        io::ErrorKind::StorageFull => "full",
        io::ErrorKind::NotADirectory => "not-a-folder",
        io::ErrorKind::IsADirectory => "a-folder",
        io::ErrorKind::ReadOnlyFilesystem => "read-only",
        _ => return Text::plain(source.to_string()),
    };
    words::text(&format!("error.cause.{id}"))
}

fn shown(path: &Path) -> Text {
    Text::plain(path.display().to_string())
}

#[cfg(test)]
mod tests;
