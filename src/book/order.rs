//! Which event came first: by time, and where that is open by the order in which they are written.
//!
//! People write events down in any order, often the forgotten one last, and what counts must not
//! depend on it. So the events of a record are put in order once, when it is bound, and whoever
//! comes later takes them as they stand. Their places remain those where they are written.
//!
//! A day without a time has no order with what happened on that day: such an event stays behind
//! those of its day that are written before it. One whose moment cannot be read stays behind the
//! one before it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::moment::Moment;

use super::Event;

/// The events of a record, given as they are written, in order of time.
pub(super) fn sorted(events: Vec<Event>, zone: &TimeZone) -> Vec<Event> {
    // The latest time of each day up to the event that is looked at.
    let mut latest = BTreeMap::new();
    let mut last = Timestamp::MIN;
    let mut keyed = Vec::with_capacity(events.len());
    for event in events {
        if let Some(at) = &event.at {
            let of_day = latest.entry(at.day(zone)).or_insert(Timestamp::MIN);
            *of_day = at.earliest(zone).max(*of_day);
            last = match at {
                Moment::Instant(at) => *at,
                Moment::Day(_) => *of_day,
            };
        }
        keyed.push((last, event));
    }
    keyed.sort_by_key(|it| it.0);
    keyed.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::value::{Item, Value};
    use crate::source::Place;

    /// The events, written `name@moment`, in their order; one without a moment is a name alone.
    fn order(written: &str) -> String {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let read = |it: &str| Moment::parse(&it.replace('_', " "), &zone).unwrap().moment;
        let event = |it: &str| {
            let (kind, at) = it.split_once('@').unwrap_or((it, ""));
            Event {
                kind: kind.to_owned(),
                at: (!at.is_empty()).then(|| read(at)),
                item: Item {
                    place: Place::default(),
                    value: Value::Empty,
                },
                cycle: 0,
            }
        };
        let events = super::sorted(written.split_whitespace().map(event).collect(), &zone);
        let kinds: Vec<_> = events.iter().map(|it| it.kind.as_str()).collect();
        kinds.join(" ")
    }

    #[test]
    fn an_event_stands_where_its_time_puts_it() {
        let written = "c@2024-05-10_12:00 a@2024-05-09 d@2024-05-11 b@2024-05-10_09:00";
        assert_eq!(order(written), "a b c d");
    }

    #[test]
    fn at_the_same_time_what_is_written_first_comes_first() {
        assert_eq!(order("b@2024-05-10_12:00 a@2024-05-10_12:00"), "b a");
        assert_eq!(order("b@2024-05-10 a@2024-05-10"), "b a");
    }

    #[test]
    fn a_day_without_a_time_stays_behind_what_is_written_before_it() {
        assert_eq!(order("day@2024-05-10 a@2024-05-10_12:00"), "day a");
        assert_eq!(order("a@2024-05-10_12:00 day@2024-05-10"), "a day");
        // What was forgotten and written last does not take it along.
        let late = "b@2024-05-10_12:00 day@2024-05-10 c@2024-05-11 a@2024-05-10_09:00";
        assert_eq!(order(late), "a b day c");
    }

    #[test]
    fn an_event_without_a_readable_moment_stays_behind_the_one_before_it() {
        let written = "first b@2024-05-10_12:00 behind a@2024-05-10_09:00";
        assert_eq!(order(written), "first a b behind");
    }
}
