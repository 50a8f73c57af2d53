//! Which texts belong to which record.
//!
//! With the layout `dossier` a record is a folder that holds the head file,
//! however deep beneath the folder of records; the other Markdown files of the
//! same folder are its documents, everything below is evidence, or a document in a wrong place. With the layout
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
    /// The Markdown files in folders below, those of the evidence left out: no documents, whatever they say.
    pub inner: Vec<usize>,
    /// The other files of the folder and below, relative to it, sorted.
    pub files: Vec<String>,
}

/// All records, sorted by folder and name, and the Markdown files in folders of no record. `others` are the
/// paths of the files that are no text.
pub fn locate(
    sources: &Sources,
    documents: &[Arc<Document>],
    shape: &RecordShape,
    others: &[String],
) -> (Vec<Located>, Vec<usize>) {
    let root = format!("{}/", shape.folder);
    let under = |path: &str| path.strip_prefix(&root).is_some();
    let paths = documents.iter().map(|it| sources.get(it.source).path());
    let texts: Vec<_> = paths
        .enumerate()
        .filter(|(_, path)| under(path) && is_markdown(path))
        .collect();
    match shape.layout {
        Layout::File => (files(&texts, shape), Vec::new()),
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
                inner: Vec::new(),
                files: Vec::new(),
            })
        })
        .collect();
    found.sort_by(|a, b| (&a.folder, &a.name).cmp(&(&b.folder, &b.name)));
    found
}

fn dossiers(
    texts: &[(usize, &str)],
    shape: &RecordShape,
    others: &[&str],
) -> (Vec<Located>, Vec<usize>) {
    let mut folders: BTreeMap<&str, Located> = BTreeMap::new();
    let empty = |folder: &str| Located {
        name: folder.rsplit('/').next().unwrap_or(folder).to_owned(),
        folder: folder.to_owned(),
        head: None,
        documents: Vec::new(),
        inner: Vec::new(),
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
        let parents = || std::iter::successors(parent(path), |it| parent(it));
        // What lies deep in a record is that record's, whatever its folders are called.
        let is_owned = parents().any(|it| folders.get(it).is_some_and(|it| it.head.is_some()));
        for folder in parents().take(if is_owned { 1 } else { usize::MAX }) {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            if shape.id.as_ref().is_some_and(|it| it.is_match(name)) {
                folders.entry(folder).or_insert_with(|| empty(folder));
            }
        }
    }
    let mut homeless = Vec::new();
    for (index, path) in texts {
        let Some((owner, inside)) = owner(&mut folders, path) else {
            homeless.push(*index);
            continue;
        };
        let is_evidence = |it: &str| shape.evidence.as_deref() == Some(it);
        match inside.split_once('/') {
            None if inside == shape.file => {}
            None => owner.documents.push(*index),
            Some((folder, _)) if is_evidence(folder) => {}
            Some(_) => owner.inner.push(*index),
        }
    }
    for path in others {
        if let Some((owner, inside)) = owner(&mut folders, path) {
            // The Markdown files at its top are its documents.
            if inside.contains('/') || !is_markdown(inside) {
                owner.files.push(inside.to_owned());
            }
        }
    }
    let mut found: Vec<_> = folders.into_values().collect();
    for located in &mut found {
        located.files.sort();
        located.files.dedup();
    }
    (found, homeless)
}

/// The innermost folder of a record that a file lies in owns it; where in it the file lies.
fn owner<'a, 'b>(
    folders: &'a mut BTreeMap<&str, Located>,
    path: &'b str,
) -> Option<(&'a mut Located, &'b str)> {
    let mut parents = std::iter::successors(parent(path), |it| parent(it));
    let folder = parents.find(|it| folders.contains_key(it))?;
    let inside = &path[folder.len() + 1..];
    Some((folders.get_mut(folder)?, inside))
}
