//! Rules, clauses and sections of the procedure.

use crate::check::due;
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::clauses::{Clause, Section};
use crate::procedure::edition::InForce;
use crate::procedure::examples::Excerpt;
use crate::procedure::rules::Rule;
use crate::words;

use super::{Body, Manual, Page, general, id};

/// The page of a rule.
pub fn page(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let rule = manual.procedure.rule(wanted)?;
    let mut page = Page::new(&rule.id, "rule", rule.title.clone());
    page.say("why", rule.explain.clone());
    page.say(
        "instead",
        rule.help.as_ref().map_or_else(Text::default, general),
    );
    page.add("good", excerpts(manual, &rule.good));
    page.add("bad", excerpts(manual, &rule.bad));
    page.list("applies", applies(manual, rule));
    page.list("clauses", clauses(manual, &rule.clauses));
    page.list("controls", controls(manual, &rule.controls));
    page.say("defined", manual.sources.cite(rule.place).into());
    Some(page)
}

/// Excerpts, each under the name of its file.
fn excerpts(manual: &Manual<'_>, all: &[Excerpt]) -> Body {
    let one = |it: &Excerpt| (manual.procedure.name_of(it), it.text.clone());
    Body::Excerpts(all.iter().map(one).collect())
}

/// The page of a clause.
pub fn clause(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let (section, clause) = manual.procedure.clauses().find(|(_, it)| it.id == wanted)?;
    let mut page = Page::new(&clause.id, "clause", section_name(section));
    page.say("", clause.text.clone());
    page.say("note", clause.note.clone().unwrap_or_default());
    page.list("source", source(manual, clause));
    let checked = if clause.by_rules {
        "by-rules"
    } else {
        "by-people"
    };
    page.say("checked", words::text(&format!("explain.{checked}")));
    let rules = manual.procedure.rules.iter();
    page.list(
        "rules",
        rules
            .filter(|it| it.clauses.contains(&clause.id))
            .map(|it| (id(&it.id), it.title.clone())),
    );
    let documents = manual.procedure.documents.iter();
    page.list(
        "documents",
        documents
            .filter(|it| it.clauses.contains(&clause.id))
            .map(|it| (id(&it.id), it.name())),
    );
    page.list("see", clauses(manual, &clause.see));
    page.list("controls", controls(manual, &clause.controls));
    page.say("defined", manual.sources.cite(clause.place).into());
    Some(page)
}

/// The page of a section.
pub fn section(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let mut sections = manual.procedure.sections.iter();
    let section = sections.find(|it| it.number == wanted)?;
    let mut page = Page::new(&section.number, "section", section.title.clone());
    page.say("", section.intro.clone());
    page.list(
        "clauses",
        section
            .clauses
            .iter()
            .map(|it| (id(&it.id), it.text.clone())),
    );
    page.say("defined", manual.sources.cite(section.place).into());
    Some(page)
}

/// Clauses with their texts.
pub(super) fn clauses(manual: &Manual<'_>, ids: &[String]) -> Vec<(Text, Text)> {
    let text = |wanted: &String| {
        let mut all = manual.procedure.clauses();
        let found = all.find(|(_, it)| it.id == *wanted);
        found.map(|(_, it)| it.text.clone()).unwrap_or_default()
    };
    ids.iter().map(|it| (id(it), text(it))).collect()
}

fn section_name(section: &Section) -> Text {
    Text::from_fn(|lang| format!("{} {}", section.number, section.title.get(lang)))
}

/// To which records a rule applies, from when, and how much a violation weighs.
fn applies(manual: &Manual<'_>, rule: &Rule) -> Vec<(Text, Text)> {
    let word = |it: &str| words::text(&format!("explain.{it}"));
    let level = |it: &str| words::text(&format!("report.level.{it}"));
    let mut items = vec![(word("severity"), level(rule.severity.id()))];
    for (when, severity) in &rule.severity_when {
        let when = words::fill(
            "explain.severity-when",
            &[("when", when.text.as_str().into())],
        );
        items.push((when, level(severity.id())));
    }
    if rule.has_from {
        let from = rule
            .from
            .iter()
            .map(|(route, state)| from(manual, route, state));
        items.push((word("from"), Text::list(&from.collect::<Vec<_>>())));
    } else {
        items.push((word("from"), word("always")));
    }
    if let Some(when) = &rule.when {
        items.push((word("when"), id(&when.text)));
    }
    let times = due::times(manual.procedure, rule);
    if !times.is_empty() {
        items.push((word("once"), Text::list(&times)));
    }
    // That one part of a rule tells what another need not repeat is its own affair.
    for narrower in rule.yields_to.iter().filter(|it| it.rule != rule.id) {
        items.push((word("yields-to"), id(&narrower.rule)));
    }
    for part in &rule.parts {
        items.push((word("check"), id(&part.check.kind)));
    }
    items.dedup();
    let answer = if rule.waivable { "yes" } else { "no" };
    items.push((word("waivable"), word(answer)));
    items.extend(in_force(manual, &rule.in_force));
    items
}

/// From when to when something is in force, if it is limited.
fn in_force(manual: &Manual<'_>, force: &InForce) -> Vec<(Text, Text)> {
    let ends = [("in-force-from", &force.from), ("in-force-to", &force.to)];
    let item = |(name, moment): (&str, &Option<Moment>)| {
        let label = words::text(&format!("explain.{name}"));
        let moment = moment.as_ref()?;
        Some((label, moment.show(manual.zone).into()))
    };
    ends.into_iter().filter_map(item).collect()
}

/// A route and one of its states, by their labels.
pub(super) fn from(manual: &Manual<'_>, route: &str, state: &str) -> Text {
    let Some(route) = manual.procedure.route(route) else {
        return id(state);
    };
    let mut states = route.states.iter();
    let label = states.find(|it| it.id == state).map(|it| &it.label);
    let args = [
        ("route", route.label.clone()),
        ("state", label.cloned().unwrap_or_else(|| id(state))),
    ];
    words::fill("explain.from-state", &args)
}

fn source(manual: &Manual<'_>, clause: &Clause) -> Vec<(Text, Text)> {
    let origin = format!("explain.origin.{}", clause.origin.id());
    let mut items = vec![(words::text("explain.origin-label"), words::text(&origin))];
    for (name, value) in [("label", &clause.source_label), ("page", &clause.page)] {
        if !value.is_empty() {
            items.push((words::text(&format!("explain.{name}")), id(value)));
        }
    }
    items.extend(in_force(manual, &clause.in_force));
    if !clause.superseded_by.is_empty() {
        let label = words::text("explain.superseded-by");
        items.push((label, id(&clause.superseded_by.join(", "))));
    }
    items
}

fn controls(manual: &Manual<'_>, controls: &[(String, Vec<String>)]) -> Vec<(Text, Text)> {
    let label = |framework: &String| {
        let mut all = manual.procedure.frameworks.iter();
        all.find(|it| it.id == *framework)
            .map_or_else(|| id(framework), |it| it.label.clone())
    };
    controls
        .iter()
        .map(|(framework, items)| (label(framework), id(&items.join("; "))))
        .collect()
}
