//! How a baseline is written and read: YAML, sorted, a line a fact, so that differences read well.

use std::fmt::Write as _;

use crate::document::faults;
use crate::finding::{Finding, top};
use crate::lang::Text;
use crate::notice;
use crate::source::{Place, SourceId, Sources, Span};
use crate::words;
use crate::yaml::{self, Node};

use super::{Baseline, Entry, Spot};

/// What a baseline says it is.
const SCHEMA: &str = "changebook/baseline/1";

/// What stands at the top of the file.
const HEAD: &str = "\
# Violations that are known. `changebook check --baseline FILE` reports them apart, and they do not fail it.
# The list only shrinks: add `--write-baseline FILE` to drop what has been mended.
";

impl Baseline {
    /// Its file.
    pub fn text(&self) -> String {
        let mut out = format!("{HEAD}schema: {SCHEMA}\n");
        out.push_str(if self.entries.is_empty() {
            "known: []\n"
        } else {
            "known:\n"
        });
        for (spot, entry) in &self.entries {
            let count = (entry.count > 1).then(|| entry.count.to_string());
            let facts = [
                ("change", spot.record.as_deref()),
                ("rule", Some(spot.rule.as_str())),
                (
                    "place",
                    Some(spot.place.as_str()).filter(|it| !it.is_empty()),
                ),
                ("file", spot.file.as_deref()),
                ("count", count.as_deref()),
                ("message", Some(entry.message.as_str())),
            ];
            let mut lead = "  - ";
            for (key, value) in facts {
                if let Some(value) = value {
                    // Writing to a text cannot fail.
                    let _ = writeln!(out, "{lead}{key}: {}", scalar(value));
                    lead = "    ";
                }
            }
        }
        out
    }

    /// Reads the file `id`; else says what is wrong in it.
    pub fn read(sources: &Sources, id: SourceId) -> Result<Self, Vec<Finding>> {
        let source = sources.get(id);
        let mut wrong = faults::bytes(id, source);
        let tree = yaml::parse(source.text(), Span::new(0, source.text().len()));
        wrong.extend(tree.faults.iter().map(|it| faults::syntax(id, it)));
        let root = tree.root.as_ref().filter(|_| wrong.is_empty());
        let schema = root.and_then(|it| it.get("schema")).and_then(Node::text);
        if wrong.is_empty() && schema != Some(SCHEMA) {
            wrong.push(fault(top(id), "schema"));
        }
        let mut baseline = Self::default();
        let known = root.and_then(|it| it.get("known"));
        let known = known.and_then(Node::items);
        if wrong.is_empty() && known.is_none() {
            wrong.push(fault(top(id), "known"));
        }
        let known = known.unwrap_or_default();
        for node in known {
            let at = Place {
                source: id,
                span: node.span,
            };
            let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
            let count = node.get("count").map_or(Some(1), Node::as_int);
            let count = count.and_then(|it| usize::try_from(it).ok());
            let (Some(rule), Some(count)) = (text("rule"), count.filter(|it| *it > 0)) else {
                wrong.push(fault(at, "entry"));
                continue;
            };
            let spot = Spot {
                record: text("change"),
                rule,
                place: text("place").unwrap_or_default(),
                file: text("file"),
            };
            let entry = baseline.entries.entry(spot).or_insert_with(|| Entry {
                count: 0,
                message: text("message").unwrap_or_default(),
                at: Some(first_line(sources, at)),
            });
            entry.count += count;
        }
        if wrong.is_empty() {
            Ok(baseline)
        } else {
            Err(wrong)
        }
    }
}

/// The first line of an entry.
fn first_line(sources: &Sources, place: Place) -> Place {
    let source = sources.get(place.source);
    let line = source.line_span(source.position(place.span.start).line);
    let end = place.span.end.min(line.end);
    Place {
        span: Span::new(place.span.start, end),
        ..place
    }
}

fn fault(place: Place, id: &str) -> Finding {
    let message: Text = words::text(&format!("check.baseline.{id}"));
    let mut finding = notice::finding(super::UNUSED, place, &[]);
    finding.message = message;
    finding.severity = crate::finding::Severity::Error;
    finding
}

/// A text as YAML reads it back: as it is where that is safe, else in double quotes.
fn scalar(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "-_./".contains(it);
    // What begins with a digit is a number to some readers.
    let starts = text.starts_with(|it: char| it.is_ascii_alphabetic());
    if starts && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            // One line, and nothing that a reader cannot see.
            it if it.is_control() => out.push(' '),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => out.push(' '),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}
