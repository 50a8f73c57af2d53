//! Typed values as people read them: labels for keys, names for ids, tables for lists of objects.

use serde::Serialize;

mod cells;

use crate::book::value::{Item, Member, Value};
use crate::procedure::fields::{Field, FieldKind};

use super::desk::Here;
use super::spot;
use super::text::{Rich, Said};

/// One line of a form.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// By which it can be pointed at, if it can.
    pub(crate) anchor: Option<String>,
    /// How deep its field stands in objects.
    pub(crate) depth: usize,
    pub(crate) label: Said,
    pub(crate) value: Shown,
    /// Whether the value needs the whole width.
    pub(crate) wide: bool,
}

/// A value of a form.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Shown {
    /// The key is there and nothing stands behind it.
    Empty,
    /// The name of the object whose fields follow.
    Heading,
    /// One value.
    One { value: Rich },
    /// Several.
    Many { values: Vec<Rich> },
    /// A list of objects.
    Table { table: Table },
}

/// A list of objects.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Said>,
    pub(crate) rows: Vec<Vec<Rich>>,
}

impl Here<'_> {
    /// What is written of `fields`, in their order; `leave_out` says which have their place elsewhere. The rows of a
    /// document that can be pointed at get anchors.
    pub(crate) fn form(
        &self,
        fields: &[Field],
        members: &[Member],
        leave_out: &dyn Fn(&Field) -> bool,
        of: Option<&str>,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for field in fields.iter().filter(|it| !leave_out(it)) {
            if let Some(member) = members.iter().find(|it| it.key == field.name) {
                let begin = rows.len();
                self.rows(field, &member.item, 0, &mut rows);
                if let Some(row) = rows.get_mut(begin) {
                    row.anchor = of.map(|it| spot::anchor(it, &field.name));
                }
            }
        }
        rows
    }

    fn rows(&self, field: &Field, item: &Item, depth: usize, rows: &mut Vec<Row>) {
        let label = self.label(field);
        let row = |value: Shown| {
            let wide = match &value {
                Shown::One { value } => value.html.chars().count() > 60,
                Shown::Many { values } => {
                    values
                        .iter()
                        .map(|it| it.html.chars().count())
                        .sum::<usize>()
                        > 60
                }
                Shown::Heading | Shown::Table { .. } => true,
                Shown::Empty => false,
            };
            Row {
                anchor: None,
                depth,
                label: label.clone(),
                value,
                wide,
            }
        };
        if item.is_empty() && !field.may_be_empty {
            rows.push(row(Shown::Empty));
            return;
        }
        match (&field.kind, &item.value) {
            (FieldKind::Events | FieldKind::Waivers, _) => {}
            (FieldKind::Object(fields), Value::Map(members)) => {
                rows.push(row(Shown::Heading));
                for field in fields {
                    if let Some(member) = members.iter().find(|it| it.key == field.name) {
                        self.rows(field, &member.item, depth + 1, rows);
                    }
                }
            }
            (FieldKind::People, Value::Map(members)) => {
                rows.push(row(Shown::Heading));
                for member in members {
                    let person = Field {
                        kind: FieldKind::Person,
                        ..Field::default()
                    };
                    let value = Shown::One {
                        value: self.cell(&person, &member.item),
                    };
                    rows.push(Row {
                        anchor: None,
                        depth: depth + 1,
                        label: self.role(&member.key),
                        value,
                        wide: false,
                    });
                }
            }
            (FieldKind::List(of), Value::List(items)) => {
                let value = match &of.kind {
                    FieldKind::Object(fields) if !items.is_empty() => Shown::Table {
                        table: self.table(fields, items),
                    },
                    _ if items.is_empty() => Shown::One {
                        value: self.rich_of(&self.ui("ui.value.none")),
                    },
                    _ => Shown::Many {
                        values: items.iter().map(|it| self.cell(of, it)).collect(),
                    },
                };
                rows.push(row(value));
            }
            _ => rows.push(row(Shown::One {
                value: self.cell(field, item),
            })),
        }
    }

    fn table(&self, fields: &[Field], items: &[Item]) -> Table {
        let is_used = |field: &&Field| {
            let written = |it: &Item| it.member(&field.name).is_some_and(|it| !it.item.is_empty());
            items.iter().any(written)
        };
        let fields: Vec<_> = fields.iter().filter(is_used).collect();
        let cell = |field: &Field, item: &Item| {
            let member = item.member(&field.name);
            member.map_or_else(Rich::default, |it| self.cell(field, &it.item))
        };
        Table {
            columns: fields.iter().map(|it| self.label(it)).collect(),
            rows: items
                .iter()
                .map(|item| fields.iter().map(|field| cell(field, item)).collect())
                .collect(),
        }
    }
}
