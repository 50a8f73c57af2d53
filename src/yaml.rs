//! Reads YAML into a tree in which everything a person wrote keeps its place.
//!
//! The tree is built from the events of the parser, not by deserialising, for
//! three reasons: every key, scalar, sequence and map gets its exact byte
//! range; a scalar keeps its text, so that `1.10` or `0017` is only made a
//! number where a number is expected; and a fault does not end the reading.
//! What could not be read is a [`Fault`] beside the tree.
//!
//! This file alone names the YAML crate.

use std::collections::BTreeMap;

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, StrInput};

use crate::source::Span;

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
    },
    /// A tab indents a line.
    Tab,
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
/// A full-width colon after a key and tabs in the indentation are reported and
/// then read as what they are meant to be, so that one slip does not hide the
/// rest. After any other syntax fault the entries before it are kept.
pub fn parse(text: &str, range: Span) -> Tree {
    let mut slice = text[range.start..range.end].replace('\0', " ");
    let mut faults = Vec::new();
    let mut read = read(&slice);
    if read.stopped.is_some() {
        mend_tabs(&mut slice, &mut faults);
        mend_colons(&mut slice, &mut faults);
        if !faults.is_empty() {
            read = self::read(&slice);
        }
    }
    if let Some(stop) = read.stopped.take() {
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
    }
}

#[derive(Default)]
struct Read {
    root: Option<Node>,
    faults: Vec<Fault>,
    stopped: Option<Fault>,
}

fn read(slice: &str) -> Read {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: false,
        emit_unresolved_aliases: true,
        block_nesting_limit: 255,
        flow_nesting_limit: 255,
    };
    let mut builder = Builder {
        slice,
        events: Parser::new_from_str_with_options(slice, options),
        anchors: BTreeMap::new(),
        nodes: 0,
        end: 0,
        faults: Vec::new(),
    };
    let result = builder.document();
    let (root, stopped) = match result {
        Ok(root) => (root, None),
        Err(stop) => (None, Some(stop)),
    };
    Read {
        root,
        faults: builder.faults,
        stopped,
    }
}

struct Builder<'a> {
    slice: &'a str,
    events: Parser<'a, StrInput<'a>>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    /// Past the last byte of the last scalar or closing bracket.
    end: usize,
    faults: Vec<Fault>,
}

type Step<'a> = (Event<'a>, Span);

impl<'a> Builder<'a> {
    fn document(&mut self) -> Result<Option<Node>, Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(None),
                event => {
                    let root = self.node(event, span, 0)?;
                    // What follows a second document start is not part of the front matter.
                    return match self.next()? {
                        (Event::DocumentEnd, _) => match self.next()? {
                            (Event::StreamEnd, _) => Ok(Some(root)),
                            (_, span) => Err(syntax(span)),
                        },
                        (_, span) => Err(syntax(span)),
                    };
                }
            }
        }
    }

    fn next(&mut self) -> Result<Step<'a>, Fault> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                let start = span.start.byte_offset().unwrap_or_default();
                let end = span.end.byte_offset().unwrap_or(start).max(start);
                Ok((event, Span::new(start, end)))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.slice.len());
                Err(syntax(Span::new(at, at)))
            }
            None => Err(syntax(Span::new(self.slice.len(), self.slice.len()))),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Fault> {
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err(Fault {
                span,
                kind: FaultKind::TooDeep,
            });
        }
        if self.nodes > MAX_NODES {
            return Err(Fault {
                span,
                kind: FaultKind::TooMany,
            });
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let quoted = style != ScalarStyle::Plain || tag.is_some();
                let span = self.trimmed(span, style);
                self.end = self.end.max(span.end);
                let null = !quoted && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let kind = if null {
                    Kind::Null
                } else {
                    let text = text.into_owned();
                    Kind::Scalar { text, quoted }
                };
                (Node { span, kind }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.sequence(span, depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.mapping(span, depth)?, anchor),
            Event::Alias(id) => {
                let mut node = self.anchors.get(&id).cloned().ok_or_else(|| syntax(span))?;
                self.nodes += count(&node);
                node.span = span;
                self.end = self.end.max(span.end);
                (node, 0)
            }
            Event::UnresolvedAlias(name) => {
                let name = name.into_owned();
                self.faults.push(Fault {
                    span,
                    kind: FaultKind::UnknownAnchor { name },
                });
                self.end = self.end.max(span.end);
                let kind = Kind::Null;
                (Node { span, kind }, 0)
            }
            _ => return Err(syntax(span)),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Result<Node, Fault> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let span = self.closed(start, span);
                let kind = Kind::Seq(items);
                return Ok(Node { span, kind });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = self.closed(start, span);
                let kind = Kind::Map(entries);
                return Ok(Node { span, kind });
            }
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            let key_span = key.span;
            let key = match key.kind {
                Kind::Scalar { text, .. } => text,
                Kind::Null => self.slice[key_span.start..key_span.end].to_owned(),
                Kind::Seq(_) | Kind::Map(_) => {
                    self.faults.push(Fault {
                        span: key_span,
                        kind: FaultKind::ComplexKey,
                    });
                    continue;
                }
            };
            if let Some(first) = entries.iter().find(|it| it.key == key) {
                let first = first.key_span;
                self.faults.push(Fault {
                    span: key_span,
                    kind: FaultKind::DuplicateKey { key, first },
                });
            } else {
                entries.push(Entry {
                    key,
                    key_span,
                    value,
                });
            }
        }
    }

    /// The range of a collection: to its closing bracket, or to the end of its last value.
    fn closed(&mut self, start: Span, end: Span) -> Span {
        if end.end > end.start {
            self.end = self.end.max(end.end);
        }
        Span::new(start.start, self.end.max(start.start))
    }

    /// Plain and block scalars end before the blanks and line ends that follow them.
    fn trimmed(&self, span: Span, style: ScalarStyle) -> Span {
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            return span;
        }
        let text = &self.slice[span.start..span.end];
        Span::new(span.start, span.start + text.trim_end().len())
    }
}

