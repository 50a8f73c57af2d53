//! Footnotes: numbered by their first reference, collected at the end of the body.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::site::desk::Here;

use super::Scope;
use super::clean::{Mark, Marks};

/// The events with references as numbers and definitions moved to the end.
pub(super) fn collect<'e>(
    events: Vec<Event<'e>>,
    marks: &mut Marks,
    here: Here<'_>,
    scope: Scope<'_>,
) -> Vec<Event<'e>> {
    let numbers = numbers(&events);
    let mut notes: BTreeMap<usize, Vec<Event<'e>>> = BTreeMap::new();
    let mut out = Vec::with_capacity(events.len());
    let mut inside = None;
    // A note may be written above what refers to it, or be referred to nowhere.
    let mut referred = BTreeSet::new();
    for event in events {
        match event {
            Event::FootnoteReference(label) => {
                let number = numbers[&*label];
                let id = if referred.insert(number) {
                    marks.id(anchor(scope, "fnref", number))
                } else {
                    String::new()
                };
                let open = link(marks, here, &anchor(scope, "fn", number), None);
                let html = format!("<sup class=\"footnote\"{id}>{open}{number}</a></sup>");
                // A footnote may point at another one.
                let place = inside.map_or(&mut out, |it| notes.entry(it).or_default());
                place.push(Event::InlineHtml(html.into()));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                inside = Some(numbers[&*label]);
            }
            Event::End(TagEnd::FootnoteDefinition) => inside = None,
            other => match inside {
                Some(number) => notes.entry(number).or_default().push(other),
                None => out.push(other),
            },
        }
    }
    if !notes.is_empty() {
        append((notes, &referred), &mut out, marks, here, scope);
    }
    out
}

/// Label → number: in the order of the references in the text, then of those in notes; what nobody refers to comes last.
fn numbers(events: &[Event<'_>]) -> BTreeMap<String, usize> {
    let mut orders: [Vec<&str>; 3] = Default::default();
    let mut is_note = false;
    for event in events {
        match event {
            Event::FootnoteReference(label) => orders[usize::from(is_note)].push(label),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                is_note = true;
                orders[2].push(label);
            }
            Event::End(TagEnd::FootnoteDefinition) => is_note = false,
            _ => {}
        }
    }
    let mut numbers = BTreeMap::new();
    for label in orders.concat() {
        let next = numbers.len() + 1;
        numbers.entry(label.to_owned()).or_insert(next);
    }
    numbers
}

fn append<'e>(
    (notes, referred): (BTreeMap<usize, Vec<Event<'e>>>, &BTreeSet<usize>),
    out: &mut Vec<Event<'e>>,
    marks: &mut Marks,
    here: Here<'_>,
    scope: Scope<'_>,
) {
    let html = |it: String| Event::InlineHtml(it.into());
    out.push(html("\n<div class=\"footnotes\"><ol>".to_owned()));
    for (number, mut note) in notes {
        let id = marks.id(anchor(scope, "fn", number));
        if referred.contains(&number) {
            let label = here.ui_with("ui.footnote_back", &[("n", &number.to_string())]);
            let open = link(marks, here, &anchor(scope, "fnref", number), Some(&label));
            let back = html(format!(" {open}↩</a>"));
            let ends = matches!(note.last(), Some(Event::End(TagEnd::Paragraph)));
            note.insert(note.len() - usize::from(ends), back);
        }
        out.push(html(format!("<li{id}>")));
        out.append(&mut note);
        out.push(html("</li>".to_owned()));
    }
    out.push(html("</ol></div>\n".to_owned()));
}

fn anchor(scope: Scope<'_>, kind: &str, number: usize) -> String {
    format!("{}{kind}-{number}", scope.prefix)
}

fn link(marks: &mut Marks, here: Here<'_>, anchor: &str, label: Option<&str>) -> String {
    let href = here.address.href(here.address, Some(anchor));
    let href = marks.link(Mark::Inside(href.as_str().to_owned()));
    let label = label.map_or_else(String::new, |it| {
        format!(" aria-label=\"{it}\" lang=\"{}\"", here.lang)
    });
    format!("<a href=\"{href}\"{label}>")
}
