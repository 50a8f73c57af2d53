//! What only the author of a change can say, and what may be answered.

use crate::lang::Lang;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind, Required};
use crate::text::normal;

use super::value::Written;

/// The parts that a field of the head can play of which a new change knows the value by itself.
const KNOWN: [&str; 7] = [
    "id",
    "title",
    "state",
    "opened",
    "people",
    "edition",
    "templates",
];

/// A field of the head that must be filled in.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The field.
    pub field: &'a Field,
    /// What may be answered, with what people call it; empty if anything may.
    pub choices: Vec<Choice>,
    /// Whether several answers may be given.
    pub many: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is stored.
    pub key: String,
    /// What else it may be called.
    pub names: Vec<String>,
    /// What people call it.
    pub label: String,
}

/// Everything that must be known of a new change, in the order of the head.
pub fn all(procedure: &Procedure, lang: Lang) -> Vec<Question<'_>> {
    let keys = &procedure.records.keys;
    let is_known = |it: &&Field| {
        let mut parts = keys.iter().filter(|(_, field)| **field == it.name);
        parts.any(|(part, _)| KNOWN.contains(&part.as_str()))
    };
    let fields = procedure.head().fields.iter();
    let asked = fields
        .filter(|it| matches!(it.required, Required::Always) && !it.may_be_empty && !is_known(it));
    asked.map(|it| Question::of(procedure, it, lang)).collect()
}

impl<'a> Question<'a> {
    /// The question that a field of the head asks.
    pub fn of(procedure: &Procedure, field: &'a Field, lang: Lang) -> Self {
        let (kind, many) = match &field.kind {
            FieldKind::List(of) => (&of.kind, true),
            kind => (kind, false),
        };
        let registers = &procedure.registers;
        let choices = match kind {
            FieldKind::Enum(values) => {
                let choice = |it: &crate::procedure::fields::EnumValue| Choice {
                    key: it.key.clone(),
                    names: it.label.each().map(str::to_owned).collect(),
                    label: it.label.get(lang).to_owned(),
                };
                values.iter().map(choice).collect()
            }
            FieldKind::System => {
                let choice = |it: &crate::procedure::registers::System| Choice {
                    key: it.id.clone(),
                    names: it.name.each().map(str::to_owned).collect(),
                    label: it.name.get(lang).to_owned(),
                };
                registers.systems.iter().map(choice).collect()
            }
            FieldKind::Person => {
                let choice = |it: &crate::procedure::registers::Person| Choice {
                    key: it.id.clone(),
                    names: it.aliases.iter().chain([&it.name]).cloned().collect(),
                    label: it.name.clone(),
                };
                registers.people.iter().map(choice).collect()
            }
            FieldKind::Bool => ["true", "false"]
                .map(|it| Choice {
                    key: it.to_owned(),
                    names: Vec::new(),
                    label: String::new(),
                })
                .into(),
            _ => Vec::new(),
        };
        Self {
            field,
            choices,
            many,
        }
    }

    /// The keys that were meant, else what is no answer.
    pub fn read(&self, answers: &[String]) -> Result<Vec<String>, String> {
        let split = |it: &'_ String| -> Vec<String> {
            if self.many {
                it.split([',', '，', '、']).map(str::to_owned).collect()
            } else {
                vec![it.clone()]
            }
        };
        let words = answers.iter().flat_map(split);
        let words = words
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty());
        let mut keys = Vec::new();
        for word in words {
            let key = if self.choices.is_empty() {
                word
            } else {
                self.choice(&word).ok_or(word)?
            };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    fn choice(&self, word: &str) -> Option<String> {
        let wanted = normal(word);
        let is_it = |it: &&Choice| {
            normal(&it.key) == wanted || it.names.iter().any(|it| normal(it) == wanted)
        };
        self.choices.iter().find(is_it).map(|it| it.key.clone())
    }

    /// Keys as they are written down.
    pub fn written(&self, keys: &[String]) -> Written {
        match (self.many, &self.field.kind) {
            (true, _) => Written::list(keys.iter().map(String::as_str)),
            (false, FieldKind::Bool | FieldKind::Int | FieldKind::Number) => {
                Written::Line(keys.concat())
            }
            (false, _) => Written::text(&keys.concat()),
        }
    }
}
