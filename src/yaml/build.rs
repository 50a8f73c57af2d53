//! Builds the tree from the events of the parser.

use std::collections::BTreeMap;

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle, StrInput};

use crate::source::Span;

use super::{Entry, Fault, FaultKind, Kind, MAX_DEPTH, MAX_NODES, Node};

/// What one pass read, and the fault that stopped it.
#[derive(Default)]
pub(super) struct Read {
    pub(super) root: Option<Node>,
    pub(super) faults: Vec<Fault>,
    pub(super) stopped: Option<Fault>,
}

/// Reads a whole text.
pub(super) fn read(slice: &str) -> Read {
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
                let kind = Kind::Broken;
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
                Kind::Null | Kind::Broken => self.slice[key_span.start..key_span.end].to_owned(),
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
        Kind::Null | Kind::Broken | Kind::Scalar { .. } => 1,
        Kind::Seq(items) => 1 + items.iter().map(count).sum::<usize>(),
        Kind::Map(entries) => 1 + entries.iter().map(|it| 1 + count(&it.value)).sum::<usize>(),
    }
}
