//! One text as a document: its front matter as a spanned tree, its body as Markdown.
//!
//! Reading never fails. What is not in order is kept as a fault beside what
//! could be read, and `document::faults` turns it into findings.

pub mod chinese;
pub mod faults;
pub mod front;
pub mod markdown;
pub mod target;

use crate::source::{Source, SourceId, Span};
use crate::yaml::Tree;

use front::FenceFault;
use markdown::Markdown;

/// A text that has been read.
#[derive(Debug)]
pub struct Document {
    /// The text.
    pub source: SourceId,
    /// The front matter between its fences; empty where there is none.
    pub front: Tree,
    /// The bytes between the fences.
    pub front_span: Span,
    /// What is wrong with the fences.
    pub fence: Option<FenceFault>,
    /// The body.
    pub body: Markdown,
}

/// Reads a text.
pub fn parse(id: SourceId, source: &Source) -> Document {
    let split = front::split(source.text());
    Document {
        source: id,
        front: split.tree,
        front_span: split.front,
        fence: split.fault,
        body: markdown::parse(source.text(), split.body),
    }
}
