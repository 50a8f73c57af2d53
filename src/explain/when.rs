//! A condition in words.

use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::{Condition, Operand, Test, Wanted};
use crate::procedure::selector::Root;
use crate::words;

/// "only if …", with all tests of the condition.
pub fn only(procedure: &Procedure, condition: &Condition) -> Text {
    let tests: Vec<_> = condition
        .tests
        .iter()
        .map(|it| test(procedure, it))
        .collect();
    let and = |lang| {
        let parts: Vec<_> = tests.iter().map(|it| it.get(lang)).collect();
        parts.join(words::text("explain.and").get(lang))
    };
    words::fill("explain.only-if", &[("tests", Text::from_fn(and))])
}

fn test(procedure: &Procedure, test: &Test) -> Text {
    match test {
        Test::Reached(states) => {
            let labels: Vec<_> = states
                .iter()
                .map(|(route, id)| state(procedure, route, id))
                .collect();
            words::fill(
                "explain.test.reached",
                &[("states", Text::list(&dedup(labels)))],
            )
        }
        Test::Value(operand, wanted) => value(operand, wanted),
    }
}

fn value(operand: &Operand, wanted: &Wanted) -> Text {
    let name = match operand {
        Operand::Near(name) => name.as_str(),
        Operand::Far(selector) => selector.text.as_str(),
    };
    let of_policy = matches!(operand, Operand::Far(it) if matches!(it.root, Root::Policy(_)));
    let (form, keys) = match wanted {
        Wanted::OneOf(keys) if of_policy => ("listed", keys.as_slice()),
        Wanted::OneOf(keys) => ("one-of", keys.as_slice()),
        Wanted::NoneOf(keys) => ("none-of", keys.as_slice()),
        Wanted::Any => ("any", &[][..]),
        Wanted::None => ("none", &[][..]),
    };
    let keys: Vec<_> = keys
        .iter()
        .map(|it| Text::plain(format!("`{it}`")))
        .collect();
    let args = [("name", Text::plain(name)), ("keys", Text::list(&keys))];
    words::fill(&format!("explain.test.{form}"), &args)
}

/// The label of a state of a route.
fn state(procedure: &Procedure, route: &str, id: &str) -> Text {
    let route = procedure.route(route);
    let state = route.and_then(|it| it.states.iter().find(|it| it.id == id));
    state.map_or_else(|| Text::plain(id), |it| it.label.clone())
}

/// The same without what is said twice: routes share states.
fn dedup(mut texts: Vec<Text>) -> Vec<Text> {
    let mut seen = Vec::new();
    texts.retain(|it| {
        let is_new = !seen.contains(it);
        seen.push(it.clone());
        is_new
    });
    texts
}
