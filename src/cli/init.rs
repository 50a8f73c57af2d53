//! `changebook init`: a new portal.

use std::path::PathBuf;

use crate::error::Error;
use crate::lang::{Lang, Text};
use crate::output;
use crate::page::Page;
use crate::procedure::Procedure;
use crate::project::{CONFIG, Files};
use crate::scaffold::portal::{self, Wish};
use crate::schema;
use crate::source::RawFile;
use crate::words;

use super::Exit;
use super::common::{Look, Session};

/// Begin a new portal
///
/// Writes the default procedure with its rules and blank documents, registers with invented people and
/// systems, one change that is closed and one in progress, free pages, recipes for GitHub Actions and GitLab
/// CI, settings for an editor and the schemas that they name. Everything is a text file and yours to change. Nothing is overwritten: if
/// any of the files is there already, all that are in the way are named and nothing is written. With
/// `--lang en` the portal begins in English and has Chinese beside it; without, it is the other way round.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Folder of the new portal [default: the current one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Write only what a portal needs: no samples, no free pages, no recipes, no settings
    #[arg(long)]
    minimal: bool,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook init                       here
  changebook init changes --lang en     in the new folder changes/, in English
  changebook init --minimal             without samples";

/// Writes it.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let wish = Wish {
        lang: session.asked().unwrap_or(Lang::Zh),
        minimal: args.minimal,
    };
    let files = portal::files(wish);
    let reading = crate::take(texts(&files))?;
    let lang = session.speak(&reading.config);
    let mut files = portal::spoken(files, &reading.procedure, wish.lang);
    if !wish.minimal {
        files.extend(schemas(&reading.procedure, lang));
    }
    let folder = args.folder.clone().unwrap_or_default();
    output::create(&folder, &files)?;
    let config = folder.join(CONFIG);
    session.result(&format!("{}\n", config.display()), None)?;
    let args = [("n", Text::plain(files.len().to_string()))];
    session.progress(words::fill("cli.init.done", &args).get(lang));
    if !folder.as_os_str().is_empty() {
        let folder = Text::plain(folder.display().to_string());
        session.progress(words::fill("cli.init.go", &[("folder", folder)]).get(lang));
    }
    session.progress(words::text("cli.init.next").get(lang));
    Ok(Exit::Clean)
}

/// The schemas to which the settings of the editor point.
fn schemas(procedure: &Procedure, lang: Lang) -> Vec<Page> {
    let all = schema::kinds(None).into_iter().filter_map(|kind| {
        let found = schema::schema(&kind.id, Some(procedure), lang)?;
        Some(Page {
            path: format!("schemas/{}.json", kind.id),
            bytes: schema::text(&found).into_bytes(),
        })
    });
    all.collect()
}

/// The texts that say what is demanded, as if they had been read.
fn texts(files: &[Page]) -> Files {
    let texts = files.iter().map(|it| RawFile {
        path: it.path.clone(),
        bytes: it.bytes.clone(),
    });
    Files {
        texts: texts.collect(),
        ..Files::default()
    }
}
