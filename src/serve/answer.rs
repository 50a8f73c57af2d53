//! One request, one answer, from one state of the board.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::watch;

use crate::lang::Lang;
use crate::site::address::decode;

use super::address::{Found, Hosts, find};
use super::board::{Board, ERRORS, Failure};
use super::{html, live, media, notes};

/// Asks for the page of the last good site while there is no newer one.
const LAST_GOOD: &str = "last-good";

/// Headers of every answer. The first is the policy that the site is written for.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// What every request needs.
#[derive(Clone)]
pub(super) struct App {
    pub(super) updates: watch::Receiver<Arc<Board>>,
    pub(super) hosts: Hosts,
    pub(super) lang: Lang,
}

/// Answers one request.
pub(super) async fn answer(State(app): State<App>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let mut response = choose(&app, &request).await;
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

async fn choose(app: &App, request: &Parts) -> Response {
    if !app.hosts.allow(&request.headers) {
        return plain(StatusCode::MISDIRECTED_REQUEST, "serve.foreign-host", app);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "serve.method", app);
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return response;
    }
    let mut updates = app.updates.clone();
    let board = match updates.wait_for(|it| it.is_ready() || it.closing).await {
        Ok(board) if board.is_ready() => board.clone(),
        _ => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    match request.uri.path() {
        "/_events" => live::events(app.updates.clone(), asked(request).unwrap_or(app.lang)),
        "/_reload.js" => file(
            StatusCode::OK,
            "_reload.js",
            Bytes::from_static(live::SCRIPT),
        ),
        "/_serve.css" => file(
            StatusCode::OK,
            "_serve.css",
            Bytes::from_static(html::STYLE),
        ),
        "/_notes" => notes(&board, request.uri.query()),
        "/_errors" => see("/_errors/"),
        "/_errors/" => page(
            StatusCode::OK,
            &html::errors(&board, asked(request).unwrap_or(app.lang)),
            ERRORS,
            &board,
        ),
        path => {
            let (app, path) = (app.clone(), path.to_owned());
            let query = request.uri.query().map(str::to_owned);
            // A page may have to be made first; others are answered meanwhile.
            let made = move || of_site(&app, &board, &path, query.as_deref());
            let made = tokio::task::spawn_blocking(made).await;
            made.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
    }
}

/// The answer for an address of the site itself.
fn of_site(app: &App, board: &Board, path: &str, query: Option<&str>) -> Response {
    let found = find(&board.site, path);
    if let Some(failure) = &board.failure {
        let is_page = !matches!(&found, Found::File(it) if media::kind(it) != media::HTML);
        let has_old = matches!(found, Found::File(_) | Found::Folder);
        if is_page && !(has_old && query == Some(LAST_GOOD)) {
            let old = has_old.then(|| format!("{path}?{LAST_GOOD}"));
            let lang = spoken(board, &found).unwrap_or(app.lang);
            let text = html::failure(failure, old.as_deref(), lang);
            return page(StatusCode::INTERNAL_SERVER_ERROR, &text, live::ANY, board);
        }
    }
    match found {
        Found::File(path) => {
            let bytes = match board.site.make(&path) {
                Ok(Some(made)) => made.bytes,
                Ok(None) => return missing(app, board, &path),
                Err(error) => {
                    let text = html::failure(&Failure::of(&error), None, app.lang);
                    return page(StatusCode::INTERNAL_SERVER_ERROR, &text, live::ANY, board);
                }
            };
            if media::kind(&path) != media::HTML {
                return file(StatusCode::OK, &path, bytes);
            }
            let name = if board.failure.is_some() {
                live::ANY
            } else {
                &path
            };
            page(StatusCode::OK, &bytes, name, board)
        }
        Found::Folder => {
            let query = query.map(|it| format!("?{it}")).unwrap_or_default();
            see(&format!("{path}/{query}"))
        }
        Found::Nothing => missing(app, board, path),
    }
}

fn missing(app: &App, board: &Board, path: &str) -> Response {
    let text = html::missing(&board.site, path, app.lang);
    page(StatusCode::NOT_FOUND, &text, live::ANY, board)
}

/// The language of the page that asks, which may not be that of the terminal: `?lang=`.
fn asked(request: &Parts) -> Option<Lang> {
    let tag = request.uri.query()?.strip_prefix("lang=")?;
    Lang::from_tag(tag)
}

/// The language of a page of the site.
fn spoken(board: &Board, found: &Found) -> Option<Lang> {
    let Found::File(path) = found else {
        return None;
    };
    let made = board.site.make(path).ok()??;
    let text = String::from_utf8_lossy(&made.bytes);
    let (_, tag) = text.split_once("<html lang=\"")?;
    Lang::from_tag(tag.split('"').next()?)
}

/// A page, with the script added that loads it anew when the file `name` changes.
fn page(status: StatusCode, text: &[u8], name: &str, board: &Board) -> Response {
    let bytes = live::inject(text, name, &board.token());
    file(status, "page.html", bytes.into())
}

fn file(status: StatusCode, path: &str, bytes: Bytes) -> Response {
    let kind = HeaderValue::from_static(media::kind(path));
    (status, [(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
}

/// What is known of the record whose page is asked for with `?page=`.
fn notes(board: &Board, query: Option<&str>) -> Response {
    let page = query.and_then(|it| it.strip_prefix("page="));
    let notes = page.and_then(|it| notes::of(board, &decode(it)));
    match notes {
        Some(text) => file(StatusCode::OK, "notes.json", text.into()),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

fn see(address: &str) -> Response {
    match HeaderValue::try_from(address) {
        Ok(it) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, it)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn plain(status: StatusCode, words: &str, app: &App) -> Response {
    let text = crate::words::text(words);
    let text = format!("{}\n", text.get(app.lang));
    file(status, "message.txt", text.into())
}
