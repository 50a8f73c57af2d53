//! `/procedure/` and `/procedure/<section>/`: the text, clause by clause.

use serde::Serialize;

use crate::procedure::clauses::{Clause, Origin, Section};

use super::address::Href;
use super::desk::{Here, Target};
use super::lists::{Counted, Link};
use super::prose::Scope;
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

/// A section.
#[derive(Debug, Serialize)]
pub(crate) struct SectionView {
    pub(crate) number: String,
    pub(crate) title: Said,
    pub(crate) intro: Option<Rich>,
    pub(crate) draft: bool,
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
    pub(crate) controls: Vec<Control>,
    pub(crate) by_rules: bool,
    pub(crate) rules: Vec<RuleNote>,
}

/// Items of a control framework.
#[derive(Debug, Serialize)]
pub(crate) struct Control {
    pub(crate) framework: Said,
    pub(crate) items: Vec<String>,
}

/// A rule beneath a clause, and how the records stand to it.
#[derive(Debug, Serialize)]
pub(crate) struct RuleNote {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Option<Href>,
    pub(crate) tally: TallyView,
}

/// How many records met a rule, broke it, and so on.
#[derive(Debug, Serialize)]
pub(crate) struct TallyView {
    pub(crate) met: usize,
    pub(crate) broken: usize,
    pub(crate) undecided: usize,
    pub(crate) waived: usize,
    pub(crate) met_href: Option<Href>,
    pub(crate) broken_href: Option<Href>,
    pub(crate) undecided_href: Option<Href>,
    pub(crate) waived_href: Option<Href>,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let procedure = here.desk.ctx.procedure;
    let title = here.section("procedure");
    let origins = [Origin::Source, Origin::Inferred, Origin::Completed].map(|origin| OriginCount {
        origin: mark(here, origin),
        n: procedure.clauses().filter(|(_, it)| it.origin == origin).count(),
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
    let place = here.desk.ctx.sources.find("procedure/procedure.yaml").map(crate::finding::top);
    (Frame { title: Some(title), section: Some("procedure"), place, ..Frame::default() }, view)
}

pub(crate) fn section<'p>(here: &Here<'_>, at: usize) -> (Frame<'p>, SectionView) {
    let procedure = here.desk.ctx.procedure;
    let section = &procedure.sections[at];
    let beside = |at: Option<usize>| {
        let other = procedure.sections.get(at?)?;
        Some(Link { label: heading(here, other), href: here.href(Target::Section(&other.number))? })
    };
    let view = SectionView {
        number: section.number.clone(),
        title: here.say(&section.title),
        intro: (!section.intro.is_empty()).then(|| here.rich(&section.intro)),
        draft: procedure.draft,
        clauses: section.clauses.iter().map(|it| clause(here, section, it)).collect(),
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

fn heading(here: &Here<'_>, section: &Section) -> Said {
    let title = here.say(&section.title);
    Said { text: format!("{} {}", section.number, title.text), lang: title.lang }
}

fn sections(here: &Here<'_>, current: Option<usize>) -> Vec<SectionRow> {
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

fn clause(here: &Here<'_>, section: &Section, clause: &Clause) -> ClauseView {
    let path = here.desk.path(section.place);
    let prefix = format!("{}-", clause.id);
    let scope = Scope { path, prefix: &prefix, shift: 1 };
    let spoken = clause.text.spoken(here.lang);
    let rules = here.desk.ctx.procedure.rules.iter().filter(|it| it.clauses.contains(&clause.id));
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
        controls: controls(here, &clause.controls),
        by_rules: clause.by_rules,
        rules: rules.map(|it| rule_note(here, &it.id)).collect(),
    }
}

pub(crate) fn mark(here: &Here<'_>, origin: Origin) -> Mark {
    Mark { letter: origin.id(), word: here.ui(&format!("ui.origin.{}", origin.id())) }
}

/// Items of control frameworks, under the names of these.
pub(crate) fn controls(here: &Here<'_>, controls: &[(String, Vec<String>)]) -> Vec<Control> {
    let frameworks = &here.desk.ctx.procedure.frameworks;
    let control = |(id, items): &(String, Vec<String>)| Control {
        framework: match frameworks.iter().find(|it| &it.id == id) {
            Some(known) => here.say(&known.label),
            None => here.said(id),
        },
        items: items.clone(),
    };
    controls.iter().map(control).collect()
}

/// A rule with its counts.
pub(crate) fn rule_note(here: &Here<'_>, id: &str) -> RuleNote {
    let rule = here.desk.ctx.procedure.rule(id);
    RuleNote {
        id: id.to_owned(),
        title: rule.map_or_else(Said::default, |it| here.say(&it.title)),
        href: here.href(Target::Rule(id)),
        tally: tally(here, id),
    }
}

/// The counts of a rule, each with a link to its list.
pub(crate) fn tally(here: &Here<'_>, id: &str) -> TallyView {
    let tally = here.desk.tally(id);
    let at = |anchor: &str, n: usize| (n > 0).then(|| here.href_at(Target::Rule(id), anchor)).flatten();
    TallyView {
        met: tally.met.len(),
        broken: tally.broken.len(),
        undecided: tally.undecided.len(),
        waived: tally.waived.len(),
        met_href: at("met", tally.met.len()),
        broken_href: at("broken", tally.broken.len()),
        undecided_href: at("undecided", tally.undecided.len()),
        waived_href: at("waived", tally.waived.len()),
    }
}
