//! `/systems/<id>/`: a system, what it needs, who answers for it, its changes and those that came back.

use serde::Serialize;

use crate::book::life;
use crate::procedure::flow::Evidence;
use crate::procedure::registers::System;

use super::desk::{Here, Target};
use super::duties::person;
use super::facet::Facet;
use super::lists::{ChangeRow, Counted, Link};
use super::schedule;
use super::shell::Frame;
use super::text::Said;

/// A system.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    pub(crate) id: String,
    pub(crate) modules: Vec<Said>,
    /// The systems that it needs.
    pub(crate) needs: Vec<Counted>,
    /// The systems that need it.
    pub(crate) needed_by: Vec<Counted>,
    /// Who answers for it, by role.
    pub(crate) people: Vec<Standing>,
    /// The windows to come, the next one first.
    pub(crate) windows: Vec<Coming>,
    /// Freezes and peaks to come.
    pub(crate) periods: Vec<Period>,
    /// The calendar of all systems.
    pub(crate) calendar: Option<super::address::Href>,
    /// How many changes it has, in words.
    pub(crate) total: String,
    /// The changes by route.
    pub(crate) routes: Vec<Counted>,
    /// The newest changes.
    pub(crate) changes: Vec<ChangeRow>,
    pub(crate) all: Option<Counted>,
    /// Changes that came back to an earlier state, such as after a rollback.
    pub(crate) returned: Vec<Returned>,
    /// How many more there are, in words.
    pub(crate) returned_more: Option<String>,
}

/// A window to come.
#[derive(Debug, Serialize)]
pub(crate) struct Coming {
    pub(crate) when: String,
    pub(crate) change: Link,
    pub(crate) title: Said,
    pub(crate) state: Said,
}

/// A time to keep clear of.
#[derive(Debug, Serialize)]
pub(crate) struct Period {
    pub(crate) list: &'static str,
    pub(crate) label: String,
    pub(crate) title: Said,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// Who stands for a role.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    pub(crate) role: Link,
    pub(crate) people: Vec<Counted>,
}

/// A change that came back.
#[derive(Debug, Serialize)]
pub(crate) struct Returned {
    pub(crate) day: Option<String>,
    /// What sent it back.
    pub(crate) event: Said,
    pub(crate) state: Said,
    pub(crate) change: Link,
    pub(crate) title: Said,
}

/// How many changes are listed; the list of the system has all of them.
const LISTED: usize = 10;

pub(crate) fn view<'h>(here: &Here<'h>, at: usize) -> (Frame<'h>, View) {
    let desk = here.desk;
    let systems = &desk.ctx.procedure.registers.systems;
    let system = &systems[at];
    let title = here.say(&system.name);
    let members = desk.members(Facet::System, &system.id);
    let link = |id: &str| Counted {
        label: here.say(&desk.system_label(id)),
        href: here.href(Target::System(id)),
        n: 0,
        current: false,
    };
    let needed_by = systems
        .iter()
        .filter(|it| it.depends_on.contains(&system.id));
    let mut returned = returned(here, members);
    let n = returned.len();
    returned.truncate(LISTED);
    let routes = Facet::Route.values(desk, members);
    let routes = routes
        .iter()
        .map(|(route, members)| here.facet(Facet::Route, route, members.len(), false));
    let view = View {
        title: title.clone(),
        id: system.id.clone(),
        modules: system.modules.iter().map(|it| here.said(it)).collect(),
        needs: system.depends_on.iter().map(|it| link(it)).collect(),
        needed_by: needed_by.map(|it| link(&it.id)).collect(),
        people: people(here, system),
        windows: windows(here, &system.id),
        periods: periods(here),
        calendar: here.href(Target::Calendar),
        total: here.count("ui.changes.total", members.len()),
        routes: routes.collect(),
        changes: members
            .iter()
            .take(LISTED)
            .filter_map(|&it| here.change_row(it))
            .collect(),
        all: (members.len() > LISTED).then(|| Counted {
            label: Said {
                text: here.ui_with("ui.person.all", &[("n", &members.len().to_string())]),
                lang: None,
            },
            href: here.href(Target::Listed(Facet::System, &system.id)),
            n: members.len(),
            current: false,
        }),
        returned,
        returned_more: (n > LISTED).then(|| here.count("ui.rule.more", n - LISTED)),
    };
    let frame = Frame {
        title: Some(title),
        above: vec![(here.section("systems"), Target::Systems)],
        section: Some("systems"),
        place: Some(system.place),
    };
    (frame, view)
}

