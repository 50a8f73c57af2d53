//! From the files of a portal to what they say: Source → Document, Procedure.
//!
//! Nothing is judged yet. What is not in order so far is a finding beside what could be read; only a portal without a
//! configuration or a procedure that can be used cannot be read at all.
//!
//! A reading that comes after another one shares with it what stands in files that did not change.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{Book, Input};
use crate::check::{Context, kinds};
use crate::document::{self, Document};
use crate::error::Error;
use crate::finding::{self, Finding, Severity};
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::load;
use crate::progress::{Listener, Phase};
use crate::project::{self, Closed, Files, Link, Project};
use crate::seal::kept;
use crate::secret::veil_path;
use crate::source::{RawFile, Source, SourceId, Sources};

/// A portal that has been read, but not judged.
#[derive(Debug)]
pub struct Reading {
    /// The texts, kept so that the place of every finding can be shown.
    pub sources: Sources,
    /// The Markdown texts, read.
    pub documents: Vec<Arc<Document>>,
    /// The paths of the files that are no texts.
    pub others: Vec<String>,
    /// The configuration.
    pub config: Arc<Config>,
    /// What is demanded.
    pub procedure: Arc<Procedure>,
    /// What was found so far in the files themselves: links that lead out, files that cannot be opened.
    pub findings: Vec<Finding>,
    /// What was found in configuration and procedure.
    pub loaded: Arc<[Finding]>,
}

impl Reading {
    /// What a book is made of.
    pub(crate) fn input(&self) -> Input<'_> {
        Input {
            sources: &self.sources,
            documents: &self.documents,
            procedure: &self.procedure,
            config: &self.config,
            others: &self.others,
        }
    }

    /// The same while nobody has looked for what was sealed.
    pub(crate) fn context<'a>(&'a self, book: &'a Book) -> Context<'a> {
        Context {
            sources: &self.sources,
            documents: &self.documents,
            procedure: &self.procedure,
            config: &self.config,
            others: &self.others,
            book,
            kept: &kept::NOTHING,
            trace: None,
        }
    }
}

/// Reads the files of `project`: Source → Document, Procedure.
pub fn read(project: &Project) -> Result<Reading, Error> {
    read_after(project, None)
}

/// The same after `before` was read: only what has changed since is read anew.
pub fn read_after(project: &Project, before: Option<&Reading>) -> Result<Reading, Error> {
    take_told(project.files()?, before, project.listener())
}

/// The same for files that have been read, or are still to be written.
pub fn take(files: Files) -> Result<Reading, Error> {
    take_after(files, None)
}

/// The same for such files after `before`.
pub fn take_after(files: Files, before: Option<&Reading>) -> Result<Reading, Error> {
    take_told(files, before, &Listener::default())
}

fn take_told(
    files: Files,
    before: Option<&Reading>,
    listener: &Listener,
) -> Result<Reading, Error> {
    let mut sources = before.map_or_else(Sources::default, |it| Sources::after(&it.sources));
    let mut findings = links(&mut sources, &files.links);
    findings.extend(closed(&mut sources, &files.closed));
    let others = named(&mut sources, files.others);
    for file in files.texts {
        sources.add(file);
    }
    let sources = sources.settled();
    let documents = documents(&sources, before, listener);
    let laws = laws(&sources, before)?;
    Ok(Reading {
        sources,
        documents,
        others,
        findings,
        config: laws.config,
        procedure: laws.procedure,
        loaded: laws.findings,
    })
}

/// The Markdown texts, parsed, sorted by path.
fn documents(
    sources: &Sources,
    before: Option<&Reading>,
    listener: &Listener,
) -> Vec<Arc<Document>> {
    let known = before.map_or(&[][..], |it| &it.documents);
    let known: BTreeMap<_, _> = known.iter().map(|it| (it.source, it)).collect();
    let texts: Vec<_> = sources
        .iter()
        .filter(|(_, it)| is_markdown(it.path()))
        .collect();
    let all = texts.len();
    let one = |(done, (id, source)): (usize, (SourceId, &Source))| {
        listener.tell(Phase::Read, done, all);
        let is_kept = before.is_some_and(|it| sources.is_kept(id, &it.sources));
        let same = known.get(&id).filter(|_| is_kept);
        same.map_or_else(
            || Arc::new(document::parse(id, source)),
            |it| Arc::clone(it),
        )
    };
    texts.into_iter().enumerate().map(one).collect()
}

