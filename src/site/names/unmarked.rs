//! A text without the signs of Markdown, and where each piece of it stood.
//!
//! Emphasis, code and the line break with a backslash stand within words that
//! are read in one: `No**ra**` is Nora. What is searched for names is what is read.

use std::ops::Range;

/// Signs that are not read.
const SIGNS: [char; 5] = ['*', '~', '`', '\\', '_'];

/// A text as it is read.
pub(super) struct Unmarked {
    /// What is read.
    pub(super) text: String,
    /// For every byte of it the one in the text as written.
    places: Vec<usize>,
}

impl Unmarked {
    /// Nothing, if the text has no such sign.
    pub(super) fn of(written: &str) -> Option<Self> {
        if !written.contains(SIGNS) {
            return None;
        }
        let mut text = String::with_capacity(written.len());
        let mut places = Vec::with_capacity(written.len());
        for (at, it) in written.char_indices() {
            if !SIGNS.contains(&it) || it == '_' && is_within_word(written, at) {
                text.push(it);
                places.extend(at..at + it.len_utf8());
            }
        }
        Some(Self { text, places })
    }

    /// Where a piece of what is read stands as written.
    pub(super) fn written(&self, read: Range<usize>) -> Range<usize> {
        let end = read.end.checked_sub(1).and_then(|it| self.places.get(it));
        let start = self.places.get(read.start).copied().unwrap_or_default();
        start..end.map_or(start, |it| it + 1)
    }
}

/// Whether a `_` is part of a name of a machine and not emphasis.
fn is_within_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let is_part = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    is_part(before) && is_part(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_again_where_they_were_written() {
        let written = "由林**若**川写 a_b";
        let read = Unmarked::of(written).unwrap();
        assert_eq!(read.text, "由林若川写 a_b");
        let at = read.text.find("林若川").unwrap();
        let place = read.written(at.."由林若川".len());
        assert_eq!(&written[place], "林**若**川");
        assert!(Unmarked::of("由林若川写").is_none());
    }
}
