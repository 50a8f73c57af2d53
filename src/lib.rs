//! From a folder of change records to a checked, browsable portal.
//!
//! The crate is one pipeline. Every stage is a module that takes the value the
//! stage before it made and returns a new one; no stage reaches back, and none
//! changes what it was given.
//!
//! ```text
//! Source ──parse──▶ Document ──bind──▶ Book ──check──▶ Findings
//!                   (Procedure) ─────────┘└────plan──────┤
//!             Output ◀──write── Pages ◀──render──────── Site
//! ```
//!
//! # Two kinds of trouble
//!
//! A **finding** ([`finding::Finding`]) says that the content is not in order:
//! a record, a register, a rule. It has a place, a severity and an id that can
//! be looked up, and it never stops the run. Bad syntax is no exception: the
//! parser keeps what it could not read as a fault beside what it could.
//!
//! An **error** ([`error::Error`]) says that the tool could not do its work. It
//! stops the run.
//!
//! # Invariants
//!
//! - The procedure is data. No name of any procedure stands in the code: rules,
//!   roles, states and fields come from the files of the portal.
//! - Whatever a person wrote keeps its [`source::Place`], down to the byte.
//! - Only [`git`], [`project`], [`output`], [`watch`], [`serve`], [`lsp`] and [`cli`] touch disk, clock,
//!   network and terminal. The moment for which everything is judged is an input.
//! - The same files and the same moment give the same bytes. What is iterated is sorted.
//! - [`render`] sees the site model and nothing below it. What a page shows was
//!   decided before any template ran.
//!
//! # Modules, lowest first
//!
//! - [`secret`] finds what must not be shown, [`source`] owns the texts and veils it; [`lang`] the two languages; [`text`] compares what people wrote
//! - [`yaml`] reads trees with places, [`moment`] reads dates, [`words`] holds the tool's own sentences
//! - [`finding`] and [`notice`] say what is not in order, [`error`] why the tool could not work
//! - [`document`] reads a text: front matter and Markdown
//! - [`procedure`] loads what an organisation demands, with expressions from [`expr`]
//! - [`book`] binds documents to records with typed values
//! - [`seal`] turns what was approved into one number
//! - [`progress`] tells how far long work has come
//! - [`mod@check`] holds every record against every rule
//! - [`history`] is what is known of who edited a file
//! - [`digest`] lists files by their SHA-256, [`export`] gives the population of changes the forms of other tools
//! - [`report`] and [`explain`] tell people and programs, [`mod@fix`] applies the edits that findings offer
//! - [`scaffold`] says what a new portal, change or document begins with
//! - [`status`] says what is next in every change, and who does it
//! - [`mod@schema`] describes every kind of file for editors, [`editor`] answers what they ask of a text
//! - [`search`] cuts texts into an index that a browser can search
//! - [`site`] decides what every page shows, [`render`] draws it with a theme, [`page`] is a finished file
//! - [`git`] knows older versions, [`project`] finds and reads a portal, [`evidence`] looks for what
//!   was sealed and has been changed since, [`publish`] makes the files of a site, [`pack`] what shows one change,
//!   [`output`] writes them,
//!   [`watch`] and [`serve`] show it while people write, [`lsp`] answers their editors, [`cli`] is the command line

pub mod book;
pub mod check;
pub mod cli;
pub mod digest;
pub mod document;
pub mod editor;
pub mod error;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod expr;
pub mod finding;
pub mod fix;
pub mod git;
pub mod history;
pub mod lang;
pub mod lsp;
pub mod moment;
pub mod notice;
pub mod output;
pub mod pack;
pub mod page;
pub mod procedure;
pub mod progress;
pub mod project;
pub mod publish;
pub mod render;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod seal;
pub mod search;
pub mod secret;
pub mod serve;
pub mod site;
pub mod source;
pub mod status;
pub mod text;
pub mod watch;
pub mod words;
pub mod yaml;

use std::collections::BTreeMap;

use book::{AsOf, Book, Input, bind};
use check::baseline::Baseline;
use check::{Context, Findings, kinds};
use document::Document;
use error::Error;
use finding::{Finding, Severity};
use git::{Commit, Repository};
use lang::Text;
use procedure::Procedure;
use procedure::config::Config;
use procedure::load;
use progress::{Listener, Phase};
use project::{Files, Link, Project};
use seal::kept::{self, Kept};
use source::{RawFile, Sources};

