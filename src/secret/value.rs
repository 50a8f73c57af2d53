//! Judges what stands beside a word such as `password`: a secret, or only talk about one.
//!
//! Whatever excuses a value must cover the whole of it: a password may begin
//! with any sign, and hold a slash.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::key;

/// How a value follows its word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign<'a> {
    /// As programs write it: `password=…` or in quotes.
    pub(super) is_assigned: bool,
    /// On a line below.
    pub(super) is_distant: bool,
    /// With nothing but a space between, or after a word that has other meanings.
    pub(super) is_loose: bool,
    /// What follows the word in a longer key, which tells of something else perhaps: `password_digest`.
    pub(super) suffix: &'a str,
}

/// A blank to fill in, a variable or a lookup, up to what follows such a thing in a text.
static STAND_IN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:\$\{[\w.-]+:?-?\}|\$\([^)\n]*\)|\$[A-Z_][A-Z0-9_]*|<[^>\n]*>|\{\{[^}\n]*\}\}|\{[A-Za-z_.]+\}|\[[A-Za-z_ -]+\]|%[A-Za-z_]\w*%|!(?:vault|secret|env|[Rr]ef)\b)+(?:$|[\s"'`,;:()\]}|*.@/]|[^\x00-\x7f])"#,
    )
    .ok()
});

/// Where something is kept: a path, an address without a password, a version, a number of a ticket or mail, a link; a colour.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?i:evidence|vault|kv|secrets?)/[\w./-]+|(?:~|\.{1,2}|/(?:etc|run|opt|var|home|data|usr))/[\w./-]+|[\w-][\w.-]*(?:/[\w-][\w.-]*)+\.[A-Za-z][A-Za-z0-9]{1,4}|(?i:[a-z][a-z0-9+.-]*)://(?:[^:@/\s]*@)?[^@\s]*|[vV]?\d+(?:\.\d+)+|[A-Z][A-Z]+-\d[\d-]*|#[0-9A-Fa-f]{6}|\(?\[[^\]\s]*\]\([^\s)]*\)?)$",
    )
    .ok()
});

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z][A-Za-z0-9-]*)+$").ok());

/// How many bytes at the start of `rest` are a secret; `quote` is the one that was opened before it.
pub(super) fn secret_length(rest: &str, sign: Sign<'_>, quote: Option<char>) -> Option<usize> {
    let line = rest.lines().next().unwrap_or_default();
    let word_end = rest
        .find(|it: char| !it.is_ascii_graphic() || matches!(it, '"' | '\'' | '`' | '|' | '<'))
        .unwrap_or(rest.len());
    let word = &rest[..word_end];
    if is_stand_in(rest, word) {
        return None;
    }
    // In prose and in lists a value ends at a bracket or comma; a password may hold one.
    let short_end = word.find([',', ';', ')', ']', '}']).unwrap_or(word.len());
    let short = trimmed(&word[..short_end]);
    let long = trimmed(word);
    let is_whole_line = |value: &str| {
        line[value.len()..]
            .chars()
            .all(|it| it.is_whitespace() || "\"'`*。.，,".contains(it))
    };
    let is_derived = !key::is_which(sign.suffix);
    let is_found = |value: &str| {
        is_secret(value, sign.is_assigned && !is_derived)
            && (!sign.is_loose || is_strong(value))
            && (!is_derived || !value.contains(['(', '[']) && !value.bytes().all(is_word))
            && (!sign.is_distant || is_whole_line(value))
    };
    let value = if is_found(short) {
        short
    } else if is_found(long) && is_strong(long) {
        long
    } else {
        return None;
    };
    // What stands in quotes is one value, blanks included.
    let quoted = quote.and_then(|it| line.find(it));
    Some(quoted.map_or(value.len(), |end| end.max(value.len())))
}

