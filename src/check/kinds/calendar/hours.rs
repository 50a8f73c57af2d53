//! Hours of the day in which a window must lie, perhaps over midnight.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::moment::Moment;

/// From one time of the day to another; if that is not later, to the one of the next day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hours {
    from: Time,
    to: Time,
}

impl Hours {
    /// The two times that a rule gives, which the loader has read before.
    pub(super) fn of(names: &[String]) -> Option<Self> {
        let [from, to] = names else { return None };
        let time = |it: &str| it.parse::<Time>().ok();
        Some(Self {
            from: time(from)?,
            to: time(to)?,
        })
    }

    /// Whether these hours of one day, or of one night, hold all from `start` to `end`.
    pub(super) fn hold(self, (start, end): (Timestamp, Timestamp), zone: &TimeZone) -> bool {
        let day = Moment::Instant(start).day(zone);
        let evening = [day.yesterday().ok(), Some(day)];
        evening.into_iter().flatten().any(|day| {
            let span = self.on(day, zone);
            span.is_some_and(|(from, to)| from <= start && end <= to)
        })
    }

    fn on(self, day: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let last = if self.from < self.to {
            day
        } else {
            day.checked_add(1.day()).ok()?
        };
        let at = |day: Date, time| {
            let zoned = zone.to_ambiguous_zoned(day.to_datetime(time));
            zoned.compatible().ok().map(|it| it.timestamp())
        };
        Some((at(day, self.from)?, at(last, self.to)?))
    }
}
