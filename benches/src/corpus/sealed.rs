//! The approvals of copies, sealed anew: their documents say other days than those of their models.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use changebook::check;
use changebook::project::Project;

use super::models::{Model, collect, seals};

/// Writes the seals of the copies, each named with its model, in the place of those of the models.
pub(super) fn anew(folder: &Path, copies: &BTreeMap<String, &Model>) -> Result<(), Box<dyn Error>> {
    let checked = check(&Project::find(Some(folder), folder)?)?;
    for record in &checked.book.records {
        let Some(model) = copies.get(&record.id) else {
            continue;
        };
        let now = seals(&checked, record);
        let pairs: Vec<_> = now
            .iter()
            .filter_map(|(id, new)| Some((model.seals.get(id)?, new)))
            .collect();
        let own = folder.join("changes").join(&record.id);
        let mut files = Vec::new();
        collect(&own, "", &mut files)?;
        for (path, bytes) in files {
            // Kept texts of the model are those of other days.
            if path.contains("evidence/sealed/") {
                fs::remove_file(own.join(path))?;
                continue;
            }
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let replaced = pairs
                .iter()
                .fold(text.clone(), |it, (old, new)| it.replace(*old, new));
            if replaced != text {
                fs::write(own.join(path), replaced)?;
            }
        }
    }
    Ok(())
}
