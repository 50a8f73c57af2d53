//! `calendar/calendar.ics`: windows and periods for the calendar of one's own, as RFC 5545 wants them.
//!
//! Nothing in it is of the hour at which it was written: the stamp of an event
//! is the last thing that happened to its change, so that the same records give
//! the same bytes. Times are in UTC; days without times stay days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::book::Record;
use crate::check::windows::Window;
use crate::lang::Lang;
use crate::moment::Moment;

use super::address::{Address, slug};
use super::desk::{Desk, Here, Target};
use super::schedule::{self, LISTS};

/// The calendar of a portal, in its first language; of some records alone, their windows without the periods of all.
pub(super) fn feed(desk: &Desk<'_>, only: Option<&[usize]>) -> Vec<u8> {
    let config = desk.ctx.config;
    let address = Address::file(super::calendar::FEED);
    let here = Here {
        desk,
        lang: config.languages.first().copied().unwrap_or(Lang::En),
        address: &address,
    };
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//changebook//calendar//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    let title = here.say(&config.title).text;
    for name in ["NAME", "X-WR-CALNAME"] {
        out.put(name, &escaped(&title));
    }
    let mut taken = std::collections::BTreeMap::new();
    for window in &desk.schedule.windows {
        let part = if window.done { "done" } else { "planned" };
        let slug = &desk.notes[window.record].slug;
        let count = taken.entry((slug, part)).or_insert(0usize);
        // Counted even if left out: a window has one name wherever it is shown.
        *count += 1;
        if only.is_none_or(|it| it.contains(&window.record)) {
            window_event(&here, window, &format!("{slug}-{part}-{count}"), &mut out);
        }
    }
    if only.is_none() {
        periods(&here, &mut out);
    }
    out.put("END", "VCALENDAR");
    out.text.into_bytes()
}

fn periods(here: &Here<'_>, out: &mut Lines) {
    let desk = here.desk;
    let config = desk.ctx.config;
    for list in LISTS {
        let mut seen = std::collections::BTreeMap::new();
        for period in schedule::periods(&desk.ctx, list) {
            let from = period.from.day(&config.zone).to_string();
            let count = seen.entry(from.clone()).or_insert(0usize);
            *count += 1;
            out.put("BEGIN", "VEVENT");
            out.put("UID", &uid(here, &format!("{list}-{from}-{count}")));
            out.put("DTSTAMP", &utc(period.from.earliest(&config.zone)));
            span(out, &period.from, Some(&period.to), &config.zone);
            let label = here.ui(&format!("ui.calendar.list.{list}"));
            let title = here.say(&period.title).text;
            out.put(
                "SUMMARY",
                &escaped(&format!("{label}{}{title}", here.ui("ui.colon"))),
            );
            out.put("CATEGORIES", &escaped(&label));
            // Days off do not make anybody busy.
            out.put("TRANSP", "TRANSPARENT");
            out.put("END", "VEVENT");
        }
    }
}

fn window_event(here: &Here<'_>, window: &Window, id: &str, out: &mut Lines) {
    let desk = here.desk;
    let zone = &desk.ctx.config.zone;
    let record = desk.record(window.record);
    let part = here.ui(if window.done {
        "ui.calendar.done"
    } else {
        "ui.calendar.planned"
    });
    out.put("BEGIN", "VEVENT");
    out.put("UID", &uid(here, id));
    out.put("DTSTAMP", &utc(stamp(desk, record, window)));
    span(out, &window.start, window.end.as_ref(), zone);
    let title = here.titled(record).text;
    let summary = format!("{} {title}{}{part}", record.id, here.ui("ui.calendar.dash"));
    out.put("SUMMARY", &escaped(&summary));
    let mut about = vec![here.word(&desk.state_label(&record.life.effective))];
    if let Some(system) = record.system.as_deref() {
        about.push(here.word(&desk.system_label(system)));
    }
    if let Some(state) = &window.broken_off {
        about.push(here.word(&desk.state_label(state)));
    }
    out.put("DESCRIPTION", &escaped(&about.join("\n")));
    out.put("CATEGORIES", &escaped(&part));
    out.put(
        "STATUS",
        if window.done {
            "CONFIRMED"
        } else {
            "TENTATIVE"
        },
    );
    let page = desk.locate(here.lang, Target::Change(window.record));
    if let (Some(site), Some((page, _))) = (desk.ctx.config.address.as_deref(), page) {
        out.put("URL", &page.canonical(site));
    }
    out.put("END", "VEVENT");
}

