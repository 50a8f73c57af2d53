//! Which edits break a seal and which do not, tried on everything that a record holds.

use super::bench::Bench;

/// A database change that has gone live and is closed: all of its documents, executed.
const CHANGE: &str = "CHG-2025-0001";

const SHEET: &str = "05-review-sheet.md";

/// The files under the approval, and whether their bodies are.
const SEALED: [(&str, bool); 4] = [
    ("03-test-report.md", true),
    ("04-change-request.md", true),
    (SHEET, false),
    ("06-golive-plan.md", true),
];

/// What of document 05 is filled in during the go-live, as the procedure says in words.
const EXECUTED: [&str; 12] = [
    "prechecks[].done",
    "prechecks[].by",
    "prechecks[].at",
    "steps[].started_at",
    "steps[].finished_at",
    "steps[].result",
    "steps[].checked",
    "steps[].checked_at",
    "steps[].output",
    "post_checks[].result",
    "post_checks[].by",
    "post_checks[].at",
];

/// Whether the procedure says that a scalar is under the approval.
fn is_sealed(name: &str, path: &str) -> bool {
    let top = path.split(['.', '[']).next().unwrap();
    let never = ["revisions", "doc_status"].contains(&top);
    let lists = ["deviations", "adhoc_operations", "rollback_steps"];
    let later = EXECUTED.contains(&path) || lists.contains(&top);
    let left_out = never || (name == SHEET && later);
    !left_out
}

