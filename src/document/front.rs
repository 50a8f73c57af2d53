//! Where the front matter begins and ends.
//!
//! It stands between a first line `---` and the next line that is exactly
//! `---`; a rule or a table line in the body is none of its business.

use crate::source::Span;
use crate::yaml::Tree;

/// What is wrong with the fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceFault {
    /// The first line is not `---`.
    Missing,
    /// No later line is `---`.
    Unclosed,
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
    let _ = text;
    Split { front: Span::default(), tree: Tree::default(), body: Span::default(), fault: None }
}
