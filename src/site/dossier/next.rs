//! What a record needs to go on: everything of it that waits, the next step first.
//!
//! These are the tasks of [`crate::check::waiting`] in the order of their turn,
//! as `/todo/` and `status` tell them: nobody is told two things.

use serde::Serialize;

use crate::site::desk::Here;
use crate::site::tasks::Row;

/// How many tasks are shown at once; the others are folded.
const AT_ONCE: usize = 3;

/// What waits.
#[derive(Debug, Serialize)]
pub(crate) struct Next {
    pub(crate) tasks: Vec<Row>,
    /// What comes after these.
    pub(crate) later: Vec<Row>,
    /// How many these are, in words.
    pub(crate) more: Option<String>,
}

pub(super) fn next(here: &Here<'_>, index: usize) -> Option<Next> {
    let tasks = here.desk.duties.of_record(index).iter();
    // Counted here: what waits elsewhere changes nothing on this page.
    let mut tasks: Vec<_> = (1..)
        .zip(tasks)
        .map(|(n, &it)| Row {
            id: format!("next-{n}"),
            ..here.task(it, None)
        })
        .collect();
    // To unfold a single one takes more room than the one.
    let shown = if tasks.len() == AT_ONCE + 1 {
        AT_ONCE + 1
    } else {
        AT_ONCE.min(tasks.len())
    };
    let later = tasks.split_off(shown);
    let more = (!later.is_empty()).then(|| here.count("ui.dossier.next_more", later.len()));
    (!tasks.is_empty()).then_some(Next { tasks, later, more })
}
