//! What to write, ready to be copied: an event to append, fields to fill in.
//!
//! Only what is certain is filled in: keys, the date, who writes. What somebody
//! has to decide stands empty, with what may be written there behind a `#`.

use serde::Serialize;

use crate::book::Record;
use crate::procedure::fields::{Field, FieldKind, Required};

use super::address::Href;
use super::desk::Here;

/// Lines of front matter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Snippet {
    /// Where they go, in words.
    pub(crate) into: String,
    pub(crate) path: String,
    pub(crate) edit: Option<Href>,
    pub(crate) text: String,
}

/// How many values of an enumeration a remark lists; more are looked up in the template.
const VALUES: usize = 8;

impl Here<'_> {
    /// An event to append to a record; `by` and `role` are who records it, where that is known.
    pub(crate) fn event_snippet(
        &self,
        record: &Record,
        kind: &str,
        (by, role): (Option<&str>, Option<&str>),
    ) -> Option<Snippet> {
        let procedure = self.desk.ctx.procedure;
        let list = procedure.records.keys.get("events")?;
        let known = procedure.events.kind(kind)?;
        let seal = procedure
            .seals
            .iter()
            .filter(|it| it.events.iter().any(|it| it == kind))
            .find(|it| {
                it.routes.is_empty()
                    || record
                        .route
                        .as_ref()
                        .is_some_and(|at| it.routes.contains(at))
            });
        let mut lines = Vec::new();
        let mut who = by;
        for field in &procedure.events.fields {
            let is_needed =
                known.needs.contains(&field.name) || matches!(field.required, Required::Always);
            let value = match (field.name.as_str(), &field.kind) {
                ("type", _) => kind.to_owned(),
                _ if seal.is_some_and(|it| it.field == field.name) => {
                    let remark = self.ui_with("ui.snippet.seal", &[("id", &record.id)]);
                    format!("  # {remark}")
                }
                _ if !is_needed => continue,
                (_, FieldKind::DateTime) => format!("{} HH:MM", self.today()),
                (_, FieldKind::Date) => self.today(),
                (_, kind) if is_person(kind) && who.is_some() => {
                    who.take().unwrap_or_default().to_owned()
                }
                (_, FieldKind::Role) if role.is_some() => role.unwrap_or_default().to_owned(),
                (_, FieldKind::Enum(values)) => {
                    let fits = |it: &&str| {
                        known.results.is_empty() || known.results.iter().any(|known| known == it)
                    };
                    let of_type: Vec<_> = values.iter().map(|it| it.key.as_str()).collect();
                    let narrowed: Vec<_> = of_type.iter().copied().filter(fits).collect();
                    let keys = if narrowed.is_empty() {
                        of_type
                    } else {
                        narrowed
                    };
                    self.remark(field, &keys)
                }
                _ => self.remark(field, &[]),
            };
            let start = if lines.is_empty() { "  - " } else { "    " };
            lines.push(line(start, &field.name, &value));
        }
        let place = record.head.place;
        Some(Snippet {
            into: self.ui_with("ui.snippet.append", &[("key", list)]),
            path: self.origin(place).path,
            edit: self.origin(place).edit,
            text: self.finished(&lines),
        })
    }

    /// Fields of a document to fill in, by their ways from its top.
    pub(crate) fn field_snippet(
        &self,
        record: &Record,
        document: &str,
        ways: &[String],
    ) -> Option<Snippet> {
        let kind = self.desk.ctx.procedure.document(document)?;
        let doc = record.document(document)?;
        let mut lines = Vec::new();
        let mut above: Vec<&str> = Vec::new();
        for way in ways {
            let parts: Vec<&str> = way.split('.').collect();
            let (last, parents) = parts.split_last()?;
            let shared = above
                .iter()
                .zip(parents)
                .take_while(|(a, b)| a == b)
                .count();
            for (depth, parent) in parents.iter().enumerate().skip(shared) {
                lines.push(line(&"  ".repeat(depth), parent, ""));
            }
            above = parents.to_vec();
            let value = field_at(&kind.fields, &parts).map(|it| self.field_remark(it));
            let start = "  ".repeat(parents.len());
            lines.push(line(&start, last, &value.unwrap_or_default()));
        }
        Some(Snippet {
            into: self.ui("ui.snippet.fill"),
            path: self.origin(doc.place).path,
            edit: self.origin(doc.place).edit,
            text: self.finished(&lines),
        })
    }

    /// The line that makes a document final.
    pub(crate) fn final_snippet(&self, record: &Record, document: &str) -> Option<Snippet> {
        let shape = &self.desk.ctx.procedure.records;
        let status = shape.document_keys.get("status")?;
        let value = shape.final_statuses.first()?;
        let doc = record.document(document).filter(|it| !it.is_final)?;
        Some(Snippet {
            into: self.ui("ui.snippet.fill"),
            path: self.origin(doc.place).path,
            edit: self.origin(doc.place).edit,
            text: self.finished(&[line("", status, value)]),
        })
    }

    fn field_remark(&self, field: &Field) -> String {
        let kind = match &field.kind {
            FieldKind::List(of) => &of.kind,
            kind => kind,
        };
        let keys: Vec<_> = match kind {
            FieldKind::Enum(values) => values.iter().map(|it| it.key.as_str()).collect(),
            FieldKind::Bool => vec!["true", "false"],
            _ => Vec::new(),
        };
        self.remark(field, &keys)
    }

    /// Nothing, and behind it what may stand there.
    fn remark(&self, field: &Field, keys: &[&str]) -> String {
        let label = self.label(field).text;
        let choice = match (keys, &field.example) {
            ([], Some(example)) => Some(self.ui_with("ui.snippet.like", &[("example", example)])),
            ([], None) => None,
            (keys, _) if keys.len() > VALUES => Some(format!("{} …", keys[..VALUES].join(" | "))),
            (keys, _) => Some(keys.join(" | ")),
        };
        match choice {
            Some(choice) => format!("  # {label}{}{choice}", self.ui("ui.colon")),
            None => format!("  # {label}"),
        }
    }

    /// The as-of day.
    pub(crate) fn today(&self) -> String {
        let ctx = &self.desk.ctx;
        ctx.book.as_of.moment.day(&ctx.config.zone).to_string()
    }

    fn finished(&self, lines: &[String]) -> String {
        let text = lines.join("\n") + "\n";
        self.desk.names.hide(&text, self.lang)
    }
}

/// The field at the end of a way; the keys of a map from roles to persons have none.
fn field_at<'f>(fields: &'f [Field], way: &[&str]) -> Option<&'f Field> {
    let (first, rest) = way.split_first()?;
    let field = fields.iter().find(|it| it.name == *first)?;
    match (rest, &field.kind) {
        ([], _) => Some(field),
        (rest, FieldKind::Object(inner)) => field_at(inner, rest),
        _ => None,
    }
}

fn is_person(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Person => true,
        FieldKind::List(of) => matches!(of.kind, FieldKind::Person),
        _ => false,
    }
}

fn line(start: &str, key: &str, value: &str) -> String {
    let gap = if value.is_empty() || value.starts_with(' ') {
        ""
    } else {
        " "
    };
    format!("{start}{key}:{gap}{value}")
}
