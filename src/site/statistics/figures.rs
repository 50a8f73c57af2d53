//! Which records belong to which number, counted once for all pages.

use std::collections::BTreeMap;

use crate::book::Record;
use crate::check::Context;
use crate::finding::Outcome;
use crate::moment::Moment;
use crate::site::address::slug;
use crate::site::desk::Desk;

use super::FEW;

/// A number and its records.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) group: Group,
    /// Its part of the address.
    pub(crate) slug: String,
    /// The route, for times; the role, for what is late.
    pub(crate) of: String,
    /// The state that is timed; nothing for the whole way.
    pub(crate) state: Option<String>,
    /// The records with the seconds that they took, the longest first.
    pub(crate) members: Vec<(usize, i64)>,
}

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// How long changes stay in a state, or take as a whole.
    Times,
    /// Whether finished changes needed one round or more.
    Rounds,
    /// Open changes past a limit, by the role that takes the next step.
    Late,
}

impl Figure {
    /// Whether it is a time of a route.
    pub(crate) fn is_time_of(&self, route: &str) -> bool {
        self.group == Group::Times && self.of == route
    }

    /// The middle one, if there are enough.
    pub(crate) fn median(&self) -> Option<i64> {
        let n = self.members.len();
        let at = |it: usize| self.members[it].1;
        (n >= FEW).then(|| i64::midpoint(at(n / 2), at((n - 1) / 2)))
    }

    /// The time that nine in ten do not pass, if there are enough.
    pub(crate) fn p90(&self) -> Option<i64> {
        let n = self.members.len();
        // The longest come first: the rank counts from the end.
        (n >= FEW).then(|| self.members[n - (n * 9).div_ceil(10)].1)
    }
}

/// All numbers, in the order in which they are shown.
pub(crate) fn all(desk: &Desk<'_>) -> Vec<Figure> {
    let mut figures = times(desk.ctx);
    figures.extend(rounds(desk));
    figures.extend(late(desk));
    figures
}

/// How long the records of each route stay in each of its states, and how long the whole way takes.
fn times(ctx: Context<'_>) -> Vec<Figure> {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for (index, record) in ctx.book.records.iter().enumerate() {
        let Some(route) = record.route.as_deref() else {
            continue;
        };
        for (state, seconds) in stays(ctx, record) {
            found
                .entry((route, state))
                .or_default()
                .push((index, seconds));
        }
    }
    let mut figures = Vec::new();
    for route in &ctx.procedure.routes {
        let states = route.states.iter().map(|it| Some(it.id.as_str()));
        for state in states.chain([None]) {
            let Some(mut members) = found.remove(&(route.id.as_str(), state)) else {
                continue;
            };
            members.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
            let name = state.map_or_else(|| "whole".to_owned(), slug);
            figures.push(Figure {
                group: Group::Times,
                slug: format!("time-{}-{name}", slug(&route.id)),
                of: route.id.clone(),
                state: state.map(str::to_owned),
                members,
            });
        }
    }
    figures
}

/// The states that a record has left, with the seconds that it stayed; at the end the whole way of a finished one.
fn stays<'r>(ctx: Context<'_>, record: &'r Record) -> Vec<(Option<&'r str>, i64)> {
    let zone = &ctx.config.zone;
    let reached = record.life.shown.iter().filter(|it| it.is_shown);
    let reached = reached.filter_map(|it| Some((it.state.as_str(), it.at.as_ref()?)));
    let reached: Vec<_> = reached.collect();
    let seconds = |from: &Moment, to: &Moment| from.until(to, zone).as_secs();
    let mut stays: Vec<_> = reached
        .windows(2)
        .map(|it| (Some(it[0].0), seconds(it[0].1, it[1].1)))
        .collect();
    let ends = record.opened.as_ref().zip(reached.last());
    // A record that was given up has not gone the whole way.
    let arrived = |it: &(&Moment, &(&str, &Moment))| {
        is_finished(ctx, record) && it.1.0 == record.life.effective
    };
    if let Some((opened, (_, closed))) = ends.filter(arrived) {
        stays.push((None, seconds(opened, closed)));
    }
    // Dates that run backwards are a finding elsewhere and no measure of time.
    stays.retain(|it| it.1 >= 0);
    stays
}

/// Whether a record has come to the end of its route; one that was given up beside it has not.
fn is_finished(ctx: Context<'_>, record: &Record) -> bool {
    let route = record.route.as_deref();
    let route = route.and_then(|it| ctx.procedure.route(it));
    let state = &record.life.effective;
    record.life.terminal && route.is_some_and(|it| it.rank(state).is_some())
}

/// Finished records by whether one round was enough.
fn rounds(desk: &Desk<'_>) -> Vec<Figure> {
    let (mut once, mut again) = (Vec::new(), Vec::new());
    for &index in &desk.newest {
        let record = desk.record(index);
        let rounds = record.events.iter().map(|it| it.cycle).max();
        if is_finished(desk.ctx, record) {
            let list = match rounds.unwrap_or_default() {
                0 => &mut once,
                _ => &mut again,
            };
            list.push((index, 0));
        }
    }
    let figure = |slug: &str, members| Figure {
        group: Group::Rounds,
        slug: slug.to_owned(),
        of: slug.to_owned(),
        state: None,
        members,
    };
    vec![figure("once", once), figure("again", again)]
}

/// Open records that break a limit in time, by the roles that take the next step.
fn late(desk: &Desk<'_>) -> Vec<Figure> {
    let procedure = desk.ctx.procedure;
    let mut by_role: BTreeMap<&str, Vec<(usize, i64)>> = BTreeMap::new();
    for &index in &desk.newest {
        let record = desk.record(index);
        let is_late = desk.found(index).any(|it| {
            let rule = procedure.rule(&it.rule);
            let is_limit =
                rule.is_some_and(|it| it.parts.iter().any(|it| it.check.kind == "lapse"));
            is_limit && it.outcome == Outcome::Violated
        });
        if record.life.terminal || record.life.quiet || !is_late {
            continue;
        }
        for role in next_roles(desk, record) {
            by_role.entry(role).or_default().push((index, 0));
        }
    }
    let figure = |(role, members): (&str, _)| Figure {
        group: Group::Late,
        slug: format!("late-{}", slug(role)),
        of: role.to_owned(),
        state: None,
        members,
    };
    by_role.into_iter().map(figure).collect()
}

/// Who takes a record to its next state.
fn next_roles<'d>(desk: &Desk<'d>, record: &Record) -> Vec<&'d str> {
    let route = record.route.as_deref();
    let route = route.and_then(|it| desk.ctx.procedure.route(it));
    let next = route.and_then(|it| it.states.get(record.life.rank + 1));
    next.map(|it| it.by.iter().map(String::as_str).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(seconds: &[i64]) -> Figure {
        let mut members: Vec<_> = seconds.iter().copied().enumerate().collect();
        members.sort_by_key(|it| std::cmp::Reverse(it.1));
        Figure {
            group: Group::Times,
            slug: String::new(),
            of: String::new(),
            state: None,
            members,
        }
    }

    #[test]
    fn median_and_ninetieth_are_those_of_the_textbook() {
        let ten = figure(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!((ten.median(), ten.p90()), (Some(5), Some(9)));
        let five = figure(&[50, 10, 30, 20, 40]);
        assert_eq!((five.median(), five.p90()), (Some(30), Some(50)));
    }

    #[test]
    fn four_records_have_no_median() {
        assert_eq!(figure(&[1, 2, 3, 4]).median(), None);
        assert_eq!(figure(&[1, 2, 3, 4]).p90(), None);
    }
}