/// What everything is held against.
struct Laws {
    config: Arc<Config>,
    procedure: Arc<Procedure>,
    findings: Arc<[Finding]>,
}

fn laws(sources: &Sources, before: Option<&Reading>) -> Result<Laws, Error> {
    if let Some(before) = before.filter(|it| say_the_same(sources, &it.sources)) {
        return Ok(Laws {
            config: Arc::clone(&before.config),
            procedure: Arc::clone(&before.procedure),
            findings: Arc::clone(&before.loaded),
        });
    }
    load_laws(sources)
}

/// Whether configuration and procedure are the same texts as before.
fn say_the_same(sources: &Sources, before: &Sources) -> bool {
    let read = |it: &Sources| {
        let read = it.iter().filter(|(_, it)| load::governs(it.path()));
        read.map(|(id, _)| id).collect::<Vec<_>>()
    };
    let ids = read(sources);
    ids == read(before) && ids.iter().all(|&it| sources.is_kept(it, before))
}

fn load_laws(sources: &Sources) -> Result<Laws, Error> {
    let (config, mut findings) = load::config(sources);
    let Some(config) = config else {
        let faults = cite(sources, &findings);
        return Err(Error::Configuration { faults });
    };
    let (procedure, mut found) = load::procedure(sources, &config, &kinds::signatures());
    if procedure.head().id.is_empty() {
        // That clauses, rules and registers know none of its names follows from what is wrong in it.
        let cause = |it: &Finding| {
            let path = sources.get(it.place.source).path();
            path == load::PROCEDURE || path == project::CONFIG
        };
        if found.iter().any(cause) {
            found.retain(cause);
        }
        let faults = cite(sources, &found);
        return Err(Error::Procedure { faults });
    }
    findings.extend(found);
    Ok(Laws {
        config: Arc::new(config),
        procedure: Arc::new(procedure),
        findings: findings.into(),
    })
}

/// The errors among `found`, each as one line with its place.
pub(crate) fn cite(sources: &Sources, found: &[Finding]) -> Vec<Text> {
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

/// Files that could not be opened, likewise.
fn closed(sources: &mut Sources, files: &[Closed]) -> Vec<Finding> {
    let one = |file: &Closed| {
        let source = sources.add(RawFile {
            path: file.path.clone(),
            bytes: Vec::new(),
        });
        let args = [("cause", file.cause.clone())];
        notice::finding("file-unreadable", finding::top(source), &args)
    };
    files.iter().map(one).collect()
}

/// The files that may be known by their names; one that hides a secret becomes a text without words, for a finding to
/// stand there, and nobody can publish it.
fn named(sources: &mut Sources, others: Vec<String>) -> Vec<String> {
    let is_open = |it: &String| matches!(veil_path(it), Cow::Borrowed(_));
    let (open, hidden): (Vec<_>, Vec<_>) = others.into_iter().partition(is_open);
    for path in hidden {
        let bytes = Vec::new();
        sources.add(RawFile { path, bytes });
    }
    open
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_that_cannot_be_opened_is_a_finding_and_hides_no_other_record() {
        let text = |path: &str, text: &str| RawFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portals/proposals");
        let folder = std::path::Path::new(folder);
        let project = Project::find(Some(folder), folder).unwrap();
        let mut files = project.files().unwrap();
        files
            .texts
            .push(text("proposals/prop-0009.md", "---\nnumber: 0009\n---\n"));
        files.closed.push(Closed {
            path: "proposals/prop-0010.md".to_owned(),
            cause: Text::plain("no"),
        });
        let reading = take(files).unwrap();
        let told = reading
            .findings
            .iter()
            .find(|it| it.rule == "file-unreadable");
        let place = reading.sources.cite(told.unwrap().place);
        assert_eq!(place, "proposals/prop-0010.md:1:1");
        assert!(reading.documents.len() > 2);
    }
}
