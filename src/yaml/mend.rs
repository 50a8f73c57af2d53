//! Repairs slips whose meaning is certain, without moving a byte.

use crate::source::Span;

use super::{Fault, FaultKind, Kind, Node};

/// A full-width colon that stands for `:`, and the key before it.
pub(super) struct Slip {
    key: String,
    at: usize,
}

/// Blanks that are none to YAML, with as many real ones as they take bytes.
const ODD_BLANKS: [(char, &str); 3] = [('\t', " "), ('\u{a0}', "  "), ('\u{3000}', "   ")];

/// Reads tabs and odd blanks in indentations, and odd ones behind a colon, as blanks: the offsets stay.
pub(super) fn blanks(slice: &mut String, faults: &mut Vec<Fault>) {
    let mut mended = String::with_capacity(slice.len());
    for line in lines(slice) {
        if line.is_text {
            mended.push_str(line.text);
            continue;
        }
        let mut is_told = false;
        for (at, letter) in line.text.char_indices() {
            let odd = ODD_BLANKS.iter().find(|(odd, _)| *odd == letter);
            let Some((_, blanks)) = odd.filter(|_| is_between(&line.text[..at], letter)) else {
                mended.push(letter);
                continue;
            };
            if !is_told {
                is_told = true;
                let start = mended.len();
                let span = Span::new(start, start + letter.len_utf8());
                let is_tab = letter == '\t';
                let kind = if is_tab {
                    FaultKind::Tab
                } else {
                    FaultKind::OddBlank
                };
                faults.push(Fault { span, kind });
            }
            mended.push_str(blanks);
        }
    }
    *slice = mended;
}

/// Whether a blank after `before` parts words for YAML: it indents, or follows the colon of a key.
fn is_between(before: &str, blank: char) -> bool {
    let is_blank = |it: char| it == ' ' || ODD_BLANKS.iter().any(|(odd, _)| *odd == it);
    let rest = before.trim_end_matches(is_blank);
    // YAML takes a tab behind a colon as a blank.
    rest.is_empty() || (blank != '\t' && rest.strip_suffix(':').is_some_and(|it| !it.contains(':')))
}

/// Reads each `key：` as `key:` and two blanks, which take the same three bytes.
pub(super) fn colons(slice: &mut String, slips: Vec<Slip>, faults: &mut Vec<Fault>) {
    for slip in slips {
        let span = Span::new(slip.at, slip.at + '：'.len_utf8());
        let after = slice[span.end..].chars().next();
        let glued = after.is_some_and(|it| !it.is_whitespace());
        slice.replace_range(span.start..span.end, ":  ");
        let kind = FaultKind::FullWidthColon {
            key: slip.key,
            glued,
        };
        faults.push(Fault { span, kind });
    }
}

/// Keys such as `at：2025-01-06`, of which YAML makes one word: no key has such a colon in it.
pub(super) fn colons_in_keys(root: &Node) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut left = vec![root];
    while let Some(node) = left.pop() {
        match &node.kind {
            Kind::Seq(items) => left.extend(items),
            Kind::Map(entries) => {
                for entry in entries {
                    left.push(&entry.value);
                    let span = entry.key_span;
                    // A key that is quoted, or spread over lines, is not as long as its place.
                    if entry.key.len() == span.end - span.start
                        && let Some((key, at)) = full_width_colon(&entry.key)
                    {
                        let at = span.start + at;
                        slips.push(Slip { key, at });
                    }
                }
            }
            Kind::Null | Kind::Broken | Kind::Scalar { .. } => {}
        }
    }
    slips
}

/// Full-width marks that stand for those of YAML within brackets, with what they stand for.
const MARKS: [(char, char); 6] = [
    ('，', ','),
    ('：', ':'),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('｝', '}'),
];

