//! What an editor asks and says, taken apart and handed to those who know.

use std::collections::BTreeMap;

use lsp_server::{ErrorCode, Notification, Request, Response};
use lsp_types::{
    CodeActionOrCommand, CodeActionParams, CompletionParams, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentSymbolParams,
    GotoDefinitionParams, HoverParams, Position, ReferenceParams, TextDocumentPositionParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::editor::{View, complete, hover, links, symbols, tell};

use super::desk::{Open, Snapshot};

/// What changed in the editor.
pub(super) enum Change {
    /// A text was opened or edited.
    Text {
        uri: Uri,
        text: String,
        version: i32,
    },
    /// It was closed: what is on disk holds again.
    Gone { uri: Uri },
}

/// Reads what changed; nothing if it is of no interest.
pub(super) fn change(notification: Notification) -> Option<Change> {
    fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
        serde_json::from_value(value).ok()
    }
    match notification.method.as_str() {
        "textDocument/didOpen" => {
            let it: DidOpenTextDocumentParams = read(notification.params)?;
            let it = it.text_document;
            Some(Change::Text {
                uri: it.uri,
                text: it.text,
                version: it.version,
            })
        }
        "textDocument/didChange" => {
            let mut it: DidChangeTextDocumentParams = read(notification.params)?;
            let text = it.content_changes.pop()?.text;
            let it = it.text_document;
            Some(Change::Text {
                uri: it.uri,
                text,
                version: it.version,
            })
        }
        "textDocument/didClose" => {
            let it: DidCloseTextDocumentParams = read(notification.params)?;
            Some(Change::Gone {
                uri: it.text_document.uri,
            })
        }
        _ => None,
    }
}

/// What is known when something is asked.
pub(super) struct Asked<'a> {
    pub(super) snapshot: Option<&'a Snapshot>,
    pub(super) open: &'a BTreeMap<String, Open>,
    pub(super) path: &'a dyn Fn(&Uri) -> Option<String>,
    pub(super) snippets: bool,
}

impl Asked<'_> {
    /// The answer to a request; `null` where there is nothing to say.
    pub(super) fn answer(&self, request: Request) -> Response {
        let (id, params) = (request.id, request.params);
        let answered = match request.method.as_str() {
            "textDocument/hover" => read(params).map(|it: HoverParams| self.hover(&it)),
            "textDocument/completion" => {
                read(params).map(|it: CompletionParams| self.complete(&it))
            }
            "textDocument/definition" => {
                read(params).map(|it: GotoDefinitionParams| self.define(&it))
            }
            "textDocument/references" => read(params).map(|it: ReferenceParams| self.refer(&it)),
            "textDocument/documentSymbol" => {
                read(params).map(|it: DocumentSymbolParams| self.outline(&it))
            }
            "textDocument/codeAction" => read(params).map(|it: CodeActionParams| self.act(&it)),
            _ => {
                let code = ErrorCode::MethodNotFound as i32;
                return Response::new_err(id, code, request.method);
            }
        };
        match answered {
            Ok(value) => Response::new_ok(id, value),
            Err(fault) => Response::new_err(id, ErrorCode::InvalidParams as i32, fault),
        }
    }

    /// The portal, the path and the text of the moment at a position.
    fn at(&self, it: &TextDocumentPositionParams) -> Option<(View<'_>, String, &str, Position)> {
        let (path, text) = self.text(&it.text_document.uri)?;
        Some((self.snapshot?.view(), path, text, it.position))
    }

    fn text(&self, uri: &Uri) -> Option<(String, &str)> {
        let path = (self.path)(uri)?;
        let text = &self.open.get(&path)?.text;
        Some((path, text))
    }

    fn hover(&self, it: &HoverParams) -> Value {
        let asked = self.at(&it.text_document_position_params);
        json(asked.and_then(|(view, path, text, at)| hover::hover(&view, &path, text, at)))
    }

    fn complete(&self, it: &CompletionParams) -> Value {
        let asked = self.at(&it.text_document_position);
        let snippets = self.snippets;
        json(
            asked
                .map(|(view, path, text, at)| complete::complete(&view, &path, text, at, snippets)),
        )
    }

    fn define(&self, it: &GotoDefinitionParams) -> Value {
        let asked = self.at(&it.text_document_position_params);
        json(asked.and_then(|(view, _, text, at)| links::definition(&view, text, at)))
    }

    fn refer(&self, it: &ReferenceParams) -> Value {
        let asked = self.at(&it.text_document_position);
        json(asked.map(|(view, _, text, at)| links::references(&view, text, at)))
    }

    fn outline(&self, it: &DocumentSymbolParams) -> Value {
        let found = self.text(&it.text_document.uri);
        json(found.map(|(path, text)| symbols::symbols(&path, text)))
    }

    fn act(&self, it: &CodeActionParams) -> Value {
        let (Some(snapshot), Some(path)) = (self.snapshot, (self.path)(&it.text_document.uri))
        else {
            return Value::Null;
        };
        let open = self.open.iter();
        let texts = open.map(|(path, it)| (path.clone(), (it.uri.clone(), it.text.clone())));
        let all = tell::actions(&snapshot.view(), &path, it.range, &texts.collect());
        let all: Vec<_> = all
            .into_iter()
            .map(CodeActionOrCommand::CodeAction)
            .collect();
        json(Some(all))
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|it| it.to_string())
}

fn json(value: Option<impl Serialize>) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
