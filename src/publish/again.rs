//! The files of a site after another build: what cannot have changed is not made again.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Error;
use crate::history::History;
use crate::judging::Checked;
use crate::page::{Page, Sheet, Stamp};
use crate::project::Project;
use crate::render::{self, theme::Theme};
use crate::search::files::Index;
use crate::site::{Inputs, Site};
use crate::source::RawFile;

use super::{shown, whole};

/// What the pages of the last build were made from, and what they were; and how the portal was searched.
///
/// It says nothing of a build of a portal that was not judged [after](crate::check_after) the one that it holds.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The portal, kept so that nothing new can be where something of it was: what is shared is known by where it is.
    _checked: Option<Arc<Checked>>,
    /// The files of the portal's own theme.
    theme: Vec<(String, Vec<u8>)>,
    index: Index,
    /// By the path of the page.
    pages: BTreeMap<String, Known>,
}

/// A page that was made, here and not by another build into the same folder.
#[derive(Debug)]
struct Known {
    from: Inputs,
    made: Stamp,
}

/// Makes the site of a portal as [`build`](super::build) does; what is surely the same as in `before` is marked.
/// Answers with what pages are made from now.
pub fn build_after<T>(
    project: &Project,
    checked: &Arc<Checked>,
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
    let files = own.iter().map(|it| (it.path.clone(), it.bytes.clone()));
    let own_theme: Vec<_> = files.collect();
    let inputs = inputs(&site);
    let theme = Theme::load(own)?;
    let is_drawn_alike = own_theme == before.theme;
    let made: RefCell<BTreeMap<String, Stamp>> = RefCell::default();
    let page = |planned| {
        let planned: &crate::site::Planned = planned;
        let path = planned.path();
        let known = before.pages.get(path).filter(|_| is_drawn_alike);
        let known = known.filter(|it| inputs.get(path) == Some(&it.from));
        let was = known.map(|it| it.made.clone());
        let note = |stamp| made.borrow_mut().insert(path.to_owned(), stamp);
        was.clone().map(note);
        let (site, theme) = (&site, &theme);
        Sheet {
            path: path.to_owned(),
            was,
            make: Box::new(move || {
                let page = render::page(site, theme, planned)?;
                note(Stamp::of(&page.bytes));
                Ok(page)
            }),
        }
    };
    let files = site.files().iter().chain(theme.assets()).cloned();
    let index = OnceCell::new();
    let pieces = || {
        index
            .get_or_init(|| site.index_after(&before.index))
            .files()
    };
    let pieces = std::iter::once_with(pieces).flatten();
    let copies = site.copies().iter().map(|it| Sheet {
        path: it.to.clone(),
        was: None,
        make: Box::new(move || {
            let bytes = shown(project, checked, &it.from)?.unwrap_or_default();
            let path = it.to.clone();
            Ok(Page { path, bytes })
        }),
    });
    let pages = site.pages().iter().map(page);
    let others = files.chain(pieces.cloned()).map(Sheet::made);
    let done = publish(&mut pages.chain(others).chain(copies))?;
    let mut made = made.into_inner();
    let known = inputs.into_iter().filter_map(|(path, from)| {
        let made = made.remove(&path)?;
        Some((path, Known { from, made }))
    });
    let now = Drawn {
        _checked: Some(Arc::clone(checked)),
        theme: own_theme,
        index: index.into_inner().unwrap_or_default(),
        pages: known.collect(),
    };
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
