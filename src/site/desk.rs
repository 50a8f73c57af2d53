//! What every page builder has before it: the judged book, counted once.
//!
//! The desk is the same for all pages: counts by record and by rule, the
//! addresses of ids, the names that must not be printed. [`Here`] adds the
//! language and the address of one page, from which all its links are made.
//!
//! - [`counts`]: what is counted once
//! - [`order`]: the orders in which records are listed

mod counts;
mod order;

use std::collections::BTreeMap;

use crate::book::Record;
use crate::check::{Context, Findings, Outcome, Verdict};
use crate::digest::Digests;
use crate::finding::{self, Finding};
use crate::history::History;
use crate::lang::{Lang, Text};
use crate::moment::Moment;
use crate::procedure::Layout;
use crate::procedure::load::PROCEDURE;
use crate::source::{Place, SourceId};

use super::address::Address;
use super::attach::Copy;
use super::duties::Duties;
use super::facet::Facet;
use super::names::Names;
use super::schedule::Schedule;
use super::statistics::figures::{self, Figure};
use super::text::Said;

pub(crate) use super::target::Target;
pub(crate) use counts::{Family, Note, Tally};

/// The values of a facet, each with its records.
type FacetValues = Vec<(String, Vec<usize>)>;

/// Everything that pages are made of.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) ctx: Context<'a>,
    pub(crate) findings: &'a Findings,
    /// Who edited which file.
    pub(crate) history: &'a History,
    /// One note a record, in the order of the book.
    pub(crate) notes: Vec<Note>,
    /// The records, the newest first: by opening, then by id.
    pub(crate) newest: Vec<usize>,
    /// The records by the day planned for their go-live, the latest first, those without one last.
    pub(crate) by_window: Vec<usize>,
    /// When the go-live of each record is planned to begin.
    pub(crate) windows: Vec<Option<Moment>>,
    /// The records by the month in which they were opened.
    pub(crate) months: Vec<(String, Vec<usize>)>,
    /// The rules by the file that defines them.
    pub(crate) families: Vec<Family<'a>>,
    pub(crate) names: Names,
    /// Who has what to do.
    pub(crate) duties: Duties,
    /// What is planned and was done when.
    pub(crate) schedule: Schedule,
    /// The records of every value of every facet, the newest first.
    pub(crate) facets: Vec<(Facet, FacetValues)>,
    /// Names and titles of free pages in each language, in their order.
    pub(crate) titles: BTreeMap<Lang, Vec<(String, Said)>>,
    /// Free pages: name → what is written, by language.
    pub(crate) free: BTreeMap<String, BTreeMap<Lang, SourceId>>,
    /// Files that documents link to or name, sorted by their path in the portal.
    pub(crate) copies: Vec<Copy>,
    /// The digests of the files of the portal, without those that hold what looks like a secret.
    pub(crate) digests: Digests,
    /// How many those are.
    pub(crate) veiled: usize,
    /// The numbers of the statistics, each with its records.
    pub(crate) figures: Vec<Figure>,
    pub(super) tallies: BTreeMap<&'a str, Tally>,
    pub(super) verdicts: BTreeMap<usize, &'a [Verdict]>,
    pub(super) ids: BTreeMap<&'a str, Target<'a>>,
    pub(super) sections: BTreeMap<&'a str, &'a str>,
    /// Folder of a dossier → its record.
    pub(super) folders: BTreeMap<&'a str, usize>,
    /// Path of a document → its record and its type, which is empty for the head.
    pub(super) files: BTreeMap<&'a str, (usize, &'a str)>,
}

