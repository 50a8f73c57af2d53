//! Where the front matter begins and ends.
//!
//! It stands between a first line `---` and the next line that is exactly
//! `---`; a rule or a table line in the body is none of its business. Where the
//! fences are not in order, what can be read is read all the same.

use crate::source::Span;
use crate::yaml::{self, Node, Tree};

/// What is wrong with the fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceFault {
    /// The first line is not `---`.
    Missing,
    /// Its lines end in CR alone, so that all of it is one line.
    LineEnds,
    /// Blanks stand after `---` in the first line.
    Blanks,
    /// No later line is `---`.
    Unclosed,
    /// Nothing stands between the two.
    Empty,
}

/// A text, split.
#[derive(Debug)]
pub struct Split {
    /// The bytes between the fences.
    pub front: Span,
    /// What they say.
    pub tree: Tree,
    /// The bytes after the fences.
    pub body: Span,
    /// What is wrong with the fences.
    pub fault: Option<FenceFault>,
}

/// Splits `text` and reads its front matter.
pub fn split(text: &str) -> Split {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = lines(text, begin);
    let first = lines.next();
    let blanks =
        first.filter(|it| text[it.start..it.end].trim_end() == "---" && !is_fence(text, *it));
    let Some(first) = first.filter(|it| is_fence(text, *it)).or(blanks) else {
        let fault = if text[begin..].starts_with("---\r") {
            FenceFault::LineEnds
        } else {
            FenceFault::Missing
        };
        return Split {
            front: Span::new(begin, begin),
            tree: Tree::default(),
            body: Span::new(begin, text.len()),
            fault: Some(fault),
        };
    };
    let mut body_like = None;
    for line in lines {
        if is_fence(text, line) {
            let fault = blanks.map(|_| FenceFault::Blanks);
            return read(text, Span::new(first.end, line.start), line.end, fault);
        }
        // A heading is a comment to YAML; it is where an unclosed front matter most likely ends.
        let shown = &text[line.start..line.end];
        if body_like.is_none() && (shown.starts_with("# ") || shown.starts_with("## ")) {
            body_like = Some(line.start);
        }
    }
    let end = body_like.unwrap_or(text.len());
    let front = Span::new(first.end, end);
    read(text, front, end, Some(FenceFault::Unclosed))
}

fn read(text: &str, front: Span, body: usize, fault: Option<FenceFault>) -> Split {
    let tree = yaml::parse(text, front);
    let is_empty = tree.root.as_ref().is_none_or(Node::is_null) && tree.faults.is_empty();
    Split {
        front,
        tree,
        body: Span::new(body, text.len()),
        fault: fault.or(is_empty.then_some(FenceFault::Empty)),
    }
}

fn is_fence(text: &str, line: Span) -> bool {
    text[line.start..line.end].trim_end_matches(['\r', '\n']) == "---"
}

/// The lines from `begin` on, each with its line ending.
fn lines(text: &str, begin: usize) -> impl Iterator<Item = Span> {
    let mut at = begin;
    text[begin..].split_inclusive('\n').map(move |line| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> &str {
        let split = split(text);
        &text[split.body.start..split.body.end]
    }

    #[test]
    fn rules_and_table_lines_in_the_body_are_no_fences() {
        let text = "---\r\na: 1\r\n---\r\n\r\n| x |\r\n|---|\r\n\r\n---\r\nend";
        assert!(split(text).fault.is_none());
        assert!(body(text).contains("|---|"));
    }

    #[test]
    fn byte_order_mark_before_the_fence_is_fine() {
        let split = split("\u{feff}---\nid: A\n---\n");
        assert_eq!(split.fault, None);
        assert_eq!(
            split.tree.root.unwrap().get("id").unwrap().span,
            Span::new(11, 12)
        );
    }

    #[test]
    fn text_without_front_matter_says_so() {
        assert_eq!(split("# Title\n").fault, Some(FenceFault::Missing));
        assert_eq!(split("").fault, Some(FenceFault::Missing));
    }

    #[test]
    fn lines_that_end_in_cr_alone_are_told() {
        let old = "---\rid: A\r---\r# Title\r";
        assert_eq!(split(old).fault, Some(FenceFault::LineEnds));
        assert_eq!(split("---\r\nid: A\r\n---\r\n").fault, None);
    }

    #[test]
    fn nothing_between_the_fences_is_told() {
        for text in [
            "---\n---\n",
            "---\n# only a comment\n---\n# Title\n",
            "---\n~\n---\n",
        ] {
            assert_eq!(split(text).fault, Some(FenceFault::Empty), "{text}");
        }
    }

    #[test]
    fn blanks_after_the_first_fence_are_told_and_the_rest_is_read() {
        let split = split("--- \nid: A\n---\n# Title\n");
        assert_eq!(split.fault, Some(FenceFault::Blanks));
        assert!(split.tree.root.unwrap().get("id").is_some());
    }

    #[test]
    fn unclosed_front_matter_is_read_up_to_the_first_heading() {
        let text = "---\nid: A\n\n# Title\n\ntext: not a key\n";
        let split = split(text);
        assert_eq!(split.fault, Some(FenceFault::Unclosed));
        assert_eq!(split.tree.root.unwrap().entries().unwrap().len(), 1);
        assert!(body(text).starts_with("# Title"));
    }
}
