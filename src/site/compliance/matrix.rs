//! The matrix: a row a change, a cell a family of rules.

use serde::Serialize;

use crate::check::Outcome;
use crate::finding::{self, Severity};
use crate::site::address::Href;
use crate::site::chip::Chip;
use crate::site::desk::{Family, Here, Target};
use crate::site::lists::ChangeRow;

/// A change in the matrix.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixRow {
    pub(crate) change: ChangeRow,
    pub(crate) cells: Vec<Cell>,
}

/// A change and a family: the worst of its outcomes and how often.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) chip: Chip,
    /// What the head of the column says.
    pub(crate) family: String,
    /// Where the dossier speaks of it, if something is wrong.
    pub(crate) href: Option<Href>,
}

/// What was found in a record that no rule of the procedure bears.
pub(super) fn others<'d>(
    here: &Here<'d>,
    index: usize,
) -> impl Iterator<Item = &'d finding::Finding> {
    let procedure = here.desk.ctx.procedure;
    let found = here.desk.found(index);
    found.filter(|it| procedure.rule(&it.rule).is_none())
}

/// The row of a change; with a cell for what no rule bears, if any row of the sheet has some.
pub(super) fn row(here: &Here<'_>, index: usize, with_others: bool) -> Option<MatrixRow> {
    let desk = here.desk;
    let verdicts = desk.verdicts(index);
    let cell = |family: &Family<'_>| {
        let is_of = |rule: &str| family.rules.iter().any(|it| it.id == rule);
        let own = verdicts.iter().filter(|it| is_of(&it.rule));
        let unread = own.clone().filter(|it| desk.is_unread(index, it)).count();
        let outcomes: Vec<_> = own.map(|it| it.outcome).collect();
        let found: Vec<_> = desk.found(index).filter(|it| is_of(&it.rule)).collect();
        Cell {
            chip: worst(here, &outcomes, &found, unread),
            family: here.family(family).text,
            href: anchor(&found)
                .or((unread > 0).then_some("undecided"))
                .and_then(|it| here.href_at(Target::Change(index), it)),
        }
    };
    let rest = || {
        let found: Vec<_> = others(here, index).collect();
        Cell {
            // Every record is looked through for these.
            chip: if found.is_empty() {
                here.outcome(Outcome::Pass)
            } else {
                worst(here, &[], &found, 0)
            },
            family: here.ui("ui.compliance.others"),
            href: anchor(&found).and_then(|it| here.href_at(Target::Change(index), it)),
        }
    };
    let cells = desk.families.iter().map(cell);
    Some(MatrixRow {
        change: here.change_row(index)?,
        cells: cells.chain(with_others.then(rest)).collect(),
    })
}

/// `unread` rules could not judge and no finding says so.
fn worst(
    here: &Here<'_>,
    outcomes: &[Outcome],
    found: &[&finding::Finding],
    unread: usize,
) -> Chip {
    let with = |outcome, severity: Option<Severity>| {
        let fits = |it: &&&finding::Finding| {
            it.outcome == outcome && severity.is_none_or(|wanted| wanted == it.severity)
        };
        found.iter().filter(fits).count()
    };
    let passed = outcomes.iter().filter(|it| **it == Outcome::Pass).count();
    let errors = with(finding::Outcome::Violated, Some(Severity::Error));
    let violated = with(finding::Outcome::Violated, None);
    let undecided = with(finding::Outcome::Indeterminate, None) + unread;
    let waived = with(finding::Outcome::Waived, None);
    let known = with(finding::Outcome::Baseline, None);
    let numbered = |chip: Chip, n: usize| Chip { n: Some(n), ..chip };
    if errors > 0 {
        numbered(here.outcome(Outcome::Violated), errors)
    } else if undecided > 0 {
        numbered(here.outcome(Outcome::Indeterminate), undecided)
    } else if violated > 0 {
        numbered(here.verdict("warning"), violated)
    } else if waived > 0 {
        numbered(here.outcome(Outcome::Waived), waived)
    } else if known > 0 {
        numbered(here.outcome(Outcome::Baseline), known)
    } else if passed > 0 {
        numbered(here.outcome(Outcome::Pass), passed)
    } else if outcomes.contains(&Outcome::NotDue) {
        here.outcome(Outcome::NotDue)
    } else {
        here.outcome(Outcome::NotApplicable)
    }
}

/// Where the dossier speaks of the worst of these.
fn anchor(found: &[&finding::Finding]) -> Option<&'static str> {
    let has = |outcome| found.iter().any(|it| it.outcome == outcome);
    [
        (finding::Outcome::Violated, "broken"),
        (finding::Outcome::Indeterminate, "undecided"),
        (finding::Outcome::Waived, "waived"),
        (finding::Outcome::Baseline, "known"),
    ]
    .into_iter()
    .find(|it| has(it.0))
    .map(|it| it.1)
}
