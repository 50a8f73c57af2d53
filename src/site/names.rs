//! Whether people are printed by name.
//!
//! A portal that publishes roles only prints a role for every person of its
//! register, wherever the name, an alias or the id of that person stands.
//!
//! - [`unmarked`]: names that are written with emphasis or a line break in their middle

mod unmarked;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use regex::Regex;

use crate::book::people;
use crate::book::value::Value;
use crate::check::Context;
use crate::history::History;
use crate::lang::{Lang, Text};
use crate::words;

use unmarked::Unmarked;

/// The names that must not be printed, the longest first, each with what stands for it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Whether nothing is hidden. A register without people is no reason to print those that records name.
    public: bool,
    hidden: Hidden,
    /// The same of those who wrote commits: git knows names that no register has. Any word may be one, so they are
    /// hidden in what git tells and nowhere else.
    authors: Hidden,
}

impl Names {
    pub(crate) fn new(ctx: Context<'_>, history: &History) -> Self {
        if ctx.config.publish_names {
            return Self {
                public: true,
                ..Self::default()
            };
        }
        let mut hidden = Vec::new();
        for person in &ctx.procedure.registers.people {
            let role = person.roles.first().map_or_else(
                || words::text("value.somebody"),
                |it| ctx.procedure.role_label(&it.role),
            );
            let written = [&person.name, &person.id]
                .into_iter()
                .chain(&person.aliases);
            hidden.extend(
                written
                    .filter(|it| !it.is_empty())
                    .map(|it| (it.clone(), role.clone())),
            );
        }
        let strangers = strangers(ctx).into_iter();
        hidden.extend(strangers.map(|it| (it, words::text("value.somebody"))));
        let commits = history.log().map_or(&[][..], |it| &it.commits);
        let mut authors: Vec<_> = commits.iter().map(|it| it.author.clone()).collect();
        authors.sort();
        authors.dedup();
        let authors = authors.into_iter().filter(|it| !it.is_empty());
        let somebody = || words::text("value.somebody");
        let authors = authors.map(|it| (it, somebody())).collect();
        Self {
            public: false,
            hidden: Hidden::new(hidden),
            authors: Hidden::new(authors),
        }
    }

    /// What stands for the author of a commit: the role that the register knows for exactly this name.
    pub(crate) fn author(&self, name: &str, lang: Lang) -> String {
        let known = self.hidden.roles.get(&bare(name)).cloned();
        let role = known.unwrap_or_else(|| words::text("value.somebody"));
        role.get(lang).to_owned()
    }

    /// What git tells, without the names of those who wrote commits.
    pub(crate) fn hide_authors(&self, text: &str, lang: Lang) -> String {
        let hidden = self.hide(text, lang);
        self.authors.hide(hidden, lang)
    }

    /// Whether names are printed as they are.
    pub(crate) fn are_public(&self) -> bool {
        self.public
    }

    /// Whether a name stands in `text`.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.hide(text, Lang::En) != text
    }

    /// `text` with a role in place of every name.
    pub(crate) fn hide(&self, text: &str, lang: Lang) -> String {
        self.hidden.hide(text.to_owned(), lang)
    }
}

/// Whoever is named in records and is not in the register, as written.
fn strangers(ctx: Context<'_>) -> BTreeSet<String> {
    let docs = ctx.book.records.iter();
    let docs = docs.flat_map(|it| std::iter::once(&it.head).chain(&it.documents));
    let items = docs
        .flat_map(|it| &it.fields)
        .flat_map(|it| it.item.persons());
    let written = items.filter_map(|it| match &it.value {
        Value::Person { written, id: None } => Some(people::name_of(written).trim().to_owned()),
        _ => None,
    });
    // A single character stands in too many words that name nobody.
    written.filter(|it| it.chars().count() > 1).collect()
}

/// How many names one pattern holds at most; so many always fit.
const TOGETHER: usize = 100;

/// Names in patterns, each with what stands for it. Case and blanks do not count, as they do not where a name is
/// looked up in the register.
#[derive(Debug, Default)]
struct Hidden {
    patterns: Vec<Regex>,
    roles: BTreeMap<String, Text>,
}

