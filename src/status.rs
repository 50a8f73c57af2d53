//! Where the open changes stand: what is next, what is missing for it, who does it, what is late.
//!
//! The tasks are those of [`crate::check::waiting`], of which the pages of the
//! portal are made too, so that a terminal and a browser never disagree.
//!
//! - [`table`]: all open changes, a row each
//! - [`list`]: one change as a checklist
//! - [`json`]: for programs
//! - [`grid`]: texts in columns of a terminal

pub mod grid;
pub mod json;
pub mod list;
pub mod table;

use jiff::Timestamp;

use crate::book::Record;
use crate::book::select::person_name;
use crate::check::waiting::{self, Task, What, Who};
use crate::check::{Context, Findings};
use crate::lang::{Lang, Text};
use crate::moment::Moment;
use crate::words;

/// Everything that a report on the state of things is made of.
#[derive(Clone, Copy, Debug)]
pub struct Status<'a> {
    /// What everything was judged by.
    pub ctx: Context<'a>,
    /// What was found.
    pub findings: &'a Findings,
    /// What waits, the most pressing first.
    pub tasks: &'a [Task],
    /// The language.
    pub lang: Lang,
}

impl<'a> Status<'a> {
    /// The records that are not at their end, those with the most pressing task first.
    pub fn open(&self) -> Vec<usize> {
        let records = &self.ctx.book.records;
        let is_open = |it: &usize| !records[*it].life.terminal && !records[*it].life.quiet;
        let pressing = self.tasks.iter().filter_map(|it| it.record);
        let mut all = Vec::new();
        for it in pressing.chain(0..records.len()).filter(is_open) {
            if !all.contains(&it) {
                all.push(it);
            }
        }
        all
    }

    /// The records at their end of which something is to be mended.
    pub fn closed(&self) -> usize {
        let records = &self.ctx.book.records;
        let mut all: Vec<_> = self.tasks.iter().filter_map(|it| it.record).collect();
        all.sort_unstable();
        all.dedup();
        let is_over = |it: &&usize| records[**it].life.terminal || records[**it].life.quiet;
        all.iter().filter(is_over).count()
    }

    /// What waits of a record.
    pub fn of(&self, index: usize) -> impl Iterator<Item = &'a Task> {
        self.tasks.iter().filter(move |it| it.record == Some(index))
    }

    fn record(&self, index: usize) -> &'a Record {
        &self.ctx.book.records[index]
    }

    fn say(&self, path: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(name, it)| (*name, Text::plain(*it)))
            .collect();
        words::fill(path, &args).get(self.lang).to_owned()
    }

    fn joined(&self, all: &[String]) -> String {
        let all: Vec<_> = all.iter().map(|it| Text::plain(it.clone())).collect();
        Text::list(&all).get(self.lang).to_owned()
    }

    /// What people call a state, on a route or beside it.
    fn state(&self, record: &Record, id: &str) -> String {
        let procedure = self.ctx.procedure;
        let route = record.route.as_deref().and_then(|it| procedure.route(it));
        let regular = route.into_iter().flat_map(|it| &it.states);
        let along = regular.map(|it| (&it.id, &it.label));
        let beside = procedure.side_states.iter().map(|it| (&it.id, &it.label));
        let found = along.chain(beside).find(|it| it.0 == id);
        found.map_or(id, |it| it.1.get(self.lang)).to_owned()
    }

    /// A task in a sentence.
    pub fn what(&self, task: &Task) -> String {
        let procedure = self.ctx.procedure;
        let record = task.record.map(|it| self.record(it));
        let state = |id: &str| record.map_or_else(|| id.to_owned(), |it| self.state(it, id));
        match &task.what {
            What::Step(step) => {
                let how = match (&step.events[..], &step.document) {
                    ([], None) => String::new(),
                    ([], Some(document)) => {
                        self.say("ui.task.finish", &[("document", &self.document(document))])
                    }
                    (events, _) => {
                        let quoted =
                            |it: &String| self.say("ui.quoted", &[("text", &self.event(it))]);
                        let events: Vec<_> = events.iter().map(quoted).collect();
                        let events = events.join(&self.say("ui.condition.or", &[]));
                        self.say("ui.task.by_event", &[("event", &events)])
                    }
                };
                let state = state(&step.state);
                self.say("ui.task.step", &[("state", &state), ("how", &how)])
            }
            What::Mend(at) => self.findings.all[*at].message.get(self.lang).to_owned(),
            What::Happen(event) => self.say("ui.task.record", &[("event", &self.event(event))]),
            What::Write(gap) => {
                let path = if gap.absent {
                    "ui.task.write"
                } else {
                    "ui.task.fill"
                };
                let document = self.document(&gap.document);
                let state = state(&gap.state);
                let text = self.say(path, &[("document", &document), ("state", &state)]);
                let labels = gap.labels(procedure);
                if labels.is_empty() {
                    text
                } else {
                    let list = Text::list(&labels);
                    let args = [("text", text.as_str()), ("list", list.get(self.lang))];
                    self.say("ui.task.fields", &args)
                }
            }
            What::End(id) => self.say("ui.task.waiver", &[("id", id)]),
        }
    }

    fn document(&self, id: &str) -> String {
        let kind = self.ctx.procedure.document(id);
        kind.map_or_else(|| id.to_owned(), |it| it.name().get(self.lang).to_owned())
    }

    fn event(&self, id: &str) -> String {
        let kind = self.ctx.procedure.events.kind(id);
        kind.map_or_else(|| id.to_owned(), |it| it.label.get(self.lang).to_owned())
    }

    /// Those who may do it, or must.
    fn who(&self, tasks: &[&Task]) -> String {
        let mut all = Vec::new();
        for it in tasks.iter().flat_map(|it| &it.who) {
            let name = self.somebody(it);
            if !name.is_empty() && !all.contains(&name) {
                all.push(name);
            }
        }
        self.joined(&all)
    }

    fn somebody(&self, who: &Who) -> String {
        let ctx = &self.ctx;
        let role = who.role.as_deref().map(|it| ctx.procedure.role_label(it));
        match (&who.person, role) {
            (Some(id), role) if ctx.config.publish_names || role.is_none() => {
                let name = person_name(ctx.procedure, ctx.config, id, Some(id));
                name.get(self.lang).to_owned()
            }
            (_, Some(role)) => role.get(self.lang).to_owned(),
            (_, None) => String::new(),
        }
    }

    /// The last moment for it, as it is written, and whether it is over.
    fn due(&self, task: &Task) -> Option<(String, bool)> {
        let until = task.due.as_ref()?.until;
        Some((self.time(until), until <= self.ctx.book.as_of.until))
    }

    /// A day that ends then is that day.
    fn time(&self, until: Timestamp) -> String {
        let zone = &self.ctx.config.zone;
        let local = until.to_zoned(zone.clone());
        let is_midnight = local.time() == jiff::civil::Time::midnight();
        match local.date().yesterday() {
            Ok(day) if is_midnight => day.to_string(),
            _ => Moment::Instant(until).show(zone),
        }
    }

    /// The next thing to do in a change, and who does it, in one sentence.
    pub fn next(&self, index: usize) -> Option<String> {
        let first = self.of(index).min_by_key(|it| it.turn())?;
        let what = self.what(first);
        let who = self.who(&[first]);
        Some(match who.as_str() {
            "" => what,
            who => self.say("status.next", &[("what", &what), ("who", who)]),
        })
    }
}

/// What waits in a portal.
pub fn tasks(ctx: &Context<'_>, findings: &Findings) -> Vec<Task> {
    waiting::all(ctx, findings)
}
