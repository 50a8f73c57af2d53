//! Which files belong to a portal.
//!
//! Texts are read, letters and logs among the evidence too, for nothing may be
//! published unseen. The paths of all other files are listed: they are known by
//! name, and only copied when a site is written. What is hidden, what this tool
//! made and what belongs to themes is left out.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::error::{self, Error};
use crate::git::{Commit, Repository};
use crate::lang::Text;
use crate::source::RawFile;

/// The file by which a folder shows that this tool wrote it.
const MANIFEST: &str = ".changebook-manifest";

/// The size in bytes past which an attachment is copied unread.
const ATTACHMENT: u64 = 1 << 20;

/// The endings of attachments that are texts.
const ATTACHMENTS: &[&str] = &[
    "conf",
    "csv",
    "eml",
    "env",
    "htm",
    "html",
    "ini",
    "json",
    "log",
    "properties",
    "ps1",
    "sh",
    "sql",
    "svg",
    "toml",
    "txt",
    "xml",
];

/// The files of a portal, each list sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The texts: Markdown, YAML, and attachments that are texts by their ending and not huge.
    pub texts: Vec<RawFile>,
    /// The paths of all other files.
    pub others: Vec<String>,
    /// Links that were not followed.
    pub links: Vec<Link>,
    /// Files that could not be opened.
    pub closed: Vec<Closed>,
}

/// A file that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its path.
    pub path: String,
    /// Why.
    pub cause: Text,
}

/// A link that was not followed, because it leads out of the portal or nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its path.
    pub path: String,
    /// Where it points, as it is written.
    pub target: String,
}

/// Reads the files under `root`, but for its themes.
pub fn files(root: &Path) -> Result<Files, Error> {
    let mut found = Files::default();
    let walk = WalkDir::new(root).follow_links(true).into_iter();
    let mut links = Vec::new();
    let entries = walk.filter_entry(|it| wanted(it) && stays(it, root, &mut links));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            // A loop of links leads to what is read anyway.
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                if let Some(link) = dangling(&path, root) {
                    found.links.push(link);
                    continue;
                }
                let source = io::Error::from(error);
                if source.kind() == io::ErrorKind::NotFound {
                    continue;
                }
                if path == root {
                    return Err(Error::Read { path, source });
                }
                found.closed.push(closed(&path, root, &source));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = below(root, entry.path());
        if is_text(&path) || is_attachment(&path) && size(&entry) <= ATTACHMENT {
            match read(entry.path(), path) {
                Err(Error::Read { path, source }) => {
                    found.closed.push(closed(&path, root, &source));
                }
                text => found.texts.extend(text?),
            }
        } else {
            found.others.push(path);
        }
    }
    found.links.append(&mut links);
    found.texts.sort_by(|a, b| a.path.cmp(&b.path));
    found.others.sort();
    found.links.sort_by(|a, b| a.path.cmp(&b.path));
    found.closed.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The same for a commit. Links are left out: what they led to then cannot be told.
pub fn files_at(repository: &Repository, commit: &Commit) -> Result<Files, Error> {
    let mut all = repository.tree(commit, "")?;
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let sites = all.iter().filter_map(|it| it.path.strip_suffix(MANIFEST));
    let sites: Vec<_> = sites
        .filter(|it| it.ends_with('/'))
        .map(str::to_owned)
        .collect();
    all.retain(|it| {
        let is_hidden = it.path.split('/').any(|it| it.starts_with('.'));
        let is_theme = it
            .path
            .split_once('/')
            .is_some_and(|it| it.0 == super::THEMES);
        let is_site = sites.iter().any(|site| it.path.starts_with(site));
        !(is_hidden || is_theme || is_site)
    });
    let (texts, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| is_text(&it.path));
    Ok(Files {
        texts: repository.read(texts)?,
        others: others.into_iter().map(|it| it.path).collect(),
        links: Vec::new(),
        closed: Vec::new(),
    })
}

