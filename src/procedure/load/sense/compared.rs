//! What a check holds against what: nothing at all, or a thing against itself.

use crate::procedure::rules::{Check, Param, Signature};
use crate::source::Place;

/// Two parameters of a check kind that are held against each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    /// The kind.
    pub(crate) kind: &'static str,
    /// The one side and the other; `pairs` of the kind stand for both.
    pub(crate) of: (&'static str, &'static str),
    /// Parameters with which a thing may well be held against itself.
    pub(crate) but: &'static [&'static str],
}

const fn sides(
    kind: &'static str,
    of: (&'static str, &'static str),
    but: &'static [&'static str],
) -> Sides {
    Sides { kind, of, but }
}

/// The kinds that hold one thing against another.
pub(crate) const SIDES: &[Sides] = &[
    sides("between", ("some", "from"), &["to"]),
    sides("coverage", ("items", "by"), &["exact"]),
    sides("disjoint", ("left", "right"), &[]),
    sides("equality", ("pairs", "pairs"), &[]),
    sides(
        "order",
        ("earlier", "later"),
        &["at_least", "needed", "strict"],
    ),
];

/// Parameters of a kind, a group of which must be given in full though none must be by itself.
pub(crate) const NEEDED: &[(&str, &[&[&str]])] = &[
    ("entries", &[&["all"], &["any"]]),
    ("order", &[&["earlier", "later"], &["pairs"]]),
    ("presence", &[&["all"], &["any"]]),
];

/// The parameters under which something should be written, if nothing is.
pub(super) fn lacking(check: &Check, signature: &Signature) -> Option<String> {
    let named = |names: &[&str], between: &str| {
        let names = names.iter().map(|it| format!("`{it}`"));
        names.collect::<Vec<_>>().join(between)
    };
    let needed = signature.params.iter().filter(|it| it.required);
    for spec in needed {
        if check.param(spec.name).is_some_and(is_empty) {
            return Some(named(&[spec.name], ""));
        }
    }
    let (_, groups) = NEEDED.iter().find(|it| it.0 == check.kind)?;
    let known = |it: &&str| signature.params.iter().any(|spec| spec.name == *it);
    let is_given = |it: &&str| check.param(it).is_some_and(|it| !is_empty(it));
    // A kind that has not these parameters is another one of that name.
    let is_known = groups.iter().all(|it| it.iter().all(known));
    if !is_known || groups.iter().any(|it| it.iter().all(is_given)) {
        return None;
    }
    let groups: Vec<_> = groups.iter().map(|it| named(it, " + ")).collect();
    Some(groups.join(" / "))
}

/// What is held against itself, and where the second of the two stands.
pub(super) fn itself(check: &Check) -> Vec<(Place, String)> {
    let Some(kind) = SIDES.iter().find(|it| it.kind == check.kind) else {
        return Vec::new();
    };
    let is_on = |it: &&str| check.param(it).is_some_and(is_on);
    if kind.but.iter().any(is_on) {
        return Vec::new();
    }
    let pairs = check.pairs("pairs").iter();
    let twice = pairs.filter(|(one, other)| one.text == other.text);
    let mut found: Vec<_> = twice.map(|it| (it.1.place, it.1.text.clone())).collect();
    let one = texts(check, kind.of.0);
    let key = check.name("key").unwrap_or_default();
    for (place, text) in texts(check, kind.of.1) {
        let is_same = |it: &(Place, String)| it.1 == text || format!("{}.{key}", it.1) == text;
        if one.iter().any(is_same) {
            found.push((place, text));
        }
    }
    found
}

/// The selectors or bare fields under a parameter, each with its place.
fn texts(check: &Check, name: &str) -> Vec<(Place, String)> {
    let selectors = check.selectors(name).iter();
    let selectors = selectors.map(|it| (it.place, it.text.clone()));
    let bare = check.names(name).iter();
    let bare = bare.map(|it| (check.place, it.clone()));
    selectors.chain(bare).collect()
}

fn is_on(param: &Param) -> bool {
    !matches!(param, Param::Switch(false))
}

fn is_empty(param: &Param) -> bool {
    match param {
        Param::Selectors(it) | Param::Ranked(it) => it.is_empty(),
        Param::Pairs(it) => it.is_empty(),
        Param::Names(it) | Param::RankedNames(it) => it.is_empty(),
        Param::Groups(it) => it.is_empty(),
        _ => false,
    }
}
