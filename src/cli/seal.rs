//! `changebook seal`: the number that an approval stores.
#![expect(
    clippy::disallowed_methods,
    reason = "the verb stores the canonical text as evidence when it is asked to"
)]

use std::fs;
use std::path::{Path, PathBuf};

use clap_complete::engine::ArgValueCompleter;

use crate::book::Record;
use crate::error::Error;
use crate::lang::{Lang, Text};
use crate::procedure::Procedure;
use crate::procedure::seals::Seal;
use crate::seal::{self, Sealed, Unsealed};
use crate::text::{nearest, normal};
use crate::words;
use crate::{Checked, judge, read};

use super::Exit;
use super::common::{Look, PortalOption, Session};
use super::completions;

/// Print the seal that an approval of a change stores
///
/// A seal is the SHA-256 of what is approved, in a form that anybody can recompute: see `changebook explain
/// seal`. Whoever approves writes it into the approval, so that a later edit shows. Once a change is observed
/// or closed, the seal of its closing is printed too. Records are never written; with --write the sealed text
/// itself is kept as evidence, and then a later finding can say what was changed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Id of the change
    #[arg(value_name = "CHANGE", add = ArgValueCompleter::new(completions::changes))]
    change: String,

    /// Keep the sealed text in the change as evidence/sealed/SHA256.json
    #[arg(long)]
    write: bool,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook seal CHG-2025-0001           a line a seal: the seal, then what it is called
  changebook seal CHG-2025-0001 --write   and keep what was sealed
  changebook explain seal                 how to recompute it";

/// Prints, and stores if it is asked to.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?);
    let reading = read(&project)?;
    let lang = session.speak(&reading.config);
    let checked = judge(&project, reading)?;
    let record = find(&checked, &args.change)?;
    let sealed = sealed(&checked, record)?;
    if args.write {
        let folder = evidence(&checked.reading.procedure, record)?;
        for (_, sealed) in &sealed {
            let file = format!("{folder}/{}.json", sealed.hash());
            store(&project.root().join(&file), &sealed.text)?;
            let args = [("path", Text::plain(project.shown(&file)))];
            session.progress(words::fill("cli.sealed", &args).get(lang));
        }
    }
    session.result(&lines(&sealed, lang), None)?;
    Ok(Exit::Clean)
}

/// A seal of the procedure, and the content of a record under it.
type Made<'a> = (&'a Seal, Sealed);

fn lines(sealed: &[Made<'_>], lang: Lang) -> String {
    let line = |(seal, sealed): &Made<'_>| format!("{}  {}\n", sealed.seal, seal.label.get(lang));
    sealed.iter().map(line).collect()
}

/// The change of an id as people write it.
pub(super) fn find<'a>(checked: &'a Checked, written: &str) -> Result<&'a Record, Error> {
    let records = &checked.book.records;
    let wanted = normal(written);
    let mut all = records.iter().map(|it| &**it);
    let found = all.find(|it| normal(&it.id) == wanted);
    found.ok_or_else(|| {
        let ids = records.iter().map(|it| it.id.as_str());
        Error::UnknownRecord {
            id: written.to_owned(),
            nearest: nearest(written, ids).map(str::to_owned),
        }
    })
}

/// The seals of a record that there is content for; an error if there is none for any.
fn sealed<'a>(checked: &'a Checked, record: &Record) -> Result<Vec<Made<'a>>, Error> {
    let sealer = checked.context().sealer();
    let mut all = Vec::new();
    for seal in sealer.due(record, &checked.reading.procedure.seals) {
        match sealer.seal(record, seal) {
            Ok(content) => all.push((seal, content)),
            Err(Unsealed::Nothing) => {}
            Err(Unsealed::Unreadable { place }) => {
                let path = checked.reading.sources.get(place.source).path();
                return Err(Error::SealUnreadable { path: path.into() });
            }
        }
    }
    if all.is_empty() {
        let id = record.id.clone();
        return Err(Error::SealNothing { id });
    }
    Ok(all)
}

/// The folder of a record in which sealed texts are kept.
fn evidence(procedure: &Procedure, record: &Record) -> Result<String, Error> {
    let folder = seal::folder(procedure).ok_or(Error::SealNoEvidence)?;
    Ok(format!("{}/{folder}", record.folder))
}

/// Writes a text under the name of its hash, unless it is there.
fn store(path: &Path, text: &str) -> Result<(), Error> {
    let written = |source, path: &Path| Error::Write {
        path: PathBuf::from(path),
        source,
    };
    if fs::read(path).is_ok_and(|it| it == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|it| written(it, folder))?;
    }
    fs::write(path, text).map_err(|it| written(it, path))
}
