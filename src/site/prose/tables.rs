//! Tables of bodies: alignment as a class, and the label of its column on every cell for narrow screens.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::text::escape;

/// The events with table cells written out.
pub(super) fn mark(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut table = Table::default();
    for event in events {
        let html = match &event {
            Event::Start(Tag::Table(alignments)) => {
                table = Table {
                    alignments: alignments.clone(),
                    ..Table::default()
                };
                Some("<table class=\"stacked\">".to_owned())
            }
            Event::Start(Tag::TableHead) => {
                table.in_head = true;
                None
            }
            Event::End(TagEnd::TableHead) => {
                table.in_head = false;
                table.column = 0;
                None
            }
            Event::Start(Tag::TableRow) => {
                table.column = 0;
                None
            }
            Event::Start(Tag::TableCell) => Some(table.open()),
            Event::End(TagEnd::TableCell) => Some(table.close()),
            Event::Text(text) | Event::Code(text) if table.in_head => {
                table.label.push_str(text);
                None
            }
            _ => None,
        };
        out.push(html.map_or(event, |it| Event::InlineHtml(it.into())));
    }
    out
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    labels: Vec<String>,
    label: String,
    column: usize,
    in_head: bool,
}

impl Table {
    fn open(&mut self) -> String {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        if self.in_head {
            self.label.clear();
            return format!("<th scope=\"col\"{class}>");
        }
        let mut label = String::new();
        if let Some(it) = self.labels.get(self.column) {
            escape(it, &mut label);
        }
        format!("<td{class} data-label=\"{label}\">")
    }

    fn close(&mut self) -> String {
        self.column += 1;
        if self.in_head {
            self.labels.push(std::mem::take(&mut self.label));
            "</th>".to_owned()
        } else {
            "</td>".to_owned()
        }
    }
}
