//! A blank document with some of its fields filled in.
//!
//! The blank is the one of the portal, comments and all, so that whoever writes
//! on finds there what its department wants to say. A type without a blank gets
//! one from its fields and headings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::lang::Lang;
use crate::procedure::fields::{DocumentType, Heading};
use crate::text;

use super::value::Written;

/// Field → what is written there.
pub type Answers = BTreeMap<String, Written>;

/// The blank of a type for whom its portal has none.
pub fn plain(kind: &DocumentType, lang: Lang) -> String {
    let mut out = String::from("---\n");
    for field in &kind.fields {
        let note = field.note.as_ref().map_or("", |it| it.get(lang));
        let label = field.label.get(lang);
        let about = match (label, note) {
            ("", note) => note.to_owned(),
            (label, "") => label.to_owned(),
            (label, note) => format!("{label}: {note}"),
        };
        let key = format!("{}:", field.name);
        let about = (!about.is_empty()).then(|| format!("# {about}"));
        let _ = writeln!(
            out,
            "{}",
            beside(&key, about.as_deref().unwrap_or_default())
        );
    }
    out.push_str("---\n");
    for heading in &kind.headings {
        let _ = write!(out, "\n## {}\n", heading.text.get(lang));
    }
    out
}

/// The blank with its headings in a language.
pub fn headings(blank: &str, kind: &DocumentType, lang: Lang) -> String {
    let line = |line: &str| {
        let written = line.strip_prefix("## ").map(text::heading)?;
        let is_it = |it: &&Heading| it.text.each().any(|it| text::heading(it) == written);
        let heading = kind.headings.iter().find(is_it)?;
        Some(format!("## {}", heading.text.get(lang)))
    };
    let lines = blank
        .lines()
        .map(|it| line(it).unwrap_or_else(|| it.to_owned()) + "\n");
    lines.collect()
}

/// The blank with the answers in their places. An answer that it has no place for stands at the foot of the front matter.
pub fn fill(blank: &str, answers: &Answers) -> String {
    let mut out = String::new();
    let mut open = answers.clone();
    let mut fences = 0;
    let mut lines = blank.lines().peekable();
    while let Some(line) = lines.next() {
        if line == "---" {
            fences += 1;
            if fences == 2 {
                for (key, written) in std::mem::take(&mut open) {
                    put(&mut out, &format!("{key}:"), "", &written);
                }
            }
        }
        let key = line.split_once(':').map(|it| it.0);
        let written = key.filter(|_| fences == 1).and_then(|it| open.remove(it));
        let (Some(key), Some(written)) = (key, written) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let comment = line.find(" #").map_or("", |at| line[at..].trim_start());
        put(&mut out, &format!("{key}:"), comment, &written);
        // What the blank shows in its place: an example of an entry, or the keys of a map.
        let is_open = written == Written::Line("[]".to_owned());
        while let Some(next) = lines.peek() {
            let is_example = next.starts_with("#  ") && !is_open;
            let is_within = next.starts_with(' ');
            if !(is_example || is_within) {
                break;
            }
            lines.next();
        }
    }
    out
}

fn put(out: &mut String, key: &str, comment: &str, written: &Written) {
    let (line, below) = match written {
        Written::Line(text) => (format!("{key} {text}"), &[][..]),
        Written::Block(lines) => (key.to_owned(), &lines[..]),
    };
    let _ = writeln!(out, "{}", beside(&line, comment));
    for line in below {
        let _ = writeln!(out, "{line}");
    }
}

/// The column at which comments begin.
const COMMENTS: usize = 22;

fn beside(line: &str, comment: &str) -> String {
    match comment {
        "" => line.to_owned(),
        comment => format!("{line:width$} {comment}", width = COMMENTS - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLANK: &str = "---\n# a head\nid:                   # the id\nscope:\n#  - one\npeople:\n#  boss: x\noutage:\n  required:           # yes or no\n---\n\n## 标题\n\n- id: x\n";

    fn answers(all: &[(&str, &str)]) -> Answers {
        let all = all
            .iter()
            .map(|(key, it)| ((*key).to_owned(), Written::Line((*it).to_owned())));
        all.collect()
    }

    #[test]
    fn answers_stand_where_the_blank_has_a_place_for_them() {
        let filled = fill(
            BLANK,
            &answers(&[("id", "A-1"), ("scope", "[one, two]"), ("more", "x")]),
        );
        assert!(
            filled.contains(
                "id: A-1               # the id\nscope: [one, two]\npeople:\n#  boss: x\n"
            ),
            "{filled}"
        );
        assert!(
            filled.contains("  required:           # yes or no\nmore: x\n---\n"),
            "{filled}"
        );
        assert!(filled.ends_with("\n- id: x\n"), "{filled}");
    }

    #[test]
    fn empty_list_keeps_the_example_of_an_entry() {
        let filled = fill(BLANK, &answers(&[("scope", "[]")]));
        assert!(filled.contains("scope: []\n#  - one\n"), "{filled}");
    }

    #[test]
    fn map_takes_the_place_of_its_keys() {
        let block = Written::Block(vec!["  required: true".into()]);
        let filled = fill(BLANK, &[("outage".to_owned(), block)].into());
        assert!(
            filled.contains("outage:\n  required: true\n---\n"),
            "{filled}"
        );
    }
}
