//! `changebook export`: the changes for other tools, and the evidence of some of them.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::Checked;
use crate::digest::Digests;
use crate::error::Error;
use crate::export::{Population, csv, json, sample, xlsx};
use crate::git;
use crate::history::History;
use crate::lang::Text;
use crate::output::{self, Written};
use crate::pack::{self, Wanted};
use crate::project::Project;
use crate::publish;
use crate::report::Report;
use crate::text::{nearest, normal};
use crate::words;

use super::Exit;
use super::common::{Judging, Look, Portal, Session};

/// Write the changes for other tools, or pack the evidence of some of them
///
/// Prints every change with its route, state, verdict and dates, or writes it to a file. In CSV a cell that begins
/// like a formula (= + - @, tab, line break) gets a ' before it, so that no spreadsheet runs what somebody wrote
/// into a title; JSON has the very words. With --evidence, a folder is filled instead: one folder a change with its
/// page, its files, its findings and a list of digests that `sha256sum -c` accepts. What looks like a secret stays
/// veiled in it, files that name people stay out where the portal prints roles for names (LEFT-OUT.txt lists them), and
/// nothing of anybody else is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Form of the list of changes
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// File of the list [default: standard output]
    #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    output: Option<PathBuf>,

    /// Fill this folder with the evidence of the changes instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["format", "output"])]
    evidence: Option<PathBuf>,

    /// Only this change; may be given several times
    #[arg(long, value_name = "ID")]
    change: Vec<String>,

    /// Only so many changes, drawn by the SHA-256 of SEED:ID, the lowest first
    #[arg(long, value_name = "N", conflicts_with = "change")]
    sample: Option<usize>,

    /// What the sample is drawn with [default: the day for which the portal is judged]
    #[arg(long, value_name = "SEED", requires = "sample")]
    seed: Option<String>,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook export                                   every change as CSV
  changebook export --format xlsx --output all.xlsx   as a workbook, with dates that are dates
  changebook export --sample 25 --seed 2026-Q2        a sample that anybody can draw again
  changebook export --evidence audit --sample 25 --seed 2026-Q2
                                                      and what shows each of them, a folder a change
  changebook export --evidence audit --change CHG-2025-0001";

impl Args {
    /// Whether some changes are wanted and not all.
    fn is_cut(&self) -> bool {
        self.sample.is_some() || !self.change.is_empty()
    }
}

/// The forms of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For spreadsheets and scripts, safe against formulas
    Csv,
    /// A workbook
    Xlsx,
    /// For programs; `changebook schema changes` describes it
    Json,
    /// Windows, freezes and peaks as a calendar (iCalendar); of chosen changes, their windows alone
    Ics,
}

/// Exports.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.judging.as_of.clone()));
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    if let Some(folder) = &args.evidence {
        output::apart(folder, project.root())?;
    }
    let checked = crate::judge(&project, reading)?;
    let report = Report {
        context: checked.context(),
        findings: &checked.findings,
        lang,
        since: None,
    };
    match &args.evidence {
        Some(folder) => {
            let done = evidence(args, session, (&project, &checked, folder))?;
            session.result(&format!("{}\n", done.get(lang)), None)?;
        }
        None => list(args, session, &checked)?,
    }
    Ok(args.judging.fail_on.exit(&report))
}

/// Writes the list of changes.
fn list(args: &Args, session: &Session, checked: &Checked) -> Result<(), Error> {
    publish::names_known(checked)?;
    let nobody = History::default();
    let site = publish::site(checked, &nobody, Digests::new());
    let all = site.population();
    let rows = chosen(args, session, &all)?;
    let population = Population {
        rows: rows.iter().map(|&it| all.rows[it].clone()).collect(),
        ..all
    };
    let file = args.output.as_deref();
    match args.format {
        Format::Csv => session.result(&csv::write(&population), file),
        Format::Json => session.result(&json::write(&population), file),
        Format::Ics => {
            let only = args.is_cut().then_some(rows.as_slice());
            session.result(&String::from_utf8_lossy(&site.feed(only)), file)
        }
        Format::Xlsx => {
            let bytes = xlsx::write(&population, session.lang())?;
            file.map_or(Ok(()), |it| output::file(it, &bytes))
        }
    }
}

/// Fills the folder of the evidence; what was done, in words.
fn evidence(
    args: &Args,
    session: &Session,
    (project, checked, folder): (&Project, &Checked, &PathBuf),
) -> Result<Text, Error> {
    let history = git::history(project.root(), &History::default());
    let site = publish::whole(project, checked, &history)?;
    let records = chosen(args, session, &site.population())?;
    let wanted = Wanted {
        project,
        checked,
        site: &site,
        records: &records,
    };
    let written: Written = pack::pack(wanted, |files| output::write(folder, files))?;
    let kept: usize = records.iter().map(|&it| site.files_of(it).kept.len()).sum();
    if kept > 0 {
        let args = [
            ("n", Text::plain(kept.to_string())),
            ("list", Text::plain(pack::LEFT_OUT)),
        ];
        session.progress(words::fill("cli.left_out", &args).get(session.lang()));
    }
    for file in &written.foreign {
        let args = [("file", Text::plain(file.clone()))];
        session.progress(words::fill("cli.foreign", &args).get(session.lang()));
    }
    let number = |it: usize| Text::plain(it.to_string());
    let args = [
        ("place", Text::plain(folder.display().to_string())),
        ("changes", number(records.len())),
        ("files", number(written.written + written.kept)),
    ];
    Ok(words::fill("cli.packed", &args))
}

/// The changes that are wanted, by their places in the population.
fn chosen(args: &Args, session: &Session, all: &Population) -> Result<Vec<usize>, Error> {
    if let Some(n) = args.sample {
        let day = || all.as_of.day(&all.zone).to_string();
        let seed = args.seed.clone().unwrap_or_else(day);
        let drawn = sample::draw(all.rows.iter().map(|it| it.id.as_str()), &seed, n);
        let said = [
            ("n", Text::plain(drawn.len().to_string())),
            ("all", Text::plain(all.rows.len().to_string())),
            ("seed", Text::plain(seed)),
        ];
        session.progress(words::fill("cli.drawn", &said).get(session.lang()));
        return Ok(drawn);
    }
    if args.change.is_empty() {
        return Ok((0..all.rows.len()).collect());
    }
    let mut found = Vec::new();
    for written in &args.change {
        let wanted = normal(written);
        let at = all.rows.iter().position(|it| normal(&it.id) == wanted);
        let at = at.ok_or_else(|| Error::UnknownRecord {
            id: written.clone(),
            nearest: nearest(written, all.rows.iter().map(|it| it.id.as_str())).map(str::to_owned),
        })?;
        if !found.contains(&at) {
            found.push(at);
        }
    }
    Ok(found)
}
