//! `changebook new document`: one more document of a change.

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Exit;
use crate::cli::common::{Look, PortalOption, Session};
use crate::cli::completions;
use crate::cli::seal::find;
use crate::error::Error;
use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::fields::DocumentType;
use crate::scaffold::document;
use crate::text::normal;

use super::Desk;

/// Add a document to a change
///
/// The document is made from its blank. What the change and its other documents say already stands in it:
/// the window, the packages, the modules, an entry for each item that must be covered.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Type of the document: its id, its number, or its title
    #[arg(value_name = "TYPE", add = ArgValueCompleter::new(completions::types))]
    kind: String,

    /// Id of the change
    #[arg(value_name = "CHANGE", add = ArgValueCompleter::new(completions::changes))]
    change: String,

    /// Begin it on this day or at this time instead of now
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook new document 02 CHG-2026-0007      by the number of the type
  changebook new document plan CHG-2026-0007    by its id, or by its title";

/// Makes it.
pub(super) fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.as_of.clone()));
    let desk = Desk::open(project, session)?;
    let reading = &desk.checked.reading;
    let kind = kind(&reading.procedure, &args.kind)?;
    let record = find(&desk.checked, &args.change)?;
    let now = desk.project.now(&reading.config)?;
    let blank = desk.blank(kind);
    let wish = document::Wish {
        ctx: desk.checked.context(),
        record,
        kind,
        blank: blank.as_deref(),
        lang: desk.written(),
        now: &now,
    };
    desk.write(&[wish.file()], &record.id, session)?;
    Ok(Exit::Clean)
}

/// The type that is meant; the head is none that can be added.
fn kind<'a>(procedure: &'a Procedure, word: &str) -> Result<&'a DocumentType, Error> {
    let wanted = normal(word);
    let kinds = || procedure.documents.iter().skip(1);
    let is_it = |it: &&DocumentType| {
        let number = (!it.number.is_empty()).then_some(it.number.as_str());
        let mut names = [it.id.as_str(), it.file.as_str()].into_iter();
        names.any(|it| normal(it) == wanted)
            || number.is_some_and(|it| it == word.trim())
            || it.title.each().any(|it| normal(it) == wanted)
    };
    kinds().find(is_it).ok_or_else(|| Error::UnknownAnswer {
        option: "TYPE".to_owned(),
        given: word.to_owned(),
        known: kinds().map(named).collect(),
    })
}

/// A type as it can be written, with its title.
fn named(kind: &DocumentType) -> Text {
    let id = if kind.number.is_empty() {
        &kind.id
    } else {
        &kind.number
    };
    Text::from_fn(|lang| format!("{id} ({})", kind.title.get(lang)))
}
