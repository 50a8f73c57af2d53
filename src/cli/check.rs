//! `changebook check`: what is not in order.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::Error;
use crate::report::{Format, Look as Drawn, Paths, Report};

use super::Exit;
use super::common::{Judging, Look, Portal, Session};

/// Check every record against the procedure
///
/// Reads the portal, holds every record against every rule, and reports what is not in order, each
/// thing with its place, the clause that asks for it and what to write instead. Writes nothing but the
/// report.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Format of the report
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_parser())]
    format: Format,

    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook check                              the portal here, above, or in content/
  changebook check --fail-on warning            for a strict pipeline
  changebook check --format json -o found.json  for a program
  changebook check --as-of 2025-12-31           as things stood at the end of that day
  changebook check --lang en                    in English";

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.map(|it| PossibleValue::new(it.id()).help(it.about()));
    PossibleValuesParser::new(known).try_map(|id| Format::from_id(&id).ok_or("an unknown format"))
}

/// Checks and reports.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = args.portal.find()?.as_of(args.judging.as_of.clone());
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    let checked = crate::judge(&project, reading)?;
    let report = Report {
        context: checked.context(),
        findings: &checked.findings,
        lang,
        since: None,
    };
    let repository = project.repository();
    let look = Drawn {
        colour: args.output.is_none() && session.is_coloured(),
        quiet: session.quiet,
        paths: Paths {
            here: &|path| project.shown(path),
            repository: &|path| project.from_folder(repository, path),
        },
    };
    let text = args.format.write(&report, look);
    session.result(&text, args.output.as_deref())?;
    Ok(args.judging.fail_on.exit(&report))
}
