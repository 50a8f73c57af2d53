//! Which decisions count: those on what was last submitted.

use std::cmp::Ordering;

use crate::book::Event;
use crate::book::value::Item;
use crate::check::case::Case;

use super::CONDITIONAL;

/// Decisions on one submission, and the event that they must precede.
pub(super) struct Round<'a> {
    /// The rule and the record.
    pub(super) case: Case<'a>,
    /// Which round it is, from 1.
    pub(super) number: usize,
    /// The event that decisions must precede.
    pub(super) before: Option<&'a Event>,
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
            submission: start.map(|it| all[it]),
            events: since(case, &all, start),
        }
    }

    pub(super) fn of_each(case: &Case<'a>, each: &str) -> Vec<Self> {
        let kinds = case.ctx.procedure.events.expand(each);
        let all: Vec<_> = case.record.events.iter().collect();
        let is_submission = is_of(case, "after");
        let marks = all.iter().enumerate();
        let marks = marks.filter(|(_, it)| kinds.contains(&it.kind.as_str()));
        marks
            .enumerate()
            .map(|(number, (at, mark))| {
                let start = all[..at].iter().rposition(|it| is_submission(it));
                let mut later = all[at..].iter();
                let end = later.position(|it| is_submission(it));
                let end = end.map_or(all.len(), |it| at + it);
                Self {
                    case: *case,
                    number: number + 1,
                    before: Some(mark),
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
            let of = own.iter().copied().filter(|it| is_about(it, document));
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

fn is_about(event: &Event, document: &str) -> bool {
    let named = event.field("documents").filter(|it| !it.is_empty());
    named.is_none_or(|it| {
        it.items()
            .iter()
            .any(|it| it.key().as_deref() == Some(document))
    })
}

pub(super) fn result(event: &Event) -> Option<String> {
    event.field("result").and_then(Item::key)
}

/// Whether a result is one that events of this type may have.
pub(super) fn is_known(case: &Case<'_>, event: &Event, result: &str) -> bool {
    let kind = case.ctx.procedure.events.kind(&event.kind);
    kind.is_none_or(|it| it.results.is_empty() || it.results.iter().any(|it| it == result))
}
