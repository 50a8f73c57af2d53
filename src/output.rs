//! Puts a site on disk, so that a reader never sees half of one; mended texts in their places; and new files.
//!
//! Pages stream into a staging folder, and only those whose bytes are not there
//! yet. When the last one has come without an error, the site is published:
//!
//! - a new one by renaming the whole staging folder;
//! - a standing one file by file, each by a rename: what pages point at, then
//!   new pages, then changed ones, then what machines read, deletions last. A
//!   page is whole at all times and never points at what is not there yet.
//!
//! What is ours is what the manifest lists; nothing else is ever deleted or
//! overwritten. Before the first file of a standing site moves, the manifest
//! names the old files and the new ones, so that a run that ends half-way is
//! mended by the next. A second build of the same input writes nothing.

#![expect(
    clippy::disallowed_methods,
    reason = "the site is written to disk here, and nowhere else"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

use crate::error::Error;
use crate::page::{Page, Sheet, Stamp};
use crate::project::CONFIG;

mod apart;
mod create;
mod file;
mod manifest;
mod names;
mod plan;
mod replace;
mod staging;
mod standing;
#[cfg(test)]
mod tests;

pub use apart::apart;
pub(crate) use apart::real;
pub use create::create;
pub use file::file;
pub(crate) use names::Names;
pub use replace::{Replaced, replace};

use manifest::Manifest;
use plan::{Plan, Step};
use staging::Staging;
use standing::Standing;

/// What a build did to the folder of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files are new or changed.
    pub written: usize,
    /// How many stayed as they were.
    pub kept: usize,
    /// How many vanished.
    pub deleted: usize,
    /// The files among ours that are somebody else's; a folder with none of ours stands for all in it.
    pub foreign: Vec<String>,
}

/// Writes the site to `out`: all of `pages`, and nothing else that is ours.
///
/// On an error before publishing, `out` is as it was.
pub fn write(
    out: &Path,
    pages: impl Iterator<Item = Result<Page, Error>>,
) -> Result<Written, Error> {
    let mut build = Build::begin(out)?;
    for page in pages {
        build.add(&page?)?;
    }
    build.publish()
}

/// The same where files that are surely the same as in the last build are made only if they do not stand there as they were made.
pub fn write_sheets<'a>(
    out: &Path,
    sheets: impl Iterator<Item = Sheet<'a, Error>>,
) -> Result<Written, Error> {
    let mut build = Build::begin(out)?;
    for sheet in sheets {
        match &sheet.was {
            Some(was) if build.keep(&sheet.path, was)? => {}
            _ => build.add(&(sheet.make)()?)?,
        }
    }
    build.publish()
}

/// A site on its way to disk.
struct Build {
    out: PathBuf,
    /// The files of the last build; nothing if the folder is new.
    old: Option<Manifest>,
    standing: Standing,
    staging: Staging,
    names: Names,
    new: Manifest,
    /// The pages that lie in the staging folder, because they are not in `out`.
    staged: Vec<String>,
}

impl Build {
    fn begin(out: &Path) -> Result<Self, Error> {
        let failed = |source| write_error(out, source);
        let exists = fs::symlink_metadata(out).is_ok();
        // A link that somebody made for the site as a whole is followed; none inside it is.
        let out = if exists {
            out.canonicalize().map_err(failed)?
        } else {
            absolute(out).map_err(failed)?
        };
        if out.join(CONFIG).exists() {
            return Err(Error::OutputOverContent { out });
        }
        if exists && !out.is_dir() {
            return Err(write_error(&out, io::ErrorKind::NotADirectory.into()));
        }
        let mut build = Self {
            staging: if exists {
                Staging::inside(&out)?
            } else {
                Staging::beside(&out)?
            },
            old: None,
            standing: Standing::default(),
            names: Names::default(),
            new: Manifest::default(),
            staged: Vec::new(),
            out,
        };
        if exists {
            build.look()?;
        }
        Ok(build)
    }

