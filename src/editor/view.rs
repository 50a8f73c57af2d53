//! A portal that was judged, as answers need it.

use std::collections::BTreeMap;

use lsp_types::{Location, Range, Uri};
use serde_json::Value;

use crate::check::Context;
use crate::finding::Finding;
use crate::lang::Lang;
use crate::procedure::Procedure;
use crate::schema::{self, files};
use crate::source::{Place, Source};

use super::address;
use super::lines::Lines;

/// The schemas of a portal, by kind.
pub type Schemas = BTreeMap<String, Value>;

/// All schemas of a portal.
pub fn schemas(procedure: &Procedure, lang: Lang) -> Schemas {
    let kinds = schema::kinds(Some(procedure)).into_iter();
    let all = kinds.filter_map(|it| Some((schema::schema(&it.id, Some(procedure), lang)?, it.id)));
    all.map(|(schema, id)| (id, schema)).collect()
}

/// A portal that was judged.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What everything was judged by.
    pub context: Context<'a>,
    /// What was found.
    pub findings: &'a [Finding],
    /// The schemas of its files.
    pub schemas: &'a Schemas,
    /// The folder of the portal, written with `/`.
    pub root: &'a str,
    /// The language of the answers.
    pub lang: Lang,
}

impl<'a> View<'a> {
    /// The schema of a file with this text; nothing if it has none.
    pub fn schema(&self, path: &str, text: &str) -> Option<&'a Value> {
        let procedure = self.context.procedure;
        let key = procedure.records.document_keys.get("type");
        let said = key.and_then(|key| line_of(text, key));
        let kind = files::kind_of(path, procedure, said)?;
        self.schemas.get(&kind)
    }

    /// The address of a file of the portal.
    pub fn uri(&self, path: &str) -> Option<Uri> {
        address::uri(&format!("{}/{path}", self.root.trim_end_matches('/')))
    }

    /// A place as the protocol writes it.
    pub fn location(&self, place: Place) -> Option<Location> {
        let source = self.context.sources.get(place.source);
        let uri = self.uri(source.path())?;
        Some(Location::new(uri, range(source, place)))
    }
}

/// Whether the YAML of a file is its front matter.
pub fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == "md")
}

/// A place within its file.
pub fn range(source: &Source, place: Place) -> Range {
    Lines::new(source.clear()).range(place.span)
}

/// What stands behind `key:` at the left edge of a text, whatever else is wrong in it.
fn line_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let mut lines = text.lines();
    let value = lines.find_map(|it| it.strip_prefix(key)?.trim_start().strip_prefix(':'))?;
    let value = value.split(" #").next().unwrap_or(value).trim();
    Some(value.trim_matches(['"', '\'']))
}
