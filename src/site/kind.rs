//! The kinds of pages: where each one is, which template draws it, and who makes its view.
//!
//! A new kind is a file with its view, a variant here and a template of the theme.

use serde::Serialize;

use crate::notice as engine;
use crate::notice::Notice;

use super::address::{self, Address};
use super::desk::{Desk, Here};
use super::shell::Frame;
use super::{
    audit, calendar, changes, compliance, coverage, dossier, free, home, missing, notice, people,
    person, procedure, process, register, role, roles, rule, rules, search, section, statistics,
    system, systems, template, templates, todo,
};

/// The kinds of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Home,
    Todo,
    Process,
    Procedure,
    Section(usize),
    Templates,
    Template(usize),
    Changes(changes::List),
    Change(usize),
    Compliance(compliance::Sheet),
    Waivers(usize),
    Statistics,
    Figure(statistics::list::Leaf),
    Coverage,
    Audit,
    Population(usize),
    Evidence(usize),
    Calendar(calendar::Sheet),
    Rules,
    Rule(usize),
    Notice(&'static str),
    People,
    Person(person::Sheet),
    Roles,
    Role(role::Sheet),
    Systems,
    System(usize),
    Free(String),
    Search,
    Missing,
}

/// What a page shows, by its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Body {
    Home(Box<home::View>),
    Todo(todo::View),
    Process(process::View),
    Procedure(procedure::Contents),
    Section(section::View),
    Templates(templates::Contents),
    Template(template::View),
    Changes(changes::View),
    Change(Box<dossier::View>),
    Compliance(compliance::View),
    Waivers(register::View),
    Statistics(statistics::View),
    Figure(statistics::list::View),
    Coverage(coverage::View),
    Audit(audit::overview::View),
    Population(audit::list::View),
    Evidence(Box<audit::evidence::View>),
    Calendar(Box<calendar::View>),
    Rules(rules::Contents),
    Rule(Box<rule::View>),
    Notice(notice::View),
    People(people::Contents),
    Person(Box<person::View>),
    Roles(roles::Contents),
    Role(Box<role::View>),
    Systems(systems::Contents),
    System(Box<system::View>),
    Free(free::View),
    Search(search::View),
    Missing(missing::View),
}

/// Every page, the same in each language.
pub(super) fn all(desk: &Desk<'_>) -> Vec<Kind> {
    let procedure = desk.ctx.procedure;
    let mut kinds = vec![Kind::Home, Kind::Todo, Kind::Process, Kind::Procedure];
    kinds.extend((0..procedure.sections.len()).map(Kind::Section));
    kinds.push(Kind::Templates);
    kinds.extend((0..procedure.documents.len()).map(Kind::Template));
    kinds.extend(changes::lists(desk).into_iter().map(Kind::Changes));
    kinds.extend((0..desk.ctx.book.records.len()).map(Kind::Change));
    kinds.extend(compliance::sheets(desk).into_iter().map(Kind::Compliance));
    kinds.extend((0..register::pages(desk)).map(Kind::Waivers));
    kinds.push(Kind::Statistics);
    kinds.extend(statistics::list::leaves(desk).into_iter().map(Kind::Figure));
    kinds.push(Kind::Coverage);
    kinds.push(Kind::Audit);
    kinds.extend((0..audit::list::pages(desk)).map(Kind::Population));
    kinds.extend((0..desk.ctx.book.records.len()).map(Kind::Evidence));
    kinds.extend(calendar::sheets(desk).into_iter().map(Kind::Calendar));
    kinds.push(Kind::Rules);
    kinds.extend((0..procedure.rules.len()).map(Kind::Rule));
    kinds.extend(engine::ALL.iter().map(|it| Kind::Notice(it.id)));
    if desk.ctx.config.publish_names {
        kinds.push(Kind::People);
        kinds.extend(person::sheets(desk).into_iter().map(Kind::Person));
    }
    kinds.push(Kind::Roles);
    kinds.extend(role::sheets(desk).into_iter().map(Kind::Role));
    kinds.push(Kind::Systems);
    kinds.extend((0..procedure.registers.systems.len()).map(Kind::System));
    kinds.extend(desk.free.keys().cloned().map(Kind::Free));
    kinds.push(Kind::Search);
    kinds.push(Kind::Missing);
    kinds
}

