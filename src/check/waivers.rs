//! Which findings a waiver covers, and waivers that are wrong, expired or unused.
//!
//! A waiver covers violations of one rule, in the records and at the spots of
//! its scope, from the start of its first day to the end of its last. It never
//! covers what the facts cannot decide: there is nothing yet to answer for.

use std::collections::BTreeSet;

use crate::book::value::{Item, Value};
use crate::book::{Record, people};
use crate::finding::{Finding, Outcome, Related};
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::fields::FieldKind;
use crate::procedure::flow::Evidence;
use crate::procedure::registers::Waiver;
use crate::text;

use super::Context;
use super::case::identity;

/// Marks covered findings as waived and adds what is wrong with the waivers themselves.
pub fn apply(ctx: &Context<'_>, all: &mut Vec<Finding>) {
    let registered = ctx.procedure.registers.waivers.iter().map(|it| (it, None));
    let records = ctx.book.records.iter();
    let written =
        records.flat_map(|record| record.waivers.iter().map(move |it| (it, Some(record))));
    let mut about = Vec::new();
    for (waiver, record) in registered.chain(written) {
        let claim = Claim {
            ctx,
            waiver,
            record,
        };
        let mut found = claim.settle(all);
        for finding in &mut found {
            finding.key = format!("waiver:{}", waiver.id);
            let own = record.map(|it| it.id.clone());
            finding.record = finding.record.take().or(own);
        }
        about.append(&mut found);
    }
    all.append(&mut about);
}

/// A waiver, and the record that it is written in if it is not of the register.
struct Claim<'a> {
    ctx: &'a Context<'a>,
    waiver: &'a Waiver,
    record: Option<&'a Record>,
}

impl Claim<'_> {
    /// Covers what it may; returns what is wrong with it.
    fn settle(&self, all: &mut [Finding]) -> Vec<Finding> {
        let waiver = self.waiver;
        let args = [
            ("waiver", Text::plain(waiver.id.clone())),
            ("rule", Text::plain(waiver.rule.clone())),
            ("approver", Text::plain(waiver.approved_by.clone())),
            (
                "expires",
                Text::plain(waiver.expires.map(|it| it.to_string()).unwrap_or_default()),
            ),
        ];
        let place = waiver.place;
        let Some(rule) = self.ctx.procedure.rule(&waiver.rule) else {
            // The loader of the register has reported it there.
            if self.record.is_none() {
                return Vec::new();
            }
            let value = [("value", Text::plain(waiver.rule.clone()))];
            return vec![notice::variant("unknown-reference", "rule", place, &value)];
        };
        if !rule.waivable {
            return vec![notice::variant("waiver-refused", "rule", place, &args)];
        }
        let missing = missing(waiver);
        if !missing.is_empty() {
            // The loader of the register has reported it there.
            if self.record.is_none() {
                return Vec::new();
            }
            let missing: Vec<_> = missing.into_iter().map(Text::plain).collect();
            let args = [args[0].clone(), ("missing", Text::list(&missing))];
            return vec![notice::variant(
                "waiver-refused",
                "incomplete",
                place,
                &args,
            )];
        }
        let today = self.ctx.book.as_of.moment.day(&self.ctx.config.zone);
        if waiver.from.is_some_and(|it| today < it) {
            return Vec::new();
        }
        let covered: Vec<usize> = (0..all.len()).filter(|it| self.covers(&all[*it])).collect();
        let is_valid = waiver.expires.is_some_and(|it| today <= it);
        let Some(first) = covered.first().copied() else {
            // A waiver that is over has nothing to cover any more, and need not.
            if !is_valid {
                return Vec::new();
            }
            let unknown = self.unknown_records();
            return if unknown.is_empty() {
                vec![notice::finding("waiver-unused", place, &args)]
            } else {
                unknown
            };
        };
        if !is_valid {
            let mut finding = notice::finding("waiver-expired", place, &args);
            finding.record.clone_from(&all[first].record);
            finding.related.push(related(&all[first]));
            return vec![finding];
        }
        let mut refused = Vec::new();
        let mut told = BTreeSet::new();
        for at in covered {
            let record = all[at].record.clone();
            let involved = record.as_ref().is_some_and(|it| self.is_involved(it));
            if involved {
                if told.insert(record.clone()) {
                    let mut finding = notice::variant("waiver-refused", "involved", place, &args);
                    finding.record = record;
                    finding.related.push(related(&all[at]));
                    refused.push(finding);
                }
                continue;
            }
            all[at].outcome = Outcome::Waived;
            all[at].waiver = Some(waiver.id.clone());
        }
        refused
    }

    /// The records of its scope that do not exist; a view of the past cannot tell.
    fn unknown_records(&self) -> Vec<Finding> {
        let book = self.ctx.book;
        let ids = self.waiver.records.iter();
        ids.filter(|id| !book.as_of.view && book.record(id).is_none())
            .map(|id| {
                let value = [("value", Text::plain(id.clone()))];
                notice::variant("unknown-reference", "record", self.waiver.place, &value)
            })
            .collect()
    }

    fn covers(&self, finding: &Finding) -> bool {
        let waiver = self.waiver;
        let Some(id) = finding.record.as_ref() else {
            return false;
        };
        let in_scope = if let Some(own) = self.record {
            *id == own.id
        } else {
            let system = self.ctx.book.record(id).and_then(|it| it.system.as_ref());
            waiver.records.contains(id) || system.is_some_and(|it| waiver.systems.contains(it))
        };
        let at_spot = waiver
            .spot
            .as_deref()
            .is_none_or(|it| is_beginning(it, &finding.key));
        finding.rule == waiver.rule && finding.outcome == Outcome::Violated && in_scope && at_spot
    }

    /// Whether the approver wrote or submitted what the record consists of.
    fn is_involved(&self, record: &str) -> bool {
        let Some(record) = self.ctx.book.record(record) else {
            return false;
        };
        let registers = &self.ctx.procedure.registers;
        let approver = people::person(registers, &self.waiver.approved_by, self.waiver.place);
        identity(&approver).is_some_and(|it| involved(self.ctx.procedure, record).contains(&it))
    }
}

