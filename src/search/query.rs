//! What `search.js` does with the files of an index, step by step, for the tests.
//!
//! It reads the same files, and counts the bytes of those that it reads.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use crate::page::Page;

use super::shards;
use super::tokens::{self, Run};

/// A browser with the files of an index before it.
pub(crate) struct Browser<'f> {
    files: BTreeMap<&'f str, &'f [u8]>,
    /// The pieces that were read, as `search.js` keeps them.
    loaded: RefCell<BTreeMap<String, Rc<Value>>>,
    /// How many bytes they had.
    pub(crate) bytes: RefCell<usize>,
}

/// What a term of a query asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wanted {
    /// A pair or a character alone; a letter or digit alone may be missing beside others.
    Exact(String, bool),
    /// A word: whole, its beginning, or inside of it.
    Word(String),
}

/// Entries by segment and number, with their weight.
pub(crate) type Hits = BTreeMap<(String, usize), u32>;

impl<'f> Browser<'f> {
    pub(crate) fn new(files: &'f [Page]) -> Self {
        let files = files
            .iter()
            .map(|it| (it.path.as_str(), it.bytes.as_slice()));
        Self {
            files: files.collect(),
            loaded: RefCell::default(),
            bytes: RefCell::default(),
        }
    }

    /// Reads a script: what is handed over in it.
    fn load(&self, file: &str) -> Rc<Value> {
        if let Some(known) = self.loaded.borrow().get(file) {
            return Rc::clone(known);
        }
        let path = format!("assets/search/{file}.js");
        let bytes = self.files[path.as_str()];
        *self.bytes.borrow_mut() += bytes.len();
        let text = std::str::from_utf8(bytes).unwrap();
        let (_, value) = text.trim_end().split_once(", ").unwrap();
        let value: Value = serde_json::from_str(value.strip_suffix(')').unwrap()).unwrap();
        let value = Rc::new(value);
        let known = Rc::clone(&value);
        self.loaded.borrow_mut().insert(file.to_owned(), known);
        value
    }

    /// A piece of a segment, if it has terms.
    fn piece(&self, segment: &Value, letter: &str, at: usize) -> Option<Rc<Value>> {
        let hash = &segment[letter].as_str().unwrap()[at * 8..][..8];
        let id = segment["id"].as_str().unwrap();
        (!hash.starts_with('-')).then(|| self.load(&format!("{id}-{letter}{at}.{hash}")))
    }

    /// The segments that pages of a language search.
    fn segments(&self, lang: &str) -> Vec<Value> {
        let manifest = self.load("manifest");
        let all = manifest["segments"].as_array().unwrap();
        let fits = |it: &&Value| it["lang"].is_null() || it["lang"] == lang;
        all.iter().filter(fits).cloned().collect()
    }

    /// The entries that have every term of a query.
    pub(crate) fn find(&self, query: &str, lang: &str) -> BTreeSet<(String, usize)> {
        let wanted = wanted(query);
        let segments = self.segments(lang);
        let is_free = |it: &&Wanted| matches!(it, Wanted::Exact(_, true));
        let are_all_free = wanted.iter().all(|it| is_free(&it));
        let must = wanted.iter().filter(|it| are_all_free || !is_free(it));
        let mut found: Option<BTreeSet<_>> = None;
        for it in must {
            let hits: BTreeSet<_> = self.look(it, &segments).into_keys().collect();
            found = Some(match found {
                Some(before) => before.intersection(&hits).cloned().collect(),
                None => hits,
            });
        }
        found.unwrap_or_default()
    }

    /// What the list below the field shows of an entry.
    pub(crate) fn title(&self, lang: &str, hit: &(String, usize)) -> Value {
        let segments = self.segments(lang);
        let segment = segments
            .iter()
            .find(|it| it["id"] == hit.0.as_str())
            .unwrap();
        let rows = self.piece(segment, "t", hit.1 / 32).unwrap();
        rows[hit.1 % 32].clone()
    }

    /// The title and the text of an entry, as the page of results shows them.
    pub(crate) fn show(&self, lang: &str, hit: &(String, usize)) -> (String, String) {
        let row = self.title(lang, hit);
        let texts = self.load(row[5].as_str().unwrap());
        let place = usize::try_from(row[6].as_u64().unwrap()).unwrap();
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        (text(&row[1]), text(&texts[place]))
    }

    fn look(&self, wanted: &Wanted, segments: &[Value]) -> Hits {
        let mut hits = Hits::new();
        let (Wanted::Exact(text, _) | Wanted::Word(text)) = wanted;
        let end: String = text.chars().take(tokens::END).collect();
        let end = format!("~{end}");
        for segment in segments {
            let count = segment["s"].as_str().unwrap().len() / 8;
            let Some(lists) = self.piece(segment, "s", shards::shard_of(text, count)) else {
                continue;
            };
            for (key, list) in lists.as_object().unwrap() {
                let factor = match wanted {
                    _ if key == text => 6,
                    Wanted::Exact(..) => 0,
                    _ if key.starts_with(text) => 4,
                    Wanted::Word(_) if key.starts_with(&end) => 1,
                    Wanted::Word(_) => 0,
                };
                if factor == 0 {
                    continue;
                }
                for (entry, weight) in shards::read(list.as_str().unwrap()) {
                    let id = segment["id"].as_str().unwrap().to_owned();
                    let hit = hits.entry((id, entry)).or_default();
                    *hit = (*hit).max(factor << weight);
                }
            }
        }
        hits
    }
}

fn wanted(query: &str) -> BTreeSet<Wanted> {
    let query = tokens::plain(query);
    let mut wanted = BTreeSet::new();
    for run in tokens::runs(&query) {
        let (Run::Dense(text) | Run::Word(text)) = run;
        let letters: Vec<_> = text.chars().collect();
        match run {
            Run::Dense(it) if letters.len() == 1 => {
                wanted.insert(Wanted::Exact(it.to_owned(), false));
            }
            Run::Dense(_) => {
                let pairs = letters.windows(2).map(|it| it.iter().collect());
                wanted.extend(pairs.map(|it| Wanted::Exact(it, false)));
            }
            Run::Word(it) if letters.len() == 1 => {
                wanted.insert(Wanted::Exact(it.to_owned(), true));
            }
            Run::Word(_) => {
                let kept = if letters.len() > 40 {
                    16
                } else {
                    letters.len()
                };
                wanted.insert(Wanted::Word(letters[..kept].iter().collect()));
            }
        }
    }
    wanted
}

/// Every run of two to six characters in which there is more to look for than marks.
pub(crate) fn pieces(text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    let all = (2..=6).flat_map(|length| chars.windows(length));
    let asks = |it: &String| {
        let plain = tokens::plain(it);
        let letters = plain.chars().filter(|it| it.is_alphanumeric()).count();
        letters > 1
            && tokens::runs(&plain)
                .any(|it| !matches!(it, Run::Word(it) if it.chars().count() == 1))
    };
    all.map(|it| it.iter().collect()).filter(asks).collect()
}
