//! An index that a browser searches without a server, piece by piece.
//!
//! The whole of a portal's text is too much to load before the first answer, so
//! the index is cut three ways: into segments (a closed year does not change
//! any more), into shards by the beginnings of words, and into blocks of titles
//! and texts that are loaded for the hits alone. Every piece is a classic script
//! that hands its data to a function: that works from a file share and under the
//! policy of the site, where `fetch`, modules and `WebAssembly` do not.
//!
//! Chinese has no spaces, so every pair of neighbouring characters is a term;
//! words of other scripts are terms whole and, apart from them, by their ends,
//! so that what stands inside a word is found as well.
//!
//! - [`tokens`]: from text to terms, the same in the browser (`search.js` of the theme)
//! - [`shards`]: terms with their places, written densely
//! - [`segments`]: which years are indexed together
//! - [`files`](mod@files): the scripts and the manifest that names them
//! - `query`: what `search.js` does, for the tests

pub mod files;
#[cfg(test)]
pub(crate) mod query;
pub mod segments;
pub mod shards;
#[cfg(test)]
mod tests;
pub mod tokens;

/// How much a word tells about the entry that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A word of the text.
    Text,
    /// The name of a person, a role, a system.
    Name,
    /// A word of the title.
    Title,
    /// A part of the id.
    Id,
}

/// Something that can be found.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its id, if it has one that people use.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its page, from the folder of the language.
    pub address: String,
    /// What it is.
    pub kind: &'static str,
    /// How it stands, if that can be said in a word: a key of the words of the manifest.
    pub standing: &'static str,
    /// A short remark, such as a day.
    pub note: String,
    /// Names that count more than the text.
    pub names: Vec<String>,
    /// The text, a line a paragraph.
    pub text: String,
}

/// Entries that are indexed together.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// What its files are called by.
    pub id: String,
    /// The language in which pages search it; none: all.
    pub lang: Option<&'static str>,
    /// What can be found in it; the same kind stands together.
    pub entries: Vec<Entry>,
}
