//! `changebook man`: the manual pages, for `man`.

use clap::CommandFactory;
use clap::builder::PossibleValuesParser;
use clap_mangen::Man;

use crate::error::Error;

use super::Exit;
use super::common::{Look, Session};

/// Print the manual page of changebook, or of one of its verbs
///
/// The page is in the format of man(1). It says the same as `--help`, from the same definitions.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The verb, for a page of its own
    #[arg(value_name = "VERB", value_parser = verbs())]
    verb: Option<String>,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook man | man -l -                                     read it
  changebook man check | man -l -                               the page of a verb
  changebook man > ~/.local/share/man/man1/changebook.1         keep it";

fn verbs() -> PossibleValuesParser {
    PossibleValuesParser::new(super::VERBS)
}

/// Prints the page.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let mut command = super::Cli::command();
    command.build();
    let verb = args.verb.as_ref();
    if let Some(found) = verb.and_then(|it| command.find_subcommand(it)) {
        command = found.clone();
    }
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|source| Error::Write {
            path: "<stdout>".into(),
            source,
        })?;
    session.result(&String::from_utf8_lossy(&page), None)?;
    Ok(Exit::Clean)
}
