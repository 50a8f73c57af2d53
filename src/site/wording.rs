//! The procedure in words: conditions, what a field holds, what shows a state.

use crate::book::select;
use crate::procedure::fields::{Condition, Field, FieldKind, Operand, Required, Test, Wanted};
use crate::procedure::flow::Evidence;

use crate::procedure::selector::Root;

use super::desk::Here;

impl Here<'_> {
    /// A condition as a phrase; `near` are the fields among which its bare names are.
    pub(crate) fn condition(&self, condition: &Condition, near: &[Field]) -> String {
        let tests: Vec<_> = condition
            .tests
            .iter()
            .map(|it| self.test(it, near))
            .collect();
        tests.join(&self.ui("ui.condition.and"))
    }

    fn test(&self, test: &Test, near: &[Field]) -> String {
        let (operand, wanted) = match test {
            Test::Reached(states) => {
                let mut labels: Vec<_> = states
                    .iter()
                    .map(|(_, state)| self.word(&self.desk.state_label(state)))
                    .collect();
                labels.dedup();
                return self.ui_with("ui.condition.reached", &[("state", &self.list(&labels))]);
            }
            Test::Value(operand, wanted) => (operand, wanted),
        };
        let (label, field) = match operand {
            Operand::Near(name) => {
                let field = near.iter().find(|it| &it.name == name);
                (
                    field.map_or_else(|| name.clone(), |it| self.label(it).text),
                    field,
                )
            }
            Operand::Far(selector) => {
                let mut label = self.word(&select::label(self.desk.ctx.procedure, selector));
                if matches!(selector.root, Root::Policy(_)) {
                    label = self.ui_with("ui.condition.policy", &[("label", &label)]);
                }
                (label, select::field(self.desk.ctx.procedure, selector))
            }
        };
        let of_policy = matches!(operand, Operand::Far(it) if matches!(it.root, Root::Policy(_)));
        let (path, keys) = match wanted {
            Wanted::OneOf(keys) if of_policy => ("ui.condition.listed", keys.as_slice()),
            Wanted::OneOf(keys) => ("ui.condition.one_of", keys.as_slice()),
            Wanted::NoneOf(keys) => ("ui.condition.none_of", keys.as_slice()),
            Wanted::Any => ("ui.condition.any", [].as_slice()),
            Wanted::None => ("ui.condition.none", [].as_slice()),
        };
        let values: Vec<_> = keys.iter().map(|it| self.key_label(field, it)).collect();
        self.ui_with(
            path,
            &[
                ("label", &label),
                ("values", &values.join(&self.ui("ui.condition.or"))),
            ],
        )
    }

    /// What people call a key of the enumeration of `field`.
    fn key_label(&self, field: Option<&Field>, key: &str) -> String {
        match key {
            "true" => return self.ui("value.yes"),
            "false" => return self.ui("value.no"),
            _ => {}
        }
        let values = match field.map(|it| &it.kind) {
            Some(FieldKind::Enum(values)) => values.as_slice(),
            Some(FieldKind::List(of)) => match &of.kind {
                FieldKind::Enum(values) => values.as_slice(),
                _ => &[],
            },
            _ => &[],
        };
        let known = values
            .iter()
            .find(|it| it.key == key)
            .map(|it| self.word(&it.label));
        let document = || {
            self.desk
                .ctx
                .procedure
                .document(key)
                .map(|it| self.word(&it.name()))
        };
        known.or_else(document).unwrap_or_else(|| key.to_owned())
    }

    /// When a field must be filled in; `near` are its siblings.
    pub(crate) fn required(&self, field: &Field, near: &[Field]) -> String {
        match &field.required {
            _ if field.executed => self.ui("ui.required.executed"),
            Required::Always => self.ui("ui.required.always"),
            Required::Never => self.ui("ui.required.never"),
            Required::When(condition) => self.ui_with(
                "ui.required.when",
                &[("condition", &self.condition(condition, near))],
            ),
        }
    }

    /// What a field holds.
    pub(crate) fn holds(&self, kind: &FieldKind) -> String {
        let path = match kind {
            FieldKind::String => "ui.type.string",
            FieldKind::Text => "ui.type.text",
            FieldKind::Bool => "ui.type.bool",
            FieldKind::Int => "ui.type.int",
            FieldKind::Number => "ui.type.number",
            FieldKind::DateTime => "ui.type.datetime",
            FieldKind::Date => "ui.type.date",
            FieldKind::Person => "ui.type.person",
            FieldKind::Role => "ui.type.role",
            FieldKind::System => "ui.type.system",
            FieldKind::Record => "ui.type.record",
            FieldKind::Ref => "ui.type.ref",
            FieldKind::Enum(_) => "ui.type.enum",
            FieldKind::Object(_) => "ui.type.object",
            FieldKind::People => "ui.type.people",
            FieldKind::Events => "ui.type.events",
            FieldKind::Waivers => "ui.type.waivers",
            FieldKind::List(of) => {
                return self.ui_with("ui.type.list", &[("of", &self.holds(&of.kind))]);
            }
        };
        self.ui(path)
    }

    /// What shows that a state was reached.
    pub(crate) fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Event { types, results, .. } => {
                let events = &self.desk.ctx.procedure.events;
                let label = |it: &str| {
                    events
                        .kind(it)
                        .map_or_else(|| it.to_owned(), |it| self.word(&it.label))
                };
                let quoted = |it: &str| self.ui_with("ui.quoted", &[("text", &label(it))]);
                let types: Vec<_> = types
                    .iter()
                    .flat_map(|it| events.expand(it))
                    .map(quoted)
                    .collect();
                let types = types.join(&self.ui("ui.condition.or"));
                if results.is_empty() {
                    return self.ui_with("ui.evidence.event", &[("event", &types)]);
                }
                let field = events.fields.iter().find(|field| {
                    matches!(&field.kind, FieldKind::Enum(values) if values.iter().any(|it| results.contains(&it.key)))
                });
                let results: Vec<_> = results.iter().map(|it| self.key_label(field, it)).collect();
                let results = results.join(&self.ui("ui.condition.or"));
                self.ui_with(
                    "ui.evidence.result",
                    &[("event", &types), ("result", &results)],
                )
            }
            Evidence::Document { document, .. } => {
                let kind = self.desk.ctx.procedure.document(document);
                let name = kind.map_or_else(|| document.clone(), |it| self.word(&it.name()));
                self.ui_with("ui.evidence.document", &[("document", &name)])
            }
        }
    }
}
