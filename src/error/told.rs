//! An error in words: what happened, why, and what to do.

use std::io;
use std::path::Path;

use crate::lang::{Lang, Text};
use crate::words;

use super::Error;

impl Error {
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
            Self::AlreadyThere { paths } | Self::InTheWay { paths } => {
                paths.iter().map(|it| shown(it)).collect()
            }
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
            Self::AlreadyThere { .. }
            | Self::BaselineView
            | Self::Configuration { .. }
            | Self::Git { .. }
            | Self::InTheWay { .. }
            | Self::NoGit { .. }
            | Self::Procedure { .. }
            | Self::SealNoEvidence
            | Self::Unanswered { .. } => Vec::new(),
            Self::NoNextId { pattern } => vec![("pattern", Text::plain(pattern.clone()))],
            Self::IdUnfit { id, pattern } => vec![
                ("id", Text::plain(id.clone())),
                ("pattern", Text::plain(pattern.clone())),
            ],
            Self::NamesUnknown { path } => vec![("path", Text::plain(path.clone()))],
            Self::FieldFollows { name } => vec![("name", Text::plain(name.clone()))],
            Self::UnknownField { name, known } => vec![
                ("name", Text::plain(name.clone())),
                ("known", Text::list(known)),
            ],
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
pub(crate) fn cause(source: &io::Error) -> Text {
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
