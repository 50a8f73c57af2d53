//! New files, all of them or none, and never in the place of something that stands.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::page::Page;

use super::file::staged;
use super::write_error;

/// Writes new files below `root`, which is made if it is not there.
///
/// What is in the way is named, all of it, and then nothing is written. When a file cannot be written, those before it
/// are removed again.
pub fn create(root: &Path, files: &[Page]) -> Result<(), Error> {
    let mut paths: Vec<PathBuf> = files
        .iter()
        .filter_map(|it| in_the_way(root, &it.path))
        .collect();
    paths.sort();
    paths.dedup();
    if !paths.is_empty() {
        return Err(Error::InTheWay { paths });
    }
    let mut made = Made::default();
    for it in files {
        let path = root.join(&it.path);
        if let Err(source) = made.file(&path, &it.bytes) {
            made.undo();
            return Err(match source.kind() {
                io::ErrorKind::AlreadyExists => Error::InTheWay { paths: vec![path] },
                _ => write_error(&path, source),
            });
        }
    }
    Ok(())
}

/// What stands where a file is to be, or where one of its folders is to be and is none.
fn in_the_way(root: &Path, path: &str) -> Option<PathBuf> {
    let whole = root.join(path);
    let mut above: Vec<_> = whole.ancestors().skip(1).collect();
    above.reverse();
    let blocked = above.into_iter().find(|it| {
        let Ok(standing) = fs::symlink_metadata(it) else {
            return false;
        };
        // A link inside leads somebody's new files elsewhere; one above is how the folder was named.
        let leads_away = standing.is_symlink() && it.starts_with(root) && *it != root;
        leads_away || (!it.as_os_str().is_empty() && !it.is_dir())
    });
    let taken = fs::symlink_metadata(&whole).is_ok();
    blocked
        .map(Path::to_owned)
        .or_else(|| taken.then(|| whole.clone()))
}

/// What was made so far, the newest last.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let missing = path.ancestors().skip(1);
        let missing = missing.take_while(|it| !it.as_os_str().is_empty() && !it.exists());
        let mut missing: Vec<_> = missing.map(Path::to_owned).collect();
        missing.reverse();
        for folder in missing {
            fs::create_dir(&folder)?;
            self.folders.push(folder);
        }
        // Somebody may have been quicker: what stands is not replaced.
        staged(path, bytes, None)?.persist_noclobber(path)?;
        self.files.push(path.to_owned());
        Ok(())
    }

    /// Nothing more can be done where this fails too.
    fn undo(self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Page {
        Page {
            path: path.into(),
            bytes: b"new".to_vec(),
        }
    }

    fn paths(error: &Error) -> Vec<PathBuf> {
        match error {
            Error::InTheWay { paths } => paths.clone(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn files_and_their_folders_are_made() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("a/b");
        create(&root, &[page("x.md"), page("c/y.md")]).unwrap();
        assert_eq!(fs::read(root.join("c/y.md")).unwrap(), b"new");
    }

    #[test]
    fn whatever_is_in_the_way_is_named_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("b.md"), "old").unwrap();
        fs::write(root.join("c"), "old").unwrap();
        let error = create(root, &[page("a.md"), page("b.md"), page("c/d.md")]).unwrap_err();
        assert_eq!(paths(&error), [root.join("b.md"), root.join("c")]);
        assert!(!root.join("a.md").exists());
        assert_eq!(fs::read(root.join("b.md")).unwrap(), b"old");
    }

    #[test]
    fn half_of_it_is_taken_back_when_the_rest_fails() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new");
        // The second is the same again: nobody stood in the way before.
        let error = create(&root, &[page("d/a.md"), page("d/a.md")]).unwrap_err();
        assert_eq!(paths(&error), [root.join("d/a.md")]);
        assert!(!root.exists());
    }
}
