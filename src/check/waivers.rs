//! Which findings a waiver covers, and waivers that are wrong, expired or unused.
//!
//! A waiver covers violations of one rule, in the records and at the spots of
//! its scope, from the start of its first day to the end of its last. It never
//! covers what the facts cannot decide: there is nothing yet to answer for.
//!
//! - [`involved`]: who may not approve a waiver
//! - [`said`]: what a waiver must say, and what looks like it and is none

mod involved;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::book::people::{self, Meant};
use crate::book::{Record, select};
use crate::finding::{Finding, Outcome, Related, Severity};
use crate::lang::Text;
use crate::notice;
use crate::procedure::reader::desk::duplicate;
use crate::procedure::registers::Waiver;
use crate::text;

use super::Context;
use super::case::identity;

/// Marks covered findings as waived and adds what is wrong with the waivers themselves.
pub fn apply(ctx: &Context<'_>, all: &mut Vec<Finding>) {
    let registered = ctx.procedure.registers.waivers.iter().map(|it| (it, None));
    let records = ctx.book.records.iter().map(|it| &**it);
    let written =
        records.flat_map(|record| record.waivers.iter().map(move |it| (it, Some(record))));
    let claims = registered.chain(written).map(|(waiver, record)| Claim {
        ctx,
        waiver,
        record,
    });
    let mut about = Vec::new();
    let mut claims = unique(claims.collect(), &mut about);
    // What a new waiver covers, the one that it renews need not answer for.
    claims.sort_by_key(Claim::is_over);
    for claim in claims {
        let found = claim.settle(all);
        about.extend(found.into_iter().map(|it| claim.own(it)));
    }
    all.append(&mut about);
}

/// Those with an id of their own, the register before the records; the others cover nothing and are told.
fn unique<'a>(claims: Vec<Claim<'a>>, told: &mut Vec<Finding>) -> Vec<Claim<'a>> {
    let mut seen: BTreeMap<String, &Waiver> = BTreeMap::new();
    let mut kept = Vec::new();
    for claim in claims {
        let waiver = claim.waiver;
        let Some(first) = seen.get(&waiver.id.to_lowercase()) else {
            if !waiver.id.is_empty() {
                seen.insert(waiver.id.to_lowercase(), waiver);
            }
            kept.push(claim);
            continue;
        };
        let finding = duplicate(
            "waiver",
            (&waiver.id, waiver.place),
            (&first.id, first.place),
        );
        told.push(claim.own(finding));
    }
    kept
}

/// A waiver, and the record that it is written in if it is not of the register.
struct Claim<'a> {
    ctx: &'a Context<'a>,
    waiver: &'a Waiver,
    record: Option<&'a Record>,
}

impl Claim<'_> {
    /// A finding about it.
    fn own(&self, mut finding: Finding) -> Finding {
        finding.key = format!("waiver:{}", self.waiver.id);
        let own = self.record.map(|it| it.id.clone());
        finding.record = finding.record.take().or(own);
        finding
    }

    /// Covers what it may; returns what is wrong with it.
    fn settle(&self, all: &mut [Finding]) -> Vec<Finding> {
        let waiver = self.waiver;
        let args = [
            ("waiver", Text::plain(waiver.id.clone())),
            ("rule", Text::plain(waiver.rule.clone())),
            ("approver", self.approver()),
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
        let missing = said::missing(waiver);
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
        if waiver.from > waiver.expires {
            // The loader of the register has reported it there.
            if self.record.is_none() {
                return Vec::new();
            }
            let from = waiver.from.map(|it| it.to_string()).unwrap_or_default();
            let args = [
                args[0].clone(),
                args[3].clone(),
                ("from", Text::plain(from)),
            ];
            return vec![notice::variant("waiver-refused", "reversed", place, &args)];
        }
        if let Some((field, written)) = said::unsaid(waiver) {
            let written = Text::plain(written.trim());
            let args = [
                args[0].clone(),
                ("field", Text::plain(field)),
                ("written", written),
            ];
            return vec![notice::variant("waiver-refused", "unsaid", place, &args)];
        }
        // The loader of the register looks everybody up.
        match people::meant(&self.ctx.procedure.registers, &waiver.approved_by) {
            Meant::One(_) => {}
            Meant::Several(_) => {
                return vec![notice::variant("waiver-refused", "several", place, &args)];
            }
            Meant::Nobody => {
                return vec![notice::variant("waiver-refused", "unknown", place, &args)];
            }
        }
        if waiver.from.is_some_and(|it| self.today() < it) {
            return Vec::new();
        }
        let of_scope = (0..all.len()).filter(|it| self.covers(&all[*it]));
        let of_scope: Vec<usize> = of_scope.collect();
        let mut covered = of_scope.clone();
        covered.retain(|it| all[*it].outcome == Outcome::Violated);
        if self.is_over() {
            return vec![self.expired(covered.first().map(|it| &all[*it]), &args)];
        }
        let mut refused = self.unknown_records();
        if of_scope.is_empty() && refused.is_empty() {
            refused.push(notice::finding("waiver-unused", place, &args));
        }
        let mut told = BTreeSet::new();
        for at in covered {
            let record = all[at].record.clone();
            if self.is_involved(&all[at]) {
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

    fn today(&self) -> Date {
        self.ctx.book.as_of.moment.day(&self.ctx.config.zone)
    }

    /// Whether its last day has passed.
    fn is_over(&self) -> bool {
        self.waiver.expires.is_none_or(|it| it < self.today())
    }

    /// That it has expired: an error while something that it covered is not in order.
    fn expired(&self, open: Option<&Finding>, args: &[(&str, Text)]) -> Finding {
        let place = self.waiver.place;
        let Some(open) = open else {
            let mut finding = notice::variant("waiver-expired", "mended", place, args);
            finding.severity = Severity::Info;
            return finding;
        };
        let mut finding = notice::finding("waiver-expired", place, args);
        finding.record.clone_from(&open.record);
        finding.related.push(related(open));
        finding
    }

    /// Who approved it, as people know them.
    fn approver(&self) -> Text {
        let (procedure, written) = (self.ctx.procedure, &self.waiver.approved_by);
        let item = people::person(&procedure.registers, written, self.waiver.place);
        select::show(procedure, self.ctx.config, None, &item)
    }

    /// The records of its scope that do not exist; a view of the past cannot tell.
    fn unknown_records(&self) -> Vec<Finding> {
        let book = self.ctx.book;
        let named = self.waiver.records.iter().zip(&self.waiver.record_places);
        named
            .filter(|(id, _)| !book.as_of.view && book.record(id).is_none())
            .map(|(id, place)| {
                let value = [("value", Text::plain(id.clone()))];
                notice::variant("unknown-reference", "record", *place, &value)
            })
            .collect()
    }

    /// Whether a violation is of its scope, be it that another waiver covers it already.
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
        let is_violated = matches!(finding.outcome, Outcome::Violated | Outcome::Waived);
        finding.rule == waiver.rule && is_violated && in_scope && at_spot
    }

    /// Whether the approver has a hand in what would be covered.
    fn is_involved(&self, finding: &Finding) -> bool {
        let record = finding.record.as_ref();
        let Some(record) = record.and_then(|it| self.ctx.book.record(it)) else {
            return false;
        };
        let registers = &self.ctx.procedure.registers;
        let approver = people::person(registers, &self.waiver.approved_by, self.waiver.place);
        identity(&approver).is_some_and(|it| {
            involved::authors(self.ctx.procedure, record).contains(&it)
                || involved::marked(record, finding).contains(&it)
        })
    }
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
