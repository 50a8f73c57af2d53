//! How far long work has come, for whoever wants to hear it.
//!
//! The stages say what they are at and how much of it is done; whether anybody
//! shows it, and when, is not their business, and it changes nothing of what
//! they make.

use std::fmt;
use std::sync::Arc;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Texts are read.
    Read,
    /// Records are held against the rules.
    Judge,
    /// Pages are made.
    Publish,
}

impl Phase {
    /// Its name in the tables of words.
    pub fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Judge => "judge",
            Self::Publish => "publish",
        }
    }
}

/// Hears the phase, how much of it is done, and how much there is.
type Hear = dyn Fn(Phase, usize, usize) + Send + Sync;

/// Somebody who hears how far the work is, or nobody.
#[derive(Clone, Default)]
pub struct Listener(Option<Arc<Hear>>);

impl Listener {
    /// Somebody.
    pub fn new(hear: impl Fn(Phase, usize, usize) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(hear)))
    }

    /// Tells that `done` of `all` are behind us.
    pub fn tell(&self, phase: Phase, done: usize, all: usize) {
        if let Some(hear) = &self.0 {
            hear(phase, done, all);
        }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.0.is_some() {
            "somebody"
        } else {
            "nobody"
        };
        write!(out, "Listener({who})")
    }
}
