//! The files of a new portal, taken from the one inside the program.
//!
//! Which of its records serve as samples, and what a new portal has instead of
//! a file of the demonstration, is said in a folder of the demonstration itself.

use rust_embed::Embed;

use crate::lang::Lang;
use crate::page::Page;
use crate::procedure::Procedure;
use crate::source::Span;
use crate::yaml::{self, Node};

use super::blank;

#[derive(Embed)]
#[folder = "content"]
struct Demonstration;

/// The folder of the demonstration that is about new portals; no portal has it.
const ABOUT: &str = ".init/";

/// What is left out, and which records are samples.
const LIST: &str = ".init/new.yaml";

/// The folder of the blank documents.
const BLANKS: &str = "templates/";

/// Which portal is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The language in which it begins; it has the other one too.
    pub lang: Lang,
    /// Whether it is to have no samples and nothing that can be done without.
    pub minimal: bool,
}

/// The files of a new portal, sorted by path; the blanks are as they stand in the demonstration.
pub fn files(wish: Wish) -> Vec<Page> {
    let list = List::read();
    let folders = ["common/", "extras/", wish.lang.tag()];
    let folders = folders
        .iter()
        .filter(|it| !(wish.minimal && **it == "extras/"));
    let folders: Vec<_> = folders
        .map(|it| format!("{ABOUT}{}/", it.trim_end_matches('/')))
        .collect();
    let mut files: Vec<Page> = Vec::new();
    for path in Demonstration::iter() {
        let to = if path.starts_with(ABOUT) {
            folders
                .iter()
                .find_map(|it| path.strip_prefix(it.as_str()))
                .map(|it| (it.to_owned(), None))
        } else {
            list.place(&path, wish)
        };
        let bytes = Demonstration::get(&path).map(|it| it.data.into_owned());
        if let (Some((path, renamed)), Some(bytes)) = (to, bytes) {
            let bytes = match renamed {
                Some((from, to)) => String::from_utf8_lossy(&bytes).replace(from, to).into(),
                None => bytes,
            };
            files.push(Page { path, bytes });
        }
    }
    // What stands for a file of the demonstration has come before it: its folder begins with a dot.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|b, a| a.path == b.path);
    files
}

/// The same with the headings of the blanks in the language of the portal.
#[must_use]
pub fn spoken(mut files: Vec<Page>, procedure: &Procedure, lang: Lang) -> Vec<Page> {
    for file in &mut files {
        let name = file.path.strip_prefix(BLANKS);
        let kind = procedure
            .documents
            .iter()
            .find(|it| name.is_some() && it.template.as_deref() == name);
        if let Some(kind) = kind {
            let text = String::from_utf8_lossy(&file.bytes);
            file.bytes = blank::headings(&text, kind, lang).into_bytes();
        }
    }
    files
}

/// What of the demonstration a new portal has.
struct List {
    records: String,
    extras: Vec<String>,
    /// The record, and the id that it gets.
    samples: Vec<(Lang, String, Option<String>)>,
}

/// An id in the texts of a record, and what stands for it.
type Renamed<'a> = (&'a str, &'a str);

impl List {
    fn read() -> Self {
        let bytes = Demonstration::get(LIST).map(|it| it.data.into_owned());
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
        let root = yaml::parse(&text, Span::new(0, text.len())).root;
        let of = |key: &str| root.as_ref().and_then(|it| it.get(key));
        let words = |node: Option<&Node>| {
            let items = node.and_then(Node::items).unwrap_or_default();
            let words = items.iter().filter_map(Node::text).map(str::to_owned);
            words.collect::<Vec<_>>()
        };
        let samples = Lang::ALL.into_iter().flat_map(|lang| {
            let all = of("samples").and_then(|it| it.get(lang.tag()));
            let all = all.and_then(Node::items).unwrap_or_default();
            let sample = move |it: &Node| {
                let word = |key| it.get(key).and_then(Node::text).map(str::to_owned);
                Some((lang, word("record")?, word("as")))
            };
            all.iter().filter_map(sample).collect::<Vec<_>>()
        });
        Self {
            records: of("records")
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned(),
            extras: words(of("extras")),
            samples: samples.collect(),
        }
    }

    /// Where a file of the demonstration stands in the new portal, if it does, and which id in it is another one there.
    fn place(&self, path: &str, wish: Wish) -> Option<(String, Option<Renamed<'_>>)> {
        let (folder, rest) = path.split_once('/').unwrap_or((path, ""));
        if folder != self.records {
            let is_left_out = wish.minimal && self.extras.iter().any(|it| it == folder);
            return (!is_left_out).then(|| (path.to_owned(), None));
        }
        let (record, rest) = rest.split_once('/')?;
        let (_, from, to) = self
            .samples
            .iter()
            .find(|it| !wish.minimal && it.0 == wish.lang && it.1 == record)?;
        Some(match to {
            Some(to) => (format!("{folder}/{to}/{rest}"), Some((from, to))),
            None => (path.to_owned(), None),
        })
    }
}
