//! Why a rule, or a part of it, was not judged on a record.
//!
//! The verdict keeps only the cause, because hardly anybody asks; what the
//! cause rests on is looked up when somebody does.

use crate::book::{Record, facts};
use crate::expr::Facts;
use crate::lang::Text;
use crate::procedure::fields::DocumentType;
use crate::procedure::rules::{Part, Rule};
use crate::procedure::selector::Selector;

use super::case::Case;
use super::{Compared, Context, broken, due, look};

/// Why something was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The part, counted in the rule; nothing if it is the rule as a whole.
    pub part: Option<usize>,
    /// The cause.
    pub cause: Cause,
}

/// What kept a rule from being judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was not in force when the record was opened.
    Edition,
    /// It is not for the route of the record.
    Route,
    /// A document on which it rests could not be read.
    Unread,
    /// Its condition does not hold.
    Condition,
    /// The state from which it bites is not reached.
    State,
    /// A time for which it waits has not come.
    Due,
    /// A value is missing without which the part does not apply, counted in `given`.
    Given(usize),
    /// A value is there with which the part does not apply, counted in `unless`.
    Unless(usize),
    /// What it would judge is not recorded, or not due.
    Nothing,
    /// What it found another rule tells better, counted in `yields_to`.
    GaveWay(usize),
}

/// A record and a rule that was not judged on it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What everything was judged by.
    pub ctx: Context<'a>,
    /// The record.
    pub record: &'a Record,
    /// The rule.
    pub rule: &'a Rule,
}

impl<'a> Asked<'a> {
    /// What a reason rests on, with its values.
    pub fn rests_on(&self, reason: Reason) -> Vec<Compared> {
        let Some(first) = self.rule.parts.first() else {
            return Vec::new();
        };
        let part = self.part(reason).unwrap_or(first);
        let values = facts::json(self.ctx.procedure, self.ctx.config, self.record);
        let facts = Facts::new(&values);
        let case = Case {
            ctx: self.ctx,
            record: self.record,
            facts: &facts,
            rule: self.rule,
            part,
        };
        let at = |it: Option<&Selector>| it.map(|it| look::at(&case, it)).into_iter().collect();
        match reason.cause {
            Cause::Condition => {
                let when = match reason.part {
                    Some(_) => part.when.as_ref(),
                    None => self.rule.when.as_ref(),
                };
                when.map(|it| look::named(&case, it)).unwrap_or_default()
            }
            Cause::Given(index) => at(part.given.get(index)),
            Cause::Unless(index) => at(part.unless.get(index)),
            Cause::Nothing => look::params(&case, &part.check),
            Cause::Edition
            | Cause::Route
            | Cause::Unread
            | Cause::State
            | Cause::Due
            | Cause::GaveWay(_) => Vec::new(),
        }
    }

    /// The times for which the rule waits, in words.
    pub fn times(&self) -> Vec<Text> {
        due::times(self.ctx.procedure, self.rule)
    }

    /// The documents of the record that could not be read to their end, by name.
    pub fn unread(&self) -> Vec<Text> {
        let kinds = broken::of_record(&self.ctx, self.record);
        let known = kinds
            .into_iter()
            .filter_map(|it| self.ctx.procedure.document(it));
        known.map(DocumentType::name).collect()
    }

    fn part(&self, reason: Reason) -> Option<&'a Part> {
        self.rule.parts.get(reason.part?)
    }
}