/// Reads every file under `folder`, whatever it is, sorted by path. Links are not followed.
pub fn contents(folder: &Path) -> Result<Vec<RawFile>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| Error::Read {
            path: error.path().unwrap_or(folder).to_owned(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() && !is_hidden(&entry) {
            let path = below(folder, entry.path());
            files.extend(read(entry.path(), path)?);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The file, or nothing if it went away since it was listed: editors save by renaming.
fn read(from: &Path, path: String) -> Result<Option<RawFile>, Error> {
    match fs::read(from) {
        Ok(bytes) => Ok(Some(RawFile { path, bytes })),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read {
            path: from.to_owned(),
            source,
        }),
    }
}

/// Whether an entry may belong to the portal by its name and place.
fn wanted(entry: &DirEntry) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let is_themes = entry.depth() == 1 && entry.file_name() == super::THEMES;
    let is_site = entry.file_type().is_dir() && entry.path().join(MANIFEST).is_file();
    !(is_hidden(entry) || is_themes || is_site)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

/// Whether an entry is no link, or one that stays in the portal; others are noted in `links`.
fn stays(entry: &DirEntry, root: &Path, links: &mut Vec<Link>) -> bool {
    if !entry.path_is_symlink() || entry.depth() == 0 {
        return true;
    }
    let inside = entry
        .path()
        .canonicalize()
        .is_ok_and(|target| target.starts_with(root));
    if !inside {
        links.extend(link(entry.path(), root));
    }
    inside
}

/// A file or a folder that could not be opened: the others are read as ever.
fn closed(path: &Path, root: &Path, source: &io::Error) -> Closed {
    Closed {
        path: below(root, path),
        cause: error::cause(source),
    }
}

/// The link at `path`, if there is one, visible and leading nowhere.
fn dangling(path: &Path, root: &Path) -> Option<Link> {
    let hidden = path
        .file_name()
        .is_some_and(|it| it.to_string_lossy().starts_with('.'));
    // Editors mark open files by hidden links that lead nowhere.
    if hidden || path.exists() {
        return None;
    }
    link(path, root)
}

fn link(path: &Path, root: &Path) -> Option<Link> {
    let target = fs::read_link(path).ok()?;
    Some(Link {
        path: below(root, path),
        target: target.display().to_string(),
    })
}

/// The path relative to `root`, with `/` between its parts.
fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn is_text(path: &str) -> bool {
    ends_in(path, &["md", "yaml", "yml"])
}

fn is_attachment(path: &str) -> bool {
    ends_in(path, ATTACHMENTS)
}

fn ends_in(path: &str, endings: &[&str]) -> bool {
    let ending = Path::new(path).extension();
    ending.is_some_and(|it| endings.iter().any(|text| it.eq_ignore_ascii_case(text)))
}

fn size(entry: &DirEntry) -> u64 {
    entry.metadata().map_or(u64::MAX, |it| it.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(paths: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in paths {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn texts(files: &Files) -> Vec<&str> {
        files.texts.iter().map(|it| it.path.as_str()).collect()
    }

    #[test]
    fn texts_are_read_and_other_files_are_listed() {
        let folder = portal(&[
            "changes/B/change.md",
            "changes/A/evidence/邮件.eml",
            "changes/A/evidence/屏幕.png",
            "changes/A/change.md",
            "changebook.yaml",
        ]);
        let huge = fs::File::create(folder.path().join("changes/A/huge.log")).unwrap();
        huge.set_len(ATTACHMENT + 1).unwrap();
        let files = files(&folder.path().canonicalize().unwrap()).unwrap();
        assert_eq!(
            texts(&files),
            [
                "changebook.yaml",
                "changes/A/change.md",
                "changes/A/evidence/邮件.eml",
                "changes/B/change.md"
            ]
        );
        assert_eq!(
            files.others,
            ["changes/A/evidence/屏幕.png", "changes/A/huge.log"]
        );
    }

    #[test]
    fn what_is_hidden_themed_or_made_by_us_is_left_out() {
        let folder = portal(&[
            ".git/HEAD.md",
            ".changebook/x.md",
            "themes/own/theme.yaml",
            "site/.changebook-manifest",
            "site/a.md",
            "changes/.a.md.swp",
            "pages/themes/a.md",
        ]);
        let files = files(&folder.path().canonicalize().unwrap()).unwrap();
        assert_eq!(texts(&files), ["pages/themes/a.md"]);
        assert!(files.others.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_within_the_portal_only() {
        use std::os::unix::fs::symlink;

        let outside = portal(&["secret.md"]);
        let folder = portal(&["changes/A/change.md"]);
        let root = folder.path().canonicalize().unwrap();
        symlink(root.join("changes/A"), root.join("changes/B")).unwrap();
        symlink(&root, root.join("changes/loop")).unwrap();
        symlink(outside.path(), root.join("changes/out")).unwrap();
        symlink(outside.path().join("secret.md"), root.join("pages.md")).unwrap();
        symlink("nowhere", root.join("gone.md")).unwrap();
        symlink("me@host.1", root.join(".#change.md")).unwrap();
        let files = files(&root).unwrap();
        assert_eq!(
            texts(&files),
            ["changes/A/change.md", "changes/B/change.md"]
        );
        let links: Vec<_> = files.links.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(links, ["changes/out", "gone.md", "pages.md"]);
    }
}
