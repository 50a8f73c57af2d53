//! How a baseline is written and read: YAML, sorted, a line a fact, so that differences read well.

use std::fmt::Write as _;

use crate::document::faults;
use crate::finding::{Finding, Severity, top};
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
            let facts = [
                ("change", spot.record.as_deref()),
                ("rule", Some(spot.rule.as_str())),
                (
                    "place",
                    Some(spot.place.as_str()).filter(|it| !it.is_empty()),
                ),
                ("file", spot.file.as_deref()),
            ];
            let facts = facts.into_iter();
            let texts = facts.filter_map(|(key, value)| Some((key, scalar(value?))));
            let count = (entry.count > 1).then(|| ("count", entry.count.to_string()));
            let severity = entry.severity.map(|it| ("severity", it.id().to_owned()));
            let reasons = entry.reasons.iter().filter(|it| !it.is_empty());
            let reasons = reasons.map(|it| {
                let listed: Vec<_> = it.iter().map(|it| scalar(it)).collect();
                ("reasons", format!("[{}]", listed.join(", ")))
            });
            let message = ("message", scalar(&entry.message));
            let mut lead = "  - ";
            for (key, value) in texts
                .chain(count)
                .chain(severity)
                .chain(reasons)
                .chain([message])
            {
                // Writing to a text cannot fail.
                let _ = writeln!(out, "{lead}{key}: {value}");
                lead = "    ";
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
            // Earlier versions wrote the number in quotes.
            let count = node
                .get("count")
                .map_or(Some(1), |it| it.text()?.parse().ok());
            let (Some(rule), Some(count)) = (text("rule"), count.filter(|it| *it > 0)) else {
                wrong.push(fault(at, "entry"));
                continue;
            };
            // Earlier versions wrote neither of these two.
            let reasons = node.get("reasons").and_then(Node::items);
            let reasons = reasons.map(|all| {
                let texts = all.iter().filter_map(|it| it.text().map(str::to_owned));
                texts.collect()
            });
            let severity = text("severity").and_then(|it| Severity::from_id(&it));
            let spot = Spot {
                record: text("change"),
                rule,
                place: text("place").unwrap_or_default(),
                file: text("file"),
            };
            let entry = baseline.entries.entry(spot).or_insert_with(|| Entry {
                count: 0,
                reasons,
                severity,
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
            it if is_unseen(it) => {
                // Writing to a text cannot fail.
                let _ = write!(out, "\\U{:08X}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// Whether a letter breaks the line, is none that YAML may hold, or is one that a reader cannot see.
fn is_unseen(letter: char) -> bool {
    let unseen = [
        '\u{ad}'..='\u{ad}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{feff}'..='\u{feff}',
        '\u{fffe}'..='\u{ffff}',
    ];
    letter.is_control() || unseen.iter().any(|it| it.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::RawFile;

    fn text_of(letter: char) -> String {
        format!("x{letter}y")
    }

    #[test]
    fn every_id_is_read_back_as_it_was_written() {
        let odd = "\u{0}\u{7}\u{8}\t\n\u{b}\r\u{1b}\u{7f}\u{85}\u{a0}\u{2028}\u{2029}\u{feff}\u{202e}\u{200b}\u{fffe}\u{ffff}\u{1f680}\u{1ffff}\u{3000}：，# \"\\'";
        for letter in odd.chars() {
            let spot = |text: String| Spot {
                record: Some(text.clone()),
                rule: text.clone(),
                place: text.clone(),
                file: Some(text),
            };
            let entry = Entry {
                count: 2,
                reasons: Some([text_of(letter), "default".to_owned()].into()),
                severity: Some(Severity::Warning),
                message: text_of(letter),
                at: None,
            };
            let ids = [
                format!("CHG{letter}1"),
                format!("{letter}"),
                format!("a {letter} b"),
                "CHG 1".to_owned(),
            ];
            let entries = ids.into_iter().map(|it| (spot(it), entry.clone()));
            let written = Baseline {
                entries: entries.collect(),
            };
            let text = written.text();
            assert_eq!(
                text.lines().count(),
                4 + 8 * written.entries.len(),
                "{text}"
            );
            let mut sources = Sources::default();
            let id = sources.add(RawFile {
                path: "known.yaml".to_owned(),
                bytes: text.clone().into_bytes(),
            });
            let mut read = Baseline::read(&sources, id).expect(&text);
            for entry in read.entries.values_mut() {
                entry.at = None;
            }
            assert_eq!(read, written, "{letter:?}\n{text}");
        }
    }
}
