//! `changebook check`: what is not in order.

mod debt;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::Error;
use crate::output;
use crate::report::{Format, Look as Drawn, Paths, Report};

use crate::Checked;
use crate::check::baseline::Baseline;
use crate::project::Project;

use super::Exit;
use super::common::{Judging, Look, Portal, Session};

use debt::Touched;

/// Check every record against the procedure
///
/// Reads the portal, holds every record against every rule, and reports what is not in order, each
/// thing with its place, the clause that asks for it and what to write instead. Writes nothing but the
/// report, and the baseline that is asked for.
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

    /// Write a report in this format to this file as well; may be repeated
    #[arg(long, value_name = "FORMAT:FILE", value_parser = parse_further)]
    report: Vec<Further>,

    /// Report the violations that this file lists apart; they do not fail the check
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write what is violated now to this file; with --baseline only what it lists and still holds
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,

    /// Let findings count only in changes that were touched since this git revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,

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
  changebook check --report sarif:out.sarif --report junit:out.xml
                                                several reports of one run
  changebook check --as-of 2025-12-31           as things stood at the end of that day
  changebook check --lang en                    in English
  changebook check --write-baseline known.yaml  accept what is violated now as known
  changebook check --baseline known.yaml        fail on what is not known
  changebook check --since origin/main          fail on what this branch touched";

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.map(|it| PossibleValue::new(it.id()).help(it.about()));
    PossibleValuesParser::new(known).try_map(|id| Format::from_id(&id).ok_or("an unknown format"))
}

/// A report beside the one that is printed.
#[derive(Clone, Debug)]
struct Further {
    format: Format,
    file: PathBuf,
}

fn parse_further(text: &str) -> Result<Further, String> {
    let known = Format::ALL.map(Format::id).join(", ");
    let (id, file) = text
        .split_once(':')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("write it as FORMAT:FILE, such as sarif:found.sarif")?;
    let format = Format::from_id(id).ok_or(format!("the formats are {known}"))?;
    Ok(Further {
        format,
        file: file.into(),
    })
}

/// Refuses one file for two of what is written, before any work is done.
fn apart(args: &Args) -> Result<(), Error> {
    let mut taken = BTreeSet::new();
    let further = args.report.iter().map(|it| &it.file);
    let written = args.output.iter().chain(&args.write_baseline);
    for file in written.chain(further) {
        if !taken.insert(output::real(file)) {
            return Err(Error::ReportTwice { path: file.clone() });
        }
    }
    Ok(())
}

/// Checks and reports.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    apart(args)?;
    let project = session.follow(args.portal.find()?.as_of(args.judging.as_of.clone()));
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    let checked = crate::judge(&project, reading)?;
    let (checked, baseline) = known(args, session, &project, checked)?;
    let touched = args.since.as_deref();
    let touched = touched.map(|it| Touched::find(&project, &checked, it));
    let mut touched = touched.transpose()?;
    if let Some(touched) = &mut touched {
        touched.tell(session);
        if args.format == Format::Markdown {
            touched.compare(&project, &checked, baseline.as_ref())?;
        }
    }
    let report = Report {
        context: checked.context(),
        findings: &checked.findings,
        lang,
        since: touched.as_ref().map(|it| &it.since),
    };
    let repository = project.repository();
    let look = Drawn {
        colour: args.output.is_none() && session.is_coloured(),
        quiet: session.quiet,
        failing: args.judging.fail_on.failing(),
        paths: Paths {
            here: &|path| project.shown(path),
            repository: &|path| project.from_folder(repository, path),
        },
    };
    let mut exit = args.judging.fail_on.exit(&report);
    for further in &args.report {
        let look = Drawn {
            colour: false,
            ..look
        };
        let text = further.format.write(&report, look);
        // One that cannot be written takes none of the others with it.
        if let Err(error) = output::file(&further.file, text.as_bytes()) {
            session.complain(&error);
            exit = Exit::Failed;
        }
    }
    let text = args.format.write(&report, look);
    session.result(&text, args.output.as_deref())?;
    Ok(exit)
}

/// Reports apart what a baseline knows, and writes the one that is asked for.
fn known(
    args: &Args,
    session: &Session,
    project: &Project,
    mut checked: Checked,
) -> Result<(Checked, Option<Baseline>), Error> {
    let old = args.baseline.as_deref();
    let old = old.map(|it| debt::read(project, &mut checked, it));
    let old = old.transpose()?;
    let Some(path) = &args.write_baseline else {
        return Ok(match old {
            Some(old) => (checked.with_baseline(&old), Some(old)),
            None => (checked, None),
        });
    };
    if checked.book.as_of.view {
        return Err(Error::BaselineView);
    }
    let all = &checked.findings.all;
    let now = match &old {
        Some(old) => old.kept(&checked.context(), all),
        None => Baseline::of(&checked.context(), all),
    };
    debt::write(project, session, path, &now)?;
    // What was just written down as known is reported as known.
    Ok((checked.with_baseline(&now), Some(now)))
}
