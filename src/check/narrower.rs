//! One fault is told by one rule: the narrower one.
//!
//! A rule says under `yields_to` which rules are narrower than itself. What it
//! found is dropped where one of these found the same fault: where both name a
//! common place, or the narrower one names the place that the rule says.

use crate::book::Record;
use crate::finding::{self, Finding};
use crate::procedure::narrower::Narrower;
use crate::source::Place;

use super::reason::{Cause, Reason};
use super::reporter::Told;
use super::rule::Judged;
use super::{Context, Outcome};

/// Drops what narrower rules tell as well; `all` has one entry a rule, in the order of the procedure.
pub(super) fn give_way(ctx: &Context<'_>, record: &Record, all: &mut [Judged]) {
    let mut dropped = Vec::new();
    for (index, rule) in ctx.procedure.rules.iter().enumerate() {
        let own = all[index].findings.iter().zip(&all[index].told);
        for (at, own) in own.enumerate() {
            let repeats = |it: &Narrower| {
                if !it.silences(&own.1.message) {
                    return false;
                }
                let same_rule = it.rule == rule.id;
                let rules = ctx.procedure.rules.iter();
                let mut narrower = rules.zip(&*all).filter(|(other, _)| other.id == it.rule);
                narrower.any(|(_, other)| {
                    let mut told = other.findings.iter().zip(&other.told);
                    told.any(|other| {
                        // A rule may yield to another of its messages, never to the same one.
                        let differs = !same_rule || !it.means(&own.1.message);
                        differs
                            && it.means(&other.1.message)
                            && is_same(ctx, record, it, own, other)
                    })
                })
            };
            if let Some(narrower) = rule.yields_to.iter().position(repeats) {
                dropped.push((index, at, narrower));
            }
        }
    }
    for &(index, at, _) in dropped.iter().rev() {
        all[index].findings.remove(at);
        all[index].told.remove(at);
    }
    for (index, _, narrower) in dropped {
        let reason = Reason {
            part: None,
            cause: Cause::GaveWay(narrower),
        };
        // What another of its own messages tells, the rule tells itself.
        let rule = &ctx.procedure.rules[index];
        let is_other = rule.yields_to[narrower].rule != rule.id;
        if is_other && !all[index].reasons.contains(&reason) {
            all[index].reasons.push(reason);
        }
        let outcomes = all[index].findings.iter().map(|it| match it.outcome {
            finding::Outcome::Indeterminate => Outcome::Indeterminate,
            _ => Outcome::Violated,
        });
        all[index].outcome = outcomes.min().unwrap_or(Outcome::NotApplicable);
    }
}

type Fault<'a> = (&'a Finding, &'a Told);

/// Whether what the narrower rule found is the fault of the wider one.
fn is_same(
    ctx: &Context<'_>,
    record: &Record,
    narrower: &Narrower,
    own: Fault<'_>,
    other: Fault<'_>,
) -> bool {
    if other.0.outcome == finding::Outcome::Indeterminate && own.0.outcome != other.0.outcome {
        return false;
    }
    let places = match &narrower.about {
        Some(about) => {
            let found = crate::book::select::select(ctx.sight(), record, ctx.procedure, about);
            found.iter().map(|it| it.place).collect()
        }
        None => places_of(own),
    };
    let theirs = places_of(other);
    let touch = |a: &Place| theirs.iter().any(|b| overlap(*a, *b));
    places.iter().any(touch)
}

/// Where a fault was seen; where a rule merely points says nothing about it.
fn places_of((finding, told): Fault<'_>) -> Vec<Place> {
    let own = told.is_placed.then_some(finding.place);
    let related = finding.related.iter().map(|it| it.place);
    own.into_iter().chain(related).collect()
}

fn overlap(a: Place, b: Place) -> bool {
    a.source == b.source && a.span.start < b.span.end && b.span.start < a.span.end
}
