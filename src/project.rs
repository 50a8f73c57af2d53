//! The portal on disk: where it is, which files it has, what day it is there.
//!
//! Everything below gets texts and an as-of moment as values; this module is
//! where they come from. It reads and never writes. What it hands over is
//! sorted, so that nothing depends on the order of a directory.
//!
//! - [`walk`]: which files belong to a portal

#![expect(
    clippy::disallowed_methods,
    reason = "this is where files and the day come from"
)]

pub mod walk;

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use crate::book::AsOf;
use crate::error::Error;
use crate::git::{Commit, Repository};
use crate::moment::Moment;
use crate::procedure::config::Config;
use crate::progress::Listener;
use crate::source::RawFile;

pub use walk::{Closed, Files, Link};

/// The file that makes a folder a portal.
pub const CONFIG: &str = "changebook.yaml";

/// The folder in which a portal is looked for last.
const CONTENT: &str = "content";

/// The theme that every portal has.
const BUILT_IN: &str = "default";

/// The folder of the portal's own themes.
const THEMES: &str = "themes";

/// A portal that has been found, not read.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    current: PathBuf,
    as_of: Option<String>,
    listener: Listener,
}

impl Project {
    /// Finds the portal: `named` if it is given, else here or above, else in `content/` here.
    pub fn find(named: Option<&Path>, current: &Path) -> Result<Self, Error> {
        let current = real(current)?;
        let root = match named {
            Some(path) => at(&current.join(path)).ok_or_else(|| Error::NotAPortal {
                path: path.to_owned(),
            })?,
            None => current
                .ancestors()
                .find_map(at)
                .or_else(|| at(&current.join(CONTENT)))
                .ok_or_else(|| Error::NoPortal {
                    start: current.clone(),
                })?,
        };
        Ok(Self {
            root: real(&root)?,
            current,
            as_of: None,
            listener: Listener::default(),
        })
    }

    /// The same portal, seen as of another moment than today; a written date means its end.
    #[must_use]
    pub fn as_of(mut self, written: Option<String>) -> Self {
        self.as_of = written;
        self
    }

    /// The same portal, with somebody who hears how far the work on it is.
    #[must_use]
    pub fn heard_by(mut self, listener: Listener) -> Self {
        self.listener = listener;
        self
    }

    /// Whoever hears how far the work is.
    pub fn listener(&self) -> &Listener {
        &self.listener
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All its files but those of its themes.
    pub fn files(&self) -> Result<Files, Error> {
        walk::files(&self.root)
    }

    /// All its files but those of its themes, as they were in a commit.
    pub fn files_at(&self, repository: &Repository, commit: &Commit) -> Result<Files, Error> {
        walk::files_at(repository, commit)
    }

    /// The files of one of its themes, relative to the theme; it may have none of the built-in one.
    pub fn theme(&self, name: &str) -> Result<Vec<RawFile>, Error> {
        let mut parts = Path::new(name).components();
        let plain = matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none();
        let folder = self.root.join(THEMES).join(name);
        match plain && folder.is_dir() {
            true => walk::contents(&folder),
            false if name == BUILT_IN => Ok(Vec::new()),
            false => Err(Error::Theme {
                name: name.to_owned(),
                path: self.root.join(THEMES),
            }),
        }
    }

    /// The bytes of one of its files.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = self.root.join(path);
        fs::read(&path).map_err(|source| Error::Read { path, source })
    }

    /// The bytes of one of its files; nothing of what is no plain file, such as a link that leads out of it.
    pub fn plain(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let is_plain = fs::symlink_metadata(self.root.join(path)).is_ok_and(|it| it.is_file());
        is_plain.then(|| self.bytes(path)).transpose()
    }

    /// A path of the portal as it is written from the current folder.
    pub fn shown(&self, path: &str) -> String {
        relative(&self.current, &self.root.join(path))
    }

    /// A file that was named on the command line, from the current folder; nothing if it is not there.
    pub fn named(&self, path: &Path) -> Result<Option<RawFile>, Error> {
        let failed = |source| Error::Read {
            path: path.to_owned(),
            source,
        };
        let place = self.place(path);
        let bytes = match fs::read(&place) {
            Ok(bytes) => bytes,
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(failed(source)),
        };
        let real = place.canonicalize().map_err(failed)?;
        let path = relative(&self.root, &real);
        Ok(Some(RawFile { path, bytes }))
    }

