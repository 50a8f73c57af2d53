//! What was planned beside what was carried out, step by step.
//!
//! The procedure says which list answers which plan and what to compare. A
//! deviation is told by a word and a shape: a step that went otherwise, took
//! longer or was done by somebody else, one that has no row, a row that nobody
//! planned.

use serde::Serialize;

use jiff::SignedDuration;

use crate::book::value::Item;
use crate::book::{Record, select};
use crate::moment;
use crate::procedure::beside::{Beside as Told, Compare};
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::selector::{Root, Selector};
use crate::site::chip::Chip;
use crate::site::desk::Here;
use crate::site::text::{Rich, Said};
use crate::text::normal;

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
    let named =
        |row: &Item, step: &str| names(row).is_some_and(|it| it.iter().any(|it| it == step));
    let mut known = Vec::new();
    for step in steps {
        let id = step.member(&told.by).and_then(|it| it.item.key());
        let id = id.unwrap_or_default();
        let of_step: Vec<_> = rows.iter().filter(|it| named(it, &normal(&id))).collect();
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

/// What both sides of a table are made from.
struct Sides<'s> {
    here: &'s Here<'s>,
    told: &'s Told,
    planned: &'s [Field],
    done: &'s [Field],
    deviating: Vec<&'s Item>,
    explained: Option<Vec<&'s Item>>,
    needed: Option<Vec<String>>,
}

