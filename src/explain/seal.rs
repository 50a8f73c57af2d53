//! The manual page of seals: the canonical form, and how anybody recomputes it.
//!
//! It is a contract with auditors. The recipe names the documents of the
//! portal's own procedure, so that it can be copied and run as it stands; a
//! test does.

use std::fmt::Write as _;

use crate::lang::Text;
use crate::procedure::fields::{DocumentType, Field};
use crate::procedure::seals::{Covered, Extent, Seal};
use crate::words;

use super::{Body, Manual, Page, id};

/// The id of the page.
pub const ID: &str = "seal";

/// What recomputes a seal, before the documents are named.
const RECIPE: &str = r#"# Run this with Python 3 and PyYAML in the folder of the change.
import hashlib, json, pathlib, unicodedata, yaml

def tidy(text):
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip(" \t\u3000") for line in text.split("\n")).rstrip("\n")

def value(it, without, path=""):
    if isinstance(it, list):
        return [value(entry, without, path) for entry in it]
    if not isinstance(it, dict):
        return tidy(it)
    way = {key: f"{path}.{key}".lstrip(".") for key in it}
    return {tidy(key): value(inner, without, way[key]) for key, inner in it.items() if way[key] not in without}

def document(file, without, body=True):
    if not pathlib.Path(file).exists():
        return None
    text = pathlib.Path(file).read_bytes().decode("utf-8").lstrip("\ufeff").split("\n")
    end = next(at for at, line in enumerate(text) if at and line.rstrip("\r") == "---")
    front = yaml.load("\n".join(text[1:end]), Loader=yaml.BaseLoader) or {}
    parts = {"front": value(front, without)}
    return parts | {"body": tidy("\n".join(text[end + 1:]))} if body else parts

def seal(name, documents):
    documents = {key: it for key, it in documents.items() if it}
    sealed = {"documents": documents, "schema": "changebook/seal/1", "seal": name}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    print("sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest(), name)
"#;

/// The page, if it is wanted.
pub(super) fn page(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    if wanted != ID {
        return None;
    }
    let mut page = Page::new(ID, "form", words::text("explain.seal.title"));
    page.say("", words::text("explain.seal.what"));
    let seals = &manual.procedure.seals;
    let covers = |it: &Seal| (it.label.clone(), covers(manual, it));
    page.list("seal.covers", seals.iter().map(covers));
    page.say("seal.form", words::text("explain.seal.steps"));
    page.say("seal.same", words::text("explain.seal.unseen"));
    page.say("seal.by-hand", words::text("explain.seal.hand"));
    if !seals.is_empty() {
        page.add("seal.recipe", Body::Code(recipe(manual, seals)));
    }
    page.say("seal.limits", words::text("explain.seal.proves"));
    Some(page)
}

/// What a seal covers: its documents, and what of them is left out.
fn covers(manual: &Manual<'_>, seal: &Seal) -> Text {
    let name = |it: &Covered| {
        let kind = manual.procedure.document(&it.document);
        let name = kind.map_or_else(|| id(&it.document), DocumentType::name);
        match it.extent {
            Extent::Whole => name,
            Extent::Planned => words::fill("explain.seal.planned", &[("document", name)]),
        }
    };
    let documents: Vec<_> = seal.documents.iter().map(name).collect();
    let without: Vec<_> = seal.without.iter().map(|it| Text::plain(&**it)).collect();
    let args = [
        ("documents", Text::list(&documents)),
        ("without", Text::list(&without)),
    ];
    let variant = if without.is_empty() { "all" } else { "part" };
    words::fill(&format!("explain.seal.of-{variant}"), &args)
}

/// The recipe with the documents of this procedure.
fn recipe(manual: &Manual<'_>, seals: &[Seal]) -> String {
    let mut out = RECIPE.to_owned();
    for seal in seals {
        // Writing into a string cannot fail.
        let _ = write!(out, "\nseal({}, {{\n", quoted(&seal.id));
        for covered in &seal.documents {
            let Some(kind) = manual.procedure.document(&covered.document) else {
                continue;
            };
            let mut without: Vec<String> = seal.without.clone();
            let mut rest = "";
            if covered.extent == Extent::Planned {
                executed(&kind.fields, "", &mut without);
                rest = ", body=False";
            }
            let names: Vec<_> = without.iter().map(|it| quoted(it)).collect();
            let _ = writeln!(
                out,
                "    {}: document({}, [{}]{rest}),",
                quoted(&kind.id),
                quoted(&kind.file),
                names.join(", "),
            );
        }
        out.push_str("})\n");
    }
    out
}

/// The ways to the fields that are filled in later.
fn executed(fields: &[Field], path: &str, found: &mut Vec<String>) {
    for field in fields {
        let way = match path {
            "" => field.name.clone(),
            path => format!("{path}.{}", field.name),
        };
        if field.executed {
            found.push(way);
        } else {
            executed(crate::book::select::inner(&field.kind), &way, found);
        }
    }
}

/// A text as JSON and Python write it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
