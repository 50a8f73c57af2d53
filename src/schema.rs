//! JSON Schema (2020-12) of what people write, for editors and for programs.
//!
//! Two sorts of files have one. What the engine itself demands of a file (the
//! configuration, the procedure, rules, registers) is written down in
//! `schema/kinds/*.yaml`, in both languages, and a test holds every key there
//! against what the loaders ask for. What a procedure demands of its records
//! is derived from the procedure, so that nothing of it stands here.
//!
//! Titles and descriptions bear both languages, that of the run first, so that
//! one schema serves a team. Names that are data of the portal (roles, clauses,
//! systems, …) are listed for completion in files that define or name them, and
//! another name is let through there: a schema of yesterday must not call the
//! role of today wrong; the check does that. The enumerations of records are
//! closed, and labels of either language are among them.
//!
//! - [`written`]: the definitions of fixed kinds; [`names`]: what the portal names; [`checks`]: the check kinds
//! - [`records`]: a document type; [`fields`]: what its fields hold
//! - [`forms`]: what occurs in all of them; [`files`]: which file of a portal is of which kind

mod checks;
mod fields;
pub mod files;
mod forms;
mod names;
mod records;
#[cfg(test)]
mod tests;
mod written;

use serde_json::{Map, Value, json};

use crate::lang::{Lang, Text};
use crate::procedure::Procedure;
use crate::yaml::Node;

use written::Writer;

/// A kind of file that has a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// How the command line names it.
    pub id: String,
    /// What it describes.
    pub title: Text,
}

/// The fixed kinds, in the order in which they are listed, each with its definition.
const FIXED: &[(&str, &str)] = &[
    (
        "configuration",
        include_str!("schema/kinds/configuration.yaml"),
    ),
    ("procedure", include_str!("schema/kinds/procedure.yaml")),
    (
        "document-type",
        include_str!("schema/kinds/document_type.yaml"),
    ),
    ("policy", include_str!("schema/kinds/policy.yaml")),
    ("rules", include_str!("schema/kinds/rules.yaml")),
    ("clauses", include_str!("schema/kinds/clauses.yaml")),
    ("people", include_str!("schema/kinds/people.yaml")),
    ("systems", include_str!("schema/kinds/systems.yaml")),
    ("calendar", include_str!("schema/kinds/calendar.yaml")),
    ("waivers", include_str!("schema/kinds/waivers.yaml")),
    ("page", include_str!("schema/kinds/page.yaml")),
];

/// Whether `kind` is described without a procedure.
pub fn is_fixed(kind: &str) -> bool {
    FIXED.iter().any(|(it, _)| *it == kind)
}

/// The kinds of a portal: the fixed ones, and the document types of its procedure.
pub fn kinds(procedure: Option<&Procedure>) -> Vec<Kind> {
    let fixed = FIXED.iter().map(|(id, _)| Kind {
        id: (*id).to_owned(),
        title: written::title(id),
    });
    let types = procedure.into_iter().flat_map(|it| &it.documents);
    let types = types.filter(|it| !is_fixed(&it.id)).map(|it| Kind {
        id: it.id.clone(),
        title: it.name(),
    });
    fixed.chain(types).collect()
}

/// The schema of `kind` with the words of `lang` first; nothing if there is no such kind.
///
/// Without a procedure, fixed kinds know no names of the portal, and no record has a schema.
pub fn schema(kind: &str, procedure: Option<&Procedure>, lang: Lang) -> Option<Value> {
    let mut writer = Writer::new(kind, procedure, lang);
    let body = match (is_fixed(kind), procedure) {
        (true, _) => writer.whole()?,
        (false, Some(procedure)) => {
            let document = procedure.document(kind)?;
            records::schema(&mut writer, procedure, document)
        }
        (false, None) => return None,
    };
    let mut all = Map::new();
    all.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    if let Value::Object(body) = body {
        all.extend(body);
    }
    let defs = writer.finish();
    if !defs.is_empty() {
        all.insert("$defs".to_owned(), Value::Object(defs));
    }
    Some(Value::Object(all))
}

/// The schema as a file.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// A short text in both languages, that of the run first.
fn both(lang: Lang, text: &Text, between: &str) -> String {
    let first = text.get(lang).trim();
    let other = text.exactly(lang.other()).unwrap_or_default().trim();
    if other.is_empty() || other == first {
        first.to_owned()
    } else {
        format!("{first}{between}{other}")
    }
}

/// Adds title and description, each where there is something to say.
fn annotate(lang: Lang, schema: Value, title: &Text, note: &Text) -> Value {
    let mut all = Map::new();
    for (key, text, between) in [("title", title, " / "), ("description", note, "\n\n")] {
        if !text.is_empty() {
            all.insert(key.to_owned(), json!(both(lang, text, between)));
        }
    }
    if let Value::Object(rest) = schema {
        all.extend(rest);
    }
    Value::Object(all)
}

/// A value that people choose: the key, what else is accepted for it, and what it means.
#[derive(Clone, Debug)]
struct Choice {
    key: String,
    names: Vec<String>,
    label: Text,
}

/// One of these, by key or by any of its names.
fn one_of(lang: Lang, choices: &[Choice]) -> Value {
    let mut values: Vec<String> = Vec::new();
    let mut meanings = Vec::new();
    for choice in choices {
        values.push(choice.key.clone());
        meanings.push(both(lang, &choice.label, " / "));
    }
    for choice in choices {
        for name in &choice.names {
            if !values.contains(name) {
                values.push(name.clone());
                meanings.push(format!("= {}", choice.key));
            }
        }
    }
    json!({"enum": values, "enumDescriptions": meanings})
}

/// What is written in both languages: `{zh-CN: …, en: …}`, or plainly.
fn words_of(node: Option<&Node>) -> Text {
    let Some(node) = node else {
        return Text::default();
    };
    if let Some(text) = node.text() {
        return Text::plain(text);
    }
    let mut all = Text::default();
    for lang in Lang::ALL {
        if let Some(text) = node.get(lang.tag()).and_then(Node::text) {
            all.set(lang, text);
        }
    }
    all
}