impl Sides<'_> {
    fn row(&self, id: &str, step: Option<&Item>, row: Option<&Item>) -> (Went, Row) {
        let compare = &self.told.compare;
        let cells: Vec<_> = compare
            .iter()
            .map(|it| row.map_or_else(Cell::default, |row| self.done(it, step, row)))
            .collect();
        let went = self.went(id, step, row, &cells);
        let plan = compare.iter().map(|it| {
            let shown = step.map(|step| self.shown(self.planned, step, planned_of(it)));
            shown.unwrap_or_default()
        });
        let view = Row {
            step: self.here.said(id).text,
            plan: plan.collect(),
            chip: self.chip(went, row),
            notes: row.map_or_else(Vec::new, |it| self.notes(it)),
            done: cells,
        };
        (went, view)
    }

    fn went(&self, id: &str, step: Option<&Item>, row: Option<&Item>, cells: &[Cell]) -> Went {
        let Some(row) = row else {
            let is_needed = |needed: &Vec<String>| needed.contains(&normal(id));
            return match self.needed.as_ref().is_none_or(is_needed) {
                true => Went::Missing,
                false => Went::NotNeeded,
            };
        };
        if self.deviating.iter().any(|it| std::ptr::eq(*it, row)) {
            return Went::Failed;
        }
        if step.is_none() {
            return Went::Unplanned;
        }
        let executed = self.done.iter().filter(|it| it.executed);
        let is_written = |it: &Field| row.member(&it.name).is_some_and(|it| !it.item.is_empty());
        if executed.clone().count() > 0 && !executed.clone().any(is_written) {
            return Went::NotYet;
        }
        match cells.iter().any(|it| it.differs.is_some()) {
            true => Went::Otherwise,
            false => Went::AsPlanned,
        }
    }

    /// What was done, held against the plan.
    fn done(&self, compare: &Compare, step: Option<&Item>, row: &Item) -> Cell {
        let written = |of: &Item, name: &str| {
            let key = of.member(name).and_then(|it| it.item.key());
            key.map(|it| normal(&it)).filter(|it| !it.is_empty())
        };
        match compare {
            Compare::Field { plan, done } => {
                let planned = step.and_then(|it| written(it, plan));
                let found = written(row, done);
                let both = planned.is_some() && found.is_some();
                Cell {
                    value: self.shown(self.done, row, done),
                    differs: (both && planned != found).then(|| self.here.ui("ui.beside.differs")),
                    // A long text is not printed twice.
                    same: both && planned == found && self.is_prose(done),
                }
            }
            Compare::Minutes { plan, from, to } => {
                let zone = &self.here.desk.ctx.config.zone;
                let at = |name: &str| row.member(name).and_then(|it| it.item.moment());
                let (Some(from), Some(to)) = (at(from), at(to)) else {
                    return Cell::default();
                };
                let took = from.until(to, zone);
                let wanted = step.and_then(|it| written(it, plan)?.parse::<i64>().ok());
                let more = wanted.map(|it| took - SignedDuration::from_mins(it));
                let longer = more.filter(|it| it.as_mins() >= 1).map(|it| {
                    let more = moment::duration(it).get(self.here.lang).to_owned();
                    self.here.ui_with("ui.beside.longer", &[("time", &more)])
                });
                let (day, end) = (from.show(zone), to.show(zone));
                // The day is said once.
                let same_day =
                    day.split_once(' ').map(|it| it.0) == end.split_once(' ').map(|it| it.0);
                let end = end
                    .split_once(' ')
                    .filter(|_| same_day)
                    .map_or(&*end, |it| it.1);
                let took = moment::duration(took).get(self.here.lang).to_owned();
                let html = format!(
                    "<span class=\"date\">{day} – {end}</span> <span class=\"date\">{took}</span>"
                );
                Cell {
                    value: Rich { html, lang: None },
                    differs: longer,
                    same: false,
                }
            }
        }
    }

    fn is_prose(&self, name: &str) -> bool {
        let field = self.done.iter().find(|it| it.name == name);
        field.is_some_and(|it| matches!(it.kind, FieldKind::Text))
    }

    fn shown(&self, fields: &[Field], of: &Item, name: &str) -> Rich {
        let field = fields.iter().find(|it| it.name == name);
        let member = of.member(name);
        match (field, member) {
            (Some(field), Some(member)) => self.here.cell(field, &member.item),
            _ => Rich::default(),
        }
    }

    fn chip(&self, went: Went, row: Option<&Item>) -> Chip {
        let (tone, icon, word) = match went {
            Went::AsPlanned => ("pass", "pass", "as_planned"),
            Went::Otherwise => ("attention", "warning", "otherwise"),
            Went::Failed => ("fail", "fail", "failed"),
            Went::Missing => ("fail", "fail", "missing"),
            Went::Unplanned => ("attention", "warning", "unplanned"),
            Went::NotYet => ("neutral", "later", "not_yet"),
            Went::NotNeeded => ("neutral", "none", "not_needed"),
        };
        let mut word = self.here.ui(&format!("ui.beside.{word}"));
        // The field by which the procedure tells that it did not go as planned says how it went.
        let filters = self.told.deviating.iter().flat_map(|it| &it.steps);
        let told_by = filters.flat_map(|it| &it.filters).last();
        let result = told_by
            .zip(row)
            .map(|(it, row)| self.result(row, &it.field));
        if let Some(result) = result.filter(|it| went == Went::Failed && !it.is_empty()) {
            word = self
                .here
                .ui_with("ui.beside.result", &[("what", &word), ("result", &result)]);
        }
        Chip {
            tone,
            icon,
            word,
            n: None,
        }
    }

    /// The value of a field in one line of plain words.
    fn result(&self, row: &Item, name: &str) -> String {
        let field = self.done.iter().find(|it| it.name == name);
        let item = row.member(name).map(|it| &it.item);
        let shown = item.map(|it| {
            let ctx = self.here.desk.ctx;
            select::show(ctx.procedure, ctx.config, field, it)
        });
        shown.map_or_else(String::new, |it| self.here.word(&it))
    }

    /// The entries that explain a row.
    fn notes(&self, row: &Item) -> Vec<Rich> {
        let (Some(entries), Some(told)) = (&self.explained, &self.told.explained) else {
            return Vec::new();
        };
        let own = told.of.iter().filter_map(|it| row.member(it)?.item.key());
        let own: Vec<_> = own.map(|it| normal(&it)).collect();
        let of = select::field(self.here.desk.ctx.procedure, &told.by);
        let fields = of.map_or(&[][..], |it| select::inner(&it.kind));
        let fields: Vec<_> = fields
            .iter()
            .filter(|it| it.name != told.names)
            .cloned()
            .collect();
        let entry = Field {
            kind: FieldKind::Object(fields),
            ..Field::default()
        };
        let is_own = |it: &&&Item| {
            let names = it.member(&told.names).map(|it| keys(vec![&it.item]));
            names.unwrap_or_default().iter().any(|it| own.contains(it))
        };
        let entries = entries.iter().filter(is_own);
        entries.map(|it| self.here.cell(&entry, it)).collect()
    }
}
