//! `/audit/`: the statement of the day, the population, a sample, the digests.

use serde::Serialize;

use crate::export::sample;
use crate::site::address::{Address, Href};
use crate::site::desk::{Here, Target};
use crate::site::facet::Facet;
use crate::site::lists::Counted;
use crate::site::shell::Frame;
use crate::site::text::Said;

use super::list::{self, Row};
use super::{SAMPLE, as_of, files, seed};

/// The page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// The statement in one sentence.
    pub(crate) statement: String,
    /// What it counts, each with its list.
    pub(crate) counts: Vec<Counted>,
    /// How to make the same statement again.
    pub(crate) repeat: String,
    /// How the population was counted, sentence by sentence.
    pub(crate) how: Vec<String>,
    pub(crate) population: Href,
    pub(crate) export: String,
    pub(crate) csv: Href,
    pub(crate) json: Href,
    pub(crate) sample: Sample,
    pub(crate) digests: Digests,
}

/// A sample that anybody can draw again.
#[derive(Debug, Serialize)]
pub(crate) struct Sample {
    pub(crate) seed: String,
    /// What was drawn, in words.
    pub(crate) drawn: String,
    pub(crate) rows: Vec<Row>,
    /// The command that draws it and packs the evidence.
    pub(crate) command: String,
    /// How one rank is computed by hand.
    pub(crate) by_hand: String,
}

/// The list of digests.
#[derive(Debug, Serialize)]
pub(crate) struct Digests {
    /// How many files are listed, in words; nothing if nobody read them.
    pub(crate) listed: Option<String>,
    /// How many are not, and why.
    pub(crate) left_out: Vec<String>,
    pub(crate) href: Href,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let title = here.section("audit");
    let prefix = crate::site::address::prefix(&here.desk.ctx.config.languages, here.lang);
    let file = |path: &str| here.address.href(&Address::file(path), None);
    let view = View {
        title: title.clone(),
        statement: statement(here),
        counts: counts(here),
        repeat: format!("changebook check {}", as_of(here)),
        how: how(here),
        population: here.address.href(&list::address(&prefix, 0), None),
        export: format!(
            "changebook export --format csv --output changes.csv {}",
            as_of(here)
        ),
        csv: file("data/changes.csv"),
        json: file("data/changes.json"),
        sample: draw(here),
        digests: digests(here),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("audit"),
        ..Frame::default()
    };
    (frame, view)
}

fn statement(here: &Here<'_>) -> String {
    let summary = &here.desk.findings.summary;
    let number = |n: usize| n.to_string();
    let as_of = here
        .desk
        .ctx
        .book
        .as_of
        .moment
        .show(&here.desk.ctx.config.zone);
    here.ui_with(
        "ui.audit.statement",
        &[
            ("date", &as_of),
            ("n", &here.count("ui.audit.changes", summary.changes)),
            ("bad", &number(summary.non_compliant)),
            ("running", &number(summary.in_progress)),
            ("fine", &number(summary.compliant)),
        ],
    )
}

/// The verdicts that occur, each with its list.
fn counts(here: &Here<'_>) -> Vec<Counted> {
    let values = here.desk.facets.iter().find(|it| it.0 == Facet::Verdict);
    let values = values.map_or(&[][..], |it| it.1.as_slice());
    let count = |(value, members): &(String, Vec<usize>)| {
        here.facet(Facet::Verdict, value, members.len(), false)
    };
    values.iter().map(count).collect()
}

fn how(here: &Here<'_>) -> Vec<String> {
    let ctx = here.desk.ctx;
    let shape = &ctx.procedure.records;
    let pattern = format!("{}/**/{}", shape.folder, shape.file);
    let unreadable = ctx.book.records.iter().filter(|it| !it.head.readable);
    let summary = &here.desk.findings.summary;
    let mut how = vec![here.ui_with("ui.audit.how.files", &[("pattern", &pattern)])];
    how.push(here.count("ui.audit.how.unreadable", unreadable.count()));
    if shape.is_dossier() {
        how.push(here.count("ui.audit.how.documents", summary.documents));
    }
    how.push(here.ui("ui.audit.how.once"));
    if ctx.book.as_of.view {
        how.push(here.ui("ui.audit.how.view"));
    }
    how
}

fn draw(here: &Here<'_>) -> Sample {
    let records = &here.desk.ctx.book.records;
    let seed = seed(here);
    let ids = records.iter().map(|it| it.id.as_str());
    let drawn = sample::draw(ids, &seed, SAMPLE);
    let row = |(n, index): (usize, &usize)| Row {
        rank: Some(sample::rank(&seed, &records[*index].id)[..12].to_owned()),
        ..list::row(here, n, *index)
    };
    let first = drawn.first().map_or("ID", |it| records[*it].id.as_str());
    Sample {
        drawn: here.ui_with(
            "ui.audit.drawn",
            &[
                ("n", &drawn.len().to_string()),
                ("all", &records.len().to_string()),
                ("seed", &seed),
            ],
        ),
        command: format!(
            "changebook export --evidence evidence --sample {SAMPLE} --seed {seed} {}",
            as_of(here)
        ),
        by_hand: format!("printf '%s' '{seed}:{first}' | sha256sum"),
        rows: (1..).zip(&drawn).map(row).collect(),
        seed,
    }
}

fn digests(here: &Here<'_>) -> Digests {
    let listed = files::listed(here.desk);
    let (veiled, named) = (listed.veiled, listed.named);
    let mut left_out = Vec::new();
    if veiled > 0 {
        left_out.push(here.count("ui.audit.veiled", veiled));
    }
    if named > 0 {
        left_out.push(here.count("ui.audit.named", named));
    }
    let n = listed.files.len();
    Digests {
        listed: (n > 0).then(|| here.count("ui.audit.listed", n)),
        left_out,
        href: here.address.href(&Address::file(files::LIST), None),
    }
}

/// The way back to the overview, for pages beneath it.
pub(super) fn above<'p>(here: &Here<'_>) -> Vec<(Said, Target<'p>)> {
    vec![(here.section("audit"), Target::Audit)]
}
