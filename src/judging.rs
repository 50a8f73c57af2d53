//! From what a portal says to how it stands: Document → Book → Findings.
//!
//! Whoever checks a portal again and again hands in the last result: each stage takes from it what cannot be another
//! one now. A text is the same if its bytes are; a record, if its texts are and it was bound by the same procedure for
//! the same moment; its verdicts, if the record is and what they saw of others is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{AsOf, Book, bind};
use crate::check::baseline::Baseline;
use crate::check::{self, Context, Findings};
use crate::error::Error;
use crate::evidence::{self, Looked};
use crate::git::{Commit, Repository};
use crate::progress::Phase;
use crate::project::Project;
use crate::reading::{Reading, read_after, take, take_after};
use crate::seal::kept::Kept;
use crate::source::RawFile;

/// A portal that has been read and judged, but not rendered.
#[derive(Debug)]
pub struct Checked {
    /// What was read.
    pub reading: Reading,
    /// The records and the references between them.
    pub book: Book,
    /// What was sealed and is something else now, as far as it was found.
    pub kept: Kept,
    /// Where was looked for it.
    pub looked: Looked,
    /// What the rules had to say, in reading order.
    pub findings: Findings,
}

impl Checked {
    /// What everything was judged by.
    pub fn context(&self) -> Context<'_> {
        Context {
            kept: &self.kept,
            trace: None,
            ..self.reading.context(&self.book)
        }
    }

    /// The same with what a baseline knows reported apart.
    #[must_use]
    pub fn with_baseline(mut self, baseline: &Baseline) -> Self {
        let context = self.reading.context(&self.book);
        self.findings = self.findings.with_baseline(&context, baseline);
        self
    }
}

/// Reads `project` and holds every record against every rule. Writes nothing.
///
/// One unreadable record does not hide the state of the others. Only a file
/// that cannot be opened, or a procedure by which nothing can be judged, stops
/// the run.
pub fn check(project: &Project) -> Result<Checked, Error> {
    check_after(project, None)
}

/// The same after the portal was checked before: what the changes since then do not touch is not read or judged again.
///
/// However much is shared with `before`, the value is the one that [`check()`] would make.
pub fn check_after(project: &Project, before: Option<&Checked>) -> Result<Checked, Error> {
    let reading = read_after(project, before.map(|it| &it.reading))?;
    judge_after(project, reading, before)
}

/// The same with other texts laid over those on disk, by path: what an editor has not saved yet.
pub fn check_over(
    project: &Project,
    texts: &BTreeMap<String, String>,
    before: Option<&Checked>,
) -> Result<Checked, Error> {
    let mut files = project.files()?;
    for (path, text) in texts {
        let bytes = text.clone().into_bytes();
        match files.texts.binary_search_by(|it| it.path.cmp(path)) {
            Ok(at) => files.texts[at].bytes = bytes,
            Err(at) => {
                let path = path.clone();
                files.texts.insert(at, RawFile { path, bytes });
            }
        }
    }
    let reading = take_after(files, before.map(|it| &it.reading))?;
    judge_after(project, reading, before)
}

/// Judges what was read: Document → Book → Findings.
pub fn judge(project: &Project, reading: Reading) -> Result<Checked, Error> {
    judge_after(project, reading, None)
}

/// The same after another portal was judged.
pub fn judge_after(
    project: &Project,
    reading: Reading,
    before: Option<&Checked>,
) -> Result<Checked, Error> {
    let as_of = project.moment(&reading.config)?;
    Ok(judge_as_of(project, reading, as_of, before))
}

/// Judges the portal as it was in a commit, for the same moment as `now`; nothing if it could not be judged then.
pub fn judge_past(
    project: &Project,
    now: &Checked,
    (repository, commit): (&Repository, &Commit),
) -> Result<Option<Checked>, Error> {
    let files = project.files_at(repository, commit)?;
    let reading = match take(files) {
        Err(Error::Configuration { .. } | Error::Procedure { .. }) => return Ok(None),
        reading => reading?,
    };
    let as_of = now.book.as_of.clone();
    Ok(Some(judge_as_of(project, reading, as_of, None)))
}

/// The same for a moment that is known.
fn judge_as_of(
    project: &Project,
    reading: Reading,
    as_of: AsOf,
    before: Option<&Checked>,
) -> Checked {
    // Under other laws or at another moment nothing holds that was found before.
    let before = before.filter(|it| {
        Arc::ptr_eq(&it.reading.procedure, &reading.procedure)
            && Arc::ptr_eq(&it.reading.config, &reading.config)
            && it.book.as_of == as_of
    });
    let bound = before.map(|it| (&it.reading.sources, &it.book));
    let mut book = bind::bind_after(reading.input(), as_of, bound);
    let mut found = reading.findings.clone();
    found.extend(reading.loaded.iter().cloned());
    found.append(&mut book.findings);
    let looked = before.map(|it| (&it.book, &it.looked));
    let (kept, looked) = evidence::find(project, &reading, &book, looked);
    let context = Context {
        kept: &kept,
        trace: None,
        ..reading.context(&book)
    };
    let listener = project.listener();
    let tell = |done, all| listener.tell(Phase::Judge, done, all);
    let judged = before.map(|it| (&it.book, &it.findings));
    let findings = check::run_after(context, found, judged, &tell);
    Checked {
        reading,
        book,
        kept,
        looked,
        findings,
    }
}
