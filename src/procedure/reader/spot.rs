//! A value of a file and its way from the top, such as `documents.plan.fields`.

use jiff::civil::Date;

use crate::lang::{Lang, Text};
use crate::moment::Moment;
use crate::notice;
use crate::source::Place;
use crate::words;
use crate::yaml::{Entry, Kind, Node};

use super::desk::choice;
use super::{Desk, Map};

/// A value under reading.
#[derive(Clone, Debug)]
pub struct Spot<'a> {
    /// The file.
    pub desk: &'a Desk<'a>,
    /// The value.
    pub node: &'a Node,
    /// Its way from the top of the file.
    pub path: String,
    /// The key that it stands under; of an entry of a list, that of the list.
    pub key: String,
}

impl<'a> Spot<'a> {
    /// The top of a file.
    pub fn top(desk: &'a Desk<'a>, node: &'a Node, path: &str) -> Self {
        Self {
            desk,
            node,
            path: path.to_owned(),
            key: path.to_owned(),
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.desk.place(self.node.span)
    }

    /// The way to something beneath it.
    pub fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(super) fn under(&self, key: &str, node: &'a Node) -> Self {
        Self {
            node,
            path: self.path_to(key),
            key: key.to_owned(),
            ..*self
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<String> {
        match self.node.text() {
            Some(text) => Some(text.trim_end().to_owned()),
            None => self.wrong("text"),
        }
    }

    /// A text in the languages of the portal; a plain one serves all.
    pub fn words(&self) -> Option<Text> {
        let entries = match &self.node.kind {
            Kind::Scalar { text, .. } => return Some(Text::plain(text.trim_end())),
            Kind::Map(entries) => entries,
            _ => return self.wrong("words"),
        };
        let mut text = Text::default();
        for entry in entries {
            match Lang::from_tag(&entry.key) {
                Some(_) if entry.value.is_null() => {}
                Some(lang) => {
                    if let Some(words) = self.under(&entry.key, &entry.value).text() {
                        text.set(lang, words);
                    }
                }
                None => {
                    let tags = Lang::ALL.map(Lang::tag);
                    let free = tags.into_iter().filter(|it| self.node.get(it).is_none());
                    self.desk
                        .unknown_key(self, entry, &free.collect::<Vec<_>>());
                }
            }
        }
        self.translated(&text);
        Some(text)
    }

    /// Reports the languages of the portal that `text` lacks.
    pub fn translated(&self, text: &Text) {
        for lang in &self.desk.languages {
            if text.exactly(*lang).is_none_or(str::is_empty) {
                let args = [(
                    "language",
                    words::text(&format!("procedure.languages.{lang}")),
                )];
                let finding = notice::finding("untranslated", self.place(), &args);
                self.desk.report(&self.path, finding);
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        self.node.as_bool().or_else(|| self.wrong("flag"))
    }

    /// A whole number.
    pub fn int(&self) -> Option<i64> {
        self.node.as_int().or_else(|| self.wrong("int"))
    }

    /// The entries of a list.
    pub fn items(&self) -> Option<Vec<Self>> {
        let Some(items) = self.node.items() else {
            return self.wrong("list");
        };
        let numbered = items.iter().enumerate();
        let entry = |(index, node): (usize, &'a Node)| Self {
            key: self.key.clone(),
            ..self.under(&index.to_string(), node)
        };
        Some(numbered.map(entry).collect())
    }

    /// The entries of a list; anything else is a list of itself.
    pub fn one_or_more(&self) -> Vec<Self> {
        match &self.node.kind {
            Kind::Seq(_) => self.items().unwrap_or_default(),
            _ => vec![self.clone()],
        }
    }

    /// A map of fixed keys.
    pub fn map(&self) -> Option<Map<'a>> {
        match self.node.entries() {
            Some(entries) => Some(Map::new(self.clone(), entries)),
            None => self.wrong("map"),
        }
    }

    /// The entries of a map from ids to something.
    pub fn pairs(&self) -> Option<Vec<(&'a Entry, Self)>> {
        let Some(entries) = self.node.entries() else {
            return self.wrong("map");
        };
        let pair = |it: &'a Entry| (it, self.under(&it.key, &it.value));
        Some(entries.iter().map(pair).collect())
    }

    /// A moment, as exact as it is written.
    pub fn moment(&self) -> Option<Moment> {
        let text = self.text()?;
        let (moment, remark) = notice::date(&text, &self.desk.zone, self.place());
        if let Some(remark) = remark {
            self.desk.report(&self.path, remark);
        }
        moment
    }

    /// A day; the day of a moment with a time.
    pub fn day(&self) -> Option<Date> {
        self.moment().map(|it| it.day(&self.desk.zone))
    }

    /// One of these words.
    pub fn choice(&self, known: &[&str]) -> Option<String> {
        let text = self.text()?;
        if known.contains(&text.as_str()) {
            return Some(text);
        }
        let place = self.desk.within(self.node, &text);
        let args = [("key", Text::plain(&*self.key))];
        let finding = choice("unknown-value", "here", (place, &text), known, &args);
        self.desk.report(&self.path, finding);
        None
    }

    /// The name of a `thing` that must be among `known`.
    pub fn name(&self, thing: &str, known: &[&str]) -> Option<String> {
        let text = self.text()?;
        if known.contains(&text.as_str()) {
            return Some(text);
        }
        let place = self.desk.within(self.node, &text);
        self.desk
            .unknown_name(&self.path, thing, (place, &text), known);
        None
    }

    /// Reports that the value is not of the kind `wanted`; always `None`.
    pub fn wrong<T>(&self, wanted: &str) -> Option<T> {
        let found = match &self.node.kind {
            Kind::Null | Kind::Broken => "nothing",
            Kind::Scalar { .. } => "text",
            Kind::Seq(_) => "list",
            Kind::Map(_) => "map",
        };
        let kind = |it: &str| words::text(&format!("procedure.kinds.{it}"));
        let args = [
            ("key", Text::plain(&*self.key)),
            ("wanted", kind(wanted)),
            ("found", kind(found)),
        ];
        let finding = notice::variant("wrong-type", "here", self.place(), &args);
        self.desk.report(&self.path, finding);
        None
    }
}
