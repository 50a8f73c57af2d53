//! From text to terms.
//!
//! `search.js` cuts a query with the same expression and the same rules; a
//! change here is a change there.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

/// A word past this length is no word but a digest or a token.
const LONGEST: usize = 40;
/// What stays of it.
const KEPT: usize = 16;
/// How much of the end of a word is a term; longer ones are looked for by their first letters.
pub(super) const END: usize = 8;

/// A run of characters without spaces between words, or a word.
static RUNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]+)|[[\p{Alphabetic}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]]+";
    Regex::new(pattern).ok()
});

/// A run of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'t> {
    /// Of a script that sets no spaces between words.
    Dense(&'t str),
    /// A word.
    Word(&'t str),
}

/// What the index has a list of entries for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term<'t> {
    /// Its letters.
    pub text: &'t str,
    /// Whether it is the end of a word, not the whole of it.
    pub inside: bool,
}

/// Compatibility forms and full width folded, lower case.
pub fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// The runs of a plain text.
pub fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let all = RUNS.iter().flat_map(move |it| it.captures_iter(text));
    all.map(|it| match (it.get(1), it.get_match().as_str()) {
        (Some(dense), _) => Run::Dense(dense.as_str()),
        (None, word) => Run::Word(word),
    })
}

/// Every term of a plain text, in its order; the same may come again.
pub fn terms<'t>(text: &'t str, take: &mut impl FnMut(Term<'t>)) {
    for run in runs(text) {
        match run {
            Run::Dense(run) => pairs(run, take),
            Run::Word(word) => word_and_ends(word, take),
        }
    }
}

/// Overlapping pairs, and every character alone.
fn pairs<'t>(run: &'t str, take: &mut impl FnMut(Term<'t>)) {
    let starts: Vec<_> = run.char_indices().map(|(at, _)| at).collect();
    let end = |at: usize| starts.get(at).copied().unwrap_or(run.len());
    for (at, &start) in starts.iter().enumerate() {
        for end in [end(at + 1), end(at + 2)] {
            take(Term {
                text: &run[start..end],
                inside: false,
            });
        }
    }
}

fn word_and_ends<'t>(word: &'t str, take: &mut impl FnMut(Term<'t>)) {
    let starts: Vec<_> = word.char_indices().map(|(at, _)| at).collect();
    if starts.len() > LONGEST {
        let text = &word[..starts[KEPT]];
        return word_and_ends(text, take);
    }
    take(Term {
        text: word,
        inside: false,
    });
    for at in 1..starts.len().saturating_sub(1) {
        let end = starts.get(at + END).copied().unwrap_or(word.len());
        let text = &word[starts[at]..end];
        take(Term { text, inside: true });
    }
}

/// The text without the tails of digests and tokens, which nobody looks for by their middle.
pub fn shorten(text: &str) -> String {
    let Some(runs) = &*RUNS else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in runs.captures_iter(text) {
        let word = found.get_match();
        if found.get(1).is_none()
            && let Some((cut, _)) = word.as_str().char_indices().nth(KEPT)
            && word.as_str().chars().count() > LONGEST
        {
            out.push_str(&text[from..word.start() + cut]);
            out.push('…');
            from = word.end();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// The parts by which people call an id besides those that its marks divide: `0017` is 17, `gl402` is 402.
pub fn parts(id: &str) -> Vec<String> {
    let id = plain(id);
    let mut parts = Vec::new();
    for run in runs(&id) {
        let Run::Word(word) = run else { continue };
        let digits = word.trim_start_matches(|it: char| !it.is_ascii_digit());
        for it in [digits, digits.trim_start_matches('0')] {
            if it != word && !it.is_empty() {
                parts.push(it.to_owned());
            }
        }
    }
    parts
}
