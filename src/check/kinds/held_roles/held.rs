//! One person, one role, one day: what the register says, and how it is told.

use jiff::civil::Date;

use crate::book::select;
use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::registers::{Held, Person};
use crate::procedure::selector::Selector;
use crate::words;

/// A day, or all from a first to a last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Days {
    pub(super) fn one(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    fn show(self) -> Text {
        if self.first == self.last {
            Text::plain(self.first.to_string())
        } else {
            period(Some(self.first), Some(self.last))
        }
    }
}

/// Did this person hold one of these roles on one of these days?
#[derive(Debug)]
pub(super) struct Question<'a> {
    /// The person, where they are named.
    pub(super) item: &'a Item,
    /// The roles, any of which will do.
    pub(super) roles: Vec<String>,
    /// The days, if they are known.
    pub(super) days: Option<Days>,
    /// The entry in which they are named.
    pub(super) entry: String,
    /// The logical name of the place.
    pub(super) key: String,
}

/// What the register says to that.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer<'a> {
    /// Yes.
    Held,
    /// Nothing: the person, the role or the day is not known.
    Open,
    /// At another time.
    Outside(&'a Held, Days),
    /// Never.
    Never(&'a Person, Days),
}

impl Question<'_> {
    pub(super) fn answer<'a>(&self, case: &Case<'a>, report: &mut Reporter<'_>) -> Answer<'a> {
        let procedure = case.ctx.procedure;
        let is_role = |it: &&String| procedure.roles.iter().any(|role| &role.id == *it);
        let wanted = self.roles.iter().filter(is_role);
        let wanted: Vec<&str> = wanted.flat_map(|it| procedure.equated(it)).collect();
        let Value::Person { id: Some(id), .. } = &self.item.value else {
            return Answer::Open;
        };
        let person = procedure.registers.people.iter().find(|it| &it.id == id);
        let (Some(person), Some(days), false) = (person, self.days, wanted.is_empty()) else {
            return Answer::Open;
        };
        let value = words::fill(
            "check.role.held-by",
            &[("person", self.name(case)), ("day", days.show())],
        );
        report.judged();
        let label = words::fill("check.role.acting", &[("role", self.role(case))]);
        report.compared(label, value, Some(self.item.place));
        let mut own = person
            .roles
            .iter()
            .filter(|it| wanted.contains(&it.role.as_str()));
        let fits = |it: &&Held| it.within(days.first, days.last);
        if own.clone().any(|it| fits(&it)) {
            return Answer::Held;
        }
        // Of several periods the last is the one that people remember.
        match own.next_back() {
            Some(held) => Answer::Outside(held, days),
            None => Answer::Never(person, days),
        }
    }

    /// Tells of a role that was not held.
    pub(super) fn tell(&self, case: &Case<'_>, answer: Answer<'_>, report: &mut Reporter<'_>) {
        let (variant, days, held, place) = match answer {
            Answer::Held | Answer::Open => return,
            Answer::Outside(held, days) => {
                ("outside", days, period(held.from, held.to), held.place)
            }
            Answer::Never(person, days) => {
                let roles = person.roles.iter().map(|it| it.role.as_str());
                let mut roles: Vec<_> = roles.collect();
                roles.dedup();
                let held = if roles.is_empty() {
                    words::text("check.role.no-role")
                } else {
                    case.role_labels(&roles)
                };
                ("default", days, held, person.place)
            }
        };
        let entry = Text::plain(self.entry.clone());
        let args = [
            ("person", self.name(case)),
            ("role", self.role(case)),
            ("day", days.show()),
            ("held", held.clone()),
            ("entry", entry),
        ];
        let key = format!("{}[{}]", self.key, self.item.key().unwrap_or_default());
        report.violated(variant, spot(self.item.place, key), &args);
        let role = match answer {
            Answer::Outside(held, _) => case.ctx.procedure.role_label(&held.role),
            _ => words::text("check.role.registered"),
        };
        let label = words::fill("check.role.period", &[("role", role), ("held", held)]);
        report.related(place, label);
    }

    fn name(&self, case: &Case<'_>) -> Text {
        select::show(case.ctx.procedure, case.ctx.config, None, self.item)
    }

    fn role(&self, case: &Case<'_>) -> Text {
        let roles: Vec<_> = self.roles.iter().map(String::as_str).collect();
        case.role_labels(&roles)
    }
}

/// One who held the role is enough: what is told if there is none.
pub(super) fn one(
    case: &Case<'_>,
    answers: &[(&Question<'_>, Answer<'_>)],
    report: &mut Reporter<'_>,
) {
    let held = |it: &(&Question<'_>, Answer<'_>)| matches!(it.1, Answer::Held);
    // Whoever is not known may be the one; another rule tells of them.
    let open = |it: &(&Question<'_>, Answer<'_>)| matches!(it.1, Answer::Open);
    if answers.iter().any(|it| held(it) || open(it)) {
        return;
    }
    let Some((question, answer)) = answers.last() else {
        let nobody = || words::text("check.nothing");
        let roles: Vec<_> = case
            .check()
            .names("roles")
            .iter()
            .map(String::as_str)
            .collect();
        let args = [
            ("person", nobody()),
            ("role", case.role_labels(&roles)),
            ("day", nobody()),
            ("held", nobody()),
            ("entry", nobody()),
        ];
        let check = case.check();
        let each = check.selectors("each").first();
        let list = each.or(check.selectors("persons").first());
        let key = list.map(Selector::key);
        report.violated("none", spot(None, key.unwrap_or_default()), &args);
        return;
    };
    question.tell(case, *answer, report);
}

/// A period, open at either end.
fn period(from: Option<Date>, to: Option<Date>) -> Text {
    let shown = |it: Option<Date>| Text::plain(it.map(|it| it.to_string()).unwrap_or_default());
    let which = match (from, to) {
        (None, None) => "always",
        (Some(_), None) => "since",
        (None, Some(_)) => "until",
        (Some(_), Some(_)) => "span",
    };
    words::fill(
        &format!("check.role.{which}"),
        &[("from", shown(from)), ("to", shown(to))],
    )
}
