//! The command line: what can be asked for, and how a run ends.
//!
//! One file a verb, each with its arguments and one function. This module and
//! its files alone name clap, print, and know colours and exit codes. Standard
//! output carries the result; progress and errors go to standard error, so
//! that a result can be piped while a person still reads what happened.
//!
//! - [`common`]: the arguments that verbs share, and what they print through

pub mod build;
pub mod check;
pub mod common;
pub mod completions;
pub mod explain;
pub mod export;
pub mod fix;
pub mod init;
mod last;
pub mod lsp;
pub mod man;
pub mod new;
mod progress;
pub mod schema;
pub mod seal;
pub mod serve;
pub mod status;
pub mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::Error;

use common::Session;

/// How a run ended, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The work was done and no finding is as heavy as `--fail-on`.
    Clean,
    /// The work was done and at least one finding is.
    Findings,
    /// The work could not be done.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

/// Turn a folder of change records into a checked, browsable portal
///
/// A portal is a folder with `changebook.yaml`: the records of your changes, the procedure that they
/// follow, and the registers of people and systems. changebook reads them, holds every record against
/// the procedure, and publishes the whole as a static site.
#[derive(Debug, Parser)]
#[command(name = "changebook", version, max_term_width = 100, after_long_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

const AFTER: &str = "\
Examples:
  changebook init               begin a new portal here
  changebook new change \"TITLE\" begin a change, with its documents
  changebook status             what is next, and who does it
  changebook check              check the portal here, above, or in content/
  changebook serve --open       browse it, and see every save at once
  changebook build --out site   publish it
  changebook explain bad-date   what a finding is about, and what to write
  changebook fix --dry-run      what can be mended without deciding anything
  changebook export             every change, for a spreadsheet

Exit codes:
  0  done, and nothing as heavy as --fail-on was found
  1  done, and something was
  2  could not do it: usage, configuration, disk";

/// The verbs by name; a test holds them against the definitions, which must not ask for themselves.
const VERBS: [&str; 15] = [
    "init",
    "new",
    "status",
    "check",
    "build",
    "serve",
    "watch",
    "explain",
    "export",
    "schema",
    "fix",
    "seal",
    "lsp",
    "completions",
    "man",
];

#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::Args),
    New(new::Args),
    Status(status::Args),
    Check(check::Args),
    Build(build::Args),
    Serve(serve::Args),
    Watch(watch::Args),
    Explain(explain::Args),
    Export(export::Args),
    Schema(schema::Args),
    Fix(fix::Args),
    Seal(seal::Args),
    Lsp(lsp::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Does what `args` ask for, the name of the program first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<_> = args.into_iter().collect();
    let asked = match completions::answered(&args) {
        Ok(true) => return Exit::Clean.into(),
        Ok(false) => Cli::try_parse_from(args),
        Err(error) => Err(error),
    };
    match asked {
        Ok(cli) => dispatch(&cli.verb).into(),
        Err(usage) => {
            // Whoever closed the pipe does not want to read it.
            let _ = usage.print();
            ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2))
        }
    }
}

fn dispatch(verb: &Verb) -> Exit {
    let look = match verb {
        Verb::Init(args) => &args.look,
        Verb::New(args) => args.look(),
        Verb::Status(args) => &args.look,
        Verb::Check(args) => &args.look,
        Verb::Build(args) => &args.look,
        Verb::Serve(args) => &args.look,
        Verb::Watch(args) => &args.look,
        Verb::Explain(args) => &args.look,
        Verb::Export(args) => &args.look,
        Verb::Schema(args) => &args.look,
        Verb::Fix(args) => &args.look,
        Verb::Seal(args) => &args.look,
        Verb::Lsp(args) => &args.look,
        Verb::Completions(args) => &args.look,
        Verb::Man(args) => &args.look,
    };
    let mut session = Session::new(look);
    let done = match verb {
        Verb::Init(args) => init::run(args, &mut session),
        Verb::New(args) => new::run(args, &mut session),
        Verb::Status(args) => status::run(args, &mut session),
        Verb::Check(args) => check::run(args, &mut session),
        Verb::Build(args) => build::run(args, &mut session),
        Verb::Serve(args) => serve::run(args, &mut session),
        Verb::Watch(args) => watch::run(args, &mut session),
        Verb::Explain(args) => explain::run(args, &mut session),
        Verb::Export(args) => export::run(args, &mut session),
        Verb::Schema(args) => schema::run(args, &mut session),
        Verb::Fix(args) => fix::run(args, &mut session),
        Verb::Seal(args) => seal::run(args, &mut session),
        Verb::Lsp(args) => lsp::run(args, &session),
        Verb::Completions(args) => completions::run(args, &mut session),
        Verb::Man(args) => man::run(args, &mut session),
    };
    done.unwrap_or_else(|error| failed(&session, &error))
}

/// Says what happened, why, and what to do.
fn failed(session: &Session, error: &Error) -> Exit {
    session.complain(error);
    Exit::Failed
}

#[cfg(test)]
mod tests {
    use super::*;

    use clap::CommandFactory as _;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        let words = std::iter::once("changebook").chain(line.split_whitespace());
        Cli::try_parse_from(words)
    }

    #[test]
    fn definition_of_the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_verb_and_option_has_help_and_every_verb_examples() {
        for verb in Cli::command().get_subcommands() {
            assert!(verb.get_about().is_some(), "{}", verb.get_name());
            let after = verb.get_after_long_help().map(ToString::to_string);
            assert!(
                after.unwrap_or_default().contains("Examples:"),
                "{}",
                verb.get_name()
            );
            for arg in verb.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty(), "{} {}", verb.get_name(), arg.get_id());
                assert!(
                    !help.ends_with('.'),
                    "{} {}: {help}",
                    verb.get_name(),
                    arg.get_id()
                );
            }
        }
    }

    #[test]
    fn list_of_verbs_is_that_of_the_definitions() {
        let command = Cli::command();
        let defined: Vec<_> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        assert_eq!(defined, VERBS);
    }

    #[test]
    fn portal_is_named_once() {
        assert!(parse("check docs").is_ok());
        assert!(parse("check --portal docs").is_ok());
        let both = parse("check docs --portal docs").unwrap_err();
        assert_eq!(both.exit_code(), 2);
    }

    #[test]
    fn unknown_words_are_usage_errors() {
        for line in [
            "chekc",
            "check --format yaml",
            "check --lang fr",
            "check --fail-on info",
            "",
        ] {
            assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