    /// Where a file is that was named on the command line.
    pub fn place(&self, path: &Path) -> PathBuf {
        self.current.join(path)
    }

    /// The folder of the repository that holds the portal, else the current one. It is looked for and git is not asked:
    /// paths must come out right in a build container whose git is missing or refuses the folder.
    pub fn repository(&self) -> &Path {
        let mut above = self.root.ancestors();
        let found = above.find(|it| it.join(".git").exists());
        found.unwrap_or(&self.current)
    }

    /// A path of the portal as it is written from `folder`.
    pub fn from_folder(&self, folder: &Path, path: &str) -> String {
        relative(folder, &self.root.join(path))
    }

    /// The moment for which the portal is judged: what was asked for, else its today.
    pub fn moment(&self, config: &Config) -> Result<AsOf, Error> {
        self.moment_at(config, Timestamp::now())
    }

    /// When something new begins: at the moment that was asked for or is pinned, else this minute.
    pub fn now(&self, config: &Config) -> Result<Moment, Error> {
        if self.as_of.is_some() || config.as_of.is_some() {
            return Ok(self.moment(config)?.moment);
        }
        let seconds = Timestamp::now().as_second();
        let minute = Timestamp::from_second(seconds - seconds.rem_euclid(60));
        Ok(Moment::Instant(minute.unwrap_or(Timestamp::UNIX_EPOCH)))
    }

    /// How long that moment stays what it is: until the day ends, if the clock decides.
    pub fn holds_for(&self, config: &Config) -> Option<Duration> {
        let is_fixed = self.as_of.is_some() || config.as_of.is_some();
        let now = Timestamp::now();
        let today = Moment::Day(now.to_zoned(config.zone.clone()).date());
        let rest = today.latest(&config.zone).duration_since(now);
        let rest = Duration::try_from(rest).ok();
        rest.filter(|_| !is_fixed)
    }

    /// The same when the clock shows `now`.
    fn moment_at(&self, config: &Config, now: Timestamp) -> Result<AsOf, Error> {
        let zone = &config.zone;
        let today = config
            .as_of
            .clone()
            .unwrap_or_else(|| Moment::Day(now.to_zoned(zone.clone()).date()));
        let today = AsOf::at(today, zone);
        let Some(text) = &self.as_of else {
            return Ok(today);
        };
        let written = Moment::parse(text, zone).map_err(|_| Error::AsOf { text: text.clone() })?;
        let mut then = AsOf::at(written.moment, zone);
        then.view = then.until < today.until;
        Ok(then)
    }
}

/// The portal at `path`, which is its folder or its configuration.
fn at(path: &Path) -> Option<PathBuf> {
    if path.join(CONFIG).is_file() {
        return Some(path.to_owned());
    }
    let is_config = path.file_name().is_some_and(|it| it == CONFIG) && path.is_file();
    is_config.then(|| path.parent().map(Path::to_owned))?
}

/// The path without links and dots, so that two of them can be compared.
fn real(path: &Path) -> Result<PathBuf, Error> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize()
        .map_err(|source: io::Error| Error::Read {
            path: path.to_owned(),
            source,
        })
}

/// The path without `..`: what lies beside the portal is named by the way out of it.
fn without_dots(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            out.pop();
        } else {
            out.push(part);
        }
    }
    out
}

