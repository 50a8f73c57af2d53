//! `/pages/<name>/`: free pages of the portal, such as a guide.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::Context;
use crate::document::markdown::Heading;
use crate::document::{self, Document};
use crate::lang::Lang;
use crate::source::SourceId;
use crate::yaml::Node;

use super::address::Href;
use super::desk::{Desk, Here, Target};
use super::prose::Scope;
use super::shell::Frame;
use super::text::{Rich, Said, foreign};

/// A free page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// The id of the heading that is the title, by which links can name it.
    pub(crate) anchor: Option<Rich>,
    /// The body, sanitised.
    pub(crate) html: String,
    /// Its language, if that is not the page's.
    pub(crate) lang: Option<&'static str>,
}

/// The name of the page that a file of `pages/` carries: without language and ending.
pub(crate) fn name_of(file: &str) -> &str {
    let name = file.strip_suffix(".md").unwrap_or(file);
    let tag = Lang::ALL
        .into_iter()
        .find_map(|it| name.strip_suffix(it.tag())?.strip_suffix('.'));
    tag.unwrap_or(name)
}

/// The files of free pages, by name and language.
pub(crate) fn sources(ctx: Context<'_>) -> BTreeMap<String, BTreeMap<Lang, SourceId>> {
    let mut pages: BTreeMap<String, BTreeMap<Lang, SourceId>> = BTreeMap::new();
    for (id, source) in ctx.sources.iter() {
        let file = source
            .path()
            .strip_prefix("pages/")
            .filter(|it| it.strip_suffix(".md").is_some() && !it.contains('/'));
        let Some(file) = file else { continue };
        let name = name_of(file);
        let tagged = Lang::ALL
            .into_iter()
            .find(|it| file == format!("{name}.{}.md", it.tag()));
        let lang = tagged.unwrap_or_else(|| foreign(source.text(), Lang::En).unwrap_or(Lang::En));
        pages.entry(name.to_owned()).or_default().insert(lang, id);
    }
    pages
}

/// Names and titles, in the order that the pages ask for.
pub(crate) fn titles(desk: &Desk<'_>, lang: Lang) -> Vec<(String, Said)> {
    let mut all: Vec<_> = desk
        .free
        .keys()
        .filter_map(|name| {
            let (_, id) = pick(desk, lang, name)?;
            let document = document::parse(id, desk.ctx.sources.get(id));
            let front = |key| document.front.root.as_ref().and_then(|it| it.get(key));
            let order = front("order").and_then(Node::as_int).unwrap_or(i64::MAX);
            let heading = leading(&document, desk.ctx.sources.get(id).text());
            let heading = heading.map(|it| it.text.as_str());
            let title = title(front("title"), lang).or(heading).unwrap_or(name);
            let text = desk.names.hide(title, lang);
            let foreign = foreign(&text, lang).map(Lang::tag);
            Some((
                order,
                name.clone(),
                Said {
                    text,
                    lang: foreign,
                },
            ))
        })
        .collect();
    all.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let title = |(_, name, title)| (name, title);
    all.into_iter().map(title).collect()
}

pub(crate) fn view<'p>(here: &Here<'_>, name: &'p str) -> Option<(Frame<'p>, View)> {
    let (lang, id) = pick(here.desk, here.lang, name)?;
    let source = here.desk.ctx.sources.get(id);
    let document = document::parse(id, source);
    let front = |key| document.front.root.as_ref().and_then(|it| it.get(key));
    let heading = leading(&document, source.text());
    let named = title(front("title"), here.lang);
    // A first heading that says the title is not said twice.
    let heading = heading.filter(|it| named.is_none_or(|named| named == it.text));
    let own = heading.map(|it| it.text.as_str());
    let title = here.said(named.or(own).unwrap_or(name));
    let body = &source.text()[document.body.span.start..document.body.span.end];
    let scope = Scope {
        path: source.path(),
        prefix: "",
        shift: 0,
    };
    let html = here.prose(body, scope);
    let parted = heading.and_then(|_| beheaded(&html));
    let (anchor, html) = match parted {
        Some((html, rest)) => (Some(Rich { html, lang: None }), rest),
        None => (None, html),
    };
    let view = View {
        title: title.clone(),
        anchor,
        html,
        lang: (lang != here.lang).then(|| lang.tag()),
    };
    let frame = Frame {
        title: Some(title),
        place: Some(crate::finding::top(id)),
        ..Frame::default()
    };
    Some((frame, view))
}

/// The heading of the first level with which a body begins.
fn leading<'d>(document: &'d Document, text: &str) -> Option<&'d Heading> {
    let first = document.body.headings.first()?;
    let before = text.get(document.body.span.start..first.span.start)?;
    (first.level == 1 && before.trim().is_empty()).then_some(first)
}

/// The HTML of a body that begins with its title, as the id of the title and the rest.
fn beheaded(html: &str) -> Option<(String, String)> {
    let (id, rest) = html
        .trim_start()
        .strip_prefix("<h2 id=\"")?
        .split_once("\">")?;
    let (_, rest) = rest.split_once("</h2>")?;
    Some((id.to_owned(), rest.to_owned()))
}

/// A title that is one text, or one a language.
fn title(node: Option<&Node>, lang: Lang) -> Option<&str> {
    let of = |lang: Lang| node?.get(lang.tag()).and_then(Node::text);
    node.and_then(Node::text)
        .or_else(|| of(lang))
        .or_else(|| of(lang.other()))
}

/// The file in the page's language, else in the other.
pub(crate) fn pick(desk: &Desk<'_>, wanted: Lang, name: &str) -> Option<(Lang, SourceId)> {
    let files = desk.free.get(name)?;
    let lang = [wanted, wanted.other()]
        .into_iter()
        .find(|it| files.contains_key(it))?;
    Some((lang, *files.get(&lang)?))
}

/// The first page, if the portal has one at least.
pub(crate) fn first(here: &Here<'_>) -> Option<(Said, Href)> {
    let (name, title) = here.desk.titles.get(&here.lang)?.first()?;
    Some((title.clone(), here.href(Target::Free(name))?))
}
