//! One run of the `git` program, without a shell and with nothing left to the surroundings.
//!
//! What a hook or a terminal has set up must not change the answers: the words
//! are those of the C locale, no pager and no editor starts, nothing is locked,
//! fetched or refreshed, and names are names whatever letters they hold.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// What every run is told first.
const FIRST: &[&str] = &[
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "color.ui=false",
    "-c",
    "log.showSignature=false",
];

/// What a hook sets, and what would lead git to another repository or index than that of the folder.
const NOT_OURS: &[&str] = &[
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
    "GIT_EXTERNAL_DIFF",
];

/// The program, to be run in a folder.
#[derive(Clone, Debug)]
pub(super) struct Git {
    folder: PathBuf,
}

/// Why a run gave no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The program could not be started.
    Start(io::Error),
    /// It ended with this code, and these words.
    Said(Option<i32>, String),
}

impl Git {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// A run that is not yet started.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(FIRST)
            .args(args)
            .current_dir(&self.folder)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::null());
        for name in NOT_OURS {
            command.env_remove(name);
        }
        command
    }

    /// What a run prints.
    pub(super) fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = self.command(args).output().map_err(Failure::Start)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Failure::Said(output.status.code(), said))
    }

    /// The same as text.
    pub(super) fn text(&self, args: &[&str]) -> Result<String, Failure> {
        let bytes = self.bytes(args)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Failure {
    /// Whether it is the answer "no" and not a fault.
    pub(super) fn is_no(&self) -> bool {
        matches!(self, Self::Said(Some(1), _))
    }

    /// The same where the question was whether there is a repository.
    pub(super) fn into_no_repository(self, folder: &Path) -> Error {
        let is_none = matches!(&self, Self::Said(_, said) if said.contains("not a git repository")
            || said.contains("must be run in a work tree"));
        if is_none {
            let path = folder.to_owned();
            return Error::NoRepository { path };
        }
        self.into()
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Start(source) => Self::NoGit { source },
            Failure::Said(_, said) => Self::Git { said },
        }
    }
}
