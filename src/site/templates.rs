//! `/templates/`: the blank documents.

use serde::Serialize;

use crate::procedure::fields::DocumentType;
use crate::source::Source;

use super::address::{Address, Href, slug};
use super::desk::{Here, Target};
use super::shell::Frame;
use super::text::{Rich, Said};

/// All of them.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) templates: Vec<TemplateRow>,
}

/// A line of the list.
#[derive(Debug, Serialize)]
pub(crate) struct TemplateRow {
    pub(crate) number: String,
    pub(crate) title: Said,
    pub(crate) href: Option<Href>,
    pub(crate) purpose: Rich,
    pub(crate) written_by: Vec<Said>,
    pub(crate) file: String,
    pub(crate) download: Option<Href>,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let title = here.section("templates");
    let row = |it: &DocumentType| TemplateRow {
        number: it.number.clone(),
        title: here.say(&it.title),
        href: here.href(Target::Template(&it.id)),
        purpose: here.rich(&it.purpose),
        written_by: it.written_by.iter().map(|it| here.role(it)).collect(),
        file: it.file.clone(),
        download: download(here, it),
    };
    let view = Contents {
        title: title.clone(),
        templates: here.desk.ctx.procedure.documents.iter().map(row).collect(),
    };
    let place = here.desk.procedure_place();
    (
        Frame {
            title: Some(title),
            section: Some("templates"),
            place,
            ..Frame::default()
        },
        view,
    )
}

/// The text of the blank of a type.
pub(crate) fn source<'h>(here: &Here<'h>, kind: &DocumentType) -> Option<&'h Source> {
    let sources = here.desk.ctx.sources;
    let path = format!("templates/{}", kind.template.as_ref()?);
    Some(sources.get(sources.find(&path)?))
}

/// Where the blank of a type is downloaded from; blanks stand once, at the root.
pub(crate) fn blank(kind: &DocumentType) -> Option<Address> {
    let file = kind.template.as_ref()?.rsplit('/').next()?;
    Some(Address::file(format!(
        "templates/{}/{file}",
        slug(&kind.id)
    )))
}

/// How a page points at the blank of a type.
pub(crate) fn download(here: &Here<'_>, kind: &DocumentType) -> Option<Href> {
    source(here, kind)?;
    Some(here.address.href(&blank(kind)?, None))
}
