//! What is counted once: by record, by rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Context, Findings};
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
