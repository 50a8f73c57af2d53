//! Who has what to do, gathered once for all pages: tasks by person and by role, and what people did.
//!
//! Where a portal prints roles for names, a task of a person is one of their role.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::book::value::{Item, Value};
use crate::check::Context;
use crate::check::waiting::{self, Task, Who};
use crate::procedure::registers::Person;

use super::desk::Desk;

/// What is known of who does what.
#[derive(Debug, Default)]
pub(crate) struct Duties {
    /// Everything that waits, the most pressing first.
    pub(crate) tasks: Vec<Task>,
    by_doer: BTreeMap<Doer, Vec<usize>>,
    by_role: BTreeMap<String, Vec<usize>>,
    roles: BTreeMap<usize, BTreeSet<String>>,
    by_record: BTreeMap<usize, Vec<usize>>,
    people: BTreeMap<String, Deeds>,
}

/// For whom a task is listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doer {
    /// A person of the register.
    Person(String),
    /// A role that nobody in particular stands for.
    Role(String),
    /// Nobody is known.
    Nobody,
}

/// What a person has to do with records.
#[derive(Debug, Default)]
pub(crate) struct Deeds {
    /// Records and their events in which the person said yes or no, the newest first.
    pub(crate) approvals: Vec<(usize, usize)>,
    /// Records with the roles for which they, or their system, name the person, the newest first.
    pub(crate) records: Vec<(usize, BTreeSet<String>)>,
}

/// The person `id` of the register.
pub(crate) fn person<'a>(ctx: &Context<'a>, id: &str) -> Option<&'a Person> {
    let people = &ctx.procedure.registers.people;
    people.iter().find(|it| it.id == id)
}

impl Duties {
    pub(crate) fn new(desk: &Desk<'_>) -> Self {
        let ctx = &desk.ctx;
        let mut duties = Self {
            tasks: waiting::all(ctx, desk.findings),
            ..Self::default()
        };
        for (at, task) in duties.tasks.iter().enumerate() {
            let mut doers: BTreeSet<_> = task.who.iter().map(|it| doer(ctx, it)).collect();
            if doers.len() > 1 {
                doers.remove(&Doer::Nobody);
            }
            if doers.is_empty() {
                doers.insert(Doer::Nobody);
            }
            for doer in doers {
                duties.by_doer.entry(doer).or_default().push(at);
            }
            let roles: BTreeSet<_> = task.who.iter().filter_map(|it| it.role.clone()).collect();
            if let Some(record) = task.record {
                let of_record = duties.roles.entry(record).or_default();
                of_record.extend(roles.iter().cloned());
                duties.by_record.entry(record).or_default().push(at);
            }
            for role in roles {
                duties.by_role.entry(role).or_default().push(at);
            }
        }
        for tasks in duties.by_record.values_mut() {
            tasks.sort_by_key(|&it| duties.tasks[it].turn());
        }
        if ctx.config.publish_names {
            duties.gather(desk);
        }
        duties
    }

    /// Those for whom something waits: people in the order of the register, then roles.
    pub(crate) fn doers(&self, ctx: &Context<'_>) -> Vec<(&Doer, &[usize])> {
        let registers = &ctx.procedure.registers;
        let roles = ctx.procedure.roles.iter().chain(&ctx.procedure.duties);
        let roles: Vec<_> = roles.map(|it| it.id.as_str()).collect();
        let rank = |doer: &Doer| match doer {
            Doer::Person(id) => (0, registers.people.iter().position(|it| &it.id == id)),
            Doer::Role(id) => (1, roles.iter().position(|it| it == id)),
            Doer::Nobody => (2, None),
        };
        let mut all: Vec<_> = self
            .by_doer
            .iter()
            .map(|(doer, tasks)| (doer, tasks.as_slice()))
            .collect();
        all.sort_by_key(|(doer, _)| rank(doer));
        all
    }

    /// What waits for somebody.
    pub(crate) fn of(&self, doer: &Doer) -> &[usize] {
        self.by_doer.get(doer).map_or(&[], Vec::as_slice)
    }

    /// What waits for whoever holds a role.
    pub(crate) fn of_role(&self, role: &str) -> &[usize] {
        self.by_role.get(role).map_or(&[], Vec::as_slice)
    }

