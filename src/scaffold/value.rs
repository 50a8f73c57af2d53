//! A value as it is written in front matter.

use jiff::tz::TimeZone;

use crate::book::value::{Item, Value};

/// What stands behind a key: in its line, or in lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// In the line of the key.
    Line(String),
    /// Below it, each line indented already.
    Block(Vec<String>),
}

impl Written {
    /// A list of plain words in one line.
    pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<_> = words.into_iter().map(scalar).collect();
        Self::Line(format!("[{}]", words.join(", ")))
    }

    /// A plain text.
    pub fn text(text: &str) -> Self {
        Self::Line(scalar(text))
    }
}

/// A value that stands elsewhere, written once more; nothing if it is empty or does not fit its field.
pub fn again(item: &Item, zone: &TimeZone) -> Option<Written> {
    if item.is_empty() && !matches!(item.value, Value::List(_)) {
        return None;
    }
    let entry = |it: &Item| Some(format!("  - {}", flow(it, zone)?));
    let is_map = |it: &Item| matches!(it.value, Value::Map(_));
    Some(match &item.value {
        Value::List(items) if items.iter().any(is_map) => {
            Written::Block(items.iter().filter_map(entry).collect())
        }
        Value::Map(members) => {
            let line = |it: &crate::book::value::Member| {
                let value = flow(&it.item, zone)?;
                Some(format!("  {}: {value}", it.key).trim_end().to_owned())
            };
            Written::Block(members.iter().filter_map(line).collect())
        }
        _ => Written::Line(flow(item, zone)?),
    })
}

/// In one line; nothing for what does not fit its field.
fn flow(item: &Item, zone: &TimeZone) -> Option<String> {
    Some(match &item.value {
        Value::Empty => String::new(),
        Value::Text(text) | Value::Key(text) => scalar(text),
        Value::Person { written, id } => scalar(id.as_ref().unwrap_or(written)),
        Value::Bool(it) => it.to_string(),
        Value::Int(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Moment(it) => it.show(zone),
        Value::List(items) => {
            let items: Vec<_> = items.iter().filter_map(|it| flow(it, zone)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(members) => {
            let member = |it: &crate::book::value::Member| {
                Some(format!("{}: {}", it.key, flow(&it.item, zone)?))
            };
            let members: Vec<_> = members.iter().filter_map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
        Value::Unfit(_) => return None,
    })
}

/// A text that YAML reads as this text, in a list or map within a line too.
pub fn scalar(text: &str) -> String {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let begins = text.chars().next().is_some_and(is_word);
    let ends = text
        .chars()
        .next_back()
        .is_some_and(|it| it != ' ' && it != ':');
    let is_odd = |it: char| it.is_control() || ",[]{}\"'\\\u{feff}\u{2028}\u{2029}".contains(it);
    let is_cut = text.contains(": ") || text.contains(" #");
    if begins && ends && !is_cut && !text.contains(is_odd) && !is_other(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            it if it.is_control() => {
                let code = format!("\\x{:02x}", u32::from(it));
                out.push_str(&code);
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// Whether YAML takes the text for a number, a truth value or nothing.
fn is_other(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_number = text.replace('_', "").parse::<f64>().is_ok()
        || ["0x", "0o", "0b"].iter().any(|it| text.starts_with(it));
    is_number || words.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted_only_where_yaml_would_read_something_else() {
        for plain in [
            "CHG-2025-0001",
            "对账导出金额精度修复",
            "pm.lin",
            "上线：一",
        ] {
            assert_eq!(scalar(plain), plain);
        }
        for (odd, written) in [
            ("2.4", "\"2.4\""),
            ("0003", "\"0003\""),
            ("no", "\"no\""),
            ("Gateway: retry", "\"Gateway: retry\""),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \\\"x\\\"\""),
            ("", "\"\""),
            ("# 1", "\"# 1\""),
        ] {
            assert_eq!(scalar(odd), written);
        }
    }
}
