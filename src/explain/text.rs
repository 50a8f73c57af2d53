//! A manual page as plain text for a terminal.

use crate::lang::Lang;

use super::{Body, Page};

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
            Body::List(items) => {
                for (term, text) in items {
                    let (term, text) = (term.get(lang), text.get(lang).trim());
                    let between = match (text.is_empty(), lang) {
                        (true, _) => "",
                        (_, Lang::Zh) => "：",
                        (_, Lang::En) => ": ",
                    };
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
