//! `/roles/`: the roles that people hold, and the duties of one record.

use serde::Serialize;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::shell::Frame;
use super::text::Said;
use super::todo;

/// The roles.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) roles: Vec<Row>,
    pub(crate) duties: Vec<Row>,
}

/// A role.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    /// The states that it takes records to.
    pub(crate) states: Vec<Said>,
    /// How many hold it today.
    pub(crate) holders: usize,
    pub(crate) waiting: usize,
    pub(crate) late: Option<Chip>,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let procedure = here.desk.ctx.procedure;
    let title = here.section("roles");
    let rows = |all: &[crate::procedure::Named]| all.iter().map(|it| row(here, &it.id)).collect();
    let view = Contents {
        title: title.clone(),
        roles: rows(&procedure.roles),
        duties: rows(&procedure.duties),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("roles"),
        place: here.desk.procedure_place(),
        ..Frame::default()
    };
    (frame, view)
}

fn row(here: &Here<'_>, id: &str) -> Row {
    let ctx = &here.desk.ctx;
    let today = ctx.book.as_of.moment.day(&ctx.config.zone);
    let people = &ctx.procedure.registers.people;
    let tasks = here.desk.duties.of_role(id);
    let mut states: Vec<Said> = Vec::new();
    let all = ctx.procedure.routes.iter().flat_map(|it| &it.states);
    for state in all.filter(|it| it.by.iter().any(|by| by == id)) {
        let label = here.say(&state.label);
        if !states.contains(&label) {
            states.push(label);
        }
    }
    Row {
        id: id.to_owned(),
        label: here.role(id),
        href: here.href(Target::Role(id)),
        states,
        holders: people.iter().filter(|it| it.holds(id, today)).count(),
        waiting: tasks.len(),
        late: here.late(todo::late(here, tasks)),
    }
}
