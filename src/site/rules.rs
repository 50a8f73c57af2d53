//! `/rules/` and `/rules/<id>/`: each rule, and each finding of the engine itself.

use serde::Serialize;

use crate::check::Outcome;
use crate::notice::{self, Notice};
use crate::procedure::rules::Rule;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Here, Target};
use super::findings::Finding;
use super::lists::Counted;
use super::procedure::{Control, TallyView, controls, tally};
use super::shell::Frame;
use super::text::{Rich, Said};

/// All rules.
#[derive(Debug, Serialize)]
pub(crate) struct Contents {
    pub(crate) title: Said,
    pub(crate) families: Vec<FamilyView>,
    pub(crate) notices: Vec<NoticeRow>,
}

/// The rules of one file.
#[derive(Debug, Serialize)]
pub(crate) struct FamilyView {
    pub(crate) name: String,
    pub(crate) anchor: String,
    pub(crate) rules: Vec<RuleRow>,
}

/// A rule in the list.
#[derive(Debug, Serialize)]
pub(crate) struct RuleRow {
    pub(crate) id: String,
    pub(crate) href: Option<Href>,
    pub(crate) title: Said,
    pub(crate) severity: Chip,
    pub(crate) clauses: Vec<Counted>,
    pub(crate) tally: TallyView,
}

/// A finding of the engine in the list.
#[derive(Debug, Serialize)]
pub(crate) struct NoticeRow {
    pub(crate) id: String,
    pub(crate) href: Option<Href>,
    pub(crate) title: String,
    pub(crate) severity: Chip,
    pub(crate) n: usize,
}

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
    /// The check kinds of its parts.
    pub(crate) kinds: Vec<String>,
    pub(crate) good: Option<String>,
    pub(crate) bad: Option<String>,
    pub(crate) controls: Vec<Control>,
    pub(crate) waivable: bool,
    pub(crate) in_force: Option<String>,
    pub(crate) tally: TallyView,
    /// Broken, undecided, waived, met: newest first.
    pub(crate) groups: Vec<Group>,
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
    pub(crate) more: usize,
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

/// A finding of the engine itself.
#[derive(Debug, Serialize)]
pub(crate) struct NoticeView {
    pub(crate) id: String,
    pub(crate) title: Said,
    pub(crate) severity: Chip,
    pub(crate) explain: Rich,
    pub(crate) help: Option<Rich>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) more: usize,
}

/// How many records a list of a rule has at most, so that no page grows with the portal.
const LISTED: usize = 50;

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let title = here.section("rules");
    let families = here.desk.families.iter().map(|family| FamilyView {
        name: family.name.to_owned(),
        anchor: super::address::slug(family.name),
        rules: family.rules.iter().map(|it| row(here, it)).collect(),
    });
    let notices = notice::ALL.iter().map(|it| NoticeRow {
        id: it.id.to_owned(),
        href: here.href(Target::Rule(it.id)),
        title: here.word(&crate::words::text(&format!("notice.{}.title", it.id))),
        severity: here.severity(it.severity),
        n: here.desk.findings.all.iter().filter(|found| found.rule == it.id && found.counts()).count(),
    });
    let view = Contents { title: title.clone(), families: families.collect(), notices: notices.collect() };
    (Frame { title: Some(title), section: Some("rules"), ..Frame::default() }, view)
}

fn row(here: &Here<'_>, rule: &Rule) -> RuleRow {
    RuleRow {
        id: rule.id.clone(),
        href: here.href(Target::Rule(&rule.id)),
        title: here.say(&rule.title),
        severity: here.severity(rule.severity),
        clauses: here.clauses(&rule.clauses),
        tally: tally(here, &rule.id),
    }
}

