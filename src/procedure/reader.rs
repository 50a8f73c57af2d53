//! Typed reading of a YAML tree, with findings.
//!
//! A loader asks a [`Map`] for its keys; the map remembers what it was asked
//! for, and [`Map::done`] reports every other key, with the nearest known one.
//! A value that is not of the kind that is asked for is reported where it
//! stands and then treated as absent, so that one slip hides nothing else.
//!
//! - [`desk`]: one file under reading, and where its findings go
//! - [`spot`]: a value and its way from the top of the file

pub mod desk;
pub mod spot;
#[cfg(test)]
pub(crate) mod trace;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::lang::Text;
use crate::notice;
use crate::source::Place;
use crate::text::nearest;
use crate::words;
use crate::yaml::Entry;

pub use desk::Desk;
pub use spot::Spot;

/// A map whose keys are fixed.
#[derive(Debug)]
pub struct Map<'a> {
    /// The map as a value.
    pub spot: Spot<'a>,
    entries: &'a [Entry],
    asked: RefCell<BTreeSet<&'static str>>,
    /// Keys that were reported as missing, each with the key of that finding.
    missed: RefCell<BTreeMap<String, String>>,
}

impl<'a> Map<'a> {
    pub(super) fn new(spot: Spot<'a>, entries: &'a [Entry]) -> Self {
        Self {
            spot,
            entries,
            asked: RefCell::default(),
            missed: RefCell::default(),
        }
    }

    /// The file.
    pub fn desk(&self) -> &'a Desk<'a> {
        self.spot.desk
    }

    /// Whether the key is written, be it with nothing behind it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|it| it.key == key)
    }

    /// The value under `key`; `None` where nothing is written.
    pub fn get(&self, key: &'static str) -> Option<Spot<'a>> {
        self.asked.borrow_mut().insert(key);
        #[cfg(test)]
        trace::asked(self, key);
        let entry = self.entries.iter().find(|it| it.key == key)?;
        let spot = self.spot.under(key, &entry.value);
        (!spot.node.is_null()).then_some(spot)
    }

    /// The same, reported if nothing is written.
    pub fn need(&self, key: &'static str) -> Option<Spot<'a>> {
        let found = self.get(key);
        if found.is_none() {
            self.missing(key);
        }
        found
    }

    /// Reports that `key` is missing.
    pub fn missing(&self, key: &str) {
        let place = match self.entries.iter().find(|it| it.key == key) {
            Some(entry) => self.desk().place(entry.key_span),
            None => self.place(),
        };
        let args = [("key", Text::plain(key))];
        let finding = notice::variant("wrong-type", "missing", place, &args);
        self.has_missed(key, self.spot.path_to(key));
        self.desk().report(&self.spot.path_to(key), finding);
    }

    /// Reports that not exactly one of `keys` is written; always `None`.
    pub fn not_one_of<T>(&self, keys: &[&str]) -> Option<T> {
        let names: Vec<_> = keys
            .iter()
            .map(|it| Text::plain(format!("`{it}`")))
            .collect();
        let args = [("names", Text::list(&names))];
        let finding = notice::variant("wrong-type", "one-of", self.place(), &args);
        for key in keys {
            self.has_missed(key, self.spot.path.clone());
        }
        self.desk().report(&self.spot.path, finding);
        None
    }

    fn has_missed(&self, key: &str, told: String) {
        self.missed.borrow_mut().insert(key.to_owned(), told);
    }

    /// Where the map begins: its first key.
    pub fn place(&self) -> Place {
        match self.entries.first() {
            Some(entry) => self.desk().place(entry.key_span),
            None => self.spot.place(),
        }
    }

    /// The place of a key, else of the map.
    pub fn place_of(&self, key: &str) -> Place {
        let entry = self.entries.iter().find(|it| it.key == key);
        entry.map_or_else(|| self.place(), |it| self.desk().place(it.key_span))
    }

    /// A text on which people agree, such as an id.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text()
    }

    /// A text in the languages of the portal; empty if it is not written.
    pub fn words(&self, key: &'static str) -> Text {
        let found = self.get(key).and_then(|it| it.words());
        found.unwrap_or_default()
    }

    /// The same, reported if nothing is written.
    pub fn need_words(&self, key: &'static str) -> Text {
        self.need(key).and_then(|it| it.words()).unwrap_or_default()
    }

    /// `true` or `false`; `false` if it is not written.
    pub fn flag(&self, key: &'static str) -> bool {
        self.get(key).and_then(|it| it.flag()).unwrap_or_default()
    }

    /// A map of fixed keys.
    pub fn map(&self, key: &'static str) -> Option<Self> {
        self.get(key)?.map()
    }

    /// The entries of a list; none if it is not written.
    pub fn items(&self, key: &'static str) -> Vec<Spot<'a>> {
        self.get(key).and_then(|it| it.items()).unwrap_or_default()
    }

    /// The entries of a map from ids to something, each with its key; none if it is not written.
    pub fn pairs(&self, key: &'static str) -> Vec<(&'a Entry, Spot<'a>)> {
        self.get(key).and_then(|it| it.pairs()).unwrap_or_default()
    }

    /// Texts, or one alone; none if they are not written.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        let spots = self.get(key).map(|it| it.one_or_more()).unwrap_or_default();
        spots.iter().filter_map(Spot::text).collect()
    }

    /// Names that must be among `known`, or one alone; `thing` says what they are.
    pub fn names(&self, key: &'static str, thing: &str, known: &[&str]) -> Vec<String> {
        let spots = self.get(key).map(|it| it.one_or_more()).unwrap_or_default();
        spots
            .iter()
            .filter_map(|it| it.name(thing, known))
            .collect()
    }

    /// A name that must be among `known`.
    pub fn name(&self, key: &'static str, thing: &str, known: &[&str]) -> Option<String> {
        self.get(key)?.name(thing, known)
    }

    /// Reports the keys that nobody asked for.
    ///
    /// One that is most likely a key that is missing says so; that one is not reported as well.
    pub fn done(self) {
        let asked = self.asked.borrow();
        for entry in self
            .entries
            .iter()
            .filter(|it| !asked.contains(it.key.as_str()))
        {
            let free: Vec<_> = asked.iter().filter(|it| !self.has(it)).copied().collect();
            let meant = nearest(&entry.key, free.iter().copied());
            if let Some(told) = meant.and_then(|it| self.missed.borrow_mut().remove(it)) {
                self.desk().retract(&told);
            }
            self.desk().unknown_key(&self.spot, entry, &free);
        }
    }
}

/// What things are called in findings, such as a role or a clause.
pub fn thing(id: &str) -> Text {
    words::text(&format!("procedure.things.{id}"))
}
