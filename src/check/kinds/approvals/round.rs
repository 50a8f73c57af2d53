//! Which decisions count: those on what was last submitted.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::book::Event;
use crate::book::life::has_result;
use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::procedure::flow::Evidence;

use super::CONDITIONAL;

/// Decisions on one submission, and the event that they must precede.
pub(super) struct Round<'a> {
    /// The rule and the record.
    pub(super) case: Case<'a>,
    /// Which round it is, from 1.
    pub(super) number: usize,
    /// The event that decisions must precede.
    pub(super) before: Option<&'a Event>,
    /// Whether that event merely shows that the one which they must precede has been.
    pub(super) is_shown: bool,
    /// The submission that decisions must follow.
    pub(super) submission: Option<&'a Event>,
    /// What happened since the submission, or may have, in order of time.
    pub(super) events: Vec<&'a Event>,
}

/// What a role last decided on a document; nothing if it did not.
pub(super) type Decision<'a> = (&'a str, Option<&'a Event>);

impl<'a> Round<'a> {
    pub(super) fn current(case: &Case<'a>) -> Self {
        let visible = case.record.life.visible.iter();
        let all: Vec<_> = visible.map(|&it| &case.record.events[it]).collect();
        let start = all.iter().rposition(|it| is_of(case, "after")(it));
        Self {
            case: *case,
            number: 1,
            before: None,
            is_shown: false,
            submission: start.map(|it| all[it]),
            events: since(case, &all, start),
        }
    }

    pub(super) fn of_each(case: &Case<'a>, each: &str) -> Vec<Self> {
        let all: Vec<_> = case.record.events.iter().collect();
        let is_submission = is_of(case, "after");
        let marks = marks(case, each).into_iter();
        marks
            .enumerate()
            .map(|(number, (at, is_shown))| {
                let start = all[..at].iter().rposition(|it| is_submission(it));
                let mut later = all[at..].iter();
                let end = later.position(|it| is_submission(it));
                let end = end.map_or(all.len(), |it| at + it);
                Self {
                    case: *case,
                    number: number + 1,
                    before: Some(all[at]),
                    is_shown,
                    submission: start.map(|it| all[it]),
                    events: since(case, &all[..end], start),
                }
            })
            .collect()
    }

