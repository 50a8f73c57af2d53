//! `changebook watch`: the site on disk, written anew after every save.

#![expect(clippy::disallowed_methods, reason = "a build is timed")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::Checked;
use crate::error::Error;
use crate::git;
use crate::lang::Text;
use crate::output::{self, Written};
use crate::watch::{self, Watch, follow, interrupt};
use crate::words;

use super::Exit;
use super::common::{Look, Portal, Session};
use super::last::Last;

/// Publish the portal, and publish it anew after every save
///
/// Builds like `build`, then watches the files of the portal and builds again whenever one of them changes or something
/// is committed. Of the site only the files that change are written, so that whatever shows the folder may follow it. A
/// portal that cannot be built is told, and the last good site stays. Stop it with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Folder of the site
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,

    /// Look through the files once a second, where the system does not report changes
    #[arg(long)]
    poll: bool,

    /// Judge as of this day, to its end, or this time; earlier than today is a view of the past
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook watch                   into site/ in the current folder
  changebook watch --out /srv/www    for a web server that shows the folder
  changebook watch --poll            on a network share or in a container";

/// Builds until it is interrupted.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = args.portal.find()?.as_of(args.as_of.clone());
    output::apart(&args.out, project.root())?;
    let options = watch::Options {
        ignore: vec![args.out.clone()],
        commits: git::notes(project.root()),
        poll: args.poll,
    };
    // First the watch, then the first build: what is saved meanwhile is not missed.
    let mut watch = Watch::new(&[project.root().to_owned()], &options);
    let stopper = watch.stopper();
    interrupt::on(move || stopper.stop());
    let place = Text::plain(project.root().display().to_string());
    let begun = words::fill("cli.watch.begun", &[("place", place)]);
    let mut last = Last::default();
    // The language is the portal's, which is known once it can be read.
    if let Ok(reading) = crate::read(&project) {
        session.speak(&reading.config);
    }
    session.progress(begun.get(session.lang()));
    let session = &*session;
    let build = || {
        let start = Instant::now();
        let built = follow::guarded(|| last.build(&project, Some(&args.out)));
        match built {
            Ok(built) => {
                let (checked, written) = (&built.checked, built.written.unwrap_or_default());
                let line = told(args, checked, &written, start.elapsed());
                // Nobody may be listening to standard output any more; that does not end the watch.
                let _ = session.result(&format!("{}\n", line.get(session.lang())), None);
                project.holds_for(&checked.reading.config)
            }
            Err(error) => {
                session.complain(&error);
                follow::again(&error)
            }
        }
    };
    let polling = |reason| {
        let line = words::fill("serve.polling", &[("reason", Text::plain(reason))]);
        session.progress(line.get(session.lang()));
    };
    follow::follow(&mut watch, build, polling);
    Ok(Exit::Clean)
}

/// What was written, in how long, and how things stand.
fn told(args: &Args, checked: &Checked, written: &Written, time: Duration) -> Text {
    let errors = checked.findings.summary.errors;
    let form = if errors == 1 { "one" } else { "many" };
    let errors = [("n", Text::plain(errors.to_string()))];
    let place = args.out.join("index.html").display().to_string();
    let number = |it: usize| Text::plain(it.to_string());
    let args = [
        ("place", Text::plain(place)),
        ("time", Text::plain(time.as_millis().to_string())),
        ("files", number(written.written + written.kept)),
        ("written", number(written.written)),
        ("deleted", number(written.deleted)),
        (
            "errors",
            words::fill(&format!("report.count.errors.{form}"), &errors),
        ),
    ];
    words::fill("cli.watch.built", &args)
}
