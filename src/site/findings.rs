//! A finding as pages show it: what is wrong, where, what to write instead.

use serde::Serialize;

use crate::lang::Text;

use super::chip::Chip;
use super::desk::{Here, Target};
use super::lists::Counted;
use super::text::Rich;

/// A finding.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) href: Option<super::address::Href>,
    pub(crate) chip: Chip,
    pub(crate) message: Rich,
    pub(crate) help: Option<Rich>,
    /// Path and line.
    pub(crate) place: String,
    pub(crate) edit: Option<super::address::Href>,
    pub(crate) clauses: Vec<Counted>,
    pub(crate) related: Vec<Related>,
}

/// Another place that belongs to it.
#[derive(Debug, Serialize)]
pub(crate) struct Related {
    pub(crate) place: String,
    pub(crate) message: Rich,
}

/// A message as it begins a line. What somebody wrote stands in back quotes and stays as it is.
pub(super) fn begun(message: &Text) -> Text {
    Text::from_fn(|lang| {
        let text = message.get(lang);
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => String::new(),
        }
    })
}

impl Here<'_> {
    /// A finding with its links.
    pub(crate) fn finding(&self, finding: &crate::finding::Finding) -> Finding {
        use crate::finding::Outcome;
        let chip = match finding.outcome {
            Outcome::Violated => self.severity(finding.severity),
            Outcome::Indeterminate => self.outcome(crate::check::Outcome::Indeterminate),
            Outcome::Waived => self.outcome(crate::check::Outcome::Waived),
            Outcome::Baseline => self.outcome(crate::check::Outcome::Baseline),
        };
        let related = finding.related.iter().map(|it| Related {
            place: self.desk.cite(it.place),
            message: self.rich(&it.message),
        });
        Finding {
            rule: finding.rule.clone(),
            href: self.href(Target::Rule(&finding.rule)),
            chip,
            message: self.rich(&begun(&finding.message)),
            help: finding.help.as_ref().map(|it| self.rich(&begun(it))),
            place: self.desk.cite(finding.place),
            edit: self.origin(finding.place).edit,
            clauses: self.clauses(&finding.clauses),
            related: related.collect(),
        }
    }
}
