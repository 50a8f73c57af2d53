//! `/procedure/<section>/`: the text, clause by clause, with the rules beneath.

use serde::Serialize;

use crate::procedure::clauses::{Clause, Section};

use super::address::Href;
use super::controls::Control;
use super::desk::{Here, Target};
use super::lists::{Counted, Link};
use super::procedure::{Mark, SectionRow, heading, mark, sections};
use super::prose::Scope;
use super::shell::Frame;
use super::tally::TallyView;
use super::text::{Rich, Said};

/// A section.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) number: String,
    pub(crate) title: Said,
    pub(crate) intro: Option<Rich>,
    pub(crate) draft: bool,
    /// Who edited its text last.
    pub(crate) edited: String,
    pub(crate) clauses: Vec<ClauseView>,
    pub(crate) sections: Vec<SectionRow>,
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
}

/// A clause.
#[derive(Debug, Serialize)]
pub(crate) struct ClauseView {
    pub(crate) id: String,
    pub(crate) href: Href,
    pub(crate) origin: Mark,
    /// Its text, sanitised.
    pub(crate) html: String,
    pub(crate) lang: Option<&'static str>,
    pub(crate) note: Option<Rich>,
    pub(crate) source_label: Option<Said>,
    pub(crate) page: Option<String>,
    pub(crate) see: Vec<Counted>,
    pub(crate) in_force: Option<String>,
    pub(crate) superseded_by: Vec<Counted>,
    pub(crate) controls: Vec<Control>,
    pub(crate) by_rules: bool,
    pub(crate) rules: Vec<RuleNote>,
}

/// A rule beneath a clause, and how the records stand to it.
#[derive(Debug, Serialize)]
pub(crate) struct RuleNote {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Option<Href>,
    pub(crate) tally: TallyView,
}

pub(crate) fn view<'p>(here: &Here<'_>, at: usize) -> (Frame<'p>, View) {
    let procedure = here.desk.ctx.procedure;
    let section = &procedure.sections[at];
    let beside = |at: Option<usize>| {
        let other = procedure.sections.get(at?)?;
        Some(Link {
            label: heading(here, other),
            href: here.href(Target::Section(&other.number))?,
        })
    };
    let view = View {
        number: section.number.clone(),
        title: here.say(&section.title),
        intro: (!section.intro.is_empty()).then(|| here.rich(&section.intro)),
        draft: procedure.draft,
        edited: here.last_edit(here.desk.path(section.place)),
        clauses: section
            .clauses
            .iter()
            .map(|it| clause(here, section, it))
            .collect(),
        sections: sections(here, Some(at)),
        previous: beside(at.checked_sub(1)),
        next: beside(Some(at + 1)),
    };
    let frame = Frame {
        title: Some(heading(here, section)),
        above: vec![(here.section("procedure"), Target::Procedure)],
        section: Some("procedure"),
        place: Some(section.place),
    };
    (frame, view)
}

fn clause(here: &Here<'_>, section: &Section, clause: &Clause) -> ClauseView {
    let path = here.desk.path(section.place);
    let prefix = format!("{}-", clause.id);
    let scope = Scope {
        path,
        prefix: &prefix,
        shift: 1,
    };
    let spoken = clause.text.spoken(here.lang);
    let rules = here
        .desk
        .ctx
        .procedure
        .rules
        .iter()
        .filter(|it| it.clauses.contains(&clause.id));
    ClauseView {
        id: clause.id.clone(),
        href: here.address.href(here.address, Some(&clause.id)),
        origin: mark(here, clause.origin),
        html: here.prose(clause.text.get(here.lang), scope),
        lang: (spoken != here.lang).then(|| spoken.tag()),
        note: clause.note.as_ref().map(|it| here.rich(it)),
        source_label: (!clause.source_label.is_empty()).then(|| here.said(&clause.source_label)),
        page: (!clause.page.is_empty()).then(|| clause.page.clone()),
        see: here.clauses(&clause.see),
        in_force: here.in_force(&clause.in_force),
        superseded_by: here.clauses(&clause.superseded_by),
        controls: here.controls(&clause.controls),
        by_rules: clause.by_rules,
        rules: rules.map(|it| rule_note(here, &it.id)).collect(),
    }
}

/// A rule with its counts.
fn rule_note(here: &Here<'_>, id: &str) -> RuleNote {
    let rule = here.desk.ctx.procedure.rule(id);
    RuleNote {
        id: id.to_owned(),
        title: rule.map_or_else(Said::default, |it| here.say(&it.title)),
        href: here.href(Target::Rule(id)),
        tally: here.tally(id),
    }
}