fn syntax(span: Span) -> Fault {
    Fault {
        span,
        kind: FaultKind::Syntax,
    }
}

fn count(node: &Node) -> usize {
    match &node.kind {
        Kind::Null | Kind::Scalar { .. } => 1,
        Kind::Seq(items) => 1 + items.iter().map(count).sum::<usize>(),
        Kind::Map(entries) => 1 + entries.iter().map(|it| 1 + count(&it.value)).sum::<usize>(),
    }
}

fn shift(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.kind {
        Kind::Null | Kind::Scalar { .. } => {}
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

/// Reads tabs in indentations as single blanks: the offsets stay.
fn mend_tabs(slice: &mut String, faults: &mut Vec<Fault>) {
    let mut mended = String::with_capacity(slice.len());
    for line in slice.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let start = mended.len() + tab;
            faults.push(Fault {
                span: Span::new(start, start + 1),
                kind: FaultKind::Tab,
            });
        }
        mended.push_str(&line[..indent].replace('\t', " "));
        mended.push_str(&line[indent..]);
    }
    *slice = mended;
}

/// Reads `key：` as `key:` and two blanks, which take the same three bytes.
fn mend_colons(slice: &mut String, faults: &mut Vec<Fault>) {
    let mut mended = String::with_capacity(slice.len());
    for line in slice.split_inclusive('\n') {
        match full_width_colon(line) {
            Some((key, at)) => {
                let start = mended.len() + at;
                faults.push(Fault {
                    span: Span::new(start, start + '：'.len_utf8()),
                    kind: FaultKind::FullWidthColon { key },
                });
                mended.push_str(&line[..at]);
                mended.push_str(":  ");
                mended.push_str(&line[at + '：'.len_utf8()..]);
            }
            None => mended.push_str(line),
        }
    }
    *slice = mended;
}

