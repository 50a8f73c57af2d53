//! `changebook serve`: the site in a browser, rebuilt after every save.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::Checked;
use crate::error::Error;
use crate::git;
use crate::history::History;
use crate::output;
use crate::page::Page;
use crate::project::Project;
use crate::publish;
use crate::serve::{self, Dossier, Entry, News, Options, Snapshot};
use crate::site::{Planned, Site};
use crate::status::{self, Status};
use crate::watch;

use super::Exit;
use super::common::{Look, Portal, Session};

/// Browse the portal, and see every save at once
///
/// Builds the site in memory, serves it on this machine only, watches the files of the portal, and reloads
/// the open pages after a change. While the portal cannot be built, the browser shows why and keeps the last
/// good site. Stop it with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Address to listen on; others than this machine can reach any but the default
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,

    /// Port to listen on; if another program has it, one of the next
    #[arg(long, value_name = "PORT", default_value_t = 4400)]
    port: u16,

    /// Open the browser
    #[arg(long)]
    open: bool,

    /// Look through the files once a second, where the system does not report changes
    #[arg(long)]
    poll: bool,

    /// Write the site to this folder as well, after every change
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Judge as of this day, to its end, or this time; earlier than today is a view of the past
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook serve                at http://127.0.0.1:4400/
  changebook serve --open         and open the browser
  changebook serve --port 8080    at another port
  changebook serve --poll         on a network share or in a container";

/// Serves until it is interrupted.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.as_of.clone()));
    if let Some(out) = &args.out {
        output::apart(out, project.root())?;
    }
    // A portal that cannot be read yet is shown as such; only its language is not known then.
    let lang = match crate::read(&project) {
        Ok(reading) => session.speak(&reading.config),
        Err(_) => session.lang(),
    };
    let options = Options {
        host: args.host.clone(),
        port: args.port,
        open: args.open,
        lang,
        folders: vec![project.root().to_owned()],
        watch: watch::Options {
            ignore: args.out.clone().into_iter().collect(),
            poll: args.poll,
        },
    };
    let session = &*session;
    // The log is read anew only when there is a new commit.
    let known = Mutex::new(History::default());
    let build = || snapshot(&project, args.out.as_deref(), &known);
    serve::run(&options, build, |news| tell(session, news))?;
    Ok(Exit::Clean)
}

/// The whole site in memory, written to `out` as well if there is one.
fn snapshot(
    project: &Project,
    out: Option<&Path>,
    known: &Mutex<History>,
) -> Result<Snapshot, Error> {
    let checked = crate::check(project)?;
    let history = {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = git::history(project.root(), &known);
        known.clone()
    };
    let site = publish::whole(project, &checked, &history)?;
    let pages = publish::build_site(project, &checked, &site, |pages| {
        pages.collect::<Result<Vec<Page>, _>>()
    })?;
    if let Some(out) = out {
        output::write(out, pages.iter().cloned().map(Ok))?;
    }
    let findings = &checked.findings.all;
    let snapshot = Snapshot::new(pages.into_iter().map(Ok))?;
    let snapshot = snapshot.with_findings(findings, &checked.reading.sources);
    let snapshot = snapshot.with_dossiers(dossiers(&checked, &site));
    Ok(match project.holds_for(&checked.reading.config) {
        Some(time) => snapshot.fresh_for(time),
        None => snapshot,
    })
}

/// What is known of the records, by the paths of their pages.
fn dossiers(checked: &Checked, site: &Site<'_>) -> Vec<(String, Dossier)> {
    let ctx = checked.context();
    let tasks = status::tasks(&ctx, &checked.findings);
    let one = |page: &Planned| {
        let record = page.dossier()?;
        let lang = page.lang();
        let status = Status {
            ctx,
            findings: &checked.findings,
            tasks: &tasks,
            lang,
        };
        let found = site.found(record).filter(|it| it.counts());
        let found = found.map(|it| (site.spot(record, it.place), Entry::of(it, ctx.sources)));
        let dossier = Dossier {
            lang,
            next: status.next(record),
            findings: found.collect(),
        };
        Some((page.path().to_owned(), dossier))
    };
    site.pages().iter().filter_map(one).collect()
}

/// Prints what happened: the address is the result, the rest is progress.
fn tell(session: &Session, news: &News<'_>) {
    let sentences = news.sentences();
    let lines = sentences.iter().map(|it| it.get(session.lang()));
    match news {
        News::Failed(error) => session.complain(error),
        // Nobody may be listening to standard output any more; that does not end the preview.
        News::Listening { .. } => {
            let lines: String = lines.flat_map(|it| [it, "\n"]).collect();
            let _ = session.result(&lines, None);
        }
        _ => lines.for_each(|it| session.progress(it)),
    }
}
