//! `/templates/<type>/`: what a document holds, when it is due, and its blank.
//!
//! - [`examples`]: two filled ones, one good, one with its findings
//! - [`paper`]: the form to fill in and sign on paper

mod examples;
mod paper;

use serde::Serialize;

use crate::book::select;
use crate::finding;
use crate::procedure::fields::{self, DocumentType, EnumValue, Field, FieldKind, Required};

use super::address::Href;
use super::desk::{Here, Target};
use super::lists::Counted;
use super::shell::Frame;
use super::templates::{download, source};
use super::text::{Rich, Said};

/// One document type.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) title: Said,
    pub(crate) purpose: Rich,
    pub(crate) written_by: Vec<Said>,
    pub(crate) file: String,
    pub(crate) clauses: Vec<Counted>,
    pub(crate) due: Vec<DueRow>,
    pub(crate) fields: Vec<FieldRow>,
    pub(crate) headings: Vec<HeadingRow>,
    pub(crate) blank: Option<String>,
    /// The language of the blank, if that is not the page's.
    pub(crate) blank_lang: Option<&'static str>,
    pub(crate) download: Option<Href>,
    pub(crate) examples: Vec<examples::Example>,
    pub(crate) paper: paper::Paper,
    pub(crate) siblings: Vec<Counted>,
}

/// When it is due.
#[derive(Debug, Serialize)]
pub(crate) struct DueRow {
    pub(crate) route: Said,
    pub(crate) state: Said,
    pub(crate) when: Option<String>,
    /// The field of the head that may name a record whose document will do.
    pub(crate) via: Option<String>,
}

/// A field.
#[derive(Debug, Serialize)]
pub(crate) struct FieldRow {
    pub(crate) depth: usize,
    pub(crate) key: String,
    pub(crate) label: Said,
    pub(crate) holds: String,
    /// The values of an enumeration.
    pub(crate) values: Vec<Choice>,
    pub(crate) required: String,
    /// Whether it is always required.
    pub(crate) must: bool,
    pub(crate) note: Option<Rich>,
    pub(crate) example: Option<String>,
}

/// A value of an enumeration.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    pub(crate) key: String,
    pub(crate) label: Said,
}

/// A required heading.
#[derive(Debug, Serialize)]
pub(crate) struct HeadingRow {
    pub(crate) text: Said,
    pub(crate) when: Option<String>,
}

pub(crate) fn view<'p>(here: &Here<'_>, at: usize) -> (Frame<'p>, View) {
    let documents = &here.desk.ctx.procedure.documents;
    let kind = &documents[at];
    let title = here.say(&kind.name());
    let source = source(here, kind);
    let blank = source.map(|it| here.said(it.text().trim_start_matches('\u{feff}')));
    let mut fields = Vec::new();
    rows(here, &kind.fields, 0, &mut fields);
    let headings = kind.headings.iter().map(|it| HeadingRow {
        text: here.say(&it.text),
        when: it.when.as_ref().map(|it| here.condition(it, &kind.fields)),
    });
    let siblings = documents.iter().enumerate().map(|(other, it)| Counted {
        label: here.say(&it.name()),
        href: here.href(Target::Template(&it.id)),
        n: 0,
        current: other == at,
    });
    let view = View {
        id: kind.id.clone(),
        number: kind.number.clone(),
        title: here.say(&kind.title),
        purpose: here.rich(&kind.purpose),
        written_by: kind.written_by.iter().map(|it| here.role(it)).collect(),
        file: kind.file.clone(),
        clauses: here.clauses(&kind.clauses),
        due: due(here, kind),
        fields,
        headings: headings.collect(),
        blank_lang: blank.as_ref().and_then(|it| it.lang),
        blank: blank.map(|it| it.text),
        download: download(here, kind),
        examples: examples::examples(here, kind),
        paper: paper::paper(here, kind),
        siblings: siblings.collect(),
    };
    let path = source.and_then(|it| here.desk.ctx.sources.find(it.path()));
    let frame = Frame {
        title: Some(title),
        above: vec![(here.section("templates"), Target::Templates)],
        section: Some("templates"),
        place: Some(path.map_or(kind.place, finding::top)),
    };
    (frame, view)
}

fn due(here: &Here<'_>, kind: &DocumentType) -> Vec<DueRow> {
    let procedure = here.desk.ctx.procedure;
    let row = |it: &fields::Due| DueRow {
        route: here.say(
            &procedure
                .route(&it.route)
                .map_or_else(|| it.route.as_str().into(), |it| it.label.clone()),
        ),
        state: here.say(&here.desk.state_label(&it.from)),
        when: it.when.as_ref().map(|it| here.condition(it, &kind.fields)),
        via: it
            .via
            .as_ref()
            .map(|it| here.word(&select::label(procedure, it))),
    };
    kind.due.iter().map(row).collect()
}

fn rows(here: &Here<'_>, fields: &[Field], depth: usize, out: &mut Vec<FieldRow>) {
    for field in fields {
        let values = match &field.kind {
            FieldKind::Enum(values) => values.as_slice(),
            FieldKind::List(of) => match &of.kind {
                FieldKind::Enum(values) => values.as_slice(),
                _ => &[],
            },
            _ => &[],
        };
        let choice = |it: &EnumValue| Choice {
            key: it.key.clone(),
            label: here.say(&it.label),
        };
        out.push(FieldRow {
            depth,
            key: field.name.clone(),
            label: here.label(field),
            holds: here.holds(&field.kind),
            values: values.iter().map(choice).collect(),
            required: here.required(field, fields),
            must: matches!(field.required, Required::Always) && !field.executed,
            note: field.note.as_ref().map(|it| here.rich(it)),
            example: field.example.as_ref().map(|it| here.said(it).text),
        });
        rows(here, select::inner(&field.kind), depth + 1, out);
    }
}
