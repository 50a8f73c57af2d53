//! `/rules/<id>/` of a finding of the engine itself.

use serde::Serialize;

use crate::notice::Notice;

use super::chip::Chip;
use super::desk::{Here, Target};
use super::findings::Finding;
use super::rule::{LISTED, more};
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
    pub(crate) findings: Vec<Finding>,
    pub(crate) more: Option<String>,
}

pub(crate) fn view<'p>(here: &Here<'_>, notice: &Notice) -> (Frame<'p>, View) {
    let path = |part: &str| format!("notice.{}.{part}", notice.id);
    let word = |part: &str| crate::words::text(&path(part));
    let found: Vec<_> = here
        .desk
        .findings
        .all
        .iter()
        .filter(|it| it.rule == notice.id)
        .collect();
    let title = here.say(&word("title"));
    let has = |part: &str| crate::words::one(here.lang, &path(part)).is_some();
    let view = View {
        id: notice.id.to_owned(),
        title: title.clone(),
        severity: here.severity(notice.severity),
        explain: here.rich(&word("explain")),
        help: has("help").then(|| here.rich(&word("help"))),
        findings: found
            .iter()
            .take(LISTED)
            .map(|it| here.finding(it))
            .collect(),
        more: more(here, "ui.compliance.more", found.len()),
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
