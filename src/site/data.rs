//! Files for machines: the changes as JSON and as CSV.

use serde::Serialize;

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
    path: &'a str,
}

fn changes<'a>(desk: &Desk<'a>) -> Vec<Change<'a>> {
    let lang = desk
        .ctx
        .config
        .languages
        .first()
        .copied()
        .unwrap_or(crate::lang::Lang::En);
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
            path: desk.path(record.head.place),
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
                it.path.to_owned(),
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
