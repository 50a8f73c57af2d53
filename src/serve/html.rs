//! The pages that are no part of the site: why it cannot be built, what was found, what is not there.

use crate::finding::Severity;
use crate::lang::{Lang, Text};
use crate::text;
use crate::words;

use super::board::{Board, Failure};
use super::snapshot::{Entry, Snapshot};

/// Their style, and that of the banner.
pub(super) const STYLE: &[u8] = include_bytes!("serve.css");

/// The page that says why the portal cannot be built; `old` leads to the last good one.
pub(super) fn failure(failure: &Failure, old: Option<&str>, lang: Lang) -> Vec<u8> {
    let errors = link(&format!("/_errors/?lang={lang}"), "serve.all", lang);
    let old = old.map(|it| link(it, "serve.last-good", lang));
    let links: Vec<_> = old.into_iter().chain([errors]).collect();
    let body = format!(
        "{}<p>{}</p><p>{}</p>",
        why(failure, lang),
        said("serve.recovers", lang),
        links.join(" · ")
    );
    document(failure.message.get(lang), &body, lang)
}

/// The page of all errors and findings by file, the newest first.
pub(super) fn errors(board: &Board, lang: Lang) -> Vec<u8> {
    let files = board.files_with_findings();
    let head = match &board.failure {
        Some(failure) => why(failure, lang),
        None => format!("<h1>{}</h1>", said("serve.all", lang)),
    };
    let nothing = (files.is_empty() && board.failure.is_none())
        .then(|| format!("<p>{}</p>", said("serve.nothing", lang)));
    let home = format!("<p>{}</p>", link("/", "serve.home", lang));
    let body: String = [head]
        .into_iter()
        .chain(nothing)
        .chain(files.iter().map(|(path, it)| file(path, it, lang)))
        .chain([home])
        .collect();
    document(words::text("serve.all").get(lang), &body, lang)
}

/// The site's own page for what is not there, as seen from `path`; a plain one if it has none.
pub(super) fn missing(site: &Snapshot, path: &str, lang: Lang) -> Vec<u8> {
    let first = path
        .split('/')
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let own = [format!("{first}/"), String::new()]
        .into_iter()
        .find_map(|folder| {
            let made = site.make(&format!("{folder}404.html"));
            Some((made.ok().flatten()?.bytes, folder))
        });
    if let Some((bytes, folder)) = own {
        let text = String::from_utf8_lossy(&bytes);
        return rooted(&text, &folder).into_bytes();
    }
    let title = words::text("serve.missing");
    let body = format!(
        "<h1>{}</h1><p>{}</p>",
        escape(title.get(lang)),
        link("/", "serve.home", lang)
    );
    document(title.get(lang), &body, lang)
}

/// How an address begins in a page, those for scripts included.
const ADDRESSES: [&str; 5] = [
    "href=\"",
    "src=\"",
    "action=\"",
    "data-root=\"",
    "data-script=\"",
];

/// The page with its relative addresses written from the root, since it is shown in places that it was not written for.
fn rooted(page: &str, folder: &str) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some(at) = ADDRESSES
        .iter()
        .filter_map(|it| Some(rest.find(it)? + it.len()))
        .min()
    {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let value = rest.split('"').next().unwrap_or_default();
        let has_scheme = value
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|it| it.contains(':'));
        if !(has_scheme || value.starts_with(['/', '#'])) {
            out.push('/');
            out.push_str(folder);
        }
    }
    out.push_str(rest);
    out
}

fn why(failure: &Failure, lang: Lang) -> String {
    let one = |it: &Text| rich(it.get(lang));
    let causes: Vec<_> = failure.causes.iter().map(one).collect();
    let causes = (!causes.is_empty()).then(|| format!("<pre>{}</pre>", causes.join("\n")));
    let help = failure.help.as_ref();
    let help = help.map(|it| format!("<p class=\"help\">{}</p>", one(it)));
    format!(
        "<h1 id=\"serve-failure\">{}</h1>{}{}",
        one(&failure.message),
        causes.unwrap_or_default(),
        help.unwrap_or_default()
    )
}

fn file(path: &str, entries: &[&Entry], lang: Lang) -> String {
    let items: String = entries.iter().map(|it| item(it, lang)).collect();
    format!("<h2><code>{}</code></h2><ul>{items}</ul>", escape(path))
}

fn item(entry: &Entry, lang: Lang) -> String {
    let id = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let help = entry.help.as_ref();
    let help = help.map(|it| format!("<p class=\"help\">{}</p>", rich(it.get(lang))));
    format!(
        "<li><p><span class=\"{id}\">{level}</span> <code class=\"place\">{line}:{column}</code> \
         <code>{rule}</code></p><p>{message}</p>{help}</li>",
        level = said(&format!("report.level.{id}"), lang),
        line = entry.line,
        column = entry.column,
        rule = escape(&entry.rule),
        message = rich(entry.message.get(lang)),
        help = help.unwrap_or_default(),
    )
}

/// A text in which back quotes stand around code.
fn rich(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let html = parts.map(|(at, part)| match at % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    });
    html.collect()
}

fn link(address: &str, words: &str, lang: Lang) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), said(words, lang))
}

fn said(path: &str, lang: Lang) -> String {
    escape(words::text(path).get(lang))
}

fn document(title: &str, body: &str, lang: Lang) -> Vec<u8> {
    let title = escape(title);
    let lang = lang.tag();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/_serve.css\">\n</head>\n\
         <body class=\"serve\">\n<main>{body}</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// A text as it stands in HTML, in an attribute too.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text::escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_of_a_page_that_is_shown_elsewhere_finds_its_files() {
        let page =
            r#"<form action="search/index.html" data-root="" data-script="assets/search.1.js">"#;
        assert_eq!(
            rooted(page, ""),
            r#"<form action="/search/index.html" data-root="/" data-script="/assets/search.1.js">"#
        );
    }

    #[test]
    fn relative_addresses_are_written_from_the_root() {
        let page = r##"<a href="rules/index.html"><a href="#x"><img src="data:,"><a href="https://a/b"><a href="../index.html">"##;
        assert_eq!(
            rooted(page, "en/"),
            r##"<a href="/en/rules/index.html"><a href="#x"><img src="data:,"><a href="https://a/b"><a href="/en/../index.html">"##
        );
    }
}
