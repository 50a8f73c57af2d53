//! Deadlines: a moment and a threshold of the policy.
//!
//! Limits in minutes and hours are counted from instant to instant, those in
//! days and years by the calendar of the portal's zone, those in working days
//! to the end of the last of them. A day without a time makes the deadline a
//! range, and what falls into it cannot be decided. Only where both ends are
//! days without times a limit in days is counted from day to day, because all
//! three count the same thing; a clock time beside a day proves nothing of the
//! last day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan as _};

use crate::lang::Text;
use crate::moment::{self, Moment};
use crate::procedure::registers::Calendar;
use crate::procedure::{Threshold, Unit};
use crate::words;

/// What deadlines are counted by.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// The zone of the portal.
    pub zone: &'a TimeZone,
    /// Its working days.
    pub calendar: &'a Calendar,
}

/// The last moment at which something is still in time; a range where the start is a day only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The first instant that it can be.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
    /// The day on which it ends, if it counts days from a day, or working days from anything.
    pub day: Option<Date>,
}

impl Clock<'_> {
    /// The deadline that ends `limit` after `start`.
    pub fn deadline(&self, start: &Moment, limit: &Threshold) -> Deadline {
        let day = start.day(self.zone);
        let counted = match limit.unit {
            Unit::Workdays => Some(self.workdays_after(day, limit.value)),
            Unit::Days => day.checked_add(limit.value.days()).ok(),
            Unit::Years => day.checked_add(limit.value.years()).ok(),
            Unit::Minutes | Unit::Hours => None,
        };
        if limit.unit == Unit::Workdays {
            let end = moment::end_of(counted.unwrap_or(day), self.zone);
            return Deadline {
                first: end,
                last: end,
                day: counted,
            };
        }
        Deadline {
            first: self.shift(start.earliest(self.zone), limit),
            last: self.shift(start.latest(self.zone), limit),
            day: counted.filter(|_| matches!(start, Moment::Day(_))),
        }
    }

    /// The moment `by` after `start`.
    pub fn plus(&self, start: &Moment, by: &Threshold) -> Moment {
        let day = match (start, by.unit) {
            (_, Unit::Workdays) => Some(self.workdays_after(start.day(self.zone), by.value)),
            (Moment::Day(day), Unit::Days) => day.checked_add(by.value.days()).ok(),
            (Moment::Day(day), Unit::Years) => day.checked_add(by.value.years()).ok(),
            _ => None,
        };
        match day {
            Some(day) => Moment::Day(day),
            None => Moment::Instant(self.shift(start.latest(self.zone), by)),
        }
    }

    /// Whether `done` is in time; `None` if that cannot be known.
    pub fn in_time(&self, deadline: &Deadline, done: &Moment) -> Option<bool> {
        if let (Some(end), Moment::Day(done)) = (deadline.day, done) {
            return Some(*done <= end);
        }
        if done.latest(self.zone) <= deadline.first {
            Some(true)
        } else if done.earliest(self.zone) > deadline.last {
            Some(false)
        } else {
            None
        }
    }

    /// Whether at least `limit` lies between the two; `None` if that cannot be known.
    pub fn at_least(&self, from: &Moment, to: &Moment, limit: &Threshold) -> Option<bool> {
        let end = self.deadline(from, limit);
        if let (Some(end), Moment::Day(to)) = (end.day, to)
            && limit.unit != Unit::Workdays
        {
            return Some(*to >= end);
        }
        let is_short = match to {
            Moment::Instant(to) => *to < end.first,
            Moment::Day(_) => to.latest(self.zone) <= end.first,
        };
        if to.earliest(self.zone) >= end.last {
            Some(true)
        } else if is_short {
            Some(false)
        } else {
            None
        }
    }

    /// How long `done` is past the deadline, in the unit in which people count the limit.
    pub fn late(&self, deadline: &Deadline, done: Timestamp, limit: &Threshold) -> Text {
        if limit.unit == Unit::Workdays {
            let done = Moment::Instant(done).day(self.zone);
            let mut day = self.last_day(deadline);
            let mut count = 0;
            while day < done {
                let Ok(next) = day.tomorrow() else { break };
                day = next;
                count += i64::from(self.calendar.works_on(day, self.zone));
            }
            return amount(count.max(1), Unit::Workdays);
        }
        moment::duration(
            done.duration_since(deadline.first)
                .max(SignedDuration::ZERO),
        )
    }

    /// The day whose end, or in which, the deadline is.
    fn last_day(&self, deadline: &Deadline) -> Date {
        // The end of a day is the first instant of the next one.
        let inside = deadline.first - SignedDuration::from_nanos(1);
        let start = Moment::Instant(deadline.first).day(self.zone);
        if moment::start_of(start, self.zone) == deadline.first {
            Moment::Instant(inside).day(self.zone)
        } else {
            start
        }
    }

    fn shift(&self, from: Timestamp, limit: &Threshold) -> Timestamp {
        let local = from.to_zoned(self.zone.clone());
        let by: Span = match limit.unit {
            Unit::Minutes => limit.value.minutes(),
            Unit::Hours => limit.value.hours(),
            Unit::Days | Unit::Workdays => limit.value.days(),
            Unit::Years => limit.value.years(),
        };
        local
            .checked_add(by)
            .map_or(Timestamp::MAX, |it| it.timestamp())
    }

    fn workdays_after(&self, from: Date, count: i64) -> Date {
        let mut day = from;
        let mut left = count;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= i64::from(self.calendar.works_on(day, self.zone));
        }
        day
    }
}

