//! The registries are complete: what is listed exists, what exists is listed and has its words.

use std::collections::BTreeSet;

use changebook::check::kinds;
use changebook::lang::{Lang, placeholders};
use changebook::{notice, words};
use regex::Regex;

use super::tree;

#[test]
fn both_tables_of_words_have_the_same_paths_and_placeholders() {
    let [zh, en] = [Lang::Zh, Lang::En].map(words::all);
    assert_eq!(
        zh.keys().collect::<Vec<_>>(),
        en.keys().collect::<Vec<_>>(),
        "the tables in src/words/ have other paths"
    );
    for (path, text) in zh {
        let names = |text: &'static str| placeholders(text).collect::<BTreeSet<_>>();
        assert_eq!(names(text), names(&en[path]), "{path}");
    }
}

#[test]
fn findings_of_the_engine_are_sorted_and_have_all_their_words() {
    let ids: Vec<_> = notice::ALL.iter().map(|it| it.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    assert_eq!(ids, sorted, "sort notice::ALL by id");
    for id in ids {
        for lang in Lang::ALL {
            let table = words::all(lang);
            let has = |part: &str| table.contains_key(&format!("notice.{id}.{part}"));
            for part in ["title", "explain"] {
                assert!(has(part), "{lang}: `notice.{id}.{part}` is missing");
            }
            let prefix = format!("notice.{id}.message");
            let messages: Vec<_> = table
                .keys()
                .filter_map(|it| it.strip_prefix(&prefix))
                .collect();
            assert!(!messages.is_empty(), "{lang}: `{prefix}` is missing");
            for variant in messages {
                let help = has("help") || has(&format!("help{variant}"));
                assert!(help, "{lang}: `{prefix}{variant}` has no help");
            }
        }
    }
}

#[test]
fn words_of_engine_findings_belong_to_a_known_one() {
    for path in words::all(Lang::En).keys() {
        let Some(rest) = path.strip_prefix("notice.") else {
            continue;
        };
        let (id, inside) = rest.split_once('.').unwrap_or((rest, ""));
        assert!(
            inside.is_empty() || notice::find(id).is_some(),
            "`{path}` is the text of no finding in notice::ALL"
        );
    }
}

#[test]
fn every_sentence_of_the_program_is_used_and_every_used_one_exists() {
    // Those of the pages and of the engine's findings have tests of their own.
    let apart = |path: &str| path.starts_with("ui.") || path.starts_with("notice.");
    let literal = Regex::new(r#""([a-z][a-z0-9_-]*\.[^"\s]+)""#).unwrap();
    let asked = Regex::new(r#"words::(?:text|fill)\(\s*"([^"{]+)""#).unwrap();
    let mut patterns = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for file in tree::sources() {
        patterns.extend(literal.captures_iter(&file.code).map(|it| it[1].to_owned()));
        let missing = asked.captures_iter(&file.code).map(|it| it[1].to_owned());
        unknown.extend(missing.filter(|it| words::one(Lang::En, it).is_none()));
    }
    assert!(unknown.is_empty(), "asked for and not there: {unknown:?}");
    let hole = Regex::new(r"\\\{[^}]*\\\}").unwrap();
    let patterns: Vec<_> = patterns
        .iter()
        .filter_map(|it| {
            Regex::new(&format!("^{}$", hole.replace_all(&regex::escape(it), ".+"))).ok()
        })
        .collect();
    let unused: Vec<_> = words::all(Lang::En)
        .keys()
        .filter(|path| !apart(path) && !patterns.iter().any(|it| it.is_match(path)))
        .collect();
    assert!(unused.is_empty(), "there and not used: {unused:?}");
}

#[test]
fn messages_are_phrases_and_never_say_invalid() {
    for lang in Lang::ALL {
        for (path, text) in words::all(lang) {
            let message = path.contains(".message") || path.contains(".help");
            if !message || !(path.starts_with("notice.") || path.starts_with("error.")) {
                continue;
            }
            assert!(
                !text.ends_with(['.', '。', '!', '！']),
                "{lang}: `{path}` ends with a full stop: {text}"
            );
            assert!(
                !text.to_lowercase().contains("invalid"),
                "{lang}: `{path}`: {text}"
            );
            let first = text.chars().next().unwrap();
            assert!(!first.is_ascii_uppercase(), "{lang}: `{path}`: {text}");
        }
    }
}

#[test]
fn every_check_kind_is_one_file_and_has_its_manual() {
    let slugs: Vec<_> = kinds::ALL.iter().map(|it| it.slug.to_owned()).collect();
    assert_eq!(
        slugs,
        listed("src/check/kinds"),
        "kinds::ALL lists the files"
    );
    for kind in kinds::ALL {
        for heading in ["What it checks", "Parameters", "Example", "Outcomes"] {
            let heading = format!("## {heading}");
            assert!(kind.manual.contains(&heading), "{}: {heading}", kind.slug);
        }
        for param in kind.params {
            let named = format!("`{}`", param.name);
            assert!(kind.manual.contains(&named), "{}: {named}", kind.slug);
        }
    }
}

#[test]
fn every_verb_is_one_file() {
    let help = crate::harness::Portal::empty().run("--help").stdout;
    let (_, verbs) = help.split_once("Commands:\n").unwrap();
    let verbs: BTreeSet<_> = verbs
        .lines()
        .take_while(|it| !it.is_empty())
        .filter_map(|it| it.split_whitespace().next())
        .filter(|it| *it != "help")
        .map(str::to_owned)
        .collect();
    let mut files: BTreeSet<_> = listed("src/cli").into_iter().collect();
    for shared in ["common", "last", "progress"] {
        files.remove(shared);
    }
    assert_eq!(verbs, files);
}

#[test]
fn every_report_format_is_one_file() {
    let help = crate::harness::Portal::empty().run("check --help").stdout;
    let (_, values) = help.split_once("Format of the report").unwrap();
    let values = values.split("[default").next().unwrap();
    let formats: BTreeSet<_> = values
        .lines()
        .filter_map(|it| it.trim().strip_prefix("- "))
        .map(|it| it.split(':').next().unwrap().to_owned())
        .collect();
    let mut files: BTreeSet<_> = listed("src/report").into_iter().collect();
    // What they share, and the samples of their tests.
    for shared in ["apart", "machine", "prose", "summary", "tests"] {
        assert!(files.remove(shared), "{shared}");
    }
    assert_eq!(formats, files);
}

/// The names of the files in a folder of the source, sorted.
fn listed(folder: &str) -> Vec<String> {
    tree::below(folder, "rs")
        .into_iter()
        .filter_map(|it| {
            let name = it.strip_prefix(folder)?.trim_start_matches('/');
            let name = name.strip_suffix(".rs")?;
            (!name.contains('/')).then(|| name.to_owned())
        })
        .collect()
}
