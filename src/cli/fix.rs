//! `changebook fix`: what findings offer to mend, mended.

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::fix::{self, Mended};
use crate::lang::{Lang, Text};
use crate::output::{self, Replaced};
use crate::project::Project;
use crate::report::Report;
use crate::report::summary::counted;
use crate::{Checked, Mending, words};

use super::Exit;
use super::common::{FailOn, Judging, Look, Portal, Session};

/// How many findings that are left are listed.
const LISTED: usize = 20;

/// Apply the safe fixes that findings offer
///
/// Mends what can be mended without deciding anything: misspelt keys and headings, the form of dates,
/// full-width punctuation, the order of sections. Never touches a person, a state, an approval or any
/// other event, what a date means, or what an event has sealed. Everything else in a file stays byte for byte, and a file that was
/// changed meanwhile is left alone.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    /// Print what would change as a diff, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    #[command(flatten)]
    judging: Judging,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook fix                      mend the portal here, above, or in content/
  changebook fix --dry-run            see it as a diff first
  changebook fix --dry-run | patch -p0  apply the diff yourself
  changebook fix --fail-on never      exit with 0 whatever is left for people";

/// Fixes, and says what is left.
pub fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.judging.as_of.clone()));
    let mending = crate::mend(&project)?;
    let lang = session.speak(&mending.found.reading.config);
    if args.dry_run {
        return dry(args, session, (&project, &mending));
    }
    let mut out = String::new();
    let mut counts = (0, 0);
    let mut is_whole = true;
    for file in &mending.files {
        let old = file.before.as_bytes();
        let replaced = output::replace(project.root(), &file.path, old, file.after.as_bytes())?;
        if replaced == Replaced::Done {
            counts = (counts.0 + file.fixed.len(), counts.1 + 1);
            out.push_str(&fixed(file, &project, lang));
        } else {
            is_whole = false;
            session.progress(left_alone(&project.shown(&file.path), replaced).get(lang));
        }
    }
    if counts.1 > 0 {
        out.push('\n');
    }
    if !session.quiet {
        out.push_str(&left(mending.left(), &project, lang));
        out.push_str(done("cli.fix.done", counts, mending.left()).get(lang));
        out.push('\n');
    }
    session.result(&out, None)?;
    let exit = end(args.judging.fail_on, mending.left(), lang);
    Ok(if is_whole { exit } else { Exit::Findings })
}

/// Shows what would be done; nothing is, so the exit is that of the portal as it stands.
fn dry(
    args: &Args,
    session: &Session,
    (project, mending): (&Project, &Mending),
) -> Result<Exit, Error> {
    let lang = session.lang();
    let diffs = mending
        .files
        .iter()
        .map(|it| fix::diff(it, &project.shown(&it.path)));
    session.result(&diffs.collect::<String>(), None)?;
    let fixes = mending.files.iter().map(|it| it.fixed.len()).sum();
    let counts = (fixes, mending.files.len());
    session.progress(done("cli.fix.dry", counts, mending.left()).get(lang));
    Ok(end(args.judging.fail_on, &mending.found, lang))
}

fn end(fail_on: FailOn, checked: &Checked, lang: Lang) -> Exit {
    fail_on.exit(&Report {
        context: checked.context(),
        findings: &checked.findings,
        lang,
        since: None,
    })
}

/// A file and what was fixed in it.
fn fixed(file: &Mended, project: &Project, lang: Lang) -> String {
    let mut out = project.shown(&file.path) + "\n";
    for it in &file.fixed {
        let (line, column) = (it.at.line, it.at.column);
        let what = it.description.get(lang);
        let entry = format!("  {line}:{column} {}: {what}\n", it.rule);
        out.push_str(&entry);
    }
    out
}

/// Errors and warnings that are left, a line each.
fn left(checked: &Checked, project: &Project, lang: Lang) -> String {
    let heavy = |it: &&Finding| it.counts() && it.severity != Severity::Info;
    let left: Vec<_> = checked.findings.all.iter().filter(heavy).collect();
    let mut out = String::new();
    for it in left.iter().take(LISTED) {
        let source = checked.reading.sources.get(it.place.source);
        let at = source.position(it.place.span.start);
        let (line, column) = (at.line, at.column);
        let severity = words::text(&format!("report.level.{}", it.severity.id()));
        let (path, rule) = (project.shown(source.path()), &it.rule);
        let (severity, message) = (severity.get(lang), it.message.get(lang));
        let entry = format!("{path}:{line}:{column}: {severity}[{rule}] {message}\n");
        out.push_str(&entry);
    }
    if left.len() > LISTED {
        let more = Text::plain((left.len() - LISTED).to_string());
        out.push_str(words::fill("cli.fix.more", &[("n", more)]).get(lang));
        out.push('\n');
    }
    if !left.is_empty() {
        out.push('\n');
    }
    out
}

fn left_alone(path: &str, replaced: Replaced) -> Text {
    let why = match replaced {
        Replaced::Done | Replaced::Changed => "changed",
        Replaced::Protected => "protected",
        Replaced::Outside => "outside",
    };
    words::fill(&format!("cli.fix.{why}"), &[("file", Text::plain(path))])
}

fn done(path: &str, counts: (usize, usize), left: &Checked) -> Text {
    let summary = &left.findings.summary;
    let args = [
        ("fixes", counted("fixes", counts.0)),
        ("files", counted("files", counts.1)),
        ("errors", counted("errors", summary.errors)),
        ("warnings", counted("warnings", summary.warnings)),
        ("infos", counted("infos", summary.infos)),
    ];
    words::fill(path, &args)
}