/// The last thing that happened to a record, else its opening, else the window itself.
fn stamp(desk: &Desk<'_>, record: &Record, window: &Window) -> Timestamp {
    let zone = &desk.ctx.config.zone;
    let events = record.events.iter().filter_map(|it| it.at.as_ref());
    let last = events.map(|it| it.earliest(zone)).max();
    let opened = record.opened.as_ref().map(|it| it.earliest(zone));
    last.or(opened)
        .unwrap_or_else(|| window.start.earliest(zone))
}

/// An id that is the same every time: of the thing, at the portal.
fn uid(here: &Here<'_>, id: &str) -> String {
    let site = here.desk.ctx.config.address.as_deref().unwrap_or_default();
    let host = site.split("//").nth(1).and_then(|it| it.split('/').next());
    let host = host.filter(|it| !it.is_empty()).unwrap_or("changebook");
    format!("{}@{host}", slug(id))
}

/// From when to when. Days without times are days; what has no end is a moment.
fn span(out: &mut Lines, from: &Moment, to: Option<&Moment>, zone: &TimeZone) {
    let is_day = |it: &Moment| matches!(it, Moment::Day(_));
    if is_day(from) || to.is_some_and(is_day) {
        let first = from.day(zone);
        let last = to.map_or(first, |it| it.day(zone)).max(first);
        out.put("DTSTART;VALUE=DATE", &basic(first));
        out.put("DTEND;VALUE=DATE", &basic(last.saturating_add(1.day())));
        return;
    }
    let start = from.earliest(zone);
    out.put("DTSTART", &utc(start));
    let end = to.map(|it| it.latest(zone));
    if let Some(end) = end.filter(|it| *it > start) {
        out.put("DTEND", &utc(end));
    }
}

fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text with what means something in the format taken out of its meaning.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(it);
            }
            '\n' => out.push_str("\\n"),
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
    out
}

/// Lines of content, folded.
#[derive(Default)]
struct Lines {
    text: String,
}

/// How many octets a line may have, its end not counted.
const WIDTH: usize = 75;

impl Lines {
    fn put(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for it in name.chars().chain([':']).chain(value.chars()) {
            // A character is never cut; what goes on begins with a blank.
            if width + it.len_utf8() > WIDTH {
                self.text.push_str("\r\n ");
                width = 1;
            }
            self.text.push(it);
            width += it.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_and_never_inside_a_character() {
        let mut out = Lines::default();
        out.put("SUMMARY", &"清算结算系统".repeat(12));
        let lines: Vec<_> = out.text.split("\r\n").collect();
        assert!(lines.len() > 3 && lines.iter().all(|it| it.len() <= 75));
        assert!(lines[1].starts_with(' '));
        assert_eq!(
            out.text.replace("\r\n ", ""),
            format!("SUMMARY:{}\r\n", "清算结算系统".repeat(12))
        );
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a;b,c\\d\ne\u{7}"), "a\\;b\\,c\\\\d\\ne");
    }

    #[test]
    fn days_stay_days_and_end_with_the_day_after() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let at = |text: &str| Moment::parse(text, &zone).unwrap().moment;
        let of = |from: &str, to: &str| {
            let mut out = Lines::default();
            span(&mut out, &at(from), Some(&at(to)), &zone);
            out.text
        };
        assert_eq!(
            of("2026-06-28", "2026-07-02"),
            "DTSTART;VALUE=DATE:20260628\r\nDTEND;VALUE=DATE:20260703\r\n"
        );
        assert_eq!(
            of("2026-06-28 20:00", "2026-06-28 23:30"),
            "DTSTART:20260628T120000Z\r\nDTEND:20260628T153000Z\r\n"
        );
    }
}
