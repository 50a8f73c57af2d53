//! `procedure/clauses/*.md`: one section a file, one heading a clause, both languages beneath it.

use std::collections::BTreeMap;

use crate::document::faults;
use crate::document::front;
use crate::finding::top;
use crate::lang::{Lang, Text};
use crate::notice;
use crate::procedure::clauses::{Clause, Origin, Section};
use crate::procedure::reader::{Desk, Spot};
use crate::source::{Place, Span};
use crate::words;

use super::edition;
use super::rules::controls;
use super::world::World;

/// Reads a section.
pub(super) fn read(world: &World<'_>, desk: &Desk<'_>) -> Option<Section> {
    let split = front::split(desk.text);
    for finding in faults::front(top(desk.source), split.fault, &split.tree) {
        desk.report("front", finding);
    }
    let root = split.tree.root.filter(|it| it.entries().is_some())?;
    let map = Spot::top(desk, &root, "").map()?;
    let mut texts = cut(desk.text, split.body);
    let number = map.need("section").and_then(|it| it.text())?;
    let mut section = Section {
        title: map.need_words("title"),
        intro: map.words("intro"),
        clauses: Vec::new(),
        place: map.place_of("section"),
        number,
    };
    for (entry, value) in map.pairs("clauses") {
        let place = desk.place(entry.key_span);
        let mut clause = clause(world, &value).unwrap_or_default();
        clause.id.clone_from(&entry.key);
        clause.place = place;
        if let Some((_, text)) = texts.remove(&entry.key) {
            for lang in &desk.languages {
                if text.exactly(*lang).is_none() {
                    missing_language(desk, &entry.key, place, *lang);
                }
            }
            clause.text = text;
        } else {
            let args = [("clause", Text::plain(&*entry.key))];
            let finding = notice::variant("wrong-type", "clause-text", place, &args);
            desk.report(&entry.key, finding);
        }
        section.clauses.push(clause);
    }
    map.done();
    let known: Vec<_> = section.clauses.iter().map(|it| it.id.as_str()).collect();
    for (id, (span, _)) in texts {
        desk.unknown_name(&id, "clause", (desk.place(span), &id), &known);
    }
    Some(section)
}

fn missing_language(desk: &Desk<'_>, id: &str, place: Place, lang: Lang) {
    let language = words::text(&format!("procedure.languages.{lang}"));
    let finding = notice::finding("untranslated", place, &[("language", language)]);
    desk.report(id, finding);
}

fn clause(world: &World<'_>, spot: &Spot<'_>) -> Option<Clause> {
    let map = spot.map()?;
    let origin = map
        .need("origin")
        .and_then(|it| it.choice(&["S", "I", "C"]));
    let checked = map.need("checked_by");
    let checked = checked.and_then(|it| it.choice(&["rules", "people"]));
    let clause = Clause {
        origin: match origin.as_deref() {
            Some("I") => Origin::Inferred,
            Some("C") => Origin::Completed,
            _ => Origin::Source,
        },
        by_rules: checked.as_deref() == Some("rules"),
        source_label: map.text("source_label").unwrap_or_default(),
        page: map.text("page").unwrap_or_default(),
        see: map.names("see", "clause", &world.clauses()),
        in_force: edition::between(&map, "effective_from", "effective_to"),
        superseded_by: map.names("superseded_by", "clause", &world.clauses()),
        controls: controls(world, &map),
        note: map.get("note").and_then(|it| it.words()),
        ..Clause::default()
    };
    map.done();
    Some(clause)
}

/// The texts beneath `## id`, by language where `### zh-CN` and `### en` stand, with the place of the id.
fn cut(text: &str, body: Span) -> BTreeMap<String, (Span, Text)> {
    let mut all: BTreeMap<String, (Span, Text)> = BTreeMap::new();
    let mut at = body.start;
    let mut in_code = false;
    let mut current: Option<(String, Option<Lang>)> = None;
    let mut gathered = String::new();
    for line in text[body.start..body.end].split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let heading = |marks: &str| {
            let rest = line.strip_prefix(marks).filter(|_| !in_code);
            rest.and_then(|it| it.strip_prefix(' ')).map(str::trim)
        };
        if let Some(id) = heading("##") {
            store(&mut all, current.as_ref(), &mut gathered);
            let from = start + line.find(id).unwrap_or_default();
            let span = Span::new(from, from + id.len());
            all.entry(id.to_owned()).or_insert((span, Text::default()));
            current = Some((id.to_owned(), None));
        } else if let Some(lang) = heading("###").and_then(Lang::from_tag) {
            store(&mut all, current.as_ref(), &mut gathered);
            if let Some((_, language)) = &mut current {
                *language = Some(lang);
            }
        } else {
            gathered.push_str(line);
        }
    }
    store(&mut all, current.as_ref(), &mut gathered);
    all
}

fn store(
    all: &mut BTreeMap<String, (Span, Text)>,
    current: Option<&(String, Option<Lang>)>,
    gathered: &mut String,
) {
    let written = std::mem::take(gathered);
    let written = written.trim();
    let Some((id, lang)) = current.filter(|_| !written.is_empty()) else {
        return;
    };
    if let Some((_, text)) = all.get_mut(id) {
        match lang {
            Some(lang) => text.set(*lang, written),
            None => *text = Text::plain(written),
        }
    }
}

/// The order of section numbers: `4.2` before `4.10`.
pub(super) fn order(number: &str) -> Vec<(u32, String)> {
    let parts = number.split('.');
    let parts = parts.map(|it| (it.parse().unwrap_or(u32::MAX), it.to_owned()));
    parts.collect()
}
