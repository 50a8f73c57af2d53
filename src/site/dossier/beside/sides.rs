//! One row of the plan beside what was carried out: what each side says, and how it differs.

use jiff::SignedDuration;

use crate::book::select;
use crate::book::value::Item;
use crate::moment;
use crate::procedure::beside::{Beside as Told, Compare};
use crate::procedure::fields::{Field, FieldKind};
use crate::site::chip::Chip;
use crate::site::desk::Here;
use crate::site::text::Rich;
use crate::text::normal;

use super::{Cell, Row, Went, keys, planned_of};

/// What both sides of a table are made from.
pub(super) struct Sides<'s> {
    pub(super) here: &'s Here<'s>,
    pub(super) told: &'s Told,
    pub(super) planned: &'s [Field],
    pub(super) done: &'s [Field],
    pub(super) deviating: Vec<&'s Item>,
    pub(super) explained: Option<Vec<&'s Item>>,
    pub(super) needed: Option<Vec<String>>,
}

impl Sides<'_> {
    /// A row of the table, and how the step went.
    pub(super) fn row(&self, id: &str, step: Option<&Item>, row: Option<&Item>) -> (Went, Row) {
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
            return if self.needed.as_ref().is_none_or(is_needed) {
                Went::Missing
            } else {
                Went::NotNeeded
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
        if cells.iter().any(|it| it.differs.is_some()) {
            Went::Otherwise
        } else {
            Went::AsPlanned
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
