//! Rows of changes, as the lists and the start page show them.

use serde::Serialize;

use crate::moment::Moment;
use crate::procedure::edition::InForce;

use super::address::{Address, Href};
use super::chip::Chip;
use super::desk::{Here, Target};
use super::facet::{Facet, stage};
use super::text::{Rich, Said};

/// How many changes stand on a page of a list.
pub(crate) const PAGE: usize = 50;

/// A page of a list.
#[derive(Debug, Serialize)]
pub(crate) struct PageLink {
    pub(crate) n: usize,
    pub(crate) href: Href,
    pub(crate) current: bool,
    /// Whether pages were left out before it.
    pub(crate) gap: bool,
}

/// What rows are told apart by in the language of machines, so that an address fits every language.
#[derive(Debug, Serialize)]
pub(crate) struct Keys {
    pub(crate) state: String,
    pub(crate) system: Option<String>,
    pub(crate) route: Option<String>,
    pub(crate) verdict: &'static str,
    /// What it touches, with blanks between.
    pub(crate) scope: String,
    /// The month in which it was opened.
    pub(crate) month: String,
}

/// A link with its label.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) label: Said,
    pub(crate) href: Href,
}

/// A link with a number.
#[derive(Debug, Serialize)]
pub(crate) struct Counted {
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    pub(crate) n: usize,
    pub(crate) current: bool,
}

/// A change in a list.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeRow {
    pub(crate) id: String,
    pub(crate) keys: Keys,
    pub(crate) href: Href,
    pub(crate) title: Said,
    pub(crate) system: Option<Said>,
    pub(crate) route: Option<Said>,
    pub(crate) state: Said,
    pub(crate) chip: Chip,
    /// What the chip does not say: warnings, undecided, waived.
    pub(crate) marks: Vec<Chip>,
    /// The day on which it was opened.
    pub(crate) opened: Option<String>,
    /// The day for which its go-live is planned.
    pub(crate) window: Option<String>,
    /// The last event and its day.
    pub(crate) last: Option<Happened>,
    /// What is done next and who does it.
    pub(crate) next: Option<Next>,
}

/// The last thing that happened.
#[derive(Debug, Serialize)]
pub(crate) struct Happened {
    pub(crate) label: Said,
    pub(crate) day: String,
}

/// The next step, and by whom.
#[derive(Debug, Serialize)]
pub(crate) struct Next {
    pub(crate) what: Rich,
    pub(crate) by: Option<Said>,
}

