//! `/todo/`: what is missing and who does it next, by person, then by role.

use serde::Serialize;

use crate::finding::Severity;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::duties::{Doer, person};
use super::lists::Counted;
use super::shell::Frame;
use super::tasks::Block;
use super::text::Said;

/// Everything that waits.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How much waits, in words; if nothing does, since when.
    pub(crate) sentence: String,
    pub(crate) groups: Vec<Group>,
    /// How much waits for each role, where the groups are people.
    pub(crate) roles: Vec<Counted>,
    /// Findings that belong to no change.
    pub(crate) general: Option<Counted>,
}

/// What waits for somebody.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) anchor: String,
    pub(crate) name: Said,
    pub(crate) href: Option<Href>,
    /// The roles of a person today.
    pub(crate) roles: Vec<Said>,
    pub(crate) n: usize,
    /// How many of them are late.
    pub(crate) late: Option<Chip>,
    pub(crate) blocks: Vec<Block>,
    /// How many more changes there are, in words, with where they are listed.
    pub(crate) more: Option<Counted>,
}

/// How many changes of one person or role are listed here; their page has all of them.
const CHANGES: usize = 3;

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let desk = here.desk;
    let doers = desk.duties.doers(&desk.ctx);
    let by_person = doers.iter().any(|(it, _)| matches!(it, Doer::Person(_)));
    let groups: Vec<_> = doers
        .iter()
        .enumerate()
        .map(|(at, (doer, tasks))| group(here, at, (doer, tasks)))
        .collect();
    let title = here.section("todo");
    let general = desk
        .findings
        .all
        .iter()
        .filter(|it| it.record.is_none() && it.counts() && it.severity != Severity::Info)
        .count();
    let view = View {
        title: title.clone(),
        sentence: sentence(here, doers.len()),
        groups,
        roles: if by_person { roles(here) } else { Vec::new() },
        general: (general > 0).then(|| Counted {
            label: Said {
                text: here.count("ui.home.general", general),
                lang: None,
            },
            href: here.href_at(Target::Compliance, "general"),
            n: general,
            current: false,
        }),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("todo"),
        ..Frame::default()
    };
    (frame, view)
}

/// The roles for which something waits, whoever holds them.
fn roles(here: &Here<'_>) -> Vec<Counted> {
    let desk = here.desk;
    if !desk.ctx.config.publish_names {
        return Vec::new();
    }
    let waiting = |id: &str| Counted {
        label: here.role(id),
        href: here.href_at(Target::Role(id), "waiting"),
        n: desk.duties.of_role(id).len(),
        current: false,
    };
    let roles = desk.ctx.procedure.roles.iter();
    roles
        .map(|it| waiting(&it.id))
        .filter(|it| it.n > 0)
        .collect()
}

fn sentence(here: &Here<'_>, doers: usize) -> String {
    let desk = here.desk;
    let tasks = &desk.duties.tasks;
    if tasks.is_empty() {
        // Nothing has waited since the last thing that happened.
        let zone = &desk.ctx.config.zone;
        let events = desk.ctx.book.records.iter().flat_map(|it| &it.events);
        let last = events
            .filter_map(|it| it.at.as_ref())
            .max_by_key(|it| it.earliest(zone));
        return match last {
            Some(at) => here.ui_with(
                "ui.todo.nothing_since",
                &[("date", &at.day(zone).to_string())],
            ),
            None => here.ui("ui.todo.nothing"),
        };
    }
    let late = late(here, &(0..tasks.len()).collect::<Vec<_>>());
    let mut all = here.ui_with(
        "ui.todo.sentence",
        &[
            ("things", &here.count("ui.todo.things", tasks.len())),
            ("doers", &here.count("ui.todo.doers", doers)),
        ],
    );
    if late > 0 {
        all.push_str(&here.ui("ui.between_sentences"));
        all.push_str(&here.count("ui.todo.late", late));
    }
    all
}

/// How many of the tasks are late.
pub(crate) fn late(here: &Here<'_>, tasks: &[usize]) -> usize {
    let now = here.desk.ctx.book.as_of.until;
    let due = tasks
        .iter()
        .filter_map(|&it| here.desk.duties.tasks[it].due.as_ref());
    due.filter(|it| it.until <= now).count()
}

fn group(here: &Here<'_>, at: usize, (doer, tasks): (&Doer, &[usize])) -> Group {
    let ctx = &here.desk.ctx;
    let (name, target) = match doer {
        Doer::Person(id) => {
            let known = person(ctx, id);
            let name = known.map_or_else(|| id.clone(), |it| it.name.clone());
            (here.said(&name), Some(Target::Person(id)))
        }
        Doer::Role(id) => (here.role(id), Some(Target::Role(id))),
        Doer::Nobody => (
            Said {
                text: here.ui("ui.todo.nobody"),
                lang: None,
            },
            None,
        ),
    };
    let roles = match doer {
        Doer::Person(id) => roles_today(here, id),
        Doer::Role(_) | Doer::Nobody => Vec::new(),
    };
    let changes = here.groups(tasks).len();
    let href = target.and_then(|it| here.href(it));
    let late = late(here, tasks);
    let anchor = format!("for-{}", at + 1);
    Group {
        name,
        roles,
        n: tasks.len(),
        late: here.late(late),
        blocks: here.blocks(tasks, Some(doer), (CHANGES, &anchor)),
        more: (changes > CHANGES).then(|| Counted {
            label: Said {
                text: here.count("ui.todo.more", changes - CHANGES),
                lang: None,
            },
            href: target
                .and_then(|it| here.href_at(it, "waiting"))
                .or_else(|| here.href(Target::Changes)),
            n: changes - CHANGES,
            current: false,
        }),
        href,
        anchor,
    }
}

/// The roles that a person holds on the as-of day.
pub(crate) fn roles_today(here: &Here<'_>, id: &str) -> Vec<Said> {
    let ctx = &here.desk.ctx;
    let today = ctx.book.as_of.moment.day(&ctx.config.zone);
    let held = person(ctx, id).into_iter().flat_map(|it| &it.roles);
    held.filter(|it| it.on(today))
        .map(|it| here.role(&it.role))
        .collect()
}
