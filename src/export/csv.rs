//! A table for spreadsheets and scripts.
//!
//! A cell that begins as a formula would is written with a `'` before it, so
//! that no spreadsheet runs what somebody wrote into a title. Programs that
//! need the very words read the JSON.

use super::{COLUMNS, Cell, Population};

/// What makes a spreadsheet take a cell for a formula; Chinese and Japanese ones take the wide forms too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A line a change, with a byte-order mark, by which spreadsheets know UTF-8.
pub fn write(population: &Population) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, COLUMNS.iter().map(|it| it.0.to_owned()));
    for row in &population.rows {
        let cell = |it: Cell<'_>| match it {
            Cell::Text(it) => it.to_owned(),
            Cell::Key(it) => it.map(|it| it.id.clone()).unwrap_or_default(),
            Cell::Moment(it) => it.map(|it| it.show(&population.zone)).unwrap_or_default(),
            Cell::Number(it) => it.to_string(),
        };
        line(&mut out, COLUMNS.iter().map(|it| cell((it.1)(row))));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<_> = cells.map(|it| quoted(&it)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    let text = if cell.starts_with(FORMULA) {
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
        for first in FORMULA {
            let cell = format!("{first}cmd|' /C calc'!A0");
            assert!(quoted(&cell).starts_with("\"'"), "{first:?}");
        }
    }
}
