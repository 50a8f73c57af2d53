//! Free pages that are written in one language of the portal and not in another.
//!
//! A page without a language in its name serves all of them, as a plain text of the procedure does.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::finding::{self, Finding};
use crate::lang::{Lang, Text};
use crate::notice;
use crate::source::SourceId;
use crate::words;

/// One finding a page and language.
pub(super) fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let mut tagged: BTreeMap<&str, (SourceId, BTreeSet<Lang>)> = BTreeMap::new();
    let mut plain = BTreeSet::new();
    for (id, source) in ctx.sources.iter() {
        let Some(name) = name(source.path()) else {
            continue;
        };
        let lang = Lang::ALL
            .into_iter()
            .find_map(|it| Some((it, name.strip_suffix(it.tag())?.strip_suffix('.')?)));
        match lang {
            Some((lang, name)) => {
                let (_, langs) = tagged.entry(name).or_insert((id, BTreeSet::new()));
                langs.insert(lang);
            }
            None => {
                plain.insert(name);
            }
        }
    }
    tagged.retain(|name, _| !plain.contains(name));
    let mut found = Vec::new();
    for (name, (id, langs)) in tagged {
        for lang in ctx.config.languages.iter().filter(|it| !langs.contains(it)) {
            let file = format!("pages/{name}.{lang}.md");
            let args = [
                (
                    "language",
                    words::text(&format!("procedure.languages.{lang}")),
                ),
                ("file", Text::plain(file.clone())),
            ];
            let mut finding = notice::variant("untranslated", "page", finding::top(id), &args);
            finding.key = file;
            found.push(finding);
        }
    }
    found
}

/// The name of a free page without its ending.
fn name(path: &str) -> Option<&str> {
    let name = path.strip_prefix("pages/")?.strip_suffix(".md")?;
    (!name.contains('/')).then_some(name)
}
