//! `changebook serve`: the site in a browser, rebuilt after every save.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;
use crate::git;
use crate::output;
use crate::project::Project;
use crate::publish::INDEX;
use crate::serve::{self, News, Options, Snapshot};
use crate::watch;

mod press;

use super::Exit;
use super::common::{Look, Portal, Session};
use super::last::Last;

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
            commits: git::notes(project.root()),
            poll: args.poll,
        },
    };
    let session = &*session;
    let last = Mutex::new(Last::default());
    let build = || snapshot(&project, args.out.as_deref(), &last);
    serve::run(&options, build, |news| tell(session, news))?;
    Ok(Exit::Clean)
}

/// The site as it is now, written to `out` as well if there is one.
fn snapshot(project: &Project, out: Option<&Path>, last: &Mutex<Last>) -> Result<Snapshot, Error> {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let built = last.build(project, out)?;
    let checked = &built.checked;
    let (findings, sources) = (&checked.findings.all, &checked.reading.sources);
    let (press, paths) = press::start(project.clone(), Arc::clone(checked), built.history)?;
    let snapshot = Snapshot::made_by(Arc::new(press), paths)?;
    let snapshot = snapshot.with_more(INDEX).with_findings(findings, sources);
    Ok(match project.holds_for(&checked.reading.config) {
        Some(time) => snapshot.fresh_for(time),
        None => snapshot,
    })
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