pub use publish::{build, build_with};

/// A portal that has been read, but not judged.
#[derive(Debug)]
pub struct Reading {
    /// The texts, kept so that the place of every finding can be shown.
    pub sources: Sources,
    /// The Markdown texts, read.
    pub documents: Vec<Document>,
    /// The paths of the files that are no texts.
    pub others: Vec<String>,
    /// The configuration.
    pub config: Config,
    /// What is demanded.
    pub procedure: Procedure,
    /// What was found so far: links, configuration, procedure.
    pub findings: Vec<Finding>,
}

/// A portal that has been read and judged, but not rendered.
#[derive(Debug)]
pub struct Checked {
    /// What was read.
    pub reading: Reading,
    /// The records and the references between them.
    pub book: Book,
    /// What was sealed and is something else now, as far as it was found.
    pub kept: Kept,
    /// What the rules had to say, in reading order.
    pub findings: Findings,
}

impl Checked {
    /// What everything was judged by.
    pub fn context(&self) -> Context<'_> {
        Context {
            kept: &self.kept,
            ..self.reading.context(&self.book)
        }
    }

    /// The same with what a baseline knows reported apart.
    #[must_use]
    pub fn with_baseline(mut self, baseline: &Baseline) -> Self {
        let context = self.reading.context(&self.book);
        self.findings = self.findings.with_baseline(&context, baseline);
        self
    }
}

impl Reading {
    /// The same while nobody has looked for what was sealed.
    fn context<'a>(&'a self, book: &'a Book) -> Context<'a> {
        Context {
            sources: &self.sources,
            documents: &self.documents,
            procedure: &self.procedure,
            config: &self.config,
            others: &self.others,
            book,
            kept: &kept::NOTHING,
        }
    }
}

/// Reads `project` and holds every record against every rule. Writes nothing.
///
/// One unreadable record does not hide the state of the others. Only a file
/// that cannot be opened, or a procedure by which nothing can be judged, stops
/// the run.
pub fn check(project: &Project) -> Result<Checked, Error> {
    judge(project, read(project)?)
}

/// The same with other texts laid over those on disk, by path: what an editor has not saved yet.
pub fn check_over(project: &Project, texts: &BTreeMap<String, String>) -> Result<Checked, Error> {
    let mut files = project.files()?;
    for (path, text) in texts {
        let bytes = text.clone().into_bytes();
        match files.texts.binary_search_by(|it| it.path.cmp(path)) {
            Ok(at) => files.texts[at].bytes = bytes,
            Err(at) => {
                let path = path.clone();
                files.texts.insert(at, RawFile { path, bytes });
            }
        }
    }
    judge(project, take(files)?)
}

/// Reads the files of `project`: Source → Document, Procedure.
pub fn read(project: &Project) -> Result<Reading, Error> {
    take_told(project.files()?, project.listener())
}

/// The same for files that have been read, or are still to be written.
pub fn take(files: Files) -> Result<Reading, Error> {
    take_told(files, &Listener::default())
}

fn take_told(files: Files, listener: &Listener) -> Result<Reading, Error> {
    let mut sources = Sources::default();
    let mut findings = links(&mut sources, &files.links);
    let ids: Vec<_> = files.texts.into_iter().map(|it| sources.add(it)).collect();
    let all = ids.len();
    let documents = ids
        .into_iter()
        .enumerate()
        .inspect(|(done, _)| listener.tell(Phase::Read, *done, all))
        .map(|(_, it)| it)
        .filter(|&it| is_markdown(sources.get(it).path()))
        .map(|it| document::parse(it, sources.get(it)))
        .collect();

    let (config, found) = load::config(&sources);
    let Some(config) = config else {
        let faults = cite(&sources, &found);
        return Err(Error::Configuration { faults });
    };
    findings.extend(found);
    let (procedure, mut found) = load::procedure(&sources, &config, &kinds::signatures());
    if procedure.head().id.is_empty() {
        // That clauses, rules and registers know none of its names follows from what is wrong in it.
        let cause = |it: &Finding| {
            let path = sources.get(it.place.source).path();
            path == load::PROCEDURE || path == project::CONFIG
        };
        if found.iter().any(cause) {
            found.retain(cause);
        }
        let faults = cite(&sources, &found);
        return Err(Error::Procedure { faults });
    }
    findings.extend(found);
    Ok(Reading {
        sources,
        documents,
        others: files.others,
        config,
        procedure,
        findings,
    })
}

