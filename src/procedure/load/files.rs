//! The files of a procedure among the texts of a portal.

use crate::document::faults;
use crate::finding::Finding;
use crate::procedure::config::Config;
use crate::procedure::reader::{Desk, Spot};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Node, Tree};

/// A YAML file that has been parsed.
#[derive(Debug)]
pub(super) struct File {
    pub(super) source: SourceId,
    tree: Tree,
}

impl File {
    /// The value at the top, on a desk for this file; nothing if the file is empty.
    pub(super) fn top<'a>(&'a self, desk: &'a Desk<'a>) -> Option<Spot<'a>> {
        let root = self.tree.root.as_ref().filter(|it| !it.is_null())?;
        Some(Spot::top(desk, root, ""))
    }

    /// Whether it holds nothing, not even something that is wrong.
    pub(super) fn is_empty(&self) -> bool {
        let nothing = self.tree.root.as_ref().is_none_or(Node::is_null);
        nothing && self.tree.faults.is_empty()
    }

    fn faults(&self) -> impl Iterator<Item = Finding> {
        let all = self.tree.faults.iter();
        all.map(|it| faults::syntax(self.source, it))
    }
}

/// All files of a procedure.
#[derive(Debug)]
pub(super) struct Files<'s> {
    pub(super) sources: &'s Sources,
    pub(super) config: &'s Config,
    pub(super) main: Option<File>,
    pub(super) policy: Option<File>,
    pub(super) documents: Vec<(String, File)>,
    pub(super) rules: Vec<File>,
    pub(super) clauses: Vec<SourceId>,
    pub(super) people: Option<File>,
    pub(super) systems: Option<File>,
    pub(super) calendar: Option<File>,
    pub(super) waivers: Option<File>,
}

impl<'s> Files<'s> {
    /// Finds and parses them; what is wrong with their YAML is reported.
    pub(super) fn find(sources: &'s Sources, config: &'s Config) -> (Self, Vec<Finding>) {
        let mut paths: Vec<_> = sources.iter().map(|(id, it)| (it.path(), id)).collect();
        paths.sort_unstable();
        let within = |folder: &str, ext: &str| {
            let names = paths.iter().filter_map(|(path, id)| {
                let name = path.strip_prefix(folder)?.strip_suffix(ext)?;
                Some((name.to_owned(), *id))
            });
            names.collect::<Vec<_>>()
        };
        let one = |path: &str| sources.find(path).map(|id| open(sources, id));
        let documents = within("procedure/documents/", ".yaml");
        let rules = within("procedure/rules/", ".yaml");
        let clauses = within("procedure/clauses/", ".md");
        let files = Self {
            sources,
            config,
            main: one(super::PROCEDURE),
            policy: one("procedure/policy.yaml"),
            documents: documents
                .into_iter()
                .map(|(name, id)| (name, open(sources, id)))
                .collect(),
            rules: rules.into_iter().map(|(_, id)| open(sources, id)).collect(),
            clauses: clauses.into_iter().map(|(_, id)| id).collect(),
            people: one(super::PEOPLE),
            systems: one(super::SYSTEMS),
            calendar: one(super::CALENDAR),
            waivers: one(super::WAIVERS),
        };
        let found = files.each().flat_map(File::faults).collect();
        (files, found)
    }

    /// A fresh desk for a file.
    pub(super) fn desk(&self, file: &File) -> Desk<'s> {
        Desk::new(self.sources, file.source, Some(self.config))
    }

    fn each(&self) -> impl Iterator<Item = &File> {
        let single = [
            &self.main,
            &self.policy,
            &self.people,
            &self.systems,
            &self.calendar,
            &self.waivers,
        ];
        let documents = self.documents.iter().map(|(_, it)| it);
        single
            .into_iter()
            .flatten()
            .chain(documents)
            .chain(&self.rules)
    }
}

/// Parses a file.
pub(super) fn open(sources: &Sources, source: SourceId) -> File {
    let text = sources.get(source).text();
    let tree = yaml::parse(text, Span::new(0, text.len()));
    File { source, tree }
}

/// What is wrong with the YAML of a file that stands alone.
pub(super) fn syntax(file: &File) -> Vec<Finding> {
    file.faults().collect()
}
