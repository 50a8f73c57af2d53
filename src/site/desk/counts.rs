//! What is counted once: by record, by rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Context, Findings, Outcome};
use crate::finding::{self, Finding, Severity};
use crate::lang::Text;
use crate::procedure::rules::Rule;
use crate::site::address::slug;

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
    /// The rules that could not judge it because what they rest on cannot be read; no finding of theirs says so.
    pub(crate) unread: usize,
    pub(crate) waived: usize,
}

/// How the records stand to one rule, each counted in the book, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) met: Vec<usize>,
    pub(crate) broken: Vec<usize>,
    pub(crate) undecided: Vec<usize>,
    pub(crate) waived: Vec<usize>,
    /// The heaviest finding where it is broken.
    pub(crate) weight: Option<Severity>,
}

/// The rules of one file.
#[derive(Debug)]
pub(crate) struct Family<'a> {
    /// The name of the file, without folder and ending.
    pub(crate) name: &'a str,
    /// What the file says that its rules are about.
    pub(crate) title: Option<&'a Text>,
    pub(crate) rules: Vec<&'a Rule>,
}

/// One note a record, in the order of the book.
pub(super) fn notes(ctx: Context<'_>, findings: &Findings) -> Vec<Note> {
    // Ids of records share a folder with the pages of the list.
    let mut taken: BTreeSet<String> = ["by", "page", "sorted"].map(str::to_owned).into();
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
                unread: 0,
                waived: 0,
            }
        })
        .collect();
    let ids = ctx
        .book
        .records
        .iter()
        .enumerate()
        .map(|(at, it)| (it.id.as_str(), at));
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
            finding::Outcome::Violated | finding::Outcome::Baseline => {}
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

/// How the records stand to each rule.
pub(super) fn tallies<'a>(
    newest: &[usize],
    notes: &[Note],
    findings: &'a Findings,
) -> BTreeMap<&'a str, Tally> {
    let judged: BTreeMap<_, _> = findings.judged.iter().map(|it| (it.record, it)).collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for judged in newest.iter().filter_map(|it| judged.get(it)) {
        for verdict in judged.verdicts.iter() {
            let tally = tallies.entry(&verdict.rule).or_default();
            let list = match verdict.outcome {
                Outcome::Pass => &mut tally.met,
                Outcome::Violated | Outcome::Baseline => {
                    let own = notes[judged.record].findings.iter();
                    let own = own.map(|&it| &findings.all[it]);
                    let weights = own
                        .filter(|it| it.rule == verdict.rule)
                        .map(|it| it.severity);
                    tally.weight = tally.weight.into_iter().chain(weights).min();
                    &mut tally.broken
                }
                Outcome::Indeterminate => &mut tally.undecided,
                Outcome::Waived => &mut tally.waived,
                Outcome::NotDue | Outcome::NotApplicable => continue,
            };
            list.push(judged.record);
        }
    }
    tallies
}

/// The rules by the file that defines them.
pub(super) fn families(ctx: Context<'_>) -> Vec<Family<'_>> {
    let mut families: Vec<Family<'_>> = Vec::new();
    for rule in &ctx.procedure.rules {
        let path = ctx.sources.get(rule.place.source).path();
        let file = path.rsplit('/').next().unwrap_or(path);
        let name = file.strip_suffix(".yaml").unwrap_or(file);
        match families.iter_mut().find(|it| it.name == name) {
            Some(family) => family.rules.push(rule),
            None => families.push(Family {
                name,
                title: ctx.procedure.family(rule).map(|it| &it.title),
                rules: vec![rule],
            }),
        }
    }
    families
}
