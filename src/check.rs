//! Holds every record against every rule.
//!
//! The verdict of one rule on one record is one of [`Outcome`]; a rule that
//! was violated or could not be decided has findings. Waivers are applied last:
//! they cover findings, they never prevent them. What was passed over is kept,
//! because silence is never mistaken for innocence.
//!
//! - [`case`]: what a check kind may ask, `entry` the same of lists; [`reporter`]: what it states; [`clock`]: deadlines
//! - [`look`]: what was looked at, as people read it; [`reason`]: why nothing was judged
//! - [`broken`]: what must not be judged because it could not be read
//! - [`kinds`]: the vocabulary, one file a check kind; `kinds::ALL` is the registry
//! - [`rule`]: from a rule and a record to a verdict: in force, applicable, reached, judged
//! - [`sight`]: what verdicts see of other records; `told`: all that was said of one record, to be said again
//! - `edition`: records that name another edition of the procedure
//! - [`due`]: times for which rules wait; `narrower`: one fault is told by one rule
//! - [`guard`]: what no fix may touch
//! - [`obligations`]: identity, documents due, fields and headings
//! - [`hygiene`]: secrets, dead links, old templates: what no procedure has to ask for
//! - [`waiting`]: what waits for whom
//! - [`waivers`]: which findings are covered, and waivers that are wrong or unused
//! - [`windows`]: planned and real windows, and what gets in their way
//! - [`baseline`]: violations that are known, reported apart
//! - [`delta`]: what is new and what is fixed between two versions of a portal
//! - [`since`]: which findings are about what was touched since a revision
//! - [`summary`]: the counts

pub mod baseline;
pub mod broken;
pub mod case;
pub mod clock;
pub mod delta;
pub mod due;
mod edition;
mod entry;
pub mod guard;
pub mod hygiene;
pub mod kinds;
pub mod look;
mod narrower;
pub mod obligations;
pub mod reason;
pub mod reporter;
pub mod rule;
pub mod sight;
pub mod since;
pub mod summary;
mod told;
pub mod waiting;
pub mod waivers;
pub mod windows;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Record};
use crate::document::Document;
use crate::finding::{self, Finding};
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::edition::InForce;
use crate::procedure::rules::Rule;
use crate::procedure::seals::Seal;
use crate::seal::kept::Kept;
use crate::seal::{Sealer, Unsealed};
use crate::source::{Place, Sources};

use baseline::Baseline;
use reason::Reason;
use sight::{Index, Trace};
use summary::Summary;
use told::{Known, Told};
use waiting::Wait;

/// What everything is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The Markdown texts as they were read.
    pub documents: &'a [Arc<Document>],
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The configuration.
    pub config: &'a Config,
    /// The paths of the files that are no texts, sorted.
    pub others: &'a [String],
    /// The records.
    pub book: &'a Book,
    /// What was sealed and is something else now, as far as it was found.
    pub kept: &'a Kept,
    /// Who remembers what is seen of other records while one is judged.
    pub trace: Option<&'a Trace<'a>>,
}

impl<'a> Context<'a> {
    /// What computes seals.
    pub fn sealer(&self) -> Sealer<'a> {
        Sealer {
            sources: self.sources,
            procedure: self.procedure,
        }
    }

    /// What a seal of a record comes to now.
    pub fn seal(&self, record: &Record, seal: &Seal) -> Result<String, Unsealed> {
        match self.kept.now(record.head.source, &seal.id) {
            Some(known) => known.clone(),
            None => self.sealer().seal(record, seal).map(|it| it.seal),
        }
    }

    /// The clauses of a rule that were in force when a record was opened.
    ///
    /// What does not say when it was opened is judged by what is in force on the day of judgement.
    pub fn clauses_for(&self, rule: &Rule, record: &Record) -> Vec<String> {
        let is_in_force = |id: &&String| {
            let mut all = self.procedure.clauses();
            let clause = all.find(|(_, it)| it.id == **id);
            clause.is_none_or(|(_, it)| self.is_in_force(&it.in_force, record))
        };
        rule.clauses.iter().filter(is_in_force).cloned().collect()
    }

    /// Whether something was in force when a record was opened.
    fn is_in_force(&self, force: &InForce, record: &Record) -> bool {
        let opened = record.opened.as_ref();
        let opened = opened.unwrap_or(&self.book.as_of.moment);
        force.covers(opened, &self.config.zone)
    }
}

/// How a record stands to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is violated.
    Violated,
    /// The facts cannot decide.
    Indeterminate,
    /// It is violated, and a waiver covers all of it.
    Waived,
    /// It is violated, and waivers or the baseline cover all of it.
    Baseline,
    /// It is met.
    Pass,
    /// It applies to records like this one, but not yet.
    NotDue,
    /// It does not apply.
    NotApplicable,
}

impl Outcome {
    /// As programs know it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Indeterminate => "indeterminate",
            Self::Waived => "waived",
            Self::Baseline => "baseline",
            Self::Pass => "pass",
            Self::NotDue => "not_due",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// A value that a check looked at, for a pass as for a violation.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What it is.
    pub label: Text,
    /// The value, as people read it.
    pub value: Text,
    /// Where it stands; nothing if it is missing.
    pub place: Option<Place>,
}

