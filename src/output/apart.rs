//! Keeps the site and the portal apart.

use std::ffi::OsStr;
use std::path::{Path, PathBuf, absolute};

use walkdir::WalkDir;

use crate::error::Error;

use super::manifest;

/// Refuses a folder for the site that holds the portal, or lies among its content.
///
/// A folder of its own inside the portal is a fine place, as long as nothing
/// else is below the same folder of the portal.
pub fn apart(out: &Path, portal: &Path) -> Result<(), Error> {
    let out = real(out);
    let portal = real(portal);
    if portal.starts_with(&out) || holds_content(&out, &portal) {
        return Err(Error::OutputOverContent { out });
    }
    Ok(())
}

fn holds_content(out: &Path, portal: &Path) -> bool {
    let first = out
        .strip_prefix(portal)
        .ok()
        .and_then(|it| it.iter().next());
    let Some(first) = first else {
        return false;
    };
    let is_site = |it: &Path| it.join(manifest::NAME).is_file();
    let is_hidden = |it: &OsStr| it.to_string_lossy().starts_with('.');
    WalkDir::new(portal.join(first))
        .into_iter()
        .filter_entry(|it| !is_site(it.path()) && !is_hidden(it.file_name()))
        .flatten()
        .any(|it| !it.file_type().is_dir())
}

/// The path without links and dots, as far as it exists.
pub(crate) fn real(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    let real = path.ancestors().find_map(|above| {
        let rest = path.strip_prefix(above).ok()?;
        let above = above.canonicalize().ok()?;
        // Joined with nothing, a file would end in a slash and pass for a folder.
        let is_all = rest.as_os_str().is_empty();
        Some(if is_all { above } else { above.join(rest) })
    });
    real.unwrap_or(path)
}
