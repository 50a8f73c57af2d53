//! Sanitises rendered bodies, then puts in place what was decided before.
//!
//! Authors are trusted with facts, not with markup: the portal is one origin
//! with the approvals on it. Ids and resolved links travel through the
//! sanitiser as numbered marks that no author can guess, and are exchanged
//! afterwards, so that no relative address of an author survives unresolved.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use crate::text::escape;

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The id of an element.
    Id(String),
    /// A page or file of the site, as `href` or `src` says it.
    Inside(String),
    /// Somewhere else.
    Outside(String),
    /// The box of a task: whether it is ticked, and the id of the words that name it.
    Task(bool, String),
    /// A picture that the site has: where it is, and what it shows.
    Picture(String, String),
}

/// The marks of one body.
#[derive(Debug)]
pub(super) struct Marks {
    nonce: String,
    all: Vec<Mark>,
}

impl Marks {
    pub(super) fn new(source: &str) -> Self {
        let nonce = blake3::hash(source.as_bytes()).to_hex()[..16].to_owned();
        Self {
            nonce,
            all: Vec::new(),
        }
    }

    /// The attribute value of `href` or `src` that stands for `mark`.
    pub(super) fn link(&mut self, mark: Mark) -> String {
        self.all.push(mark);
        format!("cb:{}-{}", self.nonce, self.all.len() - 1)
    }

    /// The attribute that stands for an id, with a space before it.
    pub(super) fn id(&mut self, id: String) -> String {
        self.all.push(Mark::Id(id));
        format!(" data-cb=\"{}-{}\"", self.nonce, self.all.len() - 1)
    }

    /// The element that stands for another one as a whole: the box of a task, a picture.
    pub(super) fn element(&mut self, mark: Mark) -> String {
        self.all.push(mark);
        let number = self.all.len() - 1;
        format!("<span data-cb=\"{}-{number}\"></span>", self.nonce)
    }

    /// The cleaned HTML with what its marks stand for.
    pub(super) fn exchange(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + self.all.len() * 24);
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(&format!("{}-", self.nonce)) {
            let (number, tail) = after.split_once('"').unwrap_or((after, ""));
            let mark = number.parse::<usize>().ok().and_then(|it| self.all.get(it));
            let keep = |out: &mut String, value: &str| {
                out.push_str(before.strip_suffix("cb:").unwrap_or(before));
                escape(value, out);
                out.push('"');
            };
            match mark {
                Some(Mark::Id(id)) => {
                    out.push_str(before.strip_suffix("data-cb=\"").unwrap_or(before));
                    out.push_str("id=\"");
                    escape(id, &mut out);
                    out.push('"');
                }
                Some(Mark::Inside(href)) => keep(&mut out, href),
                Some(Mark::Outside(href)) => {
                    keep(&mut out, href);
                    out.push_str(" rel=\"noopener noreferrer\"");
                }
                Some(whole @ (Mark::Task(..) | Mark::Picture(..))) => {
                    out.push_str(before.strip_suffix("<span data-cb=\"").unwrap_or(before));
                    write_element(whole, &mut out);
                    rest = tail.strip_prefix("></span>").unwrap_or(tail);
                    continue;
                }
                None => keep(&mut out, "#"),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// The element that a mark stands for as a whole.
fn write_element(mark: &Mark, out: &mut String) {
    match mark {
        Mark::Task(done, words) => {
            let checked = if *done { " checked" } else { "" };
            out.push_str("<input class=\"task\" type=\"checkbox\" disabled");
            out.push_str(checked);
            out.push_str(" aria-labelledby=\"");
            escape(words, out);
        }
        Mark::Picture(src, alt) => {
            out.push_str("<img src=\"");
            escape(src, out);
            out.push_str("\" alt=\"");
            escape(alt, out);
        }
        Mark::Id(_) | Mark::Inside(_) | Mark::Outside(_) => return,
    }
    out.push_str("\">");
}

const CLASSES: &[(&str, &[&str])] = &[
    ("th", &["right", "center", "long"]),
    ("td", &["right", "center", "long"]),
    ("table", &["stacked"]),
    (
        "div",
        &[
            "alert",
            "alert-note",
            "alert-tip",
            "alert-important",
            "alert-warning",
            "alert-caution",
            "footnotes",
        ],
    ),
    ("p", &["alert-title"]),
    ("sup", &["footnote"]),
    ("span", &["dead", "digest", "file", "nowrap"]),
    ("figure", &["diagram"]),
];

/// Sanitises `html`, whose marks stay.
pub(super) fn clean(html: &str) -> String {
    let mut builder = Builder::default();
    let classes: HashMap<_, HashSet<_>> = CLASSES
        .iter()
        .map(|(tag, classes)| (*tag, classes.iter().copied().collect()))
        .collect();
    builder
        .allowed_classes(classes)
        .url_schemes(["http", "https", "mailto", "cb"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        // A picture is a file of the record, which is put in afterwards: nothing is fetched from elsewhere.
        .rm_tags(["map", "area", "img"])
        .add_tag_attributes("td", ["data-label"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("a", ["aria-label"]);
    for tag in ["h2", "h3", "h4", "h5", "h6", "li", "span", "sup"] {
        builder.add_tag_attributes(tag, ["data-cb"]);
    }
    let html = builder.clean(html).to_string();
    // Long lines of code are moved sideways, by keys too. No other text can look like this tag here.
    html.replace("<pre>", "<pre tabindex=\"0\">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_unresolved_addresses_do_not_survive() {
        let mut marks = Marks::new("");
        let link = marks.link(Mark::Inside("../y/index.html".into()));
        let html = format!(
            r#"<p><a href="../x">a</a><a href="{link}">b</a><script>x</script><img src="https://e.example/x.png" onerror="y"></p>"#
        );
        let cleaned = marks.exchange(&clean(&html));
        for gone in ["script", "../x", "onerror", "e.example"] {
            assert!(!cleaned.contains(gone), "{cleaned}");
        }
        assert!(
            cleaned.contains(r#"<a href="../y/index.html">b</a>"#),
            "{cleaned}"
        );
    }

    #[test]
    fn ids_of_authors_are_taken_away_and_ours_stay() {
        let mut marks = Marks::new("");
        let id = marks.id("风险".into());
        let html = format!("<h2 id=\"main\">x</h2><h3{id}>y</h3>");
        let cleaned = marks.exchange(&clean(&html));
        assert_eq!(cleaned, "<h2>x</h2><h3 id=\"风险\">y</h3>");
    }
}
