//! The state of things in one sentence and four numbers.

use serde::Serialize;

use crate::site::address::Href;
use crate::site::chip::Chip;
use crate::site::desk::{Here, Target};
use crate::site::facet::Facet;
use crate::site::waivers;

/// A number that leads to what it counts.
#[derive(Debug, Serialize)]
pub(crate) struct Number {
    pub(crate) chip: Chip,
    pub(crate) n: usize,
    pub(crate) label: String,
    pub(crate) href: Option<Href>,
}

/// The counts at the top.
pub(super) fn numbers(
    here: &Here<'_>,
    broken: usize,
    undecided: usize,
    running: usize,
) -> Vec<Number> {
    let listed = |label: &str, verdict: &str, n: usize| {
        let href = here.href(Target::Listed(Facet::Verdict, verdict));
        Number {
            chip: here.verdict(verdict),
            n,
            label: here.ui(label),
            href: href.filter(|_| n > 0),
        }
    };
    vec![
        listed("ui.home.non_compliant", "non_compliant", broken),
        listed("ui.home.undecidable", "undecidable", undecided),
        listed("ui.home.in_progress", "in_progress", running),
        Number {
            chip: here.verdict("waived"),
            n: waivers::ending_soon(here),
            label: here.ui("ui.home.ending"),
            href: here.href_at(Target::Compliance, "waivers"),
        },
    ]
}

pub(super) fn sentence(here: &Here<'_>, all: usize, broken: usize, running: usize) -> String {
    if all == 0 {
        return here.ui("ui.home.empty");
    }
    let first = if broken == 0 {
        here.ui("ui.home.all_well")
    } else {
        here.count("ui.home.need", broken)
    };
    let rest = here.ui_with(
        "ui.home.rest",
        &[
            ("all", &all.to_string()),
            ("running", &running.to_string()),
            ("fine", &(all - broken - running).to_string()),
        ],
    );
    format!("{first}{}{rest}", here.ui("ui.between_sentences"))
}
