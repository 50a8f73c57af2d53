//! Which decisions count: those on what was last submitted.

use std::cmp::Ordering;

use crate::book::Event;
use crate::book::value::Item;
use crate::check::case::Case;

/// Decisions on one submission, and the event that they must precede.
pub(super) struct Round<'a> {
    /// The rule and the record.
    pub(super) case: Case<'a>,
    /// Which round it is, from 1.
    pub(super) number: usize,
    /// The event that decisions must precede.
    pub(super) before: Option<&'a Event>,
    /// What happened since the submission, in order of time.
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
            events: all[start.unwrap_or_default()..].to_vec(),
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
                    events: all[start.unwrap_or_default()..end].to_vec(),
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
        before
            .or(own.first().filter(|_| self.before.is_some()))
            .copied()
    }

    /// How an event stands to the one that it must precede; `None` if that cannot be known.
    pub(super) fn order(&self, event: &Event) -> Option<Ordering> {
        let before = self.before?.at.as_ref()?;
        event.at.as_ref()?.compare(before, self.case.zone())
    }
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
