//! Documents and fields that are not asked for yet, and will be with the next state.

use crate::book::value::{Item, Member, Value};
use crate::book::{Record, condition};
use crate::check::{Context, obligations};
use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{Condition, DocumentType, Field, FieldKind, Required, Test};
use crate::procedure::flow::Route;

/// What a document will lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// The type of the document.
    pub document: String,
    /// Whether the document itself is not there.
    pub absent: bool,
    /// The fields that are not filled in, by their ways from the top of the document.
    pub fields: Vec<String>,
    /// The state with which they are due.
    pub state: String,
}

impl Gap {
    /// What people call the fields; of several within one, that one.
    pub fn labels(&self, procedure: &Procedure) -> Vec<Text> {
        let kind = procedure.document(&self.document);
        let label = |way: &String| {
            let name = way.split('.').next().unwrap_or(way);
            let field = kind.and_then(|it| it.field(name));
            field.map_or_else(|| Text::plain(name), |it| it.label.clone())
        };
        let mut labels: Vec<_> = self.fields.iter().map(label).collect();
        labels.dedup();
        labels
    }
}

/// What will be missing once a record is in `state`, and is not missing already.
pub fn gaps(ctx: &Context<'_>, record: &Record, state: &str) -> Vec<Gap> {
    let procedure = ctx.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let Some((route, rank)) = route.and_then(|it| Some((it, it.rank(state)?))) else {
        return Vec::new();
    };
    let then = Then {
        ctx,
        record,
        route,
        rank,
    };
    let gap = |kind: &DocumentType| {
        let gap = Gap {
            document: kind.id.clone(),
            state: state.to_owned(),
            ..Gap::default()
        };
        let Some(doc) = record.document(&kind.id) else {
            return then.is_newly_due(kind).then_some(Gap {
                absent: true,
                ..gap
            });
        };
        if !doc.readable {
            return None;
        }
        let now = obligations::is_judged(ctx, record, doc);
        if !now && !then.is_due(kind) {
            return None;
        }
        let mut fields = Vec::new();
        then.walk(&kind.fields, &[&doc.fields], ("", now), &mut fields);
        (!fields.is_empty()).then_some(Gap { fields, ..gap })
    };
    procedure.documents.iter().filter_map(gap).collect()
}

/// A record as it will be in a later state.
struct Then<'a> {
    ctx: &'a Context<'a>,
    record: &'a Record,
    route: &'a Route,
    rank: usize,
}

impl Then<'_> {
    fn has_reached(&self, state: &str) -> bool {
        self.route.rank(state).is_some_and(|it| it <= self.rank)
    }

    /// Whether a document is due then, be it due now or not.
    fn is_due(&self, kind: &DocumentType) -> bool {
        let near: [&[Member]; 1] = [&self.record.head.fields];
        kind.due.iter().any(|it| {
            it.route == self.route.id
                && self.has_reached(&it.from)
                && it.when.as_ref().is_none_or(|it| self.holds(it, &near))
                && !obligations::is_met(self.ctx, self.record, kind, it)
        }) || (self.record.document(&kind.id).is_some() && self.is_asked(kind))
    }

    /// Whether the type is due in any way then, met or not.
    fn is_asked(&self, kind: &DocumentType) -> bool {
        let near: [&[Member]; 1] = [&self.record.head.fields];
        kind.due.iter().any(|it| {
            it.route == self.route.id
                && self.has_reached(&it.from)
                && it.when.as_ref().is_none_or(|it| self.holds(it, &near))
        })
    }

    fn is_newly_due(&self, kind: &DocumentType) -> bool {
        obligations::due(self.ctx, self.record, kind).is_empty() && self.is_due(kind)
    }

    fn holds(&self, condition: &Condition, near: condition::Near<'_>) -> bool {
        condition.tests.iter().all(|test| match test {
            Test::Reached(states) => {
                let of_route = states.iter().find(|it| it.0 == self.route.id);
                of_route.is_some_and(|(_, state)| self.has_reached(state))
            }
            Test::Value(..) => {
                let only = Condition {
                    place: condition.place,
                    tests: vec![test.clone()],
                };
                let ctx = self.ctx;
                condition::holds(ctx.book, self.record, ctx.procedure, near, &only)
            }
        })
    }

    fn is_required(&self, required: &Required, near: condition::Near<'_>) -> bool {
        match required {
            Required::Always => true,
            Required::Never => false,
            Required::When(it) => self.holds(it, near),
        }
    }

    /// Collects what is not filled in; `now` says whether the document is judged already.
    fn walk(
        &self,
        fields: &[Field],
        near: condition::Near<'_>,
        (path, now): (&str, bool),
        gaps: &mut Vec<String>,
    ) {
        let members = near.first().copied().unwrap_or_default();
        for field in fields.iter().filter(|it| !it.executed) {
            let path = match path {
                "" => field.name.clone(),
                path => format!("{path}.{}", field.name),
            };
            let is_new = |required: &Required| {
                self.is_required(required, near)
                    && !(now && obligations::is_required(self.ctx, self.record, near, required))
            };
            let written = members.iter().find(|it| it.key == field.name);
            let item = written.map(|it| &it.item);
            let is_answer =
                field.may_be_empty && item.is_some_and(|it| matches!(it.value, Value::List(_)));
            if item.is_none_or(Item::is_empty) && !is_answer {
                if is_new(&field.required) {
                    gaps.push(path);
                }
                continue;
            }
            match (&field.kind, item.map(|it| &it.value)) {
                (FieldKind::Object(inner), Some(Value::Map(members))) => {
                    let mut nearer: Vec<&[Member]> = vec![members];
                    nearer.extend(near);
                    self.walk(inner, &nearer, (&path, now), gaps);
                }
                (FieldKind::People, Some(Value::Map(people))) => {
                    for (role, required) in &field.needs {
                        let named = people.iter().find(|it| &it.key == role);
                        if named.is_none_or(|it| it.item.is_empty()) && is_new(required) {
                            gaps.push(format!("{path}.{role}"));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
