//! The population for programs: keys, not labels, so that one file serves every language.
//!
//! Keys may be added to the contract, none is ever renamed.

use serde_json::{Map, Value, json};

use super::{COLUMNS, Cell, Population, Row};

/// The name of the contract.
pub const SCHEMA: &str = "changebook/changes/1";

/// The JSON Schema of the contract, 2020-12.
pub const JSON_SCHEMA: &str = include_str!("changes.schema.json");

/// The whole population, with a line break at its end.
pub fn write(population: &Population) -> String {
    let changes = population.rows.iter().map(|it| change(population, it));
    let file = json!({
        "schema": SCHEMA,
        "as_of": population.as_of.show(&population.zone),
        "changes": changes.collect::<Vec<_>>(),
    });
    // Nothing in it can fail to be written: strings and numbers only.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// One change as it stands in the file.
pub fn change(population: &Population, row: &Row) -> Value {
    let cell = |it: Cell<'_>| match it {
        Cell::Text(it) => it.into(),
        Cell::Key(it) => it.map(|it| it.id.clone()).into(),
        Cell::Moment(it) => it.map(|it| it.show(&population.zone)).into(),
        Cell::Number(it) => it.into(),
    };
    let cells = COLUMNS
        .iter()
        .map(|(name, of)| ((*name).to_owned(), cell(of(row))));
    Value::Object(cells.collect::<Map<_, _>>())
}