/// A threshold in words: `60 minutes`, `3 个工作日`.
pub fn limit(threshold: &Threshold) -> Text {
    amount(threshold.value, threshold.unit)
}

fn amount(count: i64, unit: Unit) -> Text {
    let name = match unit {
        Unit::Minutes => "minutes",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Workdays => "workdays",
        Unit::Years => "years",
    };
    let number = if count == 1 { "one" } else { "many" };
    let args = [("count", Text::plain(count.to_string()))];
    words::fill(&format!("check.limit.{name}.{number}"), &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn limit(value: i64, unit: Unit) -> Threshold {
        Threshold {
            value,
            unit,
            ..Threshold::default()
        }
    }

    fn at(text: &str) -> Moment {
        Moment::parse(text, &TimeZone::get("Asia/Shanghai").unwrap())
            .unwrap()
            .moment
    }

    fn in_time(start: &str, limit: &Threshold, done: &str) -> Option<bool> {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let calendar = Calendar::default();
        let clock = Clock {
            zone: &zone,
            calendar: &calendar,
        };
        clock.in_time(&clock.deadline(&at(start), limit), &at(done))
    }

    #[test]
    fn at_the_threshold_is_in_time() {
        let hour = limit(60, Unit::Minutes);
        assert_eq!(
            in_time("2025-03-03 09:00", &hour, "2025-03-03 10:00"),
            Some(true)
        );
        assert_eq!(
            in_time("2025-03-03 09:00", &hour, "2025-03-03 10:01"),
            Some(false)
        );
    }

    #[test]
    fn a_day_without_a_time_cannot_be_held_against_minutes() {
        let hour = limit(60, Unit::Minutes);
        assert_eq!(in_time("2025-03-03", &hour, "2025-03-03 10:00"), None);
        assert_eq!(in_time("2025-03-03", &hour, "2025-03-04 01:00"), None);
        assert_eq!(
            in_time("2025-03-03", &hour, "2025-03-04 10:00"),
            Some(false)
        );
    }

    #[test]
    fn days_are_counted_by_the_calendar_where_no_time_is_given() {
        let days = limit(3, Unit::Days);
        assert_eq!(in_time("2025-03-03", &days, "2025-03-06"), Some(true));
        assert_eq!(in_time("2025-03-03 22:00", &days, "2025-03-06"), None);
        assert_eq!(in_time("2025-03-03", &days, "2025-03-07"), Some(false));
        assert_eq!(
            in_time("2025-03-03 22:00", &days, "2025-03-06 22:01"),
            Some(false)
        );
    }

    #[test]
    fn working_days_pass_over_the_weekend_and_last_to_the_end_of_the_day() {
        let days = limit(3, Unit::Workdays);
        // 2025-03-07 is a Friday.
        assert_eq!(
            in_time("2025-03-07 11:00", &days, "2025-03-12 23:59"),
            Some(true)
        );
        assert_eq!(in_time("2025-03-07 11:00", &days, "2025-03-12"), Some(true));
        assert_eq!(
            in_time("2025-03-07 11:00", &days, "2025-03-13 00:01"),
            Some(false)
        );
    }

    #[test]
    fn what_is_added_to_a_day_in_days_years_or_working_days_is_a_day() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let calendar = Calendar::default();
        let clock = Clock {
            zone: &zone,
            calendar: &calendar,
        };
        let plus = |start: &str, by, unit| clock.plus(&at(start), &limit(by, unit));
        assert_eq!(plus("2025-03-07", 3, Unit::Days), at("2025-03-10"));
        assert_eq!(plus("2025-03-07", 1, Unit::Years), at("2026-03-07"));
        assert_eq!(plus("2025-03-07", 1, Unit::Workdays), at("2025-03-10"));
        let time = "2025-03-07 11:00";
        assert_eq!(plus(time, 1, Unit::Workdays), at("2025-03-10"));
        assert_eq!(plus(time, 3, Unit::Days), at("2025-03-10 11:00"));
        assert_eq!(plus(time, 1, Unit::Years), at("2026-03-07 11:00"));
    }

    #[test]
    fn lateness_is_told_in_the_unit_of_the_limit() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let calendar = Calendar::default();
        let clock = Clock {
            zone: &zone,
            calendar: &calendar,
        };
        let days = limit(3, Unit::Workdays);
        let deadline = clock.deadline(&at("2025-03-07 11:00"), &days);
        let late = clock.late(&deadline, at("2025-03-17 10:00").earliest(&zone), &days);
        assert_eq!(late.get(Lang::En), "3 working days");
    }
}
