//! One file, written whole or not at all.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;

use super::{real, write_error};

/// Writes a file of its own, such as a report; whoever reads it never sees half of one.
///
/// A link is followed, and a file that has these bytes already is not touched. What is no plain file, such as a device
/// or a pipe, is written to as it is. The folder must exist.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    put(path, bytes).map_err(|source| write_error(path, source))
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let standing = fs::metadata(path).ok();
    if standing.as_ref().is_some_and(|it| !it.is_file()) {
        return fs::write(path, bytes);
    }
    let target = real(path);
    if standing.is_some() && fs::read(&target).is_ok_and(|it| it == bytes) {
        return Ok(());
    }
    let permissions = standing.map(|it| it.permissions());
    staged(&target, bytes, permissions)?.persist(&target)?;
    Ok(())
}

/// The bytes beside the file at `target`, on the disk, ready to take its place by a rename.
///
/// It has the `permissions` of the file that stands, else those of any new one.
pub(super) fn staged(
    target: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".changebook-");
    #[cfg(unix)]
    let new = permissions.is_none().then(shared);
    #[cfg(not(unix))]
    let new = None;
    if let Some(new) = new {
        builder.permissions(new);
    }
    let mut file = builder.tempfile_in(target.parent().unwrap_or(target))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Some(standing) = permissions {
        // The user's mask has no say in what stands already.
        fs::set_permissions(file.path(), standing)?;
    }
    Ok(file)
}

/// Readable by whom the user's mask allows, as any file that a program makes; temporary ones are private.
#[cfg(unix)]
fn shared() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    fs::Permissions::from_mode(0o666)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_file_is_left_and_it_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("found.json");
        file(&path, b"old").unwrap();
        file(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folder_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none/a.yaml");
        let error = file(&path, b"one").unwrap_err();
        assert!(matches!(error, Error::Write { path: it, .. } if it == path));
    }

    #[test]
    fn device_is_written_to_and_not_replaced() {
        file(Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn new_file_can_be_read_by_others_and_a_standing_one_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (plain, ours) = (folder.path().join("plain"), folder.path().join("ours"));
        fs::write(&plain, "").unwrap();
        file(&ours, b"").unwrap();
        assert_eq!(mode(&ours), mode(&plain));
        fs::set_permissions(&ours, fs::Permissions::from_mode(0o640)).unwrap();
        file(&ours, b"x").unwrap();
        assert_eq!(mode(&ours), 0o640);
    }
}
