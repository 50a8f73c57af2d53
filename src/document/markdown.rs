//! The body of a document: headings, sections, links, images, with their places.

use crate::source::Span;

/// A body that has been read.
#[derive(Debug, Default)]
pub struct Markdown {
    /// Its bytes.
    pub span: Span,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its links and images, in order.
    pub links: Vec<Link>,
}

/// A heading and the section beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text as written, without markup.
    pub text: String,
    /// Its text for comparison: width and spaces normalised, a leading numeral dropped.
    pub normal: String,
    /// Its bytes.
    pub span: Span,
    /// The bytes of its section, up to the next heading of its level or a higher one.
    pub section: Span,
    /// Whether anything but comments and blanks stands in the section.
    pub has_content: bool,
    /// The id that is written as `{#id}`.
    pub id: Option<String>,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// Its bytes.
    pub span: Span,
    /// Whether it is an image.
    pub is_image: bool,
}

/// Reads the body `text[span]`.
pub fn parse(text: &str, span: Span) -> Markdown {
    let _ = text;
    Markdown { span, ..Markdown::default() }
}
