//! Files that programs and people take away: the findings, the blank forms.

use crate::source::Source;

use super::desk::Desk;

/// The report of the check, in which no name stands that pages do not print.
pub(super) fn findings(desk: &Desk<'_>, report: Vec<u8>) -> Vec<u8> {
    if desk.names.are_public() {
        return report;
    }
    let lang = desk.first_lang();
    let text = String::from_utf8_lossy(&report);
    let mut out = String::with_capacity(text.len());
    // One value a line: `  "key": "value",`.
    for line in text.split_inclusive('\n') {
        let value = line.find(": \"").map_or_else(
            || line.len() - line.trim_start().len(),
            |it| it + ": ".len(),
        );
        let (head, value) = line.split_at(value);
        let (value, tail) = value.split_at(value.rfind('"').map_or(0, |it| it + 1));
        out.push_str(head);
        match serde_json::from_str::<String>(value) {
            Ok(it) if !tail.starts_with(':') => {
                out.push_str(&serde_json::Value::from(desk.names.hide(&it, lang)).to_string());
            }
            _ => out.push_str(value),
        }
        out.push_str(tail);
    }
    out.into_bytes()
}

/// A blank form, likewise: the examples in it may name people.
pub(super) fn blank(desk: &Desk<'_>, source: &Source) -> Vec<u8> {
    desk.names
        .hide(source.text(), desk.first_lang())
        .into_bytes()
}
