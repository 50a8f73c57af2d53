//! When a task is due, and who else has a hand in it.

use crate::check::waiting::{Task, What, Who};
use crate::moment::{self, Moment};
use crate::site::chip::Chip;
use crate::site::desk::Here;
use crate::site::duties::{Doer, person};
use crate::site::text::Said;

impl Here<'_> {
    /// A moment by which something must be done, and how it stands to now.
    pub(crate) fn until(&self, until: jiff::Timestamp) -> (String, Option<Chip>) {
        let ctx = &self.desk.ctx;
        let zone = &ctx.config.zone;
        let day = Moment::Instant(until).day(zone);
        // The end of a day is the first instant of the next one.
        let (shown, day) = if moment::start_of(day, zone) == until {
            let day = day.yesterday().unwrap_or(day);
            (day.to_string(), day)
        } else {
            (Moment::Instant(until).show(zone), day)
        };
        let today = ctx.book.as_of.moment.day(zone);
        let days = day.since(today).map_or(0, |it| it.get_days());
        let n = usize::try_from(days.unsigned_abs()).unwrap_or_default();
        let chip = |tone, word: String| {
            Some(Chip {
                tone,
                icon: "clock",
                word,
                n: None,
            })
        };
        let is_late = until <= ctx.book.as_of.until;
        let chip = match (is_late, n) {
            (true, 0) => chip("fail", self.ui("ui.due.late_today")),
            (true, n) => chip("fail", self.count("ui.due.late", n)),
            (false, 0) => chip("attention", self.ui("ui.due.today")),
            (false, n @ 1..=7) => chip("attention", self.count("ui.due.left", n)),
            (false, _) => None,
        };
        (shown, chip)
    }

    /// Who else may do a task, or must do their part of it.
    pub(super) fn others(&self, task: &Task, doer: Option<&Doer>) -> Option<Said> {
        let is_other = |who: &&Who| match doer {
            Some(Doer::Person(id)) => who.person.as_ref() != Some(id),
            Some(Doer::Role(role)) => who.role.as_ref() != Some(role),
            _ => true,
        };
        let mut names: Vec<String> = Vec::new();
        for who in task.who.iter().filter(is_other) {
            let name = self.who(who);
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return None;
        }
        let each = matches!(&task.what, What::Step(step) if step.each);
        let path = match (doer.is_some(), each) {
            (false, _) => "ui.task.who",
            (true, true) => "ui.task.also",
            (true, false) => "ui.task.or",
        };
        Some(Said {
            text: self.ui_with(path, &[("list", &self.list(&names))]),
            lang: None,
        })
    }

    /// Somebody by name, else by role.
    pub(crate) fn who(&self, who: &Who) -> String {
        let known = who
            .person
            .as_deref()
            .and_then(|it| person(&self.desk.ctx, it));
        let known = known.filter(|_| self.desk.ctx.config.publish_names);
        match (known, &who.role) {
            (Some(person), _) => person.name.clone(),
            (None, Some(role)) => self.role(role).text,
            (None, None) => String::new(),
        }
    }
}
