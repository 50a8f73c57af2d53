//! Which event came first: by time, and where that is open by the order in which they are written.
//!
//! People write events down in any order, and what counts must not depend on it.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Event;

/// An event and how many stand before it.
pub type Numbered<'a> = (usize, &'a Event);

/// Whether `a` comes before `b`.
pub fn precedes(a: Numbered<'_>, b: Numbered<'_>, zone: &TimeZone) -> bool {
    let moments = a.1.at.as_ref().zip(b.1.at.as_ref());
    let order = moments.and_then(|(a, b)| a.compare(b, zone));
    order.unwrap_or(Ordering::Equal).then(a.0.cmp(&b.0)).is_lt()
}

/// Sorts events by time as far as it is known; one without a readable moment stays behind the one before it.
pub fn sort(events: &mut [Numbered<'_>], zone: &TimeZone) {
    let mut last = Timestamp::MIN;
    events.sort_by_cached_key(|(at, it)| {
        last = it.at.as_ref().map_or(last, |it| it.earliest(zone));
        (last, *at)
    });
}
