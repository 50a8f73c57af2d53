//! Rules: which clause, from which state, which check, in which words.
//!
//! The check of a rule stands here as its parameters, already typed and
//! validated against the procedure; what they mean is said by the check kind
//! of that name under `check::kinds`.

use std::collections::BTreeMap;

use crate::expr::Expr;
use crate::finding::Severity;
use crate::lang::Text;
use crate::source::{Place, SourceId};

use super::edition::InForce;
use super::examples::Excerpt;
use super::fields::Condition;
use super::narrower::Narrower;
use super::selector::Selector;
use super::yields::Yields;

/// The rules of a file that names them together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// What they are about.
    pub title: Text,
    /// The file.
    pub source: SourceId,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Where the id stands.
    pub place: Place,
    /// A phrase that names what must hold.
    pub title: Text,
    /// The clauses that ask for it.
    pub clauses: Vec<String>,
    /// How much a violation weighs.
    pub severity: Severity,
    /// Exceptions to it; the first that holds wins.
    pub severity_when: Vec<(Expr, Severity)>,
    /// Route and the state from which it bites there; empty: every route, always.
    pub from: Vec<(String, String)>,
    /// Whether `from` was written at all.
    pub has_from: bool,
    /// When it applies.
    pub when: Option<Expr>,
    /// The times, as sets of parameters, any of which must have come; empty: it is due at once.
    pub due: Vec<Check>,
    /// The narrower rules whose findings it does not repeat.
    pub yields_to: Vec<Narrower>,
    /// What it checks; never empty. A rule with a plain `check` has one part without a name.
    pub parts: Vec<Part>,
    /// What to say, by part and variant of its check kind: `default`, `VARIANT`, `PART`, `PART.VARIANT`.
    pub messages: BTreeMap<String, Text>,
    /// What to write instead.
    pub help: Option<Text>,
    /// Why it matters.
    pub explain: Text,
    /// Where to point when the check cannot tell.
    pub point: Option<Selector>,
    /// Framework → items.
    pub controls: Vec<(String, Vec<String>)>,
    /// Whether a waiver may cover it.
    pub waivable: bool,
    /// An example that keeps it.
    pub good: Vec<Excerpt>,
    /// One that violates it.
    pub bad: Vec<Excerpt>,
    /// For which records it is in force.
    pub in_force: InForce,
}

impl Rule {
    /// What to say of a `variant` (`default` included) of a part.
    ///
    /// The nearest message that the rule has: the variant's, the part's, any of the part's, the title.
    pub fn message(&self, part: &Part, variant: &str) -> &Text {
        let begins = |key: &str| part.name.is_empty() || key.starts_with(&part.message(""));
        [part.message(variant), part.message("default")]
            .iter()
            .find_map(|key| self.messages.get(key))
            .or_else(|| {
                self.messages
                    .iter()
                    .find(|(key, _)| begins(key))
                    .map(|(_, it)| it)
            })
            .unwrap_or(&self.title)
    }
}

/// One of the things that a rule checks.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name among the parts of the rule; empty if the rule has one check only.
    pub name: String,
    /// When it applies.
    pub when: Option<Expr>,
    /// Values that must all be there, else it does not apply.
    pub given: Vec<Selector>,
    /// Values any of which must not be there, else it does not apply.
    pub unless: Vec<Selector>,
    /// Where to point when the check cannot tell; before the rule's own.
    pub point: Option<Selector>,
    /// The check.
    pub check: Check,
}

impl Part {
    /// How the message of a `variant` is named under `messages`.
    pub fn message(&self, variant: &str) -> String {
        match (self.name.as_str(), variant) {
            ("", variant) => variant.to_owned(),
            (part, "default") => part.to_owned(),
            (part, variant) => format!("{part}.{variant}"),
        }
    }
}

/// A check: a kind and its parameters.
#[derive(Clone, Debug)]
pub struct Check {
    /// The slug of the kind.
    pub kind: String,
    /// Where the kind is named.
    pub place: Place,
    /// Its parameters, typed.
    pub params: BTreeMap<String, Param>,
}

