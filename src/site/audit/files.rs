//! The files of the portal and their digests, as far as they are published.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::digest::{self, Digest, Digests};
use crate::site::attach::is_picture;
use crate::site::desk::{Desk, Here};
use crate::site::prose::plain;
use crate::source::SourceId;
use crate::yaml::Node;

/// Where the list stands, from the root of the site.
pub(crate) const LIST: &str = "audit/SHA256SUMS";

/// A file of a record.
#[derive(Debug, Serialize)]
pub(crate) struct File {
    pub(crate) path: String,
    /// How large it is, in bytes.
    pub(crate) size: Option<usize>,
    /// Nothing, if it is not published.
    pub(crate) sha256: Option<String>,
}

/// The files that are listed, and how many are not, and why.
pub(crate) struct Listed<'d> {
    pub(crate) files: Vec<(&'d str, &'d Digest)>,
    /// Files in which something looks like a secret: who knows the rest of a file could guess it from its digest.
    pub(crate) veiled: usize,
    /// Files whose name is one of a person, where roles stand for people.
    pub(crate) named: usize,
}

/// The digests without those of files that hold what looks like a secret, and how many these are.
pub(crate) fn open(ctx: crate::check::Context<'_>, mut digests: Digests) -> (Digests, usize) {
    let sources = ctx.sources.iter().map(|it| it.1);
    let veiled = sources.filter(|it| it.hides_name() || !it.secrets().is_empty());
    let veiled: BTreeSet<_> = veiled.map(|it| it.path().to_owned()).collect();
    let before = digests.len();
    digests.retain(|path, _| !veiled.contains(path));
    let n = before - digests.len();
    (digests, n)
}

/// What is listed for everybody.
pub(crate) fn listed<'d>(desk: &'d Desk<'_>) -> Listed<'d> {
    let all = desk.digests.iter();
    let files: Vec<_> = all
        .filter(|it| !desk.names.are_in(it.0))
        .map(|(path, it)| (path.as_str(), it))
        .collect();
    Listed {
        veiled: desk.veiled,
        named: desk.digests.len() - files.len(),
        files,
    }
}

/// `/audit/SHA256SUMS`, with paths from the root of the portal.
pub(crate) fn sums(desk: &Desk<'_>) -> String {
    digest::list(listed(desk).files)
}

/// The files of a record: its head, its documents, what else lies in its folder; each text with where it was read.
fn all(desk: &Desk<'_>, index: usize) -> BTreeMap<String, Option<SourceId>> {
    let record = desk.record(index);
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let sources = docs
        .map(|it| it.source)
        .chain(record.strays.iter().copied());
    let texts = sources.map(|it| (desk.ctx.sources.get(it).path().to_owned(), Some(it)));
    let others = record.files.iter();
    let others = others.map(|it| (format!("{}/{it}", record.folder), None));
    others.chain(texts).collect()
}

/// Their paths.
fn paths(desk: &Desk<'_>, index: usize) -> Vec<String> {
    all(desk, index).into_keys().collect()
}

/// The files of a record on their way out of the portal.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// Those that may leave it, by their paths.
    pub free: Vec<String>,
    /// Those that may not, under names that may be printed, each with its digest where that is known.
    pub kept: Vec<(String, Option<String>)>,
}

pub(crate) fn carried(desk: &Desk<'_>, index: usize) -> Carried {
    let mut carried = Carried::default();
    for (path, source) in all(desk, index) {
        if is_free(desk, &path, source) {
            carried.free.push(path);
        } else {
            let digest = desk.digests.get(&path).map(|it| it.sha256.clone());
            carried.kept.push((desk.shown(&path), digest));
        }
    }
    carried
}

/// Whether a file may leave the portal as it is. Where roles stand for people, only what can be looked through for
/// names does, and names nobody: a document, or a picture that nobody can search.
fn is_free(desk: &Desk<'_>, path: &str, source: Option<SourceId>) -> bool {
    if desk.names.are_public() {
        return true;
    }
    if desk.names.are_in(path) {
        return false;
    }
    let mut documents = desk.ctx.documents.iter();
    let document = source.and_then(|source| documents.find(|it| it.source == source));
    let Some(document) = document else {
        return is_picture(path);
    };
    let text = desk.ctx.sources.get(document.source).text();
    let read = plain::text(text);
    let is_named = |it: &str| desk.names.are_in(it);
    // A value may be written with signs that only a reader of YAML takes back.
    let in_values = document
        .front
        .root
        .as_ref()
        .is_some_and(|it| any(it, &is_named));
    !(is_named(text) || is_named(&read) || in_values)
}

/// Whether something holds of a text of the front matter.
fn any(node: &Node, test: &impl Fn(&str) -> bool) -> bool {
    let entries = node.entries().into_iter().flatten();
    node.text().is_some_and(test)
        || node.items().into_iter().flatten().any(|it| any(it, test))
        || entries
            .into_iter()
            .any(|it| test(&it.key) || any(&it.value, test))
}

/// The digest of the list of digests of a record: that of its lines in `SHA256SUMS`.
pub(crate) fn digest(desk: &Desk<'_>, index: usize) -> Option<String> {
    let paths = paths(desk, index);
    let shown = paths.iter().filter(|it| !desk.names.are_in(it));
    let files = shown.filter_map(|it| Some((it.as_str(), desk.digests.get(it)?)));
    let list = digest::list(files);
    (!list.is_empty()).then(|| digest::sha256(list.as_bytes()))
}

/// The same with their digests.
pub(super) fn of(here: &Here<'_>, index: usize) -> Vec<File> {
    let desk = here.desk;
    let file = |path: String| {
        let digest = desk.digests.get(&path);
        File {
            path: desk.shown(&path),
            size: digest.map(|it| it.size),
            sha256: digest.map(|it| it.sha256.clone()),
        }
    };
    paths(desk, index).into_iter().map(file).collect()
}
