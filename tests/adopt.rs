//! Taking the check up with old debt: baseline, findings since a revision, the page of a merge request.

mod baseline;
mod page;
mod since;

use std::process::Command;

use crate::harness::{Portal, Ran};

/// A portal that is a folder of a repository, with one commit.
fn repository() -> Portal {
    let portal = Portal::fixture("proposals");
    git(&portal, "init --quiet --initial-branch=main");
    commit(&portal);
    portal
}

fn commit(portal: &Portal) {
    git(portal, "add --all");
    git(portal, "commit --quiet --message x");
}

/// Runs git in the folder of a portal, the words of `line` as its arguments.
pub(crate) fn git(portal: &Portal, line: &str) {
    let output = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=e@example.org"])
        .args(line.split(' '))
        .current_dir(portal.root())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2026-01-05T10:00:00+08:00")
        .env("GIT_COMMITTER_DATE", "2026-01-05T10:00:00+08:00")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {line}: {output:?}");
}

/// How many findings there are of each outcome, and how many of them are context.
fn outcomes(ran: &Ran) -> Vec<String> {
    let found = ran.json();
    let findings = found["findings"].as_array().unwrap().iter();
    let shown = findings.map(|it| {
        let context = if it["context"] == true {
            " context"
        } else {
            ""
        };
        let text = |key: &str| it[key].as_str().unwrap().to_owned();
        format!("{} {}{context}", text("rule"), text("outcome"))
    });
    shown.collect()
}
