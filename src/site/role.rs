//! `/roles/<id>/`: what a role does, who holds it, what waits for it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::procedure::Named;
use crate::procedure::flow::{Route, State};

use super::address::{Address, slug};
use super::desk::{Desk, Here, Target};
use super::duties::Doer;
use super::lists::{Counted, Link, PAGE, PageLink};
use super::person::{Holding, List};
use super::shell::Frame;
use super::tasks::Block;
use super::text::{Rich, Said};

/// A role.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    pub(crate) id: String,
    /// Whether it is a duty within one record, which nobody holds for good.
    pub(crate) is_duty: bool,
    /// What else it is called.
    pub(crate) aliases: Vec<Said>,
    /// The roles that are reached with it.
    pub(crate) equated: Vec<Link>,
    pub(crate) whole: bool,
    pub(crate) states: Vec<Taken>,
    pub(crate) documents: Vec<Link>,
    pub(crate) clauses: Vec<Counted>,
    /// Who holds it, those of today first; `None` if people are not published.
    pub(crate) holders: Option<Vec<Holding>>,
    /// How many hold it today, in words.
    pub(crate) held: String,
    pub(crate) waiting: List<Block>,
    pub(crate) pages: Vec<PageLink>,
}

/// A state that the role takes records to.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) route: Said,
    pub(crate) state: Link,
    pub(crate) guard: Option<Rich>,
}

/// Which page of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// The role.
    role: String,
    /// Whether it is the list of what waits.
    list: bool,
    /// From 0.
    page: usize,
}

/// How many changes stand on the page of the role itself.
const SHORT: usize = 10;

fn all<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Named> {
    let procedure = desk.ctx.procedure;
    procedure.roles.iter().chain(&procedure.duties)
}

/// Every page of every role.
pub(crate) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for role in all(desk) {
        let sheet = |list, page| Sheet {
            role: role.id.clone(),
            list,
            page,
        };
        sheets.push(sheet(false, 0));
        let n = records(desk, &role.id);
        let pages = if n > SHORT { n.div_ceil(PAGE) } else { 0 };
        sheets.extend((0..pages).map(|page| sheet(true, page)));
    }
    sheets
}

/// How many records have something waiting for a role.
fn records(desk: &Desk<'_>, role: &str) -> usize {
    let tasks = desk.duties.of_role(role).iter();
    let records: BTreeSet<_> = tasks.map(|&it| desk.duties.tasks[it].record).collect();
    records.len()
}

impl Sheet {
    /// Where the page stands, from the root.
    pub(crate) fn address(&self, prefix: &str) -> Address {
        let role = slug(&self.role);
        let number = (self.page + 1).to_string();
        let mut parts = vec!["roles", &role];
        if self.list {
            parts.push("waiting");
        }
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}

pub(crate) fn view<'h>(here: &Here<'h>, sheet: &Sheet) -> (Frame<'h>, View) {
    let desk = here.desk;
    let procedure = desk.ctx.procedure;
    let role = all(desk).find(|it| it.id == sheet.role);
    let id = role.map_or("", |it| it.id.as_str());
    let label = here.role(id);
    let mut title = label.clone();
    if sheet.list {
        title.text = format!("{} · {}", title.text, here.ui("ui.person.waiting"));
    }
    let title = here.numbered(title, sheet.page);
    let link = |target, label| {
        Some(Link {
            label,
            href: here.href(target)?,
        })
    };
    let written = procedure
        .documents
        .iter()
        .filter(|it| it.written_by.iter().any(|by| by == id));
    let equated = procedure.equated(id).into_iter().filter(|it| *it != id);
    let view = View {
        title: title.clone(),
        id: id.to_owned(),
        is_duty: procedure.duties.iter().any(|it| it.id == id),
        aliases: role
            .into_iter()
            .flat_map(|it| &it.aliases)
            .map(|it| here.said(it))
            .collect(),
        equated: equated
            .filter_map(|it| link(Target::Role(it), here.role(it)))
            .collect(),
        whole: !sheet.list,
        states: taken(here, id),
        documents: written
            .filter_map(|it| link(Target::Template(&it.id), here.say(&it.name())))
            .collect(),
        clauses: here.clauses(&clauses(here, id, role)),
        holders: desk.ctx.config.publish_names.then(|| holders(here, id)),
        held: held(here, id),
        waiting: waiting(here, id, sheet),
        pages: if sheet.list {
            here.pages(records(desk, id), sheet.page, |page| {
                let prefix = super::address::prefix(&desk.ctx.config.languages, here.lang);
                Sheet {
                    page,
                    ..sheet.clone()
                }
                .address(&prefix)
            })
        } else {
            Vec::new()
        },
    };
    let mut above = vec![(here.section("roles"), Target::Roles)];
    if sheet.list {
        above.push((label, Target::Role(id)));
    }
    let frame = Frame {
        title: Some(title),
        above,
        section: Some("roles"),
        place: role.map(|it| it.place),
    };
    (frame, view)
}

