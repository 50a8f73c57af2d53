//! The head of a new change, before any of its documents.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::moment::Moment;
use crate::page::Page;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind, Required};
use crate::procedure::flow::{Evidence, Route, State};
use crate::procedure::registers::Registers;

use super::blank::{self, Answers};
use super::value::Written;

/// Who stands for a role in a new change.
pub type Named = (String, Vec<String>);

/// What is known of a change that is to be.
#[derive(Debug)]
pub struct Wish<'a> {
    /// What is demanded.
    pub procedure: &'a Procedure,
    /// The zone in which times are written.
    pub zone: &'a TimeZone,
    /// The language of headings.
    pub lang: Lang,
    /// The blank of the head, if the portal has one.
    pub blank: Option<&'a str>,
    /// When it is opened.
    pub now: &'a Moment,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Field → keys, of what its author has said.
    pub said: Answers,
    /// The system, if it has one.
    pub system: Option<String>,
    /// The route, if its author has said it.
    pub route: Option<String>,
    /// Those who were named for a role.
    pub people: Vec<Named>,
}

impl Wish<'_> {
    /// The file of the head.
    pub fn head(&self) -> Page {
        let procedure = self.procedure;
        let kind = procedure.head();
        let people = self.people();
        let mut answers = self.said.clone();
        let mut put = |part: &str, written: Written| {
            if let Some(field) = procedure.key_field(part) {
                answers.insert(field.name.clone(), written);
            }
        };
        put("id", Written::text(&self.id));
        put("title", Written::text(&self.title));
        put("opened", self.when(procedure.key_field("opened")));
        if !procedure.edition.is_empty() {
            put("edition", quoted(&procedure.edition));
        }
        if let Some(edition) = &procedure.records.templates {
            put("templates", quoted(edition));
        }
        if !people.is_empty() {
            put("people", written(&people));
        }
        let first = self.route().and_then(|it| it.states.first());
        if let Some(state) = first {
            put("state", Written::text(&state.id));
            if let Some(event) = self.event(state, &people) {
                put("events", Written::Block(vec![event]));
            }
        }
        // A list that may have no entry is answered by having none.
        for field in &kind.fields {
            let is_answer = field.may_be_empty && matches!(field.required, Required::Always);
            if is_answer && !answers.contains_key(&field.name) {
                answers.insert(field.name.clone(), Written::Line("[]".to_owned()));
            }
        }
        let plain = || blank::plain(kind, self.lang);
        let text = self.blank.map_or_else(plain, str::to_owned);
        let text = blank::fill(&blank::headings(&text, kind, self.lang), &answers);
        Page {
            path: path(procedure, &self.id),
            bytes: text.into_bytes(),
        }
    }

    fn route(&self) -> Option<&Route> {
        let routes = &self.procedure.routes;
        match &self.route {
            Some(id) => self.procedure.route(id),
            None => routes.first().filter(|_| routes.len() == 1),
        }
    }

    fn when(&self, field: Option<&Field>) -> Written {
        Written::Line(self.time(field.map(|it| &it.kind)))
    }

    fn time(&self, kind: Option<&FieldKind>) -> String {
        match kind {
            Some(FieldKind::Date) => self.now.day(self.zone).to_string(),
            _ => self.now.show(self.zone),
        }
    }

    /// Those who stand for the roles that a change of this system names.
    fn people(&self) -> Vec<Named> {
        let Some(field) = self.procedure.key_field("people") else {
            return Vec::new();
        };
        let registers = &self.procedure.registers;
        let day = self.now.day(self.zone);
        let system = self.system.as_deref();
        let of_system = registers
            .systems
            .iter()
            .find(|it| Some(it.id.as_str()) == system);
        let of_system = of_system.into_iter().flat_map(|it| &it.people);
        let asked = field.needs.iter().map(|it| &it.0);
        let wanted: Vec<_> = asked
            .chain(of_system.map(|it| &it.0))
            .chain(self.people.iter().map(|it| &it.0))
            .collect();
        // In the order of the roles, so that heads read alike.
        let roles = self.procedure.roles.iter().map(|it| &it.id);
        let roles = roles.filter(|it| wanted.contains(it));
        let named = roles.filter_map(|role| {
            let said = self.people.iter().find(|it| &it.0 == role);
            let people = match said {
                Some((_, people)) => people.clone(),
                None => standing(registers, system, role, day),
            };
            (!people.is_empty()).then(|| (role.clone(), people))
        });
        named.collect()
    }

    /// The event that shows the first state, where it must be shown, as an entry of the list.
    fn event(&self, state: &State, people: &[Named]) -> Option<String> {
        let Some(Evidence::Event { types, .. }) = &state.evidence else {
            return None;
        };
        let events = &self.procedure.events;
        let kind = types.iter().flat_map(|it| events.expand(it)).next()?;
        let by = state.by.iter().find_map(|role| {
            let named = people.iter().find(|it| &it.0 == role)?;
            named.1.first()
        });
        let value = |field: &Field| match &field.kind {
            FieldKind::Enum(values) if values.iter().any(|it| it.key == kind) => {
                Some(kind.to_owned())
            }
            FieldKind::DateTime | FieldKind::Date => Some(self.time(Some(&field.kind))),
            FieldKind::Person => by.cloned(),
            FieldKind::List(of) if matches!(of.kind, FieldKind::Person) => by.cloned(),
            _ => None,
        };
        let required = events.fields.iter();
        let required = required.filter(|it| matches!(it.required, Required::Always));
        let members: Option<Vec<_>> = required
            .map(|it| Some(format!("{}: {}", it.name, value(it)?)))
            .collect();
        Some(format!("  - {{{}}}", members?.join(", ")))
    }
}

/// Who stands for a role today: the person of the system, else the one who holds it.
pub fn standing(registers: &Registers, system: Option<&str>, role: &str, day: Date) -> Vec<String> {
    let holds = |id: &str| {
        let mut all = registers.people.iter();
        all.any(|it| it.id == id && it.holds(role, day))
    };
    let system = registers
        .systems
        .iter()
        .find(|it| Some(it.id.as_str()) == system);
    let of_system = system.and_then(|it| it.people.iter().find(|it| it.0 == role));
    let of_system: Vec<_> = of_system
        .into_iter()
        .flat_map(|it| &it.1)
        .filter(|it| holds(it))
        .cloned()
        .collect();
    if !of_system.is_empty() {
        return of_system;
    }
    let holders = registers.people.iter().filter(|it| it.holds(role, day));
    match &holders.collect::<Vec<_>>()[..] {
        [only] => vec![only.id.clone()],
        _ => Vec::new(),
    }
}

/// The path of the head of a record.
pub fn path(procedure: &Procedure, id: &str) -> String {
    let records = &procedure.records;
    if records.is_dossier() {
        format!("{}/{id}/{}", records.folder, records.file)
    } else {
        format!("{}/{}", records.folder, records.file.replacen('*', id, 1))
    }
}

fn written(people: &[Named]) -> Written {
    let line = |(role, people): &Named| match &people[..] {
        [only] => format!("  {role}: {only}"),
        several => format!("  {role}: [{}]", several.join(", ")),
    };
    Written::Block(people.iter().map(line).collect())
}

/// An edition looks like a date or a number, and is none.
fn quoted(text: &str) -> Written {
    Written::Line(format!("\"{text}\""))
}
