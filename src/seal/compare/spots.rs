//! From a difference to what people call it and where it stands.

use crate::book::select::inner;
use crate::book::{Doc, Record};
use crate::document::Document;
use crate::lang::Text;
use crate::procedure::fields::{DocumentType, Field};
use crate::seal::Sealer;
use crate::seal::canon;
use crate::source::{Place, Span};
use crate::text;
use crate::words;
use crate::yaml::{Kind, Node};

use super::{Change, Difference, Step};

/// One document of a record, in which differences are looked up.
pub(super) struct Spots<'a> {
    kind: Option<&'a DocumentType>,
    doc: Option<(&'a Doc, &'a Document)>,
    /// Where the record stands, for a document that is gone.
    record: Place,
}

impl<'a> Spots<'a> {
    pub(super) fn new(sealer: &Sealer<'a>, record: &'a Record, kind: &str) -> Self {
        let doc = record.document(kind);
        Self {
            kind: sealer.procedure.document(kind),
            doc: doc.map(|it| (it, &*it.document)),
            record: record.place,
        }
    }

    pub(super) fn change(&self, difference: Difference) -> Change {
        Change {
            label: self.label(&difference.steps),
            how: difference.how,
            place: self.place(&difference.steps),
            was: difference.was,
        }
    }

    /// The names along the way, with the document before them.
    fn label(&self, steps: &[Step]) -> Text {
        let document = self.kind.map(DocumentType::name).unwrap_or_default();
        let mut fields: &[Field] = self.kind.map(|it| it.fields.as_slice()).unwrap_or_default();
        let mut names: Vec<Text> = Vec::new();
        for step in steps {
            match step {
                Step::Key(key) => {
                    let field = fields.iter().find(|it| &it.name == key);
                    fields = field.map(|it| inner(&it.kind)).unwrap_or_default();
                    names.push(field.map_or_else(|| Text::plain(key), |it| it.label.clone()));
                }
                Step::Entry(_, name) => {
                    let label = names.pop().unwrap_or_default();
                    let args = [("label", label), ("value", Text::plain(name))];
                    names.push(words::fill("value.member", &args));
                }
                Step::Section(heading) if heading.is_empty() => {
                    names.push(words::text("seal.body"));
                }
                Step::Section(heading) => {
                    let args = [("heading", Text::plain(heading))];
                    names.push(words::fill("seal.section", &args));
                }
            }
        }
        let within = |outer: Text, inner: Text| {
            Text::from_fn(|lang| format!("{} › {}", outer.get(lang), inner.get(lang)))
        };
        names.into_iter().fold(document, within)
    }

    /// Where the way ends, or where it is lost.
    fn place(&self, steps: &[Step]) -> Place {
        let Some((doc, document)) = self.doc else {
            return self.record;
        };
        let at = |span| Place {
            source: doc.source,
            span,
        };
        let mut span = None;
        let mut node = document.front.root.as_ref();
        for step in steps {
            let next = match step {
                Step::Key(key) => node.and_then(|it| under(it, key)),
                Step::Entry(at, _) => node
                    .and_then(|it| it.items()?.get((*at)?))
                    .map(|it| (it.span, it)),
                Step::Section(heading) => {
                    let wanted = text::heading(heading);
                    let headings = document.body.headings.iter();
                    let mut own = headings.filter(|it| it.normal == wanted);
                    let start = document.body.span.start;
                    let top = Span::new(start, start);
                    return at(own.next().map_or(top, |it| it.span));
                }
            };
            let Some((found, inside)) = next else { break };
            span = Some(found);
            node = Some(inside);
        }
        // A value that can be marked says more than its key.
        let value = node.filter(|it| matches!(it.kind, Kind::Scalar { .. }));
        span.map_or(doc.place, |it| at(value.map_or(it, |node| node.span)))
    }
}

/// The key of an entry of a map, and its value.
fn under<'n>(node: &'n Node, key: &str) -> Option<(Span, &'n Node)> {
    let mut entries = node.entries()?.iter();
    let entry = entries.find(|it| canon::text(&it.key) == key)?;
    Some((entry.key_span, &entry.value))
}
