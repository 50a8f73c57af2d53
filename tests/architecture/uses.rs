//! What a file names: the paths of its `use` trees, unfolded.

use super::tree::{self, File};

/// Every path that begins with `root::`, use trees unfolded, and where it stands.
pub(super) fn paths(file: &File, root: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for at in tree::words(&file.code, root) {
        let Some(rest) = file.code[at + root.len()..].strip_prefix("::") else {
            continue;
        };
        let place = file.at(&file.code, at);
        unfold(rest, "", &mut |path| all.push((path, place.clone())));
    }
    all
}

/// Unfolds `a::{b, c::d}` into `a::b` and `a::c::d`; returns what follows.
fn unfold<'a>(text: &'a str, prefix: &str, found: &mut impl FnMut(String)) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches([' ', '\n', ',']);
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            let next = unfold(rest, prefix, found);
            if next.len() == rest.len() {
                return rest;
            }
            rest = next;
        }
    }
    let end = text
        .find(|it: char| !it.is_alphanumeric() && it != '_')
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = format!("{prefix}{name}");
    if let Some(rest) = rest.strip_prefix("::") {
        unfold(rest, &format!("{path}::"), found)
    } else {
        found(path);
        rest.strip_prefix(" as ").map_or(rest, |rest| {
            &rest[rest.find([',', ';', '}']).unwrap_or(0)..]
        })
    }
}

#[test]
fn use_trees_are_unfolded() {
    let mut all = Vec::new();
    unfold("{a, b::{self, c as d}, e::F};", "", &mut |path| {
        all.push(path);
    });
    assert_eq!(all, ["a", "b::self", "b::c", "e::F"]);
}
