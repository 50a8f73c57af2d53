//! Who stands for which role in a new change: named with options, by the registers, or asked for.

use crate::cli::common::Session;
use crate::error::Error;
use crate::lang::Lang;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind, Required};
use crate::scaffold::change;
use crate::scaffold::question::Question;

use crate::cli::new::ask::{self, Open};

/// Those who were named for roles.
pub(super) fn named(
    said: &[(String, String)],
    procedure: &Procedure,
    lang: Lang,
) -> Result<Vec<change::Named>, Error> {
    let mut all: Vec<change::Named> = Vec::new();
    for (role, person) in said {
        let found = procedure.roles.iter().find(|it| {
            it.id == *role
                || it
                    .label
                    .each()
                    .chain(it.aliases.iter().map(String::as_str))
                    .any(|it| it == role)
        });
        let Some(found) = found else {
            let known = procedure.roles.iter().map(|it| it.id.clone().into());
            return Err(Error::UnknownAnswer {
                option: "--person".to_owned(),
                given: role.clone(),
                known: known.collect(),
            });
        };
        let field = Field {
            kind: FieldKind::List(Box::new(Field {
                kind: FieldKind::Person,
                ..Field::default()
            })),
            ..Field::default()
        };
        let question = Question::of(procedure, &field, lang);
        let people = question.read(std::slice::from_ref(person));
        let people = people.map_err(|it| ask::unknown("--person", it, &question))?;
        match all.iter_mut().find(|it| it.0 == found.id) {
            Some((_, known)) => known.extend(people),
            None => all.push((found.id.clone(), people)),
        }
    }
    Ok(all)
}

/// Asks who stands for a role that must be filled from the beginning, where the registers leave it open.
pub(super) fn fill(wish: &mut change::Wish<'_>, session: &Session) -> Result<(), Error> {
    let procedure = wish.procedure;
    let Some(field) = procedure.key_field("people") else {
        return Ok(());
    };
    let day = wish.now.day(wish.zone);
    let person = Field {
        kind: FieldKind::Person,
        ..Field::default()
    };
    let mut open = Vec::new();
    for (role, required) in &field.needs {
        let is_named = wish.people.iter().any(|it| it.0 == *role);
        let system = wish.system.as_deref();
        let registers = &procedure.registers;
        if !matches!(required, Required::Always)
            || is_named
            || !change::standing(registers, system, role, day).is_empty()
        {
            continue;
        }
        let mut question = Question::of(procedure, &person, session.lang());
        let holds = |id: &str| {
            registers
                .people
                .iter()
                .any(|it| it.id == id && it.holds(role, day))
        };
        question.choices.retain(|it| holds(&it.key));
        let label = procedure.role_label(role);
        let open_one = Open {
            question,
            label: label.get(session.lang()).to_owned(),
            option: format!("--person {role}=PERSON"),
        };
        open.push((role.clone(), open_one));
    }
    if !open.is_empty() && !ask::is_possible() {
        let open: Vec<_> = open.into_iter().map(|it| it.1).collect();
        return Err(ask::missing(&open));
    }
    for (role, open) in open {
        wish.people.push((role, ask::ask(&open, session)?));
    }
    Ok(())
}
