//! Documents that could not be read to their end, and what must not be judged by them.
//!
//! After a syntax fault the keys below it are unknown, not missing. The fault
//! has its finding; a dozen more that follow from it would hide it. So whatever
//! rests on such a document is left undecided, without a finding of its own.

use std::collections::BTreeSet;

use crate::book::value::Value;
use crate::book::{Doc, Record, select};
use crate::document::front::FenceFault;
use crate::expr::Expr;
use crate::procedure::flow::{Derivation, Evidence};
use crate::procedure::rules::{Check, Param, Part};
use crate::procedure::selector::{Filter, FilterTest, Root, Selector};

use super::Context;

/// Whether the front matter of a document could not be read to its end, or has events that are no list.
pub fn is_broken(ctx: &Context<'_>, doc: &Doc) -> bool {
    let document = &doc.document;
    let keys = &ctx.procedure.records.keys;
    let events = keys.get("events").and_then(|it| doc.field(it));
    !doc.readable
        || document.fence.is_some_and(|it| it != FenceFault::Blanks)
        || document.front.is_cut
        || events.is_some_and(|it| matches!(it.item.value, Value::Unfit(_)))
}

/// The types of the documents of a record that are broken.
pub fn of_record<'a>(ctx: &Context<'_>, record: &'a Record) -> BTreeSet<&'a str> {
    std::iter::once(&record.head)
        .chain(&record.documents)
        .filter(|it| is_broken(ctx, it))
        .map(|it| it.kind.as_str())
        .collect()
}

/// Whether a part of a rule rests on one of these documents.
pub fn rests_on(ctx: &Context<'_>, record: &Record, part: &Part, broken: &BTreeSet<&str>) -> bool {
    if broken.is_empty() {
        return false;
    }
    let unread = Unread {
        ctx,
        record,
        broken,
    };
    let mut named = part.given.iter().chain(&part.unless);
    named.any(|it| unread.is_selected(it))
        || part.when.as_ref().is_some_and(|it| unread.is_named(it))
        || unread.is_in_check(&part.check)
        || shows_state(ctx, record, &part.check, broken)
        || is_sealed(ctx, record, &part.check, broken)
}

/// Whether the condition of a rule rests on one of these documents.
pub fn decides(ctx: &Context<'_>, record: &Record, when: &Expr, broken: &BTreeSet<&str>) -> bool {
    let unread = Unread {
        ctx,
        record,
        broken,
    };
    !broken.is_empty() && unread.is_named(when)
}

/// Documents of a record of which not everything is known.
#[derive(Clone, Copy)]
struct Unread<'a> {
    ctx: &'a Context<'a>,
    record: &'a Record,
    broken: &'a BTreeSet<&'a str>,
}

impl Unread<'_> {
    fn is_in_check(self, check: &Check) -> bool {
        check.params.values().any(|it| match it {
            Param::Selector(it) => self.is_selected(it),
            Param::Selectors(all) | Param::Ranked(all) => all.iter().any(|it| self.is_selected(it)),
            Param::Pairs(all) => all
                .iter()
                .any(|(a, b)| self.is_selected(a) || self.is_selected(b)),
            Param::Expr(expr) => self.is_named(expr),
            Param::Groups(groups) => groups.iter().any(|it| self.is_in_check(it)),
            Param::Names(_)
            | Param::RankedNames(_)
            | Param::Threshold(_)
            | Param::Switch(_)
            | Param::Condition(_) => false,
        })
    }

    /// Whether a selector looks into one of them, be it only to filter or by way of a fact.
    fn is_selected(self, selector: &Selector) -> bool {
        let (in_root, of_events): (bool, &[Filter]) = match &selector.root {
            Root::Document(kind) => (self.broken.contains(kind.as_str()), &[]),
            Root::Fact(name) => (self.is_behind(name), &[]),
            Root::LastEvent(_, filters) | Root::AllEvents(_, filters) => (false, filters),
            Root::People(_) | Root::Policy(_) | Root::Set(_) => (false, &[]),
        };
        let filters = selector.steps.iter().flat_map(|it| &it.filters);
        in_root
            || of_events.iter().chain(filters).any(|it| match &it.test {
                FilterTest::In(among) => self.is_selected(among),
                FilterTest::Is | FilterTest::IsIfThere | FilterTest::IsNot | FilterTest::There => {
                    false
                }
            })
    }

    fn is_named(self, expr: &Expr) -> bool {
        expr.paths().iter().any(|path| {
            let mut words = path.split('.');
            match (words.next(), words.next()) {
                (Some("facts"), Some(name)) => self.is_behind(name),
                (Some(root), _) => self.broken.contains(root),
                _ => false,
            }
        })
    }

    /// Whether a fact follows from one of them; the first of several sources that has a value decides.
    fn is_behind(self, name: &str) -> bool {
        let mut facts = self.ctx.procedure.facts.iter();
        match facts.find(|it| it.name == name).map(|it| &it.how) {
            Some(Derivation::Union(sources)) => sources.iter().any(|it| self.is_selected(it)),
            Some(Derivation::FirstOf(sources)) => {
                let settles = |it: &&Selector| {
                    let found = select::of_record(self.record, self.ctx.procedure, it);
                    self.is_selected(it) || found.iter().any(|it| !it.is_empty())
                };
                let first = sources.iter().find(settles);
                first.is_some_and(|it| self.is_selected(it))
            }
            Some(Derivation::Expr(expr)) => self.is_named(expr),
            None => false,
        }
    }
}

/// Whether the declared state is shown by one of these documents, for a check without parameters.
fn shows_state(ctx: &Context<'_>, record: &Record, check: &Check, broken: &BTreeSet<&str>) -> bool {
    if check.kind != super::kinds::earned_state::KIND.slug {
        return false;
    }
    let route = record
        .route
        .as_deref()
        .and_then(|it| ctx.procedure.route(it));
    let states = route.map(|it| it.states.as_slice()).unwrap_or_default();
    let declared = states
        .iter()
        .find(|it| Some(&it.id) == record.life.declared.as_ref());
    let evidence = declared.and_then(|it| it.evidence.as_ref());
    matches!(evidence, Some(Evidence::Document { document, .. }) if broken.contains(document.as_str()))
}

/// Whether one of these documents is under a seal, for the check that compares seals.
fn is_sealed(ctx: &Context<'_>, record: &Record, check: &Check, broken: &BTreeSet<&str>) -> bool {
    if check.kind != super::kinds::seal::KIND.slug {
        return false;
    }
    let route = record.route.as_deref();
    let seals = ctx.procedure.seals.iter();
    let mut own =
        seals.filter(|it| it.is_of(route) && !it.stored(ctx.procedure, record).is_empty());
    own.any(|seal| broken.iter().any(|it| seal.extent(it).is_some()))
}
