//! Entries of lists, and events: what a rule with `each` goes through.

use crate::book::select;
use crate::book::value::{Item, Value};
use crate::lang::Text;
use crate::procedure::selector::{Root, Selector};

use super::case::Case;

impl<'a> Case<'a> {
    /// The entries of lists, or events, that a selector points at.
    pub fn entries(&self, selector: &Selector) -> Vec<&'a Item> {
        match &selector.root {
            Root::AllEvents(kind, filters) if selector.steps.is_empty() => {
                select::events(self.record, self.ctx.procedure, kind, filters)
                    .into_iter()
                    .map(|it| &it.item)
                    .collect()
            }
            _ if self.are_events(selector) => {
                let mut entries = self.values(selector);
                entries.retain(|it| self.has_happened(it));
                entries
            }
            _ => self.values(selector),
        }
    }

    /// Whether a selector points at a list that is written, be it an empty one.
    pub fn has_list(&self, selector: &Selector) -> bool {
        let found = select::select(self.ctx.book, self.record, self.ctx.procedure, selector);
        found.iter().any(|it| matches!(it.value, Value::List(_)))
    }

    /// What people call a field of the entries of a list.
    pub fn field_label(&self, list: &Selector, field: &str) -> Text {
        let text = format!("{}.{field}", list.text);
        let is_document = |it: &str| self.ctx.procedure.document(it).is_some();
        match Selector::parse(&text, list.place, is_document) {
            Ok(selector) => self.field(&selector).map(|it| it.label.clone()),
            Err(_) => None,
        }
        .unwrap_or_else(|| Text::plain(field))
    }

    /// Whether a selector points at the events as the head lists them, those of every cycle.
    fn are_events(&self, selector: &Selector) -> bool {
        let events = self.ctx.procedure.records.keys.get("events");
        selector.root == Root::Document(self.record.head.kind.clone())
            && selector.steps.len() == 1
            && events == selector.steps.first().map(|it| &it.field)
    }

    /// The head lists what a view of the past does not know yet, too.
    fn has_happened(&self, entry: &Item) -> bool {
        let mut events = self.record.events.iter();
        events.any(|it| it.item.place == entry.place)
    }
}
