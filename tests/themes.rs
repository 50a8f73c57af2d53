//! The contract of themes: a portal overrides one template, one table of colours, the logo.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;

use changebook::history::History;
use changebook::project::Project;
use changebook::publish;
use regex::Regex;
use serde_json::Value;

use crate::harness::{Portal, copy, files, repository};

/// The proposals in the theme of `tests/themes/lantern`.
fn lantern() -> Portal {
    let portal = Portal::fixture("proposals");
    let from = repository().join("tests/themes/lantern");
    copy(&from, &portal.path("themes/lantern"));
    let config = portal.read("changebook.yaml");
    portal.file("changebook.yaml", &format!("{config}theme: lantern\n"))
}

#[test]
fn theme_of_a_portal_stands_beside_the_built_in_one() {
    let portal = lantern();
    portal.run("build --quiet --fail-on never").expect(0);
    let site = portal.path("site");
    let asset = |start: &str, end: &str| {
        let found = files(&site.join("assets"))
            .into_iter()
            .find(|it| it.starts_with(start) && it.ends_with(end));
        found.unwrap_or_else(|| panic!("no {start}"))
    };
    let styles = portal.read(&format!("site/assets/{}", asset("site.", ".css")));
    assert!(styles.contains("--link: #7a3b00") && styles.contains(".top .bar"));
    let logo = asset("logo.", ".svg");
    let pages = files(&site)
        .into_iter()
        .filter(|it| it.rsplit_once('.').is_some_and(|it| it.1 == "html"));
    let mut count = 0;
    for page in pages {
        let text = portal.read(&format!("site/{page}"));
        for there in [
            "<meta name=\"author\" content=\"Lantern Network\">",
            "<p class=\"motto\">",
            &format!("assets/{logo}\" alt=\"\""),
            "<main id=\"main\"",
            "class=\"site-name\"",
        ] {
            assert!(text.contains(there), "{page} has no {there}");
        }
        assert_eq!(crate::html::faults(&text), [""; 0], "{page}");
        count += 1;
    }
    assert!(count > 20, "{count} pages");
}

#[test]
fn theme_without_a_logo_shows_none() {
    let portal = lantern().without("themes/lantern/static/logo.svg");
    portal.run("build --quiet --fail-on never").expect(0);
    assert!(!portal.read("site/index.html").contains("<img"));
}

#[test]
fn theme_of_another_contract_is_told_with_both_numbers() {
    let portal = lantern().file("themes/lantern/theme.yaml", "name: lantern\ncontract: 7\n");
    let ran = portal.run("build --quiet --lang en").expect(2);
    assert!(
        ran.stderr
            .contains("the theme needs contract 7; this version has contract 1"),
        "{ran}"
    );
    assert!(!portal.path("site").exists(), "nothing is published");
}

#[test]
fn block_that_ends_nowhere_is_told_with_its_line() {
    let portal = lantern().file(
        "themes/lantern/templates/base.html",
        "{% extends \"default/base.html\" %}\n{% block head %}\n",
    );
    let ran = portal.run("build --quiet --lang en").expect(2);
    assert!(ran.stderr.contains("base.html:"), "{ran}");
}

/// What `themes/README.md` says under this line is read off templates and views.
const LINE: &str = "<!-- What follows is written by `CHANGEBOOK_BLESS=1 cargo test --test integration themes::` -->\n";

