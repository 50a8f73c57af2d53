//! `procedure/rules/*.yaml`: a family of rules a file, with the words that name it on pages.
//!
//! A file is a list of rules, or a map of `title` and such a list.

use crate::finding::Finding;
use crate::lang::Text;
use crate::procedure::Procedure;
use crate::procedure::reader::Spot;
use crate::procedure::rules::{Family, Signature};

use super::files::Files;
use super::world::World;
use super::{narrower, on_desk, rules, sense};

/// What the rules of a procedure are called and which clauses they name, the wrong rules included.
#[derive(Default)]
pub(super) struct Written {
    pub(super) ids: Vec<String>,
    pub(super) clauses: Vec<String>,
}

/// Reads all rules into the procedure.
pub(super) fn read(
    files: &Files<'_>,
    procedure: &mut Procedure,
    kinds: &[Signature],
    found: &mut Vec<Finding>,
) -> Written {
    let world = World::new(procedure, kinds);
    let names = world.names();
    let mut written = Written::default();
    let mut all = Vec::new();
    let mut titled = Vec::new();
    for file in &files.rules {
        let read = on_desk(files, Some(file), found, |it| {
            let (title, rules) = parts(&it);
            if let Some(title) = title {
                let source = file.source;
                titled.push(Family { title, source });
            }
            rules::read(&world, &names, &rules)
        });
        for read in read.unwrap_or_default() {
            written.ids.push(read.id);
            written.clauses.extend(read.clauses);
            all.extend(read.rule);
        }
    }
    if let Some(file) = files.rules.first() {
        let desk = files.desk(file);
        let ids = all.iter().map(|it| (it.id.as_str(), it.place));
        let twice = desk.unique("rule", ids);
        found.extend(desk.finish());
        let mut index = 0;
        all.retain(|_| {
            index += 1;
            !twice.contains(&(index - 1))
        });
    }
    found.extend(sense::findings(&world, &all, &files.config.zone));
    all.sort_by(|a, b| a.id.cmp(&b.id));
    found.extend(narrower::unknown(&all, &written.ids));
    procedure.rules = all;
    procedure.families = titled;
    written
}

/// What a file is called, and the list of its rules.
fn parts<'a>(spot: &Spot<'a>) -> (Option<Text>, Vec<Spot<'a>>) {
    if spot.node.entries().is_none() {
        return (None, spot.items().unwrap_or_default());
    }
    let Some(map) = spot.map() else {
        return (None, Vec::new());
    };
    let title = map.need_words("title");
    let rules = map.need("rules").and_then(|it| it.items());
    map.done();
    (Some(title), rules.unwrap_or_default())
}
