//! One record of the demonstration portal, edited in memory and sealed again.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use changebook::book::{AsOf, Input, Record, bind};
use changebook::check::kinds;
use changebook::document::{self, Document};
use changebook::procedure::Procedure;
use changebook::procedure::config::Config;
use changebook::procedure::load;
use changebook::project::Project;
use changebook::seal::{Sealer, Unsealed, canon};
use changebook::source::{RawFile, Sources};
use changebook::yaml::{Kind, Node};
use serde_json::Value;

use crate::harness::repository;

/// A record, and the procedure by which it is sealed.
pub(super) struct Bench {
    procedure: Procedure,
    config: Config,
    as_of: AsOf,
    folder: String,
    /// The Markdown files of the record, by name.
    pub(super) files: BTreeMap<String, String>,
}

impl Bench {
    pub(super) fn new(change: &str) -> Self {
        let content = repository().join("content");
        let project = Project::find(Some(&content), repository()).unwrap();
        let mut sources = Sources::default();
        for file in project.files().unwrap().texts {
            sources.add(file);
        }
        let loaded = load::load(&sources, &kinds::signatures()).unwrap();
        let folder = format!("changes/{change}");
        let read = |path: String| {
            let text = fs::read_to_string(content.join(&folder).join(&path)).unwrap();
            (path, text)
        };
        let names = fs::read_dir(content.join(&folder)).unwrap();
        let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
        Self {
            as_of: project.moment(&loaded.config).unwrap(),
            procedure: loaded.procedure,
            config: loaded.config,
            files: names.filter(|it| it != "evidence").map(read).collect(),
            folder,
        }
    }

    /// A seal of the record with one of its files replaced.
    pub(super) fn with(&self, seal: &str, name: &str, text: &str) -> Result<String, Unsealed> {
        self.bound(name, text, |sealer, record| {
            let seals = &self.procedure.seals;
            let seal = seals.iter().find(|it| it.id == seal).unwrap();
            sealer.seal(record, seal).map(|it| it.seal)
        })
    }

    /// A seal of the record as it is.
    pub(super) fn seal(&self, seal: &str) -> String {
        let (name, text) = self.files.first_key_value().unwrap();
        self.with(seal, name, text).unwrap()
    }

    /// What of one file of the record is under a seal; enough where hundreds of edits are tried.
    pub(super) fn part(&self, seal: &str, name: &str, text: &str) -> Option<Value> {
        let types = &self.procedure.documents;
        let kind = types.iter().find(|it| it.file == name).unwrap();
        let seals = &self.procedure.seals;
        let seal = seals.iter().find(|it| it.id == seal).unwrap();
        let mut sources = Sources::default();
        let id = sources.add(RawFile {
            path: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        });
        let cut = canon::Cut {
            fields: &kind.fields,
            extent: seal.extent(&kind.id).unwrap(),
            without: &seal.without,
        };
        let source = sources.get(id);
        canon::document(source, &document::parse(id, source), cut)
    }

    /// The scalars of a front matter, each with its path, `[]` for the entries of lists.
    pub(super) fn scalars(&self, name: &str) -> Vec<(String, usize)> {
        let text = &self.files[name];
        let mut found = Vec::new();
        let split = document::front::split(text);
        walk(&split.tree.root.unwrap(), text, "", &mut found);
        found
    }

    fn bound<T>(&self, name: &str, text: &str, then: impl FnOnce(Sealer<'_>, &Record) -> T) -> T {
        let mut sources = Sources::default();
        let mut documents: Vec<Arc<Document>> = Vec::new();
        for (own, kept) in &self.files {
            let text = if own == name { text } else { kept };
            let id = sources.add(RawFile {
                path: format!("{}/{own}", self.folder),
                bytes: text.as_bytes().to_vec(),
            });
            documents.push(Arc::new(document::parse(id, sources.get(id))));
        }
        let input = Input {
            sources: &sources,
            documents: &documents,
            procedure: &self.procedure,
            config: &self.config,
            others: &[],
        };
        let book = bind::bind(input, self.as_of.clone());
        let sealer = Sealer {
            sources: &sources,
            procedure: &self.procedure,
        };
        then(sealer, &book.records[0])
    }
}

/// Where a letter can be put into a scalar without spoiling the YAML around it.
fn walk(node: &Node, text: &str, path: &str, found: &mut Vec<(String, usize)>) {
    match &node.kind {
        Kind::Scalar { .. } => {
            let quoted = text[..node.span.end].ends_with(['\'', '"']);
            found.push((path.to_owned(), node.span.end - usize::from(quoted)));
        }
        Kind::Null | Kind::Broken => {}
        Kind::Seq(items) => {
            let path = format!("{path}[]");
            for item in items {
                walk(item, text, &path, found);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                let path = match path {
                    "" => entry.key.clone(),
                    above => format!("{above}.{}", entry.key),
                };
                walk(&entry.value, text, &path, found);
            }
        }
    }
}
