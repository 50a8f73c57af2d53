//! A value in one line: the label for a key, the name for an id, a link where it leads somewhere.

use crate::book::value::{Item, Value};
use crate::procedure::fields::{Field, FieldKind};
use crate::source::Place;
use crate::text::escape;
use crate::words;

use crate::site::desk::{Here, Target};
use crate::site::text::{Rich, Said};

impl Here<'_> {
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
    pub(crate) fn system_href(&self, id: &str) -> Option<crate::site::address::Href> {
        self.href(Target::Listed(crate::site::facet::Facet::System, id))
    }
}
