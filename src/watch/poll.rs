//! Looks through folders once a second, for systems that do not report changes.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use walkdir::WalkDir;

use super::{BRANCHES, Filter, NOTES};

/// How often: a save is seen within it, and a thousand files cost little at this pace.
const EVERY: Duration = Duration::from_secs(1);

/// A thread that looks, until this is dropped.
#[derive(Debug)]
pub(super) struct Poller {
    _alive: Sender<()>,
}

impl Poller {
    /// Calls `changed` whenever the folders look other than before.
    pub(super) fn start(filter: Filter, changed: impl Fn() + Send + 'static) -> Self {
        let (alive, ended) = channel::<()>();
        let mut last = look(&filter);
        thread::spawn(move || {
            while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let now = look(&filter);
                if now != last {
                    last = now;
                    changed();
                }
            }
        });
        Self { _alive: alive }
    }
}

/// A mark of all paths, lengths and times of change.
fn look(filter: &Filter) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let commits = filter.commits.iter().flat_map(|it| {
        let notes = NOTES.iter().chain([&BRANCHES]);
        notes.map(|note| it.join(note)).collect::<Vec<_>>()
    });
    for place in filter.folders.iter().cloned().chain(commits) {
        let walk = WalkDir::new(place).sort_by_file_name().into_iter();
        let wanted = walk.filter_entry(|it| filter.wants(it.path()));
        for entry in wanted.flatten() {
            hasher.update(entry.path().as_os_str().as_encoded_bytes());
            hasher.update(&[0]);
            let Ok(data) = entry.metadata() else { continue };
            if data.is_dir() {
                continue;
            }
            let time = data.modified().unwrap_or(UNIX_EPOCH);
            let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
            hasher.update(&time.as_nanos().to_le_bytes());
            hasher.update(&data.len().to_le_bytes());
        }
    }
    hasher.finalize()
}
