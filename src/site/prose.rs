//! Markdown of people as HTML of the site: bodies of documents, clauses, free pages.
//!
//! The events of the parser are changed on their way: headings move below those
//! of the page and get ids, line breaks between Chinese characters vanish,
//! alignment becomes a class, alerts get a title in the page's language,
//! footnotes are numbered and collected, links are resolved to pages, ids of
//! records and clauses become links. The result is sanitised ([`clean`]), and roles
//! stand for names in it ([`veil`]) where the portal asks for that.

pub(super) mod cjk;
mod clean;
mod footnotes;
mod tables;
mod veil;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeStream,
};

use crate::document::markdown::{Anchors, options};
use crate::text::escape;

use super::desk::Here;
use super::links::Lead;
use clean::{Mark, Marks};

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
        let source = cjk::loosen(markdown, options);
        let events: Vec<_> = TextMergeStream::new(Parser::new_ext(&source, options)).collect();
        let events: Vec<_> = TextMergeStream::new(joined(&events).into_iter()).collect();
        let mut writer = Writer {
            here: *self,
            scope,
            marks: Marks::new(&source),
            taken: Anchors::default(),
            closers: Vec::new(),
            in_code: false,
            out: Vec::with_capacity(events.len()),
        };
        let events = footnotes::collect(events, &mut writer.marks, *self, scope);
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

struct Writer<'w, 'e> {
    here: Here<'w>,
    scope: Scope<'w>,
    marks: Marks,
    taken: Anchors,
    /// What ends the links that are open.
    closers: Vec<&'static str>,
    /// Whether a code block is open.
    in_code: bool,
    out: Vec<Event<'e>>,
}

impl<'e> Writer<'_, 'e> {
    fn write(&mut self, events: &[Event<'e>]) {
        let mut at = 0;
        while let Some(event) = events.get(at) {
            match event {
                Event::Start(Tag::Heading { id, level, .. }) => {
                    let id = id
                        .as_deref()
                        .map_or_else(|| plain(&events[at..]), str::to_owned);
                    let id = self.heading_id(&self.hide(&id));
                    let id = self.marks.id(id);
                    self.html(format!("\n<{}{id}>", heading(*level, self.scope.shift)));
                }
                Event::End(TagEnd::Heading(level)) => {
                    self.html(format!("</{}>\n", heading(*level, self.scope.shift)));
                }
                Event::Start(Tag::BlockQuote(Some(kind))) => self.alert(*kind),
                Event::End(TagEnd::BlockQuote(Some(_))) => self.html("</div>\n".to_owned()),
                Event::Start(Tag::Link { dest_url, .. }) => self.open_link(dest_url),
                Event::End(TagEnd::Link) => {
                    let closer = self.closers.pop().unwrap_or_default();
                    self.html(closer.to_owned());
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.image(dest_url, &self.hide(&plain(&events[at..])));
                    // What stands inside is the alternative text, which is written already.
                    at += length(&events[at..]);
                    continue;
                }
                Event::Text(text) => self.text(text),
                Event::Code(code) => {
                    let code = self.hide(code);
                    self.out.push(Event::Code(code.into()));
                }
                Event::TaskListMarker(done) => {
                    let mark = if *done { "☑" } else { "☐" };
                    self.html(format!("<span class=\"task\">{mark}</span> "));
                }
                // The language of a code block is of no use without a highlighter.
                Event::Start(Tag::CodeBlock(_)) => {
                    self.in_code = true;
                    self.out
                        .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
                }
                Event::End(TagEnd::CodeBlock) => {
                    self.in_code = false;
                    self.out.push(event.clone());
                }
                other => self.out.push(other.clone()),
            }
            at += 1;
        }
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    fn hide(&self, text: &str) -> String {
        self.here.desk.names.hide(text, self.here.lang)
    }

    fn heading_id(&mut self, text: &str) -> String {
        format!("{}{}", self.scope.prefix, self.taken.take(text))
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let kind = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = self.here.ui(&format!("ui.alert.{kind}"));
        let open =
            format!("<div class=\"alert alert-{kind}\"><p class=\"alert-title\">{title}</p>\n");
        self.html(open);
    }

    fn open_link(&mut self, target: &str) {
        let (open, close) = match self.here.follow(target, self.scope) {
            Lead::Inside(href) => (self.anchor(Mark::Inside(href)), "</a>"),
            Lead::Outside(href) => (self.anchor(Mark::Outside(href)), "</a>"),
            // The check says that it leads nowhere; the page does not send anybody there.
            Lead::Nowhere => ("<span class=\"dead\">".to_owned(), "</span>"),
        };
        self.html(open);
        self.closers.push(close);
    }

    fn anchor(&mut self, mark: Mark) -> String {
        format!("<a href=\"{}\">", self.marks.link(mark))
    }

    fn image(&mut self, target: &str, alt: &str) {
        let mut label = String::new();
        escape(alt, &mut label);
        let html = match self.here.follow(target, self.scope) {
            Lead::Inside(href) => {
                let src = self.marks.link(Mark::Inside(href));
                format!("<img src=\"{src}\" alt=\"{label}\">")
            }
            Lead::Outside(href) => {
                if label.is_empty() {
                    escape(&href, &mut label);
                }
                let open = self.anchor(Mark::Outside(href));
                format!("{open}{label}</a>")
            }
            Lead::Nowhere => format!("<span class=\"dead\">{label}</span>"),
        };
        self.html(html);
    }

    fn text(&mut self, text: &str) {
        let text = self.hide(text);
        let mut rest = text.as_str();
        if self.closers.is_empty() && !self.in_code {
            while let Some(found) = self.here.next_id(rest) {
                self.out.push(Event::Text(found.before.to_owned().into()));
                let open = self.anchor(Mark::Inside(found.href.as_str().to_owned()));
                self.html(format!("{open}{}</a>", found.id));
                rest = found.after;
            }
        }
        self.out.push(Event::Text(rest.to_owned().into()));
    }
}

fn heading(level: HeadingLevel, shift: u8) -> String {
    // The first level is the page's own; what stands there in a body counts as the second.
    let level = (level as u8).max(2) + shift;
    format!("h{}", level.min(6))
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
        (!cjk::joins(before, after)).then(|| Event::Text(" ".into()))
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
