//! Which texts belong to which record.
//!
//! With the layout `dossier` a record is a folder that holds the head file,
//! however deep beneath the folder of records; the other Markdown files of the
//! same folder are its documents, everything below is evidence. With the layout
//! `file` every file whose name fits the pattern is a record.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::document::Document;
use crate::procedure::{Layout, RecordShape};
use crate::source::Sources;

/// The files of one record.
#[derive(Debug)]
pub struct Located {
    /// The name by which the record is found: of its folder or of its file.
    pub name: String,
    /// The folder.
    pub folder: String,
    /// The head, counted in the documents; `None` for a folder of documents without one.
    pub head: Option<usize>,
    /// The other Markdown files of the folder.
    pub documents: Vec<usize>,
    /// The other files of the folder and below, relative to it, sorted.
    pub files: Vec<String>,
}

/// All records, sorted by folder and name. `others` are the paths of the files that are no text.
pub fn locate(
    sources: &Sources,
    documents: &[Arc<Document>],
    shape: &RecordShape,
    others: &[String],
) -> Vec<Located> {
    let root = format!("{}/", shape.folder);
    let under = |path: &str| path.strip_prefix(&root).is_some();
    let paths = documents.iter().map(|it| sources.get(it.source).path());
    let texts: Vec<_> = paths
        .enumerate()
        .filter(|(_, path)| under(path) && is_markdown(path))
        .collect();
    match shape.layout {
        Layout::File => files(&texts, shape),
        Layout::Dossier => {
            let known: Vec<_> = sources.iter().map(|(_, it)| it.path()).collect();
            let others = others.iter().map(String::as_str).chain(known);
            let others: Vec<_> = others.filter(|it| under(it)).collect();
            dossiers(&texts, shape, &others)
        }
    }
}

/// The folder that a path lies in.
fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "md")
}

fn files(texts: &[(usize, &str)], shape: &RecordShape) -> Vec<Located> {
    let (before, after) = shape.file.split_once('*').unwrap_or((&shape.file, ""));
    let mut found: Vec<_> = texts
        .iter()
        .filter_map(|(index, path)| {
            let (folder, name) = path.rsplit_once('/')?;
            let fits = name.len() >= before.len() + after.len()
                && name.starts_with(before)
                && name.ends_with(after);
            fits.then(|| Located {
                name: name.strip_suffix(".md").unwrap_or(name).to_owned(),
                folder: folder.to_owned(),
                head: Some(*index),
                documents: Vec::new(),
                files: Vec::new(),
            })
        })
        .collect();
    found.sort_by(|a, b| (&a.folder, &a.name).cmp(&(&b.folder, &b.name)));
    found
}

fn dossiers(texts: &[(usize, &str)], shape: &RecordShape, others: &[&str]) -> Vec<Located> {
    let mut folders: BTreeMap<&str, Located> = BTreeMap::new();
    let empty = |folder: &str| Located {
        name: folder.rsplit('/').next().unwrap_or(folder).to_owned(),
        folder: folder.to_owned(),
        head: None,
        documents: Vec::new(),
        files: Vec::new(),
    };
    for (index, path) in texts {
        if let Some((folder, name)) = path.rsplit_once('/')
            && name == shape.file
        {
            folders.entry(folder).or_insert_with(|| empty(folder)).head = Some(*index);
        }
    }
    // A folder that is named like a record is one, even if its head was lost.
    for (_, path) in texts {
        if let Some((folder, _)) = path.rsplit_once('/') {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            if shape.id.as_ref().is_some_and(|it| it.is_match(name)) {
                folders.entry(folder).or_insert_with(|| empty(folder));
            }
        }
    }
    for (index, path) in texts {
        if let Some((folder, name)) = path.rsplit_once('/')
            && name != shape.file
            && let Some(located) = folders.get_mut(folder)
        {
            located.documents.push(*index);
        }
    }
    for path in others {
        // The innermost folder of a record that the file lies in owns it.
        let parents = std::iter::successors(parent(path), |it| parent(it));
        let owner = parents.into_iter().find(|it| folders.contains_key(it));
        if let Some(owner) = owner.and_then(|it| folders.get_mut(it)) {
            let inside = path[owner.folder.len() + 1..].to_owned();
            // The Markdown files at its top are its documents.
            if inside.contains('/') || !is_markdown(&inside) {
                owner.files.push(inside);
            }
        }
    }
    let mut found: Vec<_> = folders.into_values().collect();
    for located in &mut found {
        located.files.sort();
        located.files.dedup();
    }
    found
}
