//! One clock: what happened while it ran, and what is told of it.

use std::collections::BTreeSet;

use crate::book::Event;
use crate::check::case::{At, Case, named};
use crate::check::clock::{self, Deadline};
use crate::check::reporter::{Reporter, spot};
use crate::check::waiting::{self, Wait};
use crate::lang::Text;
use crate::moment::{self, Moment};
use crate::procedure::Threshold;
use crate::procedure::rules::Check;
use crate::procedure::selector::{Root, Selector};
use crate::words;

use super::start::Start;

/// One clock that has started.
pub(super) struct Lapse<'a> {
    case: Case<'a>,
    params: &'a Check,
    start: Moment,
    /// The start as written, and its selector.
    from: (At<'a>, &'a Selector),
    end: &'a Selector,
    limit: &'a Threshold,
    deadline: Deadline,
}

/// What happened so far.
struct Done<'a> {
    /// What reached everybody, or the last of what did not.
    at: At<'a>,
    missing: Vec<&'a str>,
}

impl<'a> Lapse<'a> {
    /// The clock of `params`, if it has started.
    pub(super) fn of(case: &Case<'a>, params: &'a Check) -> Option<Self> {
        let mut times = params.groups("start").iter();
        let start = times.find_map(|it| Start::of(case, it))?;
        let limit = case.limit(params, "within")?;
        Some(Self {
            case: *case,
            params,
            deadline: start.deadline(case, limit),
            start: start.moment,
            from: start.from,
            end: params.selector("end")?,
            limit,
        })
    }

    /// Judges what happened while it ran.
    pub(super) fn judge(&self, report: &mut Reporter<'_>) {
        let case = self.case;
        let done = self.done();
        let only_overdue = case.check().is_on("only_overdue");
        let is_over = case.ctx.book.as_of.until > self.deadline.last;
        if done.is_none() {
            report.waits(self.wait());
        }
        if done.is_none() && !is_over {
            return;
        }
        report.judged();
        let label = case.full_label(self.from.1);
        report.compared(
            label,
            case.show_moment(&self.start),
            Some(self.from.0.place),
        );
        report.limited("at-most", self.limit);
        let spot = |place| spot(place, self.end.key());
        match done {
            None => {
                match self.early() {
                    Some(early) => {
                        let args = self.args(Some(&early));
                        report.violated("early", spot(Some(early.at.place)), &args);
                    }
                    None => report.violated("missing", spot(None), &self.args(None)),
                }
                report.related(self.from.0.place, case.full_label(self.from.1));
            }
            Some(done) if !only_overdue && !done.missing.is_empty() => {
                report.violated(
                    "unreached",
                    spot(Some(done.at.place)),
                    &self.args(Some(&done)),
                );
                report.because(done.missing);
            }
            Some(done) => {
                let label = case.full_label(self.end);
                let value = case.show_moment(done.at.moment);
                report.compared(label, value, Some(done.at.place));
                report.measured_between("took", &self.start, done.at.moment);
                match case.clock().in_time(&self.deadline, done.at.moment) {
                    _ if only_overdue => return,
                    Some(true) => return,
                    Some(false) => {
                        report.violated(
                            "default",
                            spot(Some(done.at.place)),
                            &self.args(Some(&done)),
                        );
                    }
                    None => {
                        let args = self.args(Some(&done));
                        report.undecided("lapse", spot(Some(done.at.place)), &args);
                    }
                }
                report.related(self.from.0.place, case.full_label(self.from.1));
            }
        }
    }

    fn wait(&self) -> Wait {
        let by = match &self.end.root {
            Root::LastEvent(_, filters) | Root::AllEvents(_, filters)
                if self.params.names("by").is_empty() =>
            {
                waiting::roles_in(self.case.ctx.procedure, filters)
            }
            _ => self.params.names("by").to_vec(),
        };
        Wait {
            key: self.end.key(),
            from: self.start.clone(),
            until: self.deadline.last,
            by,
        }
    }

