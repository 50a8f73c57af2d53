//! A theme: templates and files. Those of the portal take the place of the built-in ones, file by file.
//!
//! ```text
//! theme.yaml           contract: the number of the contract between views and templates
//! templates/*.html     one a page kind, `base.html` around them, `components.html` for what they share;
//!                      one that takes the place of a built-in one may extend that as `default/NAME`
//! static/*             style sheet, script, images; published under /assets/ with a hash of their bytes
//! styles/*.css         the parts that the style sheet imports; they are published inside it
//! ```
//!
//! - [`assets`]: static files on their way to their published names

mod assets;

use std::collections::BTreeMap;

use rust_embed::Embed;
use tera::{Tera, Value};

use crate::error::Error;
use crate::lang::Lang;
use crate::page::Page;
use crate::words;

use super::fault;

/// The contract between views and templates that this version keeps.
///
/// It is raised when a view loses or renames something that templates use.
pub const CONTRACT: u32 = 1;

/// What several templates share.
const COMPONENTS: &str = "components.html";

#[derive(Embed)]
#[folder = "themes/default"]
struct BuiltIn;

/// A theme, ready to draw.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, String>,
    /// Name → the published path and the bytes.
    assets: BTreeMap<String, Page>,
    words: BTreeMap<Lang, Value>,
}

impl Theme {
    /// The built-in theme with `files` of a portal's own in the place of its files.
    ///
    /// Their paths are relative to the theme.
    pub fn load(files: Vec<Page>) -> Result<Self, Error> {
        let mut all: BTreeMap<String, Vec<u8>> = BuiltIn::iter()
            .filter_map(|path| Some((path.to_string(), BuiltIn::get(&path)?.data.into_owned())))
            .collect();
        let replaced = files
            .iter()
            .filter_map(|it| it.path.strip_prefix("templates/"));
        let mut templates: BTreeMap<String, String> = replaced.filter_map(built_in).collect();
        all.extend(files.into_iter().map(|it| (it.path, it.bytes)));
        agree(&all)?;
        let mut assets = BTreeMap::new();
        let mut styles = BTreeMap::new();
        for (path, bytes) in all {
            if let Some(name) = path.strip_prefix("templates/") {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                templates.insert(name.to_owned(), text);
            } else if let Some(name) = path.strip_prefix("static/") {
                assets.insert(name.to_owned(), bytes);
            } else if let Some(name) = path.strip_prefix("styles/") {
                styles.insert(
                    name.to_owned(),
                    String::from_utf8_lossy(&bytes).into_owned(),
                );
            }
        }
        let mut theme = Self {
            tera: Tera::new(),
            templates,
            assets: assets::published(assets, &styles)?,
            words: Lang::ALL.into_iter().map(|it| (it, table(it))).collect(),
        };
        theme.tera.autoescape_on([".html"]);
        let result = theme.tera.add_raw_templates(&theme.templates);
        match result {
            Ok(()) => Ok(theme),
            Err(error) => Err(fault::error(&theme, &error, "", None)),
        }
    }

    /// Style sheets, scripts and images, under the names that they are published by.
    pub fn assets(&self) -> impl Iterator<Item = &Page> {
        self.assets.values()
    }

    /// Each file by the name that templates call it, with its published path.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.assets
            .iter()
            .map(|(name, it)| (name.as_str(), it.path.as_str()))
    }

    /// The text of a template.
    pub(super) fn template(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(String::as_str)
    }

    pub(super) fn tera(&self) -> &Tera {
        &self.tera
    }

    /// The words of the interface in a language.
    pub(super) fn words(&self, lang: Lang) -> Value {
        self.words.get(&lang).cloned().unwrap_or_else(Value::none)
    }
}

/// The built-in template of that name under `default/`, so that the one in its place can extend it.
///
/// Components are no page: what two files define would be there twice.
fn built_in(name: &str) -> Option<(String, String)> {
    let file = BuiltIn::get(&format!("templates/{name}"))?;
    let text = String::from_utf8_lossy(&file.data).into_owned();
    (name != COMPONENTS).then(|| (format!("default/{name}"), text))
}

/// Refuses a theme that was written for another contract.
fn agree(files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let text = files
        .get("theme.yaml")
        .map(|it| String::from_utf8_lossy(it));
    let text = text.unwrap_or_default();
    let written = text
        .lines()
        .enumerate()
        .find_map(|(at, line)| Some((at, line.strip_prefix("contract:")?)));
    let (line, value) = written.unwrap_or((0, ""));
    let value = value.split('#').next().unwrap_or_default().trim();
    if value.parse() == Ok(CONTRACT) {
        return Ok(());
    }
    let cause = if value.is_empty() {
        format!("`contract:` is missing; this version has contract {CONTRACT}")
    } else {
        format!("the theme needs contract {value}; this version has contract {CONTRACT}")
    };
    Err(Error::Template {
        template: "theme.yaml".to_owned(),
        line: Some(line + 1),
        text: Some(value.to_owned()).filter(|it| !it.is_empty()),
        page: None,
        causes: vec![cause],
    })
}

/// The words of the interface as nested maps: `ui.nav.home` is `nav.home` in it.
fn table(lang: Lang) -> Value {
    let mut root = serde_json::Map::new();
    for (path, text) in words::all(lang) {
        let Some(path) = path.strip_prefix("ui.") else {
            continue;
        };
        let mut parts = path.split('.').peekable();
        let mut map = &mut root;
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                map.insert(part.to_owned(), text.as_str().into());
                break;
            }
            let inner = map
                .entry(part)
                .or_insert_with(|| serde_json::Map::new().into());
            let Some(inner) = inner.as_object_mut() else {
                break;
            };
            map = inner;
        }
    }
    Value::from_serializable(&root)
}
