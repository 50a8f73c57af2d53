//! `changebook completions`: what a shell needs to complete a command line.
//!
//! The printed script is small: at every Tab the shell asks the program itself,
//! which knows its options and, where it stands in a portal, the ids there.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};

use crate::error::Error;
use crate::lang::Lang;
use crate::project::Project;
use crate::scaffold::question::Question;

use super::Exit;
use super::common::{Look, Session, here};

/// The variable by which a shell says that it wants completions.
const ASKED: &str = "COMPLETE";

/// Print the script that completes command lines in a shell
///
/// Words, options and their values complete, and in a portal the ids of its changes, rules, clauses and
/// document types. The script asks the program at every Tab, so it stays right when the portal grows.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = shell_parser())]
    shell: String,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  source <(changebook completions bash)                                         in ~/.bashrc
  source <(changebook completions zsh)                                          in ~/.zshrc
  changebook completions fish > ~/.config/fish/completions/changebook.fish      once
  changebook completions powershell | Out-String | Invoke-Expression            in $PROFILE";

fn shell_parser() -> PossibleValuesParser {
    PossibleValuesParser::new(["bash", "zsh", "fish", "powershell"].map(PossibleValue::new))
}

/// Prints the script.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let mut script = Vec::new();
    if let Some(shell) = Shells::builtins().completer(&args.shell) {
        let name = super::Cli::command().get_name().to_owned();
        shell
            .write_registration(ASKED, &name, &name, &name, &mut script)
            .map_err(|source| Error::Write {
                path: "<stdout>".into(),
                source,
            })?;
    }
    session.result(&String::from_utf8_lossy(&script), None)?;
    Ok(Exit::Clean)
}

/// Answers a shell, if it is one that asks.
pub(super) fn answered(args: &[std::ffi::OsString]) -> Result<bool, clap::Error> {
    let current = here().ok();
    CompleteEnv::with_factory(super::Cli::command)
        .var(ASKED)
        .try_complete(args.to_vec(), current.as_deref())
}

/// The changes of the portal around the current folder that begin with what is there.
pub(super) fn changes(begun: &OsStr) -> Vec<CompletionCandidate> {
    ids(begun, |checked| {
        let records = checked.book.records.iter();
        let candidates = records.map(|it| {
            candidate(
                &it.id,
                Some(&it.title)
                    .filter(|it| !it.is_empty())
                    .map(String::as_str),
            )
        });
        candidates.collect()
    })
}

/// Whatever has an id there and can be explained.
pub(super) fn explained(begun: &OsStr) -> Vec<CompletionCandidate> {
    ids(begun, |checked| {
        let procedure = &checked.reading.procedure;
        let lang = first(checked);
        let rules = procedure.rules.iter();
        let rules = rules.map(|it| candidate(&it.id, Some(it.title.get(lang))));
        let types = procedure.documents.iter();
        let types = types.map(|it| candidate(&it.id, Some(it.title.get(lang))));
        let clauses = procedure.clauses().map(|(_, it)| candidate(&it.id, None));
        rules.chain(types).chain(clauses).collect()
    })
}

/// The document types that can be added to a change.
pub(super) fn types(begun: &OsStr) -> Vec<CompletionCandidate> {
    ids(begun, |checked| {
        let kinds = checked.reading.procedure.documents.iter().skip(1);
        let lang = first(checked);
        kinds
            .map(|it| candidate(&it.id, Some(it.title.get(lang))))
            .collect()
    })
}

/// The systems of the register.
pub(super) fn systems(begun: &OsStr) -> Vec<CompletionCandidate> {
    answers(begun, "system")
}

/// What a change may touch.
pub(super) fn scopes(begun: &OsStr) -> Vec<CompletionCandidate> {
    answers(begun, "scope")
}

/// The routes.
pub(super) fn routes(begun: &OsStr) -> Vec<CompletionCandidate> {
    answers(begun, "route")
}

/// `role=person` for everybody who holds the role; before the `=` the roles.
pub(super) fn people(begun: &OsStr) -> Vec<CompletionCandidate> {
    ids(begun, |checked| {
        let procedure = &checked.reading.procedure;
        let zone = &checked.reading.config.zone;
        let day = checked.book.as_of.moment.day(zone);
        let people = &procedure.registers.people;
        let roles = procedure.roles.iter();
        let named = roles.flat_map(|role| {
            let holders = people.iter().filter(|it| it.holds(&role.id, day));
            holders.map(|it| candidate(&format!("{}={}", role.id, it.id), Some(&it.name)))
        });
        named.collect()
    })
}

/// What may stand in the field of the head that plays a part for the engine.
fn answers(begun: &OsStr, part: &str) -> Vec<CompletionCandidate> {
    ids(begun, |checked| {
        let procedure = &checked.reading.procedure;
        let field = procedure.key_field(part).into_iter();
        let choices = field.flat_map(|it| Question::of(procedure, it, first(checked)).choices);
        choices
            .map(|it| candidate(&it.key, Some(&it.label)))
            .collect()
    })
}

fn first(checked: &crate::Checked) -> Lang {
    let languages = &checked.reading.config.languages;
    languages.first().copied().unwrap_or(Lang::En)
}

/// The kinds of files that have a schema; document types where there is a portal.
pub(super) fn schemas(begun: &OsStr) -> Vec<CompletionCandidate> {
    let reading = here()
        .and_then(|it| Project::find(None::<&Path>, &it))
        .and_then(|it| crate::read(&it));
    let procedure = reading.as_ref().ok().map(|it| &*it.procedure);
    let mut kinds = super::schema::known();
    let types = crate::schema::kinds(procedure).into_iter().map(|it| it.id);
    kinds.extend(types.filter(|it| !crate::schema::is_fixed(it)));
    let begun = begun.to_string_lossy();
    kinds.retain(|it| it.starts_with(&*begun));
    kinds.iter().map(|it| candidate(it, None)).collect()
}

fn candidate(id: &str, about: Option<&str>) -> CompletionCandidate {
    CompletionCandidate::new(id).help(about.map(|it| it.to_owned().into()))
}

/// A shell that completes must never see an error: without a portal there are no ids.
fn ids(
    begun: &OsStr,
    of: impl FnOnce(&crate::Checked) -> Vec<CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let checked = here()
        .and_then(|it| Project::find(None::<&Path>, &it))
        .and_then(|it| crate::check(&it));
    let begun = begun.to_string_lossy();
    let Ok(checked) = checked else {
        return Vec::new();
    };
    let mut candidates = of(&checked);
    candidates.retain(|it| it.get_value().to_string_lossy().starts_with(&*begun));
    candidates
}
