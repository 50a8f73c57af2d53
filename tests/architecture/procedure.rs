//! The engine knows no procedure: nothing of the default one stands in the program.

use std::collections::BTreeMap;
use std::fs;

use changebook::source::Span;
use changebook::yaml::{self, Node};

use super::tree;

#[test]
fn no_rule_or_clause_of_the_default_procedure_stands_in_the_program() {
    let mut offences = Vec::new();
    for (path, text) in program() {
        for (number, line) in text.lines().enumerate() {
            if let Some(id) = id_in(line) {
                offences.push(format!("{path}:{}: `{id}`", number + 1));
            }
        }
    }
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn no_name_of_the_default_procedure_stands_in_the_program() {
    let names = names();
    for known in [
        "backend_gateway",
        "email_mandatory",
        "engineering_director",
        "golive_plan",
        "golive_started",
        "rolled_back",
        "ui_exempt",
    ] {
        assert!(names.contains_key(known), "`{known}` was not collected");
    }
    let mut offences = Vec::new();
    for (path, text) in program() {
        for (name, what) in &names {
            for at in tree::words(&text, name) {
                let line = text[..at].matches('\n').count() + 1;
                offences.push(format!("{path}:{line}: `{name}`, {what}"));
            }
        }
    }
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

/// What goes into the binary and is no test: the source, its words, the built-in theme.
fn program() -> Vec<(String, String)> {
    let rust = tree::sources().into_iter().map(|file| {
        let text = without_tests(&file);
        (file.path, text)
    });
    let others = tree::below("src", "yaml")
        .into_iter()
        .chain(tree::below("themes", ""))
        .filter_map(|path| {
            let text = fs::read_to_string(tree::root().join(&path)).ok()?;
            Some((path, text))
        });
    rust.chain(others).collect()
}

/// The text with its comments, for they are part of the program too, but without test modules.
fn without_tests(file: &tree::File) -> String {
    let code: Vec<_> = file.code.lines().collect();
    let mut kept = Vec::new();
    let mut testing = false;
    for (number, line) in file.text.lines().enumerate() {
        let comment = line.trim_start().starts_with("//");
        let emptied = code.get(number).is_some_and(|it| it.is_empty()) && !line.is_empty();
        if !comment {
            testing = emptied;
        }
        kept.push(if testing { "" } else { line });
    }
    kept.join("\n")
}

/// `GL` and three digits, or a clause id such as `SL-4` or `SLX-1`.
fn id_in(line: &str) -> Option<&str> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let rule = line
        .match_indices("GL")
        .find(|(at, _)| digits(&line[at + 2..]) >= 3)
        .map(|(at, _)| &line[at..at + 5]);
    let clause = ["SL-", "SLX-"].iter().find_map(|prefix| {
        line.match_indices(prefix)
            .find(|(at, _)| digits(&line[at + prefix.len()..]) > 0)
            .map(|(at, _)| &line[at..=at + prefix.len()])
    });
    rule.or(clause)
}

/// The ids of the default procedure that contain `_`, and what each is.
fn names() -> BTreeMap<String, &'static str> {
    let procedure = load("content/procedure/procedure.yaml");
    let mut names = BTreeMap::new();
    let maps = [
        ("roles", "a role"),
        ("duties", "a duty"),
        ("sets", "a set"),
        ("facts", "a fact"),
        ("routes", "a route"),
        ("side_states", "a side state"),
        ("events.types", "an event type"),
        ("events.groups", "a group of events"),
        ("events.sets", "a set of events"),
        ("values.change_scope", "a scope"),
    ];
    for (path, what) in maps {
        let node = path
            .split('.')
            .try_fold(&procedure, |node, key| node.get(key))
            .unwrap_or_else(|| panic!("the default procedure has no `{path}`"));
        for entry in node.entries().unwrap() {
            names.insert(entry.key.clone(), what);
        }
    }
    for route in procedure.get("routes").unwrap().entries().unwrap() {
        for state in route.value.get("states").unwrap().items().unwrap() {
            let id = state.get("id").and_then(Node::text).unwrap();
            names.insert(id.to_owned(), "a state");
        }
    }
    for file in tree::below("content/procedure/documents", "yaml") {
        let name = file.rsplit('/').next().unwrap().trim_end_matches(".yaml");
        names.insert(name.to_owned(), "a document type");
    }
    names.retain(|name, _| name.contains('_'));
    names
}

fn load(path: &str) -> Node {
    let text = fs::read_to_string(tree::root().join(path)).unwrap();
    yaml::parse(&text, Span::new(0, text.len())).root.unwrap()
}
