//! Routes, states, side states, types of events, and roles.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::DocumentType;
use crate::procedure::flow::{Evidence, State};
use crate::words;

use super::rule::clauses;
use super::{Manual, Page, id};

/// The ids of all of them.
pub fn ids(procedure: &Procedure) -> Vec<String> {
    let routes = procedure.routes.iter().map(|it| &it.id);
    let states = procedure
        .routes
        .iter()
        .flat_map(|it| &it.states)
        .map(|it| &it.id);
    let side = procedure.side_states.iter().map(|it| &it.id);
    let events = procedure.events.types.iter().map(|it| &it.id);
    let roles = procedure
        .roles
        .iter()
        .chain(&procedure.duties)
        .map(|it| &it.id);
    let all = routes.chain(states).chain(side).chain(events).chain(roles);
    all.cloned().collect()
}

/// The page of one of them. What has one id as a state and as an event has one page.
pub fn page(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    route(manual, wanted)
        .or_else(|| state(manual, wanted))
        .or_else(|| side_state(manual, wanted))
        .or_else(|| event(manual, wanted))
        .or_else(|| role(manual, wanted))
}

fn route(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let route = manual.procedure.route(wanted)?;
    let mut page = Page::new(&route.id, "route", route.label.clone());
    page.say("", route.purpose.clone());
    page.list(
        "states",
        route.states.iter().map(|it| (id(&it.id), it.label.clone())),
    );
    let side = manual.procedure.side_states.iter();
    page.list(
        "side-states",
        side.filter(|it| route.side_states.contains(&it.id))
            .map(|it| (id(&it.id), it.label.clone())),
    );
    Some(page)
}

fn state(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let procedure = manual.procedure;
    let with = |it: &State| it.id == wanted;
    let routes: Vec<_> = procedure
        .routes
        .iter()
        .filter_map(|route| {
            route
                .states
                .iter()
                .find(|it| with(it))
                .map(|it| (route, it))
        })
        .collect();
    let (_, first) = routes.first()?;
    let mut page = Page::new(wanted, "state", first.label.clone());
    let guards = routes
        .iter()
        .map(|(route, state)| (route.label.clone(), state.guard.clone()));
    page.list("guard", guards);
    let shown = routes.iter().filter_map(|(route, state)| {
        let evidence = state.evidence.as_ref()?;
        Some((route.label.clone(), evidence_text(procedure, evidence)))
    });
    page.list("evidence", shown);
    let by: Vec<_> = first
        .by
        .iter()
        .map(|it| (id(it), procedure.role_label(it)))
        .collect();
    page.list("taken-by", by);
    page.list("documents-due", documents_due(procedure, wanted));
    page.list("rules-from", rules_from(procedure, wanted));
    page.list("clauses", clauses(manual, &first.clauses));
    if let Some(kind) = procedure.events.kind(wanted) {
        page.list("event-too", [(id(&kind.id), kind.label.clone())]);
    }
    Some(page)
}

fn side_state(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let mut states = manual.procedure.side_states.iter();
    let state = states.find(|it| it.id == wanted)?;
    let mut page = Page::new(&state.id, "side-state", state.label.clone());
    page.say("", state.meaning.clone());
    let word = |it: &str| words::text(&format!("explain.{it}"));
    let mut facts = Vec::new();
    facts.extend(state.ranks_as.as_ref().map(|it| (word("ranks-as"), id(it))));
    facts.extend(
        state
            .returns_to
            .as_ref()
            .map(|it| (word("returns-to"), id(it))),
    );
    if let Some(evidence) = &state.evidence {
        facts.push((word("evidence"), evidence_text(manual.procedure, evidence)));
    }
    page.list("facts", facts);
    Some(page)
}

fn event(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let events = &manual.procedure.events;
    let kind = events.kind(wanted)?;
    let mut page = Page::new(&kind.id, "event", kind.label.clone());
    let field = |name: &String| {
        let mut fields = events.fields.iter();
        let found = fields.find(|it| it.name == *name);
        (
            id(name),
            found.map(|it| it.label.clone()).unwrap_or_default(),
        )
    };
    page.list("needs", kind.needs.iter().map(field));
    page.list(
        "results",
        kind.results.iter().map(|it| (id(it), Text::default())),
    );
    let sets = events
        .sets
        .iter()
        .filter(|(_, types)| types.contains(&kind.id));
    page.list("in-sets", sets.map(|(name, _)| (id(name), Text::default())));
    Some(page)
}

fn role(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let procedure = manual.procedure;
    let mut roles = procedure.roles.iter().chain(&procedure.duties);
    let role = roles.find(|it| it.id == wanted)?;
    let mut page = Page::new(&role.id, "role", role.label.clone());
    page.list(
        "aliases",
        role.aliases.iter().map(|it| (id(it), Text::default())),
    );
    let documents = procedure.documents.iter();
    page.list(
        "writes",
        documents
            .filter(|it| it.written_by.contains(&role.id))
            .map(|it| (id(&it.id), it.name())),
    );
    let mut takes: Vec<_> = procedure
        .routes
        .iter()
        .flat_map(|it| &it.states)
        .filter(|it| it.by.contains(&role.id))
        .map(|it| (id(&it.id), it.label.clone()))
        .collect();
    takes.sort();
    takes.dedup();
    page.list("takes-to", takes);
    page.say("defined", manual.sources.cite(role.place).into());
    Some(page)
}

/// What shows that a state was reached, in words.
fn evidence_text(procedure: &Procedure, evidence: &Evidence) -> Text {
    match evidence {
        Evidence::Event { types, roles, .. } => {
            let label = |it: &String| procedure.events.kind(it).map(|it| it.label.clone());
            let types: Vec<_> = types.iter().filter_map(label).collect();
            let roles: Vec<_> = roles.iter().map(|it| procedure.role_label(it)).collect();
            let form = if roles.is_empty() {
                "event"
            } else {
                "event-by"
            };
            let args = [("types", Text::list(&types)), ("roles", Text::list(&roles))];
            words::fill(&format!("explain.shown-by.{form}"), &args)
        }
        Evidence::Document { document, .. } => {
            let kind = procedure.document(document);
            let name = kind.map_or_else(|| id(document), DocumentType::name);
            words::fill("explain.shown-by.document", &[("document", name)])
        }
    }
}

fn documents_due(procedure: &Procedure, state: &str) -> Vec<(Text, Text)> {
    let due = |it: &&DocumentType| it.due.iter().any(|it| it.from == state);
    let documents = procedure.documents.iter().filter(due);
    documents.map(|it| (id(&it.id), it.name())).collect()
}

fn rules_from(procedure: &Procedure, state: &str) -> Vec<(Text, Text)> {
    let rules = procedure.rules.iter();
    rules
        .filter(|it| it.from.iter().any(|(_, it)| it == state))
        .map(|it| (id(&it.id), it.title.clone()))
        .collect()
}
