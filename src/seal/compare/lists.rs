//! Lists: entries that can be told apart are matched by name, others by where they stand.

use serde_json::Value;

use crate::book::value::ENTRY_NAMES;

use super::{Difference, How, Step, pair};

/// Compares two lists that are not equal.
pub(super) fn compare(
    steps: &mut Vec<Step>,
    then: &[Value],
    now: &[Value],
    found: &mut Vec<Difference>,
) {
    let is_moved =
        then.len() == now.len() && then.iter().all(|it| count(then, it) == count(now, it));
    if is_moved {
        found.push(Difference {
            steps: steps.clone(),
            how: How::Moved,
            was: None,
        });
        return;
    }
    let (old, new) = (names(then), names(now));
    let (Some(old), Some(new)) = (old, new) else {
        // Without names nobody can tell which entry became which.
        let maps = |it: &Value| it.is_object();
        if then.len() == now.len() && then.iter().chain(now).all(maps) {
            return in_place(steps, then, now, found);
        }
        found.push(Difference {
            steps: steps.clone(),
            how: How::Changed,
            was: plain(then),
        });
        return;
    };
    for (at, name) in new.iter().enumerate() {
        let was = old.iter().position(|it| it == name);
        steps.push(Step::Entry(Some(at), name.clone()));
        pair(steps, was.map(|it| &then[it]), Some(&now[at]), found);
        steps.pop();
    }
    for (at, name) in old.iter().enumerate() {
        if !new.contains(name) {
            steps.push(Step::Entry(None, name.clone()));
            pair(steps, Some(&then[at]), None, found);
            steps.pop();
        }
    }
}

fn in_place(steps: &mut Vec<Step>, then: &[Value], now: &[Value], found: &mut Vec<Difference>) {
    for (at, (then, now)) in then.iter().zip(now).enumerate() {
        steps.push(Step::Entry(Some(at), (at + 1).to_string()));
        pair(steps, Some(then), Some(now), found);
        steps.pop();
    }
}

fn count(list: &[Value], value: &Value) -> usize {
    list.iter().filter(|it| *it == value).count()
}

/// The names of the entries, if each has its own.
fn names(list: &[Value]) -> Option<Vec<String>> {
    let name = |it: &Value| {
        let of = |key: &&str| it.get(*key)?.as_str().map(str::to_owned);
        ENTRY_NAMES.iter().find_map(of)
    };
    let names: Option<Vec<String>> = list.iter().map(name).collect();
    let names = names?;
    let twice = |(at, name): (usize, &String)| names[..at].contains(name);
    let is_clear = !names.iter().enumerate().any(twice);
    is_clear.then_some(names)
}

/// A list of texts as one.
fn plain(list: &[Value]) -> Option<String> {
    let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
    texts.map(|it| it.join(", "))
}
