//! A status: always a word and a shape, and colour only after them.

use serde::Serialize;

use crate::check::Outcome;
use crate::finding::Severity;

use super::desk::Here;

/// A word, a symbol and a tone; themes draw it, nobody else chooses colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Chip {
    /// `pass`, `fail`, `attention`, `running`, `waived` or `neutral`.
    pub(crate) tone: &'static str,
    /// The symbol: `pass`, `fail`, `warning`, `unknown`, `running`, `waived`, `later`, `none`, `info` or `clock`.
    pub(crate) icon: &'static str,
    pub(crate) word: String,
    /// How many, where that is more than a yes.
    pub(crate) n: Option<usize>,
}

/// Tone and symbol of one of [`super::facet::VERDICTS`].
pub(super) fn tone(verdict: &str) -> (&'static str, &'static str) {
    match verdict {
        "non_compliant" => ("fail", "fail"),
        "in_progress" => ("running", "running"),
        "compliant" => ("pass", "pass"),
        "warning" => ("attention", "warning"),
        "undecidable" => ("attention", "unknown"),
        _ => ("waived", "waived"),
    }
}

impl Here<'_> {
    /// How a record stands as a whole, with the number of errors.
    pub(crate) fn standing(&self, record: usize) -> Chip {
        let standing = self.desk.standing(record);
        let errors = self.desk.notes[record].errors;
        let mut chip = self.verdict(standing);
        chip.n = (errors > 0).then_some(errors);
        chip
    }

    /// One of [`super::facet::VERDICTS`].
    pub(crate) fn verdict(&self, verdict: &str) -> Chip {
        let (tone, icon) = tone(verdict);
        let word = self.ui(&format!("ui.verdict.{verdict}"));
        Chip {
            tone,
            icon,
            word,
            n: None,
        }
    }

    /// What became of one rule on one record.
    pub(crate) fn outcome(&self, outcome: Outcome) -> Chip {
        let (id, tone, icon) = match outcome {
            Outcome::Violated => ("violated", "fail", "fail"),
            Outcome::Indeterminate => ("undecidable", "attention", "unknown"),
            Outcome::Waived => ("waived", "waived", "waived"),
            Outcome::Baseline => ("baseline", "waived", "waived"),
            Outcome::Pass => ("pass", "pass", "pass"),
            Outcome::NotDue => ("not_due", "neutral", "later"),
            Outcome::NotApplicable => ("not_applicable", "neutral", "none"),
        };
        let word = self.ui(&format!("ui.outcome.{id}"));
        Chip {
            tone,
            icon,
            word,
            n: None,
        }
    }

    /// That a rule is not met, and how much its findings weigh.
    pub(crate) fn broken(&self, weight: Severity) -> Chip {
        let Chip { tone, icon, .. } = self.severity(weight);
        let chip = self.outcome(Outcome::Violated);
        Chip { tone, icon, ..chip }
    }

    /// How much a rule or a finding weighs.
    pub(crate) fn severity(&self, severity: Severity) -> Chip {
        let (tone, icon) = match severity {
            Severity::Error => ("fail", "fail"),
            Severity::Warning => ("attention", "warning"),
            Severity::Info => ("neutral", "info"),
        };
        let word = self.ui(&format!("ui.severity.{}", severity.id()));
        Chip {
            tone,
            icon,
            word,
            n: None,
        }
    }
}
