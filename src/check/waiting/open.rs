//! One record and everything of it that waits.

use crate::book::Record;
use crate::check::{Context, Findings};

use super::step::Step;
use super::{Due, Task, Wait, What, Who, add, ahead, answer, holders, is_at, step};

/// A record of which something may wait.
pub(super) struct Open<'a> {
    pub(super) ctx: &'a Context<'a>,
    pub(super) index: usize,
    pub(super) record: &'a Record,
    /// The times that run, each with its rule.
    pub(super) waits: Vec<(&'a str, &'a Wait)>,
}

impl Open<'_> {
    pub(super) fn tasks(&self, findings: &Findings, found: &[usize]) -> Vec<Task> {
        let step = step::next(self.ctx, self.record);
        let mut told = Vec::new();
        let mut tasks = Vec::new();
        for &at in found {
            let finding = &findings.all[at];
            let wait = self
                .waits
                .iter()
                .find(|it| it.0 == finding.rule && is_at(&finding.key, &it.1.key));
            // That the next step is late is said with the step.
            if wait.is_some_and(|it| self.is_of(step.as_ref(), it.1)) {
                told.push(at);
                continue;
            }
            tasks.push(Task {
                record: Some(self.index),
                what: What::Mend(at),
                who: answer::answering(self.ctx, self.record, finding),
                due: wait.map(|(rule, it)| self.due(rule, it)),
            });
        }
        let is_mended = |rule: &str, wait: &Wait| {
            let mut all = found.iter().map(|&at| &findings.all[at]);
            all.any(|it| it.rule == rule && is_at(&it.key, &wait.key))
        };
        for &(rule, wait) in &self.waits {
            let Some(event) = self.event(wait) else {
                continue;
            };
            if self.is_of(step.as_ref(), wait)
                || is_mended(rule, wait)
                || step::is_later(self.ctx, self.record, &event)
            {
                continue;
            }
            let roles = if wait.by.is_empty() {
                step::by(self.ctx, self.record)
            } else {
                wait.by.iter().map(String::as_str).collect()
            };
            tasks.push(Task {
                record: Some(self.index),
                what: What::Happen(event),
                who: self.holders(&roles),
                due: Some(self.due(rule, wait)),
            });
        }
        let gaps = step
            .as_ref()
            .map(|it| ahead::gaps(self.ctx, self.record, &it.state));
        for gap in gaps.into_iter().flatten() {
            let kind = self.ctx.procedure.document(&gap.document);
            let roles: Vec<&str> = kind
                .into_iter()
                .flat_map(|it| it.written_by.iter().map(String::as_str))
                .collect();
            tasks.push(Task {
                record: Some(self.index),
                what: What::Write(gap),
                who: self.holders(&roles),
                due: None,
            });
        }
        if let Some(mut step) = step {
            let roles: Vec<_> = step.by.iter().map(String::as_str).collect();
            let who = self.holders(&roles);
            let of_step = self.waits.iter().filter(|it| self.is_of(Some(&step), it.1));
            let first = of_step.min_by_key(|it| it.1.until);
            let due = first.map(|(rule, it)| self.due(rule, it));
            step.late = told;
            tasks.push(Task {
                record: Some(self.index),
                what: What::Step(step),
                who,
                due,
            });
        }
        tasks
    }

    /// Until when something must happen. A time that runs from a planned moment gives grace: while
    /// that moment is to come, it is what was promised.
    fn due(&self, rule: &str, wait: &Wait) -> Due {
        let zone = &self.ctx.config.zone;
        let is_to_come = wait.from.earliest(zone) > self.ctx.book.as_of.until;
        Due {
            until: if is_to_come {
                wait.from.latest(zone)
            } else {
                wait.until
            },
            rule: Some(rule.to_owned()),
        }
    }

    /// The event that is waited for, if it is one.
    fn event(&self, wait: &Wait) -> Option<String> {
        let name = wait.key.strip_prefix("event.")?;
        let name = name.split('.').next()?;
        let kinds = self.ctx.procedure.events.expand(name);
        kinds.first().map(|it| (*it).to_owned())
    }

    /// Whether what is waited for is what shows the next state.
    fn is_of(&self, step: Option<&Step>, wait: &Wait) -> bool {
        let event = self.event(wait);
        step.is_some_and(|it| event.is_some_and(|event| it.events.contains(&event)))
    }

    fn holders(&self, roles: &[&str]) -> Vec<Who> {
        let mut all = Vec::new();
        for role in roles {
            for who in holders(self.record, role) {
                add(&mut all, who);
            }
        }
        all
    }
}
