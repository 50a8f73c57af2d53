//! Entries of lists, and events: what a rule with `each` goes through.

use crate::book::Event;
use crate::book::select;
use crate::book::value::{Item, Value};
use crate::lang::Text;
use crate::procedure::fields::Field;
use crate::procedure::selector::{Root, Selector};
use crate::seal::stored;
use crate::words;

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
        let found = select::select(self.ctx.sight(), self.record, self.ctx.procedure, selector);
        found.iter().any(|it| matches!(it.value, Value::List(_)))
    }

    /// What people call an entry: an event by its type and role, anything else by the name it has.
    pub fn entry_label(&self, entry: &Item, name: &str) -> Text {
        let mut events = self.record.events.iter();
        let event = events.find(|it| it.item.place == entry.place);
        event.map_or_else(|| Text::plain(name), |it| self.event_label(it))
    }

    /// What people call an event: its type, and the role in which somebody acted.
    pub fn event_label(&self, event: &Event) -> Text {
        let procedure = self.ctx.procedure;
        let kind = procedure.events.kind(&event.kind);
        let label = kind.map_or_else(|| Text::plain(event.kind.clone()), |it| it.label.clone());
        match stored::role(procedure, event) {
            Some(role) => {
                let role = procedure.role_label(&role);
                words::fill("check.by-role", &[("event", label), ("role", role)])
            }
            None => label,
        }
    }

    /// What people call a field of the entries of a list.
    pub fn field_label(&self, list: &Selector, field: &str) -> Text {
        let found = self.field_of(list, field);
        found.map_or_else(|| Text::plain(field), |it| it.label.clone())
    }

    /// The value of a field of the entries of a list, as people read it.
    pub fn show_of(&self, list: &Selector, field: &str, item: &Item) -> Text {
        let of = self.field_of(list, field);
        select::show(self.ctx.procedure, self.ctx.config, of, item)
    }

    fn field_of(&self, list: &Selector, field: &str) -> Option<&'a Field> {
        let text = format!("{}.{field}", list.text);
        let is_document = |it: &str| self.ctx.procedure.document(it).is_some();
        let selector = Selector::parse(&text, list.place, is_document).ok()?;
        self.field(&selector)
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
