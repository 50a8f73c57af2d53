//! What lies between the two threads: the texts that are open, and the portal that was judged last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lsp_types::Uri;

use crate::editor::View;
use crate::editor::view::Schemas;
use crate::judging::Checked;
use crate::lang::Lang;

/// A portal that was judged.
pub(super) struct Snapshot {
    pub(super) checked: Checked,
    pub(super) schemas: Schemas,
    pub(super) root: String,
    pub(super) lang: Lang,
}

impl Snapshot {
    pub(super) fn view(&self) -> View<'_> {
        View {
            context: self.checked.context(),
            findings: &self.checked.findings.all,
            schemas: &self.schemas,
            root: &self.root,
            lang: self.lang,
        }
    }
}

/// A text that is open in the editor.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) uri: Uri,
    pub(super) text: String,
    pub(super) version: i32,
}

/// What both threads know.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) open: BTreeMap<String, Open>,
    pub(super) snapshot: Option<Arc<Snapshot>>,
}

impl Desk {
    /// The files of which the text is another one than it was.
    pub(super) fn edited_since(&self, open: &BTreeMap<String, Open>) -> BTreeSet<String> {
        let paths = self.open.keys().chain(open.keys());
        let text = |all: &BTreeMap<String, Open>, path| all.get(path).map(|it| it.text.clone());
        paths
            .filter(|it| text(&self.open, *it) != text(open, *it))
            .cloned()
            .collect()
    }
}

pub(super) type Shared = Arc<Mutex<Desk>>;

pub(super) fn lock(shared: &Shared) -> MutexGuard<'_, Desk> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
