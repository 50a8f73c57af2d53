//! One file under reading, and where its findings go.

use std::cell::RefCell;

use jiff::tz::TimeZone;

use crate::finding::{Edit, Finding, Fix, Related};
use crate::lang::{Lang, Text};
use crate::notice;
use crate::procedure::config::Config;
use crate::source::{Place, SourceId, Sources, Span};
use crate::text::{self, is_near, nearest};
use crate::words;
use crate::yaml::{Entry, Node};

use super::{Spot, thing};

/// How many names a help lists at most.
const LISTED: usize = 12;

/// A text and where it stands.
pub type Given<'g> = (Place, &'g str);

/// One file under reading.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The file.
    pub source: SourceId,
    /// Its text.
    pub text: &'a str,
    /// The languages in which texts must exist.
    pub languages: Vec<Lang>,
    /// The zone of times without an offset.
    pub zone: TimeZone,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> Desk<'a> {
    /// Lays a file on the desk; without a configuration no language is missed.
    pub fn new(sources: &'a Sources, source: SourceId, config: Option<&Config>) -> Self {
        Self {
            source,
            text: sources.get(source).text(),
            languages: config.map(|it| it.languages.clone()).unwrap_or_default(),
            zone: config.map_or(TimeZone::UTC, |it| it.zone.clone()),
            findings: RefCell::default(),
        }
    }

    /// A range of the file.
    pub fn place(&self, span: Span) -> Place {
        let source = self.source;
        Place { source, span }
    }

    /// The first place of `word` inside a value; all of it where the word is not written as such.
    pub fn within(&self, node: &Node, word: &str) -> Place {
        let slice = self
            .text
            .get(node.span.start..node.span.end)
            .unwrap_or_default();
        let inner = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        let stands_alone = |at: &usize| {
            let after = at + word.len();
            !inner(slice[..*at].chars().next_back()) && !inner(slice[after..].chars().next())
        };
        let mut found = slice.match_indices(word).map(|(at, _)| at);
        let at = found.find(stands_alone).filter(|_| !word.is_empty());
        self.place(at.map_or(node.span, |at| {
            let start = node.span.start + at;
            Span::new(start, start + word.len())
        }))
    }

    /// Takes a finding in; `key` names the spot by meaning.
    pub fn report(&self, key: &str, finding: Finding) {
        let key = key.to_owned();
        self.findings.borrow_mut().push(Finding { key, ..finding });
    }

    /// Takes the last finding about `key` back, because another one says it better.
    pub fn retract(&self, key: &str) {
        let mut findings = self.findings.borrow_mut();
        if let Some(at) = findings.iter().rposition(|it| it.key == key) {
            findings.remove(at);
        }
    }

    /// How many findings there are, for [`Desk::amend`].
    pub fn mark(&self) -> usize {
        self.findings.borrow().len()
    }

    /// Changes what was found since `mark`; says how many there are that count.
    pub fn amend(&self, mark: usize, change: impl Fn(&mut Finding)) -> usize {
        let mut findings = self.findings.borrow_mut();
        let heavy = findings[mark..]
            .iter_mut()
            .filter(|it| it.severity != crate::finding::Severity::Info);
        heavy.map(change).count()
    }

    /// Everything that was found.
    pub fn finish(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    /// Reports a key that cannot stand in the map `of`.
    pub fn unknown_key(&self, of: &Spot<'_>, entry: &Entry, known: &[&str]) {
        let place = self.place(entry.key_span);
        let finding = choice("unknown-key", "here", (place, &entry.key), known, &[]);
        self.report(&of.path_to(&entry.key), finding);
    }

    /// Reports a name of a `thing` that does not exist.
    pub fn unknown_name(&self, path: &str, kind: &str, given: Given<'_>, known: &[&str]) {
        let args = [("thing", thing(kind))];
        let finding = choice("unknown-reference", "name", given, known, &args);
        self.report(path, finding);
    }

    /// Reports ids that stand twice among `(id, place)`, or whose pages would have one address; `thing` says what they are.
    pub fn unique<'i>(
        &self,
        kind: &str,
        ids: impl IntoIterator<Item = (&'i str, Place)>,
    ) -> Vec<usize> {
        let mut seen: Vec<(String, &str, Place)> = Vec::new();
        let mut twice = Vec::new();
        for (index, (id, place)) in ids.into_iter().enumerate() {
            let address = text::slug(id);
            let Some((_, other, first)) = seen.iter().find(|(it, ..)| *it == address) else {
                seen.push((address, id, place));
                continue;
            };
            self.report(id, duplicate(kind, (id, place), (other, *first)));
            twice.push(index);
        }
        twice
    }
}

/// A finding about an id of a `thing` that stands twice, or has the address of the `first`.
pub fn duplicate(kind: &str, (id, place): (&str, Place), first: (&str, Place)) -> Finding {
    let variant = if first.0 == id {
        "twice"
    } else if first.0.to_lowercase() == id.to_lowercase() {
        "capitals"
    } else {
        "address"
    };
    let args = [
        ("thing", thing(kind)),
        ("id", Text::plain(id)),
        ("other", Text::plain(first.0)),
    ];
    let mut finding = notice::variant("duplicate-id", variant, place, &args);
    finding.related.push(Related {
        place: first.1,
        message: words::text("procedure.first-here"),
    });
    finding
}

/// A finding about a text that is not among `known`: the nearest of them and a fix, or all of them.
pub fn choice(
    id: &str,
    variant: &str,
    (place, given): Given<'_>,
    known: &[&str],
    args: &[(&str, Text)],
) -> Finding {
    let near = nearest(given, known.iter().copied());
    let mut listed: Vec<_> = known
        .iter()
        .map(|it| Text::plain(format!("`{it}`")))
        .collect();
    if listed.len() > LISTED {
        listed.truncate(LISTED);
        listed.push(Text::plain("…"));
    }
    let mut all = vec![
        ("given", Text::plain(given)),
        ("near", Text::plain(near.unwrap_or_default())),
        ("known", Text::list(&listed)),
    ];
    all.extend_from_slice(args);
    let mut finding = notice::variant(id, variant, place, &all);
    let path = match near {
        Some(_) => "procedure.did-you-mean",
        None if known.is_empty() => "procedure.none-known",
        None => "procedure.write-one-of",
    };
    finding.help = Some(words::fill(path, &all));
    // Only where the place is exactly the word can an edit replace it.
    let exact = place.span.end - place.span.start == given.len();
    let is_certain = known.iter().filter(|it| is_near(given, it)).count() == 1;
    finding.fix = near.filter(|_| exact && is_certain).map(|near| Fix {
        description: words::fill("procedure.replace", &all),
        edits: vec![Edit {
            place,
            text: near.to_owned(),
        }],
    });
    finding
}
