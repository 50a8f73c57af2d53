//! Puts a mended text in the place of the one that was read, or leaves it alone.
//!
//! The new text is written beside the old one and takes its place by a rename,
//! so that a crash leaves one of the two. Permissions stay. What has changed
//! since it was read, may not be written, or is reached by a link out of the
//! folder is somebody else's business.

use std::fs;
use std::path::Path;

use crate::error::Error;

use super::file::staged;
use super::write_error;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// It has the new text.
    Done,
    /// It is not as it was read any more.
    Changed,
    /// It may not be written.
    Protected,
    /// It lies outside the folder.
    Outside,
}

/// Replaces the text of the file `path` below `root`, if it still is `old`.
pub fn replace(root: &Path, path: &str, old: &[u8], new: &[u8]) -> Result<Replaced, Error> {
    let shown = root.join(path);
    let failed = |source| write_error(&shown, source);
    let root = root.canonicalize().map_err(failed)?;
    let Ok(real) = root.join(path).canonicalize() else {
        return Ok(Replaced::Changed);
    };
    if !real.starts_with(&root) {
        return Ok(Replaced::Outside);
    }
    let stands = |bytes: &[u8]| fs::read(&real).is_ok_and(|it| it == bytes);
    // One file may be reached by two paths.
    if stands(new) {
        return Ok(Replaced::Done);
    }
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Ok(Replaced::Protected);
    }
    let file = staged(&real, new, Some(permissions)).map_err(failed)?;
    if !stands(old) {
        return Ok(Replaced::Changed);
    }
    file.persist(&real).map_err(|it| failed(it.error))?;
    Ok(Replaced::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), text).unwrap();
        folder
    }

    fn read(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join("a.md")).unwrap()
    }

    #[test]
    fn text_that_changed_since_it_was_read_is_left_alone() {
        let folder = folder("newer");
        let done = replace(folder.path(), "a.md", b"old", b"new").unwrap();
        assert_eq!(done, Replaced::Changed);
        assert_eq!(read(&folder), "newer");
        let gone = replace(folder.path(), "b.md", b"old", b"new").unwrap();
        assert_eq!(gone, Replaced::Changed);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_a_file_that_may_not_be_written_is_left_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = folder("old");
        let path = folder.path().join("a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let done = replace(folder.path(), "a.md", b"old", b"new").unwrap();
        assert_eq!((done, read(&folder)), (Replaced::Done, "new".to_owned()));
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        let done = replace(folder.path(), "a.md", b"new", b"newer").unwrap();
        assert_eq!(done, Replaced::Protected);
    }

    #[cfg(unix)]
    #[test]
    fn link_within_the_folder_is_followed_and_one_out_of_it_is_not() {
        use std::os::unix::fs::symlink;

        let (folder, outside) = (folder("old"), folder("old"));
        symlink("a.md", folder.path().join("b.md")).unwrap();
        symlink(outside.path().join("a.md"), folder.path().join("c.md")).unwrap();
        let done = replace(folder.path(), "b.md", b"old", b"new").unwrap();
        assert_eq!((done, read(&folder)), (Replaced::Done, "new".to_owned()));
        assert!(folder.path().join("b.md").is_symlink());
        // The same file by its other path.
        let again = replace(folder.path(), "a.md", b"old", b"new").unwrap();
        assert_eq!(again, Replaced::Done);
        let out = replace(folder.path(), "c.md", b"old", b"new").unwrap();
        assert_eq!((out, read(&outside)), (Replaced::Outside, "old".to_owned()));
    }
}
