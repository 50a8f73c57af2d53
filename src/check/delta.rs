//! What has changed between the findings of two versions of a portal.
//!
//! Findings are matched by their fingerprints and reasons, so that one that only moved is
//! the same, and one that is there for another reason is new. What is waived or in the baseline is compared as little as it counts.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};

/// How many findings are new, fixed and unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// Those of severity error.
    pub errors: Moved,
    /// Warnings.
    pub warnings: Moved,
    /// Remarks.
    pub infos: Moved,
}

/// The findings of one severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// They were not there before.
    pub new: usize,
    /// They are no longer there.
    pub fixed: usize,
    /// They were there and are.
    pub unchanged: usize,
}

impl Delta {
    /// Compares what counted `before` with what counts `now`.
    pub fn between(before: &[Finding], now: &[Finding]) -> Self {
        let of = |severity| Moved::between(count(before, severity), count(now, severity));
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
        }
    }
}

impl Moved {
    fn between<'a>(mut before: Counts<'a>, now: Counts<'a>) -> Self {
        let mut moved = Self::default();
        for (named, now) in now {
            let before = before.remove(&named).unwrap_or_default();
            moved.unchanged += now.min(before);
            moved.new += now.saturating_sub(before);
            moved.fixed += before.saturating_sub(now);
        }
        moved.fixed += before.values().sum::<usize>();
        moved
    }
}

/// How many findings there are of each fingerprint and each set of reasons.
type Counts<'a> = BTreeMap<(String, &'a [String]), usize>;

fn count(all: &[Finding], severity: Severity) -> Counts<'_> {
    let mut counts = BTreeMap::new();
    let of = all
        .iter()
        .filter(|it| it.counts() && it.severity == severity);
    for finding in of {
        let named = (finding.fingerprint(), finding.reasons.as_slice());
        *counts.entry(named).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::finding::Outcome;
    use crate::lang::Text;
    use crate::source::{Place, Span};

    fn finding(key: &str, severity: Severity, line: usize) -> Finding {
        let place = Place {
            span: Span::new(line, line),
            ..Place::default()
        };
        let mut it = Finding::new("R1", severity, place, Text::plain("x"));
        it.key = key.to_owned();
        it
    }

    #[test]
    fn moved_line_is_unchanged_and_a_second_finding_of_one_key_is_new() {
        let error = |key, line| finding(key, Severity::Error, line);
        let before = [error("a", 1), error("gone", 2)];
        let now = [error("a", 7), error("a", 8), error("b", 9)];
        let expected = Moved {
            new: 2,
            fixed: 1,
            unchanged: 1,
        };
        assert_eq!(Delta::between(&before, &now).errors, expected);
    }

    #[test]
    fn another_reason_at_the_same_spot_is_new() {
        let mut before = finding("a", Severity::Error, 1);
        before.reasons.push("missing".to_owned());
        let mut now = before.clone();
        now.reasons[0] = "rejected".to_owned();
        let delta = Delta::between(&[before], &[now]).errors;
        assert_eq!((delta.new, delta.fixed, delta.unchanged), (1, 1, 0));
    }

    #[test]
    fn what_has_been_waived_since_is_fixed() {
        let before = [finding("a", Severity::Warning, 1)];
        let mut now = before.clone();
        now[0].outcome = Outcome::Waived;
        let delta = Delta::between(&before, &now);
        assert_eq!((delta.warnings.fixed, delta.warnings.unchanged), (1, 0));
        assert_eq!(delta.errors, Moved::default());
    }
}