    /// For each document of the rule the decision that counts.
    pub(super) fn decisions(&self, role: &str) -> Vec<Decision<'a>> {
        let check = self.case.check();
        let is_decision = is_of(&self.case, "event");
        let own: Vec<_> = self
            .events
            .iter()
            .copied()
            .filter(|it| is_decision(it) && has_role(it, role))
            .collect();
        let documents = check.names("documents");
        let about = |document: &str| {
            let of = own.iter().copied().filter(|it| it.is_about(document));
            self.counted(&of.collect::<Vec<_>>())
        };
        if documents.is_empty() {
            return vec![("", self.counted(&own))];
        }
        documents
            .iter()
            .map(|it| (it.as_str(), about(it)))
            .collect()
    }

    /// The empty lists of documents in the decisions of a role.
    pub(super) fn about_nothing(&self, role: &str) -> Vec<&'a Item> {
        let is_decision = is_of(&self.case, "event");
        let own = self.events.iter().copied();
        let own = own.filter(|it| is_decision(it) && has_role(it, role));
        let listed = own.filter_map(|it| it.field("documents"));
        listed
            .filter(|it| matches!(&it.value, Value::List(all) if all.is_empty()))
            .collect()
    }

    /// What a role said last after the event, before anything took the record back to an earlier state.
    ///
    /// Nothing if that was done because of it, or for another reason: then nothing is left to agree to.
    pub(super) fn last_word(&self, role: &str) -> Option<&'a Event> {
        let before = self.before?;
        let is_decision = is_of(&self.case, "event");
        let is_after = |it: &Event| self.order(it) == Some(Ordering::Greater);
        let life = &self.case.record.life;
        let rank = rank(&self.case, self.case.check().name("each")?);
        let goes_on = |it: &Event| life.lost(rank, it.cycle) == life.lost(rank, before.cycle);
        let mut own = self.events.iter().copied();
        let last =
            own.rfind(|it| is_decision(it) && has_role(it, role) && is_after(it) && goes_on(it))?;
        let all = self.case.record.events.iter();
        let mut later = all.skip_while(|it| !std::ptr::eq(*it, last)).skip(1);
        let is_undone = later.any(|it| goes_on(it) && self.takes_back(it));
        (!is_undone).then_some(last)
    }

    /// Whether an event shows a state beside the route from which a record returns to an earlier one.
    fn takes_back(&self, event: &Event) -> bool {
        let check = self.case.check();
        let procedure = self.case.ctx.procedure;
        let decision = check.name("event").unwrap_or_default();
        let decisions = procedure.events.expand(decision);
        let mut sides = procedure.side_states.iter();
        sides.any(|side| {
            side.returns_to.is_some()
                && matches!(&side.evidence, Some(Evidence::Event { types, results, .. })
                    if types.contains(&event.kind)
                        && !decisions.contains(&event.kind.as_str())
                        && has_result(event, results))
        })
    }

    /// The last decision before the event; if there is none, the first after it.
    fn counted(&self, own: &[&'a Event]) -> Option<&'a Event> {
        let is_after = |it: &Event| self.order(it).is_some_and(|it| it != Ordering::Less);
        let before = own.iter().rfind(|it| !is_after(it));
        // What may precede the submission adds nothing to the same decision that certainly follows it.
        let certain = own.iter().rfind(|it| !is_after(it) && !self.is_open(it));
        let same = certain.filter(|it| before.is_some_and(|last| result(last) == result(it)));
        same.or(before)
            .or(own.first().filter(|_| self.before.is_some()))
            .copied()
    }

    /// How an event stands to the one that it must precede; `None` if that cannot be known.
    pub(super) fn order(&self, event: &Event) -> Option<Ordering> {
        let before = self.before?.at.as_ref()?;
        event.at.as_ref()?.compare(before, self.case.zone())
    }

    /// Whether nobody can know if an event followed the submission.
    pub(super) fn is_open(&self, event: &Event) -> bool {
        self.submission
            .is_some_and(|it| is_open(&self.case, event, it))
    }
}

/// The state of the route that an event shows, counted.
fn rank(case: &Case<'_>, each: &str) -> Option<usize> {
    let procedure = case.ctx.procedure;
    let route = case.record.route.as_deref();
    let route = route.and_then(|it| procedure.route(it))?;
    route.rank_shown_by(&procedure.events.expand(each))
}

/// The events that decisions must precede, and whether they merely show that there was one.
///
/// What nobody recorded has happened all the same where something is recorded that only follows it. A record
/// that returned to a state before it has to do it anew, so each such stretch is looked at by itself.
fn marks(case: &Case<'_>, each: &str) -> Vec<(usize, bool)> {
    let (procedure, life) = (case.ctx.procedure, &case.record.life);
    let kinds = procedure.events.expand(each);
    let is_mark = |it: &Event| kinds.contains(&it.kind.as_str());
    let follows = is_of(case, "shown_by");
    let rank = rank(case, each);
    let mut stretches: BTreeMap<usize, (Vec<usize>, Option<usize>)> = BTreeMap::new();
    for (at, event) in case.record.events.iter().enumerate() {
        let stretch = stretches.entry(life.lost(rank, event.cycle)).or_default();
        if is_mark(event) {
            stretch.0.push(at);
        } else if follows(event) {
            stretch.1.get_or_insert(at);
        }
    }
    let of = |(marks, shown): (Vec<usize>, Option<usize>)| {
        let shown = shown.filter(|_| marks.is_empty());
        let marks = marks.into_iter().map(|it| (it, false));
        marks.chain(shown.map(|it| (it, true))).collect::<Vec<_>>()
    };
    stretches.into_values().flat_map(of).collect()
}

/// The events from the submission on, which stands at `start`. Before them those agreements that may
/// follow it although they are written before it: of their day one of the two has no time.
fn since<'a>(case: &Case<'a>, all: &[&'a Event], start: Option<usize>) -> Vec<&'a Event> {
    let (earlier, later) = all.split_at(start.unwrap_or_default());
    let agrees =
        |it: &str| it == CONDITIONAL || case.check().names("results").iter().any(|of| of == it);
    let open = earlier.iter().copied().filter(|it| {
        let may_agree = result(it).is_none_or(|it| agrees(&it));
        may_agree && later.first().is_some_and(|of| is_open(case, it, of))
    });
    open.chain(later.iter().copied()).collect()
}

fn is_open(case: &Case<'_>, event: &Event, submission: &Event) -> bool {
    let both = event.at.as_ref().zip(submission.at.as_ref());
    both.is_some_and(|(at, of)| at.compare(of, case.zone()).is_none())
}

/// Whether an event is of the type or set that a parameter names.
pub(super) fn is_of<'a>(case: &Case<'a>, param: &str) -> impl Fn(&Event) -> bool + use<'a> {
    let names = case.check().names(param);
    let events = &case.ctx.procedure.events;
    let kinds: Vec<&str> = names.iter().flat_map(|it| events.expand(it)).collect();
    move |it| kinds.contains(&it.kind.as_str())
}

pub(super) fn has_role(event: &Event, role: &str) -> bool {
    let own = event.field("role").and_then(Item::key);
    own.as_deref() == Some(role)
}

pub(super) fn result(event: &Event) -> Option<String> {
    event.field("result").and_then(Item::key)
}

/// Whether a result is one that events of this type may have.
pub(super) fn is_known(case: &Case<'_>, event: &Event, result: &str) -> bool {
    let kind = case.ctx.procedure.events.kind(&event.kind);
    kind.is_none_or(|it| it.results.is_empty() || it.results.iter().any(|it| it == result))
}
