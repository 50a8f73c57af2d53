//! Whether people are printed by name.
//!
//! A portal that publishes roles only prints a role for every person of its
//! register, wherever the name, an alias or the id of that person stands.

use crate::check::Context;
use crate::history::History;
use crate::lang::{Lang, Text};
use crate::words;

/// The names that must not be printed, the longest first, each with what stands for it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    hidden: Vec<(String, Text)>,
    /// The same of those who wrote commits: git knows names that no register has. Any word may be one, so they are
    /// hidden in what git tells and nowhere else.
    authors: Vec<(String, Text)>,
}

impl Names {
    pub(crate) fn new(ctx: Context<'_>, history: &History) -> Self {
        if ctx.config.publish_names {
            return Self::default();
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
        let commits = history.log().map_or(&[][..], |it| &it.commits);
        let mut authors: Vec<_> = commits.iter().map(|it| it.author.clone()).collect();
        authors.sort();
        authors.dedup();
        let authors = authors.into_iter().filter(|it| !it.is_empty());
        let somebody = || words::text("value.somebody");
        let mut authors: Vec<_> = authors.map(|it| (it, somebody())).collect();
        longest_first(&mut hidden);
        longest_first(&mut authors);
        Self { hidden, authors }
    }

    /// What stands for the author of a commit: the role that the register knows for exactly this name.
    pub(crate) fn author(&self, name: &str, lang: Lang) -> String {
        let known = self.hidden.iter().find(|it| it.0 == name);
        let role = known.map_or_else(|| words::text("value.somebody"), |it| it.1.clone());
        role.get(lang).to_owned()
    }

    /// What git tells, without the names of those who wrote commits.
    pub(crate) fn hide_authors(&self, text: &str, lang: Lang) -> String {
        let hidden = self.hide(text, lang);
        hide(&self.authors, hidden, lang)
    }

    /// Whether names are printed as they are.
    pub(crate) fn are_public(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Whether a name stands in `text`.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.hide(text, Lang::En) != text
    }

    /// `text` with a role in place of every name.
    pub(crate) fn hide(&self, text: &str, lang: Lang) -> String {
        hide(&self.hidden, text.to_owned(), lang)
    }
}

fn hide(names: &[(String, Text)], mut text: String, lang: Lang) -> String {
    for (name, role) in names {
        if text.contains(name.as_str()) {
            text = replace_words(&text, name, role.get(lang));
        }
    }
    text
}

fn longest_first(names: &mut [(String, Text)]) {
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
}

/// Replaces `name` where it is not a part of a longer Latin word or id.
fn replace_words(text: &str, name: &str, role: &str) -> String {
    let is_part = |it: char| it.is_ascii_alphanumeric();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, found) = rest.split_at(at);
        let after = &found[name.len()..];
        let joined_before = before
            .chars()
            .next_back()
            .or_else(|| out.chars().next_back())
            .is_some_and(is_part)
            && name.starts_with(is_part);
        let joined_after = after.chars().next().is_some_and(is_part) && name.ends_with(is_part);
        out.push_str(before);
        out.push_str(if joined_before || joined_after {
            name
        } else {
            role
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_stands_for_a_name_and_not_for_a_part_of_a_word() {
        let names = Names {
            hidden: vec![
                ("林若川".into(), "项目经理".into()),
                ("Lin".into(), "lead".into()),
            ],
            ..Names::default()
        };
        assert_eq!(names.hide("由林若川提交", Lang::Zh), "由项目经理提交");
        assert_eq!(names.hide("Lin opened Link", Lang::En), "lead opened Link");
        assert_eq!(names.hide("mail-Lin-0312", Lang::En), "mail-lead-0312");
        assert!(names.are_in("x/Lin.eml") && !names.are_in("x/Link.eml"));
    }
}
