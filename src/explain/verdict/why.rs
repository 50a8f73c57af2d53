//! The outcome of a rule in words, and what kept the rule from judging.
//!
//! A rule that found something which a narrower one tells did apply, so it says whom to read.

use crate::check::reason::{Asked, Cause, Reason};
use crate::check::{Outcome, Verdict};
use crate::lang::Text;
use crate::procedure::rules::Rule;
use crate::words;

/// How it stands, in words.
pub(super) fn said(rule: &Rule, verdict: &Verdict) -> Text {
    let id = match verdict.outcome {
        Outcome::Violated => "violated",
        Outcome::Indeterminate => "indeterminate",
        Outcome::Waived => "waived",
        Outcome::Baseline => "baseline",
        Outcome::Pass => "pass",
        Outcome::NotDue => "not-due",
        // It did apply; what it found is told elsewhere.
        Outcome::NotApplicable if !gave_way(rule, verdict).is_empty() => "gave-way",
        Outcome::NotApplicable => "not-applicable",
    };
    let to = Text::list(&gave_way(rule, verdict));
    words::fill(&format!("explain.verdict.outcome.{id}"), &[("rules", to)])
}

/// The rules that tell what a rule found.
fn gave_way(rule: &Rule, verdict: &Verdict) -> Vec<Text> {
    let mut all: Vec<&str> = Vec::new();
    for reason in &verdict.reasons {
        if let Cause::GaveWay(index) = reason.cause
            && let Some(narrower) = rule.yields_to.get(index)
            && !all.contains(&narrower.rule.as_str())
        {
            all.push(&narrower.rule);
        }
    }
    all.into_iter().map(Text::plain).collect()
}

/// Why a rule, or a part of it, was not judged.
pub(super) fn why(asked: &Asked<'_>, reason: Reason) -> Text {
    let (record, procedure) = (asked.record, asked.ctx.procedure);
    let zone = &asked.ctx.config.zone;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let state = |id: &str| {
        let known = route.and_then(|it| it.states.iter().find(|it| it.id == id));
        let side = procedure.side_states.iter().find(|it| it.id == id);
        let label = known.map(|it| &it.label).or(side.map(|it| &it.label));
        label.cloned().unwrap_or_else(|| Text::plain(id))
    };
    let due = asked.rule.from.iter();
    let due = due.clone().find(|it| Some(&it.0) == record.route.as_ref());
    let moment = |it: &crate::moment::Moment| Text::plain(it.show(zone));
    let opened = record.opened.as_ref().map(moment).unwrap_or_default();
    let (form, args) = match reason.cause {
        Cause::Edition => ("edition", vec![("opened", opened)]),
        Cause::Route => match route {
            Some(route) => ("route", vec![("route", route.label.clone())]),
            None => ("no-route", Vec::new()),
        },
        Cause::Unread => ("unread", vec![("documents", Text::list(&asked.unread()))]),
        Cause::Condition => ("condition", Vec::new()),
        Cause::State => {
            let due = due.map(|(_, it)| state(it)).unwrap_or_default();
            let now = state(&record.life.effective);
            ("state", vec![("due", due), ("now", now)])
        }
        Cause::Due => ("due", vec![("times", Text::list(&asked.times()))]),
        Cause::Given(_) => ("given", Vec::new()),
        Cause::Unless(_) => ("unless", Vec::new()),
        Cause::Nothing => ("nothing", Vec::new()),
        Cause::GaveWay(index) => {
            let narrower = asked.rule.yields_to.get(index);
            let id = narrower.map(|it| Text::plain(&*it.rule));
            let known = narrower.and_then(|it| procedure.rule(&it.rule));
            let title = known.map(|it| it.title.clone());
            let args = [("rule", id), ("title", title)];
            let args = args.map(|(name, text)| (name, text.unwrap_or_default()));
            ("gave-way", args.to_vec())
        }
    };
    let said = words::fill(&format!("explain.verdict.cause.{form}"), &args);
    let part = reason.part.and_then(|it| asked.rule.parts.get(it));
    match part.filter(|it| !it.name.is_empty()) {
        Some(part) => words::fill(
            "explain.verdict.of-part",
            &[("part", Text::plain(&*part.name)), ("why", said)],
        ),
        None => said,
    }
}