    /// What has happened of that which counts.
    fn done(&self) -> Option<Done<'a>> {
        let case = self.case;
        let provided = self.params.expr("provided");
        if provided.is_some_and(|it| it.holds(case.facts) != Ok(true)) {
            return None;
        }
        let (to, by) = (self.params.names("to"), self.params.names("by"));
        let first = |all: Vec<At<'a>>| {
            let zone = case.zone();
            let counts = all.into_iter().filter(|it| self.is_after_start(it.moment));
            counts.min_by_key(|it| it.moment.earliest(zone))
        };
        if to.is_empty() && by.is_empty() {
            let at = first(case.moments(self.end))?;
            return Some(Done {
                at,
                missing: Vec::new(),
            });
        }
        let mut events = self.events();
        events.retain(|it| {
            let senders = named(&it.item, "by");
            by.is_empty()
                || by
                    .iter()
                    .any(|role| !case.standing_for(role).is_disjoint(&senders))
        });
        events.retain(|it| it.at.as_ref().is_some_and(|it| self.is_after_start(it)));
        events.sort_by_key(|it| it.at.as_ref().map(|it| it.earliest(case.zone())));
        let mut people = BTreeSet::new();
        let mut last = None;
        for event in events {
            people.extend(named(&event.item, "to"));
            people.extend(named(&event.item, "cc"));
            let missing = case.unreached(to, &people);
            let Some(moment) = &event.at else { continue };
            let place = event.field("at").map_or(event.item.place, |it| it.place);
            let at = At { moment, place };
            let complete = missing.is_empty();
            last = Some(Done { at, missing });
            if complete {
                break;
            }
        }
        last
    }

    /// The last of what would count, had it not come before the start; if the rule has words for it.
    fn early(&self) -> Option<Done<'a>> {
        let case = self.case;
        let told = case.part.message("early");
        if !case.rule.messages.contains_key(&told) {
            return None;
        }
        let zone = case.zone();
        let moments = case.moments(self.end).into_iter();
        let at = moments.max_by_key(|it| it.moment.earliest(zone))?;
        let missing = self.params.names("to").iter().map(String::as_str);
        Some(Done {
            at,
            missing: missing.collect(),
        })
    }

    /// Something that is certainly before the start is not what is waited for; but whatever has
    /// happened is not overdue.
    fn is_after_start(&self, moment: &Moment) -> bool {
        self.case.check().is_on("only_overdue")
            || moment.compare(&self.start, self.case.zone()) != Some(std::cmp::Ordering::Less)
    }

    fn events(&self) -> Vec<&'a Event> {
        match &self.end.root {
            Root::LastEvent(kind, filters) | Root::AllEvents(kind, filters) => {
                let record = self.case.record;
                let procedure = self.case.ctx.procedure;
                crate::book::select::events(record, procedure, kind, filters)
            }
            _ => Vec::new(),
        }
    }

    fn args(&self, done: Option<&Done<'a>>) -> Vec<(&'static str, Text)> {
        let case = self.case;
        let now = case.ctx.book.as_of.until;
        let end = done.map_or(now, |it| it.at.moment.earliest(case.zone()));
        let from = self.start.earliest(case.zone());
        let roles: Vec<&str> = match done {
            Some(done) => done.missing.clone(),
            None => self.params.names("to").iter().map(String::as_str).collect(),
        };
        let end_at = done.map(|it| case.show_moment(it.at.moment));
        vec![
            ("start", case.label(self.from.1)),
            ("end", case.label(self.end)),
            ("start_at", case.show_moment(&self.start)),
            (
                "end_at",
                end_at.unwrap_or_else(|| words::text("check.nothing")),
            ),
            ("limit", clock::limit(self.limit)),
            ("took", moment::duration(end.duration_since(from))),
            ("late", case.clock().late(&self.deadline, end, self.limit)),
            ("since", moment::duration(now.duration_since(from))),
            ("missing_roles", case.role_labels(&roles)),
        ]
    }
}
