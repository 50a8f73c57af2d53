//! What is planned or due in the coming days, what is late included.

use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use super::LISTED;
use crate::check::waiting::What;
use crate::moment::Moment;
use crate::site::address::Href;
use crate::site::chip::Chip;
use crate::site::desk::{Here, Target};
use crate::site::dossier::timeline;
use crate::site::lists::Link;
use crate::site::text::{Rich, Said};
use crate::text::escape;

/// Something of a change that has its day.
#[derive(Debug, Serialize)]
pub(crate) struct Coming {
    pub(crate) at: String,
    pub(crate) what: Rich,
    /// How much of the time is left or over, if it runs out.
    pub(crate) chip: Option<Chip>,
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Href,
}

/// What is not listed, and the pages that have it.
#[derive(Debug, Serialize)]
pub(crate) struct More {
    /// How much, in words.
    pub(crate) said: String,
    pub(crate) pages: Vec<Link>,
}

/// What comes from the as-of day on within seven days, and what should have come before;
/// and what of it is not listed.
pub(super) fn coming(here: &Here<'_>, running: &[usize]) -> (Vec<Coming>, Option<More>) {
    let mut coming = due(here);
    coming.extend(running.iter().flat_map(|&it| planned(here, it)));
    coming.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    let more = coming.len().saturating_sub(LISTED);
    let link = |name: &str, target| {
        let label = here.section(name);
        here.href(target).map(|href| Link { label, href })
    };
    let pages = [
        link("todo", Target::Todo),
        link("calendar", Target::Calendar),
    ];
    let more = (more > 0).then(|| More {
        said: here.count("ui.home.coming_more", more),
        pages: pages.into_iter().flatten().collect(),
    });
    let listed = coming.into_iter().take(LISTED);
    (listed.map(|it| it.1).collect(), more)
}

/// The planned moments of a change.
fn planned(here: &Here<'_>, index: usize) -> Vec<(Timestamp, Coming)> {
    let zone = &here.desk.ctx.config.zone;
    let today = here.desk.ctx.book.as_of.moment.day(zone);
    let last = today.saturating_add(6.days());
    let record = here.desk.record(index);
    let planned = timeline::planned(here, record).into_iter();
    let soon = planned.filter(|(at, _)| {
        let day = Moment::Instant(*at).day(zone);
        (today..=last).contains(&day)
    });
    soon.filter_map(|(at, entry)| {
        let mut html = String::new();
        escape(&entry.label.text, &mut html);
        let what = Rich {
            html,
            lang: entry.label.lang,
        };
        Some((at, of(here, index, (entry.at?, what, None))?))
    })
    .collect()
}

/// What must happen before a time is over; what has been found late already stands elsewhere.
fn due(here: &Here<'_>) -> Vec<(Timestamp, Coming)> {
    let until = here.desk.ctx.book.as_of.until;
    let last = until.saturating_add(144.hours()).unwrap_or(until);
    let tasks = here.desk.duties.tasks.iter().enumerate();
    let tasks = tasks.filter(|(_, it)| !matches!(it.what, What::Mend(_)));
    tasks
        .filter_map(|(at, task)| {
            let end = task.due.as_ref()?.until;
            if end > last {
                return None;
            }
            let row = here.task(at, None);
            Some((end, of(here, task.record?, (row.due?, row.what, row.chip))?))
        })
        .collect()
}

fn of(
    here: &Here<'_>,
    index: usize,
    (at, what, chip): (String, Rich, Option<Chip>),
) -> Option<Coming> {
    let record = here.desk.record(index);
    Some(Coming {
        at,
        what,
        chip,
        id: record.id.clone(),
        title: here.titled(record),
        href: here.href(Target::Change(index))?,
    })
}
