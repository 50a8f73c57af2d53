//! Every sentence of the tool itself, in one table a language.
//!
//! The tables are `src/words/zh-CN.yaml` and `src/words/en.yaml`: nested maps
//! whose leaves are texts with `{placeholders}`. A text is addressed by its
//! path, such as `notice.bad-date.help`. The words of rules, clauses and fields
//! are not here: they are data of the portal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lang::{Lang, Text};
use crate::source::Span;
use crate::yaml::{self, Kind, Node};

static TABLES: LazyLock<[BTreeMap<String, String>; 2]> = LazyLock::new(|| {
    [
        table(include_str!("words/zh-CN.yaml")),
        table(include_str!("words/en.yaml")),
    ]
});

/// The text at `path` in both languages; the path itself where there is none, which a test prevents.
pub fn text(path: &str) -> Text {
    Text::from_fn(|lang| one(lang, path).unwrap_or(path).to_owned())
}

/// The text at `path`, its placeholders filled.
pub fn fill(path: &str, args: &[(&str, Text)]) -> Text {
    text(path).fill(args)
}

/// The text at `path` in one language, if it exists.
pub fn one(lang: Lang, path: &str) -> Option<&'static str> {
    all(lang).get(path).map(String::as_str)
}

/// The whole table of a language, by path.
pub fn all(lang: Lang) -> &'static BTreeMap<String, String> {
    match lang {
        Lang::Zh => &TABLES[0],
        Lang::En => &TABLES[1],
    }
}

fn table(text: &str) -> BTreeMap<String, String> {
    let mut table = BTreeMap::new();
    if let Some(root) = yaml::parse(text, Span::new(0, text.len())).root {
        flatten(&root, "", &mut table);
    }
    table
}

fn flatten(node: &Node, path: &str, table: &mut BTreeMap<String, String>) {
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                let path = if path.is_empty() {
                    entry.key.clone()
                } else {
                    format!("{path}.{}", entry.key)
                };
                flatten(&entry.value, &path, table);
            }
        }
        Kind::Scalar { text, .. } => {
            table.insert(path.to_owned(), text.trim_end_matches('\n').to_owned());
        }
        Kind::Seq(_) | Kind::Null | Kind::Broken => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::lang::placeholders;

    #[test]
    fn tables_are_read_without_a_fault() {
        let tables = [
            include_str!("words/zh-CN.yaml"),
            include_str!("words/en.yaml"),
        ];
        for text in tables {
            let faults = yaml::parse(text, Span::new(0, text.len())).faults;
            let lines = faults
                .iter()
                .map(|it| text[..it.span.start].lines().count());
            assert!(
                faults.is_empty(),
                "lines {:?}: {faults:?}",
                lines.collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn both_tables_have_the_same_paths_and_placeholders() {
        let [zh, en] = Lang::ALL.map(all);
        let paths = |it: &BTreeMap<String, String>| it.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(zh), paths(en));
        for (path, text) in zh {
            let names = |text: &str| {
                placeholders(text)
                    .map(str::to_owned)
                    .collect::<std::collections::BTreeSet<_>>()
            };
            assert_eq!(names(text), names(&en[path]), "{path}");
        }
    }
}
