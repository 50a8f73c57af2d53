//! The files of a site one by one, in whatever order somebody asks for them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::judging::Checked;
use crate::page::Page;
use crate::project::Project;
use crate::render;
use crate::render::theme::Theme;
use crate::search;
use crate::site::{Planned, Site};

use super::{shown, theme};

/// Where the files of the search index are; what they are called is known when they are made.
pub const INDEX: &str = search::files::FOLDER;

/// What files are made from.
#[derive(Debug)]
pub struct Files<'a> {
    project: &'a Project,
    checked: &'a Checked,
    site: &'a Site<'a>,
    theme: Theme,
    pages: BTreeMap<&'a str, &'a Planned>,
    /// Made as a whole when one of them is asked for.
    index: OnceCell<Vec<Page>>,
}

impl<'a> Files<'a> {
    /// The files of a site. One page of each kind is made at once, so that a theme that cannot draw it is told at once.
    pub fn new(
        project: &'a Project,
        checked: &'a Checked,
        site: &'a Site<'a>,
    ) -> Result<Self, Error> {
        let files = Self {
            project,
            checked,
            site,
            theme: theme(project, &checked.reading.config)?,
            pages: site.pages().iter().map(|it| (it.path(), it)).collect(),
            index: OnceCell::new(),
        };
        let mut drawn = BTreeSet::new();
        for page in site.pages().iter().filter(|it| drawn.insert(it.template())) {
            render::page(site, &files.theme, page)?;
        }
        Ok(files)
    }

    /// Where files are, but for those of the search index.
    pub fn paths(&self) -> BTreeSet<String> {
        let pages = self.pages.keys().copied();
        let files = self.site.files().iter().chain(self.theme.assets());
        let copies = self.site.copies().iter().map(|it| it.to.as_str());
        let all = pages.chain(files.map(|it| it.path.as_str())).chain(copies);
        all.map(str::to_owned).collect()
    }

    /// The page at a path.
    pub fn page(&self, path: &str) -> Option<&'a Planned> {
        self.pages.get(path).copied()
    }

    /// The file at a path; nothing if there is none.
    pub fn make(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        if let Some(page) = self.page(path) {
            return Ok(Some(render::page(self.site, &self.theme, page)?.bytes));
        }
        let mut copies = self.site.copies().iter();
        if let Some(copy) = copies.find(|it| it.to == path) {
            return shown(self.project, self.checked, &copy.from);
        }
        let files = self.site.files().iter().chain(self.theme.assets());
        let index = || self.index.get_or_init(|| self.site.index());
        let index = path.starts_with(INDEX).then(index).into_iter().flatten();
        let mut all = files.chain(index);
        Ok(all.find(|it| it.path == path).map(|it| it.bytes.clone()))
    }
}
