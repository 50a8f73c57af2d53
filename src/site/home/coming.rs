//! What is planned for the coming days.

use jiff::ToSpan as _;
use serde::Serialize;

use super::LISTED;
use crate::moment::Moment;
use crate::site::address::Href;
use crate::site::desk::{Here, Target};
use crate::site::dossier::timeline;
use crate::site::text::Said;

/// A planned moment of a change.
#[derive(Debug, Serialize)]
pub(crate) struct Coming {
    pub(crate) at: String,
    pub(crate) label: Said,
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Href,
}

/// What is planned from the as-of day on for seven days.
pub(super) fn coming(here: &Here<'_>, running: &[usize]) -> Vec<Coming> {
    let zone = &here.desk.ctx.config.zone;
    let today = here.desk.ctx.book.as_of.moment.day(zone);
    let last = today.saturating_add(6.days());
    let mut coming = Vec::new();
    for &index in running {
        let record = here.desk.record(index);
        for (at, entry) in timeline::planned(here, record) {
            let day = Moment::Instant(at).day(zone);
            let href = here.href(Target::Change(index));
            if let (Some(href), Some(shown)) = (href, entry.at)
                && (today..=last).contains(&day)
            {
                let (id, title) = (record.id.clone(), here.said(&record.title));
                coming.push((
                    at,
                    Coming {
                        at: shown,
                        label: entry.label,
                        id,
                        title,
                        href,
                    },
                ));
            }
        }
    }
    coming.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    coming.into_iter().take(LISTED).map(|it| it.1).collect()
}
