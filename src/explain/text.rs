//! A manual page as plain text for a terminal.

use crate::lang::Lang;
use crate::report::prose::width;
use crate::words;

use super::{Body, Page, Row};

/// The page in one language, with a line break at its end.
pub fn write(page: &Page, lang: Lang) -> String {
    let title = [page.id.as_str(), page.title.get(lang)].join(" ");
    let mut out = format!("{} · {}\n", title.trim_end(), page.kind.get(lang));
    for part in &page.parts {
        out.push('\n');
        let heading = part.heading.get(lang);
        let indent = if heading.is_empty() { "" } else { "  " };
        if !heading.is_empty() {
            out.push_str(heading);
            out.push('\n');
        }
        match &part.body {
            Body::Prose(text) => lines(text.get(lang), indent, &mut out),
            Body::Code(text) => lines(text, "    ", &mut out),
            Body::Excerpts(all) => {
                for (name, text) in all {
                    let absent = words::fill("explain.absent", &[("document", name.clone())]);
                    let name = if text.is_some() { name } else { &absent };
                    lines(name.get(lang), indent, &mut out);
                    lines(text.as_deref().unwrap_or_default(), "    ", &mut out);
                }
            }
            Body::Table(rows) => table(rows, lang, &mut out),
            Body::List(items) => {
                for (term, text) in items {
                    let (term, text) = (term.get(lang), text.get(lang).trim());
                    let between = if text.is_empty() { "" } else { colon(lang) };
                    let text = text.replace('\n', "\n      ");
                    out.extend(["  - ", term, between, &text, "\n"]);
                }
            }
        }
    }
    out
}

fn lines(text: &str, indent: &str, out: &mut String) {
    for line in text.trim_end().lines() {
        if !line.trim().is_empty() {
            out.push_str(indent);
            out.push_str(line.trim_end());
        }
        out.push('\n');
    }
}

/// The columns within which a table stands side by side.
const COLUMNS: usize = 110;

/// Labels, values and places under each other; too wide for that, each place beneath its value.
fn table(rows: &[Row], lang: Lang, out: &mut String) {
    let cells: Vec<_> = rows
        .iter()
        .filter_map(|it| match it {
            Row::Line(_) => None,
            Row::Value {
                label,
                value,
                place,
            } => Some([label.get(lang), value.get(lang), place.as_str()]),
        })
        .collect();
    let widest = |at: usize| cells.iter().map(|it| columns(it[at])).max().unwrap_or(0);
    let (first, second) = (widest(0), widest(1));
    let fits = 4 + first + 2 + second + 2 + widest(2) <= COLUMNS;
    let mut cells = cells.iter();
    for row in rows {
        if let Row::Line(text) = row {
            out.extend(["  ", text.get(lang), "\n"]);
            continue;
        }
        let Some([label, value, place]) = cells.next() else {
            continue;
        };
        let line = if fits {
            format!(
                "    {}  {}  {place}",
                padded(label, first),
                padded(value, second)
            )
        } else {
            let beneath = if place.is_empty() { "" } else { "\n      " };
            format!("    {label}{}{value}{beneath}{place}", colon(lang))
        };
        out.extend([line.trim_end(), "\n"]);
    }
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    }
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to - columns(text)))
}
