//! From a node of YAML to a typed value, as its field says what it must be.
//!
//! What does not fit is kept as [`Value::Unfit`] and reported with its place,
//! what was expected, and the nearest thing that would do.

mod scalar;
mod width;

use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::fields::{Field, FieldKind};
use crate::source::{Place, SourceId, Span};
use crate::text;
use crate::words;
use crate::yaml::{self, Entry, Kind, Node};

use super::value::{ENTRY_NAMES, Item, Member, Value};
use super::waivers;

/// Types the values of one text and collects what does not fit.
#[derive(Debug)]
pub struct Typing<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The configuration, for the zone.
    pub config: &'a Config,
    /// The text.
    pub source: SourceId,
    /// What stands in it.
    text: &'a str,
    /// What did not fit.
    pub findings: Vec<Finding>,
    /// The names of the fields on the way, for the keys of findings.
    path: Vec<String>,
}

impl<'a> Typing<'a> {
    /// Starts on a text.
    pub fn new(
        procedure: &'a Procedure,
        config: &'a Config,
        (source, text): (SourceId, &'a str),
    ) -> Self {
        Self {
            procedure,
            config,
            source,
            text,
            findings: Vec::new(),
            path: Vec::new(),
        }
    }

    /// The members of a map; keys that are no field are reported and left out.
    pub fn members(&mut self, entries: &[Entry], fields: &[Field]) -> Vec<Member> {
        let mut members = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(field) = fields.iter().find(|it| it.name == entry.key) else {
                self.unknown_key(entry, fields, entries);
                continue;
            };
            self.path.push(entry.key.clone());
            members.push(Member {
                key: entry.key.clone(),
                key_place: self.place(entry.key_span),
                item: self.item(&entry.value, field),
            });
            self.path.pop();
        }
        members
    }

    /// A value.
    pub fn item(&mut self, node: &Node, field: &Field) -> Item {
        let place = self.place(node.span);
        let value = match (&node.kind, &field.kind) {
            (Kind::Null, _) => Value::Empty,
            (Kind::Broken, _) => Value::Unfit(String::new()),
            (Kind::Seq(items), FieldKind::List(of)) => match self.apart(node, &of.kind) {
                Some(items) => self.list(&items, of),
                None => self.list(items, of),
            },
            (Kind::Scalar { .. }, FieldKind::List(of))
                if let Some(items) = self.bracketed(node) =>
            {
                self.list(&items, of)
            }
            (_, FieldKind::List(of)) if field.one_or_more => Value::List(vec![self.item(node, of)]),
            (Kind::Map(entries), FieldKind::Object(fields)) => {
                Value::Map(self.members(entries, fields))
            }
            (Kind::Map(entries), FieldKind::People) => Value::Map(self.people(entries)),
            (Kind::Seq(items), FieldKind::Events) => {
                let fields = &self.procedure.events.fields;
                let entries = items.iter().map(|it| self.entry(it, fields)).collect();
                Value::List(entries)
            }
            (Kind::Seq(items), FieldKind::Waivers) => {
                let fields = waivers::fields();
                let entries = items.iter().map(|it| self.entry(it, &fields)).collect();
                Value::List(entries)
            }
            (Kind::Scalar { .. }, kind) => {
                let narrowed = self.narrowed(node, kind);
                let node = narrowed.as_ref().unwrap_or(node);
                let value = self.scalar(node, node.text().unwrap_or_default(), kind);
                value.unwrap_or_else(|| self.unfit(node, field))
            }
            _ => self.unfit(node, field),
        };
        Item { place, value }
    }

    fn list(&mut self, items: &[Node], of: &Field) -> Value {
        let mut list = Vec::with_capacity(items.len());
        for (index, node) in items.iter().enumerate() {
            self.path.push(format!("[{}]", entry_name(node, index)));
            list.push(self.item(node, of));
            self.path.pop();
        }
        Value::List(list)
    }

    fn entry(&mut self, node: &Node, fields: &[Field]) -> Item {
        let place = self.place(node.span);
        let kind = ["type", "id"].iter().find_map(|it| node.get(it)?.text());
        self.path.push(format!("[{}]", kind.unwrap_or("?")));
        let value = if let Kind::Map(entries) = &node.kind {
            Value::Map(self.members(entries, fields))
        } else {
            self.wrong_type(node, "map");
            Value::Unfit(written(node))
        };
        self.path.pop();
        Item { place, value }
    }

