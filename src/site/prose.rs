//! Markdown of people as HTML of the site: bodies of documents, clauses, free pages.
//!
//! The events of the parser are changed on their way: headings move below those
//! of the page and get ids, line breaks between Chinese characters vanish,
//! alignment becomes a class, alerts get a title in the page's language,
//! footnotes are numbered and collected, links are resolved to pages, ids of
//! records and clauses become links ([`writer`]). The result is sanitised ([`clean`]), and roles
//! stand for names in it ([`veil`]) where the portal asks for that.

mod clean;
mod footnotes;
pub(super) mod plain;
mod tables;
#[cfg(test)]
mod tests;
mod veil;
mod writer;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream};

use crate::document::chinese;
use crate::document::markdown::options;

use super::desk::Here;
use clean::Marks;
use writer::Writer;

/// Where a body stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'s> {
    /// The path of its file, from which its links lead.
    pub(crate) path: &'s str,
    /// What its ids begin with.
    pub(crate) prefix: &'s str,
    /// How many levels its headings go down.
    pub(crate) shift: u8,
}

impl Here<'_> {
    /// A body as sanitised HTML.
    pub(crate) fn prose(&self, markdown: &str, scope: Scope<'_>) -> String {
        let options = options();
        let source = chinese::loosen(markdown, options).text;
        let events: Vec<_> = TextMergeStream::new(Parser::new_ext(&source, options)).collect();
        let events: Vec<_> = TextMergeStream::new(joined(&events).into_iter()).collect();
        let mut marks = Marks::new(&source);
        let events = footnotes::collect(events, &mut marks, *self, scope);
        let mut writer = Writer::new(*self, scope, marks, &events);
        writer.write(&tables::mark(events));
        let mut html = String::with_capacity(source.len() * 2);
        pulldown_cmark::html::push_html(&mut html, writer.out.into_iter());
        let html = clean::clean(&html);
        let html = if self.desk.names.are_public() {
            html
        } else {
            veil::veil(&html, |it| self.desk.names.hide(it, self.lang))
        };
        writer.marks.exchange(&html)
    }
}

/// How many events the element takes that begins them.
fn length(events: &[Event<'_>]) -> usize {
    let mut depth = 0;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    events.len()
}

/// The text of the element that begins the events.
fn plain(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in &events[..length(events)] {
        match event {
            Event::Text(it) | Event::Code(it) => text.push_str(it),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// The events with a space for every line break, or nothing between Chinese characters.
fn joined<'e>(events: &[Event<'e>]) -> Vec<Event<'e>> {
    let join = |(at, event): (usize, &Event<'e>)| {
        if *event != Event::SoftBreak {
            return Some(event.clone());
        }
        let before = events[..at].iter().rev().find_map(last_char);
        let after = events[at + 1..].iter().find_map(first_char);
        (!chinese::joins(before, after)).then(|| Event::Text(" ".into()))
    };
    events.iter().enumerate().filter_map(join).collect()
}

fn last_char(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(it) | Event::Code(it) => it.chars().next_back(),
        Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) => Some(' '),
        _ => None,
    }
}

fn first_char(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(it) | Event::Code(it) => it.chars().next(),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => Some(' '),
        _ => None,
    }
}
