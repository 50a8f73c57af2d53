//! Who edited the files of a dossier, as far as git knows.

use serde::Serialize;

use crate::site::desk::Here;
use crate::site::edits::Edit;

/// How many edits are listed, so that a page stays one that can be read.
const LISTED: usize = 60;

/// The edits of a dossier.
#[derive(Debug, Serialize)]
pub(crate) struct History {
    /// The newest first.
    pub(crate) edits: Vec<Edit>,
    /// How many more there are, in words.
    pub(crate) more: Option<String>,
    /// Why nothing is known.
    pub(crate) unknown: Option<String>,
    /// The files that no commit holds as they are now.
    pub(crate) pending: Vec<String>,
}

pub(super) fn view(here: &Here<'_>, index: usize) -> History {
    let desk = here.desk;
    let head = desk.path(desk.record(index).head.place);
    // A record that is one file shares its folder with others.
    let folder = desk
        .folders
        .iter()
        .find(|it| *it.1 == index)
        .map(|it| format!("{}/", it.0));
    let start = folder.as_deref().unwrap_or(head);
    let name = |path: &str| {
        let path = folder.as_deref().and_then(|it| path.strip_prefix(it));
        path.map(|it| desk.shown(it))
    };
    let edits = desk.history.below(start);
    let more = edits.len().saturating_sub(LISTED);
    let edits = edits.into_iter().take(LISTED);
    let pending = desk.history.pending_below(start).into_iter();
    History {
        edits: edits
            .map(|(commit, files)| here.edit(commit, files, folder.as_deref().unwrap_or_default()))
            .collect(),
        more: (more > 0).then(|| here.count("ui.edits.more", more)),
        unknown: here.edits_unknown(),
        pending: pending
            .map(|it| name(it).unwrap_or_else(|| desk.shown(it)))
            .collect(),
    }
}
