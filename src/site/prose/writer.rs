//! The events of a body on their way into HTML: one by one, with what the page knows about them.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use crate::document::markdown::{Anchors, is_diagram};
use crate::site::desk::Here;
use crate::site::links::Lead;
use crate::text::escape;

use super::clean::{Mark, Marks};
use super::{Scope, length, plain};

/// What is written so far.
pub(super) struct Writer<'w, 'e> {
    here: Here<'w>,
    scope: Scope<'w>,
    pub(super) marks: Marks,
    taken: Anchors,
    /// What ends the links that are open.
    closers: Vec<String>,
    /// What ends the code block that is open.
    code: Option<&'static str>,
    /// How many boxes of task lists there are, and whether the words of the last one are open.
    tasks: (usize, bool),
    pub(super) out: Vec<Event<'e>>,
}

impl<'w, 'e> Writer<'w, 'e> {
    /// Nothing written yet of `events`.
    pub(super) fn new(
        here: Here<'w>,
        scope: Scope<'w>,
        marks: Marks,
        events: &[Event<'e>],
    ) -> Self {
        let ids = events.iter().filter_map(|it| match it {
            Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
            _ => None,
        });
        // On a page of its own a body shares its ids with the frame.
        let frame = FRAME.iter().copied().filter(|_| scope.prefix.is_empty());
        Self {
            here,
            scope,
            marks,
            taken: Anchors::new(ids.chain(frame)),
            closers: Vec::new(),
            code: None,
            tasks: (0, false),
            out: Vec::with_capacity(events.len()),
        }
    }

    /// Writes `events`, which are whole elements.
    pub(super) fn write(&mut self, events: &[Event<'e>]) {
        let mut at = 0;
        while let Some(event) = events.get(at) {
            if self.tasks.1 && ends_words(event) {
                self.tasks.1 = false;
                self.html("</span>".to_owned());
            }
            match event {
                Event::Start(Tag::Heading { id, level, .. }) => {
                    let id = match id.as_deref() {
                        Some(id) => self.taken.written(&self.hide(id)),
                        None => self.taken.take(&self.hide(&plain(&events[at..]))),
                    };
                    let id = self.marks.id(format!("{}{id}", self.scope.prefix));
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
                    self.html(closer);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.image(dest_url, &self.hide(&plain(&events[at..])));
                    // What stands inside is the alternative text, which is written already.
                    at += length(&events[at..]);
                    continue;
                }
                Event::Text(text) => self.text(text),
                Event::Code(code) => self.code(code),
                Event::TaskListMarker(done) => self.task(*done),
                Event::Start(Tag::CodeBlock(kind)) => self.open_code(kind),
                Event::End(TagEnd::CodeBlock) => {
                    self.out.push(event.clone());
                    let closer = self.code.take().unwrap_or_default();
                    self.html(closer.to_owned());
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

    /// A box that cannot be ticked here, named by the words beside it.
    fn task(&mut self, done: bool) {
        self.tasks = (self.tasks.0 + 1, true);
        let id = format!("{}task-{}", self.scope.prefix, self.tasks.0);
        let mark = self.marks.element(Mark::Task(done, id.clone()));
        let id = self.marks.id(id);
        self.html(format!("{mark} <span{id}>"));
    }

    /// The language of a code block is of no use without a highlighter, but a diagram is said to be one.
    fn open_code(&mut self, kind: &CodeBlockKind<'_>) {
        let is_diagram = matches!(kind, CodeBlockKind::Fenced(it) if is_diagram(it));
        self.code = Some(if is_diagram { "</figure>\n" } else { "" });
        if is_diagram {
            let (words, lang) = (self.here.ui("ui.diagram"), self.here.lang.tag());
            self.html(format!(
                "\n<figure class=\"diagram\"><figcaption lang=\"{lang}\">{words}</figcaption>"
            ));
        }
        self.out
            .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
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
        // The title is in the language of the page, whatever the body is in.
        let lang = self.here.lang.tag();
        self.html(format!(
            "<div class=\"alert alert-{kind}\"><p class=\"alert-title\" lang=\"{lang}\">{title}</p>\n"
        ));
    }

    fn open_link(&mut self, target: &str) {
        let (open, close) = match self.here.follow(target, self.scope) {
            Lead::Inside(href) => (self.anchor(Mark::Inside(href)), "</a>".to_owned()),
            Lead::Outside(href) => (self.anchor(Mark::Outside(href)), "</a>".to_owned()),
            Lead::File(href, copy) => {
                let close = format!("</a>{}", copy.note());
                (self.anchor(Mark::Inside(href)), close)
            }
            // The check says that it leads nowhere; the page does not send anybody there.
            Lead::Nowhere => ("<span class=\"dead\">".to_owned(), "</span>".to_owned()),
        };
        self.html(open);
        self.closers.push(close);
    }

    fn anchor(&mut self, mark: Mark) -> String {
        format!("<a href=\"{}\">", self.marks.link(mark))
    }

    /// A picture; what is none, and what is elsewhere, is a link.
    fn image(&mut self, target: &str, alt: &str) {
        let mut label = String::new();
        escape(alt, &mut label);
        let html = match self.here.follow(target, self.scope) {
            Lead::File(href, copy) if copy.is_picture() => {
                // Within a link it is what one clicks, and the note would be too.
                let note = self.closers.is_empty().then(|| copy.note());
                let picture = self.marks.element(Mark::Picture(href, alt.to_owned()));
                picture + &note.unwrap_or_default()
            }
            Lead::Inside(href) | Lead::File(href, _) => {
                let open = self.anchor(Mark::Inside(href));
                self.named(&open, label, target)
            }
            Lead::Outside(href) => {
                let open = self.anchor(Mark::Outside(href));
                self.named(&open, label, target)
            }
            Lead::Nowhere => format!("<span class=\"dead\">{label}</span>"),
        };
        self.html(html);
    }

    /// A link that has words even if nobody wrote some.
    fn named(&self, open: &str, mut label: String, target: &str) -> String {
        if label.is_empty() {
            escape(&self.hide(target), &mut label);
        }
        format!("{open}{label}</a>")
    }

    /// Words set as code; the path of a file that the site has leads there.
    fn code(&mut self, code: &str) {
        let shown = Event::Code(self.hide(code).into());
        let is_free = self.closers.is_empty() && code.contains('/');
        match self.here.follow(code, self.scope) {
            Lead::File(href, copy) if is_free => {
                let close = format!("</a>{}", copy.note());
                let open = self.anchor(Mark::Inside(href));
                self.html(open);
                self.out.push(shown);
                self.html(close);
            }
            _ => self.out.push(shown),
        }
    }

    fn text(&mut self, text: &str) {
        let text = self.hide(text);
        let mut rest = text.as_str();
        if self.closers.is_empty() && self.code.is_none() {
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

/// The ids that the frame of a page has.
pub(super) const FRAME: &[&str] = &["main"];

/// Whether the words beside the box of a task end here.
fn ends_words(event: &Event<'_>) -> bool {
    let is_inline = matches!(
        event,
        Event::Start(
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        )
    );
    match event {
        Event::Start(_) | Event::Html(_) | Event::Rule => !is_inline,
        Event::End(it) => matches!(it, TagEnd::Item | TagEnd::Paragraph),
        _ => false,
    }
}

fn heading(level: HeadingLevel, shift: u8) -> String {
    // The first level is the page's own; what stands there in a body counts as the second.
    let level = (level as u8).max(2) + shift;
    format!("h{}", level.min(6))
}
