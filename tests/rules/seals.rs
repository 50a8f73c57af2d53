//! Approvals bear the seal of what they approve.
//!
//! A seal depends on everything that a case edits, so no file can hold it. An approval that writes
//! `seal` itself, be it with nothing behind it, keeps what it writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use changebook::book::Record;
use changebook::project::Project;

use super::case::Texts;
use super::portal;

/// The event that bears the seal in question.
const APPROVAL: &str = "approval";

/// Writes the seals into the approvals of all records.
pub(super) fn put(texts: &mut Texts) {
    let seals = of_records(texts);
    for (path, text) in texts {
        let folder = path.strip_suffix("/change.md");
        let Some(seal) = folder.and_then(|it| seals.get(it)) else {
            continue;
        };
        let lines = text.split_inclusive('\n').map(|line| {
            let is_bare = line.starts_with(&format!("  - {{type: {APPROVAL},"));
            match line
                .strip_suffix("}\n")
                .filter(|it| is_bare && !it.contains("seal:"))
            {
                Some(event) => format!("{event}, seal: {seal}}}\n"),
                None => line.to_owned(),
            }
        });
        *text = lines.collect();
    }
}

/// The seal of an approval by the folder of the record. No rule is needed to compute it.
fn of_records(texts: &Texts) -> BTreeMap<String, String> {
    let mut texts = texts.clone();
    texts.retain(|path, _| !path.starts_with("procedure/rules/"));
    let portal = portal::written(&texts);
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let checked = changebook::check(&project).unwrap_or_else(|error| panic!("{error:#?}"));
    let sealer = checked.context().sealer();
    let seals = &checked.reading.procedure.seals;
    let seal = |record: &Arc<Record>| {
        let mut own = seals.iter().filter(|it| it.is_of(record.route.as_deref()));
        let own = own.find(|it| it.events.iter().any(|it| it == APPROVAL))?;
        let content = sealer.seal(record, own).ok()?;
        Some((record.folder.clone(), content.seal))
    };
    checked.book.records.iter().filter_map(seal).collect()
}
