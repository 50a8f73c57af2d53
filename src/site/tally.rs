//! How many records met a rule, broke it, and so on, each number with its list.

use serde::Serialize;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use crate::finding::Severity;

/// How many records met a rule, broke it, and so on.
#[derive(Debug, Serialize)]
pub(crate) struct TallyView {
    pub(crate) met: usize,
    pub(crate) broken: usize,
    /// Tone and symbol of what is broken.
    pub(crate) weight: Chip,
    pub(crate) undecided: usize,
    pub(crate) waived: usize,
    pub(crate) met_href: Option<Href>,
    pub(crate) broken_href: Option<Href>,
    pub(crate) undecided_href: Option<Href>,
    pub(crate) waived_href: Option<Href>,
}

impl Here<'_> {
    /// That a rule is broken, as heavily as its heaviest finding.
    pub(crate) fn weight(&self, id: &str) -> Chip {
        let weight = self.desk.tally(id).weight;
        self.broken(weight.unwrap_or(Severity::Error))
    }

    /// The counts of a rule, each with a link to its list.
    pub(crate) fn tally(&self, id: &str) -> TallyView {
        let tally = self.desk.tally(id);
        let at = |anchor: &str, n: usize| {
            (n > 0)
                .then(|| self.href_at(Target::Rule(id), anchor))
                .flatten()
        };
        TallyView {
            met: tally.met.len(),
            broken: tally.broken.len(),
            weight: self.weight(id),
            undecided: tally.undecided.len(),
            waived: tally.waived.len(),
            met_href: at("met", tally.met.len()),
            broken_href: at("broken", tally.broken.len()),
            undecided_href: at("undecided", tally.undecided.len()),
            waived_href: at("waived", tally.waived.len()),
        }
    }
}
