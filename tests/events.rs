//! In whatever order people write events down, what is judged of them is the same.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::harness::Portal;

/// How often every list of events is shuffled.
const SHUFFLES: u64 = 6;

/// A refusal and a second submission, before the decisions that the record holds anyway.
const REFUSED: &str = "  - {type: approval, at: 2026-06-16 11:00, by: ed.shen, role: engineering_director, result: rejected, ref: OA-2026-0616-01}\n";
const AGAIN: &str = "  - {type: resubmitted, at: 2026-06-16 15:00, by: pm.lin, to: [ci.meng], cc: [ed.shen, td.gu, cm.luo, dev.jiang, mt.he, mt.ruan], channel: email, ref: MAIL-2026-0616-09}\n";
const HEAD: &str = "changes/CHG-2026-0006/change.md";

/// The record with `first` behind its submission and `last` at the end of its events.
fn refused(first: &str, last: &str) -> Portal {
    let portal = Portal::demo();
    let review = "  - {type: review, at: 2026-06-16 16:30";
    portal.change(HEAD, review, &format!("{first}{review}"));
    portal.change(HEAD, "\n---\n", &format!("\n{last}---\n"));
    portal
}

/// Everything that is told of a portal: verdicts with the text at which they point, and passes.
fn told(portal: &Portal) -> BTreeSet<String> {
    let found = portal.run("check --format json --lang en --report junit:all.xml --fail-on never");
    let found = found.expect(0).json();
    let of = |it: &Value| {
        let marked = marked(portal, it);
        let related = it["related"].as_array().unwrap().iter();
        let related: Vec<_> = related.map(|it| self::marked(portal, it)).collect();
        format!(
            "{} {} {}: {} at `{marked}` and {related:?}, {}",
            it["change"], it["rule"], it["outcome"], it["message"], it["fingerprint"]
        )
    };
    let findings = found["findings"].as_array().unwrap().iter().map(of);
    let xml = portal.read("all.xml");
    let passes = xml.lines().map(str::trim);
    let passes = passes.filter(|it| it.starts_with("<testcase"));
    // What follows the message tells the line.
    let passes = passes.map(|it| it.split('>').take(2).collect());
    let mut all: BTreeSet<_> = findings.chain(passes).collect();
    all.insert(found["summary"].to_string());
    all
}

/// The text that a place marks; of a whole event of several lines its first.
fn marked(portal: &Portal, place: &Value) -> String {
    let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    let text = portal.read(place["path"].as_str().unwrap());
    let line = text.lines().nth(number("line") - 1).unwrap_or_default();
    let from = line.chars().skip(number("column") - 1);
    if number("line") == number("end_line") {
        return from.take(number("end_column") - number("column")).collect();
    }
    from.collect()
}

/// The front matter with the entries of `events` in another order, the same for the same seed.
fn shuffled(text: &str, seed: u64) -> String {
    let (before, rest) = text.split_once("\nevents:\n").unwrap();
    let (events, after) = rest.split_once("---\n").unwrap();
    let mut entries: Vec<String> = Vec::new();
    for line in events.split_inclusive('\n') {
        match entries.last_mut().filter(|_| !line.starts_with("  - ")) {
            Some(last) => last.push_str(line),
            None => entries.push(line.to_owned()),
        }
    }
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for at in (1..entries.len()).rev() {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let among = u64::try_from(at).unwrap() + 1;
        entries.swap(at, usize::try_from(random % among).unwrap());
    }
    format!("{before}\nevents:\n{}---\n{after}", entries.concat())
}

#[test]
fn a_refusal_that_is_written_down_last_is_judged_as_if_it_stood_in_its_place() {
    let in_place = told(&refused(&format!("{REFUSED}{AGAIN}"), ""));
    let at_the_end = told(&refused("", &format!("{AGAIN}{REFUSED}")));
    assert_eq!(at_the_end, in_place);
    let rejected_only = told(&refused("", REFUSED));
    assert_ne!(rejected_only, in_place);
}

#[test]
fn verdicts_do_not_depend_on_the_order_in_which_events_are_written() {
    let portal = refused(&format!("{REFUSED}{AGAIN}"), "");
    let expected = told(&portal);
    let heads: Vec<_> = fs::read_dir(portal.path("changes"))
        .unwrap()
        .map(|it| it.unwrap().path().join("change.md"))
        .map(|path| (fs::read_to_string(&path).unwrap(), path))
        .filter(|(text, _)| text.contains("\nevents:\n"))
        .collect();
    assert!(heads.len() >= 30, "{}", heads.len());
    for seed in 1..=SHUFFLES {
        for (text, path) in &heads {
            fs::write(path, shuffled(text, seed)).unwrap();
        }
        let found = told(&portal);
        let gone: Vec<_> = expected.difference(&found).collect();
        let new: Vec<_> = found.difference(&expected).collect();
        assert!(
            gone.is_empty() && new.is_empty(),
            "seed {seed}: {gone:#?} became {new:#?}"
        );
    }
}
