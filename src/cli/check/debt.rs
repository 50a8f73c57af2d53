//! Old debt: the baseline that is read, the one that is written, and what was touched since a revision.

use std::collections::BTreeSet;
use std::path::Path;

use crate::check::baseline::Baseline;
use crate::check::delta::Delta;
use crate::check::since::Since;
use crate::cli::common::Session;
use crate::error::Error;
use crate::git::{Commit, Repository};
use crate::lang::Text;
use crate::project::Project;
use crate::{Checked, output, words};

/// Reads a baseline that must be there; its text joins those of the portal, so that its entries have places.
pub(super) fn read(
    project: &Project,
    checked: &mut Checked,
    path: &Path,
) -> Result<Baseline, Error> {
    let file = project.named(path)?.ok_or_else(|| Error::BaselineMissing {
        path: path.to_owned(),
    })?;
    let sources = &mut checked.reading.sources;
    let known = sources.find(&file.path);
    let id = known.unwrap_or_else(|| sources.add(file));
    Baseline::read(sources, id).map_err(|found| Error::Baseline {
        path: path.to_owned(),
        faults: crate::reading::cite(sources, &found),
    })
}

/// Writes the baseline `now` in the place of one, or of nothing, and says what has changed in it.
pub(super) fn write(
    project: &Project,
    session: &Session,
    path: &Path,
    now: &Baseline,
) -> Result<(), Error> {
    let old = standing(project, path)?;
    let new = now
        .entries
        .keys()
        .filter(|it| !old.entries.contains_key(*it));
    let gone = old
        .entries
        .keys()
        .filter(|it| !now.entries.contains_key(*it));
    let number = |n: usize| Text::plain(n.to_string());
    let args = [
        ("path", Text::plain(path.display().to_string())),
        (
            "known",
            number(now.entries.values().map(|it| it.count).sum()),
        ),
        ("new", number(new.count())),
        ("gone", number(gone.count())),
    ];
    output::file(&project.place(path), now.text().as_bytes())?;
    session.progress(words::fill("cli.check.baseline", &args).get(session.lang()));
    Ok(())
}

/// What stands where a baseline is to be written: one, or nothing. Anything else is left alone.
fn standing(project: &Project, path: &Path) -> Result<Baseline, Error> {
    let Some(file) = project.named(path)? else {
        return Ok(Baseline::default());
    };
    let mut sources = crate::source::Sources::default();
    let id = sources.add(file);
    Baseline::read(&sources, id).map_err(|_| Error::BaselineForeign {
        path: path.to_owned(),
    })
}

/// What was touched since a revision, and where the present work left it.
pub(super) struct Touched {
    pub(super) since: Since,
    pub(super) repository: Repository,
    pub(super) base: Commit,
}

impl Touched {
    pub(super) fn find(
        project: &Project,
        checked: &Checked,
        revision: &str,
    ) -> Result<Self, Error> {
        let repository = Repository::find(project.root())?;
        let commit = repository.commit(revision)?;
        let base = repository.fork(&commit)?;
        let changed: BTreeSet<_> = repository.changed_since(&base)?;
        Ok(Self {
            since: Since::new(&checked.context(), revision, changed),
            repository,
            base,
        })
    }

    /// Compares what counts now with what counted at the revision, for the same moment and the same baseline.
    pub(super) fn compare(
        &mut self,
        project: &Project,
        checked: &Checked,
        baseline: Option<&Baseline>,
    ) -> Result<(), Error> {
        let at = (&self.repository, &self.base);
        let past = crate::judge_past(project, checked, at)?;
        self.since.delta = past.map(|it| {
            let mut before = it.findings.all;
            if let Some(baseline) = baseline {
                baseline.mark(&it.reading.sources, &mut before);
            }
            Delta::between(&before, &checked.findings.all)
        });
        Ok(())
    }

    /// Says it where one file touches everything.
    pub(super) fn tell(&self, session: &Session) {
        if let Some(path) = self.since.everything() {
            let args = [
                ("path", Text::plain(path)),
                ("revision", Text::plain(self.since.revision.clone())),
            ];
            session.progress(words::fill("cli.check.everything", &args).get(session.lang()));
        }
    }
}