pub(crate) fn view<'p>(here: &Here<'_>, at: usize) -> (Frame<'p>, View) {
    let procedure = here.desk.ctx.procedure;
    let rule = &procedure.rules[at];
    let from = rule.from.iter().map(|(route, state)| {
        let route = procedure.route(route).map_or_else(|| route.as_str().into(), |it| it.label.clone());
        (here.say(&route), here.say(&here.desk.state_label(state)))
    });
    let clauses = rule.clauses.iter().map(|id| {
        let text = procedure.clauses().find(|(_, it)| &it.id == id).map(|(_, it)| here.rich(&it.text));
        ClauseText { id: id.clone(), href: here.href(Target::Clause(id)), text: text.unwrap_or_default() }
    });
    let zone = &here.desk.ctx.config.zone;
    let day = |it: &Option<crate::moment::Moment>| it.as_ref().map(|it| it.show(zone)).unwrap_or_default();
    let in_force = (rule.in_force_from.is_some() || rule.in_force_to.is_some())
        .then(|| format!("{} – {}", day(&rule.in_force_from), day(&rule.in_force_to)));
    let filled = |it: &str| (!it.trim().is_empty()).then(|| here.said(it.trim_end()).text);
    let mut kinds: Vec<_> = rule.parts.iter().map(|it| it.check.kind.clone()).collect();
    kinds.dedup();
    let view = View {
        id: rule.id.clone(),
        title: here.say(&rule.title),
        severity: here.severity(rule.severity),
        severity_when: rule.severity_when.iter().map(|(when, it)| (when.text.clone(), here.severity(*it))).collect(),
        explain: here.rich(&rule.explain),
        help: rule.help.as_ref().map(|it| here.rich(it)),
        clauses: clauses.collect(),
        from: from.collect(),
        when: rule.when.as_ref().map(|it| it.text.clone()),
        kinds,
        good: filled(&rule.good),
        bad: filled(&rule.bad),
        controls: controls(here, &rule.controls),
        waivable: rule.waivable,
        in_force,
        tally: tally(here, &rule.id),
        groups: groups(here, rule),
    };
    let name = Said { text: format!("{} {}", rule.id, view.title.text), lang: view.title.lang };
    let frame = Frame {
        title: Some(name),
        above: vec![(here.section("rules"), Target::Rules)],
        section: Some("rules"),
        place: Some(rule.place),
    };
    (frame, view)
}

fn groups(here: &Here<'_>, rule: &Rule) -> Vec<Group> {
    let tally = here.desk.tally(&rule.id);
    let groups = [
        ("broken", Outcome::Violated, &tally.broken, false),
        ("undecided", Outcome::Indeterminate, &tally.undecided, false),
        ("waived", Outcome::Waived, &tally.waived, false),
        ("met", Outcome::Pass, &tally.met, true),
    ];
    let group = |(anchor, outcome, members, folded): (&'static str, Outcome, &Vec<usize>, bool)| Group {
        anchor,
        chip: here.outcome(outcome),
        n: members.len(),
        changes: members.iter().take(LISTED).map(|&it| stand(here, it, &rule.id)).collect(),
        more: members.len().saturating_sub(LISTED),
        folded,
    };
    groups.into_iter().map(group).filter(|it| it.n > 0).collect()
}

fn stand(here: &Here<'_>, index: usize, rule: &str) -> Stand {
    let record = here.desk.record(index);
    let findings = here.desk.found(index).filter(|it| it.rule == rule);
    Stand {
        id: record.id.clone(),
        href: here.href(Target::Change(index)),
        title: here.said(&record.title),
        findings: findings.map(|it| here.finding(it)).collect(),
    }
}

pub(crate) fn notice<'p>(here: &Here<'_>, notice: &Notice) -> (Frame<'p>, NoticeView) {
    let path = |part: &str| format!("notice.{}.{part}", notice.id);
    let word = |part: &str| crate::words::text(&path(part));
    let found: Vec<_> = here.desk.findings.all.iter().filter(|it| it.rule == notice.id).collect();
    let title = here.say(&word("title"));
    let has = |part: &str| crate::words::one(here.lang, &path(part)).is_some();
    let view = NoticeView {
        id: notice.id.to_owned(),
        title: title.clone(),
        severity: here.severity(notice.severity),
        explain: here.rich(&word("explain")),
        help: has("help").then(|| here.rich(&word("help"))),
        findings: found.iter().take(LISTED).map(|it| here.finding(it)).collect(),
        more: found.len().saturating_sub(LISTED),
    };
    let frame = Frame {
        title: Some(Said { text: format!("{} {}", notice.id, title.text), lang: title.lang }),
        above: vec![(here.section("rules"), Target::Rules)],
        section: Some("rules"),
        place: None,
    };
    (frame, view)
}
