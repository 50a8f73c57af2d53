//! `/rules/<id>/`: what a rule means and how the records stand to it.

use serde::Serialize;

use crate::check::{Outcome, due};
use crate::lang::Text;
use crate::moment::Moment;
use crate::procedure::clauses::Origin;
use crate::procedure::examples::Excerpt;
use crate::procedure::rules::Rule;

use super::address::Href;
use super::chip::Chip;
use super::controls::Control;
use super::desk::{Here, Target};
use super::findings::{Finding, begun};
use super::shell::Frame;
use super::tally::TallyView;
use super::text::{Rich, Said};

/// One rule.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) severity: Chip,
    /// Exceptions to it: a condition and what holds under it.
    pub(crate) severity_when: Vec<(String, Chip)>,
    pub(crate) explain: Rich,
    pub(crate) help: Option<Rich>,
    pub(crate) clauses: Vec<ClauseText>,
    /// Route and the state from which it bites.
    pub(crate) from: Vec<(Said, Said)>,
    pub(crate) when: Option<String>,
    /// The times one of which must have come.
    pub(crate) once: Option<Said>,
    /// The check kinds of its parts.
    pub(crate) kinds: Vec<String>,
    pub(crate) good: Vec<Shown>,
    pub(crate) bad: Vec<Shown>,
    pub(crate) controls: Vec<Control>,
    pub(crate) waivable: bool,
    pub(crate) in_force: Option<String>,
    /// Why it does not weigh what it says.
    pub(crate) banner: Vec<String>,
    pub(crate) tally: TallyView,
    /// Broken, undecided, waived, met: newest first.
    pub(crate) groups: Vec<Group>,
}

/// Lines of an example under the name of their file.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    pub(crate) name: Said,
    /// None: there is no such file.
    pub(crate) text: Option<String>,
}

/// A clause with its text, for reading beside a rule.
#[derive(Debug, Serialize)]
pub(crate) struct ClauseText {
    pub(crate) id: String,
    pub(crate) href: Option<Href>,
    pub(crate) text: Rich,
}

/// The records of one outcome.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) anchor: &'static str,
    pub(crate) chip: Chip,
    pub(crate) n: usize,
    pub(crate) changes: Vec<Stand>,
    /// How many more there are, in words.
    pub(crate) more: Option<String>,
    pub(crate) folded: bool,
}

/// A record and what was found in it.
#[derive(Debug, Serialize)]
pub(crate) struct Stand {
    pub(crate) id: String,
    pub(crate) href: Option<Href>,
    pub(crate) title: Said,
    pub(crate) findings: Vec<Finding>,
}

/// How many records a list of a rule has at most, so that no page grows with the portal.
pub(crate) const LISTED: usize = 50;

pub(crate) fn view<'p>(here: &Here<'_>, at: usize) -> (Frame<'p>, View) {
    let procedure = here.desk.ctx.procedure;
    let rule = &procedure.rules[at];
    let from = rule.from.iter().map(|(route, state)| {
        let route = procedure
            .route(route)
            .map_or_else(|| route.as_str().into(), |it| it.label.clone());
        (here.say(&route), here.say(&here.desk.state_label(state)))
    });
    let clauses = rule.clauses.iter().map(|id| {
        let text = procedure
            .clauses()
            .find(|(_, it)| &it.id == id)
            .map(|(_, it)| here.rich(&it.text));
        ClauseText {
            id: id.clone(),
            href: here.href(Target::Clause(id)),
            text: text.unwrap_or_default(),
        }
    });
    let mut kinds: Vec<_> = rule.parts.iter().map(|it| it.check.kind.clone()).collect();
    kinds.dedup();
    let times = due::times(procedure, rule);
    let view = View {
        id: rule.id.clone(),
        title: here.say(&rule.title),
        severity: here.severity(rule.severity),
        severity_when: rule
            .severity_when
            .iter()
            .map(|(when, it)| (when.text.clone(), here.severity(*it)))
            .collect(),
        explain: here.rich(&rule.explain),
        help: rule
            .help
            .as_ref()
            .map(|it| without_placeholders(it.get(here.lang)))
            .map(|it| here.rich(&begun(&Text::plain(it)))),
        clauses: clauses.collect(),
        from: from.collect(),
        when: rule.when.as_ref().map(|it| it.text.clone()),
        once: (!times.is_empty()).then(|| here.say(&Text::list(&times))),
        kinds,
        good: shown(here, &rule.good),
        bad: shown(here, &rule.bad),
        controls: here.controls(&rule.controls),
        waivable: rule.waivable,
        in_force: here.in_force(&rule.in_force),
        banner: banner(here, rule),
        tally: here.tally(&rule.id),
        groups: groups(here, rule),
    };
    let name = Said {
        text: format!("{} {}", rule.id, view.title.text),
        lang: view.title.lang,
    };
    let frame = Frame {
        title: Some(name),
        above: vec![(here.section("rules"), Target::Rules)],
        section: Some("rules"),
        place: Some(rule.place),
    };
    (frame, view)
}

