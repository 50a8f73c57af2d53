//! `changebook status`: what is next, what is missing for it, and who does it.

use clap::ValueEnum;
use clap_complete::engine::ArgValueCompleter;

use crate::error::Error;
use crate::status::{Status, json, list, table, tasks};

use super::Exit;
use super::common::{Look, PortalOption, Session};
use super::completions;
use super::seal::find;

/// Show where the open changes stand
///
/// A row for every open change: its state, the next one, what is missing for it, who does it, and until when.
/// With CHANGE the same as a checklist of that change, with every finding and its place. It is what the page
/// `/todo/` of the portal says.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Id of the change
    #[arg(value_name = "CHANGE", add = ArgValueCompleter::new(completions::changes))]
    change: Option<String>,

    /// Format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Judge as of this day, to its end, or this time; earlier than today is a view of the past
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook status                  every open change, the most pressing first
  changebook status CHG-2026-0007    what is left to do in one
  changebook status --format json    for a program; `changebook schema status` says what stands in it";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, or a checklist
    Human,
    /// Schema changebook/status/1
    Json,
}

/// Shows it.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.as_of.clone()));
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    let checked = crate::judge(&project, reading)?;
    let ctx = checked.context();
    let tasks = tasks(&ctx, &checked.findings);
    let status = Status {
        ctx,
        findings: &checked.findings,
        tasks: &tasks,
        lang,
    };
    let records = &checked.book.records;
    let one = match &args.change {
        Some(id) => {
            let found = find(&checked, id)?;
            records
                .iter()
                .position(|it| std::ptr::eq(it.as_ref(), found))
        }
        None => None,
    };
    let width = session.width();
    let text = match (args.format, one) {
        (Format::Json, Some(it)) => json::write(&status, &[it]),
        (Format::Json, None) => json::write(&status, &status.open()),
        (Format::Human, Some(it)) => list::write(&status, it, width, &|path| project.shown(path)),
        (Format::Human, None) => table::write(&status, width),
    };
    session.result(&text, None)?;
    Ok(Exit::Clean)
}
