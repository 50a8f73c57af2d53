//! Dates as people write them, remembered as an *instant* or as a *day only*.
//!
//! A day without a time is not midnight: it is somewhere in that day. So two
//! moments compare only where their order is certain, and [`Moment::compare`]
//! has a third answer. The forms are those of the contract, section 3.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::lang::{Lang, Text};
use crate::text::narrow;

/// A point in time, as exact as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Somewhere in this day of the portal's zone.
    Day(Date),
    /// Exactly then.
    Instant(Timestamp),
}

/// What a written date means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The moment.
    pub moment: Moment,
    /// How it should be written, if it was written in another accepted form.
    pub better: Option<String>,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// It has none of the accepted forms.
    Form,
    /// It has the form of a date that does not exist, such as 30 February.
    Impossible,
    /// The clock of the zone shows this time twice, or never, on that day.
    Ambiguous,
}

impl Moment {
    /// Reads `text`; a time without an offset is in `zone`.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Written, DateFault> {
        let text = text.trim();
        let ascii = narrow(text);
        if ascii != text {
            let read = Self::parse(&ascii, zone)?;
            let better = Some(read.better.unwrap_or_else(|| ascii.trim().to_owned()));
            return Ok(Written { better, ..read });
        }
        if let Some(instant) = rfc3339(text) {
            return Ok(Written {
                moment: Self::Instant(instant),
                better: None,
            });
        }
        let (date, rest, plain) = date(text)?;
        let written = rest;
        let rest = rest.trim_start_matches([' ', '\u{3000}', 'T']);
        let gap = &written[..written.len() - rest.len()];
        if rest.is_empty() {
            let better = (!plain).then(|| date.to_string());
            return Ok(Written {
                moment: Self::Day(date),
                better,
            });
        }
        let (time, seconds) = time(rest)?;
        let (day, time) = match time {
            Clock::Of(time) => (date, time),
            Clock::NextMidnight => {
                let next = date
                    .checked_add(1.day())
                    .map_err(|_| DateFault::Impossible)?;
                (next, Time::midnight())
            }
        };
        let ambiguous = zone.to_ambiguous_timestamp(day.to_datetime(time));
        let instant = ambiguous.unambiguous().map_err(|_| DateFault::Ambiguous)?;
        let is_first_form = plain && gap == " " && matches!(rest.len(), 5 | 8);
        let better = (!is_first_form).then(|| {
            let format = if seconds { "%H:%M:%S" } else { "%H:%M" };
            format!("{day} {}", time.strftime(format))
        });
        Ok(Written {
            moment: Self::Instant(instant),
            better,
        })
    }

    /// The first instant that it can be.
    pub fn earliest(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(at) => *at,
            Self::Day(day) => start_of(*day, zone),
        }
    }

    /// The instant that it is certainly before, or for an instant the instant itself.
    pub fn latest(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Instant(at) => *at,
            Self::Day(day) => end_of(*day, zone),
        }
    }

    /// The day in the zone.
    pub fn day(&self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => *day,
            Self::Instant(at) => at.to_zoned(zone.clone()).date(),
        }
    }

    /// How it stands to `other`; `None` if that cannot be known.
    ///
    /// Two equal days without times cannot be ordered, nor a day and an instant in it.
    pub fn compare(&self, other: &Self, zone: &TimeZone) -> Option<Ordering> {
        match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(b)),
            _ if self.latest(zone) <= other.earliest(zone) => Some(Ordering::Less),
            _ if other.latest(zone) <= self.earliest(zone) => Some(Ordering::Greater),
            _ => None,
        }
    }

    /// The time from `self` to `other`, from the earliest instants of both.
    pub fn until(&self, other: &Self, zone: &TimeZone) -> SignedDuration {
        other.earliest(zone).duration_since(self.earliest(zone))
    }

    /// As people read it in the zone: `2024-05-10` or `2024-05-10 20:30`.
    pub fn show(&self, zone: &TimeZone) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Instant(at) => {
                let local = at.to_zoned(zone.clone());
                let format = if local.second() == 0 {
                    "%Y-%m-%d %H:%M"
                } else {
                    "%Y-%m-%d %H:%M:%S"
                };
                local.strftime(format).to_string()
            }
        }
    }
}

/// What may be meant by a text that is no date, such as `20250106` or `2025-01-06 9时10分`.
///
/// It is a guess for a person to confirm, never read as a date.
pub fn guess(text: &str, zone: &TimeZone) -> Option<String> {
    let mut text = narrow(text.trim());
    let is_compact = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count() == 8;
    if is_compact(&text) {
        text.insert(6, '-');
        text.insert(4, '-');
    }
    let (day, time) = match text.find(['时', '点', '分']) {
        Some(mark) => {
            let digits = text[..mark].trim_end_matches(|it: char| it.is_ascii_digit() || it == ':');
            text.split_at(digits.len())
        }
        None => (text.as_str(), ""),
    };
    let parts: Vec<_> = time
        .split(['时', '点', '分', '秒', ':'])
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    let (day, clock) = match parts[..] {
        [] => (day.to_owned(), String::new()),
        [hours] => (day.trim().to_owned(), format!(" {hours:0>2}:00")),
        _ => {
            let parts: Vec<_> = parts.iter().map(|it| format!("{it:0>2}")).collect();
            (day.trim().to_owned(), format!(" {}", parts.join(":")))
        }
    };
    let candidate = day + &clock;
    let read = Moment::parse(&candidate, zone).ok()?;
    Some(read.better.unwrap_or(candidate))
}

