//! Tables of bodies: alignment as a class, and the label of its column on every cell for narrow screens.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::text::escape;

/// A word of more characters, in a script that does not break between any two of them, does not fit beside other columns: it may be broken anywhere.
const LONG: usize = 24;

/// The events with table cells written out.
pub(super) fn mark(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut table = Table::default();
    for at in 0..events.len() {
        let html = match &events[at] {
            Event::Start(Tag::Table(alignments)) => {
                table = Table {
                    alignments: alignments.clone(),
                    ..Table::default()
                };
                "<table class=\"stacked\">".to_owned()
            }
            Event::Start(Tag::TableHead) => {
                table.in_head = true;
                continue;
            }
            Event::End(TagEnd::TableHead) => {
                table.in_head = false;
                table.column = 0;
                continue;
            }
            Event::Start(Tag::TableRow) => {
                table.column = 0;
                continue;
            }
            Event::Start(Tag::TableCell) => table.open(super::plain(&events[at..])),
            Event::End(TagEnd::TableCell) => table.close().to_owned(),
            _ => continue,
        };
        events[at] = Event::InlineHtml(html.into());
    }
    events
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    labels: Vec<String>,
    column: usize,
    in_head: bool,
}

impl Table {
    fn open(&mut self, text: String) -> String {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Right) => Some("right"),
            Some(Alignment::Center) => Some("center"),
            _ => None,
        };
        let mut words = text.split(|it: char| !it.is_ascii_graphic());
        let long = words.any(|it| it.len() > LONG).then_some("long");
        let classes: Vec<_> = align.into_iter().chain(long).collect();
        let class = if classes.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", classes.join(" "))
        };
        if self.in_head {
            self.labels.push(text);
            return format!("<th scope=\"col\"{class}>");
        }
        let mut label = String::new();
        if let Some(it) = self.labels.get(self.column) {
            escape(it, &mut label);
        }
        format!("<td{class} data-label=\"{label}\">")
    }

    fn close(&mut self) -> &'static str {
        self.column += 1;
        if self.in_head { "</th>" } else { "</td>" }
    }
}
