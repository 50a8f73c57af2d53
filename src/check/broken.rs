//! Documents that could not be read to their end, and what must not be judged by them.
//!
//! After a syntax fault the keys below it are unknown, not missing. The fault
//! has its finding; a dozen more that follow from it would hide it. So whatever
//! rests on such a document is left undecided, without a finding of its own.

use std::collections::BTreeSet;

use crate::book::value::Value;
use crate::book::{Doc, Record};
use crate::document::front::FenceFault;
use crate::procedure::flow::Evidence;
use crate::procedure::rules::{Check, Param, Part};
use crate::procedure::selector::{Root, Selector};

use super::Context;

/// Whether the front matter of a document could not be read to its end, or has events that are no list.
pub fn is_broken(ctx: &Context<'_>, doc: &Doc) -> bool {
    let document = &ctx.documents[doc.document];
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
    let named = part.given.iter().chain(&part.unless);
    let asks = |text: &str| broken.iter().any(|it| text.contains(&format!("{it}.")));
    named.into_iter().any(|it| looks_at(it, broken))
        || part.when.as_ref().is_some_and(|it| asks(&it.text))
        || in_check(&part.check, broken, &asks)
        || shows_state(ctx, record, &part.check, broken)
}

fn in_check(check: &Check, broken: &BTreeSet<&str>, asks: &dyn Fn(&str) -> bool) -> bool {
    check.params.values().any(|it| match it {
        Param::Selector(it) => looks_at(it, broken),
        Param::Selectors(all) => all.iter().any(|it| looks_at(it, broken)),
        Param::Pairs(all) => all
            .iter()
            .any(|(a, b)| looks_at(a, broken) || looks_at(b, broken)),
        Param::Expr(expr) => asks(&expr.text),
        Param::Groups(groups) => groups.iter().any(|it| in_check(it, broken, asks)),
        Param::Names(_) | Param::Threshold(_) | Param::Switch(_) | Param::Condition(_) => false,
    })
}

fn looks_at(selector: &Selector, broken: &BTreeSet<&str>) -> bool {
    matches!(&selector.root, Root::Document(kind) if broken.contains(kind.as_str()))
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
