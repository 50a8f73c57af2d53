//! A document as a form for paper: boxes to fill in, answers to tick, and where people sign.

use serde::Serialize;

use crate::procedure::fields::{DocumentType, EnumValue, Field, FieldKind, Required};
use crate::site::desk::Here;
use crate::site::text::Said;

/// How many empty rows a table has.
const ROWS: usize = 4;

/// How many columns stand side by side on a sheet and can still be written in; more take two lines an entry.
const COLUMNS: usize = 8;

/// The form.
#[derive(Debug, Serialize)]
pub(crate) struct Paper {
    pub(crate) boxes: Vec<Blank>,
    pub(crate) signatures: Vec<Signature>,
}

/// Something to fill in.
#[derive(Debug, Serialize)]
pub(crate) struct Blank {
    pub(crate) depth: usize,
    pub(crate) label: Said,
    pub(crate) shape: Shape,
}

/// What it is filled in with.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Shape {
    /// The name of what follows.
    Heading,
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// One or more answers, ticked.
    Choices { choices: Vec<Said> },
    /// Lines for each entry.
    Table {
        lines: Vec<Vec<Column>>,
        rows: Vec<usize>,
    },
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) label: Said,
    /// How many columns of the longest line it takes.
    pub(crate) span: usize,
}

/// Who signs, and for what.
#[derive(Debug, Serialize)]
pub(crate) struct Signature {
    pub(crate) what: Said,
    pub(crate) role: Said,
}

pub(super) fn paper(here: &Here<'_>, kind: &DocumentType) -> Paper {
    let mut boxes = Vec::new();
    blanks(here, &kind.fields, 0, &mut boxes);
    Paper {
        boxes,
        signatures: signatures(here, kind),
    }
}

fn blanks(here: &Here<'_>, fields: &[Field], depth: usize, out: &mut Vec<Blank>) {
    let keys = &here.desk.ctx.procedure.records.document_keys;
    // The form says itself what it is.
    let fields = fields
        .iter()
        .filter(|it| depth > 0 || keys.get("type") != Some(&it.name));
    for field in fields {
        out.push(Blank {
            depth,
            label: here.label(field),
            shape: shape(here, &field.kind),
        });
        match &field.kind {
            FieldKind::Object(fields) => blanks(here, fields, depth + 1, out),
            FieldKind::People => {
                let roles = field.needs.iter().map(|(role, _)| Blank {
                    depth: depth + 1,
                    label: here.role(role),
                    shape: Shape::Line,
                });
                out.extend(roles);
            }
            _ => {}
        }
    }
}

fn shape(here: &Here<'_>, kind: &FieldKind) -> Shape {
    let choices = |values: &[EnumValue]| Shape::Choices {
        choices: values.iter().map(|it| here.say(&it.label)).collect(),
    };
    let columns = |fields: &[Field]| {
        let labels: Vec<_> = fields.iter().map(|it| here.label(it)).collect();
        table(&labels)
    };
    match kind {
        FieldKind::Object(_) | FieldKind::People => Shape::Heading,
        FieldKind::Enum(values) => choices(values),
        FieldKind::Bool => Shape::Choices {
            choices: ["value.yes", "value.no"]
                .iter()
                .map(|it| here.say(&crate::words::text(it)))
                .collect(),
        },
        FieldKind::Text | FieldKind::Waivers => Shape::Area,
        FieldKind::List(of) => match &of.kind {
            FieldKind::Object(fields) => columns(fields),
            FieldKind::Enum(values) => choices(values),
            _ => Shape::Area,
        },
        FieldKind::Events => {
            let fields = here.desk.ctx.procedure.events.fields.iter();
            let needed = fields.filter(|it| matches!(it.required, Required::Always));
            let labels: Vec<_> = needed.map(|it| here.label(it)).collect();
            table(&labels)
        }
        _ => Shape::Line,
    }
}

/// A table that is wide enough to write in: many columns stand in two lines.
fn table(labels: &[Said]) -> Shape {
    let most = match labels.len() {
        all if all > COLUMNS => all.div_ceil(2),
        all => all.max(1),
    };
    let column = |label: &Said| Column {
        label: label.clone(),
        span: 1,
    };
    let mut lines: Vec<Vec<_>> = labels
        .chunks(most)
        .map(|it| it.iter().map(column).collect())
        .collect();
    for line in &mut lines {
        let missing = most - line.len();
        if let Some(last) = line.last_mut() {
            last.span += missing;
        }
    }
    Shape::Table {
        lines,
        rows: (0..ROWS).collect(),
    }
}

/// Those who write the document, and those whose approval seals it.
fn signatures(here: &Here<'_>, kind: &DocumentType) -> Vec<Signature> {
    let procedure = here.desk.ctx.procedure;
    let written = |role: &String| Signature {
        what: here.say(&crate::words::text("ui.paper.written")),
        role: here.role(role),
    };
    let mut all: Vec<_> = kind.written_by.iter().map(written).collect();
    let seals = procedure.seals.iter();
    let seals: Vec<_> = seals.filter(|it| it.extent(&kind.id).is_some()).collect();
    let checks = procedure.rules.iter().flat_map(|it| &it.parts);
    let checks = checks.map(|it| &it.check);
    let mut asked = Vec::new();
    for check in checks.filter(|it| it.kind == "approvals") {
        for event in check.names("event") {
            let seals = || seals.iter().any(|it| it.events.contains(event));
            for role in check.names("roles").iter().filter(|_| seals()) {
                if !asked.contains(&(event, role)) {
                    asked.push((event, role));
                    all.push(Signature {
                        what: here.event_label(event),
                        role: here.role(role),
                    });
                }
            }
        }
    }
    all
}
