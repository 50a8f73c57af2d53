//! Files for machines: the changes as JSON and as CSV, the findings, the blank forms.

use serde::Serialize;

use crate::lang::Lang;
use crate::source::Source;

use super::desk::Desk;

/// `/data/changes.json`.
#[derive(Debug, Serialize)]
struct Export<'a> {
    schema: &'static str,
    as_of: String,
    changes: Vec<Change<'a>>,
}

/// A change; keys, not labels, so that one file serves every language.
#[derive(Debug, Serialize)]
struct Change<'a> {
    id: &'a str,
    title: String,
    system: Option<&'a str>,
    route: Option<&'a str>,
    state: &'a str,
    declared_state: Option<&'a str>,
    standing: &'static str,
    opened: Option<String>,
    errors: usize,
    warnings: usize,
    indeterminate: usize,
    waived: usize,
    /// Its page, from the root of the site.
    page: String,
    /// Its head, from the root of the portal.
    path: String,
}

fn changes<'a>(desk: &Desk<'a>) -> Vec<Change<'a>> {
    let lang = first_lang(desk);
    let records = &desk.ctx.book.records;
    let change = |(index, record): (usize, &'a crate::book::Record)| {
        let note = &desk.notes[index];
        Change {
            id: &record.id,
            title: desk.names.hide(&record.title, lang),
            system: record.system.as_deref(),
            route: record.route.as_deref(),
            state: &record.life.effective,
            declared_state: record.life.declared.as_deref(),
            standing: desk.standing(index),
            opened: record
                .opened
                .as_ref()
                .map(|it| it.show(&desk.ctx.config.zone)),
            errors: note.errors,
            warnings: note.warnings,
            indeterminate: note.undecided,
            waived: note.waived,
            page: format!("changes/{}/", note.slug),
            path: desk.shown(desk.path(record.head.place)),
        }
    };
    records.iter().enumerate().map(change).collect()
}

pub(super) fn json(desk: &Desk<'_>) -> Vec<u8> {
    let file = Export {
        schema: "changebook/changes/1",
        as_of: desk.ctx.book.as_of.moment.show(&desk.ctx.config.zone),
        changes: changes(desk),
    };
    // Nothing in it can fail to be written: strings and numbers only.
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The report of the check, in which no name stands that pages do not print.
pub(super) fn findings(desk: &Desk<'_>, report: Vec<u8>) -> Vec<u8> {
    if desk.names.are_public() {
        return report;
    }
    let lang = first_lang(desk);
    let text = String::from_utf8_lossy(&report);
    let mut out = String::with_capacity(text.len());
    // One value a line: `  "key": "value",`.
    for line in text.split_inclusive('\n') {
        let value = line.find(": \"").map_or_else(
            || line.len() - line.trim_start().len(),
            |it| it + ": ".len(),
        );
        let (head, value) = line.split_at(value);
        let (value, tail) = value.split_at(value.rfind('"').map_or(0, |it| it + 1));
        out.push_str(head);
        match serde_json::from_str::<String>(value) {
            Ok(it) if !tail.starts_with(':') => {
                out.push_str(&serde_json::Value::from(desk.names.hide(&it, lang)).to_string());
            }
            _ => out.push_str(value),
        }
        out.push_str(tail);
    }
    out.into_bytes()
}

/// A blank form, likewise: the examples in it may name people.
pub(super) fn blank(desk: &Desk<'_>, source: &Source) -> Vec<u8> {
    desk.names
        .hide(source.text(), first_lang(desk))
        .into_bytes()
}

fn first_lang(desk: &Desk<'_>) -> Lang {
    let languages = &desk.ctx.config.languages;
    languages.first().copied().unwrap_or(Lang::En)
}

pub(super) fn csv(desk: &Desk<'_>) -> Vec<u8> {
    // Spreadsheets take a file for UTF-8 only if a byte-order mark says so.
    let mut out = String::from("\u{feff}");
    let head = [
        "id",
        "title",
        "system",
        "route",
        "state",
        "declared_state",
        "standing",
        "opened",
        "errors",
        "warnings",
        "indeterminate",
        "waived",
        "page",
        "path",
    ];
    line(&mut out, &head.map(str::to_owned));
    for it in changes(desk) {
        let text = |it: Option<&str>| it.unwrap_or_default().to_owned();
        line(
            &mut out,
            &[
                it.id.to_owned(),
                it.title,
                text(it.system),
                text(it.route),
                it.state.to_owned(),
                text(it.declared_state),
                it.standing.to_owned(),
                it.opened.unwrap_or_default(),
                it.errors.to_string(),
                it.warnings.to_string(),
                it.indeterminate.to_string(),
                it.waived.to_string(),
                it.page,
                it.path,
            ],
        );
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: &[String]) {
    let cells: Vec<_> = cells.iter().map(|it| quoted(it)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A cell; what a spreadsheet would take for a formula is made text.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(quoted("a"), "a");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
