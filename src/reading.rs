//! From the files of a portal to what they say: Source → Document, Procedure.
//!
//! Nothing is judged yet. What is not in order so far is a finding beside what could be read; only a portal without a
//! configuration or a procedure that can be used cannot be read at all.

use crate::book::Book;
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
use crate::source::{RawFile, Sources};

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

impl Reading {
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
        }
    }
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
    findings.extend(closed(&mut sources, &files.closed));
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
