//! Full-width punctuation where YAML needs ASCII: read as what it is meant to be, and remarked.
//!
//! Only where the field leaves no doubt. A comma in prose is a comma, quotes
//! around a title may belong to it; between the entries of a list and around
//! the key of an enumeration they cannot.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::FieldKind;
use crate::source::Span;
use crate::text;
use crate::yaml::{Kind, Node};

use super::Typing;

/// What stands around a value and is none of it.
const QUOTES: [(char, char); 2] = [('“', '”'), ('‘', '’')];

/// Brackets of a list that YAML takes for text.
const BRACKETS: [(char, char); 2] = [('［', '］'), ('【', '】')];

const COMMAS: [char; 2] = ['，', '、'];

impl<'a> Typing<'a> {
    /// The entries of a list, those that a full-width comma joins apart.
    pub(super) fn apart(&mut self, list: &Node, of: &FieldKind) -> Option<Vec<Node>> {
        let items = list.items()?;
        let is_flow = self.text.get(list.span.start..)?.starts_with('[');
        let is_prose = matches!(of, FieldKind::Text | FieldKind::Object(_));
        if !is_flow || is_prose || !items.iter().any(|it| self.plain(it).is_some()) {
            return None;
        }
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            // In a list that YAML takes apart, `、` is more likely part of a name.
            let parts = self.plain(item).map(|it| split(it, item.span, &['，']));
            match parts.filter(|it| it.len() > 1) {
                Some(parts) => {
                    self.joined(item.span, &parts, false);
                    all.extend(parts);
                }
                None => all.push(item.clone()),
            }
        }
        Some(all)
    }

    /// The entries of a list that stands in full-width brackets.
    pub(super) fn bracketed(&mut self, node: &Node) -> Option<Vec<Node>> {
        let written = self.plain(node)?;
        let inner = inside(written, &BRACKETS)?;
        let start = node.span.start + (written.len() - inner.len()) / 2;
        let span = Span::new(start, start + inner.len());
        let parts = split(inner, span, &[COMMAS[0], COMMAS[1], ',']);
        self.joined(node.span, &parts, true);
        Some(parts)
    }

    /// A scalar without full-width quotes and digits, where its field cannot mean them.
    pub(super) fn narrowed(&mut self, node: &Node, kind: &FieldKind) -> Option<Node> {
        let written = self.plain(node)?;
        let bare = match kind {
            FieldKind::Enum(_)
            | FieldKind::Role
            | FieldKind::System
            | FieldKind::Record
            | FieldKind::DateTime
            | FieldKind::Date => inside(written, &QUOTES)?.to_owned(),
            FieldKind::Int | FieldKind::Number | FieldKind::Bool => {
                text::narrow(inside(written, &QUOTES).unwrap_or(written))
            }
            _ => return None,
        };
        if bare == written {
            return None;
        }
        self.remark(node.span, (written, &bare, &bare));
        let kind = Kind::Scalar {
            text: bare,
            quoted: false,
        };
        Some(Node { kind, ..*node })
    }

    /// The text of an unquoted scalar that stands in the file as it was read.
    fn plain(&self, node: &Node) -> Option<&'a str> {
        let Kind::Scalar {
            text,
            quoted: false,
        } = &node.kind
        else {
            return None;
        };
        let written = self.text.get(node.span.start..node.span.end)?;
        (written == text).then_some(written)
    }

    fn joined(&mut self, span: Span, parts: &[Node], is_whole: bool) {
        let words: Vec<_> = parts.iter().filter_map(Node::text).collect();
        let plain = words.join(", ");
        let list = format!("[{plain}]");
        let written = self.text[span.start..span.end].to_owned();
        let instead = if is_whole { &list } else { &plain };
        self.remark(span, (&written, &list, instead));
    }

    fn remark(&mut self, span: Span, (found, read, instead): (&str, &str, &str)) {
        let place = self.place(span);
        let args = [
            ("found", Text::plain(found)),
            ("read", Text::plain(read)),
            ("instead", Text::plain(instead)),
        ];
        let mut finding = notice::finding("full-width-markup", place, &args);
        finding.fix = Some(notice::replace(place, instead));
        self.report(finding);
    }
}

fn inside<'a>(text: &'a str, pairs: &[(char, char)]) -> Option<&'a str> {
    let strip = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close);
    pairs.iter().find_map(strip)
}

/// The parts of a text between commas, each with its place; empty ones are left out.
fn split(text: &str, span: Span, commas: &[char]) -> Vec<Node> {
    let mut start = span.start;
    let mut parts = Vec::new();
    for part in text.split_inclusive(commas) {
        let bare = part.trim_end_matches(commas);
        let trimmed = bare.trim();
        let at = start + (bare.len() - bare.trim_start().len());
        if !trimmed.is_empty() {
            parts.push(Node {
                span: Span::new(at, at + trimmed.len()),
                kind: Kind::Scalar {
                    text: trimmed.to_owned(),
                    quoted: false,
                },
            });
        }
        start += part.len();
    }
    parts
}