/// Whether the rule is out of force on the day of the page, or lowered by the policy.
fn banner(here: &Here<'_>, rule: &Rule) -> Vec<String> {
    let ctx = here.desk.ctx;
    let zone = &ctx.config.zone;
    let now = ctx.book.as_of.until;
    let day = |it: &Moment| it.day(zone).to_string();
    let ended = rule.in_force.to.as_ref();
    let ended = ended.filter(|it| it.latest(zone) < now);
    let coming = rule.in_force.from.as_ref();
    let coming = coming.filter(|it| it.earliest(zone) > now);
    let is_added = |id: &String| {
        let mut clauses = ctx.procedure.clauses();
        clauses.any(|(_, it)| &it.id == id && it.origin != Origin::Source)
    };
    let is_lowered = ctx.procedure.policy.source_only
        && !rule.clauses.is_empty()
        && rule.clauses.iter().all(is_added);
    let told = |path: &str, it: &Moment| here.ui_with(path, &[("date", &day(it))]);
    [
        ended.map(|it| told("ui.rule.ended", it)),
        coming.map(|it| told("ui.rule.coming", it)),
        is_lowered.then(|| here.ui("ui.rule.lowered")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn shown(here: &Here<'_>, all: &[Excerpt]) -> Vec<Shown> {
    let one = |it: &Excerpt| Shown {
        name: here.say(&here.desk.ctx.procedure.name_of(it)),
        text: it.text.as_ref().map(|it| here.said(it).text),
    };
    all.iter().map(one).collect()
}

/// What a rule says in general: without what stands in brackets only for one record, `…` for the rest.
pub(super) fn without_placeholders(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, tail)) = after.split_once('}') else {
            break;
        };
        let bracketed = [("（", "）"), (" (", ")"), ("(", ")")];
        let bracket = bracketed
            .iter()
            .find(|(open, close)| before.ends_with(open) && tail.starts_with(close));
        if let Some((open, close)) = bracket {
            out.push_str(&before[..before.len() - open.len()]);
            rest = &tail[close.len()..];
        } else {
            out.push_str(before);
            out.push('…');
            rest = tail;
        }
    }
    out.push_str(rest);
    out
}

fn groups(here: &Here<'_>, rule: &Rule) -> Vec<Group> {
    let tally = here.desk.tally(&rule.id);
    let groups = [
        ("broken", Outcome::Violated, &tally.broken, false),
        ("undecided", Outcome::Indeterminate, &tally.undecided, false),
        ("waived", Outcome::Waived, &tally.waived, false),
        ("met", Outcome::Pass, &tally.met, true),
    ];
    let group =
        |(anchor, outcome, members, folded): (&'static str, Outcome, &Vec<usize>, bool)| Group {
            anchor,
            chip: match outcome {
                Outcome::Violated => here.weight(&rule.id),
                _ => here.outcome(outcome),
            },
            n: members.len(),
            changes: members
                .iter()
                .take(LISTED)
                .map(|&it| stand(here, it, &rule.id))
                .collect(),
            more: more(here, "ui.rule.more", members.len()),
            folded,
        };
    groups
        .into_iter()
        .map(group)
        .filter(|it| it.n > 0)
        .collect()
}

/// What is not listed, in words.
pub(crate) fn more(here: &Here<'_>, path: &str, all: usize) -> Option<String> {
    (all > LISTED).then(|| here.count(path, all - LISTED))
}

/// A change with what a rule finds in it.
pub(super) fn stand(here: &Here<'_>, index: usize, rule: &str) -> Stand {
    let record = here.desk.record(index);
    let findings = here.desk.found(index).filter(|it| it.rule == rule);
    Stand {
        id: record.id.clone(),
        href: here.href(Target::Change(index)),
        title: here.titled(record),
        findings: findings.map(|it| here.finding(it)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_speaks_in_general_without_the_values_of_one_record() {
        assert_eq!(
            without_placeholders("请项目经理（{people.x}）把 {by} 改好"),
            "请项目经理把 … 改好"
        );
        assert_eq!(
            without_placeholders("ask the lead ({people.x}) now"),
            "ask the lead now"
        );
    }
}