/// The secrets in a cell of a table beneath a word that names one: its only word, or words that can be nothing else.
pub(super) fn in_cell(cell: &str) -> Vec<Range<usize>> {
    let bare = cell.trim().trim_matches('*');
    let inner = bare.trim_matches(['"', '\'', '`']);
    let start = inner.as_ptr() as usize - cell.as_ptr() as usize;
    let is_word = inner.bytes().all(|it| it.is_ascii_graphic());
    if is_word {
        let is_found = is_secret(inner, inner.len() < bare.len())
            && !matches(&MAIL, inner)
            && !is_stand_in(inner, inner);
        let whole = start..start + inner.len();
        return is_found.then_some(whole).into_iter().collect();
    }
    let words = inner.split(|it: char| !it.is_ascii_graphic());
    let words = words
        .map(trimmed)
        .filter(|it| is_secret(it, false) && is_strong(it));
    let range = |it: &str| {
        let start = it.as_ptr() as usize - cell.as_ptr() as usize;
        start..start + it.len()
    };
    words.map(range).collect()
}

fn trimmed(value: &str) -> &str {
    value.trim_end_matches(['.', '*', ':', '?', ',', ';', ')', ']', '}'])
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || b"_.-".contains(&byte)
}

fn has(value: &str, is: fn(&u8) -> bool) -> bool {
    value.as_bytes().iter().any(is)
}

/// Whether a value beside such a word is likely one.
fn is_secret(value: &str, is_assigned: bool) -> bool {
    if value.len() < 4 || matches(&REFERENCE, value) {
        return false;
    }
    // `password=abcdef` is written by programs; in prose a word of letters is a word.
    let is_mixed = has(value, u8::is_ascii_digit)
        || has(value, |it| {
            it.is_ascii_punctuation() && !b"-_/.".contains(it)
        })
        || (has(value, u8::is_ascii_uppercase)
            && value[1..].contains(|it: char| it.is_ascii_uppercase())
            && has(value, u8::is_ascii_lowercase));
    let is_number = value
        .bytes()
        .all(|it| it.is_ascii_digit() || b".-:/".contains(&it));
    match (is_number, is_assigned) {
        (true, _) => value.len() >= 6 && value.bytes().all(|it| it.is_ascii_digit()),
        (false, true) => true,
        (false, false) => value.len() >= 6 && is_mixed,
    }
}

/// Whether a value is a password whatever stands beside it: letters, digits and other signs, and no mail address.
fn is_strong(value: &str) -> bool {
    value.len() >= 6
        && has(value, u8::is_ascii_alphabetic)
        && has(value, u8::is_ascii_digit)
        && has(value, |it| b"!@#$%^&*+~?=".contains(it))
        && !matches(&MAIL, value)
}

/// Whether `word`, which begins `rest`, stands in for a value: a blank to fill in, a variable, a row of stars.
pub(super) fn is_stand_in(rest: &str, word: &str) -> bool {
    let is_cover = |it: char| matches!(it, '*' | 'x' | 'X' | '.' | '-' | '_' | '#' | '?' | '•');
    let words = [
        "null", "none", "true", "false", "required", "hidden", "redacted", "masked", "removed",
        "empty", "string", "todo",
    ];
    let bare = trimmed(word);
    word.chars().all(is_cover)
        || bare.chars().all(is_cover)
        || matches(&STAND_IN, rest.lines().next().unwrap_or_default())
        || words.iter().any(|it| bare.eq_ignore_ascii_case(it))
}

/// Whether a value is the address of a mailbox.
pub(super) fn is_mail(value: &str) -> bool {
    matches(&MAIL, value)
}

fn matches(pattern: &LazyLock<Option<Regex>>, value: &str) -> bool {
    pattern.as_ref().is_some_and(|it| it.is_match(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert!(STAND_IN.is_some() && REFERENCE.is_some() && MAIL.is_some());
    }

    #[test]
    fn an_address_is_a_reference_unless_it_holds_a_password() {
        assert!(matches(&REFERENCE, "https://ops@vault.example.org/core"));
        assert!(!matches(&REFERENCE, "https://ops:Core1@vault.example.org"));
    }

    #[test]
    fn only_the_whole_of_a_value_stands_in_for_it() {
        for text in [
            "${DB}",
            "$DB_PASSWORD",
            "%DB%",
            "{{ db }}",
            "${DB}@host",
            "****",
        ] {
            assert!(is_stand_in(text, text), "{text}");
        }
        for text in [
            "${DB:-Core1}",
            "$DBcore1",
            "%DB",
            "{DB1",
            "[x1",
            "@Value1",
            "&Core1",
        ] {
            assert!(!is_stand_in(text, text), "{text}");
        }
    }
}
