//! The terms of a segment, each with the entries that have it.
//!
//! A list of entries is text in an alphabet that a string of a script holds
//! unescaped: a number has digits of base 45, the least first; all but the last
//! are moved up by 45. Each number is the distance to the entry before, times
//! four, and the weight.

use std::collections::BTreeMap;

use super::tokens::{self, Term};
use super::{Entry, Weight};

/// How finely terms are told apart while the number of shards is unknown; a power of two.
const BUCKETS: usize = 1024;
/// How many characters of lists a shard has on average.
const SIZE: usize = 5_000;
/// What a term costs besides its list.
const TERM: usize = 8;

/// A list of entries as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Postings {
    text: String,
    /// The entry that comes next at the earliest.
    next: usize,
}

/// Terms and their lists.
#[derive(Debug, Default)]
pub(super) struct Bucket {
    whole: BTreeMap<String, Postings>,
    inside: BTreeMap<String, Postings>,
}

/// The terms of a segment, cut into a number of shards that is a power of two.
#[derive(Debug)]
pub(super) struct Shards {
    buckets: Vec<Bucket>,
    /// How many shards there are.
    pub(super) count: usize,
}

impl Shards {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut buckets: Vec<_> = (0..BUCKETS).map(|_| Bucket::default()).collect();
        for (at, entry) in entries.iter().enumerate() {
            add(&mut buckets, at, entry);
        }
        let size: usize = buckets.iter().map(Bucket::size).sum();
        let count = (size / SIZE).max(1).next_power_of_two().min(BUCKETS);
        Self { buckets, count }
    }

    /// The terms of a shard with their lists, in a fixed order.
    pub(super) fn shard(&self, at: usize) -> impl Iterator<Item = (String, &str)> {
        self.buckets
            .iter()
            .skip(at)
            .step_by(self.count)
            .flat_map(|it| {
                let whole = it
                    .whole
                    .iter()
                    .map(|(term, it)| (term.clone(), it.text.as_str()));
                let inside = it.inside.iter();
                whole.chain(inside.map(|(term, it)| (format!("~{term}"), it.text.as_str())))
            })
    }
}

/// The shard of what begins with `text`; `search.js` finds it in the same way.
#[cfg(test)]
pub(super) fn shard_of(text: &str, count: usize) -> usize {
    hash(text) & (count - 1)
}

/// FNV-1a over the first two letters: a word and what begins like it share a shard, pairs are spread.
fn hash(text: &str) -> usize {
    let mut hash: u32 = 2_166_136_261;
    for letter in text.chars().take(2) {
        let mut buffer = [0; 2];
        for unit in letter.encode_utf16(&mut buffer) {
            hash = (hash ^ u32::from(*unit)).wrapping_mul(16_777_619);
        }
    }
    usize::try_from(hash ^ (hash >> 16)).unwrap_or_default()
}

/// Adds the terms of an entry, each with the most that it weighs there.
fn add(buckets: &mut [Bucket], at: usize, entry: &Entry) {
    let fields = [
        (Weight::Id, tokens::plain(&entry.id)),
        (Weight::Id, tokens::parts(&entry.id).join(" ")),
        (Weight::Title, tokens::plain(&entry.title)),
        (Weight::Name, tokens::plain(&entry.names.join("\n"))),
        (Weight::Text, tokens::plain(&entry.text)),
    ];
    let mut terms: Vec<(Term<'_>, std::cmp::Reverse<Weight>)> = Vec::new();
    for (weight, text) in &fields {
        tokens::terms(text, &mut |it| terms.push((it, std::cmp::Reverse(*weight))));
    }
    terms.sort_unstable();
    terms.dedup_by_key(|it| it.0);
    for (term, weight) in terms {
        let bucket = &mut buckets[hash(term.text) & (BUCKETS - 1)];
        let map = if term.inside {
            &mut bucket.inside
        } else {
            &mut bucket.whole
        };
        match map.get_mut(term.text) {
            Some(list) => list.push(at, weight.0),
            None => map
                .entry(term.text.to_owned())
                .or_default()
                .push(at, weight.0),
        }
    }
}

impl Bucket {
    fn size(&self) -> usize {
        let lists = self.whole.iter().chain(&self.inside);
        lists
            .map(|(term, it)| term.len() + it.text.len() + TERM)
            .sum()
    }
}

impl Postings {
    fn push(&mut self, entry: usize, weight: Weight) {
        let mut number = (entry - self.next) * 4 + weight as usize;
        self.next = entry + 1;
        while number >= 45 {
            self.text.push(letter(45 + number % 45));
            number /= 45;
        }
        self.text.push(letter(number));
    }
}

/// A digit: printable characters from `#` on, without the backslash.
fn letter(digit: usize) -> char {
    let code = if digit < 57 { digit + 35 } else { digit + 36 };
    u8::try_from(code).map_or('#', char::from)
}

/// What a list says: the entries and their weights, as [`Weight`] counts them.
#[cfg(test)]
pub(super) fn read(text: &str) -> Vec<(usize, u32)> {
    let mut list = Vec::new();
    let (mut next, mut value, mut times) = (0, 0, 1);
    for code in text.bytes().map(usize::from) {
        let digit = code - if code > 92 { 36 } else { 35 };
        if digit >= 45 {
            value += (digit - 45) * times;
            times *= 45;
            continue;
        }
        value += digit * times;
        let entry = next + value / 4;
        list.push((entry, u32::try_from(value % 4).unwrap()));
        (next, value, times) = (entry + 1, 0, 1);
    }
    list
}
