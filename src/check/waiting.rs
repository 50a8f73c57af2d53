//! What waits for whom: the next step of every record, what must be mended, what falls due next.
//!
//! A procedure says who takes a record to its next state, a rule says in its
//! help who mends what it found, a document type says who writes it. Put
//! together they answer the one question that everybody has: what is mine to do.
//!
//! - [`step`]: the next state of a record, and who has not said their word yet
//! - [`ahead`]: documents and fields that are due with that state
//! - [`answer`]: who answers for a finding
//! - `open`: one record and everything of it that waits

pub mod ahead;
pub mod answer;
mod open;
pub mod step;

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};

use crate::book::Record;
use crate::book::value::Value;
use crate::finding::{Outcome, Severity};
use crate::moment::{self, Moment};
use crate::procedure::Procedure;
use crate::procedure::fields::FieldKind;
use crate::procedure::selector::{Filter, FilterTest};

use super::{Context, Findings};

use open::Open;
use step::Step;

/// Something that must happen, and the time that there is for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What must happen, named like the spot of a finding: `event.approval`.
    pub key: String,
    /// The moment from which the time runs; a planned one may still come.
    pub from: Moment,
    /// The last instant that is in time.
    pub until: Timestamp,
    /// The roles one of which must act; empty: whoever it is.
    pub by: Vec<String>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The record, counted in the book; a waiver of several has none.
    pub record: Option<usize>,
    /// What.
    pub what: What,
    /// Those any of whom may do it, or who must do it each; empty if nobody is known.
    pub who: Vec<Who>,
    /// Until when, and which rule says so.
    pub due: Option<Due>,
}

/// What there is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// To take the record to its next state.
    Step(Step),
    /// To mend a finding, counted in [`Findings::all`].
    Mend(usize),
    /// To let something happen before a time is over: the event.
    Happen(String),
    /// To write what is due with the next state.
    Write(ahead::Gap),
    /// To decide on a waiver that ends: its id.
    End(String),
}

impl Task {
    /// When its turn comes among the tasks of its record: what is wrong or missing comes before the step that needs
    /// it; of what must happen, whatever is due first.
    pub fn turn(&self) -> impl Ord + use<> {
        let (class, is_step) = match self.what {
            What::Mend(_) => (0, false),
            What::Write(_) => (1, false),
            What::Happen(_) => (2, false),
            What::Step(_) => (2, true),
            What::End(_) => (3, false),
        };
        let due = self.due.as_ref().map(|it| it.until);
        let due = due.filter(|_| class == 2);
        (class, due.is_none(), due, is_step)
    }
}

/// Until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last instant.
    pub until: Timestamp,
    /// The rule that says so; a waiver says so itself.
    pub rule: Option<String>,
}

/// Somebody: a person in a role, or a role that nobody in particular stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// The person, as an id of the register.
    pub person: Option<String>,
    /// The role.
    pub role: Option<String>,
}

/// Past this many, all who hold a role say less than the role.
const FEW: usize = 3;

/// How many days before its end a waiver waits for a decision.
pub const ENDING: i32 = 7;

/// Everything that waits, the most pressing first.
pub fn all(ctx: &Context<'_>, findings: &Findings) -> Vec<Task> {
    let mut of_record: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.all.iter().enumerate() {
        let is_told = finding.counts() && finding.severity != Severity::Info;
        if let Some(record) = finding.record.as_deref().filter(|_| is_told) {
            of_record.entry(record).or_default().push(at);
        }
    }
    let judged: BTreeMap<_, _> = findings.judged.iter().map(|it| (it.record, it)).collect();
    let mut tasks = Vec::new();
    for (index, record) in ctx.book.records.iter().enumerate() {
        let found = of_record.get(record.id.as_str()).map_or(&[][..], |it| it);
        let waits = judged.get(&index).into_iter().flat_map(|it| &*it.verdicts);
        let waits: Vec<_> = waits
            .flat_map(|it| it.waits.iter().map(|wait| (it.rule.as_str(), wait)))
            .collect();
        let open = Open {
            ctx,
            index,
            record,
            waits,
        };
        tasks.extend(open.tasks(findings, found));
    }
    tasks.extend(ending(ctx));
    tasks.sort_by_cached_key(|it| order(ctx, findings, it));
    tasks
}