/// Judges what was read: Document → Book → Findings.
pub fn judge(project: &Project, reading: Reading) -> Result<Checked, Error> {
    let as_of = project.moment(&reading.config)?;
    Ok(judge_as_of(project, reading, as_of))
}

/// Judges the portal as it was in a commit, for the same moment as `now`; nothing if it could not be judged then.
pub fn judge_past(
    project: &Project,
    now: &Checked,
    (repository, commit): (&Repository, &Commit),
) -> Result<Option<Checked>, Error> {
    let files = project.files_at(repository, commit)?;
    let reading = match take(files) {
        Err(Error::Configuration { .. } | Error::Procedure { .. }) => return Ok(None),
        reading => reading?,
    };
    let as_of = now.book.as_of.clone();
    Ok(Some(judge_as_of(project, reading, as_of)))
}

/// The same for a moment that is known.
fn judge_as_of(project: &Project, mut reading: Reading, as_of: AsOf) -> Checked {
    let input = Input {
        sources: &reading.sources,
        documents: &reading.documents,
        procedure: &reading.procedure,
        config: &reading.config,
        others: &reading.others,
    };
    let mut book = bind::bind(input, as_of);
    let mut found = std::mem::take(&mut reading.findings);
    found.append(&mut book.findings);
    let kept = evidence::find(project, &reading, &book);
    let context = Context {
        kept: &kept,
        ..reading.context(&book)
    };
    let listener = project.listener();
    let tell = |done, all| listener.tell(Phase::Judge, done, all);
    let findings = check::run_told(context, found, &tell);
    Checked {
        reading,
        book,
        kept,
        findings,
    }
}

/// A portal before and after the fixes that its findings offer; nothing is written.
#[derive(Debug)]
pub struct Mending {
    /// The portal as it was read.
    pub found: Checked,
    /// The portal as it would be; nothing if there was nothing to fix.
    pub mended: Option<Checked>,
    /// The texts that would change, by path.
    pub files: Vec<fix::Mended>,
}

impl Mending {
    /// What is left when all of it is done.
    pub fn left(&self) -> &Checked {
        self.mended.as_ref().unwrap_or(&self.found)
    }
}

/// How often a portal is judged and fixed at most. A fix may make room for the next one at its place.
const ROUNDS: usize = 64;

/// Applies the fixes that findings offer until none is left, in memory.
///
/// Every edit is made to exactly the text that was judged. Where fixes overlap the first one wins,
/// and the others are looked at anew in the next round.
pub fn mend(project: &Project) -> Result<Mending, Error> {
    let mut files = project.files()?;
    let found = judge(project, take(files.clone())?)?;
    let mut mended: Option<Checked> = None;
    let mut changed = Vec::new();
    for _ in 0..ROUNDS {
        let seen = mended.as_ref().unwrap_or(&found);
        let round = fix::apply(&seen.reading.sources, &seen.findings.all);
        if round.is_empty() {
            break;
        }
        for it in round {
            let file = files.texts.iter_mut().find(|file| file.path == it.path);
            if let Some(file) = file {
                file.bytes = it.after.clone().into_bytes();
            }
            fix::merge(&mut changed, it);
        }
        mended = Some(judge(project, take(files.clone())?)?);
    }
    changed.retain(|it| it.before != it.after);
    Ok(Mending {
        found,
        mended,
        files: changed,
    })
}

/// The errors among `found`, each as one line with its place.
fn cite(sources: &Sources, found: &[Finding]) -> Vec<Text> {
    let errors = found.iter().filter(|it| it.severity == Severity::Error);
    let cite = |it: &Finding| {
        let place = sources.cite(it.place);
        Text::from_fn(|lang| format!("{place}: {}", it.message.get(lang)))
    };
    errors.map(cite).collect()
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, it)| it.eq_ignore_ascii_case("md"))
}

/// Links that lead out of the portal, each at the place of a text without words.
fn links(sources: &mut Sources, links: &[Link]) -> Vec<Finding> {
    links
        .iter()
        .map(|link| {
            let source = sources.add(RawFile {
                path: link.path.clone(),
                bytes: Vec::new(),
            });
            let target = Text::plain(link.target.clone());
            let place = finding::top(source);
            notice::variant("path-escape", "link", place, &[("target", target)])
        })
        .collect()
}
