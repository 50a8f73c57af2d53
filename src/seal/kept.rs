//! What was sealed, as far as somebody kept it.
//!
//! Texts come from outside: from the evidence of a record or from its history.
//! Nobody is believed: a text counts only if it has the hash that it is kept for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::{AsOf, Input, bind};
use crate::document;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::source::{RawFile, SourceId, Sources};

use super::stored::{Standing, Wanted};
use super::{Sealer, Unsealed, hash, written};

/// Sealed texts by their hash, and how the seals of each record stand.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    texts: BTreeMap<String, String>,
    untrusted: BTreeSet<String>,
    /// By the head of the record.
    standings: BTreeMap<SourceId, Arc<Standing>>,
}

/// Nothing was kept, or nobody looked.
pub static NOTHING: Kept = Kept {
    texts: BTreeMap::new(),
    untrusted: BTreeSet::new(),
    standings: BTreeMap::new(),
};

impl Kept {
    /// Takes what is stored as the text of `wanted`; one that has another hash is not to be trusted.
    pub fn take(&mut self, wanted: &str, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) if hash(&written(&text)) == Some(wanted) => {
                self.texts.insert(wanted.to_owned(), text);
            }
            _ => {
                self.untrusted.insert(wanted.to_owned());
            }
        }
    }

    /// Takes how the seals of the record with this head stand.
    pub fn stands(&mut self, head: SourceId, standing: &Arc<Standing>) {
        self.standings.insert(head, Arc::clone(standing));
    }

    /// What a seal of the record with this head comes to now, if that was computed: it costs more than any other
    /// question to a record.
    pub fn now(&self, head: SourceId, seal: &str) -> Option<&Result<String, Unsealed>> {
        let standing = self.standings.get(&head)?;
        let mut now = standing.now.iter();
        now.find(|it| it.0 == seal).map(|it| &it.1)
    }

    /// The text that has this hash, if it was kept.
    pub fn text(&self, hash: &str) -> Option<&str> {
        self.texts.get(hash).map(String::as_str)
    }

    /// Whether something is stored under this hash that does not have it.
    pub fn is_untrusted(&self, hash: &str) -> bool {
        self.untrusted.contains(hash)
    }
}

/// Which of the wanted seals an older version of a record's files has.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The procedure as it is now; what a seal covers is not read from history.
    pub procedure: &'a Procedure,
    /// The configuration.
    pub config: &'a Config,
    /// The moment for which everything is judged.
    pub as_of: &'a AsOf,
}

impl Past<'_> {
    /// Takes the sealed texts of one version of the files of a record that are wanted.
    pub fn take(&self, files: Vec<RawFile>, wanted: &[&Wanted], kept: &mut Kept) {
        let mut sources = Sources::default();
        let ids: Vec<_> = files.into_iter().map(|it| sources.add(it)).collect();
        let parse = |id| Arc::new(document::parse(id, sources.get(id)));
        let documents: Vec<_> = ids.into_iter().map(parse).collect();
        let input = Input {
            sources: &sources,
            documents: &documents,
            procedure: self.procedure,
            config: self.config,
            others: &[],
        };
        let book = bind::bind(input, self.as_of.clone());
        let sealer = Sealer {
            sources: &sources,
            procedure: self.procedure,
        };
        for record in &book.records {
            for wanted in wanted {
                let mut seals = self.procedure.seals.iter();
                let seal = seals.find(|it| it.id == wanted.seal);
                let content = seal.and_then(|it| sealer.seal(record, it).ok());
                if let Some(content) = content.filter(|it| it.hash() == wanted.hash) {
                    kept.texts.insert(wanted.hash.clone(), content.text);
                }
            }
        }
    }
}
