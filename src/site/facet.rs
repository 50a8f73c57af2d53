//! The facets of the list of records: verdict, state, who takes it on, route, scope, system, month of opening.
//!
//! One more is not offered beside the list: the state on one route, so that a number
//! that stands for one route leads to exactly these records.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::value::Value;
use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{EnumValue, FieldKind};
use crate::words;

use super::desk::Desk;

/// A way in which the list is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    /// The effective state.
    State,
    /// The roles for which something waits.
    Role,
    /// The route.
    Route,
    /// The effective state on the route, as [`stage`] writes it.
    Stage,
    /// What it touches, by the values of the field that says so.
    Scope,
    /// The system.
    System,
    /// How it stands as a whole, and whether it has anything waived or undecided.
    Verdict,
    /// The month in which it was opened.
    Month,
}

/// What a record is called under [`Facet::Verdict`].
pub(crate) const VERDICTS: [&str; 6] = [
    "non_compliant",
    "in_progress",
    "compliant",
    "warning",
    "undecidable",
    "waived",
];

impl Facet {
    pub(crate) const ALL: [Self; 8] = [
        Self::Verdict,
        Self::State,
        Self::Role,
        Self::Route,
        Self::Stage,
        Self::Scope,
        Self::System,
        Self::Month,
    ];

    /// Whether the lists offer it to be cut by.
    pub(crate) fn is_offered(self) -> bool {
        self != Self::Stage
    }

    /// As it stands in addresses and in the words of the interface.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Role => "role",
            Self::Route => "route",
            Self::Stage => "stage",
            Self::Scope => "scope",
            Self::System => "system",
            Self::Verdict => "verdict",
            Self::Month => "month",
        }
    }

    /// The values of a record.
    pub(crate) fn of(self, desk: &Desk<'_>, index: usize) -> Vec<String> {
        let record = desk.record(index);
        match self {
            Self::State => Some(record.life.effective.clone())
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect(),
            Self::Role => desk.duties.roles_of(index).cloned().collect(),
            Self::Route => record.route.clone().into_iter().collect(),
            Self::Stage => {
                let route = record.route.iter();
                let stage = route.map(|it| stage(it, &record.life.effective));
                stage.filter(|it| !it.ends_with('/')).collect()
            }
            Self::Scope => {
                let field = desk.ctx.procedure.key_field("scope");
                let written = field.and_then(|it| record.head.field(&it.name));
                let items = written.into_iter().flat_map(|it| it.item.items());
                // Free words would make a page each.
                let keys = items.filter_map(|it| match &it.value {
                    Value::Key(key) => Some(key.clone()),
                    _ => None,
                });
                let keys: BTreeSet<_> = keys.collect();
                keys.into_iter().collect()
            }
            Self::System => record.system.clone().into_iter().collect(),
            Self::Month => {
                let zone = &desk.ctx.config.zone;
                let day = record.opened.as_ref().map(|it| it.day(zone));
                day.map(|it| it.strftime("%Y-%m").to_string())
                    .into_iter()
                    .collect()
            }
            Self::Verdict => {
                let note = &desk.notes[index];
                let marks = [
                    ("warning", note.warnings > note.undecided),
                    ("undecidable", note.undecided + note.unread > 0),
                    ("waived", note.waived > 0),
                ];
                let marks = marks.into_iter().filter(|it| it.1).map(|it| it.0);
                std::iter::once(desk.standing(index))
                    .chain(marks)
                    .map(str::to_owned)
                    .collect()
            }
        }
    }

    /// What people call a value.
    pub(crate) fn label(self, desk: &Desk<'_>, value: &str) -> Text {
        let procedure = desk.ctx.procedure;
        match self {
            Self::State => desk.state_label(value),
            Self::Route => procedure
                .route(value)
                .map_or_else(|| value.into(), |it| it.label.clone()),
            Self::Stage => {
                let (route, state) = value.split_once('/').unwrap_or((value, ""));
                let route = Self::Route.label(desk, route);
                let state = desk.state_label(state);
                words::fill("ui.changes.stage", &[("state", state), ("route", route)])
            }
            Self::Role => procedure.role_label(value),
            Self::Scope => {
                let scope = scopes(procedure).iter().find(|it| it.key == value);
                scope.map_or_else(|| value.into(), |it| it.label.clone())
            }
            Self::System => desk.system_label(value),
            Self::Verdict => words::text(&format!("ui.verdict.{value}")),
            Self::Month => value.into(),
        }
    }

    /// Every value that occurs, with its records in the order of `records`, in a fixed order.
    pub(crate) fn values(self, desk: &Desk<'_>, records: &[usize]) -> Vec<(String, Vec<usize>)> {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &index in records {
            for value in self.of(desk, index) {
                found.entry(value).or_default().push(index);
            }
        }
        let order = self.order(desk);
        let mut values: Vec<_> = found.into_iter().collect();
        if self == Self::Month {
            values.reverse();
            return values;
        }
        values.sort_by_key(|(value, _)| {
            order
                .iter()
                .position(|it| it == value)
                .unwrap_or(order.len())
        });
        values
    }

    /// The values in the order of the procedure.
    fn order(self, desk: &Desk<'_>) -> Vec<String> {
        let procedure = desk.ctx.procedure;
        match self {
            Self::State => {
                let on_route = procedure
                    .routes
                    .iter()
                    .flat_map(|it| &it.states)
                    .map(|it| it.id.clone());
                let on_side = procedure.side_states.iter().map(|it| it.id.clone());
                on_route.chain(on_side).collect()
            }
            Self::Role => procedure.roles.iter().map(|it| it.id.clone()).collect(),
            Self::Route => procedure.routes.iter().map(|it| it.id.clone()).collect(),
            Self::Scope => scopes(procedure).iter().map(|it| it.key.clone()).collect(),
            Self::System => procedure
                .registers
                .systems
                .iter()
                .map(|it| it.id.clone())
                .collect(),
            Self::Verdict => VERDICTS.map(str::to_owned).to_vec(),
            // No list of these stands anywhere.
            Self::Month | Self::Stage => Vec::new(),
        }
    }
}

/// A state on a route, as [`Facet::Stage`] has it.
pub(crate) fn stage(route: &str, state: &str) -> String {
    format!("{route}/{state}")
}

/// The values that the field of the scope accepts.
fn scopes(procedure: &Procedure) -> &[EnumValue] {
    let field = procedure.key_field("scope");
    match field.map(|it| &it.kind) {
        Some(FieldKind::Enum(values)) => values,
        Some(FieldKind::List(of)) => match &of.kind {
            FieldKind::Enum(values) => values,
            _ => &[],
        },
        _ => &[],
    }
}
