//! One part of one rule held against one record: what a check kind may ask.
//!
//! A kind never walks the book itself; it asks its case for values, labels,
//! places and limits, so that every kind reads selectors the same way.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::book::value::{ENTRY_NAMES, Item, Member, Value};
use crate::book::{Event, Record, condition, people, select};
use crate::expr::Facts;
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::Threshold;
use crate::procedure::fields::{Condition, Field};
use crate::procedure::flow::Derivation;
use crate::procedure::rules::{Check, Part, Rule};
use crate::procedure::selector::{Root, Selector};
use crate::source::Place;
use crate::text;

use super::Context;
use super::clock::Clock;

/// A part of a rule, a record, and everything they are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The texts, the procedure, the book.
    pub ctx: Context<'a>,
    /// The record.
    pub record: &'a Record,
    /// The record as expressions see it.
    pub facts: &'a Facts,
    /// The rule.
    pub rule: &'a Rule,
    /// The part of it.
    pub part: &'a Part,
}

/// A moment that somebody wrote, and where.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The moment.
    pub moment: &'a Moment,
    /// Where it stands.
    pub place: Place,
}

impl<'a> Case<'a> {
    /// The parameters of the check.
    pub fn check(&self) -> &'a Check {
        &self.part.check
    }

    /// The zone of the portal.
    pub fn zone(&self) -> &'a TimeZone {
        &self.ctx.config.zone
    }

    /// What deadlines are counted by.
    pub fn clock(&self) -> Clock<'a> {
        Clock {
            zone: self.zone(),
            calendar: &self.ctx.procedure.registers.calendar,
        }
    }

    /// The values that a selector points at in this record, lists entered, empty ones left out.
    pub fn values(&self, selector: &Selector) -> Vec<&'a Item> {
        self.values_of(self.record, selector)
    }

    /// The same in another record.
    pub fn values_of(&self, record: &'a Record, selector: &Selector) -> Vec<&'a Item> {
        select::select(self.ctx.sight(), record, self.ctx.procedure, selector)
            .into_iter()
            .flat_map(Item::items)
            .filter(|it| !it.is_empty())
            .collect()
    }

    /// The events of a type or set in the judged cycle, in order of time.
    pub fn events(&self, kind: &str) -> Vec<&'a Event> {
        select::events(self.record, self.ctx.procedure, kind, &[])
    }

    /// The moments among the values of a selector.
    pub fn moments(&self, selector: &Selector) -> Vec<At<'a>> {
        let values = self.values(selector).into_iter();
        values
            .filter_map(|it| {
                let moment = it.moment()?;
                let place = it.place;
                Some(At { moment, place })
            })
            .collect()
    }

    /// The threshold that applies, of a parameter that is a limit.
    pub fn limit(&self, check: &Check, name: &str) -> Option<&'a Threshold> {
        let applies = |it: &&Check| {
            it.expr("when")
                .is_none_or(|it| it.holds(self.facts) == Ok(true))
        };
        let group = check.groups(name).iter().find(applies)?;
        self.ctx
            .procedure
            .policy
            .thresholds
            .get(group.threshold("use")?)
    }

    /// Whether a condition of the procedure holds for a record; bare names are those of its head.
    pub fn holds(&self, record: &'a Record, condition: &Condition) -> bool {
        let near: [&[Member]; 1] = [&record.head.fields];
        condition::holds(
            self.ctx.sight(),
            record,
            self.ctx.procedure,
            &near,
            condition,
        )
    }

    /// Whoever a report must reach to reach `role`: those who stand for it or for a role equated to it.
    pub fn reached_by(&self, role: &str) -> BTreeSet<String> {
        let roles = self.ctx.procedure.equated(role);
        roles
            .into_iter()
            .flat_map(|it| self.standing_for(it))
            .collect()
    }

    /// Whoever stands for `role` in this record.
    pub fn standing_for(&self, role: &str) -> BTreeSet<String> {
        let people = self.record.people.get(role);
        people.into_iter().flatten().filter_map(identity).collect()
    }

    /// The roles of `wanted` that none of `people` stands for.
    pub fn unreached<'b>(&self, wanted: &'b [String], people: &BTreeSet<String>) -> Vec<&'b str> {
        let reached = |role: &str| !self.reached_by(role).is_disjoint(people);
        let wanted = wanted.iter().map(String::as_str);
        wanted.filter(|it| !reached(it)).collect()
    }

    /// The labels of roles, as a list.
    pub fn role_labels(&self, roles: &[&str]) -> Text {
        let labels: Vec<_> = roles
            .iter()
            .map(|it| self.ctx.procedure.role_label(it))
            .collect();
        Text::list(&labels)
    }

    /// The field that a selector ends at.
    pub fn field(&self, selector: &Selector) -> Option<&'a Field> {
        select::field(self.ctx.procedure, selector)
    }

    /// What people call what a selector points at, without the document around it.
    pub fn label(&self, selector: &Selector) -> Text {
        let selector = self.resolved(selector);
        let is_event = matches!(selector.root, Root::LastEvent(..) | Root::AllEvents(..));
        let own = |it: &str| it != "at";
        let steps = &selector.steps;
        let named_by_event = is_event && steps.last().is_none_or(|it| !own(&it.field));
        match select::field(self.ctx.procedure, selector) {
            Some(field) if !named_by_event && selector.linked.is_none() => field.label.clone(),
            _ => self.full_label(selector),
        }
    }

    /// What people call it, with the document around it.
    pub fn full_label(&self, selector: &Selector) -> Text {
        let selector = self.resolved(selector);
        // The keys of a map from roles to persons are roles.
        let role = selector.steps.last().filter(|_| selector.linked.is_none());
        let role = role.filter(|it| {
            self.ctx
                .procedure
                .roles
                .iter()
                .any(|role| role.id == it.field)
        });
        match role {
            Some(step) if self.field(selector).is_none() => {
                self.ctx.procedure.role_label(&step.field)
            }
            _ => select::label(self.ctx.procedure, selector),
        }
    }

    /// A value as people read it.
    pub fn show(&self, selector: &Selector, item: &Item) -> Text {
        let field = select::field(self.ctx.procedure, self.resolved(selector));
        select::show(self.ctx.procedure, self.ctx.config, field, item)
    }

    /// All values of a selector as people read them, none twice.
    pub fn show_all(&self, selector: &Selector) -> Text {
        let mut shown: Vec<Text> = Vec::new();
        for item in self.values(selector) {
            let text = self.show(selector, item);
            if !shown.contains(&text) {
                shown.push(text);
            }
        }
        Text::list(&shown)
    }

    /// A moment as people read it.
    pub fn show_moment(&self, moment: &Moment) -> Text {
        Text::plain(moment.show(self.zone()))
    }

    /// Where the list of events begins.
    pub fn events_place(&self) -> Option<Place> {
        let key = self.ctx.procedure.records.keys.get("events")?;
        self.record.head.field(key).map(|it| it.key_place)
    }

    /// Where a selector points, or the nearest thing above that exists.
    pub fn place(&self, selector: &Selector) -> Option<Place> {
        let is_list = |it: &Item| matches!(it.value, Value::List(_) | Value::Map(_));
        let values = select::select(self.ctx.sight(), self.record, self.ctx.procedure, selector);
        let scalar = values.iter().find(|it| !is_list(it) && !it.is_empty());
        let of_event = matches!(selector.root, Root::LastEvent(..) | Root::AllEvents(..));
        if let Some(item) = scalar {
            return Some(item.place);
        }
        if of_event {
            return values.first().map(|it| it.place);
        }
        let Root::Document(kind) = &selector.root else {
            return None;
        };
        let doc = self.record.document(kind)?;
        let mut members: &[Member] = &doc.fields;
        let mut place = match selector.steps[..] {
            [] => doc.place,
            _ => doc.foot,
        };
        for step in &selector.steps {
            let Some(member) = members.iter().find(|it| it.key == step.field) else {
                break;
            };
            place = member.key_place;
            let Value::Map(inner) = &member.item.value else {
                break;
            };
            members = inner;
        }
        Some(place)
    }

    /// A fact stands for the first of its sources that the record has.
    fn resolved<'b>(&self, selector: &'b Selector) -> &'b Selector
    where
        'a: 'b,
    {
        let Root::Fact(name) = &selector.root else {
            return selector;
        };
        let facts = &self.ctx.procedure.facts;
        let fact: Option<&'a _> = facts.iter().find(|it| &it.name == name);
        match fact.map(|it| &it.how) {
            Some(Derivation::FirstOf(sources) | Derivation::Union(sources)) => sources
                .iter()
                .find(|it| !self.values(it).is_empty())
                .or(sources.first())
                .unwrap_or(selector),
            _ => selector,
        }
    }
}

/// Who is meant: the id in the register, else the name as it is compared.
pub fn identity(item: &Item) -> Option<String> {
    match &item.value {
        Value::Person { id: Some(id), .. } => Some(id.clone()),
        Value::Person { written, .. } => Some(text::normal(people::name_of(written))),
        Value::Text(written) => Some(text::normal(written)),
        _ => None,
    }
}

/// Everybody named in a field of an entry.
pub fn named(entry: &Item, field: &str) -> BTreeSet<String> {
    let member = entry.member(field);
    let items = member.map(|it| it.item.items()).unwrap_or_default();
    items.iter().filter_map(identity).collect()
}

/// How an entry is called: by its id or number where it has one, else by its place.
pub fn entry_name(entry: &Item, index: usize) -> String {
    let own = ENTRY_NAMES
        .iter()
        .find_map(|it| entry.member(it)?.item.key());
    own.unwrap_or_else(|| (index + 1).to_string())
}
