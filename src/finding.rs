//! What is not in order, as data: drawing it is the business of `report` and of the site.
//!
//! A finding has a primary place, a rule that can be looked up, a message that
//! states the facts and a help that says what to write instead. Its `key`
//! names the spot by meaning (`event.approval`, `plan.steps[S4].owner`),
//! never by line, so that a waiver or a baseline still fits when lines move.

use crate::lang::Text;
use crate::source::{Place, Sources, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Fails the check.
    Error,
    /// Fails it only on demand.
    Warning,
    /// Never fails it.
    Info,
}

impl Severity {
    /// As it stands in rule files and machine formats.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The severity of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Info]
            .into_iter()
            .find(|it| it.id() == id)
    }
}

/// What became of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is not in order.
    Violated,
    /// The facts cannot decide.
    Indeterminate,
    /// It is not in order, and somebody answers for that.
    Waived,
    /// It was not in order before the check was taken up, and is on the list of such things.
    Baseline,
}

impl Outcome {
    /// As it stands in machine formats.
    pub fn id(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Indeterminate => "indeterminate",
            Self::Waived => "waived",
            Self::Baseline => "baseline",
        }
    }
}

/// A further place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub message: Text,
}

/// A replacement of bytes in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which bytes.
    pub place: Place,
    /// What to put there.
    pub text: String,
}

/// Edits that mend a finding without deciding anything for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What they do.
    pub description: Text,
    /// The edits, none overlapping.
    pub edits: Vec<Edit>,
}

/// One thing that is not in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, or the kebab-case id of one of the engine's own.
    pub rule: String,
    /// How much it weighs. An indeterminate one is a warning.
    pub severity: Severity,
    /// What became of it.
    pub outcome: Outcome,
    /// The record it belongs to, if to one.
    pub record: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// The spot by meaning.
    pub key: String,
    /// Why it is not in order, by names that stay the same: the message of the rule, and what of several things is
    /// missing or wrong. Another reason at the same spot is another violation for whoever knows the first.
    pub reasons: Vec<String>,
    /// What is wrong.
    pub message: Text,
    /// What to write instead.
    pub help: Option<Text>,
    /// The clauses that ask for it.
    pub clauses: Vec<String>,
    /// Further places, the other end of a comparison above all.
    pub related: Vec<Related>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
    /// The waiver that covers it, when it is waived.
    pub waiver: Option<String>,
}

impl Finding {
    /// A finding that violates `rule` at `place`; the rest is added by the caller.
    pub fn new(rule: &str, severity: Severity, place: Place, message: Text) -> Self {
        Self {
            rule: rule.to_owned(),
            severity,
            outcome: Outcome::Violated,
            record: None,
            place,
            key: String::new(),
            reasons: Vec::new(),
            message,
            help: None,
            clauses: Vec::new(),
            related: Vec::new(),
            fix: None,
            waiver: None,
        }
    }

    /// Whether it counts: it is neither waived nor in the baseline.
    pub fn counts(&self) -> bool {
        matches!(self.outcome, Outcome::Violated | Outcome::Indeterminate)
    }

    /// A hash of rule, record and key that survives moved lines.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [
            self.rule.as_str(),
            self.record.as_deref().unwrap_or_default(),
            &self.key,
        ] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// Puts findings into reading order: by path, line, column and rule.
pub fn sort(findings: &mut [Finding], sources: &Sources) {
    let order = |it: &Finding| (sources.get(it.place.source).path(), it.place.span.start);
    findings.sort_by(|a, b| {
        let place = order(a).cmp(&order(b));
        place.then_with(|| (&a.rule, &a.key).cmp(&(&b.rule, &b.key)))
    });
}

/// A place at the very start of a file, where nothing more exact is known.
pub fn top(source: crate::source::SourceId) -> Place {
    Place {
        source,
        span: Span::new(0, 0),
    }
}
