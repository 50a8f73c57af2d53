//! The small portal as finished pages, and themes of one's own.

mod size;

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::error::Error;
use crate::lang::Lang;
use crate::page::Page;
use crate::site::fixture::Portal;
use crate::words;

use super::theme::Theme;
use super::{page, pages};

fn theme(files: &[(&str, &str)]) -> Result<Theme, Error> {
    let page = |(path, text): &(&str, &str)| Page {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    Theme::load(files.iter().map(page).collect())
}

/// Every page and file of the portal.
fn published(portal: &Portal) -> BTreeMap<String, String> {
    let theme = theme(&[]).unwrap();
    let site = portal.site();
    let files = site.files().iter().chain(theme.assets()).cloned();
    let copies = site.copies().iter().map(|it| Page {
        path: it.to.clone(),
        bytes: Vec::new(),
    });
    let all = pages(&site, &theme)
        .map(Result::unwrap)
        .chain(files)
        .chain(copies);
    all.map(|it| (it.path, String::from_utf8(it.bytes).unwrap()))
        .collect()
}

/// What `pattern` catches in a page.
fn caught<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let pattern = Regex::new(pattern).unwrap();
    pattern
        .captures_iter(text)
        .map(|it| it.get(1).unwrap().as_str())
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [a, b, after @ ..]) = (first, tail) {
            let code = format!("{}{}", char::from(*a), char::from(*b));
            bytes.push(u8::from_str_radix(&code, 16).unwrap());
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The file that `href` leads to from the page at `path`.
fn target(path: &str, href: &str) -> String {
    let mut parts: Vec<_> = path.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{href} on {path} leaves the site"),
            it => parts.push(it),
        }
    }
    decoded(&parts.join("/"))
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let all = published(&Portal::with(&[]));
    for (path, text) in all.iter().filter(|it| it.0.strip_suffix(".html").is_some()) {
        for href in caught(r#"(?:href|src)="([^"]*)""#, text) {
            if href.starts_with("https://") {
                continue;
            }
            let (file, anchor) = href
                .split_once('#')
                .map_or((href, None), |(file, it)| (file, Some(it)));
            let file = if file.is_empty() {
                path.clone()
            } else {
                target(path, file)
            };
            assert!(all.contains_key(&file), "{href} on {path}: no {file}");
            if let Some(anchor) = anchor {
                let id = format!("id=\"{}\"", decoded(anchor));
                assert!(all[&file].contains(&id), "{href} on {path}: no {id}");
            }
        }
    }
}

