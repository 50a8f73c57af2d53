//! Records that name another edition of the procedure than the one they are judged by.

use crate::book::Record;
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::text;

use super::Context;

/// The remark on the edition that a record names, if it is not the one in force when it was opened.
pub(super) fn remark(ctx: &Context<'_>, record: &Record) -> Option<Finding> {
    let keys = &ctx.procedure.records.keys;
    let field = keys.get("edition")?;
    let named = &record.head.field(field)?.item;
    let given = named.key().filter(|_| !named.is_empty())?;
    let opened = record.opened.as_ref();
    let opened = opened.unwrap_or(&ctx.book.as_of.moment);
    let zone = &ctx.config.zone;
    let edition = ctx.procedure.edition_for(opened, zone);
    if edition.is_empty() || text::normal(&given) == text::normal(edition) {
        return None;
    }
    let opened_field = keys.get("opened").map(String::as_str);
    let args = [
        ("given", Text::plain(given)),
        ("edition", Text::plain(edition)),
        ("opened", Text::plain(opened.day(zone).to_string())),
        ("field", Text::plain(field.as_str())),
        (
            "opened_field",
            Text::plain(opened_field.unwrap_or_default()),
        ),
    ];
    let mut finding = notice::finding("edition-differs", named.place, &args);
    finding.record = Some(record.id.clone());
    finding.key.clone_from(field);
    Some(finding)
}
