//! `changebook schema`: the JSON Schema of what changebook reads and writes.
//!
//! [`KINDS`] is the registry: a kind is a line there. A kind that depends on a
//! procedure reads the portal in its function; the others need none.

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::error::Error;
use crate::export;
use crate::report::json;
use crate::status;

use super::Exit;
use super::common::{Look, PortalOption, Session};

/// Print the JSON Schema of a file or a report
///
/// Prints a JSON Schema (2020-12), for editors that complete and check what is written, and for programs
/// that read what changebook prints.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What the schema describes
    #[arg(value_name = "KIND", value_parser = kind_parser())]
    kind: String,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook schema findings                  of check --format json
  changebook schema findings > findings.json  into a file";

/// A kind of schema.
struct Kind {
    id: &'static str,
    about: &'static str,
    text: fn(&PortalOption) -> Result<String, Error>,
}

/// All of them, in the order in which help lists them.
const KINDS: &[Kind] = &[
    Kind {
        id: "changes",
        about: "What `export --format json` prints, and data/changes.json of the site",
        text: |_| Ok(export::json::JSON_SCHEMA.to_owned()),
    },
    Kind {
        id: "findings",
        about: "What `check --format json` prints, and data/findings.json of the site",
        text: |_| Ok(json::JSON_SCHEMA.to_owned()),
    },
    Kind {
        id: "status",
        about: "What `status --format json` prints",
        text: |_| Ok(status::json::JSON_SCHEMA.to_owned()),
    },
];

fn kind_parser() -> PossibleValuesParser {
    let known = KINDS
        .iter()
        .map(|it| PossibleValue::new(it.id).help(it.about));
    PossibleValuesParser::new(known)
}

/// Prints the schema.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    if let Some(kind) = KINDS.iter().find(|it| it.id == args.kind) {
        session.result(&(kind.text)(&args.portal)?, None)?;
    }
    Ok(Exit::Clean)
}