/// An edit of one file that nobody sees, and what it is called.
type Unseen = (&'static str, fn(&str) -> String);

const UNSEEN: [Unseen; 6] = [
    ("line ends", |text| text.replace('\n', "\r\n")),
    ("byte-order mark", |text| format!("\u{feff}{text}")),
    ("trailing blanks", trailing),
    ("blank lines at the end", |text| format!("{text}\n \n\n")),
    ("order of keys", reversed),
    ("a comment", |text| {
        text.replacen("---\n", "---\n# nobody approved this\n", 1)
    }),
];

/// Blanks at the end of every line but the fences; a full-width one is none to YAML.
fn trailing(text: &str) -> String {
    let mut fences = 0;
    let mut edited = String::new();
    for (at, line) in text.lines().enumerate() {
        fences += usize::from(line == "---");
        let blanks = [" ", "\t", "  "][at % 3];
        edited += line;
        match (line, fences) {
            ("---", _) => {}
            (_, 1) => edited += blanks,
            _ => edited += &[blanks, "\u{3000}"].concat(),
        }
        edited.push('\n');
    }
    edited
}

/// The keys at the top of the front matter, the last first.
fn reversed(text: &str) -> String {
    let front = text.strip_prefix("---\n").unwrap();
    let (front, body) = front.split_once("\n---\n").unwrap();
    let mut blocks: Vec<String> = Vec::new();
    for line in front.lines() {
        match blocks.last_mut() {
            Some(last) if line.starts_with([' ', '-']) => *last += &["\n", line].concat(),
            _ => blocks.push(line.to_owned()),
        }
    }
    blocks.reverse();
    format!("---\n{}\n---\n{body}", blocks.join("\n"))
}

#[test]
fn what_nobody_sees_does_not_break_a_seal() {
    let bench = Bench::new(CHANGE);
    let (approval, closing) = (bench.seal("approval"), bench.seal("closing"));
    for (name, text) in &bench.files {
        for (what, edit) in UNSEEN {
            let edited = edit(text);
            assert_ne!(&edited, text, "{name}: {what} is an edit");
            let sealed = |seal| bench.with(seal, name, &edited);
            assert_eq!(sealed("approval").as_ref(), Ok(&approval), "{name}: {what}");
            assert_eq!(sealed("closing").as_ref(), Ok(&closing), "{name}: {what}");
        }
    }
}

#[test]
fn every_value_under_the_approval_breaks_its_seal_and_no_other_does() {
    let bench = Bench::new(CHANGE);
    let mut tried = 0;
    for (name, _) in SEALED {
        let approved = bench.part("approval", name, &bench.files[name]).unwrap();
        for (path, at) in bench.scalars(name) {
            let mut edited = bench.files[name].clone();
            edited.insert(at, 'x');
            let is_broken = bench.part("approval", name, &edited).unwrap() != approved;
            assert_eq!(is_broken, is_sealed(name, &path), "{name}: {path}");
            tried += 1;
        }
    }
    assert!(tried > 300, "only {tried} values were tried");
}

#[test]
fn every_value_of_every_document_breaks_the_seal_of_the_closing() {
    let bench = Bench::new(CHANGE);
    for name in bench.files.keys().filter(|it| *it != "change.md") {
        let closed = bench.part("closing", name, &bench.files[name]).unwrap();
        for (path, at) in bench.scalars(name) {
            let mut edited = bench.files[name].clone();
            edited.insert(at, 'x');
            let is_broken = bench.part("closing", name, &edited).unwrap() != closed;
            let never = path == "doc_status" || path.starts_with("revisions");
            assert_eq!(is_broken, !never, "{name}: {path}");
        }
    }
}

#[test]
fn every_line_of_a_sealed_body_breaks_the_seal() {
    let bench = Bench::new(CHANGE);
    for (name, in_approval) in SEALED {
        let text = &bench.files[name];
        let sealed = |seal, text: &str| bench.part(seal, name, text).unwrap();
        let (approved, closed) = (sealed("approval", text), sealed("closing", text));
        let body = text.find("\n---\n").unwrap() + "\n---\n".len();
        let ends = text[body..].match_indices('\n').map(|(at, _)| body + at);
        for at in ends {
            let mut edited = text.clone();
            edited.insert(at, '改');
            let is_broken = sealed("approval", &edited) != approved;
            assert_eq!(is_broken, in_approval, "{name}: {at}");
            assert_ne!(sealed("closing", &edited), closed, "{name}: {at}");
        }
    }
}

#[test]
fn entries_and_keys_that_come_go_or_swap_break_the_seal() {
    let bench = Bench::new(CHANGE);
    let approval = bench.seal("approval");
    let name = "06-golive-plan.md";
    let text = &bench.files[name];
    let moved = {
        let mut lines: Vec<_> = text.lines().collect();
        let starts: Vec<_> = (0..lines.len())
            .filter(|it| lines[*it].starts_with("  - "))
            .collect();
        let pair = starts.windows(2).find(|it| it[1] == it[0] + 1).unwrap();
        lines.swap(pair[0], pair[1]);
        lines.join("\n")
    };
    let without = text.replacen("objective:", "objectives:", 1);
    let added = text.replacen("---\n", "---\nremark: new\n", 1);
    for edited in [moved, without, added] {
        assert_ne!(&edited, text);
        assert_ne!(bench.with("approval", name, &edited).unwrap(), approval);
    }
}

#[test]
fn events_never_break_a_seal() {
    let bench = Bench::new(CHANGE);
    let head = bench.files["change.md"].replace(
        "events:\n",
        "events:\n  - {type: amended, at: 2025-02-01 10:00, by: pm.lin}\n",
    );
    assert_ne!(head, bench.files["change.md"]);
    for seal in ["approval", "closing"] {
        assert_eq!(bench.with(seal, "change.md", &head), Ok(bench.seal(seal)));
    }
}

#[test]
fn what_had_to_be_mended_to_be_read_is_not_sealed() {
    let bench = Bench::new(CHANGE);
    let name = "04-change-request.md";
    let text = &bench.files[name];
    let twice = text.replacen("---\n", "---\ndoc: change_request\n", 1);
    let wide = text.replacen("doc: ", "doc：", 1);
    let unclosed = text.replacen("\n---\n", "\n", 1);
    for edited in [twice, wide, unclosed] {
        assert_ne!(&edited, text);
        assert!(bench.with("approval", name, &edited).is_err());
    }
}

#[test]
fn letters_in_one_piece_and_in_two_are_the_same() {
    let bench = Bench::new(CHANGE);
    let name = "04-change-request.md";
    let with = |letter: &str| {
        let text = &bench.files[name];
        let text = text.replacen("title: ", &format!("title: {letter} "), 1);
        bench.with("approval", name, &format!("{text}{letter}\n"))
    };
    assert_eq!(with("e\u{301}"), with("\u{e9}"));
    assert_ne!(with("e"), with("\u{e9}"));
}