/// The key before a full-width colon at the start of a line that has no colon of YAML before it.
fn full_width_colon(line: &str) -> Option<(String, usize)> {
    let at = line.find('：')?;
    let key = line[..at].trim_start_matches([' ', '-']).trim_end();
    let word = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    (!key.is_empty() && key.chars().all(word)).then(|| (key.to_owned(), at))
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
mod tests {
    use super::*;

    fn whole(text: &str) -> Tree {
        parse(text, Span::new(0, text.len()))
    }

    fn shown(text: &str, span: Span) -> &str {
        &text[span.start..span.end]
    }

    #[test]
    fn spans_are_exact_under_chinese_and_emoji() {
        let text = "标题: 上线🚀\r\nitems:\r\n  - {id: C1, 名: \"甲 乙\"}\r\n  - 尾\r\nlast: x\r\n";
        let tree = whole(text);
        let root = tree.root.unwrap();
        assert_eq!(shown(text, root.entries().unwrap()[0].key_span), "标题");
        assert_eq!(shown(text, root.get("标题").unwrap().span), "上线🚀");
        let items = root.get("items").unwrap();
        assert_eq!(
            shown(text, items.span),
            "- {id: C1, 名: \"甲 乙\"}\r\n  - 尾"
        );
        let first = &items.items().unwrap()[0];
        assert_eq!(shown(text, first.span), "{id: C1, 名: \"甲 乙\"}");
        assert_eq!(shown(text, first.get("名").unwrap().span), "\"甲 乙\"");
        assert!(tree.faults.is_empty());
    }

    #[test]
    fn scalars_that_look_like_numbers_keep_their_text() {
        let tree = whole("a: 1.10\nb: 0017\nc: no\nd: true\ne: 12:30\n");
        let root = tree.root.unwrap();
        let text = |key| root.get(key).unwrap().text().unwrap();
        assert_eq!([text("a"), text("b"), text("c")], ["1.10", "0017", "no"]);
        assert_eq!(root.get("c").unwrap().as_bool(), None);
        assert_eq!(root.get("d").unwrap().as_bool(), Some(true));
    }

    #[test]
    fn duplicate_key_is_a_fault_with_both_places_and_the_first_holds() {
        let text = "id: A\nid: B\n";
        let tree = whole(text);
        assert_eq!(tree.root.unwrap().get("id").unwrap().text(), Some("A"));
        let [
            Fault {
                span,
                kind: FaultKind::DuplicateKey { key, first },
            },
        ] = &tree.faults[..]
        else {
            panic!("{:?}", tree.faults)
        };
        assert_eq!(
            (key.as_str(), *first, *span),
            ("id", Span::new(0, 2), Span::new(6, 8))
        );
    }

    #[test]
    fn full_width_colon_is_reported_and_read_as_a_colon() {
        let text = "id: A\n申请人：林若川\nlast: x\n";
        let tree = whole(text);
        let root = tree.root.unwrap();
        assert_eq!(root.get("申请人").unwrap().text(), Some("林若川"));
        assert_eq!(root.get("last").unwrap().text(), Some("x"));
        let [fault] = &tree.faults[..] else { panic!() };
        assert_eq!(shown(text, fault.span), "：");
    }

    #[test]
    fn tab_is_reported_and_the_rest_is_read() {
        let text = "a:\n\t- x\nb: y\n";
        let tree = whole(text);
        assert_eq!(
            tree.faults,
            [Fault {
                span: Span::new(3, 4),
                kind: FaultKind::Tab
            }]
        );
        assert_eq!(tree.root.unwrap().get("b").unwrap().text(), Some("y"));
    }

    #[test]
    fn unknown_anchor_is_named_and_the_rest_is_read() {
        let tree = whole("a: *nowhere\nb: y\n");
        let [
            Fault {
                kind: FaultKind::UnknownAnchor { name },
                ..
            },
        ] = &tree.faults[..]
        else {
            panic!("{:?}", tree.faults)
        };
        assert_eq!(name, "nowhere");
        assert_eq!(tree.root.unwrap().get("b").unwrap().text(), Some("y"));
    }

    #[test]
    fn entries_before_a_syntax_fault_are_kept() {
        let tree = whole("id: A\ntitle: B\nbad: [1, 2\nnext: }\n");
        let root = tree.root.unwrap();
        assert_eq!(root.get("title").unwrap().text(), Some("B"));
        assert_eq!(tree.faults.len(), 1);
        assert_eq!(tree.faults[0].kind, FaultKind::Syntax);
    }

    #[test]
    fn deep_nesting_is_a_fault_and_no_crash() {
        let tree = whole(&format!("a: {}", "[".repeat(100) + &"]".repeat(100)));
        assert_eq!(tree.faults[0].kind, FaultKind::TooDeep);
    }

    #[test]
    fn many_aliases_are_a_fault_and_cost_little() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..10 {
            let before = level - 1;
            let list = vec![format!("*a{before}"); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{list}]\n"));
        }
        let tree = whole(&text);
        assert_eq!(tree.faults[0].kind, FaultKind::TooMany);
        assert!(tree.root.unwrap().get("a0").is_some());
    }
}
