//! The folder in which a site waits until all of it is there.
//!
//! It lies beside a site that does not exist yet, so that one rename makes the
//! site, and inside one that exists, so that every move is a rename even where
//! the site is a mounted disk. Its name is fixed: what a killed run left behind
//! is cleared by the next. It is made only when the first page needs it, so
//! that a build that changes nothing does not even touch a folder's time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::error::Error;

use super::write_error;

/// How often a lock is tried, and how long is waited between: a process that is being started
/// holds the locks of the one that starts it for a moment.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Its name inside a site.
pub(super) const INSIDE: &str = ".changebook-staging";

/// A staging folder, cleared when it is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// Held until the end: two builds must not write one site at a time.
    _lock: Option<File>,
}

impl Staging {
    /// In the folder of a site that exists.
    pub(super) fn inside(out: &Path) -> Result<Self, Error> {
        let lock = lock(out, out)?;
        let folder = out.join(INSIDE);
        clear(&folder)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Beside the folder of a site to come.
    pub(super) fn beside(out: &Path) -> Result<Self, Error> {
        let (Some(above), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(write_error(out, io::ErrorKind::NotFound.into()));
        };
        let folder = above.join(format!("{INSIDE}-{}", name.to_string_lossy()));
        let made = fs::create_dir_all(&folder);
        made.map_err(|source| write_error(&folder, source))?;
        let lock = lock(&folder, out)?;
        if !folder.is_dir() {
            // Whoever had it was done with it just now, and perhaps the site is there.
            return Err(busy(out));
        }
        let staging = Self {
            folder,
            _lock: lock,
        };
        staging.empty()?;
        Ok(staging)
    }

    /// Lets a page wait.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(path);
        let failed = |source| write_error(&path, source);
        make_folder_of(&path)?;
        let mut file = File::create(&path).map_err(failed)?;
        file.write_all(bytes).map_err(failed)
    }

    /// Moves a page that waits to its place.
    pub(super) fn publish(&self, path: &str, out: &Path) -> Result<(), Error> {
        let to = out.join(path);
        make_folder_of(&to)?;
        fs::rename(self.folder.join(path), &to).map_err(|source| write_error(&to, source))
    }

    /// Makes the folder itself the site.
    pub(super) fn become_site(&self, out: &Path) -> Result<(), Error> {
        fs::rename(&self.folder, out).map_err(|source| write_error(out, source))
    }

    /// Removes what a run that was killed left in it.
    fn empty(&self) -> Result<(), Error> {
        let failed = |source| write_error(&self.folder, source);
        for entry in fs::read_dir(&self.folder).map_err(failed)? {
            clear(&entry.map_err(failed)?.path())?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build, or fails it with a reason.
        let _ = clear(&self.folder);
    }
}

/// Removes a file, a link or a folder with all that is in it, if it is there.
fn clear(path: &Path) -> Result<(), Error> {
    let removed = match fs::symlink_metadata(path) {
        Ok(it) if it.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => return Ok(()),
    };
    removed.map_err(|source| write_error(path, source))
}

fn make_folder_of(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|source| write_error(folder, source))
}

/// Locks a folder, or says that another run has it. Where folders cannot be locked, nothing is.
fn lock(folder: &Path, out: &Path) -> Result<Option<File>, Error> {
    let Ok(file) = File::open(folder) else {
        return Ok(None);
    };
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
    Err(busy(out))
}

fn busy(out: &Path) -> Error {
    Error::OutputBusy {
        out: out.to_owned(),
    }
}
