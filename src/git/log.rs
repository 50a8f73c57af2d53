//! Every edit of every file of a portal out of one run of `git log`, read as it is printed.
//!
//! A file is followed through its renames as git tells them: what was edited
//! under the old path belongs to the path of today. A file that was made anew
//! under a path does not inherit what a file renamed away from there was.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::error::Error;
use crate::history::{Commit, Edit, Kind, Log};
use crate::secret::{self, veil_path};

use super::command::{Failure, Git};

/// Begins the head of a commit; no status of a file begins so.
const HEAD: char = '\u{1e}';

/// Stands between the parts of a head. The subject is the last part and may hold anything.
const PART: char = '\u{1f}';

/// The head of a commit: id, date and name of the author, first line.
pub(super) const FORMAT: &str = "--format=%x1e%H%x1f%aI%x1f%aN%x1f%s";

const ASKED: &[&str] = &[
    "-c",
    "log.showRoot=true",
    "log",
    "-z",
    "--name-status",
    "--find-renames",
    "--no-merges",
    "--topo-order",
    "--relative",
    "--no-ext-diff",
    "--no-notes",
    "--encoding=UTF-8",
    FORMAT,
    "HEAD",
    "--",
    ".",
];

/// The edits up to `HEAD` of everything below the folder of `git`.
pub(super) fn read(git: &Git) -> Result<Log, Error> {
    let mut child = git
        .command(ASKED)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Failure::Start)?;
    let log = child.stdout.take().map(|it| parse(BufReader::new(it)));
    let ended = child.wait();
    match (log, ended) {
        (Some(Ok(log)), Ok(status)) if status.success() => Ok(log),
        _ => Err(Error::Git {
            said: "log".to_owned(),
        }),
    }
}

/// Reads what git prints: heads, and behind each the statuses and paths of its files, all ended by zeros.
fn parse(told: impl BufRead) -> std::io::Result<Log> {
    let mut log = Log::default();
    // Path then → path now; nothing stands for "the same".
    let mut now: BTreeMap<String, String> = BTreeMap::new();
    let mut words = told.split(0);
    while let Some(word) = next(&mut words)? {
        let word = word.trim_start_matches('\n');
        if word.starts_with(HEAD) {
            log.commits.extend(head(word));
            continue;
        }
        let Some(status) = word.chars().next() else {
            continue;
        };
        let Some(path) = next(&mut words)? else { break };
        let path = veil_path(&path).into_owned();
        let (path, from) = match status {
            'R' | 'C' => {
                let to = next(&mut words)?.unwrap_or_default();
                (veil_path(&to).into_owned(), Some(path))
            }
            _ => (path, None),
        };
        let kind = match (status, &from) {
            ('A' | 'C', _) => Kind::Added,
            ('D', _) => Kind::Removed,
            ('R', Some(from)) => Kind::Renamed { from: from.clone() },
            _ => Kind::Changed,
        };
        let today = now.get(&path).unwrap_or(&path).clone();
        // Older edits of this path are those of another file …
        if !matches!(kind, Kind::Changed | Kind::Removed) {
            now.remove(&path);
        }
        // … and those of the path before are its own.
        if let Kind::Renamed { from } = &kind {
            now.insert(from.clone(), today.clone());
        }
        if let Some(commit) = log.commits.len().checked_sub(1) {
            let edits = log.files.entry(today).or_default();
            edits.push(Edit { commit, kind });
        }
    }
    Ok(log)
}

fn next(
    words: &mut impl Iterator<Item = std::io::Result<Vec<u8>>>,
) -> std::io::Result<Option<String>> {
    let word = words.next().transpose()?;
    Ok(word.map(|it| String::from_utf8_lossy(&it).into_owned()))
}

/// The head of a commit as [`FORMAT`] prints it.
pub(super) fn head(told: &str) -> Option<Commit> {
    let told = told.trim_matches(['\n', '\0']).strip_prefix(HEAD)?;
    let mut parts = told.splitn(4, PART);
    Some(Commit {
        id: parts.next()?.to_owned(),
        at: parts.next()?.parse().ok(),
        author: parts.next()?.to_owned(),
        subject: veiled(parts.next()?),
    })
}

/// A subject without what looks like a secret.
fn veiled(subject: &str) -> String {
    secret::veil(subject, &secret::find(subject))
}
