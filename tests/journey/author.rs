//! Somebody who keeps a portal: sets its clock, writes in its files, asks what is next.

use std::fs;

use serde_json::Value;

use crate::harness::Portal;

use super::CHANGE;

/// A portal, and what somebody does in it.
pub(super) struct Author {
    pub(super) portal: Portal,
}

impl Author {
    pub(super) fn begin() -> Self {
        Self {
            portal: Portal::empty(),
        }
    }

    /// Sets the clock of the portal.
    pub(super) fn at(&self, now: &str) {
        let config = self.portal.read("changebook.yaml");
        let kept: String = config
            .lines()
            .filter(|it| !it.starts_with("as_of:"))
            .flat_map(|it| [it, "\n"])
            .collect();
        let config = format!("{kept}as_of: {now}\n");
        fs::write(self.portal.path("changebook.yaml"), config).unwrap();
    }

    pub(super) fn path(file: &str) -> String {
        format!("changes/{CHANGE}/{file}")
    }

    /// Writes fields of the front matter in the place of what stands there.
    pub(super) fn fill(&self, file: &str, fields: &str) {
        let path = Self::path(file);
        let mut text = self.portal.read(&path);
        let mut blocks: Vec<String> = Vec::new();
        for line in fields.lines() {
            match blocks.last_mut().filter(|_| line.starts_with(' ')) {
                Some(block) => *block = format!("{block}\n{line}"),
                None => blocks.push(line.to_owned()),
            }
        }
        for block in blocks {
            let key = format!("{}:", block.split_once(':').unwrap().0);
            let lines: Vec<_> = text.lines().map(str::to_owned).collect();
            let at = lines.iter().position(|it| it.starts_with(&key));
            let at = at.unwrap_or_else(|| panic!("{file} has no `{key}`"));
            let rest = lines[at + 1..]
                .iter()
                .position(|it| !(it.starts_with(' ') || it.starts_with("#  ")));
            let after = at + 1 + rest.unwrap();
            text = [&lines[..at], &[block], &lines[after..]]
                .concat()
                .join("\n")
                + "\n";
        }
        fs::write(self.portal.path(&path), text).unwrap();
    }

    /// Writes a sentence under every heading.
    pub(super) fn prose(&self, file: &str) {
        let path = Self::path(file);
        let text = self.portal.read(&path);
        let (front, body) = text.split_once("\n---\n").unwrap();
        let headings = body.lines().filter(|it| it.starts_with("## "));
        let under = "\n\nAs the fields above say; nothing else was found.\n";
        let body: String = headings.flat_map(|it| ["\n", it, under]).collect();
        fs::write(self.portal.path(&path), format!("{front}\n---\n{body}")).unwrap();
    }

    /// Adds events at the end of the list, and declares the state that they show.
    pub(super) fn happens(&self, events: &[&str], state: &str) {
        let path = Self::path("change.md");
        let text = self
            .portal
            .read(&path)
            .replacen("events: []\n", "events:\n", 1);
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let begin = lines.iter().position(|it| it == "events:").unwrap();
        let length = lines[begin + 1..]
            .iter()
            .position(|it| !it.starts_with(' '));
        let end = begin + 1 + length.unwrap();
        lines.splice(end..end, events.iter().map(|it| format!("  - {{{it}}}")));
        fs::write(self.portal.path(&path), lines.join("\n") + "\n").unwrap();
        self.fill("change.md", &format!("state: {state}"));
    }

    /// Nothing is wrong, and the next thing is what `status` says.
    pub(super) fn is_in_order(&self, next: Option<&str>) {
        self.portal.run("check").expect(0);
        let told = self.portal.run(&format!("status {CHANGE} --format json"));
        let told: Value = serde_json::from_str(&told.expect(0).stdout).unwrap();
        let change = &told["changes"][0];
        assert_eq!(change["next"].as_str(), next, "{told:#}");
        assert_eq!(change["overdue"], false, "{told:#}");
    }

    pub(super) fn seal(&self, name: &str) -> String {
        let ran = self.portal.run(&format!("seal {CHANGE} --write")).expect(0);
        let line = ran.stdout.lines().find(|it| it.ends_with(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in {ran}"));
        line.split_whitespace().next().unwrap().to_owned()
    }
}
