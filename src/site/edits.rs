//! Who edited a file, in words: a row an edit, and one sentence for the last one.

use serde::Serialize;

use crate::history::{Commit, Edits, Kind, Last};
use crate::moment::Moment;

use super::desk::Here;
use super::text::Said;

/// A commit.
#[derive(Debug, Serialize)]
pub(crate) struct Edit {
    /// Day and time; nothing if that cannot be read.
    pub(crate) at: Option<String>,
    /// The first digits of its id.
    pub(crate) commit: String,
    pub(crate) author: Said,
    pub(crate) subject: Said,
    /// What it did to which files.
    pub(crate) files: Vec<Touched>,
}

/// What a commit did to some files.
#[derive(Debug, Serialize)]
pub(crate) struct Touched {
    /// What it did.
    pub(crate) what: String,
    /// To which files.
    pub(crate) paths: Vec<String>,
}

impl Here<'_> {
    /// The last edit of a file in one line: when, what, who.
    pub(crate) fn last_edit(&self, path: &str) -> String {
        match self.desk.history.last(path) {
            Last::Commit(commit) => {
                let args = [
                    ("at", &*self.at(commit).unwrap_or_else(|| self.unknown())),
                    ("commit", commit.short()),
                    ("subject", &self.subject(commit).text),
                ];
                self.ui_with("ui.edits.last", &args)
            }
            Last::Pending => self.ui("ui.edits.pending_file"),
            Last::Unknown => self.ui_with("ui.edits.last_unknown", &[("unknown", &self.unknown())]),
        }
    }

    /// Why no edit is known; nothing if they are.
    pub(crate) fn edits_unknown(&self) -> Option<String> {
        let why = match self.desk.history.edits {
            Edits::Known(_) => return None,
            Edits::Unversioned => "unversioned",
            Edits::Shallow => "shallow",
            Edits::Unreadable => "unreadable",
        };
        Some(self.ui(&format!("ui.edits.{why}")))
    }

    /// A commit and what it did; paths are shown without `folder`.
    pub(crate) fn edit(&self, commit: &Commit, files: Vec<(&str, &Kind)>, folder: &str) -> Edit {
        let mut touched: Vec<Touched> = Vec::new();
        let name = |path: &str| {
            let path = path.strip_prefix(folder).unwrap_or(path);
            self.desk.shown(path)
        };
        let mut files = files;
        files.sort_by_key(|(_, kind)| order(kind));
        for (path, kind) in files {
            let what = match kind {
                Kind::Added => self.ui("ui.edits.added"),
                Kind::Changed => self.ui("ui.edits.changed"),
                Kind::Removed => self.ui("ui.edits.removed"),
                Kind::Renamed { from } => {
                    self.ui_with("ui.edits.renamed", &[("from", &name(from))])
                }
            };
            match touched.last_mut().filter(|it| it.what == what) {
                Some(last) => last.paths.push(name(path)),
                None => touched.push(Touched {
                    what,
                    paths: vec![name(path)],
                }),
            }
        }
        Edit {
            at: self.at(commit),
            commit: commit.short().to_owned(),
            author: self.author(commit),
            subject: self.subject(commit),
            files: touched,
        }
    }

    /// The name of an author; where roles are printed the role, if the register knows one.
    fn author(&self, commit: &Commit) -> Said {
        if self.desk.ctx.config.publish_names {
            return self.said(&commit.author);
        }
        Said {
            text: self.desk.names.author(&commit.author, self.lang),
            lang: None,
        }
    }

    fn subject(&self, commit: &Commit) -> Said {
        self.said(&self.desk.names.hide_authors(&commit.subject, self.lang))
    }

    fn at(&self, commit: &Commit) -> Option<String> {
        let zone = &self.desk.ctx.config.zone;
        commit.at.map(|it| Moment::Instant(it).show(zone))
    }

    fn unknown(&self) -> String {
        self.ui("ui.edits.unknown")
    }
}

fn order(kind: &Kind) -> usize {
    match kind {
        Kind::Changed => 0,
        Kind::Added => 1,
        Kind::Renamed { .. } => 2,
        Kind::Removed => 3,
    }
}