impl Hidden {
    fn new(mut names: Vec<(String, Text)>) -> Self {
        names.retain(|it| !it.0.trim().is_empty());
        // Of two names of which one begins with the other, the longer one is meant.
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let patterns = names.chunks(TOGETHER).filter_map(|some| {
            let some: Vec<_> = some.iter().map(|it| spelled(&it.0)).collect();
            Regex::new(&format!("(?i){}", some.join("|"))).ok()
        });
        let patterns = patterns.collect();
        let mut roles = BTreeMap::new();
        for (name, role) in names {
            roles.entry(bare(&name)).or_insert(role);
        }
        Self { patterns, roles }
    }

    fn hide(&self, text: String, lang: Lang) -> String {
        let all = self.patterns.iter();
        let hidden = all.fold(text, |text, it| self.hide_one(it, text, lang));
        let all = self.patterns.iter();
        all.fold(hidden, |text, it| self.hide_marked(it, text, lang))
    }

    /// The same for names that nobody reads as they are written.
    fn hide_marked(&self, pattern: &Regex, text: String, lang: Lang) -> String {
        let Some(read) = Unmarked::of(&text) else {
            return text;
        };
        let mut out = text;
        let found: Vec<_> = pattern.find_iter(&read.text).collect();
        // From the end, so that the places before it stay.
        for it in found.into_iter().rev() {
            if stands_alone(&read.text, it.range()) {
                let role = self.roles.get(&bare(it.as_str()));
                let role = role.map_or("", |it| it.get(lang));
                out.replace_range(read.written(it.range()), role);
            }
        }
        out
    }

    fn hide_one(&self, pattern: &Regex, text: String, lang: Lang) -> String {
        let found = pattern.find_iter(&text);
        let found: Vec<_> = found.filter(|it| stands_alone(&text, it.range())).collect();
        if found.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        for it in found {
            out.push_str(&text[rest..it.start()]);
            let role = self.roles.get(&bare(it.as_str()));
            out.push_str(role.map_or("", |it| it.get(lang)));
            rest = it.end();
        }
        out.push_str(&text[rest..]);
        out
    }
}

/// A pattern for a name however its blanks are written.
fn spelled(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        let mut pattern = String::new();
        let mut was_wide = false;
        for it in word.chars() {
            let is_wide = !it.is_ascii() && it.is_alphabetic();
            if was_wide && is_wide {
                pattern.push_str(r"\s*");
            }
            pattern.push_str(&regex::escape(it.encode_utf8(&mut [0; 4])));
            was_wide = is_wide;
        }
        pattern
    });
    words.collect::<Vec<_>>().join(r"\s+")
}

/// A name without what does not count in it.
fn bare(name: &str) -> String {
    let chars = name.chars().filter(|it| !it.is_whitespace());
    chars.flat_map(char::to_lowercase).collect()
}

/// Whether what stands there is no part of a longer Latin word or id.
fn stands_alone(text: &str, at: Range<usize>) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric();
    let name = &text[at.clone()];
    let before = text[..at.start].chars().next_back().is_some_and(is_part);
    let after = text[at.end..].chars().next().is_some_and(is_part);
    !(before && name.starts_with(is_part) || after && name.ends_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_stands_for_a_name_and_not_for_a_part_of_a_word() {
        let names = Names {
            hidden: Hidden::new(vec![
                ("林若川".into(), "项目经理".into()),
                ("Lin".into(), "lead".into()),
                ("Nora Parker".into(), "customer".into()),
            ]),
            ..Names::default()
        };
        assert_eq!(names.hide("由林若川提交", Lang::Zh), "由项目经理提交");
        assert_eq!(names.hide("Lin opened Link", Lang::En), "lead opened Link");
        assert_eq!(names.hide("mail-Lin-0312", Lang::En), "mail-lead-0312");
        assert_eq!(names.hide("NORA\u{3000}parker", Lang::En), "customer");
        assert_eq!(names.hide("林　若\n川提交", Lang::Zh), "项目经理提交");
        assert_eq!(
            names.hide("由林**若**川和林\\\n若川", Lang::Zh),
            "由项目经理和项目经理"
        );
        assert_eq!(
            names.hide("No*ra*\\\nParker, pin_Lin_x", Lang::En),
            "customer, pin_lead_x"
        );
        assert!(names.are_in("x/Lin.eml") && !names.are_in("x/Link.eml"));
    }
}
