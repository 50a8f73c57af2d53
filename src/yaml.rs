//! Reads YAML into a tree in which everything a person wrote keeps its place.
//!
//! The tree is built from the events of the parser, not by deserialising, for
//! three reasons: every key, scalar, sequence and map gets its exact byte
//! range; a scalar keeps its text, so that `1.10` or `0017` is only made a
//! number where a number is expected; and a fault does not end the reading.
//! What could not be read is a [`Fault`] beside the tree.
//!
//! `build` alone names the YAML crate; `mend` repairs the slips that can be repaired.

mod build;
mod mend;

use crate::source::Span;

use build::{Read, read};

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// From its first byte to past its last.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// What stands there could not be read; a fault says why.
    Broken,
    /// A scalar; its text is kept as written.
    Scalar {
        /// The text after unquoting.
        text: String,
        /// Whether it was quoted or a block, and so is text whatever it looks like.
        quoted: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// A map, in the order written.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The text of the key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// Something that is not in order, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: FaultKind,
}

/// What is not in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A key stands twice in one map; the first holds.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stood first.
        first: Span,
    },
    /// A full-width colon stands where `:` is meant.
    FullWidthColon {
        /// The key before it.
        key: String,
        /// Whether the value follows without a blank.
        glued: bool,
    },
    /// Full-width punctuation stands where YAML needs ASCII.
    FullWidth {
        /// What stands there.
        found: char,
        /// What was read.
        read: char,
    },
    /// A tab indents a line.
    Tab,
    /// A blank that is none to YAML, such as a full-width one, indents a line or follows a colon.
    OddBlank,
    /// `*name` without an `&name` before it.
    UnknownAnchor {
        /// The name.
        name: String,
    },
    /// A key that is a list or a map.
    ComplexKey,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_NODES`] values, aliases counted as often as they are used.
    TooMany,
    /// Anything else that is not YAML.
    Syntax,
}

/// What was read: the tree as far as it could be read, and the faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The value; `None` if nothing could be read.
    pub root: Option<Node>,
    /// What was not in order, in reading order.
    pub faults: Vec<Fault>,
    /// Whether reading stopped before the end, so that what is not there may stand below.
    pub is_cut: bool,
}

/// How deep lists and maps may be nested.
pub const MAX_DEPTH: usize = 64;

/// How many values one text may hold.
pub const MAX_NODES: usize = 50_000;

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of a map under `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries()?.iter().find(|it| it.key == key)
    }

    /// The value of a map under `key`.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|it| &it.value)
    }

    /// Whether it is nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// A boolean of YAML 1.2: `true` or `false`, unquoted; `yes` and `no` are text.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Scalar {
                text,
                quoted: false,
            } => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number, unquoted, in decimal.
    pub fn as_int(&self) -> Option<i64> {
        match &self.kind {
            Kind::Scalar {
                text,
                quoted: false,
            } => text.parse().ok(),
            _ => None,
        }
    }
}

/// Reads `text[range]`; all spans count from the start of `text`.
///
/// A full-width colon after a key, and tabs and full-width blanks in the
/// indentation are reported and then read as what they are meant to be, so that
/// one slip does not hide the rest. After any other syntax fault the entries before it are kept.
pub fn parse(text: &str, range: Span) -> Tree {
    let mut slice = text[range.start..range.end].replace('\0', " ");
    let mut faults = Vec::new();
    let mut read = read(&slice);
    let mut slips = read
        .root
        .as_ref()
        .map(mend::colons_in_keys)
        .unwrap_or_default();
    if read.stopped.is_some() {
        mend::blanks(&mut slice, &mut faults);
        slips = mend::colons_after_words(&slice);
    }
    mend::colons(&mut slice, slips, &mut faults);
    if !faults.is_empty() {
        read = build::read(&slice);
    }
    if let Some(stop) = read.stopped.as_ref().map(|it| it.span.start)
        && let Some((mended, slips)) = mend::punctuation(&slice)
    {
        let again = build::read(&mended);
        let got_further = again.stopped.as_ref().is_none_or(|it| it.span.start > stop);
        if got_further {
            (slice, read) = (mended, again);
            faults.extend(slips);
        }
    }
    let mut is_cut = false;
    if let Some(stop) = read.stopped.take() {
        is_cut = true;
        let partial = read_before(&slice, stop.span.start);
        // A mended slip close to the stop is its cause; saying both would be noise.
        let line = |at: usize| slice[..at.min(slice.len())].matches('\n').count();
        let explained = faults
            .iter()
            .any(|it| line(it.span.start).abs_diff(line(stop.span.start)) <= 1);
        read = partial;
        if !explained {
            read.faults.push(stop);
        }
    }
    faults.append(&mut read.faults);
    faults.sort_by_key(|it| it.span);
    faults.dedup();
    for fault in &mut faults {
        shift_fault(fault, range.start);
    }
    if let Some(root) = &mut read.root {
        shift(root, range.start);
    }
    Tree {
        root: read.root,
        faults,
        is_cut,
    }
}

/// The key before a full-width colon with which a plain text begins, and where the colon stands.
pub fn full_width_colon(node: &Node) -> Option<(String, Span)> {
    let Kind::Scalar { text, quoted } = &node.kind else {
        return None;
    };
    let (key, at) = mend::full_width_colon(text).filter(|_| !quoted)?;
    let start = node.span.start + at;
    Some((key, Span::new(start, start + '：'.len_utf8())))
}

fn shift(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.kind {
        Kind::Null | Kind::Broken | Kind::Scalar { .. } => {}
        Kind::Seq(items) => items.iter_mut().for_each(|it| shift(it, by)),
        Kind::Map(entries) => {
            for entry in entries {
                entry.key_span = entry.key_span.shifted(by);
                shift(&mut entry.value, by);
            }
        }
    }
}

fn shift_fault(fault: &mut Fault, by: usize) {
    fault.span = fault.span.shifted(by);
    if let FaultKind::DuplicateKey { first, .. } = &mut fault.kind {
        *first = first.shifted(by);
    }
}

/// Reads the entries at the left margin that a fault at `stop` has not spoiled.
///
/// A bracket that never closes is noticed entries later, so the cut moves back
/// until what stands before it can be read.
fn read_before(slice: &str, stop: usize) -> Read {
    let mut end = stop;
    loop {
        let kept = cut_before(slice, end);
        let read = read(&slice[..kept]);
        if read.stopped.is_none() || kept == 0 {
            return Read {
                stopped: None,
                ..read
            };
        }
        end = kept.saturating_sub(1);
    }
}

/// Where the last entry at the left margin begins that starts before `stop`.
fn cut_before(slice: &str, stop: usize) -> usize {
    let stop = (0..=stop.min(slice.len()))
        .rev()
        .find(|&it| slice.is_char_boundary(it))
        .unwrap_or(0);
    let margin = |line: &str| !line.starts_with([' ', '\t', '\n', '\r', '#', '-', '}', ']']);
    let mut start = 0;
    let mut kept = 0;
    for line in slice[..stop].split_inclusive('\n') {
        if margin(line) {
            kept = start;
        }
        start += line.len();
    }
    kept
}

#[cfg(test)]
mod tests;