    /// What waits of a record, in the order in which it is done.
    pub(crate) fn of_record(&self, record: usize) -> &[usize] {
        self.by_record.get(&record).map_or(&[], Vec::as_slice)
    }

    /// The roles for which something of a record waits.
    pub(crate) fn roles_of(&self, record: usize) -> impl Iterator<Item = &String> {
        self.roles.get(&record).into_iter().flatten()
    }

    /// What a person has done.
    pub(crate) fn deeds(&self, person: &str) -> &Deeds {
        static NONE: Deeds = Deeds {
            approvals: Vec::new(),
            records: Vec::new(),
        };
        self.people.get(person).unwrap_or(&NONE)
    }

    fn gather(&mut self, desk: &Desk<'_>) {
        let procedure = desk.ctx.procedure;
        let checks = procedure.rules.iter().flat_map(|it| &it.parts);
        let checks = checks.filter(|it| it.check.kind == "approvals");
        let kinds: BTreeSet<&str> = checks
            .flat_map(|it| it.check.names("event"))
            .flat_map(|it| procedure.events.expand(it))
            .collect();
        let mut approvals: Vec<_> = Vec::new();
        for &index in &desk.newest {
            let record = desk.record(index);
            for (at, event) in record.events.iter().enumerate() {
                if kinds.contains(event.kind.as_str())
                    && let Some(person) = first_person(&event.item)
                {
                    let when = event
                        .at
                        .as_ref()
                        .map(|it| it.earliest(&desk.ctx.config.zone));
                    approvals.push((when, index, at, person));
                }
            }
            for (person, roles) in named(desk, index) {
                let deeds = self.people.entry(person).or_default();
                deeds.records.push((index, roles));
            }
        }
        approvals.sort_by_key(|it| Reverse(it.0));
        for (_, index, at, person) in approvals {
            let deeds = self.people.entry(person).or_default();
            deeds.approvals.push((index, at));
        }
    }
}

/// For whom a task is listed that is somebody's.
fn doer(ctx: &Context<'_>, who: &Who) -> Doer {
    let known = who.person.as_deref().and_then(|it| person(ctx, it));
    match (known, &who.role) {
        (Some(person), _) if ctx.config.publish_names => Doer::Person(person.id.clone()),
        (_, Some(role)) => Doer::Role(role.clone()),
        (Some(person), None) => {
            let today = ctx.book.as_of.moment.day(&ctx.config.zone);
            let held = person.roles.iter().find(|it| it.on(today));
            held.map_or(Doer::Nobody, |it| Doer::Role(it.role.clone()))
        }
        (None, None) => Doer::Nobody,
    }
}

/// Those whom a record names for a role, and those of its system where it names nobody.
fn named(desk: &Desk<'_>, index: usize) -> BTreeMap<String, BTreeSet<String>> {
    let record = desk.record(index);
    let procedure = desk.ctx.procedure;
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let field = procedure.key_field("people");
    let written = field.and_then(|it| record.head.field(&it.name));
    let members = match written.map(|it| &it.item.value) {
        Some(Value::Map(members)) => members.as_slice(),
        _ => &[],
    };
    let mut add = |role: &str, id: &str| {
        let roles = all.entry(id.to_owned()).or_default();
        roles.insert(role.to_owned());
    };
    for member in members {
        for id in member.item.items().iter().filter_map(id_of) {
            add(&member.key, id);
        }
    }
    let systems = &procedure.registers.systems;
    let system = systems
        .iter()
        .find(|it| Some(&it.id) == record.system.as_ref());
    for (role, people) in system.map_or(&[][..], |it| &it.people) {
        let is_named = |it: &&crate::book::value::Member| &it.key == role && !it.item.is_empty();
        if !members.iter().any(|it| is_named(&it)) {
            for id in people {
                add(role, id);
            }
        }
    }
    all
}

/// The first person whom an event names, which is whoever acted.
fn first_person(event: &Item) -> Option<String> {
    let Value::Map(members) = &event.value else {
        return None;
    };
    let mut people = members
        .iter()
        .flat_map(|it| it.item.items())
        .filter_map(id_of);
    people.next().map(str::to_owned)
}

fn id_of(item: &Item) -> Option<&str> {
    match &item.value {
        Value::Person { id, .. } => id.as_deref(),
        _ => None,
    }
}