/// The first instant of a day in a zone.
pub fn start_of(day: Date, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_zoned(day.to_datetime(Time::midnight()))
        .compatible()
        .map_or(Timestamp::MIN, |it| it.timestamp())
}

/// The first instant after a day in a zone.
pub fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
    day.checked_add(1.day())
        .map_or(Timestamp::MAX, |next| start_of(next, zone))
}

/// A length of time in words: `2 小时 10 分钟`, `2 h 10 min`; at most two units, and
/// seconds where there is less than a minute.
pub fn duration(length: SignedDuration) -> Text {
    let seconds = length.abs().as_secs();
    if (1..60).contains(&seconds) {
        return Text::from_fn(|lang| match lang {
            Lang::Zh => format!("{seconds} 秒"),
            Lang::En => format!("{seconds} s"),
        });
    }
    let minutes = (seconds + 30) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let units = [
        (days, "天", if days == 1 { "day" } else { "days" }),
        (hours, "小时", "h"),
        (minutes, "分钟", "min"),
    ];
    let parts = |name: fn(&(i64, &'static str, &'static str)) -> &'static str| {
        let parts: Vec<_> = units
            .iter()
            .filter(|it| it.0 != 0)
            .take(2)
            .map(|it| format!("{} {}", it.0, name(it)))
            .collect();
        if parts.is_empty() {
            format!("0 {}", name(&units[2]))
        } else {
            parts.join(" ")
        }
    };
    Text::from_fn(|lang| match lang {
        Lang::Zh => parts(|it| it.1),
        Lang::En => parts(|it| it.2),
    })
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "form",
            Self::Impossible => "impossible",
            Self::Ambiguous => "ambiguous",
        })
    }
}

fn rfc3339(text: &str) -> Option<Timestamp> {
    let offset = text.ends_with('Z') || text.get(16..).is_some_and(|it| it.contains(['+', '-']));
    if offset { text.parse().ok() } else { None }
}

/// The date at the start of `text`, what follows it, and whether it has the first form.
fn date(text: &str) -> Result<(Date, &str, bool), DateFault> {
    let (year, rest) = number(text, 4).ok_or(DateFault::Form)?;
    let separator = rest.chars().next().ok_or(DateFault::Form)?;
    let second = match separator {
        '-' | '/' | '.' => separator,
        '年' => '月',
        _ => return Err(DateFault::Form),
    };
    let rest = &rest[separator.len_utf8()..];
    let (month, rest) = number(rest, 2).ok_or(DateFault::Form)?;
    let rest = rest.strip_prefix(second).ok_or(DateFault::Form)?;
    let (day, rest) = number(rest, 2).ok_or(DateFault::Form)?;
    let rest = match separator {
        '年' => rest.strip_prefix('日').ok_or(DateFault::Form)?,
        _ => rest,
    };
    if !(rest.is_empty() || rest.starts_with([' ', '\u{3000}', 'T']) || separator == '年') {
        return Err(DateFault::Form);
    }
    let plain = separator == '-' && text.as_bytes().get(7) == Some(&b'-') && {
        let digits = text.len() - rest.len();
        digits == 10
    };
    let small = |it: u32| i8::try_from(it).map_err(|_| DateFault::Impossible);
    let year = i16::try_from(year).map_err(|_| DateFault::Impossible)?;
    let date = Date::new(year, small(month)?, small(day)?).map_err(|_| DateFault::Impossible)?;
    Ok((date, rest, plain))
}

enum Clock {
    Of(Time),
    NextMidnight,
}

/// A time `20:30` or `20:30:15`, and whether it has seconds.
fn time(text: &str) -> Result<(Clock, bool), DateFault> {
    let parts: Vec<_> = text.split([':', '：']).collect();
    let (2 | 3) = parts.len() else {
        return Err(DateFault::Form);
    };
    let mut values = [0i8; 3];
    for (value, part) in values.iter_mut().zip(&parts) {
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|it| it.is_ascii_digit()) {
            return Err(DateFault::Form);
        }
        *value = part.parse().map_err(|_| DateFault::Form)?;
    }
    if values == [24, 0, 0] {
        return Ok((Clock::NextMidnight, parts.len() == 3));
    }
    Time::new(values[0], values[1], values[2], 0)
        .map(|time| (Clock::Of(time), parts.len() == 3))
        .map_err(|_| DateFault::Impossible)
}

fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if digits == 0 || (most == 4 && digits != 4) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("Asia/Shanghai").unwrap()
    }

    fn shown(text: &str) -> String {
        Moment::parse(text, &zone()).unwrap().moment.show(&zone())
    }

    #[test]
    fn every_form_of_a_date_is_read() {
        for text in ["2024-05-10", "2024/5/10", "2024.5.10", "2024年5月10日"] {
            assert_eq!(shown(text), "2024-05-10", "{text}");
            assert_eq!(shown(&format!("{text} 20:30")), "2024-05-10 20:30");
            assert_eq!(shown(&format!("{text} 20:30:15")), "2024-05-10 20:30:15");
        }
        assert_eq!(shown("2024-05-10T20:30:00+09:00"), "2024-05-10 19:30");
        assert_eq!(shown("2024-05-10T12:30:00Z"), "2024-05-10 20:30");
    }

    #[test]
    fn twenty_four_is_the_next_midnight() {
        assert_eq!(shown("2024-12-31 24:00"), "2025-01-01 00:00");
    }

    #[test]
    fn other_forms_say_how_to_write_them() {
        let better = |text| Moment::parse(text, &zone()).unwrap().better;
        assert_eq!(better("2024-05-10 20:30"), None);
        assert_eq!(better("2024年5月10日 20:30").unwrap(), "2024-05-10 20:30");
        assert_eq!(better("2024-5-1").unwrap(), "2024-05-01");
        assert_eq!(better("2024-05-10T20:30").unwrap(), "2024-05-10 20:30");
        assert_eq!(better("2024-05-10 9:05").unwrap(), "2024-05-10 09:05");
        assert_eq!(better("2024-05-10 20：30").unwrap(), "2024-05-10 20:30");
        assert_eq!(better("2024-05-10 24:00"), None);
    }

    #[test]
    fn impossible_and_strange_dates_are_told_apart() {
        let fault = |text| Moment::parse(text, &zone()).unwrap_err();
        assert_eq!(fault("2024-02-30"), DateFault::Impossible);
        assert_eq!(fault("2024-05-10 25:00"), DateFault::Impossible);
        assert_eq!(fault("10.05.2024"), DateFault::Form);
        assert_eq!(fault("next week"), DateFault::Form);
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let twice = Moment::parse("2024-10-27 02:30", &berlin);
        assert_eq!(twice.unwrap_err(), DateFault::Ambiguous);
    }

    #[test]
    fn a_day_and_a_time_in_it_have_no_order() {
        let zone = zone();
        let at = |text| Moment::parse(text, &zone).unwrap().moment;
        let (day, noon, next) = (at("2024-05-10"), at("2024-05-10 12:00"), at("2024-05-11"));
        assert_eq!(day.compare(&noon, &zone), None);
        assert_eq!(day.compare(&day, &zone), None);
        assert_eq!(day.compare(&next, &zone), Some(Ordering::Less));
        assert_eq!(next.compare(&noon, &zone), Some(Ordering::Greater));
    }

    #[test]
    fn full_width_digits_are_read_and_remarked() {
        for (text, better) in [
            ("２０２５-０１-０６", "2025-01-06"),
            ("2025-01-06　２０：３０", "2025-01-06 20:30"),
            ("２０２５年１月６日 9：05", "2025-01-06 09:05"),
        ] {
            let read = Moment::parse(text, &zone()).unwrap();
            assert_eq!(read.better.as_deref(), Some(better), "{text}");
            assert_eq!(read.moment, Moment::parse(better, &zone()).unwrap().moment);
        }
    }

    #[test]
    fn what_may_be_meant_is_guessed_and_never_read() {
        for (text, meant) in [
            ("20250106", Some("2025-01-06")),
            ("20250106 20:30", Some("2025-01-06 20:30")),
            ("2025-01-06 9时10分", Some("2025-01-06 09:10")),
            ("2025年1月6日9点", Some("2025-01-06 09:00")),
            ("2025/1/6 9时10分20秒", Some("2025-01-06 09:10:20")),
            ("20251306", None),
            ("06/01/2025", None),
            ("下周", None),
        ] {
            assert_eq!(guess(text, &zone()).as_deref(), meant, "{text}");
            assert!(Moment::parse(text, &zone()).is_err(), "{text}");
        }
    }

    #[test]
    fn less_than_a_minute_is_told_in_seconds() {
        let words = |seconds| {
            let words = duration(SignedDuration::from_secs(seconds));
            [
                words.get(Lang::En).to_owned(),
                words.get(Lang::Zh).to_owned(),
            ]
        };
        assert_eq!(words(1), ["1 s", "1 秒"]);
        assert_eq!(words(-59), ["59 s", "59 秒"]);
        assert_eq!(words(60), ["1 min", "1 分钟"]);
        assert_eq!(words(0), ["0 min", "0 分钟"]);
    }

    #[test]
    fn durations_are_words() {
        let words = duration(SignedDuration::from_mins(130));
        assert_eq!(words.get(Lang::Zh), "2 小时 10 分钟");
        assert_eq!(words.get(Lang::En), "2 h 10 min");
        assert_eq!(
            duration(SignedDuration::from_hours(49)).get(Lang::En),
            "2 days 1 h"
        );
    }
}
