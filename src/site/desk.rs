//! What every page builder has before it: the judged book, counted once, and the page it writes for.
//!
//! [`Desk`] is the same for all pages: counts by record and by rule, the
//! addresses of ids, the names that must not be printed. [`Here`] adds the
//! language and the address of one page, from which all its links are made.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Record;
use crate::check::{Context, Findings, Outcome};
use crate::finding::{self, Finding, Severity};
use crate::lang::{Lang, Text};
use crate::notice;
use crate::procedure::Layout;
use crate::procedure::rules::Rule;
use crate::source::{Place, SourceId};
use crate::words;

use super::address::{Address, Href, prefix, slug};
use super::facet::Facet;
use super::links::Copy;
use super::names::Names;
use super::text::Said;

/// Everything that pages are made of.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) ctx: Context<'a>,
    pub(crate) findings: &'a Findings,
    /// One note a record, in the order of the book.
    pub(crate) notes: Vec<Note>,
    /// The records, the newest first: by opening, then by id.
    pub(crate) newest: Vec<usize>,
    /// The rules by the file that defines them.
    pub(crate) families: Vec<Family<'a>>,
    pub(crate) names: Names,
    /// Free pages: name → what is written, by language.
    pub(crate) free: BTreeMap<String, BTreeMap<Lang, SourceId>>,
    /// Files that documents link to, sorted by their path in the portal.
    pub(crate) copies: Vec<Copy>,
    tallies: BTreeMap<&'a str, Tally>,
    ids: BTreeMap<&'a str, Target<'a>>,
    sections: BTreeMap<&'a str, &'a str>,
    /// Folder of a dossier → its record.
    pub(super) folders: BTreeMap<&'a str, usize>,
    /// Path of a document → its record and its type, which is empty for the head.
    pub(super) files: BTreeMap<&'a str, (usize, &'a str)>,
}

/// What is counted once about a record.
#[derive(Debug)]
pub(crate) struct Note {
    /// Its part of addresses.
    pub(crate) slug: String,
    /// Its findings, counted in [`Findings::all`].
    pub(crate) findings: Vec<usize>,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) undecided: usize,
    pub(crate) waived: usize,
}

/// How the records stand to one rule, each counted in the book, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) met: Vec<usize>,
    pub(crate) broken: Vec<usize>,
    pub(crate) undecided: Vec<usize>,
    pub(crate) waived: Vec<usize>,
}

/// The rules of one file.
#[derive(Debug)]
pub(crate) struct Family<'a> {
    /// The name of the file, without folder and ending.
    pub(crate) name: &'a str,
    pub(crate) rules: Vec<&'a Rule>,
}

/// What a link may lead to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'t> {
    Home,
    Process,
    Procedure,
    Section(&'t str),
    Clause(&'t str),
    Templates,
    Template(&'t str),
    Changes,
    /// The list of records with one value of a facet.
    Listed(Facet, &'t str),
    Change(usize),
    Compliance,
    Rules,
    Rule(&'t str),
    Free(&'t str),
}

/// A page under construction: for whom and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'d> {
    pub(crate) desk: &'d Desk<'d>,
    pub(crate) lang: Lang,
    pub(crate) address: &'d Address,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(ctx: Context<'a>, findings: &'a Findings) -> Self {
        let mut desk = Self {
            ctx,
            findings,
            notes: notes(ctx, findings),
            newest: newest(ctx),
            families: families(ctx),
            names: Names::new(ctx),
            free: super::free::sources(ctx),
            copies: Vec::new(),
            tallies: BTreeMap::new(),
            ids: BTreeMap::new(),
            sections: BTreeMap::new(),
            folders: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        desk.count(findings);
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
            desk.files.insert(ctx.sources.get(record.head.source).path(), (index, ""));
            for doc in &record.documents {
                desk.files.insert(ctx.sources.get(doc.source).path(), (index, &doc.kind));
            }
        }
        desk.copies = desk.find_copies();
        desk
    }

    fn count(&mut self, findings: &'a Findings) {
        let by_record: BTreeMap<_, _> = findings.judged.iter().map(|it| (it.record, it)).collect();
        for judged in self.newest.iter().filter_map(|it| by_record.get(it)) {
            for verdict in &judged.verdicts {
                let tally = self.tallies.entry(&verdict.rule).or_default();
                let list = match verdict.outcome {
                    Outcome::Pass => &mut tally.met,
                    Outcome::Violated => &mut tally.broken,
                    Outcome::Indeterminate => &mut tally.undecided,
                    Outcome::Waived => &mut tally.waived,
                    Outcome::NotDue | Outcome::NotApplicable => continue,
                };
                list.push(judged.record);
            }
        }
    }

    /// How the records stand to a rule.
    pub(crate) fn tally(&self, rule: &str) -> &Tally {
        static NONE: Tally = Tally {
            met: Vec::new(),
            broken: Vec::new(),
            undecided: Vec::new(),
            waived: Vec::new(),
        };
        self.tallies.get(rule).unwrap_or(&NONE)
    }

    pub(crate) fn record(&self, index: usize) -> &'a Record {
        &self.ctx.book.records[index]
    }

    /// The findings of a record, in reading order.
    pub(crate) fn found(&self, record: usize) -> impl Iterator<Item = &'a Finding> {
        let all = &self.findings.all;
        self.notes[record].findings.iter().map(move |&at| &all[at])
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
        format!("{}:{line}", source.path())
    }

    /// The path of the file of a place.
    pub(crate) fn path(&self, place: Place) -> &'a str {
        self.ctx.sources.get(place.source).path()
    }

    /// Where a target stands in a language, if it exists.
    pub(crate) fn locate(&self, lang: Lang, target: Target<'_>) -> Option<(Address, Option<String>)> {
        let prefix = prefix(&self.ctx.config.languages, lang);
        let page = |parts: &[&str]| Some((Address::page(&prefix, parts), None));
        match target {
            Target::Home => page(&[]),
            Target::Process => page(&["process"]),
            Target::Procedure => page(&["procedure"]),
            Target::Section(number) => page(&["procedure", &slug(number)]),
            Target::Clause(id) => {
                let number = self.sections.get(id)?;
                let address = Address::page(&prefix, &["procedure", &slug(number)]);
                Some((address, Some(id.to_owned())))
            }
            Target::Templates => page(&["templates"]),
            Target::Template(kind) => page(&["templates", &slug(kind)]),
            Target::Changes => page(&["changes"]),
            Target::Listed(facet, value) => page(&["changes", "by", facet.id(), &slug(value)]),
            Target::Change(index) => page(&["changes", &self.notes.get(index)?.slug]),
            Target::Compliance => page(&["compliance"]),
            Target::Rules => page(&["rules"]),
            Target::Rule(id) => {
                let known = self.ctx.procedure.rule(id).is_some() || notice::find(id).is_some();
                known.then(|| page(&["rules", &slug(id)])).flatten()
            }
            Target::Free(name) => {
                self.free.contains_key(name).then(|| page(&["pages", &slug(name)])).flatten()
            }
        }
    }
}

