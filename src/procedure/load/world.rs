//! What is known while a file of the procedure is read: all names of the procedure, and the policy.
//!
//! The files refer to each other both ways: a field's condition names documents that are read later.
//! So they are read more than once: without findings until every name is known, then held against them.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{EnumValue, Field, FieldKind};
use crate::procedure::flow::Fact;
use crate::procedure::rules::Signature;

/// Everything that may be referred to.
#[derive(Clone, Copy, Debug)]
pub(super) struct World<'w> {
    /// The procedure as far as it is known.
    pub(super) known: &'w Procedure,
    /// The facts that may be used: those above, while facts are read.
    pub(super) facts: &'w [Fact],
    /// What check kinds there are.
    pub(super) kinds: &'w [Signature],
}

impl<'w> World<'w> {
    pub(super) fn new(known: &'w Procedure, kinds: &'w [Signature]) -> Self {
        let facts = &known.facts;
        Self {
            known,
            facts,
            kinds,
        }
    }

    pub(super) fn roles(&self) -> Vec<&'w str> {
        self.known.roles.iter().map(|it| it.id.as_str()).collect()
    }

    /// Roles and duties: what may stand in a field of type `role`.
    pub(super) fn parts(&self) -> Vec<&'w str> {
        let all = self.known.roles.iter().chain(&self.known.duties);
        all.map(|it| it.id.as_str()).collect()
    }

    pub(super) fn documents(&self) -> Vec<&'w str> {
        let all = self.known.documents.iter();
        all.map(|it| it.id.as_str()).collect()
    }

    pub(super) fn is_document(&self, id: &str) -> bool {
        self.known.document(id).is_some()
    }

    /// Types of events, and sets of them.
    pub(super) fn events(&self) -> Vec<&'w str> {
        let types = self.event_types();
        let sets = self.known.events.sets.iter().map(|(name, _)| name.as_str());
        types.into_iter().chain(sets).collect()
    }

    pub(super) fn event_types(&self) -> Vec<&'w str> {
        let types = self.known.events.types.iter();
        types.map(|it| it.id.as_str()).collect()
    }

    pub(super) fn routes(&self) -> Vec<&'w str> {
        self.known.routes.iter().map(|it| it.id.as_str()).collect()
    }

    /// The states of all routes, each once, in order.
    pub(super) fn route_states(&self) -> Vec<&'w str> {
        let mut all: Vec<&str> = Vec::new();
        for state in self.known.routes.iter().flat_map(|it| &it.states) {
            if !all.contains(&state.id.as_str()) {
                all.push(&state.id);
            }
        }
        all
    }

    /// The same with the side states.
    pub(super) fn states(&self) -> Vec<&'w str> {
        let side = self.known.side_states.iter().map(|it| it.id.as_str());
        self.route_states().into_iter().chain(side).collect()
    }

    pub(super) fn clauses(&self) -> Vec<&'w str> {
        self.known.clauses().map(|(_, it)| it.id.as_str()).collect()
    }

    pub(super) fn thresholds(&self) -> Vec<&'w str> {
        let all = self.known.policy.thresholds.keys();
        all.map(String::as_str).collect()
    }

    pub(super) fn frameworks(&self) -> Vec<&'w str> {
        let all = self.known.frameworks.iter();
        all.map(|it| it.id.as_str()).collect()
    }

    pub(super) fn sets(&self) -> Vec<&'w str> {
        self.known.sets.keys().map(String::as_str).collect()
    }

    /// The names of enumerations: those written, and those that follow from the rest.
    pub(super) fn enumerations(&self) -> Vec<&'w str> {
        let written = self.known.values.iter().map(|it| it.name.as_str());
        let implied = ["documents", "routes", "states", "events"];
        written.chain(implied).collect()
    }

    /// The values of an enumeration.
    pub(super) fn enumeration(&self, name: &str) -> Option<Vec<EnumValue>> {
        let known = self.known;
        if let Some(written) = known.values.iter().find(|it| it.name == name) {
            return Some(written.values.clone());
        }
        let mut all: Vec<EnumValue> = Vec::new();
        let mut add = |id: &str, label: &Text| {
            if all.iter().all(|it| it.key != id) {
                all.push(EnumValue {
                    key: id.to_owned(),
                    label: label.clone(),
                });
            }
        };
        match name {
            "documents" => known.documents.iter().for_each(|it| add(&it.id, &it.title)),
            "routes" => known.routes.iter().for_each(|it| add(&it.id, &it.label)),
            "events" => known
                .events
                .types
                .iter()
                .for_each(|it| add(&it.id, &it.label)),
            "states" => {
                let states = known.routes.iter().flat_map(|it| &it.states);
                states.for_each(|it| add(&it.id, &it.label));
                known
                    .side_states
                    .iter()
                    .for_each(|it| add(&it.id, &it.label));
            }
            _ => return None,
        }
        Some(all)
    }

    /// The fields of an event.
    pub(super) fn event_fields(&self) -> &'w [Field] {
        &self.known.events.fields
    }

    /// The keys that a field may hold, if they are limited.
    pub(super) fn keys(&self, field: &'w Field) -> Vec<&'w str> {
        match &field.kind {
            FieldKind::Enum(values) => values.iter().map(|it| it.key.as_str()).collect(),
            FieldKind::Bool => vec!["true", "false"],
            FieldKind::Role => self.parts(),
            FieldKind::List(of) => self.keys(of),
            _ => Vec::new(),
        }
    }
}