/// Reads full-width marks within brackets as those of YAML; nothing if there is none.
///
/// A bracket counts from where a value begins, and is closed by one of its own width. A comma
/// counts before a key and a colon behind one: in a text both are part of it.
pub(super) fn punctuation(slice: &str) -> Option<(String, Vec<Fault>)> {
    let mut mended = String::with_capacity(slice.len());
    let mut faults = Vec::new();
    // Of each open bracket whether it is a full-width one.
    let mut open = Vec::new();
    for line in lines(slice) {
        let mut quote = None;
        for (at, letter) in line.text.char_indices() {
            let (before, after) = line.text.split_at(at);
            let after = &after[letter.len_utf8()..];
            let mark = MARKS.iter().find(|(it, _)| *it == letter);
            let meant = mark.map_or(letter, |(_, it)| *it);
            let begins = before.trim_end().ends_with(STARTS);
            if quote == Some(letter) {
                quote = None;
            } else if quote.is_none() && begins && matches!(letter, '"' | '\'') {
                quote = Some(letter);
            }
            let is_mark = quote.is_none()
                && match meant {
                    '[' | '{' => begins && !line.is_text,
                    ']' | '}' => open.last() == Some(&mark.is_some()),
                    ',' => !open.is_empty() && is_key(after),
                    ':' => !open.is_empty() && follows_key(before),
                    _ => false,
                };
            match meant {
                '[' | '{' if is_mark => open.push(mark.is_some()),
                ']' | '}' if is_mark => drop(open.pop()),
                _ => {}
            }
            if !is_mark || mark.is_none() {
                mended.push(letter);
                continue;
            }
            let span = Span::new(mended.len(), mended.len() + letter.len_utf8());
            // As many bytes, and a blank behind what needs one.
            mended.push(meant);
            mended.push_str("  ");
            let kind = FaultKind::FullWidth {
                found: letter,
                read: meant,
            };
            faults.push(Fault { span, kind });
        }
    }
    (!faults.is_empty()).then_some((mended, faults))
}

/// Behind what a value or a key begins.
const STARTS: [char; 9] = [':', '-', '[', '{', ',', '，', '：', '［', '｛'];

/// Whether a key and its colon stand at the start of a text.
fn is_key(text: &str) -> bool {
    let rest = text.trim_start().trim_start_matches(is_word);
    rest.len() < text.trim_start().len() && rest.starts_with([':', '：'])
}

/// Whether a text ends with the key of an entry.
fn follows_key(text: &str) -> bool {
    let rest = text.trim_end_matches(is_word);
    rest.len() < text.len() && rest.trim_end().ends_with(['{', ',', '，', '｛'])
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-')
}

/// Lines that begin with a word and a full-width colon.
pub(super) fn colons_after_words(slice: &str) -> Vec<Slip> {
    let written = lines(slice).filter(|it| !it.is_text);
    written
        .filter_map(|line| {
            let (key, at) = full_width_colon(line.text)?;
            let at = line.start + at;
            Some(Slip { key, at })
        })
        .collect()
}

struct Line<'a> {
    start: usize,
    text: &'a str,
    /// Whether it goes on with a text that began in a line above.
    is_text: bool,
}

fn lines(slice: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    // The depth of the key whose text goes on in deeper lines.
    let mut text_of: Option<usize> = None;
    slice.split_inclusive('\n').map(move |text| {
        let entry = text.trim_start_matches([' ', '-']);
        let depth = text.len() - entry.len();
        let is_text = text_of.is_some_and(|it| depth > it || entry.trim().is_empty());
        if !is_text {
            text_of = has_text(entry.trim_end()).then_some(depth);
        }
        let line = Line {
            start,
            text,
            is_text,
        };
        start += text.len();
        line
    })
}

/// Whether a line has a key and a text behind it, or the mark of a block of text.
fn has_text(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(_, value)| {
        let value = value.trim_start();
        !value.is_empty() && !value.starts_with(['#', '{', '[', '&'])
    })
}

/// The key before a full-width colon at the start of a line that has no colon of YAML before it.
pub(super) fn full_width_colon(line: &str) -> Option<(String, usize)> {
    let at = line.find('：')?;
    let key = line[..at].trim_start_matches([' ', '-']).trim_end();
    let word = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    (!key.is_empty() && key.chars().all(word)).then(|| (key.to_owned(), at))
}
