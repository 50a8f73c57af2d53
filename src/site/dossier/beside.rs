//! What was planned beside what was carried out, step by step.
//!
//! The procedure says which list answers which plan and what to compare. A
//! deviation is told by a word and a shape: a step that went otherwise, took
//! longer or was done by somebody else, one that has no row, a row that nobody
//! planned.

mod sides;

use serde::Serialize;

use crate::book::value::Item;
use crate::book::{Record, select};
use crate::procedure::beside::{Beside as Told, Compare};
use crate::procedure::fields::Field;
use crate::procedure::selector::{Root, Selector};
use crate::site::chip::Chip;
use crate::site::desk::Here;
use crate::site::text::{Rich, Said};
use crate::text::normal;

use sides::Sides;

/// A plan and its rows.
#[derive(Debug, Serialize)]
pub(crate) struct Beside {
    pub(crate) anchor: String,
    /// What people call the list of rows.
    pub(crate) title: Said,
    /// The documents: of the plan, and of what was done.
    pub(crate) planned: Said,
    pub(crate) done: Said,
    /// How many steps went how, in words.
    pub(crate) sentence: String,
    /// What people call the fields of the steps, and those of the rows.
    pub(crate) plan_columns: Vec<Said>,
    pub(crate) done_columns: Vec<Said>,
    pub(crate) rows: Vec<Row>,
}

/// A step with a row, or one of them alone.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The name of the step.
    pub(crate) step: String,
    pub(crate) plan: Vec<Rich>,
    pub(crate) done: Vec<Cell>,
    pub(crate) chip: Chip,
    /// What was written to explain it.
    pub(crate) notes: Vec<Rich>,
}

/// What was done, and how it differs.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Cell {
    pub(crate) value: Rich,
    /// How it differs from the plan, in words.
    pub(crate) differs: Option<String>,
    /// Whether it says the same as the plan.
    pub(crate) same: bool,
}

/// How a step went, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Went {
    NotNeeded,
    NotYet,
    AsPlanned,
    Otherwise,
    Unplanned,
    Missing,
    Failed,
}

/// Every plan of which this record has both documents.
pub(super) fn all(here: &Here<'_>, index: usize) -> Vec<Beside> {
    let record = here.desk.record(index);
    let kinds = here.desk.ctx.procedure.documents.iter();
    kinds
        .flat_map(|it| &it.beside)
        .enumerate()
        .filter_map(|(at, it)| beside(here, record, it, at))
        .collect()
}

fn beside(here: &Here<'_>, record: &Record, told: &Told, at: usize) -> Option<Beside> {
    let procedure = here.desk.ctx.procedure;
    let list = |selector: &Selector| -> Vec<&Item> {
        let found = select::of_record(record, procedure, selector);
        found.into_iter().flat_map(Item::items).collect()
    };
    let (steps, rows) = (list(&told.plan), list(&told.rows));
    // Without a row there is nothing to hold beside the plan, which stands on the page anyway.
    if steps.is_empty() || rows.is_empty() {
        return None;
    }
    let plan_field = select::field(procedure, &told.plan)?;
    let done_field = select::field(procedure, &told.rows)?;
    let sides = Sides {
        here,
        told,
        planned: select::inner(&plan_field.kind),
        done: select::inner(&done_field.kind),
        deviating: told.deviating.as_ref().map(list).unwrap_or_default(),
        explained: told.explained.as_ref().map(|it| list(&it.by)),
        needed: told
            .needed
            .as_ref()
            .map(|it| keys(select::select(here.desk.ctx.book, record, procedure, it))),
    };
    let mut all = Vec::new();
    let names = |row: &Item| row.member(&told.names).map(|it| keys(vec![&it.item]));
    let answers =
        |row: &Item, step: &str| names(row).is_some_and(|it| it.iter().any(|it| it == step));
    let mut known = Vec::new();
    for step in steps {
        let id = step.member(&told.by).and_then(|it| it.item.key());
        let id = id.unwrap_or_default();
        let of_step: Vec<_> = rows.iter().filter(|it| answers(it, &normal(&id))).collect();
        if of_step.is_empty() {
            all.push(sides.row(&id, Some(step), None));
        }
        for row in of_step {
            all.push(sides.row(&id, Some(step), Some(row)));
        }
        known.push(normal(&id));
    }
    for row in rows {
        let names = names(row).unwrap_or_default();
        if !names.iter().any(|it| known.contains(it)) {
            all.push(sides.row(&names.join(" "), None, Some(row)));
        }
    }
    let document = |selector: &Selector| match &selector.root {
        Root::Document(kind) => procedure.document(kind).map(|it| here.say(&it.name())),
        _ => None,
    };
    let label = |fields: &[Field], name: &str| {
        let field = fields.iter().find(|it| it.name == name);
        field.map_or_else(Said::default, |it| here.label(it))
    };
    let compare = told.compare.iter();
    Some(Beside {
        anchor: format!("beside-{}", at + 1),
        title: here.label(done_field),
        planned: document(&told.plan)?,
        done: document(&told.rows)?,
        sentence: sentence(here, &all),
        plan_columns: compare
            .clone()
            .map(|it| label(sides.planned, planned_of(it)))
            .collect(),
        done_columns: compare
            .map(|it| match it {
                Compare::Field { done, .. } => label(sides.done, done),
                Compare::Minutes { from, to, .. } => {
                    let ends = [label(sides.done, from).text, label(sides.done, to).text];
                    here.said(&ends.join(" – "))
                }
            })
            .collect(),
        rows: all.into_iter().map(|(_, row)| row).collect(),
    })
}

fn planned_of(compare: &Compare) -> &str {
    match compare {
        Compare::Field { plan, .. } | Compare::Minutes { plan, .. } => plan,
    }
}

/// The keys of values, as they are compared.
fn keys(items: Vec<&Item>) -> Vec<String> {
    let keys = items.into_iter().flat_map(Item::items);
    keys.filter_map(Item::key).map(|it| normal(&it)).collect()
}

/// How many steps went how.
fn sentence(here: &Here<'_>, rows: &[(Went, Row)]) -> String {
    let parts: Vec<_> = [
        (Went::AsPlanned, "as_planned"),
        (Went::Otherwise, "otherwise"),
        (Went::Failed, "failed"),
        (Went::Missing, "missing"),
        (Went::Unplanned, "unplanned"),
        (Went::NotYet, "not_yet"),
        (Went::NotNeeded, "not_needed"),
    ]
    .into_iter()
    .filter_map(|(went, word)| {
        let n = rows.iter().filter(|it| it.0 == went).count();
        let word = here.ui(&format!("ui.beside.{word}"));
        (n > 0).then(|| {
            here.ui_with(
                "ui.beside.counted",
                &[("n", &n.to_string()), ("what", &word)],
            )
        })
    })
    .collect();
    here.list(&parts)
}
