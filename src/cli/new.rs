//! `changebook new`: a change, or a document of one, with what is known of it filled in.
//!
//! - [`change`], [`document`]: one file each
//! - [`ask`]: what is asked in a terminal, or must be said with options

pub mod ask;
pub mod change;
pub mod document;

use std::path::PathBuf;

use crate::error::Error;
use crate::lang::Lang;
use crate::output;
use crate::page::Page;
use crate::procedure::fields::DocumentType;
use crate::project::{Files, Project};
use crate::source::RawFile;
use crate::status::{self, Status};
use crate::{Checked, judge, take};

use super::Exit;
use super::common::{Look, Session};

/// Begin a change, or a document of one
///
/// The files are made from the blank documents of the portal, with everything filled in that the portal knows
/// already. Nothing is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  changebook new change \"Round exported amounts\"         asks for the rest
  changebook new document 02 CHG-2026-0007           adds one document later";

#[derive(Debug, clap::Subcommand)]
enum What {
    Change(change::Args),
    Document(document::Args),
}

impl Args {
    pub(super) fn look(&self) -> &Look {
        match &self.what {
            What::Change(args) => &args.look,
            What::Document(args) => &args.look,
        }
    }
}

/// Makes it.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    match &args.what {
        What::Change(args) => change::run(args, session),
        What::Document(args) => document::run(args, session),
    }
}

/// A portal to which files are added.
struct Desk {
    project: Project,
    files: Files,
    checked: Checked,
}

impl Desk {
    fn open(project: Project, session: &mut Session) -> Result<Self, Error> {
        let files = project.files()?;
        let reading = take(files.clone())?;
        session.speak(&reading.config);
        let checked = judge(&project, reading)?;
        Ok(Self {
            project,
            files,
            checked,
        })
    }

    /// The first language of the portal: what is written speaks it, whatever the session speaks.
    fn written(&self) -> Lang {
        let languages = &self.checked.reading.config.languages;
        languages.first().copied().unwrap_or(Lang::En)
    }

    /// The text of the blank of a type.
    fn blank(&self, kind: &DocumentType) -> Option<String> {
        let path = format!("templates/{}", kind.template.as_ref()?);
        let sources = &self.checked.reading.sources;
        Some(sources.get(sources.find(&path)?).text().to_owned())
    }

    /// The portal as it will be.
    fn with(&self, new: &[Page]) -> Result<Checked, Error> {
        let mut files = self.files.clone();
        files.texts.extend(new.iter().map(|it| RawFile {
            path: it.path.clone(),
            bytes: it.bytes.clone(),
        }));
        files.texts.sort_by(|a, b| a.path.cmp(&b.path));
        judge(&self.project, take(files)?)
    }

    /// Writes the files, prints their paths, and says what is next.
    fn write(&self, new: &[Page], id: &str, session: &Session) -> Result<(), Error> {
        let after = self.with(new)?;
        output::create(self.project.root(), new).map_err(|it| self.shown(it))?;
        let paths = new.iter().map(|it| self.project.shown(&it.path) + "\n");
        session.result(&paths.collect::<String>(), None)?;
        let ctx = after.context();
        let tasks = status::tasks(&ctx, &after.findings);
        let status = Status {
            ctx,
            findings: &after.findings,
            tasks: &tasks,
            lang: session.lang(),
        };
        let index = after.book.records.iter().position(|it| it.id == id);
        if let Some(next) = index.and_then(|it| status.next(it)) {
            session.progress(&next);
        }
        Ok(())
    }

    /// What is there already, as it is written from the current folder.
    fn shown(&self, error: Error) -> Error {
        let Error::InTheWay { paths } = error else {
            return error;
        };
        let shown = |it: &PathBuf| {
            let path = it.strip_prefix(self.project.root()).unwrap_or(it);
            PathBuf::from(self.project.shown(&path.to_string_lossy()))
        };
        Error::AlreadyThere {
            paths: paths.iter().map(shown).collect(),
        }
    }
}