#[test]
fn contract_is_described_as_it_is() {
    let told = [blocks(), components(), views()].concat();
    let path = repository().join("themes/README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, after) = text.split_once(LINE).unwrap();
    if env::var_os("CHANGEBOOK_BLESS").is_some() {
        fs::write(&path, format!("{before}{LINE}{told}")).unwrap();
        return;
    }
    // What is new may wait to be told; what a theme was promised may not go.
    let gone: Vec<_> = promised(after)
        .difference(&promised(&told))
        .cloned()
        .collect();
    assert!(
        gone.is_empty(),
        "themes/README.md promises what is not there any more: raise CONTRACT in src/render/theme.rs and write the page \
         anew with CHANGEBOOK_BLESS=1, or bring back {gone:?}"
    );
}

/// What the lists of the page name: each with the line that it stands in.
fn promised(text: &str) -> BTreeSet<(String, String)> {
    let name = Regex::new("`([^`]+)`").unwrap();
    let lines = text.lines().filter(|it| it.starts_with("- "));
    let parts = lines.flat_map(|line| {
        let (head, rest) = line.split_once(": ").unwrap_or((line, ""));
        let parts = name.captures_iter(rest).map(|it| it[1].to_owned());
        let parts: Vec<_> = parts
            .chain([String::new()])
            .map(|it| (head.to_owned(), it))
            .collect();
        parts
    });
    parts.collect()
}

/// The templates of the built-in theme, by name.
fn templates() -> BTreeMap<String, String> {
    let folder = repository().join("themes/default/templates");
    let read = |it: String| (it.clone(), fs::read_to_string(folder.join(it)).unwrap());
    files(&folder).into_iter().map(read).collect()
}

fn blocks() -> String {
    let block = Regex::new(r"\{% block (\w+) %\}").unwrap();
    let mut told =
        "\n## Blocks\n\nA template that extends `default/NAME` replaces what stands in these.\n\n"
            .to_owned();
    for (name, text) in templates() {
        let names: BTreeSet<_> = block
            .captures_iter(&text)
            .map(|it| format!("`{}`", &it[1]))
            .collect();
        if !names.is_empty() {
            let names: Vec<_> = names.into_iter().collect();
            told.extend(["- `", &name, "`: ", &names.join(", "), "\n"]);
        }
    }
    told
}

fn components() -> String {
    let component =
        Regex::new(r"(?:\{#-? ([^#]*?) -?#\}\n)?\{%-? component (\w+)\(([^)]*)\) -?%\}").unwrap();
    let mut told = "\n## Components\n\nThey stand in `components.html` and are called as `{{<said of={it.title} />}}`.\n\n".to_owned();
    for found in component.captures_iter(&templates()["components.html"]) {
        let what = found.get(1).map_or(String::new(), |it| {
            format!(": {}", it.as_str().trim_end_matches('.'))
        });
        let what = what.replace('\n', " ");
        told.extend(["- `", &found[2], "(", &found[3], ")`", &what, "\n"]);
    }
    told
}

/// What the pages of the demonstration show, by template; a part that is a list somewhere is one.
fn views() -> String {
    let project = Project::find(Some(&repository().join("content")), repository()).unwrap();
    let checked = changebook::check(&project).unwrap();
    let history = History::default();
    let site = publish::whole(&project, &checked, &history).unwrap();
    let mut parts: BTreeMap<String, BTreeMap<String, BTreeSet<&str>>> = BTreeMap::new();
    for planned in site.pages() {
        let view = serde_json::to_value(site.view(planned)).unwrap();
        for (name, value) in [("page", &view["page"]), (planned.template(), &view["it"])] {
            for (key, value) in value.as_object().unwrap() {
                let kinds = parts
                    .entry(name.to_owned())
                    .or_default()
                    .entry(key.clone())
                    .or_default();
                kinds.extend(kind(value));
            }
        }
    }
    let tell = |name: &str, what: &str| {
        let keys = parts.get(name).into_iter().flatten();
        let keys = keys.map(|(key, kinds)| {
            let kinds: Vec<_> = kinds.iter().copied().collect();
            match kinds[..] {
                [] => format!("`{key}`"),
                _ => format!("`{key}` ({})", kinds.join(" or ")),
            }
        });
        format!("- {what}: {}\n", keys.collect::<Vec<_>>().join(", "))
    };
    let mut told = "\n## Views\n\nWhat `page` and `it` have. A part is empty where nothing is to be shown.\n\n".to_owned();
    told.push_str(&tell("page", "`page`"));
    for name in parts.keys().filter(|it| *it != "page") {
        told.push_str(&tell(name, &format!("`it` of `{name}`")));
    }
    told
}

fn kind(value: &Value) -> Option<&'static str> {
    let has = |name: &str| value.get(name).is_some();
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => "flag",
        Value::Number(_) => "number",
        Value::String(_) => "word",
        Value::Array(_) => "list",
        Value::Object(_) if has("text") && has("lang") => "text",
        Value::Object(_) if has("html") && has("lang") => "finished text",
        Value::Object(_) if has("label") && has("href") => "link",
        Value::Object(_) => "map",
    })
}