/// A page under construction: for whom and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'d> {
    pub(crate) desk: &'d Desk<'d>,
    pub(crate) lang: Lang,
    pub(crate) address: &'d Address,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        ctx: Context<'a>,
        findings: &'a Findings,
        history: &'a History,
        digests: Digests,
    ) -> Self {
        let (digests, veiled) = super::audit::files::open(ctx, digests);
        let mut desk = Self {
            ctx,
            findings,
            history,
            notes: counts::notes(ctx, findings),
            newest: order::newest(ctx),
            by_window: Vec::new(),
            windows: order::windows(ctx),
            months: Vec::new(),
            families: counts::families(ctx),
            names: Names::new(ctx, history),
            duties: Duties::default(),
            schedule: Schedule::new(&ctx, findings),
            free: super::free::sources(ctx),
            facets: Vec::new(),
            titles: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            copies: Vec::new(),
            digests,
            veiled,
            figures: Vec::new(),
            tallies: BTreeMap::new(),
            ids: BTreeMap::new(),
            sections: BTreeMap::new(),
            folders: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        desk.by_window = order::by_window(&desk.windows, &desk.newest, ctx);
        desk.tallies = counts::tallies(&desk.newest, &desk.notes, findings);
        for (section, clause) in ctx.procedure.clauses() {
            desk.sections.insert(&clause.id, &section.number);
            desk.ids.insert(&clause.id, Target::Clause(&clause.id));
        }
        for rule in &ctx.procedure.rules {
            desk.ids.insert(&rule.id, Target::Rule(&rule.id));
        }
        for (index, record) in ctx.book.records.iter().enumerate() {
            desk.ids.insert(&record.id, Target::Change(index));
            if ctx.procedure.records.layout == Layout::Dossier {
                desk.folders.insert(&record.folder, index);
            }
            desk.files
                .insert(ctx.sources.get(record.head.source).path(), (index, ""));
            for doc in &record.documents {
                desk.files
                    .insert(ctx.sources.get(doc.source).path(), (index, &doc.kind));
            }
        }
        let judged = findings.judged.iter();
        desk.verdicts = judged
            .map(|it| (it.record, it.verdicts.as_slice()))
            .collect();
        for judged in &findings.judged {
            let unread = judged
                .verdicts
                .iter()
                .filter(|it| desk.is_unread(judged.record, it));
            let unread = unread.count();
            desk.notes[judged.record].unread = unread;
        }
        desk.months = super::compliance::months(&desk);
        desk.duties = Duties::new(&desk);
        desk.copies = desk.find_copies();
        desk.facets = Facet::ALL
            .map(|it| (it, it.values(&desk, &desk.newest)))
            .into();
        for &lang in &ctx.config.languages {
            let titles = super::free::titles(&desk, lang);
            desk.titles.insert(lang, titles);
        }
        desk.figures = figures::all(&desk);
        desk
    }

    /// How the records stand to a rule.
    pub(crate) fn tally(&self, rule: &str) -> &Tally {
        static NONE: Tally = Tally {
            met: Vec::new(),
            broken: Vec::new(),
            undecided: Vec::new(),
            waived: Vec::new(),
            weight: None,
        };
        self.tallies.get(rule).unwrap_or(&NONE)
    }

    /// Which record has the id.
    pub(crate) fn index(&self, id: &str) -> Option<usize> {
        match self.ids.get(id) {
            Some(Target::Change(index)) => Some(*index),
            _ => None,
        }
    }

    /// The verdicts on a record, in the order of the rules.
    pub(crate) fn verdicts(&self, record: usize) -> &'a [Verdict] {
        self.verdicts.get(&record).copied().unwrap_or_default()
    }

    /// The records with one value of a facet, the newest first.
    pub(crate) fn members(&self, facet: Facet, value: &str) -> &[usize] {
        let values = self.facets.iter().find(|it| it.0 == facet);
        let value = values.and_then(|it| it.1.iter().find(|it| it.0 == value));
        value.map_or(&[], |it| it.1.as_slice())
    }

    /// The top of the procedure's main file, the source of what is said of it as a whole.
    pub(crate) fn procedure_place(&self) -> Option<Place> {
        self.ctx.sources.find(PROCEDURE).map(finding::top)
    }

    pub(crate) fn record(&self, index: usize) -> &'a Record {
        &self.ctx.book.records[index]
    }

    /// The findings of a record, in reading order.
    pub(crate) fn found(&self, record: usize) -> impl Iterator<Item = &'a Finding> {
        let all = &self.findings.all;
        self.notes[record].findings.iter().map(move |&at| &all[at])
    }

    /// Whether a rule could not judge a record, and no finding of it says why: what it rests on cannot be read.
    pub(crate) fn is_unread(&self, record: usize, verdict: &Verdict) -> bool {
        verdict.outcome == Outcome::Indeterminate
            && self.found(record).all(|it| it.rule != verdict.rule)
    }

    /// How a record stands as a whole: one of the first three of [`super::facet::VERDICTS`].
    pub(crate) fn standing(&self, record: usize) -> &'static str {
        if self.notes[record].errors > 0 {
            "non_compliant"
        } else if self.record(record).life.terminal {
            "compliant"
        } else {
            "in_progress"
        }
    }

    /// The name of a system.
    pub(crate) fn system_label(&self, id: &str) -> Text {
        let systems = &self.ctx.procedure.registers.systems;
        let system = systems.iter().find(|it| it.id == id);
        system.map_or_else(|| Text::plain(id), |it| it.name.clone())
    }

    /// The label of a state, of whichever route or side it is.
    pub(crate) fn state_label(&self, state: &str) -> Text {
        let procedure = self.ctx.procedure;
        let on_route = procedure.routes.iter().flat_map(|it| &it.states);
        let on_side = procedure.side_states.iter().map(|it| (&it.id, &it.label));
        on_route
            .map(|it| (&it.id, &it.label))
            .chain(on_side)
            .find(|(id, _)| *id == state)
            .map_or_else(|| Text::plain(state), |(_, label)| label.clone())
    }

    /// Path and line of a place, as people write it.
    pub(crate) fn cite(&self, place: Place) -> String {
        let source = self.ctx.sources.get(place.source);
        let line = source.position(place.span.start).line;
        format!("{}:{line}", self.shown(source.path()))
    }

    /// A path as pages and files print it.
    pub(crate) fn shown(&self, path: &str) -> String {
        self.names.hide(path, self.first_lang())
    }

    /// The language of files that serve every language.
    pub(crate) fn first_lang(&self) -> Lang {
        let languages = &self.ctx.config.languages;
        languages.first().copied().unwrap_or(Lang::En)
    }

    /// The path of the file of a place.
    pub(crate) fn path(&self, place: Place) -> &'a str {
        self.ctx.sources.get(place.source).path()
    }
}