impl Kind {
    pub(super) fn address(&self, desk: &Desk<'_>, prefix: &str) -> Address {
        let procedure = desk.ctx.procedure;
        let page = |parts: &[&str]| Address::page(prefix, parts);
        let slug = address::slug;
        match self {
            Self::Home => page(&[]),
            Self::Todo => page(&["todo"]),
            Self::Process => page(&["process"]),
            Self::Procedure => page(&["procedure"]),
            Self::Section(at) => page(&["procedure", &slug(&procedure.sections[*at].number)]),
            Self::Templates => page(&["templates"]),
            Self::Template(at) => page(&["templates", &slug(&procedure.documents[*at].id)]),
            Self::Changes(list) => list.address(prefix),
            Self::Change(at) => page(&["changes", &desk.notes[*at].slug]),
            Self::Compliance(sheet) => sheet.address(prefix),
            Self::Waivers(at) => register::address(prefix, *at),
            Self::Statistics => page(&["compliance", "statistics"]),
            Self::Figure(leaf) => leaf.address(desk, prefix),
            Self::Coverage => page(&["compliance", "coverage"]),
            Self::Audit => page(&["audit"]),
            Self::Population(at) => audit::list::address(prefix, *at),
            Self::Evidence(at) => page(&["audit", &desk.notes[*at].slug]),
            Self::Calendar(sheet) => sheet.address(prefix),
            Self::Rules => page(&["rules"]),
            Self::Rule(at) => page(&["rules", &slug(&procedure.rules[*at].id)]),
            Self::Notice(id) => page(&["rules", id]),
            Self::People => page(&["people"]),
            Self::Person(sheet) => sheet.address(desk, prefix),
            Self::Roles => page(&["roles"]),
            Self::Role(sheet) => sheet.address(prefix),
            Self::Systems => page(&["systems"]),
            Self::System(at) => page(&["systems", &slug(&procedure.registers.systems[*at].id)]),
            Self::Free(name) => page(&["pages", &slug(name)]),
            Self::Search => page(&["search"]),
            Self::Missing => Address::file(format!("{prefix}404.html")),
        }
    }

    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Todo => "todo.html",
            Self::Process => "process.html",
            Self::Procedure => "procedure.html",
            Self::Section(_) => "section.html",
            Self::Templates => "templates.html",
            Self::Template(_) => "template.html",
            Self::Changes(_) => "changes.html",
            Self::Change(_) => "change.html",
            Self::Compliance(_) => "compliance.html",
            Self::Waivers(_) => "waivers.html",
            Self::Statistics => "statistics.html",
            Self::Figure(_) => "statistics_list.html",
            Self::Coverage => "coverage.html",
            Self::Audit => "audit.html",
            Self::Population(_) => "audit_list.html",
            Self::Evidence(_) => "evidence.html",
            Self::Calendar(_) => "calendar.html",
            Self::Rules => "rules.html",
            Self::Rule(_) => "rule.html",
            Self::Notice(_) => "notice.html",
            Self::People => "people.html",
            Self::Person(_) => "person.html",
            Self::Roles => "roles.html",
            Self::Role(_) => "role.html",
            Self::Systems => "systems.html",
            Self::System(_) => "system.html",
            Self::Free(_) => "page.html",
            Self::Search => "search.html",
            Self::Missing => "404.html",
        }
    }

    /// Whether it is about the portal as a whole: its foot names the commit and counts what there is. No other page
    /// may, or one new record would change them all.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self, Self::Home | Self::Audit)
    }

    pub(super) fn view<'v>(&'v self, here: &Here<'v>) -> (Frame<'v>, Body) {
        fn with<V>(
            (frame, view): (Frame<'_>, V),
            body: impl FnOnce(V) -> Body,
        ) -> (Frame<'_>, Body) {
            (frame, body(view))
        }
        match self {
            Self::Home => with(home::view(here), |it| Body::Home(Box::new(it))),
            Self::Todo => with(todo::view(here), Body::Todo),
            Self::Process => with(process::view(here), Body::Process),
            Self::Procedure => with(procedure::contents(here), Body::Procedure),
            Self::Section(at) => with(section::view(here, *at), Body::Section),
            Self::Templates => with(templates::contents(here), Body::Templates),
            Self::Template(at) => with(template::view(here, *at), Body::Template),
            Self::Changes(list) => with(changes::view(here, list), Body::Changes),
            Self::Change(at) => with(dossier::view(here, *at), |it| Body::Change(Box::new(it))),
            Self::Compliance(sheet) => with(compliance::view(here, sheet), Body::Compliance),
            Self::Waivers(at) => with(register::view(here, *at), Body::Waivers),
            Self::Statistics => with(statistics::view(here), Body::Statistics),
            Self::Figure(leaf) => with(statistics::list::view(here, *leaf), Body::Figure),
            Self::Coverage => with(coverage::view(here), Body::Coverage),
            Self::Audit => with(audit::overview::view(here), Body::Audit),
            Self::Population(at) => with(audit::list::view(here, *at), Body::Population),
            Self::Evidence(at) => with(audit::evidence::view(here, *at), |it| {
                Body::Evidence(Box::new(it))
            }),
            Self::Calendar(sheet) => with(calendar::view(here, sheet), |it| {
                Body::Calendar(Box::new(it))
            }),
            Self::Rules => with(rules::contents(here), Body::Rules),
            Self::Rule(at) => with(rule::view(here, *at), |it| Body::Rule(Box::new(it))),
            Self::Notice(id) => match engine::find(id).map(|it: &Notice| notice::view(here, it)) {
                Some(view) => with(view, Body::Notice),
                None => with(missing::view(here), Body::Missing),
            },
            Self::People => with(people::contents(here), Body::People),
            Self::Person(sheet) => with(person::view(here, sheet), |it| Body::Person(Box::new(it))),
            Self::Roles => with(roles::contents(here), Body::Roles),
            Self::Role(sheet) => with(role::view(here, sheet), |it| Body::Role(Box::new(it))),
            Self::Systems => with(systems::contents(here), Body::Systems),
            Self::System(at) => with(system::view(here, *at), |it| Body::System(Box::new(it))),
            Self::Free(name) => match free::view(here, name) {
                Some(view) => with(view, Body::Free),
                None => with(missing::view(here), Body::Missing),
            },
            Self::Search => with(search::view(here), Body::Search),
            Self::Missing => with(missing::view(here), Body::Missing),
        }
    }
}
