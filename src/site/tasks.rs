//! What waits, as pages show it: for which change, until when, why, and what to write.

mod around;
mod mend;
mod write;

use serde::Serialize;

use crate::check::waiting::{Task, What, Who, step::Step};
use crate::lang::Text;
use crate::text::escape;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::duties::Doer;
use super::findings::begun;
use super::lists::{Counted, Link};
use super::snippet::Snippet;
use super::text::{Rich, Said};

/// The tasks of one change.
#[derive(Debug, Serialize)]
pub(crate) struct Block {
    /// The change; nothing for what concerns none.
    pub(crate) change: Option<Change>,
    pub(crate) tasks: Vec<Row>,
    /// How many more there are, in words.
    pub(crate) more: Option<String>,
}

/// A change above its tasks.
#[derive(Debug, Serialize)]
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) href: Href,
    pub(crate) state: Said,
}

/// A task.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The anchor of its snippet.
    pub(crate) id: String,
    /// The tone of what it is: `fail`, `attention`, `running` or `neutral`.
    pub(crate) tone: &'static str,
    pub(crate) what: Rich,
    /// The day and time, or the day, that is in time.
    pub(crate) due: Option<String>,
    /// How much of the time is over or left.
    pub(crate) chip: Option<Chip>,
    /// The rule behind it.
    pub(crate) rule: Option<Counted>,
    pub(crate) clauses: Vec<Counted>,
    /// What must be in order before, or what to write instead.
    pub(crate) help: Option<Rich>,
    /// Who else may, or must.
    pub(crate) others: Option<Said>,
    pub(crate) snippet: Option<Snippet>,
    pub(crate) links: Vec<Link>,
}

/// How many tasks of one change are listed; its page has all of them.
const OF_ONE: usize = 4;