impl<'d> Here<'d> {
    /// How this page points at `target`, if that exists.
    pub(crate) fn href(&self, target: Target<'_>) -> Option<Href> {
        let (address, anchor) = self.desk.locate(self.lang, target)?;
        Some(self.address.href(&address, anchor.as_deref()))
    }

    /// The same with an anchor on the page of `target`.
    pub(crate) fn href_at(&self, target: Target<'_>, anchor: &str) -> Option<Href> {
        let (address, _) = self.desk.locate(self.lang, target)?;
        Some(self.address.href(&address, Some(anchor)))
    }

    /// How this page points at the record, clause or rule `id`, if there is one.
    pub(crate) fn href_of_id(&self, id: &str) -> Option<Href> {
        self.href(*self.desk.ids.get(id)?)
    }

    /// A word of the interface.
    pub(crate) fn ui(&self, path: &str) -> String {
        words::text(path).get(self.lang).to_owned()
    }

    /// A sentence of the interface about `args`.
    pub(crate) fn ui_with(&self, path: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, it)| (*name, Text::plain(*it))).collect();
        words::fill(path, &args).get(self.lang).to_owned()
    }

    /// A sentence of the interface about a number; English has a form of its own for one.
    pub(crate) fn count(&self, path: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.ui_with(&format!("{path}.{form}"), &[("n", &n.to_string())])
    }

    /// Labels, joined the way the language lists things.
    pub(crate) fn list(&self, items: &[String]) -> String {
        let between = match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        items.join(between)
    }

    /// The label of a role.
    pub(crate) fn role(&self, id: &str) -> Said {
        self.say(&self.desk.ctx.procedure.role_label(id))
    }
}

fn notes(ctx: Context<'_>, findings: &Findings) -> Vec<Note> {
    // Ids of records share a folder with the pages of the list.
    let mut taken: BTreeSet<String> = ["by", "page"].map(str::to_owned).into();
    let mut notes: Vec<_> = ctx
        .book
        .records
        .iter()
        .map(|record| {
            let plain = slug(&record.id);
            let mut slug = plain.clone();
            for n in 2.. {
                if taken.insert(slug.clone()) {
                    break;
                }
                slug = format!("{plain}-{n}");
            }
            Note {
                slug,
                findings: Vec::new(),
                errors: 0,
                warnings: 0,
                undecided: 0,
                waived: 0,
            }
        })
        .collect();
    let ids = ctx.book.records.iter().enumerate().map(|(at, it)| (it.id.as_str(), at));
    let ids: BTreeMap<_, _> = ids.collect();
    for (index, finding) in findings.all.iter().enumerate() {
        let record = finding.record.as_deref().and_then(|it| ids.get(it));
        if let Some(note) = record.and_then(|&it| notes.get_mut(it)) {
            note.add(index, finding);
        }
    }
    notes
}

impl Note {
    fn add(&mut self, index: usize, finding: &Finding) {
        self.findings.push(index);
        match finding.outcome {
            finding::Outcome::Waived => self.waived += 1,
            finding::Outcome::Indeterminate => self.undecided += 1,
            finding::Outcome::Violated => {}
        }
        if finding.counts() {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => {}
            }
        }
    }
}

fn newest(ctx: Context<'_>) -> Vec<usize> {
    let zone = &ctx.config.zone;
    let mut all: Vec<_> = (0..ctx.book.records.len()).collect();
    all.sort_by_cached_key(|&it| {
        let record = &ctx.book.records[it];
        let opened = record.opened.as_ref().map(|it| it.earliest(zone));
        std::cmp::Reverse((opened, record.id.clone(), it))
    });
    all
}

fn families(ctx: Context<'_>) -> Vec<Family<'_>> {
    let mut families: Vec<Family<'_>> = Vec::new();
    for rule in &ctx.procedure.rules {
        let path = ctx.sources.get(rule.place.source).path();
        let file = path.rsplit('/').next().unwrap_or(path);
        let name = file.strip_suffix(".yaml").unwrap_or(file);
        match families.iter_mut().find(|it| it.name == name) {
            Some(family) => family.rules.push(rule),
            None => families.push(Family { name, rules: vec![rule] }),
        }
    }
    families
}
