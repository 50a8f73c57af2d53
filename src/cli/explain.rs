//! `changebook explain`: the manual page of anything that has an id.

use clap_complete::engine::ArgValueCompleter;
use jiff::tz::TimeZone;

use crate::error::Error;
use crate::explain::verdict::Bench;
use crate::explain::{Manual, Page, text};
use crate::lang::Lang;
use crate::procedure::Procedure;
use crate::source::Sources;

use super::Exit;
use super::common::{Look, PortalOption, Session};
use super::completions;

/// Explain a rule, a clause, a document type, a field, or a finding
///
/// Prints the manual page of whatever has that id in the portal: a rule, a clause or section of the
/// procedure, a document type, a field by its path, a route, a state, an event, a role, a check kind,
/// or a finding of changebook itself. The same text is a page of the site. Check kinds and findings of
/// changebook are explained without a portal too.
///
/// With a change it tells how that change stands to a rule, to the rules of a clause, or to a finding
/// of changebook: the outcome, the values that were compared with their places, and why nothing was
/// judged where that is so.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Id of what is to be explained, as reports, records and rules write it
    #[arg(value_name = "ID", add = ArgValueCompleter::new(completions::explained))]
    id: String,

    /// Show how this change stands to the rule: the values compared and where they stand
    #[arg(value_name = "CHANGE", add = ArgValueCompleter::new(completions::changes))]
    change: Option<String>,

    /// Judge the change as of this day, to its end, or this time
    #[arg(long, value_name = "D", requires = "change")]
    as_of: Option<String>,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook explain bad-date      a finding of changebook itself
  changebook explain order         a check kind, for authors of rules
  changebook explain TYPE          a document type: when it is due, what it holds
  changebook explain TYPE.a.b      the field b in the field a of that type
  changebook explain RULE          a rule, by the id in brackets of a report
  changebook explain RULE CHANGE   what the rule compared in a change, for a pass too";

/// Explains.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let found = args.portal.find();
    if let Err(missing @ Error::NoPortal { .. }) = found {
        return without_portal(args, session, missing);
    }
    let project = session.follow(found?.as_of(args.as_of.clone()));
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    let pages = if let Some(change) = &args.change {
        let checked = crate::judge(&project, reading)?;
        let bench = Bench {
            context: checked.context(),
            findings: &checked.findings,
            path: &|path| project.shown(path),
        };
        bench.explain(args.id.trim(), change.trim())?
    } else {
        let manual = Manual {
            sources: &reading.sources,
            procedure: &reading.procedure,
            zone: &reading.config.zone,
        };
        vec![manual.explain(&args.id)?]
    };
    print(&pages, lang, session)
}

/// Explains what needs no portal to be explained; of anything else, that there is none.
fn without_portal(args: &Args, session: &Session, missing: Error) -> Result<Exit, Error> {
    let manual = Manual {
        sources: &Sources::default(),
        procedure: &Procedure::default(),
        zone: &TimeZone::UTC,
    };
    let page = match args.change {
        Some(_) => None,
        None => manual.explain(&args.id).ok(),
    };
    match page {
        Some(page) => print(&[page], session.lang(), session),
        None => Err(missing),
    }
}

fn print(pages: &[Page], lang: Lang, session: &Session) -> Result<Exit, Error> {
    let texts: Vec<_> = pages.iter().map(|it| text::write(it, lang)).collect();
    session.result(&texts.join("\n"), None)?;
    Ok(Exit::Clean)
}