    /// Reads what stands in the folder, which must be ours or empty.
    fn look(&mut self) -> Result<(), Error> {
        self.standing = Standing::scan(&self.out)?;
        let old = Manifest::read(&self.out)?;
        if let (None, Some(file)) = (&old, self.standing.first()) {
            return Err(Error::OutputForeign {
                out: self.out.clone(),
                file: file.to_owned(),
            });
        }
        self.old = Some(old.unwrap_or_default());
        Ok(())
    }

    fn add(&mut self, page: &Page) -> Result<(), Error> {
        self.names.add(&page.path)?;
        if !self.stands(page)? {
            self.staging.put(&page.path, &page.bytes)?;
            self.staged.push(page.path.clone());
        }
        self.new
            .files
            .insert(page.path.clone(), Stamp::of(&page.bytes));
        Ok(())
    }

    /// Keeps a file that was made before, if it stands there as it was made.
    fn keep(&mut self, path: &str, was: &Stamp) -> Result<bool, Error> {
        let old = self.old.as_ref().and_then(|it| it.files.get(path));
        // Another program may have built into the folder meanwhile, from something else.
        if old != Some(was) || !self.standing.is_file(path, was.size) {
            return Ok(false);
        }
        let file = self.out.join(path);
        let read = fs::read(&file);
        let bytes = read.map_err(|source| Error::Read { path: file, source })?;
        if *was != Stamp::of(&bytes) {
            return Ok(false);
        }
        self.new.files.insert(path.to_owned(), was.clone());
        self.names.add(path)?;
        Ok(true)
    }

    /// Whether the page stands in the folder byte for byte. The file itself is asked, not the manifest: it may have been touched.
    fn stands(&self, page: &Page) -> Result<bool, Error> {
        let ours = |it: &Manifest| it.files.contains_key(&page.path);
        let length = page.bytes.len() as u64;
        if !self.old.as_ref().is_some_and(ours) || !self.standing.is_file(&page.path, length) {
            return Ok(false);
        }
        let path = self.out.join(&page.path);
        let bytes = fs::read(&path).map_err(|source| Error::Read { path, source })?;
        Ok(bytes == page.bytes)
    }

    fn plan(&mut self) -> Result<Plan, Error> {
        plan::plan(plan::Sides {
            out: &self.out,
            old: self.old.as_ref().unwrap_or(&Manifest::default()),
            new: &self.new,
            standing: &self.standing,
            names: &self.names,
            staged: &self.staged,
        })
    }

    fn publish(mut self) -> Result<Written, Error> {
        let plan = self.plan()?;
        let written = Written {
            written: self.staged.len(),
            kept: self.new.files.len() - self.staged.len(),
            deleted: plan.deleted,
            foreign: plan.foreign,
        };
        if self.old.is_none() {
            self.staging
                .put(manifest::NAME, self.new.text().as_bytes())?;
            self.staging.become_site(&self.out)?;
            return Ok(written);
        }
        for step in &plan.steps {
            self.perform(step)?;
        }
        Ok(written)
    }

    fn perform(&mut self, step: &Step) -> Result<(), Error> {
        match step {
            Step::Manifest(text) => {
                self.staging.put(manifest::NAME, text.as_bytes())?;
                self.staging.publish(manifest::NAME, &self.out)
            }
            Step::Put(path) => self.staging.publish(path, &self.out),
            Step::Delete(path) => delete(&self.out, path),
        }
    }
}

/// Deletes a file of ours and the folders that it leaves empty.
fn delete(out: &Path, file: &str) -> Result<(), Error> {
    let path = out.join(file);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(write_error(&path, source));
        }
        _ => {}
    }
    let mut folder = file;
    while let Some((above, _)) = folder.rsplit_once('/') {
        // A folder that is not empty refuses to go, and so do those above it.
        if fs::remove_dir(out.join(above)).is_err() {
            break;
        }
        folder = above;
    }
    Ok(())
}

fn write_error(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: path.to_owned(),
        source,
    }
}
