//! What a schema says of a place: its alternatives, unfolded.

use serde_json::Value;

use super::spot::Step;

/// Everything that a schema says of the value at the end of `steps`, alternatives side by side.
pub fn at<'s>(root: &'s Value, steps: &[Step]) -> Vec<&'s Value> {
    let mut all = unfolded(root, root);
    for step in steps {
        let next = all.iter().filter_map(|it| match step {
            Step::Item => it.get("items"),
            Step::Key(key) => {
                let own = it.get("properties").and_then(|it| it.get(key));
                own.or_else(|| it.get("additionalProperties").filter(|it| it.is_object()))
            }
        });
        all = next.flat_map(|it| unfolded(root, it)).collect();
    }
    all
}

/// A schema and all that it refers to or offers as alternatives, itself first.
fn unfolded<'s>(root: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let mut all = vec![schema];
    let mut next = 0;
    while let Some(&it) = all.get(next) {
        next += 1;
        if let Some(name) = it["$ref"]
            .as_str()
            .and_then(|it| it.strip_prefix("#/$defs/"))
        {
            let found = &root["$defs"][name];
            if !found.is_null() && !all.iter().any(|it| std::ptr::eq(*it, found)) {
                all.push(found);
            }
        }
        for key in ["anyOf", "allOf"] {
            all.extend(it[key].as_array().into_iter().flatten());
        }
    }
    all
}

/// A text of the first schema that has one under `key`.
pub fn text<'s>(all: &[&'s Value], key: &str) -> Option<&'s str> {
    all.iter().find_map(|it| it.get(key)?.as_str())
}

/// The values that may be chosen, each with what it means.
pub fn choices<'s>(all: &[&'s Value]) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    for schema in all {
        let values = schema["enum"].as_array().into_iter().flatten();
        for (index, value) in values.enumerate() {
            let meaning = schema["enumDescriptions"][index].as_str();
            if let Some(value) = value.as_str() {
                found.push((value, meaning.unwrap_or_default()));
            }
        }
    }
    found
}
