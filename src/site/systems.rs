//! `/systems/`: the systems of the register, and how their changes stand.

use serde::Serialize;

use super::address::Href;
use super::desk::{Here, Target};
use super::facet::Facet;
use super::shell::Frame;
use super::text::Said;

/// The systems.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) systems: Vec<Row>,
}

/// A system.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) name: Said,
    pub(crate) href: Option<Href>,
    pub(crate) needs: Vec<Said>,
    pub(crate) changes: usize,
    pub(crate) non_compliant: usize,
    pub(crate) in_progress: usize,
    pub(crate) compliant: usize,
}

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let desk = here.desk;
    let systems = &desk.ctx.procedure.registers.systems;
    let row = |system: &crate::procedure::registers::System| {
        let members = desk.members(Facet::System, &system.id);
        let count = |standing| {
            members
                .iter()
                .filter(|it| desk.standing(**it) == standing)
                .count()
        };
        Row {
            id: system.id.clone(),
            name: here.say(&system.name),
            href: here.href(Target::System(&system.id)),
            needs: system
                .depends_on
                .iter()
                .map(|it| here.say(&desk.system_label(it)))
                .collect(),
            changes: members.len(),
            non_compliant: count("non_compliant"),
            in_progress: count("in_progress"),
            compliant: count("compliant"),
        }
    };
    let title = here.section("systems");
    let view = Contents {
        title: title.clone(),
        systems: systems.iter().map(row).collect(),
    };
    let frame = Frame {
        title: Some(title),
        section: Some("systems"),
        place: systems.first().map(|it| it.place),
        ..Frame::default()
    };
    (frame, view)
}
