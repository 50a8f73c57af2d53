//! The registries are complete: what is listed exists, what exists is listed and has its words.

use std::collections::BTreeSet;

use changebook::lang::{Lang, placeholders};
use changebook::{notice, words};

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
