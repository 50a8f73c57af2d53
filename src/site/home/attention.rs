//! What is wrong or cannot be decided, with its worst findings.

use serde::Serialize;

use super::LISTED;
use crate::finding::{self, Outcome, Severity};
use crate::site::desk::{Here, Target};
use crate::site::facet::Facet;
use crate::site::findings::Finding;
use crate::site::lists::{ChangeRow, Counted, Link};
use crate::site::text::Said;

/// A change and what is wrong with it.
#[derive(Debug, Serialize)]
pub(crate) struct Trouble {
    pub(crate) change: ChangeRow,
    pub(crate) findings: Vec<Finding>,
    /// How many more there are, in words.
    pub(crate) more: Option<String>,
}

pub(super) fn trouble(here: &Here<'_>, index: usize, undecided: bool) -> Option<Trouble> {
    let fits = |it: &&finding::Finding| {
        if undecided {
            it.outcome == Outcome::Indeterminate
        } else {
            it.outcome == Outcome::Violated && it.severity == Severity::Error
        }
    };
    let found: Vec<_> = here.desk.found(index).filter(fits).collect();
    Some(Trouble {
        change: here.change_row(index)?,
        findings: found.iter().take(3).map(|it| here.finding(it)).collect(),
        more: (found.len() > 3).then(|| here.count("ui.home.more_findings", found.len() - 3)),
    })
}

/// A link to all changes with a verdict, if the start page does not list them all.
pub(super) fn all(here: &Here<'_>, verdict: &str, n: usize) -> Option<Link> {
    let href = here.href(Target::Listed(Facet::Verdict, verdict))?;
    let text = here.ui_with(&format!("ui.home.all.{verdict}"), &[("n", &n.to_string())]);
    let label = Said { text, lang: None };
    (n > LISTED).then_some(Link { label, href })
}

/// A link to the changes with warnings.
pub(super) fn warned(here: &Here<'_>) -> Option<Counted> {
    let n = here.desk.members(Facet::Verdict, "warning").len();
    (n > 0).then(|| Counted {
        label: Said {
            text: here.count("ui.home.warned", n),
            lang: None,
        },
        href: here.href(Target::Listed(Facet::Verdict, "warning")),
        n,
        current: false,
    })
}
