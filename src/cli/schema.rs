//! `changebook schema`: the JSON Schema of what changebook reads and writes.
//!
//! [`REPORTS`] are the schemas of what it prints; [`crate::schema`] derives
//! those of what people write, from the portal where its procedure says it.

use clap_complete::engine::ArgValueCompleter;

use crate::error::Error;
use crate::export;
use crate::report::json;
use crate::schema;
use crate::status;

use super::Exit;
use super::common::{Look, PortalOption, Session};
use super::completions;

/// Print the JSON Schema of a file or a report
///
/// Prints a JSON Schema (2020-12), for editors that complete and check what is written, and for programs
/// that read what changebook prints. Titles and descriptions are in both languages, that of the run first.
///
/// Kinds of files: configuration, procedure, document-type, policy, rules, clauses, people, systems,
/// calendar, waivers, page, and every document type of the procedure, for the front matter of its documents.
/// Kinds of reports: changes (export --format json), findings (check --format json).
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What the schema describes: a kind of file, a document type, or a kind of report
    #[arg(value_name = "KIND", add = ArgValueCompleter::new(completions::schemas))]
    kind: String,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook schema people                    of registers/people.yaml
  changebook schema change                    of the front matter of the document type `change`
  changebook schema findings > findings.json  of check --format json, into a file";

/// A report that has a schema, and the schema.
type ReportSchema = (&'static str, &'static str);

/// What changebook prints.
const REPORTS: [ReportSchema; 3] = [
    ("changes", export::json::JSON_SCHEMA),
    ("findings", json::JSON_SCHEMA),
    ("status", status::json::JSON_SCHEMA),
];

/// The kinds that every portal has.
pub(super) fn known() -> Vec<String> {
    let reports = REPORTS.iter().map(|(id, _)| (*id).to_owned());
    let fixed = schema::kinds(None).into_iter().map(|it| it.id);
    fixed.chain(reports).collect()
}

/// Prints the schema.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let kind = args.kind.trim();
    if let Some((_, text)) = REPORTS.iter().find(|(it, _)| *it == kind) {
        session.result(text, None)?;
        return Ok(Exit::Clean);
    }
    // What the engine itself demands is known without a portal; with one, its names are offered.
    let reading = match args.portal.find().and_then(|it| crate::read(&it)) {
        Ok(reading) => Some(reading),
        Err(_) if schema::is_fixed(kind) && !args.portal.is_named() => None,
        Err(error) => return Err(error),
    };
    let lang = reading
        .as_ref()
        .map_or(session.lang(), |it| session.speak(&it.config));
    let procedure = reading.as_ref().map(|it| &*it.procedure);
    let Some(found) = schema::schema(kind, procedure, lang) else {
        let kinds = schema::kinds(procedure).into_iter().map(|it| it.id);
        let reports = REPORTS.iter().map(|(id, _)| (*id).to_owned());
        let known = kinds.chain(reports).map(|it| format!("`{it}`").into());
        return Err(Error::UnknownAnswer {
            option: "KIND".to_owned(),
            given: kind.to_owned(),
            known: known.collect(),
        });
    };
    session.result(&schema::text(&found), None)?;
    Ok(Exit::Clean)
}
