//! Wakes the preview when something was saved.
//!
//! What the system reports is a hint and no more: events get lost, merged and
//! doubled, and every editor saves in its own way. So nothing is said of *what*
//! changed; whoever is woken looks for himself. Where the system cannot report
//! (network shares, containers, exhausted limits), the folders are looked
//! through once a second.

#![expect(
    clippy::disallowed_methods,
    reason = "watching is to look at the disk and at the clock"
)]

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::output::real;

pub mod follow;
pub mod interrupt;
mod poll;
#[cfg(test)]
mod tests;

/// One save makes several events; this long a silence ends it.
const QUIET: Duration = Duration::from_millis(10);

/// A stream of events without silence is cut here.
const LONGEST: Duration = Duration::from_millis(100);

/// How to watch.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders in which nothing is of interest, such as that of the site.
    pub ignore: Vec<PathBuf>,
    /// Folders in which git notes what is committed; of what is in them only that is of interest.
    pub commits: Vec<PathBuf>,
    /// Whether to look through the folders once a second instead of asking the system.
    pub poll: bool,
}

/// Why somebody who waited was woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Something may have changed.
    Changed,
    /// Nothing happened for as long as he wanted to wait.
    Elapsed,
    /// It is over.
    Stopped,
}

/// Watches folders with all that is in them.
#[derive(Debug)]
pub struct Watch {
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    filter: Filter,
    fallback: Option<String>,
    /// What reports, until it is dropped.
    reporter: Reporter,
}

#[derive(Debug)]
enum Signal {
    Changed,
    /// The system reports no longer, for this reason.
    Lost(String),
    Stop,
}

#[derive(Debug)]
enum Reporter {
    System { _watcher: RecommendedWatcher },
    Poll { _poller: poll::Poller },
}

/// Ends a [`Watch`] from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Wakes whoever waits, for the last time.
    pub fn stop(&self) {
        // If nobody waits any more, it has ended already.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Watch {
    /// Begins to watch.
    pub fn new(folders: &[PathBuf], options: &Options) -> Self {
        let (sender, signals) = channel();
        let filter = Filter {
            folders: folders.iter().map(|it| real(it)).collect(),
            ignore: options.ignore.iter().map(|it| real(it)).collect(),
            commits: options.commits.iter().map(|it| real(it)).collect(),
        };
        let system = (!options.poll).then(|| by_system(&filter, &sender));
        let (reporter, fallback) = match system {
            Some(Ok(reporter)) => (reporter, None),
            Some(Err(error)) => (by_polling(&filter, &sender), Some(error.to_string())),
            None => (by_polling(&filter, &sender), None),
        };
        Self {
            signals,
            sender,
            filter,
            fallback,
            reporter,
        }
    }

    /// Why the system does not report, if it should and does not. Answers once.
    pub fn fallback(&mut self) -> Option<String> {
        self.fallback.take()
    }

    /// What ends the waiting.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Waits until something may have changed and the saving is over, but no longer than `patience`.
    pub fn next(&mut self, patience: Option<Duration>) -> Wake {
        let first = match patience {
            Some(patience) => self.signals.recv_timeout(patience),
            None => self.signals.recv().map_err(RecvTimeoutError::from),
        };
        match first {
            Ok(signal) => self.settle(signal),
            Err(RecvTimeoutError::Timeout) => Wake::Elapsed,
            Err(RecvTimeoutError::Disconnected) => Wake::Stopped,
        }
    }

    /// Waits for the silence after the first signal.
    fn settle(&mut self, first: Signal) -> Wake {
        let end = Instant::now() + LONGEST;
        let mut signal = first;
        loop {
            match signal {
                Signal::Stop => return Wake::Stopped,
                Signal::Lost(reason) => self.poll_instead(reason),
                Signal::Changed => {}
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Wake::Changed;
            }
            match self.signals.recv_timeout(QUIET.min(left)) {
                Ok(next) => signal = next,
                Err(_) => return Wake::Changed,
            }
        }
    }

    fn poll_instead(&mut self, reason: String) {
        if matches!(self.reporter, Reporter::System { .. }) {
            self.reporter = by_polling(&self.filter, &self.sender);
            self.fallback = Some(reason);
        }
    }
}

fn by_system(filter: &Filter, sender: &Sender<Signal>) -> notify::Result<Reporter> {
    let (seen, signals) = (filter.clone(), sender.clone());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let signal = match event {
            Ok(event) if seen.concerns(&event) => Signal::Changed,
            Ok(_) => return,
            Err(error) => Signal::Lost(error.to_string()),
        };
        // Nobody waits any more once the watch is dropped.
        let _ = signals.send(signal);
    })?;
    for folder in filter.folders.iter().filter(|it| it.exists()) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    for (place, mode) in filter.apart() {
        watcher.watch(&place, mode)?;
    }
    Ok(Reporter::System { _watcher: watcher })
}

fn by_polling(filter: &Filter, sender: &Sender<Signal>) -> Reporter {
    let signals = sender.clone();
    let poller = poll::Poller::start(filter.clone(), move || {
        let _ = signals.send(Signal::Changed);
    });
    Reporter::Poll { _poller: poller }
}

/// What is watched and what of it is of no interest.
#[derive(Clone, Debug)]
struct Filter {
    folders: Vec<PathBuf>,
    ignore: Vec<PathBuf>,
    commits: Vec<PathBuf>,
}

/// The files that git writes when something is committed or checked out, or more of the history comes.
const NOTES: [&str; 3] = ["HEAD", "logs/HEAD", "shallow"];

/// Where it writes which commit each branch has.
const BRANCHES: &str = "refs/heads";

impl Filter {
    /// Where commits are noted outside of what is watched anyway.
    fn apart(&self) -> Vec<(PathBuf, RecursiveMode)> {
        let is_apart = |it: &&PathBuf| !self.folders.iter().any(|folder| it.starts_with(folder));
        let places = self.commits.iter().filter(is_apart).flat_map(|it| {
            [
                (it.clone(), RecursiveMode::NonRecursive),
                (it.join("logs"), RecursiveMode::NonRecursive),
                (it.join(BRANCHES), RecursiveMode::Recursive),
            ]
        });
        places.filter(|(it, _)| it.exists()).collect()
    }

    /// Whether a file tells of a commit.
    fn is_note(&self, path: &Path) -> bool {
        let mut inside = self
            .commits
            .iter()
            .filter_map(|it| path.strip_prefix(it).ok());
        inside.any(|it| {
            let is_lock = it.extension().is_some_and(|it| it == "lock");
            NOTES.iter().any(|note| it == Path::new(note)) || it.starts_with(BRANCHES) && !is_lock
        })
    }

    fn concerns(&self, event: &notify::Event) -> bool {
        // To read is not to change; a build reads everything.
        if event.kind.is_access() {
            return false;
        }
        event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(|it| self.wants(it))
    }

    /// Whether a path is of interest: not the site, nor our own or git's files but for those that tell of a commit.
    fn wants(&self, path: &Path) -> bool {
        if self.is_note(path) {
            return true;
        }
        let below = |folder: &PathBuf| path.strip_prefix(folder).ok();
        let rest = self.folders.iter().find_map(below).unwrap_or(path);
        let hidden = rest.iter().any(|it| {
            let name = it.to_string_lossy();
            name == ".git" || name.starts_with(".changebook")
        });
        !hidden && !self.ignore.iter().any(|it| path.starts_with(it))
    }
}