/// The verdict of one rule on one record.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The rule.
    pub rule: String,
    /// The outcome.
    pub outcome: Outcome,
    /// What was looked at.
    pub compared: Vec<Compared>,
    /// Why it, or some of its parts, were not judged.
    pub reasons: Vec<Reason>,
    /// What must happen, and by when, over or not.
    pub waits: Vec<Wait>,
}

/// The verdicts on one record, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The record, counted in [`Book::records`].
    pub record: usize,
    /// One verdict a rule.
    pub verdicts: Arc<Vec<Verdict>>,
    /// What was said of the record before anything was passed over.
    pub(crate) told: Arc<Told>,
}

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// In reading order, the waived ones included.
    pub all: Vec<Finding>,
    /// One entry a record, in the order of the book.
    pub judged: Vec<Judged>,
    /// The counts.
    pub summary: Summary,
}

impl Findings {
    /// The findings of one record.
    pub fn of<'a>(&'a self, record: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.all
            .iter()
            .filter(move |it| it.record.as_deref() == Some(record))
    }
}

impl Findings {
    /// The same with what is known marked, and entries that nothing matches reported.
    #[must_use]
    pub fn with_baseline(mut self, ctx: &Context<'_>, baseline: &Baseline) -> Self {
        let mut unused = baseline.unused(ctx, &self.all);
        baseline.mark(ctx.sources, &mut self.all);
        self.all.append(&mut unused);
        finding::sort(&mut self.all, ctx.sources);
        pass_over(ctx, &self.all, &mut self.judged);
        self.summary = Summary::count(ctx, &self.all, &self.judged);
        self
    }
}

/// Turns the verdict on what is violated and wholly passed over into what it was passed over by.
fn pass_over(ctx: &Context<'_>, all: &[Finding], judged: &mut [Judged]) {
    let mut of: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in all {
        if let Some(record) = &finding.record {
            let of = of.entry((record, &finding.rule)).or_default();
            of.push(finding);
        }
    }
    for judged in judged {
        let record = &ctx.book.records[judged.record].id;
        let violated = |it: &(usize, &Verdict)| it.1.outcome == Outcome::Violated;
        let passed_over = |(at, verdict): (usize, &Verdict)| {
            let of = of.get(&(record.as_str(), verdict.rule.as_str()))?;
            let waived = of.iter().all(|it| it.outcome == finding::Outcome::Waived);
            let outcome = if waived {
                Outcome::Waived
            } else {
                Outcome::Baseline
            };
            let counts = of.iter().any(|it| it.counts());
            (!counts).then_some((at, outcome))
        };
        let verdicts = judged.verdicts.iter().enumerate().filter(violated);
        for (at, outcome) in verdicts.filter_map(passed_over).collect::<Vec<_>>() {
            Arc::make_mut(&mut judged.verdicts)[at].outcome = outcome;
        }
    }
}

/// Judges the book. `found` is what reading, the procedure and binding found before.
pub fn run(ctx: Context<'_>, found: Vec<Finding>) -> Findings {
    run_after(ctx, found, None, &|_, _| ())
}

/// The same after another book was judged, of which what still holds is told again. `tell` hears how many records are
/// judged, and how many there are.
pub fn run_after(
    ctx: Context<'_>,
    found: Vec<Finding>,
    before: Option<(&Book, &Findings)>,
    tell: &dyn Fn(usize, usize),
) -> Findings {
    let mut all = found;
    all.extend(hygiene::look(&ctx));
    let mut judged = Vec::with_capacity(ctx.book.records.len());
    let index = Index::of(&ctx, windows::ends(ctx.procedure));
    let known = Known::of(before);
    for (at, record) in ctx.book.records.iter().enumerate() {
        tell(at, ctx.book.records.len());
        let told = known.find(&ctx, record, &index);
        let told = told.unwrap_or_else(|| Arc::new(Told::judge(&ctx, record, &index)));
        all.extend(told.findings.iter().cloned());
        judged.push(Judged {
            record: at,
            verdicts: Arc::clone(&told.verdicts),
            told,
        });
    }
    waivers::apply(&ctx, &mut all);
    pass_over(&ctx, &all, &mut judged);
    guard::withdraw(&ctx, &mut all);
    finding::sort(&mut all, ctx.sources);
    tell_apart(&ctx, &mut all);
    let summary = Summary::count(&ctx, &all, &judged);
    Findings {
        all,
        judged,
        summary,
    }
}

/// Gives every finding a key that no other one of its rule and record has, so that fingerprints are unique.
///
/// The keys of rules name the document; those of the engine get their file. The rest are counted.
fn tell_apart(ctx: &Context<'_>, all: &mut [Finding]) {
    let mut seen: BTreeMap<(String, Option<String>, String), usize> = BTreeMap::new();
    for finding in all {
        if notice::find(&finding.rule).is_some() {
            let path = ctx.sources.get(finding.place.source).path();
            let key = format!("{path} {}", finding.key);
            key.trim_end().clone_into(&mut finding.key);
        }
        let name = (
            finding.rule.clone(),
            finding.record.clone(),
            finding.key.clone(),
        );
        let count = seen.entry(name).or_default();
        *count += 1;
        if *count > 1 {
            finding.key = format!("{} {count}", finding.key);
        }
    }
}

#[cfg(test)]
mod tests;
