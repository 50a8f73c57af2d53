//! The language server: an editor on the other side of standard input and output.
//!
//! Two threads. This one reads what the editor says and answers from the last
//! portal that was judged and the text at hand, at once. The other one
//! ([`judge`]) judges the portal with the texts laid over those on disk,
//! whenever something changed and the typing has paused; what it finds in a text
//! that is no longer the newest is dropped. A third one wakes it when files
//! change on disk.

#![expect(
    clippy::disallowed_methods,
    reason = "a server waits, and looks at the clock to know when typing has paused"
)]

mod answer;
mod desk;
mod judge;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, mpsc};
use std::thread;

use lsp_server::{Connection, Message, Notification, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    HoverProviderCapability, InitializeParams, LogMessageParams, MessageType, OneOf,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};

use crate::editor::address;
use crate::error::Error;
use crate::lang::Lang;
use crate::output::real;
use crate::project::Project;
use crate::watch::{Options, Wake, Watch};

use desk::{Open, Shared, lock};
use judge::Judge;

/// Finds the portal of a folder that an editor has open.
pub type Find<'f> = &'f dyn Fn(Option<&Path>) -> Result<Project, Error>;

/// The session with one editor.
struct Session<'s> {
    find: Find<'s>,
    asked: Option<Lang>,
    connection: &'s Connection,
    shared: Shared,
    /// The portal, and what wakes the thread that judges it; nothing while none was found.
    portal: Option<(PathBuf, Sender<()>)>,
    /// Whether it was said that there is none.
    is_missed: bool,
    snippets: bool,
}

/// Answers an editor until it says that it is over.
pub fn serve(find: Find<'_>, asked: Option<Lang>) -> Result<(), Error> {
    // Nobody waits for the threads behind it: they end with the process, and whoever said `exit`
    // has read everything that was asked for. A check may be under way that would take its time.
    let (connection, _threads) = Connection::stdio();
    session(&connection, find, asked).map_err(|text| Error::Internal { text })
}

fn session(connection: &Connection, find: Find<'_>, asked: Option<Lang>) -> Result<(), String> {
    let capabilities = serde_json::to_value(capabilities()).map_err(|it| it.to_string())?;
    let params = match connection.initialize(capabilities) {
        Ok(params) => params,
        Err(error) if error.channel_is_disconnected() => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let params: InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let completion = params.capabilities.text_document.as_ref().and_then(|it| {
        it.completion
            .as_ref()?
            .completion_item
            .as_ref()?
            .snippet_support
    });
    let mut session = Session {
        find,
        asked,
        connection,
        shared: Shared::default(),
        portal: None,
        is_missed: false,
        snippets: completion == Some(true),
    };
    let folder = folder(&params);
    session.seek(folder.as_deref());
    session.listen()
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "{", "[", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        ..ServerCapabilities::default()
    }
}

/// The folder that the editor has open.
#[expect(deprecated, reason = "editors of some years ago say no other")]
fn folder(params: &InitializeParams) -> Option<PathBuf> {
    let folders = params.workspace_folders.as_ref();
    let first = folders.and_then(|it| it.first()).map(|it| &it.uri);
    let uri = first.or(params.root_uri.as_ref())?;
    address::path(uri).map(PathBuf::from)
}

impl Session<'_> {
    /// Begins to judge the portal of a folder, if it has one.
    ///
    /// Editors start the server for every text that could be one of a portal: that it is none is
    /// nothing to bother people with. The folder may hold the portal deeper down, as a file of it will tell.
    fn seek(&mut self, folder: Option<&Path>) {
        if let Err(error) = self.begin(folder)
            && !self.is_missed
        {
            self.is_missed = true;
            self.log(&error);
        }
    }

    /// Begins to judge the portal of a folder.
    fn begin(&mut self, folder: Option<&Path>) -> Result<(), Error> {
        let project = (self.find)(folder)?;
        let root = project.root().to_owned();
        let (wake, woken) = mpsc::channel();
        let judge = Judge {
            project,
            asked: self.asked,
            shared: Arc::clone(&self.shared),
            sender: self.connection.sender.clone(),
            told: BTreeMap::new(),
            is_stopped: false,
        };
        thread::spawn(move || judge.run(&woken));
        let (watched, waking) = (root.clone(), wake.clone());
        thread::spawn(move || {
            let mut watch = Watch::new(&[watched], &Options::default());
            while watch.next(None) == Wake::Changed && waking.send(()).is_ok() {}
        });
        // Nobody is gone yet.
        let _ = wake.send(());
        self.portal = Some((root, wake));
        Ok(())
    }

    fn listen(&mut self) -> Result<(), String> {
        for message in &self.connection.receiver {
            match message {
                Message::Request(request) => {
                    if self
                        .connection
                        .handle_shutdown(&request)
                        .map_err(|it| it.to_string())?
                    {
                        return Ok(());
                    }
                    let (snapshot, open) = {
                        let desk = lock(&self.shared);
                        (desk.snapshot.clone(), desk.open.clone())
                    };
                    let asked = answer::Asked {
                        snapshot: snapshot.as_deref(),
                        open: &open,
                        path: &|uri| self.path(uri),
                        snippets: self.snippets,
                    };
                    let response: Response = asked.answer(request);
                    // An editor that is gone has heard enough.
                    let _ = self.connection.sender.send(response.into());
                }
                Message::Notification(it) => self.take(it),
                Message::Response(_) => {}
            }
        }
        Ok(())
    }

    /// Takes in what changed in the editor.
    fn take(&mut self, notification: Notification) {
        let Some(change) = answer::change(notification) else {
            return;
        };
        let (uri, text) = match change {
            answer::Change::Text { uri, text, version } => (uri, Some((text, version))),
            answer::Change::Gone { uri } => (uri, None),
        };
        if self.portal.is_none() {
            let file = address::path(&uri).map(PathBuf::from);
            self.seek(file.as_deref().and_then(Path::parent));
        }
        let Some(path) = self.path(&uri) else { return };
        {
            let mut desk = lock(&self.shared);
            match text {
                Some((text, version)) => {
                    desk.open.insert(path, Open { uri, text, version });
                }
                None => {
                    desk.open.remove(&path);
                }
            }
        }
        if let Some((_, wake)) = &self.portal {
            let _ = wake.send(());
        }
    }

    /// The path of a file of the portal that has records or definitions in it.
    fn path(&self, uri: &Uri) -> Option<String> {
        let (root, _) = self.portal.as_ref()?;
        let root = slashed(root);
        let found = address::within(uri, &root).or_else(|| {
            // The editor may have come by a link.
            let path = real(Path::new(&address::path(uri)?));
            let path = slashed(&path);
            Some(path.strip_prefix(&root)?.strip_prefix('/')?.to_owned())
        });
        found.filter(|it| [".md", ".yaml"].iter().any(|end| it.ends_with(end)))
    }

    fn log(&self, error: &Error) {
        let lang = self.asked.unwrap_or(Lang::En);
        let params = LogMessageParams {
            typ: MessageType::LOG,
            message: error.message().get(lang).to_owned(),
        };
        let told = Notification::new("window/logMessage".to_owned(), params);
        let _ = self.connection.sender.send(told.into());
    }
}

/// A path as addresses write it.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
