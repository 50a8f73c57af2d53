//! `changebook explain`: the manual page of anything that has an id.

use crate::error::Error;
use crate::explain::{Manual, text};

use super::Exit;
use super::common::{Look, PortalOption, Session};

/// Explain a rule, a clause, a document type, a field, or a finding
///
/// Prints the manual page of whatever has that id in the portal: a rule, a clause or section of the
/// procedure, a document type, a field by its path, a route, a state, an event, a role, a check kind,
/// or a finding of changebook itself. The same text is a page of the site.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Id of what is to be explained, as reports, records and rules write it
    #[arg(value_name = "ID")]
    id: String,

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
  changebook explain RULE          a rule, by the id in brackets of a report";

/// Explains.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let reading = crate::read(&args.portal.find()?)?;
    let lang = session.speak(&reading.config);
    let manual = Manual {
        sources: &reading.sources,
        procedure: &reading.procedure,
        zone: &reading.config.zone,
    };
    let page = manual.explain(&args.id)?;
    session.result(&text::write(&page, lang), None)?;
    Ok(Exit::Clean)
}