impl Here<'_> {
    /// A change as a line of a list.
    pub(crate) fn change_row(&self, index: usize) -> Option<ChangeRow> {
        let desk = self.desk;
        let record = desk.record(index);
        let zone = &desk.ctx.config.zone;
        let day = |it: &crate::moment::Moment| it.day(zone).to_string();
        let marks = Facet::Verdict.of(desk, index);
        let marks = marks.iter().skip(1).map(|it| {
            let note = &desk.notes[index];
            let n = match it.as_str() {
                "warning" => note.warnings - note.undecided,
                "undecidable" => note.undecided + note.unread,
                _ => note.waived,
            };
            Chip {
                n: Some(n),
                ..self.verdict(it)
            }
        });
        Some(ChangeRow {
            id: record.id.clone(),
            keys: Keys {
                state: record.life.effective.clone(),
                system: record.system.clone(),
                route: record.route.clone(),
                verdict: desk.standing(index),
                scope: Facet::Scope.of(desk, index).join(" "),
                month: Facet::Month.of(desk, index).concat(),
            },
            href: self.href(Target::Change(index))?,
            title: self.titled(record),
            system: record
                .system
                .as_deref()
                .map(|it| self.say(&desk.system_label(it))),
            route: record
                .route
                .as_deref()
                .map(|it| self.say(&Facet::Route.label(desk, it))),
            state: self.say(&desk.state_label(&record.life.effective)),
            chip: self.standing(index),
            marks: marks.collect(),
            opened: record.opened.as_ref().map(day),
            window: desk.windows[index].as_ref().map(day),
            last: self.last(index),
            next: self.next(index),
        })
    }

    fn last(&self, index: usize) -> Option<Happened> {
        let zone = &self.desk.ctx.config.zone;
        let events = &self.desk.record(index).events;
        let latest = events
            .iter()
            .filter_map(|it| Some((it.at.as_ref()?, it)))
            .max_by_key(|(at, _)| at.earliest(zone))?;
        Some(Happened {
            label: self.event_label(&latest.1.kind),
            day: latest.0.day(zone).to_string(),
        })
    }

    /// What people call a type of event.
    pub(crate) fn event_label(&self, kind: &str) -> Said {
        let known = self.desk.ctx.procedure.events.kind(kind);
        known.map_or_else(
            || Said {
                text: kind.to_owned(),
                lang: None,
            },
            |it| self.say(&it.label),
        )
    }

    /// The next step of a change and who takes it, as `status` and `/todo/` tell it.
    fn next(&self, index: usize) -> Option<Next> {
        let first = self.desk.duties.of_record(index).first()?;
        let row = self.task(*first, None);
        Some(Next {
            what: row.what,
            by: row.others,
        })
    }

    /// Links to the pages of a list, to the first, the last and those near the current one; none if one page holds it all.
    pub(crate) fn pages(
        &self,
        members: usize,
        current: usize,
        address: impl Fn(usize) -> Address,
    ) -> Vec<PageLink> {
        let count = members.div_ceil(PAGE);
        let is_near = |it: &usize| *it == 0 || *it + 1 == count || it.abs_diff(current) <= 2;
        let mut last = 0;
        let link = |page| PageLink {
            n: page + 1,
            href: self.address.href(&address(page), None),
            current: page == current,
            gap: page > std::mem::replace(&mut last, page) + 1,
        };
        let near = (0..count).filter(is_near);
        near.filter(|_| count > 1).map(link).collect()
    }

    /// A title with the number of its page, from the second on.
    pub(crate) fn numbered(&self, title: Said, page: usize) -> Said {
        if page == 0 {
            return title;
        }
        let page = self.ui_with("ui.changes.page", &[("n", &(page + 1).to_string())]);
        Said {
            text: format!("{} · {page}", title.text),
            lang: title.lang,
        }
    }

    /// A facet value as a link with its number.
    pub(crate) fn facet(&self, facet: Facet, value: &str, n: usize, current: bool) -> Counted {
        Counted {
            label: self.say(&facet.label(self.desk, value)),
            href: self.href(Target::Listed(facet, value)),
            n,
            current,
        }
    }

    /// A state on one route with how many records are there, as a link if there are any.
    pub(crate) fn stage(&self, route: &str, state: &str, n: usize) -> Counted {
        let href = self.href(Target::Listed(Facet::Stage, &stage(route, state)));
        Counted {
            label: self.say(&self.desk.state_label(state)),
            href: href.filter(|_| n > 0),
            n,
            current: false,
        }
    }

    /// A clause as a link; its bare id if there is no such clause.
    pub(crate) fn clause(&self, id: &str) -> Counted {
        Counted {
            label: Said {
                text: id.to_owned(),
                lang: None,
            },
            href: self.href(Target::Clause(id)),
            n: 0,
            current: false,
        }
    }

    /// From when to when something is in force, if it is limited.
    pub(crate) fn in_force(&self, force: &InForce) -> Option<String> {
        let zone = &self.desk.ctx.config.zone;
        let day = |it: &Option<Moment>| it.as_ref().map(|it| it.show(zone)).unwrap_or_default();
        let shown = || format!("{} – {}", day(&force.from), day(&force.to));
        force.is_limited().then(shown)
    }

    /// Clauses as links.
    pub(crate) fn clauses(&self, ids: &[String]) -> Vec<Counted> {
        ids.iter().map(|it| self.clause(it)).collect()
    }
}
