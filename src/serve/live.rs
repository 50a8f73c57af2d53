//! Tells open tabs what changed, and gives pages the script that listens.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use tokio::sync::watch;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::finding::Severity;
use crate::lang::{Lang, Text};
use crate::words;

use super::board::Board;
use super::news::errors_said;
use super::snapshot::Restyled;

/// The script that loads a page anew.
pub(super) const SCRIPT: &[u8] = include_bytes!("reload.js");

/// Stands for the name of a page that any change may concern.
pub(super) const ANY: &str = "*";

/// What a tab is told.
#[derive(Serialize)]
struct Message<'a> {
    generation: String,
    /// The generation to which `unchanged` relates.
    previous: String,
    /// The pages that stayed as they were; any other one may have changed.
    unchanged: &'a [String],
    /// The style sheets that took the place of others.
    restyled: &'a [Restyled],
    errors: usize,
    /// A line to show at the foot of the page, if something is wrong.
    banner: Option<String>,
}

/// A stream that begins with what is shown now and ends with the server.
pub(super) fn events(updates: watch::Receiver<Arc<Board>>, lang: Lang) -> Response {
    let stream = WatchStream::new(updates)
        .take_while(|it| !it.closing)
        .map(move |it| {
            let data = message(&it, lang);
            Ok::<_, Infallible>(Event::default().event("state").data(data))
        });
    Sse::new(stream)
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn message(board: &Board, lang: Lang) -> String {
    let message = Message {
        generation: board.token(),
        previous: board.previous(),
        unchanged: &board.unchanged,
        restyled: &board.restyled,
        errors: board.site.errors(),
        banner: banner(board).map(|it| it.get(lang).to_owned()),
    };
    // A struct of texts and numbers always has a JSON form.
    serde_json::to_string(&message).unwrap_or_default()
}

/// What is wrong, in one line: why there is no newer site, else how many errors there are and the first.
fn banner(board: &Board) -> Option<Text> {
    if let Some(failure) = &board.failure {
        return Some(failure.message.clone());
    }
    let files = board.files_with_findings();
    let mut entries = files.iter().flat_map(|(_, it)| it);
    let first = entries.find(|it| it.severity == Severity::Error)?;
    let place = format!("{}:{}", first.path, first.line);
    Some(words::fill(
        "serve.banner",
        &[
            ("errors", errors_said(board.site.errors())),
            ("place", Text::plain(place)),
            ("message", first.message.clone()),
        ],
    ))
}

/// The page with the script at its end. Only what is served has it, never what is built.
pub(super) fn inject(page: &[u8], name: &str, generation: &str) -> Vec<u8> {
    let name = super::html::escape(name);
    let script = format!(
        "<script src=\"/_reload.js\" data-page=\"{name}\" data-generation=\"{generation}\" defer></script>"
    );
    let end = page
        .windows(7)
        .rposition(|it| it.eq_ignore_ascii_case(b"</body>"))
        .unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_goes_before_the_end_of_the_body() {
        let inject = |it: &str| String::from_utf8(inject(it.as_bytes(), "a\"b", "1")).unwrap();
        let script = inject("");
        assert!(script.contains("data-page=\"a&quot;b\""));
        assert_eq!(
            inject("<p>x</BODY></html>"),
            format!("<p>x{script}</BODY></html>")
        );
        assert_eq!(inject("<p>x"), format!("<p>x{script}"));
    }
}
