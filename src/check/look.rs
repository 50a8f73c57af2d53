//! What a check looks at, as people read it and where it stands.
//!
//! The same for a pass as for a violation: whoever asks why a rule is content
//! must see what it saw.

use crate::book::Record;
use crate::book::value::{Item, Value};
use crate::expr::Expr;
use crate::lang::Text;
use crate::procedure::Threshold;
use crate::procedure::rules::{Check, Param};
use crate::procedure::selector::{Root, Selector};
use crate::source::Place;
use crate::words;

use super::case::{Case, entry_name};
use super::{Compared, clock};

/// What a selector points at; a value that is not there is empty and stands nowhere.
pub fn at(case: &Case<'_>, selector: &Selector) -> Compared {
    if let Root::Policy(name) = &selector.root
        && let Some(threshold) = case.ctx.procedure.policy.thresholds.get(name)
    {
        return limit("at-most", threshold);
    }
    let values = case.values(selector);
    let own = !matches!(selector.root, Root::Policy(_) | Root::Set(_));
    Compared {
        label: case.full_label(selector),
        value: shown(case, selector, &values),
        place: values.first().filter(|_| own).map(|it| it.place),
    }
}

/// Values of a selector; entries of lists by their names.
fn shown(case: &Case<'_>, selector: &Selector, values: &[&Item]) -> Text {
    if !values.iter().any(|it| matches!(it.value, Value::Map(_))) {
        return case.show_all(selector);
    }
    let numbered = values.iter().enumerate();
    let names: Vec<_> = numbered
        .map(|(at, it)| Text::plain(entry_name(it, at)))
        .collect();
    Text::list(&names)
}

/// A limit, `at-most` or `at-least`: the number, and that it is local policy.
pub fn limit(side: &str, threshold: &Threshold) -> Compared {
    Compared {
        label: words::text(&format!("check.limit.{side}")),
        value: words::fill("check.limit.policy", &[("limit", clock::limit(threshold))]),
        place: Some(threshold.place),
    }
}

/// What an expression looks at, name by name.
pub fn named(case: &Case<'_>, expr: &Expr) -> Vec<Compared> {
    let paths = expr.paths();
    paths.iter().filter_map(|it| one_named(case, it)).collect()
}

fn one_named(case: &Case<'_>, path: &str) -> Option<Compared> {
    let record = case.record;
    match path.split_once('.') {
        Some(("present", kind)) => return document(case, kind),
        None if path == "state" => {
            return Some(Compared {
                label: words::text("check.state"),
                value: state_label(case, &record.life.effective),
                place: record.life.declared_place,
            });
        }
        None if path == "route" => return Some(route(case, record)),
        _ => {}
    }
    let is_document = |it: &str| case.ctx.procedure.document(it).is_some();
    let selector = Selector::parse(path, Place::default(), is_document).ok()?;
    // A set of names says nothing about the record.
    (!matches!(selector.root, Root::Set(_))).then(|| at(case, &selector))
}

fn document(case: &Case<'_>, kind: &str) -> Option<Compared> {
    let name = case.ctx.procedure.document(kind)?.name();
    let found = case.record.document(kind);
    Some(Compared {
        label: name,
        value: words::text(if found.is_some() {
            "check.exists"
        } else {
            "check.nothing"
        }),
        place: found.map(|it| it.place),
    })
}

fn route(case: &Case<'_>, record: &Record) -> Compared {
    let route = record.route.as_deref();
    let known = route.and_then(|it| case.ctx.procedure.route(it));
    let key = case.ctx.procedure.records.keys.get("route");
    let written = key.and_then(|it| record.head.field(it));
    Compared {
        label: words::text("check.route"),
        value: known.map(|it| it.label.clone()).unwrap_or_default(),
        place: written.map(|it| it.item.place),
    }
}

/// What people call a state.
pub fn state_label(case: &Case<'_>, id: &str) -> Text {
    let procedure = case.ctx.procedure;
    let states = procedure.routes.iter().flat_map(|it| &it.states);
    let states = states.map(|it| (&it.id, &it.label));
    let sides = procedure.side_states.iter().map(|it| (&it.id, &it.label));
    let mut all = states.chain(sides);
    all.find(|it| it.0 == id)
        .map_or_else(|| Text::plain(id), |it| it.1.clone())
}

/// Everything that the parameters of a check name, for a check that found nothing to judge.
pub fn params(case: &Case<'_>, check: &Check) -> Vec<Compared> {
    let mut all = Vec::new();
    for param in check.params.values() {
        match param {
            Param::Selector(it) => all.push(at(case, it)),
            Param::Selectors(several) | Param::Ranked(several) => {
                all.extend(several.iter().map(|it| at(case, it)));
            }
            Param::Pairs(pairs) => {
                let both = pairs.iter().flat_map(|(left, right)| [left, right]);
                all.extend(both.map(|it| at(case, it)));
            }
            Param::Expr(it) => all.extend(named(case, it)),
            Param::Groups(groups) => all.extend(groups.iter().flat_map(|it| params(case, it))),
            Param::Names(_)
            | Param::RankedNames(_)
            | Param::Threshold(_)
            | Param::Switch(_)
            | Param::Condition(_) => {}
        }
    }
    all
}
