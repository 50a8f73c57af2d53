//! `changebook build`: the site, on disk.

use std::path::PathBuf;

use crate::error::Error;
use crate::lang::Text;
use crate::output::{self, Written};
use crate::report::{Report, summary};
use crate::words;

use super::Exit;
use super::common::{Judging, Look, Portal, Session};

/// Publish the portal as a static site
///
/// Checks the portal and writes the whole site: the procedure, the templates, the rules, every change with
/// its verdicts. The site is published whatever was found, because a portal must be able to show what is
/// wrong; the exit code tells. A build that fails leaves the last site as it was, and a second build of the
/// same portal writes nothing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Folder of the site
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook build                     into site/ in the current folder
  changebook build --out /srv/www      somewhere else
  changebook build --fail-on never     exit with 0 whatever was found
  changebook build --as-of 2025-12-31  as things stood at the end of that day";

/// Builds.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.judging.as_of.clone()));
    let reading = crate::read(&project)?;
    let lang = session.speak(&reading.config);
    output::apart(&args.out, project.root())?;
    let checked = crate::judge(&project, reading)?;
    let report = Report {
        context: checked.context(),
        findings: &checked.findings,
        lang,
        since: None,
    };
    session.progress(&summary::write(&report));
    let written = crate::build(&project, &checked, |pages| output::write(&args.out, pages))?;
    for file in &written.foreign {
        let args = [("file", Text::plain(file.clone()))];
        session.progress(words::fill("cli.foreign", &args).get(lang));
    }
    let done = done(args, &written);
    session.result(&format!("{}\n", done.get(lang)), None)?;
    Ok(args.judging.fail_on.exit(&report))
}

fn done(args: &Args, written: &Written) -> Text {
    let number = |it: usize| Text::plain(it.to_string());
    let place = args.out.join("index.html").display().to_string();
    let args = [
        ("place", Text::plain(place)),
        ("files", number(written.written + written.kept)),
        ("written", number(written.written)),
        ("kept", number(written.kept)),
        ("deleted", number(written.deleted)),
    ];
    words::fill("cli.built", &args)
}
