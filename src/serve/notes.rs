//! What somebody who writes a record is told on its page: what was found, what the last save changed, what is next.

use serde::Serialize;

use crate::lang::{Lang, Text};
use crate::words;

use super::board::Board;
use super::snapshot::Entry;

/// All of it, in the language of the page.
#[derive(Serialize)]
struct Notes<'a> {
    /// One line for it.
    title: String,
    /// What the last save mended, and what it made.
    saved: Vec<List<'a>>,
    /// The next thing to do, and who does it.
    next: Option<List<'a>>,
    findings: Vec<Note<'a>>,
    /// What the button says that takes all of it away.
    close: String,
}

/// A label and what belongs to it.
#[derive(Serialize)]
struct List<'a> {
    label: String,
    lines: Vec<&'a str>,
}

/// A finding beside its paragraph.
#[derive(Serialize)]
struct Note<'a> {
    anchor: Option<&'a str>,
    severity: &'static str,
    level: String,
    rule: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    place: String,
}

/// What is known of the record of a page, as JSON; nothing if the page is of no record, or of an old site.
pub(super) fn of(board: &Board, page: &str) -> Option<String> {
    if board.failure.is_some() {
        return None;
    }
    let dossier = board.site.known(page)?.dossier?;
    let lang = dossier.lang;
    let saved = board.saved(page).into_iter();
    let saved = saved.flat_map(|it| [("fixed", &it.fixed), ("new", &it.new)]);
    let saved = saved.filter(|(_, all)| !all.is_empty());
    let notes = Notes {
        title: match dossier.findings.len() {
            0 => word("none", lang),
            n => counted("found", n, lang),
        },
        saved: saved
            .map(|(path, all)| List {
                label: counted(path, all.len(), lang),
                lines: all.iter().map(|it| it.message.get(lang)).collect(),
            })
            .collect(),
        next: dossier.next.as_deref().map(|it| List {
            label: word("next", lang),
            lines: vec![it],
        }),
        findings: dossier
            .findings
            .iter()
            .map(|(anchor, it)| note(anchor.as_deref(), it, lang))
            .collect(),
        close: word("close", lang),
    };
    // Texts always have a JSON form.
    serde_json::to_string(&notes).ok()
}

fn note<'a>(anchor: Option<&'a str>, entry: &'a Entry, lang: Lang) -> Note<'a> {
    let severity = entry.severity.id();
    Note {
        anchor,
        severity,
        level: words::text(&format!("report.level.{severity}"))
            .get(lang)
            .to_owned(),
        rule: &entry.rule,
        message: entry.message.get(lang),
        help: entry.help.as_ref().map(|it| it.get(lang)),
        place: format!("{}:{}", entry.path, entry.line),
    }
}

fn word(id: &str, lang: Lang) -> String {
    let text = words::text(&format!("serve.notes.{id}"));
    text.get(lang).to_owned()
}

fn counted(id: &str, n: usize, lang: Lang) -> String {
    let n = [("n", Text::plain(n.to_string()))];
    let text = words::fill(&format!("serve.notes.{id}"), &n);
    text.get(lang).to_owned()
}