fn states<'a>(here: &Here<'a>, id: &str) -> Vec<(&'a Route, &'a State)> {
    let routes = &here.desk.ctx.procedure.routes;
    let all = routes
        .iter()
        .flat_map(|route| route.states.iter().map(move |it| (route, it)));
    all.filter(|(_, it)| it.by.iter().any(|by| by == id))
        .collect()
}

fn taken(here: &Here<'_>, id: &str) -> Vec<Taken> {
    let taken = |(route, state): (&Route, &State)| {
        Some(Taken {
            route: here.say(&route.label),
            state: Link {
                label: here.say(&state.label),
                href: here.href_at(Target::Process, &route.id)?,
            },
            guard: (!state.guard.is_empty()).then(|| here.rich(&state.guard)),
        })
    };
    states(here, id).into_iter().filter_map(taken).collect()
}

/// The clauses behind its states and documents, and those that name it, in the order of the text.
fn clauses(here: &Here<'_>, id: &str, role: Option<&Named>) -> Vec<String> {
    let procedure = here.desk.ctx.procedure;
    let mut behind: BTreeSet<&str> = BTreeSet::new();
    for (_, state) in states(here, id) {
        behind.extend(state.clauses.iter().map(String::as_str));
    }
    let names: Vec<&str> = role
        .into_iter()
        .flat_map(|it| it.label.each().chain(it.aliases.iter().map(String::as_str)))
        .collect();
    let says = |text: &str| {
        let text = text.to_lowercase();
        names.iter().any(|it| text.contains(&it.to_lowercase()))
    };
    let all = procedure.clauses().map(|(_, it)| it);
    all.filter(|it| behind.contains(it.id.as_str()) || it.text.each().any(says))
        .map(|it| it.id.clone())
        .collect()
}

fn holders(here: &Here<'_>, id: &str) -> Vec<Holding> {
    let people = &here.desk.ctx.procedure.registers.people;
    let mut holders = Vec::new();
    for person in people {
        for held in person.roles.iter().filter(|it| it.role == id) {
            holders.push(Holding {
                label: here.said(&person.name),
                href: here.href(Target::Person(&person.id)),
                org: Some(here.organisation(&person.org)),
                ..here.holding(held)
            });
        }
    }
    holders.sort_by_key(|it| {
        ["now", "coming", "past"]
            .iter()
            .position(|at| *at == it.standing)
    });
    holders
}

fn held(here: &Here<'_>, id: &str) -> String {
    let ctx = &here.desk.ctx;
    let today = ctx.book.as_of.moment.day(&ctx.config.zone);
    let people = &ctx.procedure.registers.people;
    here.count(
        "ui.role.held",
        people.iter().filter(|it| it.holds(id, today)).count(),
    )
}

fn waiting(here: &Here<'_>, id: &str, sheet: &Sheet) -> List<Block> {
    let desk = here.desk;
    let tasks = desk.duties.of_role(id);
    let (skip, take) = if sheet.list {
        (sheet.page * PAGE, PAGE)
    } else {
        (0, SHORT)
    };
    let groups = here.groups(tasks);
    let n = groups.len();
    let shown: Vec<_> = groups
        .into_iter()
        .skip(skip)
        .take(take)
        .flat_map(|it| it.1)
        .collect();
    // A task of a person in this role is named with the person.
    let doer = Doer::Role(id.to_owned());
    let doer = if tasks == desk.duties.of(&doer) {
        Some(&doer)
    } else {
        None
    };
    let prefix = super::address::prefix(&desk.ctx.config.languages, here.lang);
    let address = Sheet {
        list: true,
        page: 0,
        role: id.to_owned(),
    }
    .address(&prefix);
    List {
        total: here.count("ui.person.total.waiting", tasks.len()),
        rows: here.blocks(&shown, doer, (take, "task")),
        all: (!sheet.list && n > SHORT).then(|| Counted {
            label: Said {
                text: here.ui_with("ui.person.all", &[("n", &tasks.len().to_string())]),
                lang: None,
            },
            href: Some(here.address.href(&address, None)),
            n: tasks.len(),
            current: false,
        }),
    }
}
