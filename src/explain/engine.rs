//! What belongs to the engine and not to a procedure: its own findings and its check kinds.

use crate::notice;
use crate::words;

use super::{Page, id};

/// The ids of all of them.
pub fn ids() -> Vec<String> {
    notice::ALL.iter().map(|it| it.id.to_owned()).collect()
}

/// The page of one of them.
pub fn page(wanted: &str) -> Option<Page> {
    let notice = notice::find(wanted)?;
    let text = |part: &str| words::text(&format!("notice.{}.{part}", notice.id));
    let mut page = Page::new(notice.id, "notice", text("title"));
    page.say("why", text("explain"));
    page.say("instead", text("help"));
    let level = words::text(&format!("report.level.{}", notice.severity.id()));
    page.list("applies", [(words::text("explain.severity"), level)]);
    page.list(
        "rule-of-engine",
        [(id(notice.id), words::text("explain.engine"))],
    );
    Some(page)
}
