//! The vocabulary of rules: one file a check kind.

use crate::procedure::rules::Signature;

/// The signatures of all kinds, for the loader of rules.
pub fn signatures() -> Vec<Signature> {
    Vec::new()
}
