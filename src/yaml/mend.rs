//! Repairs slips whose meaning is certain, without moving a byte.

use crate::source::Span;

use super::{Fault, FaultKind};

/// Reads tabs in indentations as single blanks: the offsets stay.
pub(super) fn tabs(slice: &mut String, faults: &mut Vec<Fault>) {
    let mut mended = String::with_capacity(slice.len());
    for line in slice.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let start = mended.len() + tab;
            faults.push(Fault {
                span: Span::new(start, start + 1),
                kind: FaultKind::Tab,
            });
        }
        mended.push_str(&line[..indent].replace('\t', " "));
        mended.push_str(&line[indent..]);
    }
    *slice = mended;
}

/// Reads `key：` as `key:` and two blanks, which take the same three bytes.
pub(super) fn colons(slice: &mut String, faults: &mut Vec<Fault>) {
    let mut mended = String::with_capacity(slice.len());
    for line in slice.split_inclusive('\n') {
        match full_width_colon(line) {
            Some((key, at)) => {
                let start = mended.len() + at;
                faults.push(Fault {
                    span: Span::new(start, start + '：'.len_utf8()),
                    kind: FaultKind::FullWidthColon { key },
                });
                mended.push_str(&line[..at]);
                mended.push_str(":  ");
                mended.push_str(&line[at + '：'.len_utf8()..]);
            }
            None => mended.push_str(line),
        }
    }
    *slice = mended;
}

/// The key before a full-width colon at the start of a line that has no colon of YAML before it.
fn full_width_colon(line: &str) -> Option<(String, usize)> {
    let at = line.find('：')?;
    let key = line[..at].trim_start_matches([' ', '-']).trim_end();
    let word = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    (!key.is_empty() && key.chars().all(word)).then(|| (key.to_owned(), at))
}
