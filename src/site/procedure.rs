//! `/procedure/`: the contents of the procedure, where its words come from, its history.

use serde::Serialize;

use crate::procedure::clauses::{Origin, Section};

use super::address::Href;
use super::desk::{Here, Target};
use super::shell::Frame;
use super::text::{Rich, Said};

/// The contents.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) edition: String,
    pub(crate) draft: bool,
    pub(crate) origins: Vec<OriginCount>,
    pub(crate) sections: Vec<SectionRow>,
    pub(crate) history: Vec<Revision>,
}

/// How many clauses come from where.
#[derive(Debug, Serialize)]
pub(crate) struct OriginCount {
    pub(crate) origin: Mark,
    pub(crate) n: usize,
    pub(crate) meaning: String,
}

/// Where a clause comes from.
#[derive(Debug, Serialize)]
pub(crate) struct Mark {
    pub(crate) letter: &'static str,
    pub(crate) word: String,
}

/// A line of the contents.
#[derive(Debug, Serialize)]
pub(crate) struct SectionRow {
    pub(crate) number: String,
    /// How deep it stands in the contents, from 0.
    pub(crate) depth: usize,
    pub(crate) title: Said,
    pub(crate) href: Option<Href>,
    pub(crate) n: usize,
    pub(crate) current: bool,
}

/// A line of the version history.
#[derive(Debug, Serialize)]
pub(crate) struct Revision {
    pub(crate) version: String,
    pub(crate) kind: String,
    pub(crate) note: Rich,
    pub(crate) date: String,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let procedure = here.desk.ctx.procedure;
    let title = here.section("procedure");
    let origins = [Origin::Source, Origin::Inferred, Origin::Completed].map(|origin| OriginCount {
        origin: mark(here, origin),
        n: procedure
            .clauses()
            .filter(|(_, it)| it.origin == origin)
            .count(),
        meaning: here.ui(&format!("ui.origin_meaning.{}", origin.id())),
    });
    let history = procedure.history.iter().map(|it| Revision {
        version: it.version.clone(),
        kind: match it.kind.as_str() {
            known @ ("C" | "A" | "M" | "D") => here.ui(&format!("ui.revision.{known}")),
            other => other.to_owned(),
        },
        note: here.rich(&it.note),
        date: it.date.clone(),
    });
    let view = Contents {
        title: here.say(&procedure.title),
        edition: procedure.edition.clone(),
        draft: procedure.draft,
        origins: origins.into(),
        sections: sections(here, None),
        history: history.collect(),
    };
    let place = here.desk.procedure_place();
    (
        Frame {
            title: Some(title),
            section: Some("procedure"),
            place,
            ..Frame::default()
        },
        view,
    )
}

/// Number and title of a section.
pub(crate) fn heading(here: &Here<'_>, section: &Section) -> Said {
    let title = here.say(&section.title);
    Said {
        text: format!("{} {}", section.number, title.text),
        lang: title.lang,
    }
}

/// The contents; `current` is the section that is open.
pub(crate) fn sections(here: &Here<'_>, current: Option<usize>) -> Vec<SectionRow> {
    let all = here.desk.ctx.procedure.sections.iter().enumerate();
    all.map(|(at, it)| SectionRow {
        number: it.number.clone(),
        depth: it.number.matches('.').count(),
        title: here.say(&it.title),
        href: here.href(Target::Section(&it.number)),
        n: it.clauses.len(),
        current: current == Some(at),
    })
    .collect()
}

/// The mark of an origin.
pub(crate) fn mark(here: &Here<'_>, origin: Origin) -> Mark {
    Mark {
        letter: origin.id(),
        word: here.ui(&format!("ui.origin.{}", origin.id())),
    }
}