/// Who wrote the documents of a record or submitted them.
///
/// The author of a document is the person field that every type but the head
/// has; submissions are the events after which approvals count.
fn involved(procedure: &Procedure, record: &Record) -> BTreeSet<String> {
    let types = procedure.documents.get(1..).unwrap_or_default();
    let in_all = |name: &str| {
        types.iter().all(|it| {
            it.field(name)
                .is_some_and(|it| matches!(it.kind, FieldKind::Person))
        })
    };
    let mut people = BTreeSet::new();
    for member in record.documents.iter().flat_map(|it| &it.fields) {
        if in_all(&member.key) {
            people.extend(identity(&member.item));
        }
    }
    let states = procedure.routes.iter().flat_map(|it| &it.states);
    let submissions: BTreeSet<&str> = states
        .filter_map(|it| match &it.evidence {
            Some(Evidence::Event { after, .. }) => after.as_deref(),
            _ => None,
        })
        .flat_map(|it| procedure.events.expand(it))
        .collect();
    for event in record
        .events
        .iter()
        .filter(|it| submissions.contains(it.kind.as_str()))
    {
        let by = event.field("by").map(Item::items).unwrap_or_default();
        let persons = by.iter().filter(|it| !matches!(it.value, Value::Unfit(_)));
        people.extend(persons.filter_map(identity));
    }
    people
}

/// Whether `spot` is `key` or names something that it is part of.
fn is_beginning(spot: &str, key: &str) -> bool {
    let spot = text::tidy(spot);
    key.strip_prefix(spot.as_str())
        .is_some_and(|rest| !rest.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
}

fn related(finding: &Finding) -> Related {
    Related {
        place: finding.place,
        message: finding.message.clone(),
    }
}

/// What a waiver must say and does not: somebody answers for it, for a reason, until a day.
fn missing(waiver: &Waiver) -> Vec<&'static str> {
    let said = [
        ("id", !waiver.id.is_empty()),
        ("reason", !waiver.reason.is_empty()),
        ("approved_by", !waiver.approved_by.is_empty()),
        ("from", waiver.from.is_some()),
        ("expires", waiver.expires.is_some()),
        ("risk", !waiver.risk.is_empty()),
    ];
    let missing = said.into_iter().filter(|(_, is_said)| !is_said);
    missing.map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_covers_itself_and_what_is_within_it() {
        assert!(is_beginning("plan.steps[S1]", "plan.steps[S1].owner"));
        assert!(is_beginning("event.approval", "event.approval[tester]"));
        assert!(!is_beginning("plan.steps[S1", "plan.steps[S10].owner"));
    }
}
