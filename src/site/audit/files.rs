//! The files of the portal and their digests, as far as they are published.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::digest::{self, Digest, Digests};
use crate::site::desk::{Desk, Here};

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

/// The files of a record: its head, its documents, what else lies in its folder.
pub(crate) fn paths(desk: &Desk<'_>, index: usize) -> Vec<String> {
    let record = desk.record(index);
    let docs = std::iter::once(&record.head).chain(&record.documents);
    let sources = docs
        .map(|it| it.source)
        .chain(record.strays.iter().copied());
    let texts = sources.map(|it| desk.ctx.sources.get(it).path().to_owned());
    let others = record.files.iter();
    let others = others.map(|it| format!("{}/{it}", record.folder));
    let paths: BTreeSet<_> = texts.chain(others).collect();
    paths.into_iter().collect()
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