    fn people(&mut self, entries: &[Entry]) -> Vec<Member> {
        let roles = &self.procedure.roles;
        let mut members = Vec::new();
        for entry in entries {
            let role = roles.iter().find(|role| {
                role.id == entry.key
                    || role
                        .label
                        .each()
                        .chain(role.aliases.iter().map(String::as_str))
                        .any(|it| text::normal(it) == text::normal(&entry.key))
            });
            let Some(role) = role else {
                let known: Vec<_> = roles.iter().map(|it| it.id.as_str()).collect();
                self.report_unknown_key(entry, &known);
                continue;
            };
            let field = Field {
                kind: FieldKind::List(Box::new(Field {
                    kind: FieldKind::Person,
                    ..Field::default()
                })),
                one_or_more: true,
                ..Field::default()
            };
            self.path.push(role.id.clone());
            members.push(Member {
                key: role.id.clone(),
                key_place: self.place(entry.key_span),
                item: self.item(&entry.value, &field),
            });
            self.path.pop();
        }
        members
    }

    fn unfit(&mut self, node: &Node, field: &Field) -> Value {
        self.wrong_type(node, field.kind.id());
        Value::Unfit(written(node))
    }

    fn wrong_type(&mut self, node: &Node, expected: &str) {
        if matches!(expected, "map" | "people")
            && let Some((key, at)) = yaml::full_width_colon(node)
        {
            // A map whose only line has the wrong colon is a text to YAML.
            let args = [("key", Text::plain(key))];
            let place = self.place(at);
            let mut finding = notice::finding("full-width-colon", place, &args);
            let is_glued = !self.text[at.end..].starts_with(char::is_whitespace);
            finding.fix = Some(notice::replace(place, if is_glued { ": " } else { ":" }));
            self.report(finding);
            return;
        }
        let args = [
            ("field", Text::plain(self.field_name())),
            ("expected", words::text(&format!("type.{expected}"))),
            ("found", words::text(&format!("type.{}", found_id(node)))),
            ("value", Text::plain(written(node))),
        ];
        let place = self.place(node.span);
        let is_entry = self.path.last().is_some_and(|it| it.starts_with('['));
        self.report(if is_entry {
            notice::variant("wrong-type", "entry", place, &args)
        } else {
            notice::finding("wrong-type", place, &args)
        });
    }

    fn unknown_key(&mut self, entry: &Entry, fields: &[Field], all: &[Entry]) {
        // A name that is taken already is not what was meant.
        let free: Vec<_> = fields
            .iter()
            .map(|it| it.name.as_str())
            .filter(|name| all.iter().all(|it| it.key != *name))
            .collect();
        let by_label = fields.iter().find(|it| {
            it.label
                .each()
                .any(|label| text::normal(label) == text::normal(&entry.key))
        });
        match by_label {
            Some(field) => self.report_near_key(entry, &field.name, true),
            None => self.report_unknown_key(entry, &free),
        }
    }

    fn report_unknown_key(&mut self, entry: &Entry, known: &[&str]) {
        if let Some(near) = text::nearest(&entry.key, known.iter().copied()) {
            let candidates = known.iter().filter(|it| text::is_near(&entry.key, it));
            self.report_near_key(entry, near, candidates.count() == 1);
            return;
        }
        let args = [("key", Text::plain(entry.key.clone()))];
        let place = self.place(entry.key_span);
        self.report(notice::finding("unknown-key", place, &args));
    }

    fn report_near_key(&mut self, entry: &Entry, near: &str, is_certain: bool) {
        let args = [
            ("key", Text::plain(entry.key.clone())),
            ("near", Text::plain(near)),
        ];
        let place = self.place(entry.key_span);
        let mut finding = notice::variant("unknown-key", "near", place, &args);
        finding.fix = is_certain.then(|| notice::replace(place, near));
        self.report(finding);
    }

    fn report(&mut self, mut finding: Finding) {
        finding.key = self.path.join(".").replace(".[", "[");
        if finding.rule == "unknown-key" {
            finding.key.push_str(" key");
        }
        self.findings.push(finding);
    }

    fn field_name(&self) -> String {
        let named = self.path.iter().rev().find(|it| !it.starts_with('['));
        named.cloned().unwrap_or_default()
    }

    fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span,
        }
    }
}

/// How an entry of a list is named: by its id or number where it has one, else by its place.
fn entry_name(node: &Node, index: usize) -> String {
    ENTRY_NAMES
        .iter()
        .find_map(|key| node.get(key).and_then(Node::text))
        .map_or_else(|| (index + 1).to_string(), str::to_owned)
}

fn written(node: &Node) -> String {
    node.text().unwrap_or_default().to_owned()
}

fn found_id(node: &Node) -> &'static str {
    match &node.kind {
        Kind::Null | Kind::Broken => "nothing",
        Kind::Scalar { .. } => "string",
        Kind::Seq(_) => "list",
        Kind::Map(_) => "map",
    }
}