impl Check {
    /// A parameter.
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.get(name)
    }

    /// A selector; `None` if it is not given.
    pub fn selector(&self, name: &str) -> Option<&Selector> {
        match self.param(name) {
            Some(Param::Selector(it)) => Some(it),
            _ => None,
        }
    }

    /// A list of selectors; empty if it is not given.
    pub fn selectors(&self, name: &str) -> &[Selector] {
        match self.param(name) {
            Some(Param::Selectors(it) | Param::Ranked(it)) => it,
            Some(Param::Selector(it)) => std::slice::from_ref(it),
            _ => &[],
        }
    }

    /// Pairs of selectors; empty if it is not given.
    pub fn pairs(&self, name: &str) -> &[(Selector, Selector)] {
        match self.param(name) {
            Some(Param::Pairs(it)) => it,
            _ => &[],
        }
    }

    /// Role ids, event types, result keys and the like; empty if it is not given.
    pub fn names(&self, name: &str) -> &[String] {
        match self.param(name) {
            Some(Param::Names(it) | Param::RankedNames(it)) => it,
            _ => &[],
        }
    }

    /// A single name.
    pub fn name(&self, name: &str) -> Option<&str> {
        self.names(name).first().map(String::as_str)
    }

    /// Whether a switch is on.
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.param(name), Some(Param::Switch(true)))
    }

    /// An expression.
    pub fn expr(&self, name: &str) -> Option<&Expr> {
        match self.param(name) {
            Some(Param::Expr(it)) => Some(it),
            _ => None,
        }
    }

    /// A condition.
    pub fn condition(&self, name: &str) -> Option<&Condition> {
        match self.param(name) {
            Some(Param::Condition(it)) => Some(it),
            _ => None,
        }
    }

    /// The name of a threshold.
    pub fn threshold(&self, name: &str) -> Option<&str> {
        match self.param(name) {
            Some(Param::Threshold(it)) => Some(it),
            _ => None,
        }
    }

    /// Nested parameter sets, such as the clocks of a lapse.
    pub fn groups(&self, name: &str) -> &[Self] {
        match self.param(name) {
            Some(Param::Groups(it)) => it,
            _ => &[],
        }
    }
}

/// A typed parameter.
#[derive(Clone, Debug)]
pub enum Param {
    /// A selector.
    Selector(Selector),
    /// Selectors, in whatever order they are written.
    Selectors(Vec<Selector>),
    /// Selectors whose order counts.
    Ranked(Vec<Selector>),
    /// Pairs of selectors.
    Pairs(Vec<(Selector, Selector)>),
    /// Names; those that the policy names (`policy.required_approvals`) are put in place at load.
    Names(Vec<String>),
    /// Names whose order counts.
    RankedNames(Vec<String>),
    /// The name of a threshold of the policy.
    Threshold(String),
    /// A switch.
    Switch(bool),
    /// A condition on a record.
    Condition(Condition),
    /// An expression.
    Expr(Expr),
    /// Nested sets.
    Groups(Vec<Check>),
}

/// What a parameter of a check kind must be; kinds declare theirs, the loader holds rules to it.
#[derive(Clone, Copy, Debug)]
pub struct ParamSpec {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub kind: ParamKind,
    /// Whether it must be given.
    pub required: bool,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug)]
pub enum ParamKind {
    /// A selector.
    Selector(Yields),
    /// One selector or a list of them. Where the set has an `each`, a field of its entries
    /// (a bare word) will do, and comes as names.
    Selectors(Yields),
    /// The same where with an `each` nothing else will do.
    Fields(Yields),
    /// One selector or several, as above, where the order counts: each comes after the one before,
    /// or the first that says something is taken.
    Ranked(Yields),
    /// The same where with an `each` nothing else will do.
    RankedFields(Yields),
    /// A field of the events that another parameter, a selector, goes through.
    FieldOf(&'static str, Yields),
    /// A list of pairs of selectors.
    Pairs(Yields),
    /// Roles, or `policy.KEY` for a list of roles.
    Roles,
    /// Event types or sets of them.
    Events,
    /// Document types.
    Documents,
    /// Any of these words.
    Words(&'static [&'static str]),
    /// Free names.
    Names,
    /// A threshold of the policy.
    Threshold,
    /// `true` or `false`.
    Switch,
    /// Two times of the day, or `policy.KEY` for two that stand there.
    Hours,
    /// A condition.
    Condition,
    /// An expression.
    Expr,
    /// Nested sets: a list, or one alone. An entry that is no map is the first parameter of its set,
    /// so that `plus: [{when: …, use: x}]` may be written `plus: x`.
    Groups(&'static [ParamSpec]),
}

/// What the loader must know of a check kind to hold a rule to it.
///
/// The kinds live above this module; the registry of `check::kinds` hands their
/// signatures down to the loader, so that reading a procedure needs no engine.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// The slug.
    pub slug: &'static str,
    /// The parameters.
    pub params: &'static [ParamSpec],
    /// The placeholders that messages may use beside selectors.
    pub placeholders: &'static [&'static str],
    /// The variants of the message beside `default`.
    pub variants: &'static [&'static str],
}
