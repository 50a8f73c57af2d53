//! The bytes of many files out of one run of `git cat-file --batch`.
//!
//! Question and answer alternate, so that neither side waits for the other
//! with a full pipe, and one run serves as many versions as are looked at.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use crate::error::Error;
use crate::source::RawFile;

use super::Blob;
use super::command::{Failure, Git};

/// The run; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Blobs {
    child: Child,
    /// Nothing once the run is to end.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    pub(super) fn open(git: &Git) -> Result<Self, Error> {
        let mut child = git
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Failure::Start)?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or_else(|| broken("no answers"))?;
        Ok(Self {
            child,
            questions,
            answers: BufReader::new(answers),
        })
    }

    /// The bytes of files, in their order.
    pub(super) fn read(&mut self, files: Vec<Blob>) -> Result<Vec<RawFile>, Error> {
        let read = |Blob { path, id }| {
            let bytes = self.bytes(&id).map_err(|it| broken(&it.to_string()))?;
            let bytes = bytes.ok_or_else(|| broken(&format!("missing: {path} ({id})")))?;
            Ok(RawFile { path, bytes })
        };
        files.into_iter().map(read).collect()
    }

    /// The bytes of one file; nothing if this clone does not have them.
    fn bytes(&mut self, id: &str) -> io::Result<Option<Vec<u8>>> {
        if let Some(questions) = &mut self.questions {
            writeln!(questions, "{id}")?;
            questions.flush()?;
        }
        // `ID blob SIZE`, the bytes and the end of a line; or `ID missing`.
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().split(' ').nth(2);
        let Some(size) = size.and_then(|it| it.parse::<usize>().ok()) else {
            return Ok(None);
        };
        let mut bytes = vec![0; size + 1];
        self.answers.read_exact(&mut bytes)?;
        bytes.truncate(size);
        Ok(Some(bytes))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // No more questions end the run; how it ended tells nothing new.
        self.questions = None;
        let _ = self.child.wait();
    }
}

fn broken(said: &str) -> Error {
    Error::Git {
        said: said.to_owned(),
    }
}
