//! Looks for what was sealed: in the evidence of a record, else in the history of its folder.
//!
//! Looking costs only where a seal no longer fits. What is not found is simply
//! not known: no git, a shallow clone and a history that was rewritten are no
//! errors, and nothing that is found is believed before it was hashed. What was
//! looked for once need not be looked for again while nothing was committed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::{Book, Record};
use crate::git::Repository;
use crate::procedure::{Layout, Procedure};
use crate::project::Project;
use crate::reading::Reading;
use crate::seal::folder;
use crate::seal::kept::{Kept, Past};
use crate::seal::stored::{Standing, Wanted};

/// How many versions of a folder are looked through.
const VERSIONS: usize = 200;

/// What was looked for and where, so that whoever looks next need not do it again.
#[derive(Debug, Default)]
pub struct Looked {
    /// How the seals of each record of the book stand, in its order.
    standings: Vec<Arc<Standing>>,
    /// The commit from which was looked back, if all before it was there.
    head: Option<String>,
    /// What the history before it gave.
    history: BTreeMap<Wanted, Option<String>>,
}

/// The sealed texts of a book that no longer fit, as far as they can be found. `before` was looked in a book that was
/// bound by the same laws for the same moment.
pub fn find(
    project: &Project,
    reading: &Reading,
    book: &Book,
    before: Option<(&Book, &Looked)>,
) -> (Kept, Looked) {
    let mut kept = Kept::default();
    let mut looked = Looked {
        standings: standings(reading, book, before),
        ..Looked::default()
    };
    for (record, standing) in book.records.iter().zip(&looked.standings) {
        kept.stands(record.head.source, standing);
    }
    let standings = looked.standings.iter();
    let wanted: BTreeSet<&Wanted> = standings.flat_map(|it| &it.wanted).collect();
    for wanted in &wanted {
        let file = folder(&reading.procedure);
        let file = file.map(|it| format!("{}/{it}/{}.json", wanted.folder, wanted.hash));
        let bytes = file.and_then(|it| project.bytes(&it).ok());
        if let Some(bytes) = bytes {
            kept.take(&wanted.hash, bytes);
        }
    }
    let open: Vec<_> = wanted
        .into_iter()
        .filter(|it| kept.text(&it.hash).is_none())
        .collect();
    if open.is_empty() {
        return (kept, looked);
    }
    if let Some(repository) = Repository::around(project.root()) {
        let head = repository.commit("HEAD").ok();
        // A history that is cut short may reach further back the next time.
        let head = head.filter(|_| !repository.is_shallow());
        looked.head = head.map(|it| it.id().to_owned());
        let known = before.map(|(_, looked)| looked);
        let known = known.filter(|it| it.head.is_some() && it.head == looked.head);
        let past = Past {
            procedure: &reading.procedure,
            config: &reading.config,
            as_of: &book.as_of,
        };
        let (told, new): (Vec<_>, Vec<_>) = open
            .iter()
            .partition(|it| known.is_some_and(|known| known.history.contains_key(**it)));
        for wanted in told {
            let text = known.and_then(|it| it.history.get(wanted)?.clone());
            if let Some(text) = text {
                kept.take(&wanted.hash, text.into_bytes());
            }
        }
        for group in new.chunk_by(|a, b| a.folder == b.folder) {
            search(&repository, past, group, &mut kept);
        }
        let told = |it: &&Wanted| ((*it).clone(), kept.text(&it.hash).map(str::to_owned));
        let history = open.iter().map(told).collect();
        looked.history = history;
    }
    (kept, looked)
}

/// How the seals of every record stand; those of a record that is the same value stand as before.
fn standings(
    reading: &Reading,
    book: &Book,
    before: Option<(&Book, &Looked)>,
) -> Vec<Arc<Standing>> {
    let known: BTreeMap<_, _> = before
        .into_iter()
        .flat_map(|(book, looked)| book.records.iter().zip(&looked.standings))
        .map(|(record, standing)| (Arc::as_ptr(record), standing))
        .collect();
    let sealer = reading.context(book);
    let sealer = sealer.sealer();
    let one = |record: &Arc<Record>| match known.get(&Arc::as_ptr(record)) {
        Some(standing) => Arc::clone(standing),
        None => sealer.standing(record).into(),
    };
    book.records.iter().map(one).collect()
}

/// Looks through the history of one record.
fn search(repository: &Repository, past: Past<'_>, wanted: &[&Wanted], kept: &mut Kept) {
    let Some(first) = wanted.first() else { return };
    let of_record = |path: &str| is_of_record(past.procedure, &first.folder, path);
    let Ok(versions) = repository.versions(&first.folder, of_record) else {
        return;
    };
    for version in versions.take(VERSIONS) {
        let Ok(version) = version else { return };
        past.take(version.files, wanted, kept);
        if wanted.iter().all(|it| kept.text(&it.hash).is_some()) {
            return;
        }
    }
}

/// Whether a file may hold a document of a record: of a dossier those at its top.
fn is_of_record(procedure: &Procedure, folder: &str, path: &str) -> bool {
    let inside = path
        .strip_prefix(folder)
        .and_then(|it| it.strip_prefix('/'));
    let is_markdown = path.rsplit('.').next() == Some("md");
    let at_top = inside.is_some_and(|it| !it.contains('/'));
    is_markdown && (at_top || procedure.records.layout == Layout::File)
}
