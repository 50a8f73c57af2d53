//! Bodies, section by section.

use crate::document::markdown;
use crate::source::Span;

use super::{Difference, How, Step};

/// The level of the headings by which people find their way in a document.
const LEVEL: u8 = 2;

/// A heading, as it is compared and as it is written, and all that stands beneath.
struct Section {
    normal: String,
    heading: String,
    text: String,
}

/// Compares two bodies.
pub(super) fn compare(then: &str, now: &str, found: &mut Vec<Difference>) {
    if then == now {
        return;
    }
    let (old, new) = (sections(then), sections(now));
    let before = found.len();
    let mut say = |section: &Section, how| {
        found.push(Difference {
            steps: vec![Step::Section(section.heading.clone())],
            how,
            was: None,
        });
    };
    for section in &new {
        match old.iter().find(|it| it.normal == section.normal) {
            Some(it) if it.text == section.text => {}
            Some(_) => say(section, How::Changed),
            None => say(section, How::Added),
        }
    }
    for section in &old {
        if new.iter().all(|it| it.normal != section.normal) {
            say(section, How::Removed);
        }
    }
    if found.len() == before {
        found.push(Difference {
            steps: vec![Step::Section(String::new())],
            how: How::Moved,
            was: None,
        });
    }
}

/// The sections, what stands before the first heading as one without a name; equal headings as one.
fn sections(body: &str) -> Vec<Section> {
    let read = markdown::parse(body, Span::new(0, body.len()));
    let headings = read.headings.iter().filter(|it| it.level <= LEVEL);
    let headings: Vec<_> = headings.collect();
    let first = headings.first().map_or(body.len(), |it| it.span.start);
    let mut all = vec![Section {
        normal: String::new(),
        heading: String::new(),
        text: body[..first].trim().to_owned(),
    }];
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(body.len(), |it| it.span.start);
        let text = body[heading.span.start..end].trim_end();
        match all.iter_mut().find(|it| it.normal == heading.normal) {
            Some(same) => same.text += text,
            None => all.push(Section {
                normal: heading.normal.clone(),
                heading: heading.text.clone(),
                text: text.to_owned(),
            }),
        }
    }
    all.retain(|it| !it.normal.is_empty() || !it.text.is_empty());
    all
}
