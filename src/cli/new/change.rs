//! `changebook new change`: the next free id, and the documents that are due.
//!
//! - [`said`]: what the author has said, or is asked for
//! - [`posts`]: who stands for which role
//! - [`number`]: the id

mod number;
mod posts;
mod said;

use clap_complete::engine::ArgValueCompleter;

use crate::book::Record;
use crate::check::obligations;
use crate::check::waiting::ahead;
use crate::cli::Exit;
use crate::cli::common::{Look, PortalOption, Session};
use crate::cli::completions;
use crate::error::Error;
use crate::page::Page;
use crate::scaffold::{change, document};

use super::Desk;

use said::Said;

/// Begin a change: its head, and the documents that are due on its route
///
/// The id is the next free one, people come from the registers by role and system, and every document is
/// made from its blank with what is known already. What is missing is asked for in a terminal; elsewhere it
/// must be said with options, and the run tells which and what may stand there.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What the change is called
    #[arg(value_name = "TITLE")]
    title: Option<String>,

    /// The system that it is about
    #[arg(long, value_name = "SYSTEM", add = ArgValueCompleter::new(completions::systems))]
    system: Option<String>,

    /// What it touches; several with commas, or repeated
    #[arg(long, value_name = "SCOPE", add = ArgValueCompleter::new(completions::scopes))]
    scope: Vec<String>,

    /// The route that it takes
    #[arg(long, value_name = "ROUTE", add = ArgValueCompleter::new(completions::routes))]
    route: Option<String>,

    /// Any field of the head; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,

    /// Who stands for a role; may be repeated
    #[arg(long, value_name = "ROLE=PERSON", value_parser = pair, add = ArgValueCompleter::new(completions::people))]
    person: Vec<(String, String)>,

    /// The id, instead of the next free one
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Open it on this day or at this time instead of now
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook new change \"Round exported amounts\"
                  asks for the rest
  changebook new change \"Round exported amounts\" --system SYSTEM --scope SCOPE --route ROUTE
                  asks for what the procedure needs beside these
  changebook new change \"A screen\" --set FIELD=VALUE --person ROLE=PERSON
                  any other field, and who stands for a role";

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Makes it.
pub(super) fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.as_of.clone()));
    let desk = Desk::open(project, session)?;
    let reading = &desk.checked.reading;
    let procedure = &reading.procedure;
    let said = Said::of(args, procedure, session)?;
    let now = desk.project.now(&reading.config)?;
    let zone = &reading.config.zone;
    let id = match &args.id {
        Some(id) => number::chosen(&desk, id)?,
        None => number::next(&desk, now.day(zone).year())?,
    };
    let blank = desk.blank(procedure.head());
    let mut wish = change::Wish {
        procedure,
        zone,
        lang: desk.written(),
        blank: blank.as_deref(),
        now: &now,
        id: id.clone(),
        title: said.title,
        said: said.answers,
        system: said.system,
        route: said.route,
        people: said.people,
    };
    posts::fill(&mut wish, session)?;
    let mut files = vec![wish.head()];
    let begun = desk.with(&files)?;
    if let Some(record) = begun.book.record(&id) {
        files.extend(documents(&desk, &begun, record, &now));
    }
    desk.write(&files, &id, session)?;
    Ok(Exit::Clean)
}

/// The documents that are due now or later on the route, as far as that can be told.
fn documents(
    desk: &Desk,
    begun: &crate::Checked,
    record: &Record,
    now: &crate::moment::Moment,
) -> Vec<Page> {
    let ctx = begun.context();
    let procedure = &begun.reading.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let last = route.and_then(|it| it.states.last());
    let later = last
        .map(|it| ahead::gaps(&ctx, record, &it.id))
        .unwrap_or_default();
    let is_due = |kind: &str| later.iter().any(|it| it.absent && it.document == kind);
    let kinds = procedure.documents.iter().skip(1);
    let kinds = kinds.filter(|it| is_due(&it.id) || !obligations::due(&ctx, record, it).is_empty());
    let file = |kind| {
        let blank = desk.blank(kind);
        let wish = document::Wish {
            ctx,
            record,
            kind,
            blank: blank.as_deref(),
            lang: desk.written(),
            now,
        };
        wish.file()
    };
    kinds.map(file).collect()
}
