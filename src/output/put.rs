//! Writes one file whole: beside its place first, then by a rename, so that a crash leaves the old one.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::error::Error;

use super::write_error;

/// Writes `bytes` to `path`, whose folder must exist; a file that has them already is not touched.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| write_error(path, source);
    // Behind a link the file that it means is written, not the link.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = fs::read(&real).ok();
    if old.as_deref() == Some(bytes) {
        return Ok(());
    }
    let folder = real.parent().filter(|it| !it.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".changebook-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    share(file.path(), &real).map_err(failed)?;
    file.persist(&real).map_err(|it| failed(it.error))?;
    Ok(())
}

/// Lets others read the file as they could the old one, or as any new file.
fn share(new: &Path, old: &Path) -> std::io::Result<()> {
    if let Ok(old) = fs::metadata(old) {
        return fs::set_permissions(new, old.permissions());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(new, fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        put(&path, b"one").unwrap();
        put(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folder_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none/a.yaml");
        let error = put(&path, b"one").unwrap_err();
        assert!(matches!(error, Error::Write { path: it, .. } if it == path));
    }
}
