//! Looks for what was sealed: in the evidence of a record, else in the history of its folder.
//!
//! Looking costs only where a seal no longer fits. What is not found is simply
//! not known: no git, a shallow clone and a history that was rewritten are no
//! errors, and nothing that is found is believed before it was hashed.

use crate::book::Book;
use crate::git::Repository;
use crate::procedure::{Layout, Procedure};
use crate::project::Project;
use crate::reading::Reading;
use crate::seal::folder;
use crate::seal::kept::{Kept, Past};
use crate::seal::stored::Wanted;

/// How many versions of a folder are looked through.
const VERSIONS: usize = 200;

/// The sealed texts of a book that no longer fit, as far as they can be found.
pub fn find(project: &Project, reading: &Reading, book: &Book) -> Kept {
    let mut kept = Kept::default();
    let wanted = reading.context(book).sealer();
    let wanted = wanted.wanted(&reading.config, book);
    for wanted in &wanted {
        let file = folder(&reading.procedure);
        let file = file.map(|it| format!("{}/{it}/{}.json", wanted.folder, wanted.hash));
        let bytes = file.and_then(|it| project.bytes(&it).ok());
        if let Some(bytes) = bytes {
            kept.take(&wanted.hash, bytes);
        }
    }
    let open: Vec<_> = wanted
        .iter()
        .filter(|it| kept.text(&it.hash).is_none())
        .collect();
    if !open.is_empty()
        && let Some(repository) = Repository::around(project.root())
    {
        let past = Past {
            procedure: &reading.procedure,
            config: &reading.config,
            as_of: &book.as_of,
        };
        for group in open.chunk_by(|a, b| a.folder == b.folder) {
            search(&repository, past, group, &mut kept);
        }
    }
    kept
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
