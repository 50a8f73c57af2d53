//! `/people/`: everybody of the register, and what waits for them.

use serde::Serialize;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::duties::Doer;
use super::shell::Frame;
use super::text::Said;
use super::todo;

/// The people.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) people: Vec<Row>,
}

/// A person.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: Said,
    pub(crate) href: Option<Href>,
    pub(crate) org: Said,
    pub(crate) roles: Vec<Said>,
    pub(crate) waiting: usize,
    pub(crate) late: Option<Chip>,
    pub(crate) changes: usize,
    pub(crate) approvals: usize,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let desk = here.desk;
    let registers = &desk.ctx.procedure.registers;
    let row = |person: &crate::procedure::registers::Person| {
        let tasks = desk.duties.of(&Doer::Person(person.id.clone()));
        let deeds = desk.duties.deeds(&person.id);
        Row {
            id: person.id.clone(),
            name: here.said(&person.name),
            href: here.href(Target::Person(&person.id)),
            org: here.organisation(&person.org),
            roles: todo::roles_today(here, &person.id),
            waiting: tasks.len(),
            late: here.late(todo::late(here, tasks)),
            changes: deeds.records.len(),
            approvals: deeds.approvals.len(),
        }
    };
    let title = here.section("people");
    let view = Contents {
        title: title.clone(),
        people: registers.people.iter().map(row).collect(),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("people"),
        place: registers.people.first().map(|it| it.place),
        ..Frame::default()
    };
    (frame, view)
}

impl Here<'_> {
    /// What people call an organisation; as it is written if the engine does not know it.
    pub(crate) fn organisation(&self, id: &str) -> Said {
        match crate::words::one(self.lang, &format!("organisation.{id}")) {
            Some(word) => Said {
                text: word.to_owned(),
                lang: None,
            },
            None => self.said(id),
        }
    }

    /// How many are late, if any.
    pub(crate) fn late(&self, n: usize) -> Option<Chip> {
        (n > 0).then(|| Chip {
            tone: "fail",
            icon: "clock",
            word: self.ui("ui.due.is_late"),
            n: Some(n),
        })
    }
}
