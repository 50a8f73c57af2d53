//! What was approved, as one number.
//!
//! A seal is the SHA-256 of a canonical text of the documents that the
//! procedure says an event covers. The canonical form is a contract with
//! auditors, who recompute it with other tools: JSON with sorted keys and
//! without blanks, in which every scalar of the front matter is the text that
//! YAML yields. Its manual page is `explain seal`; whoever changes the form
//! changes [`SCHEMA`].
//!
//! - [`canon`]: from a document as it was read to its canonical value
//! - [`stored`]: the seals that events store, and which no longer fit
//! - [`kept`]: what was sealed, as far as somebody kept it
//! - [`compare`]: what differs between what was sealed and what there is now

pub mod canon;
pub mod compare;
pub mod kept;
pub mod stored;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::book::Record;
use crate::finding;
use crate::procedure::Procedure;
use crate::procedure::seals::Seal;
use crate::source::{Place, Sources};

/// The name of the canonical form, which is sealed with the rest.
pub const SCHEMA: &str = "changebook/seal/1";

/// What a written seal begins with.
const ALGORITHM: &str = "sha256:";

/// What seals are computed from.
#[derive(Clone, Copy, Debug)]
pub struct Sealer<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The procedure.
    pub procedure: &'a Procedure,
}

/// Content under a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The canonical text.
    pub text: String,
    /// The seal, as an event stores it.
    pub seal: String,
}

/// Why there is no seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsealed {
    /// None of the documents exists yet.
    Nothing,
    /// A document could not be read as it was meant.
    Unreadable {
        /// Where it begins.
        place: Place,
    },
}

impl Sealed {
    fn of(text: String) -> Self {
        let seal = written(&text);
        Self { text, seal }
    }

    /// The seal without the name of its algorithm, as its evidence is called.
    pub fn hash(&self) -> &str {
        hash(&self.seal).unwrap_or_default()
    }
}

impl Sealer<'_> {
    /// The content of `record` under `seal` as it is now.
    pub fn seal(&self, record: &Record, seal: &Seal) -> Result<Sealed, Unsealed> {
        let value = self.value(record, seal)?;
        Ok(Sealed::of(value.to_string()))
    }

    /// The seals that are worth printing of a record, by its route and its state.
    pub fn due<'b>(&self, record: &Record, seals: &'b [Seal]) -> Vec<&'b Seal> {
        let life = &record.life;
        let is_in = |state: &String| {
            *state == life.effective || life.declared.as_ref().is_some_and(|it| it == state)
        };
        let now = |it: &Seal| it.states.is_empty() || it.states.iter().any(is_in);
        let all = seals.iter();
        all.filter(|it| it.is_of(record.route.as_deref()) && now(it))
            .collect()
    }

    fn value(&self, record: &Record, seal: &Seal) -> Result<Value, Unsealed> {
        let mut documents = BTreeMap::new();
        for covered in &seal.documents {
            let Some(doc) = record.document(&covered.document) else {
                continue;
            };
            let document = &doc.document;
            let source = self.sources.get(doc.source);
            let place = finding::top(doc.source);
            let kind = self.procedure.document(&covered.document);
            let fields = kind.map(|it| it.fields.as_slice()).unwrap_or_default();
            let cut = canon::Cut {
                fields,
                extent: covered.extent,
                without: &seal.without,
            };
            let value = canon::document(source, document, cut);
            let value = value.ok_or(Unsealed::Unreadable { place })?;
            documents.insert(covered.document.clone(), value);
        }
        if documents.is_empty() {
            return Err(Unsealed::Nothing);
        }
        let parts = [
            ("documents", Value::Object(sorted(documents))),
            ("schema", SCHEMA.into()),
            ("seal", seal.id.as_str().into()),
        ];
        let parts = parts.map(|(key, value)| (key.to_owned(), value));
        Ok(Value::Object(Map::from_iter(parts)))
    }
}

/// The seal of a canonical text, as an event stores it.
pub fn written(text: &str) -> String {
    format!("{ALGORITHM}{}", digest(text.as_bytes()))
}

/// The SHA-256 of any bytes as 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing into a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The hash in a written seal; nothing if it is none.
pub fn hash(seal: &str) -> Option<&str> {
    let hash = seal.strip_prefix(ALGORITHM)?;
    let is_digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
    (hash.len() == 64 && hash.bytes().all(is_digit)).then_some(hash)
}

/// A seal as it is written, of one that lacks the name of its algorithm or has capital letters.
pub fn spelt(seal: &str) -> Option<String> {
    let small = seal.trim().to_ascii_lowercase();
    let digits = small.strip_prefix(ALGORITHM).unwrap_or(&small);
    let written = format!("{ALGORITHM}{}", digits.trim());
    hash(&written).is_some().then_some(written)
}

/// Where in the folder of a record sealed texts are kept; nothing if the procedure has no evidence.
pub fn folder(procedure: &Procedure) -> Option<String> {
    let evidence = procedure.records.evidence.as_ref()?;
    Some(format!("{evidence}/sealed"))
}

/// A map with its keys in order, whatever the map of the JSON library does.
fn sorted(map: BTreeMap<String, Value>) -> Map<String, Value> {
    map.into_iter().collect()
}

#[cfg(test)]
mod tests;
