//! `/rules/<id>/` of a finding of the engine itself.

use serde::Serialize;

use crate::notice::Notice;

use super::chip::Chip;
use super::desk::{Here, Target};
use super::findings::Finding;
use super::rule::{LISTED, Stand, more, stand};
use super::shell::Frame;
use super::text::{Rich, Said};

/// A finding of the engine itself.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) severity: Chip,
    pub(crate) explain: Rich,
    pub(crate) help: Option<Rich>,
    /// How many there are; what is waived or known of old is not counted.
    pub(crate) n: usize,
    /// The changes in whose files it occurs.
    pub(crate) changes: Vec<Stand>,
    /// Where it occurs in a file that belongs to no change.
    pub(crate) findings: Vec<Finding>,
    pub(crate) more: Option<String>,
}

/// How often a finding of the engine itself counts now.
pub(super) fn counted(here: &Here<'_>, notice: &Notice) -> usize {
    let all = here.desk.findings.all.iter();
    all.filter(|it| it.rule == notice.id && it.counts()).count()
}

pub(crate) fn view<'p>(here: &Here<'_>, notice: &Notice) -> (Frame<'p>, View) {
    let path = |part: &str| format!("notice.{}.{part}", notice.id);
    let word = |part: &str| crate::words::text(&path(part));
    let desk = here.desk;
    let has_it = |&record: &usize| desk.found(record).any(|it| it.rule == notice.id);
    let records: Vec<_> = desk.newest.iter().copied().filter(has_it).collect();
    let all = desk.findings.all.iter();
    let loose: Vec<_> = all
        .filter(|it| it.rule == notice.id && it.record.is_none())
        .collect();
    let title = here.say(&word("title"));
    let has = |part: &str| crate::words::one(here.lang, &path(part)).is_some();
    let view = View {
        id: notice.id.to_owned(),
        title: title.clone(),
        severity: here.severity(notice.severity),
        explain: here.rich(&word("explain")),
        help: has("help").then(|| here.rich(&word("help"))),
        n: counted(here, notice),
        findings: loose
            .iter()
            .take(LISTED)
            .map(|it| here.finding(it))
            .collect(),
        more: more(here, "ui.rule.more", records.len())
            .or_else(|| more(here, "ui.compliance.more", loose.len())),
        changes: records
            .iter()
            .take(LISTED)
            .map(|&it| stand(here, it, notice.id))
            .collect(),
    };
    let frame = Frame {
        title: Some(Said {
            text: format!("{} {}", notice.id, title.text),
            lang: title.lang,
        }),
        above: vec![(here.section("rules"), Target::Rules)],
        section: Some("rules"),
        place: None,
    };
    (frame, view)
}
