//! `/people/<id>/`: the roles of a person, what waits for them, what they agreed to, their changes.
//!
//! The page shows the beginning of each list. A list that is longer has pages
//! of its own, so that none grows with the number of changes.

mod part;

use serde::Serialize;

use crate::procedure::registers::Held;

use super::address::{Address, Href, slug};
use super::desk::{Desk, Here, Target};
use super::duties::Doer;
use super::lists::{ChangeRow, Counted, Link, PAGE, PageLink};
use super::shell::Frame;
use super::tasks::Block;
use super::text::{Rich, Said};

use part::Part;

/// A person.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    pub(crate) id: String,
    pub(crate) org: Said,
    pub(crate) aliases: Vec<Said>,
    /// The roles, those held today first; only on the page itself.
    pub(crate) roles: Vec<Holding>,
    /// Whether this is the page itself, not one of its lists.
    pub(crate) whole: bool,
    pub(crate) waiting: Option<List<Block>>,
    pub(crate) approvals: Option<List<Approval>>,
    pub(crate) changes: Option<List<Concerned>>,
    pub(crate) pages: Vec<PageLink>,
}

/// A list, or the beginning of one.
#[derive(Debug, Serialize)]
pub(crate) struct List<T> {
    /// How many there are, in words.
    pub(crate) total: String,
    pub(crate) rows: Vec<T>,
    /// Where all of it is, if this is not.
    pub(crate) all: Option<Counted>,
}

/// A role that somebody holds.
#[derive(Debug, Serialize)]
pub(crate) struct Holding {
    /// Whose it is, on the page of the role; else which role.
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    pub(crate) org: Option<Said>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    /// `now`, `past` or `coming`.
    pub(crate) standing: &'static str,
}

/// A yes or a no.
#[derive(Debug, Serialize)]
pub(crate) struct Approval {
    pub(crate) at: Option<String>,
    pub(crate) event: Said,
    pub(crate) role: Option<Said>,
    pub(crate) result: Option<Rich>,
    pub(crate) change: Link,
    pub(crate) title: Said,
}

/// A change that names the person.
#[derive(Debug, Serialize)]
pub(crate) struct Concerned {
    pub(crate) change: ChangeRow,
    pub(crate) roles: Vec<Said>,
}

/// Which page of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// The person, counted in the register.
    person: usize,
    /// The list; the page itself has none.
    list: Option<Listed>,
    /// From 0.
    page: usize,
}

/// What has pages of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    Waiting,
    Approvals,
    Changes,
}

/// How many entries of each list stand on the page of the person.
const SHORT: usize = 10;

impl Listed {
    const ALL: [Self; 3] = [Self::Waiting, Self::Approvals, Self::Changes];

    fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approvals => "approvals",
            Self::Changes => "changes",
        }
    }

    fn len(self, desk: &Desk<'_>, id: &str) -> usize {
        let deeds = desk.duties.deeds(id);
        match self {
            Self::Waiting => {
                let tasks = desk.duties.of(&Doer::Person(id.to_owned()));
                let records: std::collections::BTreeSet<_> = tasks
                    .iter()
                    .map(|&it| desk.duties.tasks[it].record)
                    .collect();
                records.len()
            }
            Self::Approvals => deeds.approvals.len(),
            Self::Changes => deeds.records.len(),
        }
    }
}

/// Every page of every person, if people are published by name.
pub(crate) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    if !desk.ctx.config.publish_names {
        return Vec::new();
    }
    let mut sheets = Vec::new();
    for (person, of) in desk.ctx.procedure.registers.people.iter().enumerate() {
        sheets.push(Sheet {
            person,
            list: None,
            page: 0,
        });
        for list in Listed::ALL {
            let n = list.len(desk, &of.id);
            let pages = if n > SHORT { n.div_ceil(PAGE) } else { 0 };
            sheets.extend((0..pages).map(|page| Sheet {
                person,
                list: Some(list),
                page,
            }));
        }
    }
    sheets
}

impl Sheet {
    /// Where the page stands, from the root.
    pub(crate) fn address(&self, desk: &Desk<'_>, prefix: &str) -> Address {
        let person = slug(&desk.ctx.procedure.registers.people[self.person].id);
        let number = (self.page + 1).to_string();
        let mut parts = vec!["people", &person];
        parts.extend(self.list.map(Listed::id));
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}

pub(crate) fn view<'h>(here: &Here<'h>, sheet: &Sheet) -> (Frame<'h>, View) {
    let desk = here.desk;
    let person = &desk.ctx.procedure.registers.people[sheet.person];
    let shows = |list: Listed| sheet.list.is_none_or(|it| it == list);
    let of_list = Part {
        here,
        sheet,
        person: &person.id,
    };
    let name = here.said(&person.name);
    let mut title = name.clone();
    if let Some(list) = sheet.list {
        let part = here.ui(&format!("ui.person.{}", list.id()));
        title.text = format!("{} · {part}", title.text);
    }
    let title = here.numbered(title, sheet.page);
    let whole = sheet.list.is_none();
    let mut roles: Vec<_> = person
        .roles
        .iter()
        .map(|it| Holding {
            label: here.role(&it.role),
            href: here.href(Target::Role(&it.role)),
            ..here.holding(it)
        })
        .collect();
    roles.sort_by_key(|it| {
        ["now", "coming", "past"]
            .iter()
            .position(|at| *at == it.standing)
    });
    let view = View {
        title: title.clone(),
        id: person.id.clone(),
        org: here.organisation(&person.org),
        aliases: person.aliases.iter().map(|it| here.said(it)).collect(),
        roles: if whole { roles } else { Vec::new() },
        whole,
        waiting: shows(Listed::Waiting).then(|| of_list.waiting()),
        approvals: shows(Listed::Approvals).then(|| of_list.approvals()),
        changes: shows(Listed::Changes).then(|| of_list.changes()),
        pages: sheet.list.map(|it| of_list.pages(it)).unwrap_or_default(),
    };
    let mut above = vec![(here.section("people"), Target::People)];
    if !whole {
        above.push((name, Target::Person(&person.id)));
    }
    let frame = Frame {
        title: Some(title),
        above,
        section: Some("people"),
        place: Some(person.place),
    };
    (frame, view)
}

impl Here<'_> {
    /// From when to when a role is held; label and link are the caller's.
    pub(crate) fn holding(&self, held: &Held) -> Holding {
        let ctx = &self.desk.ctx;
        let today = ctx.book.as_of.moment.day(&ctx.config.zone);
        Holding {
            label: Said::default(),
            href: None,
            org: None,
            from: held.from.map(|it| it.to_string()),
            to: held.to.map(|it| it.to_string()),
            standing: if held.on(today) {
                "now"
            } else if held.from.is_some_and(|it| it > today) {
                "coming"
            } else {
                "past"
            },
        }
    }
}
