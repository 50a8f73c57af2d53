//! The vocabulary of rules: one file a check kind.
//!
//! A kind states facts about one record: this is missing, that came too early.
//! Which clause asks for it, from which state on, how much it weighs and in
//! which words it is said is the rule's to decide. The doc comment of a kind is
//! its manual page; `zh-CN/` has the same page in Chinese. To add a kind: a file
//! beside the others, one in `zh-CN/`, a line in the table.

pub mod approvals;
pub mod between;
pub mod cadence;
pub mod calendar;
pub mod coverage;
pub mod disjoint;
pub mod documents;
pub mod earned_state;
pub mod entries;
pub mod equality;
pub mod fields;
pub mod held_roles;
pub mod identity;
pub mod lapse;
pub mod link;
pub mod order;
pub mod presence;
pub mod recipients;
pub mod registered;
pub mod require;
pub mod seal;
pub mod sequence;

use crate::procedure::rules::{ParamKind, ParamSpec, Signature};
pub(super) use crate::procedure::times::{LIMIT, TIME};

use super::case::Case;
use super::reporter::Reporter;

/// A check kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name in rule files.
    pub slug: &'static str,
    /// Its manual page: Markdown under fixed headings.
    pub manual: &'static str,
    /// The same page in Chinese; its example is that of the manual.
    pub manual_zh: &'static str,
    /// Its parameters.
    pub params: &'static [ParamSpec],
    /// What its messages may name in braces.
    pub placeholders: &'static [&'static str],
    /// The variants of its messages.
    pub variants: &'static [&'static str],
    /// Judges one record.
    pub check: for<'a> fn(&Case<'a>, &mut Reporter<'a>),
}

/// All of them, sorted by slug.
pub const ALL: &[&Kind] = &[
    &approvals::KIND,
    &between::KIND,
    &cadence::KIND,
    &calendar::KIND,
    &coverage::KIND,
    &disjoint::KIND,
    &documents::KIND,
    &earned_state::KIND,
    &entries::KIND,
    &equality::KIND,
    &fields::KIND,
    &held_roles::KIND,
    &identity::KIND,
    &lapse::KIND,
    &link::KIND,
    &order::KIND,
    &presence::KIND,
    &recipients::KIND,
    &registered::KIND,
    &require::KIND,
    &seal::KIND,
    &sequence::KIND,
];

/// The kind `slug`.
pub fn find(slug: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|it| it.slug == slug)
}

/// The signatures of all kinds, for the loader of rules.
pub fn signatures() -> Vec<Signature> {
    ALL.iter()
        .map(|it| Signature {
            slug: it.slug,
            params: it.params,
            placeholders: it.placeholders,
            variants: it.variants,
        })
        .collect()
}

/// A parameter that must be given.
pub(super) const fn needed(name: &'static str, kind: ParamKind) -> ParamSpec {
    let required = true;
    ParamSpec {
        name,
        kind,
        required,
    }
}

/// A parameter that may be left out.
pub(super) const fn optional(name: &'static str, kind: ParamKind) -> ParamSpec {
    let required = false;
    ParamSpec {
        name,
        kind,
        required,
    }
}

/// Declares the kind of a file; its doc comment becomes its manual page.
macro_rules! kind {
    (
        $(#[doc = $line:expr])+
        $slug:literal, $check:path,
        params: [$($param:expr),* $(,)?],
        placeholders: [$($placeholder:literal),* $(,)?],
        variants: [$($variant:literal),* $(,)?]
    ) => {
        $(#[doc = $line])+
        pub static KIND: $crate::check::kinds::Kind = $crate::check::kinds::Kind {
            slug: $slug,
            manual: concat!($($line, "\n"),+),
            manual_zh: include_str!(concat!("zh-CN/", $slug, ".md")),
            params: &[$($param),*],
            placeholders: &[$($placeholder),*],
            variants: &[$($variant),*],
            check: $check,
        };
    };
}

pub(super) use kind;

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: [&str; 5] = [
        "## What it checks",
        "## Parameters",
        "## Placeholders",
        "## Example",
        "## Outcomes",
    ];

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test may look at its own sources"
    )]
    fn the_table_lists_every_file_beside_it_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/kinds");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().path())
            .filter(|it| it.extension().is_some_and(|it| it == "rs"))
            .map(|it| it.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        files.sort();
        let table: Vec<_> = ALL.iter().map(|it| it.slug).collect();
        assert_eq!(table, files, "ALL must list src/check/kinds/*.rs, sorted");
    }

    #[test]
    fn kinds_of_which_the_loader_knows_the_sides_have_these_parameters() {
        use crate::procedure::load::{NEEDED, SHOWN, SIDES};
        let sides = SIDES.iter().flat_map(|it| {
            let own = [it.of.0, it.of.1].into_iter().chain(it.but.iter().copied());
            own.map(|name| (it.kind, name))
        });
        let needed = NEEDED.iter().flat_map(|(kind, groups)| {
            let names = groups.iter().copied().flatten();
            names.map(|name| (*kind, *name))
        });
        for (kind, name) in sides.chain(needed).chain(SHOWN.iter().copied()) {
            let params = find(kind).map(|it| it.params).unwrap_or_default();
            assert!(params.iter().any(|it| it.name == name), "{kind}: {name}");
        }
    }

    const HEADINGS_ZH: [&str; 4] = ["## 检查什么", "## 参数", "## 占位项", "## 结果"];

    #[test]
    fn every_manual_has_the_fixed_headings_in_order() {
        fn headings(manual: &str) -> Vec<&str> {
            let lines = manual.lines().map(str::trim);
            lines.filter(|it| it.starts_with("## ")).collect()
        }
        for kind in ALL {
            assert_eq!(headings(kind.manual), HEADINGS, "manual of `{}`", kind.slug);
            assert_eq!(headings(kind.manual_zh), HEADINGS_ZH, "{}", kind.slug);
        }
    }

    #[test]
    fn every_parameter_placeholder_and_variant_is_in_the_manual() {
        for kind in ALL {
            let named = |name: &str| {
                let forms = [format!("`{name}`"), format!("{name}:")];
                let is_in = |manual: &str| forms.iter().any(|it| manual.contains(it));
                is_in(kind.manual) && is_in(kind.manual_zh)
            };
            let mut params: Vec<_> = kind.params.iter().collect();
            while let Some(param) = params.pop() {
                assert!(
                    named(param.name),
                    "manual of `{}` lacks parameter `{}`",
                    kind.slug,
                    param.name
                );
                if let ParamKind::Groups(inner) = param.kind {
                    params.extend(inner);
                }
            }
            for name in kind.placeholders.iter().chain(kind.variants) {
                assert!(named(name), "manual of `{}` lacks `{name}`", kind.slug);
            }
        }
    }
}
