//! `/changes/<id>/`: the dossier of one change.
//!
//! - [`verdicts`]: what is met, broken, undecided, waived, not due
//! - [`timeline`]: what was planned and what happened
//! - [`approvals`]: who agreed, when, in which role
//! - [`seals`]: whether what an event sealed still stands there
//! - [`beside`]: what was planned beside what was carried out
//! - [`documents`]: the documents as forms and prose
//! - [`history`]: who edited them
//! - [`next`]: what the record needs to go on; [`related`]: which others belong to it

pub(super) mod approvals;
mod beside;
mod documents;
mod history;
mod next;
mod related;
mod seals;
pub(super) mod timeline;
mod verdicts;

use serde::Serialize;

use crate::finding::Outcome;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::facet::Facet;
use super::lists::Link;
use super::shell::Frame;
use super::text::Said;

/// A dossier.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) chip: Chip,
    pub(crate) marks: Vec<Chip>,
    /// One sentence of state.
    pub(crate) sentence: String,
    pub(crate) facts: Vec<Fact>,
    /// What the head declares, where events and documents show something else.
    pub(crate) declared: Option<Said>,
    pub(crate) next: Option<next::Next>,
    pub(crate) progress: Vec<Step>,
    pub(crate) verdicts: Vec<verdicts::Group>,
    /// The timeline as a drawing, and what in it took too long.
    pub(crate) drawn: Option<timeline::drawing::Drawn>,
    pub(crate) timeline: Vec<timeline::Cycle>,
    pub(crate) approvals: Vec<approvals::Table>,
    /// Plans beside what was carried out.
    pub(crate) beside: Vec<beside::Beside>,
    pub(crate) documents: Vec<documents::Document>,
    /// Documents that are due and not there.
    pub(crate) missing: Vec<Link>,
    /// Other files of the dossier.
    pub(crate) files: Vec<File>,
    pub(crate) related: Vec<related::Related>,
    /// How many more there are, in words.
    pub(crate) related_more: Option<String>,
    pub(crate) history: history::History,
    /// The digest of its files, for the foot of a sheet.
    pub(crate) digest: Option<String>,
}

/// A line of the summary.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: Said,
    pub(crate) href: Option<Href>,
}

/// A state of the route.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) label: Said,
    /// `done`, `now` or `ahead`.
    pub(crate) standing: &'static str,
    pub(crate) at: Option<String>,
}

/// A file that is no document.
#[derive(Debug, Serialize)]
pub(crate) struct File {
    pub(crate) path: String,
    /// Where it is, if a document links to it.
    pub(crate) href: Option<Href>,
}

pub(crate) fn view<'p>(here: &Here<'_>, index: usize) -> (Frame<'p>, View) {
    let desk = here.desk;
    let record = desk.record(index);
    let row = here.change_row(index);
    let title = here.titled(record);
    let (related, more) = related::all(here, index);
    let declared = record
        .life
        .declared
        .as_ref()
        .filter(|it| **it != record.life.effective);
    let view = View {
        id: record.id.clone(),
        title: title.clone(),
        chip: here.standing(index),
        marks: row.as_ref().map(|it| it.marks.clone()).unwrap_or_default(),
        sentence: sentence(here, index),
        facts: facts(here, index),
        declared: declared.map(|it| here.say(&desk.state_label(it))),
        next: next::next(here, index),
        progress: progress(here, index),
        verdicts: verdicts::groups(here, index),
        drawn: timeline::drawing::drawn(here, index),
        timeline: timeline::cycles(here, index),
        approvals: approvals::tables(here, index),
        beside: beside::all(here, index),
        documents: documents::all(here, index),
        missing: documents::missing(here, index),
        files: files(here, index),
        related,
        related_more: (more > 0).then(|| here.count("ui.dossier.related_more", more)),
        history: history::view(here, index),
        digest: super::audit::files::digest(desk, index),
    };
    let name = Said {
        text: format!("{} {}", record.id, title.text),
        lang: title.lang,
    };
    let frame = Frame {
        title: Some(name),
        above: vec![(here.section("changes"), Target::Changes)],
        section: Some("changes"),
        place: Some(record.head.place),
    };
    (frame, view)
}

