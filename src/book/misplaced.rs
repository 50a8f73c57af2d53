//! Documents that lie where none is read: in a folder below that of their record, or of no record at all.
//!
//! What lies below is evidence and goes unread, so a plan that was tidied away into a folder of its own
//! would be as good as not written, and nobody would know why.

use crate::document::Document;
use crate::finding::{self, Finding};
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::fields::DocumentType;
use crate::text;

use super::Input;
use super::locate::Located;

/// One finding a document of a record that lies too deep.
pub(super) fn deeper(input: &Input<'_>, located: &Located) -> Vec<Finding> {
    let told = documents(input, &located.inner).map(|(document, path, name)| {
        let args = [
            ("file", Text::plain(&path[located.folder.len() + 1..])),
            ("better", Text::plain(format!("{}/{name}", located.folder))),
        ];
        let place = finding::top(document.source);
        let mut finding = notice::finding("document-misplaced", place, &args);
        finding.record = Some(located.name.clone());
        finding
    });
    told.collect()
}

/// One finding a document in a folder that is no record.
pub(super) fn homeless(input: &Input<'_>, all: &[usize]) -> Vec<Finding> {
    let told = documents(input, all).map(|(document, path, name)| {
        let folder = path.strip_suffix(name).unwrap_or(path);
        let args = [
            ("file", Text::plain(name)),
            ("folder", Text::plain(folder.trim_end_matches('/'))),
            ("head", Text::plain(input.procedure.records.file.clone())),
        ];
        let place = finding::top(document.source);
        notice::variant("document-misplaced", "homeless", place, &args)
    });
    told.collect()
}

/// Those of these texts that are documents, each with its path and the name of its file.
fn documents<'a>(
    input: &Input<'a>,
    all: &[usize],
) -> impl Iterator<Item = (&'a Document, &'a str, &'a str)> {
    let input = *input;
    all.iter().filter_map(move |it| {
        let document = &*input.documents[*it];
        let path = input.sources.get(document.source).path();
        let name = path.rsplit('/').next()?;
        let is_one =
            kind_of(input.procedure, document, name).is_some() || says_so(&input, document);
        is_one.then_some((document, path, name))
    })
}

/// Whether a text names its type or its record, as documents do.
fn says_so(input: &Input<'_>, document: &Document) -> bool {
    let keys = &input.procedure.records.document_keys;
    let root = document.front.root.as_ref();
    let says = |name: &str| {
        let key = keys.get(name)?;
        root?.get(key)?.text()
    };
    ["type", "record"].into_iter().any(|it| says(it).is_some())
}

/// The type of a document: as it says itself, else by the name of its file.
pub(super) fn kind_of<'a>(
    procedure: &'a Procedure,
    document: &Document,
    name: &str,
) -> Option<&'a DocumentType> {
    let key = procedure.records.document_keys.get("type");
    let written = key.and_then(|key| document.front.root.as_ref()?.get(key)?.text());
    let types = &procedure.documents[1..];
    let by_key = written.and_then(|written| {
        let wanted = text::normal(written);
        types.iter().find(|it| {
            let names = it.title.each().chain(std::iter::once(it.id.as_str()));
            names.into_iter().any(|name| text::normal(name) == wanted)
        })
    });
    by_key.or_else(|| types.iter().find(|it| it.file == name))
}
