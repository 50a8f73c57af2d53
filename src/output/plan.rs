//! In which order a standing site becomes the new one, and what forbids it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::error::Error;

use super::manifest::Manifest;
use super::names::{Names, folders, key};
use super::standing::Standing;

/// What is known before publishing.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) out: &'a Path,
    pub(super) old: &'a Manifest,
    pub(super) new: &'a Manifest,
    pub(super) standing: &'a Standing,
    pub(super) names: &'a Names,
    pub(super) staged: &'a [String],
}

/// What publishing will do.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) deleted: usize,
    pub(super) foreign: Vec<String>,
}

/// One step, which is done or not done, but never half done.
#[derive(Debug)]
pub(super) enum Step {
    Manifest(String),
    Put(String),
    Delete(String),
}

/// The steps from the old site to the new one; none if they are the same.
pub(super) fn plan(sides: Sides<'_>) -> Result<Plan, Error> {
    let foreign = foreign(sides);
    refuse_taken(sides, &foreign)?;
    let (crossing, gone): (Vec<_>, Vec<_>) = gone(sides).partition(|it| sides.names.crosses(it));
    let deleted = crossing.len() + gone.len();

    let mut puts = sides.staged.to_vec();
    puts.sort_by_cached_key(|it| (turn(it, sides.old), it.clone()));
    let text = sides.new.text();
    let mut steps = Vec::new();
    if deleted > 0 || !puts.is_empty() {
        steps.push(Step::Manifest(sides.old.union(sides.new).text()));
    }
    // A file that stands in the way of a new one goes first: a folder of its name, another spelling of it.
    steps.extend(crossing.into_iter().map(Step::Delete));
    steps.extend(puts.into_iter().map(Step::Put));
    steps.extend(gone.into_iter().map(Step::Delete));
    if !steps.is_empty() || *sides.old != *sides.new {
        steps.push(Step::Manifest(text));
    }
    Ok(Plan {
        steps,
        deleted,
        foreign: summed_up(&foreign, sides),
    })
}

/// What stands there and is not ours: what the manifest does not list, and links in place of what it lists.
fn foreign(sides: Sides<'_>) -> BTreeMap<String, String> {
    sides
        .standing
        .things()
        .filter(|it| !(sides.old.files.contains_key(*it) && sides.standing.has_file(it)))
        .map(|it| (key(it), it.to_owned()))
        .collect()
}

/// Refuses pages whose place, or a folder of whose path, is somebody else's file.
fn refuse_taken(sides: Sides<'_>, foreign: &BTreeMap<String, String>) -> Result<(), Error> {
    for page in sides.staged {
        let below = format!("{}/", key(page));
        let in_folder = || {
            let (path, spelled) = foreign.range(below.clone()..).next()?;
            path.starts_with(&below).then_some(spelled)
        };
        let taken = folders(page)
            .chain([page.as_str()])
            .find_map(|it| foreign.get(&key(it)))
            .or_else(in_folder);
        if let Some(file) = taken {
            return Err(Error::OutputTaken {
                out: sides.out.to_owned(),
                file: file.clone(),
                page: page.clone(),
            });
        }
    }
    Ok(())
}

/// The files of the old site that the new one does not have.
fn gone(sides: Sides<'_>) -> impl Iterator<Item = String> {
    sides
        .old
        .files
        .keys()
        .filter(move |it| !sides.new.files.contains_key(*it) && sides.standing.has_file(it))
        .cloned()
}

/// When a file takes its turn: what pages point at, new pages, changed pages, what machines read.
fn turn(path: &str, old: &Manifest) -> u8 {
    let is_page = Path::new(path).extension().is_some_and(|it| it == "html");
    let is_machine = path.starts_with("data/") || !path.contains('/');
    match (is_page, is_machine) {
        (true, _) if old.files.contains_key(path) => 2,
        (true, _) => 1,
        (false, true) => 3,
        (false, false) => 0,
    }
}

/// The foreign files, a folder without any file of ours for all that are in it.
fn summed_up(foreign: &BTreeMap<String, String>, sides: Sides<'_>) -> Vec<String> {
    let ours: BTreeSet<_> = sides.new.files.keys().flat_map(|it| folders(it)).collect();
    let named: BTreeSet<_> = foreign
        .values()
        .map(|it| {
            let folder = folders(it).find(|folder| !ours.contains(folder));
            folder.map_or_else(|| it.clone(), |it| format!("{it}/"))
        })
        .collect();
    named.into_iter().collect()
}
