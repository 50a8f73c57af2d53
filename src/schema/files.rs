//! Which file of a portal is of which kind.

use crate::procedure::Procedure;
use crate::procedure::load;

/// The kind of the file at `path`, relative to the portal; `type_of` is what a document says it is.
pub fn kind_of(path: &str, procedure: &Procedure, type_of: Option<&str>) -> Option<String> {
    let fixed = match path {
        load::CONFIG => Some("configuration"),
        load::PROCEDURE => Some("procedure"),
        "procedure/policy.yaml" => Some("policy"),
        load::PEOPLE => Some("people"),
        load::SYSTEMS => Some("systems"),
        load::CALENDAR => Some("calendar"),
        load::WAIVERS => Some("waivers"),
        _ => folder(path),
    };
    fixed
        .map(str::to_owned)
        .or_else(|| record(path, procedure, type_of))
}

fn folder(path: &str) -> Option<&'static str> {
    let within = |folder: &str, end: &str| {
        let rest = path.strip_prefix(folder);
        rest.is_some_and(|it| it.ends_with(end) && !it.contains('/'))
    };
    if within("procedure/documents/", ".yaml") {
        Some("document-type")
    } else if within("procedure/rules/", ".yaml") {
        Some("rules")
    } else if within("procedure/clauses/", ".md") {
        Some("clauses")
    } else if within("pages/", ".md") {
        Some("page")
    } else {
        None
    }
}

/// A document by what it says it is, else by the name of its file; a blank like a document.
fn record(path: &str, procedure: &Procedure, type_of: Option<&str>) -> Option<String> {
    let records = &procedure.records;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_blank = folder == "templates";
    let is_within = folder == records.folder || folder.starts_with(&format!("{}/", records.folder));
    if !is_within && !is_blank {
        return None;
    }
    if !records.is_dossier() {
        let (before, after) = records.file.split_once('*')?;
        let fits = name.starts_with(before) && name.ends_with(after);
        return fits.then(|| procedure.head().id.clone());
    }
    let documents = || procedure.documents.iter();
    if name == records.file {
        return Some(procedure.head().id.clone());
    }
    let said = type_of.and_then(|said| {
        documents().find(|it| it.id == said || it.title.each().any(|title| title == said))
    });
    let named = || documents().find(|it| it.file == name || it.template.as_deref() == Some(name));
    said.or_else(named).map(|it| it.id.clone())
}
