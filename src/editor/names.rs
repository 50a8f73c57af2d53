//! Things with an id: what they are and where they are defined.

use crate::book::Record;
use crate::lang::Lang;
use crate::notice;
use crate::source::{Place, Span};
use crate::text;
use crate::words;

use super::View;

/// Something with an id.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Other spellings of it.
    pub names: Vec<String>,
    /// Where it is defined; nothing for what the engine brings along.
    pub place: Option<Place>,
    /// What it is, as Markdown.
    pub about: String,
}

/// The word at a byte, as ids are written, and its range.
pub fn word(text: &str, byte: usize) -> Option<(&str, Span)> {
    let part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let before = text.get(..byte)?;
    let start = before.rfind(|it| !part(it)).map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let after = &text[byte..];
    let end = byte + after.find(|it| !part(it)).unwrap_or(after.len());
    let trimmed = text[start..end].trim_end_matches(['.', '-']);
    (!trimmed.is_empty()).then(|| (trimmed, Span::new(start, start + trimmed.len())))
}

/// What bears this name in the portal: a record, a rule, a clause, a person, a system, a role, an event.
pub fn find(view: &View<'_>, name: &str) -> Option<Named> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    record(view, name)
        .or_else(|| rule(view, name))
        .or_else(|| clause(view, name))
        .or_else(|| person(view, name))
        .or_else(|| system(view, name))
        .or_else(|| role(view, name))
}

/// Those that say something, as Markdown.
fn paragraphs<const N: usize>(all: [String; N]) -> String {
    let said = all.into_iter().filter(|it| !it.is_empty());
    said.collect::<Vec<_>>().join("\n\n")
}

fn record(view: &View<'_>, name: &str) -> Option<Named> {
    let record = view.context.book.records.iter().find(|it| it.id == name)?;
    let about = paragraphs([
        format!("**{}** {}", record.id, record.title),
        state(view, record, view.lang),
    ]);
    Some(Named {
        id: record.id.clone(),
        names: Vec::new(),
        place: Some(record.place),
        about,
    })
}

/// Route and state of a record in words.
fn state(view: &View<'_>, record: &Record, lang: Lang) -> String {
    let procedure = view.context.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let effective = &record.life.effective;
    let states = route.into_iter().flat_map(|it| &it.states);
    let own = states.map(|it| (&it.id, &it.label));
    let side = procedure.side_states.iter().map(|it| (&it.id, &it.label));
    let label = own.chain(side).find(|(id, _)| *id == effective);
    let parts = [
        route.map(|it| it.label.get(lang)),
        label.map(|(_, it)| it.get(lang)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn rule(view: &View<'_>, name: &str) -> Option<Named> {
    let lang = view.lang;
    if let Some(rule) = view.context.procedure.rule(name) {
        let about = paragraphs([
            format!("**{}** {}", rule.id, rule.title.get(lang)),
            rule.explain.get(lang).to_owned(),
            rule.clauses.join(" · "),
        ]);
        return Some(Named {
            id: rule.id.clone(),
            names: Vec::new(),
            place: Some(rule.place),
            about,
        });
    }
    let notice = notice::find(name)?;
    let title = words::text(&format!("notice.{}.title", notice.id));
    Some(Named {
        id: notice.id.to_owned(),
        names: Vec::new(),
        place: None,
        about: format!("**{}** {}", notice.id, title.get(lang)),
    })
}

fn clause(view: &View<'_>, name: &str) -> Option<Named> {
    let mut all = view.context.procedure.clauses();
    let (section, clause) = all.find(|(_, it)| it.id == name)?;
    let lang = view.lang;
    let title = section.title.get(lang);
    let note = clause.note.as_ref();
    let about = paragraphs([
        format!("**{}** {} {title}", clause.id, section.number),
        clause.text.get(lang).to_owned(),
        note.map_or_else(String::new, |it| format!("*{}*", it.get(lang))),
    ]);
    Some(Named {
        id: clause.id.clone(),
        names: Vec::new(),
        place: Some(clause.place),
        about,
    })
}

fn person(view: &View<'_>, name: &str) -> Option<Named> {
    let procedure = view.context.procedure;
    let person = crate::book::people::resolve(&procedure.registers, name)?;
    let lang = view.lang;
    let day = view
        .context
        .book
        .as_of
        .moment
        .day(&view.context.config.zone);
    let org = words::text(&format!("organisation.{}", person.org));
    let held = person.roles.iter().filter(|it| it.on(day));
    let mut roles: Vec<_> = held
        .map(|it| procedure.role_label(&it.role).get(lang).to_owned())
        .collect();
    roles.dedup();
    roles.insert(0, org.get(lang).to_owned());
    let about = paragraphs([
        format!("**{}** {}", person.id, person.name),
        roles.join(" · "),
    ]);
    let names = std::iter::once(&person.name).chain(&person.aliases);
    Some(Named {
        id: person.id.clone(),
        names: names.cloned().collect(),
        place: Some(person.place),
        about,
    })
}

fn system(view: &View<'_>, name: &str) -> Option<Named> {
    let wanted = text::normal(name);
    let all = &view.context.procedure.registers.systems;
    let system = all.iter().find(|it| {
        text::normal(&it.id) == wanted || it.name.each().any(|name| text::normal(name) == wanted)
    })?;
    let about = paragraphs([
        format!("**{}** {}", system.id, system.name.get(view.lang)),
        system.modules.join(" · "),
    ]);
    Some(Named {
        id: system.id.clone(),
        names: system.name.each().map(str::to_owned).collect(),
        place: Some(system.place),
        about,
    })
}

fn role(view: &View<'_>, name: &str) -> Option<Named> {
    let procedure = view.context.procedure;
    let mut all = procedure.roles.iter().chain(&procedure.duties);
    let role = all.find(|it| it.id == name || it.label.each().any(|label| label == name))?;
    Some(Named {
        id: role.id.clone(),
        names: role.label.each().map(str::to_owned).collect(),
        place: Some(role.place),
        about: format!("**{}** {}", role.id, role.label.get(view.lang)),
    })
}