#[test]
fn every_id_stands_once_on_its_page_and_every_page_has_one_h1() {
    for (path, text) in published(&Portal::with(&[]))
        .iter()
        .filter(|it| it.0.strip_suffix(".html").is_some())
    {
        let ids = caught(r#"\sid="([^"]*)""#, text);
        let once: BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{path}: {ids:?}");
        assert_eq!(text.matches("<h1").count(), 1, "{path}");
    }
}

#[test]
fn pages_fetch_nothing_from_elsewhere_and_carry_no_inline_script_or_style() {
    let all = published(&Portal::with(&[]));
    let inline = Regex::new(r"<script>|<style|<[^>]*\s(?:style|on[a-z]+)=").unwrap();
    for (path, text) in all.iter().filter(|it| it.0.strip_suffix(".html").is_some()) {
        assert!(text.contains("default-src 'none'"), "{path}");
        let fetched = caught(
            r#"(?:src|action|poster|srcset|data)="(https?:[^"]*)""#,
            text,
        );
        assert!(fetched.is_empty(), "{path}: {fetched:?}");
        for tag in caught(r"(<link [^>]*https?:[^>]*>)", text) {
            assert!(tag.contains("canonical"), "{path}: {tag}");
        }
        assert!(!inline.is_match(text), "{path}");
    }
    for (path, text) in all.iter().filter(|it| it.0.starts_with("assets/")) {
        let text = text.replace("http://www.w3.org/", "");
        assert!(!text.contains("://") && !text.contains("@import"), "{path}");
    }
}

#[test]
fn two_renderings_are_the_same_bytes() {
    assert_eq!(published(&Portal::with(&[])), published(&Portal::with(&[])));
}

#[test]
fn titles_are_text_whatever_their_authors_wrote() {
    let all = published(&Portal::with(&[]));
    let page = &all["changes/p-1/index.html"];
    let title = caught("<title>(.*)</title>", page);
    assert!(
        title[0].starts_with("P-1 &lt;b&gt;番茄&lt;") && title[0].ends_with("b&gt; · 变更 · 花园"),
        "{title:?}"
    );
    assert!(!page.contains("<b>番茄</b>"));
}

#[test]
fn file_of_a_portal_takes_the_place_of_the_built_in_one() {
    let theme = theme(&[
        (
            "templates/404.html",
            "{% extends \"base.html\" %}{% block main %}<h1>own</h1>{% endblock main %}",
        ),
        ("static/site.css", "body { background: url(\"leaf.png\") }"),
        ("static/leaf.png", "x"),
    ])
    .unwrap();
    let portal = Portal::with(&[]);
    let site = portal.site();
    let missing = pages(&site, &theme)
        .map(Result::unwrap)
        .find(|it| it.path == "404.html")
        .unwrap();
    let text = String::from_utf8(missing.bytes).unwrap();
    assert!(text.contains("<h1>own</h1>") && text.contains("<title>没有这个页面 · 花园</title>"));
    let sheet = theme
        .assets()
        .find(|it| it.path.strip_suffix(".css").is_some())
        .unwrap();
    let leaf = theme
        .assets()
        .find(|it| it.path.strip_suffix(".png").is_some())
        .unwrap();
    let name = leaf.path.strip_prefix("assets/").unwrap();
    assert!(
        String::from_utf8_lossy(&sheet.bytes).contains(name),
        "style sheets name published files"
    );
    assert!(text.contains(&sheet.path), "{text}");
}

#[test]
fn part_of_a_portal_takes_the_place_of_a_part_of_the_style_sheet() {
    let theme = theme(&[("styles/tokens.css", ":root { --bg: teal }")]).unwrap();
    let sheet = theme
        .assets()
        .find(|it| it.path.strip_suffix(".css").is_some())
        .unwrap();
    let text = String::from_utf8_lossy(&sheet.bytes);
    assert!(text.contains("--bg: teal") && !text.contains("--bg: #ffffff"));
    assert!(text.contains("@page") && !text.contains("@import"));
}

#[test]
fn style_sheet_that_imports_a_part_which_is_not_there_says_where() {
    let sheet = "body {}\n@import \"../styles/gone.css\";\n";
    let error = theme(&[("static/site.css", sheet)]).unwrap_err();
    assert!(error.to_string().contains("static/site.css:2"));
    let causes: Vec<_> = error
        .causes()
        .iter()
        .map(|it| it.get(Lang::En).to_owned())
        .collect();
    assert_eq!(causes, ["there is no styles/gone.css in the theme"]);
}

#[test]
fn error_in_a_template_names_template_line_text_and_page() {
    let own = "{% extends \"base.html\" %}\n{% block main %}\n<h1>第{{ it.titel }}</h1>\n{% endblock main %}\n";
    let theme = theme(&[("templates/rule.html", own)]).unwrap();
    let portal = Portal::with(&[]);
    let site = portal.site();
    let error = pages(&site, &theme).find_map(Result::err).unwrap();
    let Error::Template {
        template,
        line,
        text,
        page,
        causes,
    } = error
    else {
        panic!("{error:?}")
    };
    assert_eq!(template, "rule.html");
    assert_eq!(line, Some(3));
    assert_eq!(text.as_deref(), Some("titel"));
    assert_eq!(page.as_deref(), Some("/rules/t-1/"));
    assert!(causes[0].contains("titel"), "{causes:?}");
}

#[test]
fn template_that_cannot_be_parsed_is_an_error_of_its_own() {
    let error = theme(&[("templates/rule.html", "a\n{% if %}")]).unwrap_err();
    let Error::Template {
        template,
        line,
        page,
        ..
    } = error
    else {
        panic!("{error:?}")
    };
    assert_eq!(
        (template.as_str(), line, page),
        ("rule.html", Some(2), None)
    );
}

#[test]
fn theme_of_another_contract_is_refused_with_both_numbers() {
    let error = theme(&[("theme.yaml", "name: old\ncontract: 99\n")]).unwrap_err();
    let causes: Vec<_> = error
        .causes()
        .iter()
        .map(|it| it.get(Lang::En).to_owned())
        .collect();
    assert!(
        causes[0].contains("99") && causes[0].contains('1'),
        "{causes:?}"
    );
}

#[test]
fn preformatted_text_keeps_its_blanks() {
    assert_eq!(
        super::tidy("  <p>\n\n  a</p>\n<pre>\n  x\n\n  y</pre>\n  b"),
        "<p>\na</p>\n<pre>\n  x\n\n  y</pre>\nb"
    );
}

/// The paths of words that a text of the program or of a template uses.
fn used(pattern: &str, text: &str) -> Vec<String> {
    caught(pattern, text)
        .into_iter()
        .map(|it| it.trim_end_matches('.').to_owned())
        .collect()
}

#[test]
fn every_word_of_the_interface_is_used_and_every_used_one_exists() {
    let mut paths = BTreeSet::new();
    let theme = theme(&[]).unwrap();
    for name in theme.tera().get_template_names() {
        let text = theme.template(name).unwrap();
        paths.extend(used(r"\bui\.([a-z_.A-Z0-9]+)", text));
    }
    for source in crate::site::fixture::PROGRAM {
        paths.extend(used(r#""ui\.([a-z_.A-Z0-9]+)"#, source));
    }
    let table: Vec<_> = words::all(Lang::En)
        .keys()
        .filter_map(|it| it.strip_prefix("ui."))
        .collect();
    let covers = |used: &str, path: &str| path == used || path.starts_with(&format!("{used}."));
    let unknown: Vec<_> = paths
        .iter()
        .filter(|used| !table.iter().any(|it| covers(used, it)))
        .collect();
    let unused: Vec<_> = table
        .iter()
        .filter(|path| !paths.iter().any(|it| covers(it, path)))
        .collect();
    assert!(unknown.is_empty(), "used and not there: {unknown:?}");
    assert!(unused.is_empty(), "there and not used: {unused:?}");
}

#[test]
fn only_finished_html_is_marked_as_safe() {
    let theme = theme(&[]).unwrap();
    for name in theme.tera().get_template_names() {
        let text = theme.template(name).unwrap();
        for marked in caught(r"\{\{\s*([^}]*?)\s*\|\s*safe\s*\}\}", text) {
            assert!(marked.strip_suffix(".html").is_some(), "{name}: {marked}");
        }
    }
}