/// What is to be said first: how many things are wrong, undecided, waived.
fn sentence(here: &Here<'_>, index: usize) -> String {
    let note = &here.desk.notes[index];
    let found = |outcome| {
        here.desk
            .found(index)
            .filter(|it| it.outcome == outcome)
            .count()
    };
    let remarks = here.desk.found(index).filter(|it| {
        it.outcome == Outcome::Violated && it.severity == crate::finding::Severity::Info
    });
    let remarks = remarks.count();
    let warnings = found(Outcome::Violated) - note.errors - remarks;
    let mut parts = Vec::new();
    let mut add = |path: &str, n: usize| {
        if n > 0 {
            parts.push(here.count(path, n));
        }
    };
    add("ui.dossier.broken", note.errors);
    add("ui.dossier.warnings", warnings);
    add("ui.dossier.remarks", remarks);
    add("ui.dossier.undecided", note.undecided);
    add("ui.dossier.unread", note.unread);
    add("ui.dossier.waived", note.waived);
    if parts.is_empty() {
        return here.ui("ui.dossier.all_well");
    }
    let list = here.list(&parts);
    here.ui_with("ui.dossier.sentence", &[("list", &list)])
}

fn facts(here: &Here<'_>, index: usize) -> Vec<Fact> {
    let desk = here.desk;
    let record = desk.record(index);
    let zone = &desk.ctx.config.zone;
    let mut facts = Vec::new();
    let mut add = |path: &str, value: Option<Said>, href: Option<Href>| {
        if let Some(value) = value {
            facts.push(Fact {
                label: here.ui(path),
                value,
                href,
            });
        }
    };
    let plain = |text: String| Said { text, lang: None };
    let state = &record.life.effective;
    let listed = |facet, value: &str| here.href(Target::Listed(facet, value));
    let state_label = (!state.is_empty()).then(|| here.say(&desk.state_label(state)));
    add("ui.fact.state", state_label, listed(Facet::State, state));
    if let Some(route) = &record.route {
        add(
            "ui.fact.route",
            Some(here.say(&Facet::Route.label(desk, route))),
            listed(Facet::Route, route),
        );
    }
    if let Some(system) = &record.system {
        add(
            "ui.fact.system",
            Some(here.say(&desk.system_label(system))),
            here.system_href(system),
        );
    }
    let opened = record.opened.as_ref().map(|it| plain(it.show(zone)));
    add("ui.fact.opened", opened, None);
    let last = here.change_row(index).and_then(|it| it.last);
    let last = last.map(|it| Said {
        text: format!("{} {}", it.day, it.label.text),
        lang: it.label.lang,
    });
    add("ui.fact.last", last, None);
    for key in ["scope", "edition"] {
        let field = desk.ctx.procedure.key_field(key);
        let written = field.and_then(|field| Some((field, record.head.field(&field.name)?)));
        if let Some((field, member)) = written.filter(|it| !it.1.item.is_empty()) {
            let shown = crate::book::select::show(
                desk.ctx.procedure,
                desk.ctx.config,
                Some(field),
                &member.item,
            );
            facts.push(Fact {
                label: here.label(field).text,
                value: here.say(&shown),
                href: None,
            });
        }
    }
    facts
}

fn progress(here: &Here<'_>, index: usize) -> Vec<Step> {
    let desk = here.desk;
    let life = &desk.record(index).life;
    let zone = &desk.ctx.config.zone;
    let step = |(rank, shown): (usize, &crate::book::life::Shown)| Step {
        label: here.say(&desk.state_label(&shown.state)),
        standing: match rank.cmp(&life.rank) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal if life.terminal => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "ahead",
        },
        at: shown.at.as_ref().map(|it| it.day(zone).to_string()),
    };
    life.shown.iter().enumerate().map(step).collect()
}

fn files(here: &Here<'_>, index: usize) -> Vec<File> {
    let desk = here.desk;
    let record = desk.record(index);
    let strays = record.strays.iter().map(|it| {
        let path = desk.ctx.sources.get(*it).path();
        path.strip_prefix(&format!("{}/", record.folder))
            .unwrap_or(path)
            .to_owned()
    });
    let file = |path: String| {
        let to = desk.copied(&format!("{}/{path}", record.folder));
        File {
            href: to.map(|it| here.file(it)),
            path: here.said(&path).text,
        }
    };
    record
        .files
        .iter()
        .cloned()
        .chain(strays)
        .map(file)
        .collect()
}
