//! The files of a site after another build: what cannot have changed is not made again.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::history::History;
use crate::judging::Checked;
use crate::page::{Page, Sheet};
use crate::project::Project;
use crate::render::{self, theme::Theme};
use crate::site::{Inputs, Site};
use crate::source::RawFile;

use super::{shown, whole};

/// What the pages of the last build were made from.
///
/// It says something of a later build only while the portal that was judged for it is not dropped, and the later one
/// was judged [after](crate::check_after) it.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The files of the portal's own theme.
    theme: Vec<(String, Vec<u8>)>,
    /// By the path of the page.
    pages: BTreeMap<String, Inputs>,
}

/// Makes the site of a portal as [`build`](super::build) does; what is surely the same as in `before` is marked.
/// Answers with what pages are made from now.
pub fn build_after<T>(
    project: &Project,
    checked: &Checked,
    history: &History,
    before: &Drawn,
    publish: impl FnOnce(&mut dyn Iterator<Item = Sheet<'_, Error>>) -> Result<T, Error>,
) -> Result<(T, Drawn), Error> {
    let site = whole(project, checked, history)?;
    let own = project.theme(&checked.reading.config.theme)?;
    let own = own
        .into_iter()
        .map(|RawFile { path, bytes }| Page { path, bytes });
    let own: Vec<_> = own.collect();
    let now = Drawn {
        theme: own
            .iter()
            .map(|it| (it.path.clone(), it.bytes.clone()))
            .collect(),
        pages: inputs(&site),
    };
    let theme = Theme::load(own)?;
    let is_drawn_alike = now.theme == before.theme;
    let page = |planned| {
        let planned: &crate::site::Planned = planned;
        let path = planned.path();
        let inputs = now.pages.get(path);
        let (site, theme) = (&site, &theme);
        Sheet {
            path: path.to_owned(),
            is_same: is_drawn_alike && inputs.is_some() && inputs == before.pages.get(path),
            make: Box::new(move || render::page(site, theme, planned)),
        }
    };
    let files = site.files().iter().chain(theme.assets()).cloned();
    let index = std::iter::once_with(|| site.index()).flatten();
    let copies = site.copies().iter().map(|it| Sheet {
        path: it.to.clone(),
        is_same: false,
        make: Box::new(move || {
            let bytes = shown(project, checked, &it.from)?.unwrap_or_default();
            let path = it.to.clone();
            Ok(Page { path, bytes })
        }),
    });
    let pages = site.pages().iter().map(page);
    let made = files.chain(index).map(Sheet::made);
    let done = publish(&mut pages.chain(made).chain(copies))?;
    Ok((done, now))
}

/// What the pages of single records are made from.
fn inputs(site: &Site<'_>) -> BTreeMap<String, Inputs> {
    let common = site.common_inputs();
    let mut of: BTreeMap<usize, Inputs> = BTreeMap::new();
    let pages = site.pages().iter().filter_map(|it| {
        let record = it.record()?;
        let inputs = of
            .entry(record)
            .or_insert_with(|| site.inputs(common, record));
        Some((it.path().to_owned(), *inputs))
    });
    pages.collect()
}
