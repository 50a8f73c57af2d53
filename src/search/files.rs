//! The scripts of an index, and the manifest that names them.
//!
//! ```text
//! assets/search/manifest.js             the segments, with the hashes of their pieces; the one name without a hash
//! assets/search/2026-s5.0f3c9a1e.js     a shard: term → list
//! assets/search/2026-t0.51b8c44d.js     the titles of 32 entries, and where their texts are
//! assets/search/2026-x3.9ab01c77.js     some texts, for excerpts
//! ```
//!
//! A piece that did not change keeps its name and its bytes.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::page::Page;

use super::shards::Shards;
use super::{Entry, Segment, tokens};

/// Where the files of the index are.
pub const FOLDER: &str = "assets/search/";
/// How many titles a block has; `search.js` knows.
const TITLES: usize = 32;
/// From how many bytes on a block of texts is full.
const TEXTS: usize = 8_000;
/// Stands for the hash of a shard without terms, which has no file.
const EMPTY: &str = "--------";

/// The pieces of the segments and what names them, so that the next index need not cut a segment again that is the same.
#[derive(Debug, Default)]
pub struct Index {
    cuts: Vec<Arc<Cut>>,
    manifest: Option<Page>,
}

/// A segment cut into pieces.
#[derive(Debug)]
struct Cut {
    /// Tells all that stands in the segment.
    from: blake3::Hash,
    pieces: Vec<Page>,
    /// What the manifest says of it.
    listed: Value,
}

impl Index {
    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &Page> {
        let pieces = self.cuts.iter().flat_map(|it| &it.pieces);
        pieces.chain(&self.manifest)
    }
}

/// The index of segments after another one; `words` are what the pages of each language say about hits.
pub fn index_after(segments: &[Segment], words: &Value, before: &Index) -> Index {
    let cut = |segment: &Segment| {
        let from = number(segment);
        let mut known = before.cuts.iter();
        let same = known.find(|it| it.from == from).cloned();
        same.unwrap_or_else(|| Arc::new(cut(segment, from)))
    };
    let segments = segments.iter().filter(|it| !it.entries.is_empty());
    let cuts: Vec<_> = segments.map(cut).collect();
    let listed: Vec<_> = cuts.iter().map(|it| &it.listed).collect();
    let manifest = json!({ "words": words, "segments": listed });
    let manifest = Page {
        path: format!("{FOLDER}manifest.js"),
        bytes: script("manifest", &manifest),
    };
    Index {
        cuts,
        manifest: Some(manifest),
    }
}

fn number(segment: &Segment) -> blake3::Hash {
    struct Sum(blake3::Hasher);
    impl std::fmt::Write for Sum {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.update(text.as_bytes());
            Ok(())
        }
    }
    let mut sum = Sum(blake3::Hasher::new());
    // Nothing that writes into a hash fails.
    let _ = write!(sum, "{segment:?}");
    sum.0.finalize()
}

fn cut(segment: &Segment, from: blake3::Hash) -> Cut {
    let mut pieces = Vec::new();
    let listed = self::segment(segment, &mut pieces);
    Cut {
        from,
        pieces,
        listed,
    }
}

/// Writes the pieces of a segment and returns what the manifest says of it.
fn segment(segment: &Segment, files: &mut Vec<Page>) -> Value {
    let shards = Shards::new(&segment.entries);
    let shard = |at| {
        let terms: serde_json::Map<_, _> = shards
            .shard(at)
            .map(|(term, list)| (term, list.into()))
            .collect();
        if terms.is_empty() {
            return EMPTY.to_owned();
        }
        piece(files, &format!("{}-s{at}", segment.id), &terms.into())
    };
    let shard_hashes: String = (0..shards.count).map(shard).collect();
    let titles = titles(segment, files);
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for (at, entry) in segment.entries.iter().enumerate() {
        if kinds.last().is_none_or(|it| it.0 != entry.kind) {
            kinds.push((entry.kind, at));
        }
    }
    json!({
        "id": segment.id,
        "lang": segment.lang,
        "n": segment.entries.len(),
        "kinds": kinds,
        "s": shard_hashes,
        "t": titles,
    })
}

/// Writes titles and texts; returns the hashes of the titles.
fn titles(segment: &Segment, files: &mut Vec<Page>) -> String {
    let texts: Vec<_> = segment
        .entries
        .iter()
        .map(|it| tokens::shorten(&it.text))
        .collect();
    let mut hashes = String::new();
    let mut blocks = 0;
    for (number, entries) in segment.entries.chunks(TITLES).enumerate() {
        let mut rows = Vec::new();
        let mut from = 0;
        while from < entries.len() {
            let of = |at: usize| texts[number * TITLES + at].as_str();
            let mut to = from + 1;
            let mut size = of(from).len();
            while to < entries.len() && size + of(to).len() <= TEXTS {
                size += of(to).len();
                to += 1;
            }
            let block: Vec<_> = (from..to).map(of).collect();
            let name = format!("{}-x{blocks}", segment.id);
            let hash = piece(files, &name, &json!(block));
            let row = |(at, it): (usize, &Entry)| row(it, &format!("{name}.{hash}"), at);
            rows.extend(entries[from..to].iter().enumerate().map(row));
            blocks += 1;
            from = to;
        }
        let name = format!("{}-t{number}", segment.id);
        hashes.push_str(&piece(files, &name, &rows.into()));
    }
    hashes
}

/// An entry as `search.js` shows it.
fn row(entry: &Entry, texts: &str, at: usize) -> Value {
    json!([
        entry.id,
        entry.title,
        entry.address,
        entry.standing,
        entry.note,
        texts,
        at
    ])
}

/// Writes a piece under a name with its hash, and returns that.
fn piece(files: &mut Vec<Page>, name: &str, value: &Value) -> String {
    let bytes = script(name, value);
    let hash = blake3::hash(&bytes).to_hex()[..8].to_owned();
    let path = format!("{FOLDER}{name}.{hash}.js");
    files.push(Page { path, bytes });
    hash
}

/// A script that hands a value over.
fn script(name: &str, value: &Value) -> Vec<u8> {
    format!("changebook.put({}, {value})\n", Value::from(name)).into_bytes()
}