/// The way from the folder `from` to `to`, with `/` between its parts.
fn relative(from: &Path, to: &Path) -> String {
    let to = &without_dots(to);
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    // Nothing but the root in common: the whole path says more than a ladder of dots.
    if shared <= 1 {
        return to.display().to_string();
    }
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to
        .components()
        .skip(shared)
        .map(|it| it.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<_> = up.chain(down).collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use jiff::tz::TimeZone;

    use crate::lang::{Lang, Text};

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "title: x\n").unwrap();
        }
        folder
    }

    fn config(as_of: Option<&str>) -> Config {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let as_of = as_of.map(|it| Moment::parse(it, &zone).unwrap().moment);
        Config {
            title: Text::plain("x"),
            languages: vec![Lang::Zh],
            zone,
            address: None,
            theme: "default".into(),
            as_of,
            publish_names: true,
            edit_link: None,
        }
    }

    #[test]
    fn portal_is_found_above_the_current_folder() {
        let folder = folder(&["changebook.yaml", "changes/A/change.md"]);
        let inside = folder.path().join("changes/A");
        let project = Project::find(None, &inside).unwrap();
        assert_eq!(project.root(), folder.path().canonicalize().unwrap());
        assert_eq!(project.shown("changes/A/change.md"), "change.md");
        assert_eq!(project.shown("changebook.yaml"), "../../changebook.yaml");
    }

    #[test]
    fn portal_is_found_in_content_when_there_is_none_above() {
        let folder = folder(&["content/changebook.yaml"]);
        let project = Project::find(None, folder.path()).unwrap();
        assert_eq!(project.shown("pages/a.md"), "content/pages/a.md");
    }

    #[test]
    fn named_portal_wins_and_may_be_its_configuration() {
        let folder = folder(&["changebook.yaml", "other/changebook.yaml"]);
        for named in ["other", "other/changebook.yaml", "./other/"] {
            let project = Project::find(Some(Path::new(named)), folder.path()).unwrap();
            assert!(project.root().ends_with("other"), "{named}");
        }
    }

    #[test]
    fn folder_without_configuration_is_no_portal() {
        let folder = folder(&["changes/A/change.md"]);
        let named = Project::find(Some(Path::new("changes")), folder.path());
        assert!(matches!(named, Err(Error::NotAPortal { .. })));
        let searched = Project::find(None, folder.path());
        assert!(matches!(searched, Err(Error::NoPortal { .. })));
    }

    #[test]
    fn today_is_the_clock_s_day_in_the_zone_of_the_portal() {
        let folder = folder(&["changebook.yaml"]);
        let project = Project::find(None, folder.path()).unwrap();
        let late: Timestamp = "2024-06-01T17:30:00Z".parse().unwrap();
        let as_of = project.moment_at(&config(None), late).unwrap();
        assert_eq!(as_of.moment.show(&config(None).zone), "2024-06-02");
        assert!(!as_of.view);
    }

    #[test]
    fn only_an_earlier_as_of_is_a_view() {
        let folder = folder(&["changebook.yaml"]);
        let project = Project::find(None, folder.path()).unwrap();
        let config = config(Some("2026-06-30"));
        let view = |text: &str| {
            let project = project.clone().as_of(Some(text.to_owned()));
            project
                .moment_at(&config, Timestamp::UNIX_EPOCH)
                .map(|it| it.view)
        };
        assert!(view("2026-06-29").unwrap());
        assert!(view("2026-06-30 12:00").unwrap());
        assert!(!view("2026-06-30").unwrap());
        assert!(!view("2026-07-01").unwrap());
        assert!(matches!(view("soon"), Err(Error::AsOf { .. })));
    }

    #[test]
    fn date_of_the_as_of_means_its_end() {
        let folder = folder(&["changebook.yaml"]);
        let project = Project::find(None, folder.path()).unwrap();
        let as_of = project
            .as_of(Some("2024-06-01".into()))
            .moment_at(&config(None), Timestamp::MAX)
            .unwrap();
        assert!(as_of.until > "2024-06-01T23:59:59+08:00".parse().unwrap());
        assert!(as_of.until < "2024-06-02T00:00:00+08:00".parse().unwrap());
    }

    #[test]
    fn theme_that_nobody_has_is_an_error_and_so_is_one_outside() {
        let folder = folder(&["changebook.yaml", "themes/own/templates/a.html"]);
        let project = Project::find(None, folder.path()).unwrap();
        let own = project.theme("own").unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].path, "templates/a.html");
        assert!(project.theme("default").unwrap().is_empty());
        for name in ["../themes/own", "none", ""] {
            let theme = project.theme(name);
            assert!(matches!(theme, Err(Error::Theme { .. })), "{name}");
        }
    }
}
