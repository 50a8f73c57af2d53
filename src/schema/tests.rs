//! Every key that a loader asks for is in the schema of its file, and every key there is asked for.

mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;

use crate::check::kinds;
use crate::document::front;
use crate::procedure::load;
use crate::procedure::reader::trace::{self, Asked};
use crate::source::{RawFile, Sources, Span};
use crate::yaml;

use walk::{Walk, plain};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test may read the demonstration portal"
)]
fn gather(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, all);
        } else {
            all.push(path);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test may read the demonstration portal"
)]
fn sources(portal: &str) -> Sources {
    let folder = root().join(portal);
    let mut files = Vec::new();
    gather(&folder, &mut files);
    files.sort();
    let mut sources = Sources::default();
    for file in files {
        let path = file.strip_prefix(&folder).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        if load::governs(&path) {
            let bytes = std::fs::read(&file).unwrap();
            sources.add(RawFile { path, bytes });
        }
    }
    sources
}

/// What the loader asked for in the files of a portal, and the procedure.
fn load(sources: &Sources) -> (Asked, Procedure) {
    let mut procedure = None;
    let asked = trace::during(|| {
        let loaded = load::load(sources, &kinds::signatures()).unwrap();
        procedure = Some(loaded.procedure);
    });
    (asked, procedure.unwrap())
}

#[test]
fn keys_of_the_loaders_are_those_of_the_schemas() {
    let mut seen = BTreeMap::new();
    let mut known = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for portal in [
        "content",
        "tests/portals/proposals",
        "tests/schemas/everything",
    ] {
        let sources = sources(portal);
        let (asked, procedure) = load(&sources);
        for (id, source) in sources.iter() {
            let Some(kind) = files::kind_of(source.path(), &procedure, None) else {
                continue;
            };
            let text = source.text();
            let tree = if kind == "clauses" || !is_fixed(&kind) {
                front::split(text).tree
            } else {
                yaml::parse(text, Span::new(0, text.len()))
            };
            let schema = schema(&kind, Some(&procedure), Lang::En).unwrap();
            let mut walk = Walk {
                schema: &schema,
                source: id,
                asked: &asked,
                seen: &mut seen,
                known: &mut known,
                missing: &mut missing,
                kind: &kind,
            };
            walk.visit(&tree.root.unwrap(), &[(String::new(), &schema)]);
        }
    }
    let mut wrong: Vec<_> = missing.into_iter().collect();
    for (way, known) in &known {
        let idle = known.iter().filter(|it| !seen[way].contains(it.as_str()));
        wrong.extend(idle.map(|it| format!("{way}: no loader asks for `{it}`")));
    }
    let reached: BTreeSet<_> = seen.keys().map(String::as_str).collect();
    // Pages have no loader: the site takes what it knows of them.
    let loaded = FIXED.iter().map(|(id, _)| *id).filter(|it| *it != "page");
    for kind in loaded {
        let schema = schema(kind, None, Lang::En).unwrap();
        let mut all = Vec::new();
        closed(&schema, &schema, "", &mut Vec::new(), &mut all);
        for way in all {
            let way = plain(&format!("{kind} {way}"));
            let tail = way.split_once('#').map(|it| format!("#{}", it.1));
            let is_reached = reached.contains(way.as_str())
                || tail.is_some_and(|tail| reached.iter().any(|it| it.ends_with(&tail)));
            if !is_reached && !way.contains("#words") {
                wrong.push(format!("{way}: no file of the test has such a map"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The closed maps of a schema, each by where it is written.
fn closed<'s>(
    root: &'s Value,
    at: &'s Value,
    way: &str,
    on: &mut Vec<&'s str>,
    all: &mut Vec<String>,
) {
    if let Some(name) = at["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        // Parameters come from the signatures of check kinds: they cannot differ.
        if !on.contains(&name) && !name.starts_with("check") && name != "due" && name != "require" {
            on.push(name);
            closed(root, &root["$defs"][name], &format!("#{name}"), on, all);
        }
        return;
    }
    for key in ["anyOf", "allOf"] {
        for (index, it) in at[key].as_array().into_iter().flatten().enumerate() {
            closed(root, it, &format!("{way}|{index}"), on, all);
        }
    }
    if at["properties"].is_object() && at["additionalProperties"] == false {
        all.push(way.to_owned());
    }
    for (key, it) in at["properties"].as_object().into_iter().flatten() {
        closed(root, it, &format!("{way}.{key}"), on, all);
    }
    if at["additionalProperties"].is_object() {
        closed(
            root,
            &at["additionalProperties"],
            &format!("{way}.*"),
            on,
            all,
        );
    }
    if at["items"].is_object() {
        closed(root, &at["items"], &format!("{way}[]"), on, all);
    }
}

#[test]
fn every_title_and_description_is_in_both_languages() {
    let sources = sources("content");
    let (_, procedure) = load(&sources);
    for kind in kinds(Some(&procedure)) {
        let zh = schema(&kind.id, Some(&procedure), Lang::Zh).unwrap();
        let en = schema(&kind.id, Some(&procedure), Lang::En).unwrap();
        assert_eq!(
            zh["title"].as_str().unwrap().split(" / ").next(),
            en["title"].as_str().unwrap().split(" / ").last(),
            "{}",
            kind.id
        );
        let mut untitled = Vec::new();
        titles(&en, "", &mut untitled);
        assert!(untitled.is_empty(), "{}: {untitled:#?}", kind.id);
    }
}

fn titles(at: &Value, way: &str, untitled: &mut Vec<String>) {
    for (key, it) in at["properties"].as_object().into_iter().flatten() {
        let way = format!("{way}.{key}");
        let is_titled = it.get("title").or(it.get("$ref")).is_some();
        if !is_titled && it != &json!({}) {
            untitled.push(way.clone());
        }
        titles(it, &way, untitled);
    }
    if let Some(defs) = at["$defs"].as_object() {
        defs.iter()
            .for_each(|(name, it)| titles(it, name, untitled));
    }
    for key in ["anyOf", "items", "additionalProperties"] {
        match &at[key] {
            Value::Array(all) => all.iter().for_each(|it| titles(it, way, untitled)),
            Value::Null => {}
            it => titles(it, way, untitled),
        }
    }
}
