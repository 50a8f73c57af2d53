//! Seals: what they hold, that others can recompute them, and the verb that prints them.
//!
//! - [`bench`]: a record that is edited in memory
//! - [`edits`]: what breaks a seal and what does not
//! - [`rule`]: what is said when one is broken
//! - [`silence`]: what does not silence it

mod bench;
mod edits;
mod rule;
mod silence;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use changebook::check;
use changebook::project::Project;

use crate::harness::{Portal, files, repository};

/// What the independent script prints of a portal.
fn recomputed(portal: &Portal) -> String {
    let script = repository().join("tests/seal/recompute.py");
    let ran = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(portal.root())
        .output()
        .expect("the test needs /usr/bin/python3");
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "python3-yaml is needed: {errors}");
    String::from_utf8(ran.stdout).unwrap()
}

/// The same as changebook computes it.
fn computed(portal: &Portal) -> String {
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let checked = changebook::check(&project).unwrap();
    let context: check::Context<'_> = checked.context();
    let mut lines = String::new();
    for record in &checked.book.records {
        let seals = context.procedure.seals.iter();
        for seal in seals.filter(|it| it.is_of(record.route.as_deref())) {
            if let Ok(sealed) = context.sealer().seal(record, seal) {
                lines += &[&record.id, " ", &seal.id, " ", &sealed.seal, "\n"].concat();
            }
        }
    }
    lines
}

#[test]
fn independent_script_recomputes_every_seal_of_the_demonstration() {
    let portal = Portal::demo();
    let computed = computed(&portal);
    assert!(computed.lines().count() > 40, "{computed}");
    assert_eq!(recomputed(&portal), computed);
}

#[test]
fn independent_script_reads_what_yaml_can_be_read_in_two_ways_alike() {
    let portal = Portal::demo();
    let plan = "changes/CHG-2025-0001/06-golive-plan.md";
    let odd = "---
objective: 0x1F
scope_text: no
version_to: 1.10
planned_start: 2025-01-16 20:00
empty:
tilde: ~
nothing: null
quoted: \"~\"
octal: 0777
sexagesimal: 190:20:30
double: \"tab\\tquote\\\" slash\\\\ bell\\u0007 emoji \u{1f680}\"
single: 'it''s'
literal: |
  first \u{3000}
    second\t

folded: >-
  one
  two
flow: {b: [1, , {}], a: on}
<<: {merged: never}
decomposed: e\u{301}
---

# Body \u{3000}

| a | b |
"
    .replace("[1, , {}]", "[1, '', {}, []]");
    fs::write(portal.path(plan), odd).unwrap();
    assert_eq!(recomputed(&portal), computed(&portal));
}

#[test]
fn recipe_of_the_manual_recomputes_the_seals_of_a_change() {
    let portal = Portal::demo();
    let page = portal.run("explain seal --lang en").expect(0).stdout;
    let (_, recipe) = page.split_once("recomputed without changebook\n").unwrap();
    let code = recipe
        .lines()
        .take_while(|it| it.is_empty() || it.starts_with("    "));
    let code: Vec<_> = code
        .map(|it| it.strip_prefix("    ").unwrap_or(it))
        .collect();
    let computed = computed(&portal);
    for change in ["CHG-2025-0001", "CHG-2025-0008", "CHG-2025-0019"] {
        let ran = Command::new("/usr/bin/python3")
            .args(["-c", &code.join("\n")])
            .current_dir(portal.path("changes").join(change))
            .output()
            .unwrap();
        let printed = String::from_utf8(ran.stdout).unwrap();
        let own = computed.lines().filter(|it| it.starts_with(change));
        for line in own {
            let [_, name, seal] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            assert!(
                printed.contains(&format!("{seal} {name}\n")),
                "{line}\n{printed}"
            );
        }
    }
}

#[test]
fn verb_prints_a_line_a_seal() {
    let portal = Portal::demo();
    let closed = portal.run("seal CHG-2025-0001 --lang en").expect(0);
    let lines: Vec<_> = closed.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{closed}");
    for (line, name) in lines.iter().zip(["approval seal", "closing seal"]) {
        assert_eq!(line.len(), "sha256:".len() + 64 + 2 + name.len(), "{line}");
        assert!(
            line.starts_with("sha256:") && line.ends_with(name),
            "{line}"
        );
    }
    assert!(computed(&portal).contains(&format!("CHG-2025-0001 approval {}", &lines[0][..71])));
}

#[test]
fn verb_stores_the_sealed_text_under_its_hash_and_touches_nothing_else() {
    let portal = Portal::demo();
    let all = |portal: &Portal| -> BTreeMap<String, Vec<u8>> {
        let read = |it: String| (it.clone(), fs::read(portal.path(&it)).unwrap());
        files(portal.root()).into_iter().map(read).collect()
    };
    let before = all(&portal);
    let ran = portal.run("seal chg-2025-0002 --write").expect(0);
    let mut after = all(&portal);
    let seals: Vec<_> = ran
        .stdout
        .lines()
        .map(|it| it["sha256:".len()..][..64].to_owned())
        .collect();
    assert_eq!(seals.len(), 2);
    for seal in seals {
        let path = format!("changes/CHG-2025-0002/evidence/sealed/{seal}.json");
        let text = after
            .remove(&path)
            .or_else(|| before.get(&path).cloned())
            .unwrap();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(changebook::seal::written(&text), format!("sha256:{seal}"));
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["schema"], "changebook/seal/1");
    }
    let mut kept = before;
    kept.retain(|path, _| after.contains_key(path));
    assert_eq!(after, kept);
}

#[test]
fn verb_says_why_there_is_no_seal() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("seal CHG-2025-001 --lang en"), @"
    ---- stderr
    error: there is no change `CHG-2025-001`
    help: did you mean `CHG-2025-0001`?
    ---- exit 2
    ");
    insta::assert_snapshot!(Portal::fixture("proposals").run("seal 0001"), @"
    ---- stderr
    error: there is nothing to seal in 0001 yet
    help: write the documents that are approved first; `changebook explain seal` says which these are
    ---- exit 2
    ");
    let broken = portal.bytes(
        "changes/CHG-2025-0001/04-change-request.md",
        b"---\ndoc: [\n---\n",
    );
    insta::assert_snapshot!(broken.run("seal CHG-2025-0001 --lang en"), @"
    ---- stderr
    error: changes/CHG-2025-0001/04-change-request.md cannot be sealed as it stands: its front matter cannot be read, or it holds what looks like a secret
    help: run `changebook check`, put right what it says of this file, then seal it
    ---- exit 2
    ");
}