/// By what tasks are put into order.
type Rank = (bool, Option<Timestamp>, bool, usize, String, usize);

/// What is late or soon due first, then what is wrong, then what is next.
fn order(ctx: &Context<'_>, findings: &Findings, task: &Task) -> Rank {
    let weight = match &task.what {
        What::Mend(at) => {
            let finding = &findings.all[*at];
            let is_error =
                finding.severity == Severity::Error && finding.outcome == Outcome::Violated;
            usize::from(!is_error)
        }
        What::End(_) => 2,
        What::Happen(_) => 3,
        What::Step(_) => 4,
        What::Write(_) => 5,
    };
    let record = task.record.map(|it| &ctx.book.records[it]);
    // What is wrong with a record that is finished can wait for those that are not.
    let is_over = record.is_some_and(|it| it.life.terminal);
    let record = record.map(|it| it.id.clone());
    let place = match &task.what {
        What::Mend(at) => *at,
        _ => 0,
    };
    let due = task.due.as_ref().map(|it| it.until);
    (
        due.is_none(),
        due,
        is_over,
        weight,
        record.unwrap_or_default(),
        place,
    )
}

/// Whether a finding stands at a spot: behind its name may stand the part of the rule, or a number.
pub fn is_at(finding: &str, spot: &str) -> bool {
    let rest = finding.strip_prefix(spot);
    rest.is_some_and(|it| it.is_empty() || it.starts_with(' '))
}

/// Adds somebody who is not among `all` yet, in whatever role.
fn add(all: &mut Vec<Who>, who: Who) {
    let is_known = all.iter().any(|it| match &who.person {
        Some(person) => it.person.as_ref() == Some(person),
        None => *it == who,
    });
    if !is_known {
        all.push(who);
    }
}

/// Those who stand for a role in a record; the role alone if they are none or many.
pub fn holders(record: &Record, role: &str) -> Vec<Who> {
    let people = record.people.get(role).map_or(&[][..], Vec::as_slice);
    let known: Vec<_> = people
        .iter()
        .filter_map(|it| match &it.value {
            Value::Person { id: Some(id), .. } => Some(id.clone()),
            _ => None,
        })
        .collect();
    let role = Some(role.to_owned());
    if !(1..=FEW).contains(&known.len()) {
        return vec![Who { person: None, role }];
    }
    let known = known.into_iter().map(|id| Who {
        person: Some(id),
        role: role.clone(),
    });
    known.collect()
}

/// The roles in which an event that passes the filters is recorded.
pub fn roles_in(procedure: &Procedure, filters: &[Filter]) -> Vec<String> {
    let fields = &procedure.events.fields;
    let is_role = |name: &str| {
        let mut all = fields.iter();
        all.any(|it| it.name == name && matches!(it.kind, FieldKind::Role))
    };
    let roles = filters
        .iter()
        .filter(|it| it.test == FilterTest::Is && is_role(&it.field));
    roles.map(|it| it.value.clone()).collect()
}

/// Waivers that end within the next days: whoever approved them decides what then.
fn ending(ctx: &Context<'_>) -> Vec<Task> {
    let zone = &ctx.config.zone;
    let today = ctx.book.as_of.moment.day(zone);
    let soon = today.saturating_add(ENDING.days());
    let own = ctx.book.records.iter().enumerate();
    let own = own.flat_map(|(at, it)| it.waivers.iter().map(move |it| (Some(at), it)));
    let of_register = ctx.procedure.registers.waivers.iter().map(|it| {
        let only = match it.records.as_slice() {
            [only] => ctx.book.records.iter().position(|it| &it.id == only),
            _ => None,
        };
        (only, it)
    });
    let mut tasks = Vec::new();
    for (record, waiver) in of_register.chain(own) {
        let Some(end) = waiver.expires.filter(|it| (today..=soon).contains(it)) else {
            continue;
        };
        let who = Who {
            person: Some(waiver.approved_by.clone()).filter(|it| !it.is_empty()),
            role: None,
        };
        tasks.push(Task {
            record,
            what: What::End(waiver.id.clone()),
            who: vec![who],
            due: Some(Due {
                until: moment::end_of(end, zone),
                rule: None,
            }),
        });
    }
    tasks
}
