//! From a document as it was read to its canonical value.
//!
//! What a person does not see must not count: the order of keys, quotes,
//! comments, line endings, a byte-order mark, blanks at the ends of lines and
//! composed letters. Everything else does.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::Document;
use crate::document::front::FenceFault;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::seals::Extent;
use crate::source::Source;
use crate::text::composed;
use crate::yaml::{Kind, Node};

/// What at the end of a line nobody sees: blank, tab, full-width blank.
const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];

/// How much of a document counts.
#[derive(Clone, Copy, Debug)]
pub struct Cut<'a> {
    /// Its fields.
    pub fields: &'a [Field],
    /// How much of it.
    pub extent: Extent,
    /// The fields at its top that do not count.
    pub without: &'a [String],
}

/// A document; nothing if it could not be read without mending it, or holds what must not be kept.
pub fn document(source: &Source, document: &Document, cut: Cut<'_>) -> Option<Value> {
    let front = &document.front;
    let is_whole = matches!(
        document.fence,
        None | Some(FenceFault::Blanks | FenceFault::Empty)
    );
    let is_clean = source.faults().is_empty() && source.secrets().is_empty();
    if !is_whole || front.is_cut || !front.faults.is_empty() || !is_clean {
        return None;
    }
    let mut map = BTreeMap::new();
    let root = front.root.as_ref().filter(|it| !it.is_null());
    for entry in root.map_or(Some([].as_slice()), Node::entries)? {
        if cut.without.contains(&entry.key) {
            continue;
        }
        let fields = cut.fields;
        let kept = value(source, &entry.value, cut.extent, part(fields, &entry.key));
        map.extend(kept.map(|it| (text(&entry.key), it)));
    }
    let mut parts = Map::new();
    if cut.extent == Extent::Whole {
        let body = document.body.span;
        let body = text(&source.text()[body.start..body.end]);
        parts.insert("body".to_owned(), body.into());
    }
    parts.insert("front".to_owned(), Value::Object(super::sorted(map)));
    Some(Value::Object(parts))
}

/// Text as it counts: composed, with plain line ends, without blanks at the ends of lines and at its own.
pub fn text(written: &str) -> String {
    let plain = composed(written);
    // Most values are a word in a line.
    if !plain.contains(['\n', '\r']) {
        return plain.trim_end_matches(BLANKS).to_owned();
    }
    let plain = plain.replace("\r\n", "\n").replace('\r', "\n");
    let lines = plain.split('\n').map(|it| it.trim_end_matches(BLANKS));
    let joined = lines.collect::<Vec<_>>().join("\n");
    joined.trim_end_matches('\n').to_owned()
}

/// A value of the front matter; nothing if it is filled in later.
fn value(source: &Source, node: &Node, extent: Extent, field: Option<&Field>) -> Option<Value> {
    if extent == Extent::Planned && field.is_some_and(|it| it.executed) {
        return None;
    }
    Some(match &node.kind {
        Kind::Scalar { text: written, .. } => text(written).into(),
        // `~` and `null` are the text that stands there, like any other; an alias to one is nothing.
        Kind::Null | Kind::Broken => {
            let written = &source.text()[node.span.start..node.span.end];
            let written = Some(written).filter(|it| !it.starts_with('*'));
            text(written.unwrap_or_default()).into()
        }
        Kind::Seq(items) => {
            let items = items.iter();
            items
                .filter_map(|it| value(source, it, extent, field))
                .collect()
        }
        Kind::Map(entries) => {
            let fields = field.map(|it| parts(&it.kind)).unwrap_or_default();
            let kept = entries.iter().filter_map(|entry| {
                let inner = part(fields, &entry.key);
                let kept = value(source, &entry.value, extent, inner)?;
                Some((text(&entry.key), kept))
            });
            Value::Object(super::sorted(kept.collect()))
        }
    })
}

fn part<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    fields.iter().find(|it| it.name == name)
}

/// The fields of an object, or of the entries of a list of objects.
fn parts(kind: &FieldKind) -> &[Field] {
    match kind {
        FieldKind::Object(fields) => fields,
        FieldKind::List(of) => parts(&of.kind),
        _ => &[],
    }
}
