//! Which rule is the narrower one where two of them see the same fault.
//!
//! One slip is one finding: a fault that a narrower rule reports is not repeated
//! by a wider one. Which is which, a rule says of itself under `yields_to`.

use crate::source::Place;

use super::selector::Selector;

/// A rule whose finding about the same fault is enough.
#[derive(Clone, Debug)]
pub struct Narrower {
    /// Its id; a rule may yield to another part of itself.
    pub rule: String,
    /// What it must say, named as in its `messages`; a part stands for all that it says.
    pub saying: Option<String>,
    /// What its finding must be about; without it the two findings must name a common place.
    pub about: Option<Selector>,
    /// Which of its own messages gives way; without it all of them.
    pub only: Option<String>,
    /// Where it is named.
    pub place: Place,
}

impl Narrower {
    /// Whether a message of the narrower rule is one that is meant.
    pub fn means(&self, message: &str) -> bool {
        is_of(self.saying.as_deref(), message)
    }

    /// Whether a message of the wider rule is one that gives way.
    pub fn silences(&self, message: &str) -> bool {
        is_of(self.only.as_deref(), message)
    }
}

/// Whether a message is the wanted one or a variant of it; all are, if none is wanted.
fn is_of(wanted: Option<&str>, message: &str) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    let rest = message.strip_prefix(wanted);
    rest.is_some_and(|it| it.is_empty() || it.starts_with('.'))
}
