//! The thread that judges the portal while somebody types.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification};
use lsp_types::{Diagnostic, MessageType, PublishDiagnosticsParams, ShowMessageParams};

use crate::editor::{tell, view};
use crate::error::Error;
use crate::judging::{Checked, check_over};
use crate::lang::Lang;
use crate::project::Project;

use super::desk::{Open, Shared, Snapshot, lock};
use super::slashed;

/// Keys come faster than this while somebody types on.
const PAUSE: Duration = Duration::from_millis(120);

/// After this long somebody who never pauses is told all the same.
const LONGEST: Duration = Duration::from_secs(2);

type Told = BTreeMap<String, Vec<Diagnostic>>;

/// Judges one portal again and again.
pub(super) struct Judge {
    pub(super) project: Project,
    pub(super) asked: Option<Lang>,
    pub(super) shared: Shared,
    pub(super) sender: Sender<Message>,
    /// What the editor shows.
    pub(super) told: Told,
    /// Whether it was shown why nothing can be judged.
    pub(super) is_stopped: bool,
}

impl Judge {
    /// Judges whenever it is woken, until nobody can wake it.
    pub(super) fn run(mut self, woken: &Receiver<()>) {
        while woken.recv().is_ok() {
            let latest = Instant::now() + LONGEST;
            while woken.recv_timeout(PAUSE).is_ok() && Instant::now() < latest {}
            self.once();
        }
    }

    fn once(&mut self) {
        let (open, before) = {
            let desk = lock(&self.shared);
            (desk.open.clone(), desk.snapshot.clone())
        };
        let before = before.as_ref().map(|it| &it.checked);
        let texts = open
            .iter()
            .map(|(path, it)| (path.clone(), it.text.clone()));
        let texts = texts.collect();
        let project = &self.project;
        let judged = catch_unwind(AssertUnwindSafe(|| check_over(project, &texts, before)));
        let judged = judged.unwrap_or_else(|_| {
            Err(Error::Internal {
                text: "panic".to_owned(),
            })
        });
        match judged {
            Ok(checked) => self.judged(checked, &open),
            Err(error) => self.stopped(&error, &open),
        }
    }

    fn judged(&mut self, checked: Checked, open: &BTreeMap<String, Open>) {
        let config = &checked.reading.config;
        let lang = self
            .asked
            .or(config.languages.first().copied())
            .unwrap_or(Lang::En);
        let schemas = view::schemas(&checked.reading.procedure, lang);
        let root = slashed(self.project.root());
        let snapshot = Arc::new(Snapshot {
            checked,
            schemas,
            root,
            lang,
        });
        self.is_stopped = false;
        lock(&self.shared).snapshot = Some(Arc::clone(&snapshot));
        let found = tell::diagnostics(&snapshot.view());
        self.tell(found, open, &snapshot.root);
    }

    /// What cannot be judged is said where it stands; the names of the last good portal stay known.
    fn stopped(&mut self, error: &Error, open: &BTreeMap<String, Open>) {
        let lang = self.asked.unwrap_or(Lang::En);
        let causes = error.causes();
        let causes: Vec<_> = causes.iter().map(|it| it.get(lang)).collect();
        let found = tell::stopped(&causes);
        if found.is_empty() && !std::mem::replace(&mut self.is_stopped, true) {
            show(&self.sender, error, lang);
        }
        let root = slashed(self.project.root());
        self.tell(found, open, &root);
    }

    /// Tells the editor of every file in which something is different than it was told last.
    fn tell(&mut self, mut found: Told, open: &BTreeMap<String, Open>, root: &str) {
        // What was found in an older text stands at other places now; the newer one is judged next.
        let edited = lock(&self.shared).edited_since(open);
        let paths = self.told.keys().chain(found.keys());
        let paths: BTreeSet<_> = paths.filter(|it| !edited.contains(*it)).cloned().collect();
        for path in paths {
            let now = found.remove(&path).unwrap_or_default();
            if self.told.get(&path) == Some(&now) {
                continue;
            }
            self.told.insert(path.clone(), now.clone());
            let known = open.get(&path);
            let uri = known.map(|it| it.uri.clone());
            let Some(uri) = uri.or_else(|| crate::editor::address::uri(&format!("{root}/{path}")))
            else {
                continue;
            };
            let params = PublishDiagnosticsParams {
                uri,
                diagnostics: now,
                version: known.map(|it| it.version),
            };
            let told = Notification::new("textDocument/publishDiagnostics".to_owned(), params);
            // An editor that is gone has heard enough.
            let _ = self.sender.send(told.into());
        }
    }
}

/// Shows an error to the person at the editor.
fn show(sender: &Sender<Message>, error: &Error, lang: Lang) {
    let mut message = error.message().get(lang).to_owned();
    for more in error.causes().iter().chain(&error.help()) {
        message.push('\n');
        message.push_str(more.get(lang));
    }
    let params = ShowMessageParams {
        typ: MessageType::ERROR,
        message,
    };
    let told = Notification::new("window/showMessage".to_owned(), params);
    let _ = sender.send(told.into());
}
