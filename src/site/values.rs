//! Typed values as people read them: labels for keys, names for ids, tables for lists of objects.

use serde::Serialize;

use crate::book::value::{Item, Member, Value};
use crate::procedure::fields::{Field, FieldKind};
use crate::source::Place;
use crate::text::escape;
use crate::words;

use super::desk::{Here, Target};
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

    /// A value in one line.
    pub(crate) fn cell(&self, field: &Field, item: &Item) -> Rich {
        match (&field.kind, &item.value) {
            (_, Value::Empty) => Rich::default(),
            (FieldKind::List(of), Value::List(items)) => {
                self.joined(items.iter().map(|it| self.cell(of, it)))
            }
            (_, Value::List(items)) => self.joined(items.iter().map(|it| self.cell(field, it))),
            (FieldKind::Object(fields), Value::Map(members)) => {
                let named = fields.iter().filter_map(|field| {
                    let member = members.iter().find(|it| it.key == field.name)?;
                    let value = self.cell(field, &member.item);
                    let mut html = String::new();
                    escape(&self.label(field).text, &mut html);
                    Some(Rich {
                        html: format!("{html} {}", value.html),
                        lang: value.lang,
                    })
                });
                self.joined(named)
            }
            (_, Value::Map(members)) => {
                self.joined(members.iter().map(|it| self.cell(field, &it.item)))
            }
            (FieldKind::Enum(values), Value::Key(key)) => {
                let label = values.iter().find(|it| &it.key == key).map(|it| &it.label);
                label.map_or_else(|| self.rich_of(key), |it| self.rich(it))
            }
            (FieldKind::List(of), _) => self.cell(of, item),
            (FieldKind::Role, Value::Key(key)) => {
                let label = self.desk.ctx.procedure.role_label(key);
                self.linked(Target::Role(key), self.rich(&label))
            }
            (FieldKind::System, Value::Key(key)) => {
                let label = self.desk.system_label(key);
                self.linked(Target::System(key), self.rich(&label))
            }
            (FieldKind::Ref, Value::Text(text)) => self.reference(text, item.place),
            (FieldKind::Record, Value::Text(text) | Value::Key(text)) => self.record_link(text),
            (_, Value::Person { written, id }) => {
                let name = self.rich_of(&self.person(written, id.as_deref()));
                let page = id.as_deref().map(Target::Person);
                page.map_or_else(|| name.clone(), |it| self.linked(it, name.clone()))
            }
            (_, Value::Bool(yes)) => {
                self.rich_of(&self.ui(if *yes { "value.yes" } else { "value.no" }))
            }
            (_, Value::Moment(moment)) => self.rich_of(&moment.show(&self.desk.ctx.config.zone)),
            (_, Value::Int(it)) => self.rich_of(&it.to_string()),
            (_, Value::Number(it)) => self.rich_of(&it.to_string()),
            (_, Value::Text(text) | Value::Key(text) | Value::Unfit(text)) => {
                self.rich_of(text.trim())
            }
        }
    }

    /// A value around which a link stands, if what it leads to exists.
    fn linked(&self, target: Target<'_>, value: Rich) -> Rich {
        let is_linked = value.html.contains("<a ");
        let Some(href) = self.href(target).filter(|_| !is_linked) else {
            return value;
        };
        let mut html = String::from("<a href=\"");
        escape(href.as_str(), &mut html);
        html.push_str("\">");
        html.push_str(&value.html);
        html.push_str("</a>");
        Rich {
            html,
            lang: value.lang,
        }
    }

    fn joined(&self, cells: impl Iterator<Item = Rich>) -> Rich {
        let cells: Vec<_> = cells.filter(|it| !it.html.is_empty()).collect();
        let html: Vec<_> = cells.iter().map(|it| it.html.clone()).collect();
        Rich {
            html: self.list(&html),
            lang: cells.iter().find_map(|it| it.lang),
        }
    }

    /// An id as a link to its record, if there is one.
    fn record_link(&self, id: &str) -> Rich {
        let mut html = String::new();
        match self.href_of_id(id) {
            Some(href) => {
                html.push_str("<a href=\"");
                escape(href.as_str(), &mut html);
                html.push_str("\">");
                escape(id, &mut html);
                html.push_str("</a>");
            }
            None => escape(id, &mut html),
        }
        Rich { html, lang: None }
    }

    /// What a field names: a file of the record, as a link to it, or something outside.
    pub(crate) fn reference(&self, text: &str, place: Place) -> Rich {
        let path = self.desk.path(place);
        let record = self.desk.files.get(path).map(|it| self.desk.record(it.0));
        let file = record.and_then(|it| self.desk.copied(&format!("{}/{text}", it.folder)));
        let shown = self.code(text);
        match file {
            Some(copy) => Rich {
                html: self.attachment(copy, &shown.html),
                lang: shown.lang,
            },
            None => shown,
        }
    }

    fn code(&self, text: &str) -> Rich {
        let mut html = String::from("<code>");
        escape(&self.said(text).text, &mut html);
        html.push_str("</code>");
        Rich { html, lang: None }
    }

    /// The name of a person, or the role where names are not printed.
    pub(crate) fn person(&self, written: &str, id: Option<&str>) -> String {
        let people = &self.desk.ctx.procedure.registers.people;
        let known = id.and_then(|id| people.iter().find(|it| it.id == id));
        match known {
            Some(it) => it.name.clone(),
            None if self.desk.names.are_public() => written.to_owned(),
            None => words::text("value.somebody").get(self.lang).to_owned(),
        }
    }

    /// What people call a field; its key where it has no label.
    pub(crate) fn label(&self, field: &Field) -> Said {
        if field.label.is_empty() {
            return Said {
                text: field.name.clone(),
                lang: None,
            };
        }
        self.say(&field.label)
    }

    /// A link to the list of the records of a system.
    pub(crate) fn system_href(&self, id: &str) -> Option<super::address::Href> {
        self.href(Target::Listed(super::facet::Facet::System, id))
    }
}
