//! What one build takes over from the last one, for verbs that build again and again.

use std::path::Path;
use std::sync::Arc;

use crate::Checked;
use crate::error::Error;
use crate::git;
use crate::history::History;
use crate::output::{self, Written};
use crate::project::Project;
use crate::publish::{self, Drawn};

/// The last build.
#[derive(Debug, Default)]
pub(super) struct Last {
    /// The last portal that could be judged.
    checked: Option<Arc<Checked>>,
    /// The log is read anew only when there is a new commit.
    history: History,
    /// What the pages that were written were made from.
    drawn: Drawn,
}

/// A build.
pub(super) struct Built {
    /// The portal.
    pub(super) checked: Arc<Checked>,
    /// Who edited its files.
    pub(super) history: History,
    /// What was written, if anything was to be.
    pub(super) written: Option<Written>,
}

impl Last {
    /// Checks the portal, and writes its site to `out` if that is asked for.
    pub(super) fn build(&mut self, project: &Project, out: Option<&Path>) -> Result<Built, Error> {
        let checked = crate::check_after(project, self.checked.as_deref())?;
        let checked = Arc::new(checked);
        self.checked = Some(Arc::clone(&checked));
        self.history = git::history(project.root(), &self.history);
        let drawn = std::mem::take(&mut self.drawn);
        let mut written = None;
        if let Some(out) = out {
            let history = &self.history;
            let (done, drawn) =
                publish::build_after(project, &checked, history, &drawn, |sheets| {
                    output::write_sheets(out, sheets)
                })?;
            written = Some(done);
            self.drawn = drawn;
        }
        Ok(Built {
            checked,
            history: self.history.clone(),
            written,
        })
    }
}
