use super::*;

use crate::finding::Severity;
use crate::source::RawFile;

fn sources(texts: &[&[u8]]) -> Sources {
    let mut sources = Sources::default();
    for (at, bytes) in texts.iter().enumerate() {
        sources.add(RawFile {
            path: format!("{at}.md"),
            bytes: bytes.to_vec(),
        });
    }
    sources
}

/// A finding with a fix: of each edit the text, what stands there, and what to write.
fn offer(sources: &Sources, edits: &[(usize, &str, &str)]) -> Finding {
    let edits: Vec<_> = edits
        .iter()
        .map(|(file, old, new)| {
            let (source, text) = sources.iter().nth(*file).unwrap();
            let start = text.text().find(old).unwrap();
            let span = Span::new(start, start + old.len());
            Edit {
                place: Place { source, span },
                text: (*new).to_owned(),
            }
        })
        .collect();
    let mut finding = Finding::new("r", Severity::Info, edits[0].place, Text::plain("m"));
    finding.fix = Some(Fix {
        description: Text::plain("d"),
        edits,
    });
    finding
}

fn after(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    apply(sources, findings)
        .into_iter()
        .map(|it| it.after)
        .collect()
}

#[test]
fn first_of_two_overlapping_fixes_wins_and_no_half_of_the_other_is_applied() {
    let sources = sources(&[b"one two three"]);
    let findings = [
        offer(&sources, &[(0, "two", "2")]),
        offer(&sources, &[(0, "one two", "1 2"), (0, "three", "3")]),
    ];
    assert_eq!(after(&sources, &findings), ["one 2 three"]);
}

#[test]
fn edits_keep_mark_and_line_ends() {
    let sources = sources(&["\u{feff}a\r\n乙\r\n".as_bytes()]);
    let findings = [offer(&sources, &[(0, "乙", "二")])];
    assert_eq!(after(&sources, &findings), ["\u{feff}a\r\n二\r\n"]);
}

#[test]
fn waived_findings_and_texts_that_are_not_the_file_are_left_alone() {
    let sources = sources(&[
        b"one",
        b"\xcf\xb5\xcd\xb3 two \xb9\xdc\xc0\xed\xb0\xec\xb7\xa8",
    ]);
    let mut waived = offer(&sources, &[(0, "one", "1")]);
    waived.outcome = crate::finding::Outcome::Waived;
    let findings = [waived, offer(&sources, &[(1, "two", "2")])];
    assert!(apply(&sources, &findings).is_empty());
}

#[test]
fn fix_that_changes_nothing_is_none() {
    let sources = sources(&[b"one"]);
    let findings = [offer(&sources, &[(0, "one", "one")])];
    assert!(apply(&sources, &findings).is_empty());
}

#[test]
fn rounds_on_one_text_are_merged() {
    let sources = sources(&[b"one two"]);
    let mut all = Vec::new();
    for fixes in [[(0, "one", "1")], [(0, "two", "2")]] {
        let mut round = apply(&sources, &[offer(&sources, &fixes)]);
        merge(&mut all, round.remove(0));
    }
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].before.as_str(), all[0].after.as_str()),
        ("one two", "one 2")
    );
    assert_eq!(all[0].fixed.len(), 2);
}

#[test]
fn secrets_stay_in_the_file_and_out_of_the_diff() {
    let text = "password: hunter2hunter2\nnmae: x\n";
    let sources = sources(&[text.as_bytes()]);
    let (_, source) = sources.iter().next().unwrap();
    assert!(!source.text().contains("hunter2"), "{}", source.text());
    let mended = apply(&sources, &[offer(&sources, &[(0, "nmae", "name")])]);
    assert_eq!(mended[0].after, text.replace("nmae", "name"));
    assert!(!diff(&mended[0], "a").contains("hunter2"));
    let whole = source.text().lines().next().unwrap();
    assert!(apply(&sources, &[offer(&sources, &[(0, whole, "gone")])]).is_empty());
}
