//! A portal of any size, the same at every run.
//!
//! The models are the changes of the demonstration portal: both languages, every route, every state. A copy of a
//! closed change is moved into the past by whole weeks, so that working days stay working days, and gets systems and
//! ids of its own; one of an open change stays where it is. Approvals are sealed anew. What a copy breaks on its new
//! days (a holiday, a freeze, a window that another change has) is left as it is: real portals are not clean either.

mod models;
mod sealed;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jiff::ToSpan as _;
use jiff::civil::Date;
use regex::{Captures, Regex};

use models::{Model, Portal};

/// How many weeks the history goes back.
const WEEKS: usize = 312;

/// Every so many copies bring the open changes again: most of what an organisation keeps is closed.
const OPEN: usize = 8;

/// One change in so many lacks an approval.
const BROKEN: usize = 20;

/// Copies that follow each other are about other systems, so that few windows collide.
const SYSTEMS: usize = 10;

/// Writes a portal of at least so many Markdown documents of changes into a folder that is empty or not there; gives
/// the number written.
pub fn write(folder: &Path, documents: usize) -> Result<usize, Box<dyn Error>> {
    if fs::read_dir(folder).is_ok_and(|mut it| it.next().is_some()) {
        return Err("the folder is not empty".into());
    }
    let portal = Portal::read()?;
    portal.write_procedure(folder, SYSTEMS)?;
    let mut numbers = BTreeMap::new();
    let mut first = BTreeMap::new();
    let mut copies = BTreeMap::new();
    let mut written = 0;
    for at in 0.. {
        let copy = Copy::new(&portal, at, &first, &mut numbers);
        if at == 0 {
            first.clone_from(&copy.ids);
        }
        for model in copy.models() {
            if written >= documents {
                sealed::anew(folder, &copies)?;
                return Ok(written);
            }
            written += copy.write(model, folder)?;
            copies.insert(copy.ids[model.id.as_str()].clone(), model);
        }
    }
    unreachable!("copies do not end")
}

/// One more time the changes of the demonstration.
struct Copy<'p> {
    portal: &'p Portal,
    at: usize,
    weeks: usize,
    /// What each model is called in this copy; one that this copy does not bring, in the first, which brings all.
    ids: Ids<'p>,
}

/// Id of a model → id of a copy.
type Ids<'p> = BTreeMap<&'p str, String>;

impl<'p> Copy<'p> {
    fn new(
        portal: &'p Portal,
        at: usize,
        first: &Ids<'p>,
        numbers: &mut BTreeMap<i16, usize>,
    ) -> Self {
        // 37 and 312 share no factor: copies spread over all weeks before one comes again.
        let mut copy = Self {
            portal,
            at,
            weeks: at * 37 % WEEKS,
            ids: first.clone(),
        };
        for model in copy.models() {
            let year = copy.day(model, model.opened).year();
            let number = numbers.entry(year).or_insert(0);
            *number += 1;
            let id = format!("CHG-{year}-{number:04}");
            copy.ids.insert(&model.id, id);
        }
        copy
    }

    fn models(&self) -> impl Iterator<Item = &'p Model> + use<'p> {
        let with_open = self.at.is_multiple_of(OPEN);
        let models = self.portal.models.iter();
        models.filter(move |it| with_open || it.is_closed)
    }

    fn day(&self, model: &Model, day: Date) -> Date {
        let weeks = if model.is_closed { self.weeks } else { 0 };
        day.saturating_sub(i64::try_from(weeks).unwrap_or_default().weeks())
    }

    /// Writes the files of a change; gives the number of Markdown documents.
    fn write(&self, model: &Model, folder: &Path) -> std::io::Result<usize> {
        let id = &self.ids[model.id.as_str()];
        let number = id
            .rsplit('-')
            .next()
            .and_then(|it| it.parse::<usize>().ok());
        let is_broken = number.is_some_and(|it| it.is_multiple_of(BROKEN));
        let folder = folder.join("changes").join(id);
        for (path, bytes) in &model.files {
            let path = folder.join(self.moved(model, path));
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            match std::str::from_utf8(bytes) {
                Ok(text) if is_broken => fs::write(path, unapproved(&self.moved(model, text)))?,
                Ok(text) => fs::write(path, self.moved(model, text))?,
                Err(_) => fs::write(path, bytes)?,
            }
        }
        Ok(model.documents())
    }

    /// A text with the days, the ids and the systems of this copy.
    fn moved(&self, model: &Model, text: &str) -> String {
        static PARTS: LazyLock<Regex> = LazyLock::new(|| {
            let parts = r"\b(20\d\d-[01]\d-[0-3]\d)\b|\b(CHG-20\d\d-\d{4})\b|\b((?:REQ-[A-Z]+|SQ)-[0-9-]+)|(?m)^system: ([a-z-]+)$";
            Regex::new(parts).expect("the pattern is one")
        });
        let replaced = PARTS.replace_all(text, |found: &Captures<'_>| {
            if let Some(day) = found.get(1) {
                let moved = day.as_str().parse().map(|it| self.day(model, it));
                return moved.map_or_else(|_| day.as_str().to_owned(), |it| it.to_string());
            }
            if let Some(id) = found.get(2) {
                let own = self.ids.get(id.as_str());
                return own.cloned().unwrap_or_else(|| id.as_str().to_owned());
            }
            if let Some(request) = found.get(3) {
                return format!("{}-{}", request.as_str(), self.at);
            }
            format!("system: {}", models::system(&found[4], self.at % SYSTEMS))
        });
        replaced.into_owned()
    }
}

/// A text without its first approval.
fn unapproved(text: &str) -> String {
    let mut lines: Vec<_> = text.split_inclusive('\n').collect();
    let is_approval = |it: &&str| it.starts_with("  - {type: approval,");
    if let Some(at) = lines.iter().position(is_approval) {
        lines.remove(at);
    }
    lines.concat()
}