/// The planned windows that are not over.
fn windows(here: &Here<'_>, system: &str) -> Vec<Coming> {
    let desk = here.desk;
    let zone = &desk.ctx.config.zone;
    let is_to_come = |it: &&crate::check::windows::Window| {
        let end = it.end.as_ref().unwrap_or(&it.start);
        let of_system = desk.record(it.record).system.as_deref() == Some(system);
        let is_open = !desk.record(it.record).life.terminal;
        !it.done && of_system && is_open && end.latest(zone) > desk.ctx.book.as_of.until
    };
    let coming = |it: &crate::check::windows::Window| {
        let record = desk.record(it.record);
        Some(Coming {
            when: here.span(it, None),
            change: Link {
                label: Said {
                    text: record.id.clone(),
                    lang: None,
                },
                href: here.href(Target::Change(it.record))?,
            },
            title: here.titled(record),
            state: here.say(&desk.state_label(&record.life.effective)),
        })
    };
    let windows = desk.schedule.windows.iter().filter(is_to_come);
    windows.take(LISTED).filter_map(coming).collect()
}

/// The freezes and peaks that are not over.
fn periods(here: &Here<'_>) -> Vec<Period> {
    let ctx = &here.desk.ctx;
    let zone = &ctx.config.zone;
    let mut all = Vec::new();
    for list in ["freezes", "peaks"] {
        for period in schedule::periods(ctx, list) {
            if period.to.latest(zone) > ctx.book.as_of.until {
                all.push(Period {
                    list,
                    label: here.ui(&format!("ui.calendar.list.{list}")),
                    title: here.say(&period.title),
                    from: period.from.show(zone),
                    to: period.to.show(zone),
                });
            }
        }
    }
    all.sort_by(|a, b| a.from.cmp(&b.from));
    all.truncate(LISTED);
    all
}

fn people(here: &Here<'_>, system: &System) -> Vec<Standing> {
    let ctx = &here.desk.ctx;
    let standing = |(role, ids): &(String, Vec<String>)| {
        let name = |id: &String| Counted {
            label: here.said(&person(ctx, id).map_or_else(|| id.clone(), |it| it.name.clone())),
            href: here.href(Target::Person(id)),
            n: 0,
            current: false,
        };
        Some(Standing {
            role: Link {
                label: here.role(role),
                href: here.href(Target::Role(role))?,
            },
            people: if ctx.config.publish_names {
                ids.iter().map(name).collect()
            } else {
                Vec::new()
            },
        })
    };
    system.people.iter().filter_map(standing).collect()
}

/// The events that ended a round of these records, the newest records first.
fn returned(here: &Here<'_>, members: &[usize]) -> Vec<Returned> {
    let procedure = here.desk.ctx.procedure;
    let zone = &here.desk.ctx.config.zone;
    let sides: Vec<_> = procedure
        .side_states
        .iter()
        .filter(|it| it.returns_to.is_some())
        .filter_map(|it| Some((it, it.evidence.as_ref()?)))
        .collect();
    let mut all = Vec::new();
    for &index in members {
        let record = here.desk.record(index);
        for event in &record.events {
            let ends = sides.iter().find(|(_, evidence)| match evidence {
                Evidence::Event { types, results, .. } => {
                    let mut kinds = types.iter().flat_map(|it| procedure.events.expand(it));
                    kinds.any(|it| it == event.kind) && life::has_result(event, results)
                }
                Evidence::Document { .. } => false,
            });
            let (Some((side, _)), Some(href)) = (ends, here.href(Target::Change(index))) else {
                continue;
            };
            all.push(Returned {
                day: event.at.as_ref().map(|it| it.day(zone).to_string()),
                event: here.event_label(&event.kind),
                state: here.say(&side.label),
                change: Link {
                    label: Said {
                        text: record.id.clone(),
                        lang: None,
                    },
                    href,
                },
                title: here.titled(record),
            });
        }
    }
    all
}
