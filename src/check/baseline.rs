//! Violations that stood there before the check was taken up, and are known.
//!
//! An entry names a violation by its rule, its record and its place by
//! meaning, never by line, and covers as many as there were. It covers them for
//! the reasons that it names, and no graver than they were: a rejection does not
//! hide behind an approval that was merely missing. It covers
//! violations only: what the facts cannot decide today may turn out to be
//! something else tomorrow. A baseline only ever shrinks by itself: an entry
//! that no violation matches any more is reported, and whatever is not on the
//! list counts.
//!
//! - [`mod@file`]: how a baseline is written and read

pub mod file;

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Outcome, Severity};
use crate::lang::{Lang, Text};
use crate::notice;
use crate::source::{Place, Sources};

use super::{Context, broken};

/// The finding about an entry that nothing matches; it is itself never known.
pub const UNUSED: &str = "baseline-unused";

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// One entry a spot, sorted.
    pub entries: BTreeMap<Spot, Entry>,
}

/// Names a violation whatever its line: sorted by record, rule and place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The record, if it belongs to one.
    pub record: Option<String>,
    /// The rule.
    pub rule: String,
    /// The key of the finding, empty if it has none.
    pub place: String,
    /// The file, where record and key do not say enough.
    pub file: Option<String>,
}

/// What is known of a spot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How many violations there were.
    pub count: usize,
    /// The reasons that were known; of what an earlier version wrote nothing is known, and any will do.
    pub reasons: Option<BTreeSet<String>>,
    /// How grave the gravest was, if that was written.
    pub severity: Option<Severity>,
    /// What the first of them said, for whoever reads the file.
    pub message: String,
    /// Where the entry stands, if it was read.
    pub at: Option<Place>,
}

impl Spot {
    fn of(finding: &Finding, sources: &Sources) -> Self {
        let is_vague = finding.record.is_none() || finding.key.is_empty();
        let path = sources.get(finding.place.source).path();
        Self {
            record: finding.record.clone(),
            rule: finding.rule.clone(),
            place: finding.key.clone(),
            file: is_vague.then(|| path.to_owned()),
        }
    }
}

impl Entry {
    /// Adds a violation.
    fn add(&mut self, finding: &Finding) {
        self.count += 1;
        let reasons = self.reasons.get_or_insert_default();
        reasons.extend(finding.reasons.iter().cloned());
        let graver = self
            .severity
            .map_or(finding.severity, |it| it.min(finding.severity));
        self.severity = Some(graver);
    }

    /// Whether a violation at its spot is one that is known.
    fn covers(&self, finding: &Finding) -> bool {
        let reasons = self.reasons.as_ref();
        let is_known = reasons.is_none_or(|of| finding.reasons.iter().all(|it| of.contains(it)));
        is_known && self.severity.is_none_or(|it| it <= finding.severity)
    }
}

impl Baseline {
    /// All that is violated now and not waived, in the words of the portal's first language.
    pub fn of(ctx: &Context<'_>, all: &[Finding]) -> Self {
        let lang = ctx.config.languages.first().copied().unwrap_or(Lang::En);
        let mut entries: BTreeMap<Spot, Entry> = BTreeMap::new();
        for finding in all.iter().filter(|it| can_be_known(it)) {
            let spot = Spot::of(finding, ctx.sources);
            let entry = entries.entry(spot).or_default();
            entry.add(finding);
            if entry.message.is_empty() {
                finding.message.get(lang).clone_into(&mut entry.message);
            }
        }
        Self { entries }
    }

    /// Those of its entries that still hold, as far as they do: what is mended leaves it, nothing is added.
    #[must_use]
    pub fn kept(&self, ctx: &Context<'_>, all: &[Finding]) -> Self {
        let holding = |(spot, entry): (&Spot, &Entry)| {
            let count = entry.count.min(self.standing(ctx, all, spot));
            let entry = Entry {
                count,
                ..entry.clone()
            };
            (count > 0).then(|| (spot.clone(), entry))
        };
        Self {
            entries: self.entries.iter().filter_map(holding).collect(),
        }
    }

    /// Marks what is known; of one spot the first in reading order, as many as the entry says.
    pub fn mark(&self, sources: &Sources, all: &mut [Finding]) {
        let counts = self.entries.iter().map(|(spot, it)| (spot, (it, it.count)));
        let mut left: BTreeMap<_, _> = counts.collect();
        for finding in all.iter_mut().filter(|it| can_be_known(it)) {
            if let Some((entry, left)) = left.get_mut(&Spot::of(finding, sources))
                && *left > 0
                && entry.covers(finding)
            {
                *left -= 1;
                finding.outcome = Outcome::Baseline;
            }
        }
    }

    /// A finding an entry of which less is violated than it says.
    pub fn unused(&self, ctx: &Context<'_>, all: &[Finding]) -> Vec<Finding> {
        let mut found = Vec::new();
        for (spot, entry) in &self.entries {
            let standing = self.standing(ctx, all, spot);
            if let Some(at) = entry.at
                && standing < entry.count
            {
                let here = |it: &Finding| can_be_known(it) && Spot::of(it, ctx.sources) == *spot;
                let is_other = all.iter().any(|it| here(it) && !entry.covers(it));
                let variant = match standing {
                    0 if is_other => Some("other"),
                    0 => None,
                    _ => Some("fewer"),
                };
                found.push(unused((spot, entry), variant, at, standing));
            }
        }
        found
    }

    /// How many violations there are at a spot; all that the entry says if that cannot be told now.
    fn standing(&self, ctx: &Context<'_>, all: &[Finding], spot: &Spot) -> usize {
        let entry = self.entries.get(spot);
        let said = entry.map_or(0, |it| it.count);
        let record = spot.record.as_ref().and_then(|it| ctx.book.record(it));
        let unread = record.is_some_and(|it| !broken::of_record(ctx, it).is_empty());
        let undecided = all
            .iter()
            .any(|it| it.outcome == Outcome::Indeterminate && Spot::of(it, ctx.sources) == *spot);
        if unread || undecided || ctx.book.as_of.view {
            return said;
        }
        let here = |it: &&Finding| {
            it.outcome != Outcome::Indeterminate
                && Spot::of(it, ctx.sources) == *spot
                && entry.is_none_or(|entry| entry.covers(it))
        };
        all.iter().filter(here).count()
    }
}

/// Whether a baseline may hold a finding: it is violated, nobody answers for it, and it is not about a baseline.
fn can_be_known(finding: &Finding) -> bool {
    let is_open = matches!(finding.outcome, Outcome::Violated | Outcome::Baseline);
    is_open && finding.rule != UNUSED
}

fn unused(
    (spot, entry): (&Spot, &Entry),
    variant: Option<&str>,
    at: Place,
    standing: usize,
) -> Finding {
    let parts = [spot.record.as_ref(), spot.file.as_ref(), Some(&spot.place)];
    let parts = parts.into_iter().flatten().filter(|it| !it.is_empty());
    let place: Vec<_> = parts.map(String::as_str).collect();
    let args = [
        ("rule", Text::plain(spot.rule.clone())),
        ("place", Text::plain(place.join(" · "))),
        ("count", Text::plain(entry.count.to_string())),
        ("now", Text::plain(standing.to_string())),
    ];
    let mut finding = match variant {
        None => notice::finding(UNUSED, at, &args),
        Some(variant) => notice::variant(UNUSED, variant, at, &args),
    };
    finding.record.clone_from(&spot.record);
    finding.key = format!("baseline:{}:{}", spot.rule, place.join(":"));
    finding
}
