//! Editions: a record is judged by what was in force when it was opened.
//!
//! Rules and clauses that were replaced stay in their files with their last day,
//! so that an old record goes on being held against what its authors knew.

use jiff::tz::TimeZone;

use crate::moment::Moment;

use super::Procedure;

/// From when to when something is in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// The first moment; none: from the beginning.
    pub from: Option<Moment>,
    /// The last; none: until further notice.
    pub to: Option<Moment>,
}

impl InForce {
    /// Whether it holds for a record that was opened then.
    pub fn covers(&self, opened: &Moment, zone: &TimeZone) -> bool {
        let opened = opened.earliest(zone);
        let begun = |it: &Moment| it.earliest(zone) <= opened;
        let ongoing = |it: &Moment| opened < it.latest(zone);
        self.from.as_ref().is_none_or(begun) && self.to.as_ref().is_none_or(ongoing)
    }

    /// Whether it is limited at all.
    pub fn is_limited(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

impl Procedure {
    /// The edition in force for a record that was opened then, as the version history tells; the
    /// current edition where it tells nothing.
    pub fn edition_for(&self, opened: &Moment, zone: &TimeZone) -> &str {
        let day = opened.day(zone);
        let dated = self.history.iter().filter_map(|it| {
            let date = Moment::parse(&it.date, zone).ok()?.moment.day(zone);
            Some((date, it.version.as_str()))
        });
        let dated: Vec<_> = dated.collect();
        let newest = dated.iter().map(|it| it.0).max();
        let begun = dated.iter().filter(|(date, _)| *date <= day);
        match begun.max_by_key(|it| it.0) {
            Some((date, version)) if Some(*date) != newest => version,
            _ => &self.edition,
        }
    }
}