impl Here<'_> {
    /// Tasks by change, in their order; at most `most` changes. `anchor` begins the anchors of what is to be copied.
    pub(crate) fn blocks(
        &self,
        tasks: &[usize],
        doer: Option<&Doer>,
        (most, anchor): (usize, &str),
    ) -> Vec<Block> {
        let groups = self.groups(tasks);
        let block = |(record, tasks): &(Option<usize>, Vec<usize>)| {
            let rows = tasks.iter().take(OF_ONE);
            Block {
                change: record.and_then(|it| self.block_head(it)),
                tasks: rows
                    .map(|&it| Row {
                        id: format!("{anchor}-{it}"),
                        ..self.task(it, doer)
                    })
                    .collect(),
                more: (tasks.len() > OF_ONE)
                    .then(|| self.count("ui.task.more", tasks.len() - OF_ONE)),
            }
        };
        groups.iter().take(most).map(block).collect()
    }

    /// Tasks by change, in the order of the most pressing of each; those of one change in the order in which they are done.
    pub(crate) fn groups(&self, tasks: &[usize]) -> Vec<(Option<usize>, Vec<usize>)> {
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for &at in tasks {
            let record = self.desk.duties.tasks[at].record;
            let place = *places.entry(record).or_insert_with(|| {
                groups.push((record, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(at);
        }
        for (_, tasks) in &mut groups {
            tasks.sort_by_key(|&it| self.desk.duties.tasks[it].turn());
        }
        groups
    }

    fn block_head(&self, index: usize) -> Option<Change> {
        let record = self.desk.record(index);
        Some(Change {
            id: record.id.clone(),
            title: self.titled(record),
            href: self.href(Target::Change(index))?,
            state: self.say(&self.desk.state_label(&record.life.effective)),
        })
    }

    /// One task, without an anchor of its own.
    pub(crate) fn task(&self, at: usize, doer: Option<&Doer>) -> Row {
        let task = &self.desk.duties.tasks[at];
        let mut row = match &task.what {
            What::Step(step) => self.step(task, step, doer),
            What::Mend(finding) => self.mend(task, *finding, doer),
            What::Happen(event) => {
                let what = self.ui_with(
                    "ui.task.record",
                    &[("event", &self.event_label(event).text)],
                );
                Row {
                    snippet: self.event_of(task, event, doer),
                    ..self.plain_task("neutral", &what)
                }
            }
            What::Write(gap) => self.write(task, gap),
            What::End(id) => {
                let what = self.ui_with("ui.task.waiver", &[("id", id)]);
                let label = Said {
                    text: self.ui("ui.compliance.waivers"),
                    lang: None,
                };
                let href = self.href_at(Target::Compliance, "waivers");
                Row {
                    links: href
                        .into_iter()
                        .map(|href| Link {
                            label: label.clone(),
                            href,
                        })
                        .collect(),
                    ..self.plain_task("waived", &what)
                }
            }
        };
        if let Some(due) = &task.due {
            let (shown, chip) = self.until(due.until);
            row.due = Some(shown);
            row.chip = chip;
            if row.rule.is_none() {
                row.rule = due.rule.as_deref().map(|it| self.rule_link(it));
            }
        }
        row.others = self.others(task, doer);
        row
    }

    pub(super) fn plain_task(&self, tone: &'static str, what: &str) -> Row {
        Row {
            id: String::new(),
            tone,
            what: self.rich(&begun(&Text::plain(what))),
            due: None,
            chip: None,
            rule: None,
            clauses: Vec::new(),
            help: None,
            others: None,
            snippet: None,
            links: Vec::new(),
        }
    }

    fn step(&self, task: &Task, step: &Step, doer: Option<&Doer>) -> Row {
        let desk = self.desk;
        let label = self.word(&desk.state_label(&step.state));
        let how = match (&step.events[..], &step.document) {
            ([], None) => String::new(),
            ([], Some(document)) => {
                let kind = desk.ctx.procedure.document(document);
                let name = kind.map_or_else(|| document.clone(), |it| self.word(&it.name()));
                self.ui_with("ui.task.finish", &[("document", &name)])
            }
            (events, _) => {
                let labels: Vec<_> = events
                    .iter()
                    .map(|it| self.ui_with("ui.quoted", &[("text", &self.event_label(it).text)]))
                    .collect();
                let labels = labels.join(&self.ui("ui.condition.or"));
                self.ui_with("ui.task.by_event", &[("event", &labels)])
            }
        };
        let record = task.record.map(|it| desk.record(it));
        let state = record
            .and_then(|it| crate::check::waiting::step::state(desk.ctx.procedure, it))
            .map(|it| it.1);
        let late = step.late.first().map(|&at| &desk.findings.all[at]);
        let snippet = match (step.events.first(), &step.document) {
            (Some(event), _) => self.event_of(task, event, doer),
            (None, Some(document)) => record.and_then(|it| self.final_snippet(it, document)),
            _ => None,
        };
        Row {
            rule: late.map(|it| self.rule_link(&it.rule)),
            clauses: state.map_or_else(Vec::new, |it| self.clauses(&it.clauses)),
            help: state
                .filter(|it| !it.guard.is_empty())
                .map(|it| self.guard(&it.guard)),
            snippet,
            ..self.plain_task(
                if late.is_some() { "fail" } else { "running" },
                &self.ui_with("ui.task.step", &[("state", &label), ("how", &how)]),
            )
        }
    }

    /// What must be true before, with the word that says so.
    fn guard(&self, guard: &crate::lang::Text) -> Rich {
        let mut html = String::new();
        escape(&self.ui("ui.task.before"), &mut html);
        let rich = self.rich(guard);
        Rich {
            html: html + &rich.html,
            lang: rich.lang,
        }
    }

    pub(super) fn event_of(
        &self,
        task: &Task,
        event: &str,
        doer: Option<&Doer>,
    ) -> Option<Snippet> {
        let record = self.desk.record(task.record?);
        let of_doer = |who: &&Who| match doer {
            Some(Doer::Person(id)) => who.person.as_ref() == Some(id),
            Some(Doer::Role(role)) => who.role.as_ref() == Some(role),
            _ => task.who.len() == 1,
        };
        let who = task.who.iter().find(of_doer);
        let person = who.and_then(|it| it.person.as_deref());
        let person = person.filter(|_| self.desk.ctx.config.publish_names);
        let role = who.and_then(|it| it.role.as_deref());
        self.event_snippet(record, event, (person, role))
    }

    pub(super) fn rule_link(&self, rule: &str) -> Counted {
        Counted {
            label: Said {
                text: rule.to_owned(),
                lang: None,
            },
            href: self.href(Target::Rule(rule)),
            n: 0,
            current: false,
        }
    }
}
