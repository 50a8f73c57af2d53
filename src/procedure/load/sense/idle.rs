//! Rules that cannot tell right from wrong: every record would have the same answer.
//!
//! Such a rule is well-formed and stays, but its clause only looks checked. What
//! cannot be told without a record is left alone; a condition that rests on the
//! policy alone is a switch of the portal, and no fault.

use serde_json::json;

use crate::expr::sense::Demand;
use crate::expr::{Expr, Facts};
use crate::finding::{Finding, Related, Severity};
use crate::lang::Text;
use crate::notice;
use crate::procedure::Procedure;
use crate::procedure::load::world::World;
use crate::procedure::rules::{Param, Part, Rule};
use crate::source::Place;
use crate::words;

use super::compared;

/// What is wrong with rules, in their order.
pub(super) fn findings(world: &World<'_>, rules: &[Rule]) -> Vec<Finding> {
    let sets = Facts::new(&json!({ "sets": world.known.sets }));
    let mut found = Vec::new();
    for rule in rules {
        let mut sense = Sense {
            world,
            sets: &sets,
            rule,
            part: None,
            found: &mut found,
        };
        sense.rule();
        for part in &rule.parts {
            sense.part = Some(part);
            sense.part(part);
        }
    }
    found
}

/// How a rule or a part of it is called in findings.
pub(super) fn called(rule: &Rule, part: Option<&Part>) -> Text {
    let name = ("rule", Text::plain(&*rule.id));
    match part.filter(|it| !it.name.is_empty()) {
        Some(part) => words::fill(
            "procedure.part",
            &[name, ("part", Text::plain(&*part.name))],
        ),
        None => Text::plain(format!("`{}`", rule.id)),
    }
}

/// The spot by meaning: `RULE.KEY` or `RULE.PART.KEY`.
pub(super) fn key(rule: &Rule, part: Option<&Part>, key: &str) -> String {
    let part = part.map(|it| it.name.as_str()).unwrap_or_default();
    let words = [&rule.id, part, key].into_iter();
    words
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(".")
}

struct Sense<'a> {
    world: &'a World<'a>,
    sets: &'a Facts,
    rule: &'a Rule,
    part: Option<&'a Part>,
    found: &'a mut Vec<Finding>,
}

impl Sense<'_> {
    fn rule(&mut self) {
        if let Some(when) = &self.rule.when {
            self.condition(when);
            let asked = on_routes(self.world.known, self.rule);
            self.contradiction(asked, when);
        }
        self.severities();
    }

    fn part(&mut self, part: &Part) {
        if let Some(when) = &part.when {
            self.condition(when);
            let mut asked = on_routes(self.world.known, self.rule);
            let above = self.rule.when.as_ref();
            asked.extend(above.into_iter().flat_map(|it| self.demands(it)));
            self.contradiction(asked, when);
        }
        for selector in &part.unless {
            if part.given.iter().any(|it| it.text == selector.text) {
                let args = [("selector", Text::plain(&*selector.text))];
                self.report("given", (selector.place, "unless"), &args);
            }
        }
        for param in part.check.params.values() {
            if let Param::Expr(expr) = param
                && !self.itself(expr, "check")
                && self.constant(expr).is_some()
            {
                let args = [("condition", Text::plain(&*expr.text))];
                self.report("constant", (expr.place, "check"), &args);
            }
        }
        let signature = self.world.signature(&part.check.kind);
        if let Some(names) = signature.and_then(|it| compared::lacking(&part.check, it)) {
            let args = [("names", Text::plain(names))];
            self.report("nothing", (part.check.place, "check"), &args);
        }
        for (place, value) in compared::itself(&part.check) {
            let args = [("value", Text::plain(value))];
            self.report("itself", (place, "check"), &args);
        }
    }

    /// A condition that never holds.
    fn condition(&mut self, when: &Expr) {
        if !self.itself(when, "when") && self.constant(when) == Some(false) {
            let args = [("condition", Text::plain(&*when.text))];
            self.report("never", (when.place, "when"), &args);
        }
    }

    /// The first two things that exclude each other: of `when` and of what is asked besides.
    fn contradiction(&mut self, mut asked: Vec<Demand>, when: &Expr) {
        for own in self.demands(when) {
            if let Some(other) = asked.iter().find(|it| it.excludes(&own)) {
                let one = ("one", Text::plain(&*own.text));
                let other = ("other", Text::plain(&*other.text));
                self.report("contradiction", (when.place, "when"), &[one, other]);
                return;
            }
            asked.push(own);
        }
    }

    fn severities(&mut self) {
        let all = &self.rule.severity_when;
        for (index, (when, severity)) in all.iter().enumerate() {
            let at = (when.place, "severity_when");
            let hides =
                |it: &&(Expr, Severity)| same(&it.0, when) || self.constant(&it.0) == Some(true);
            if let Some(first) = all[..index].iter().find(hides) {
                let place = first.0.place;
                let message = words::text("notice.rule-idle.above");
                let related = Related { place, message };
                self.report("shadowed", at, &[]);
                self.found.iter_mut().last().into_iter().for_each(|it| {
                    it.related.push(related.clone());
                });
                continue;
            }
            let is_last = index + 1 == all.len();
            let constant = self.constant(when);
            if self.itself(when, "severity_when") {
                continue;
            }
            // One that always holds and hides others is named beside them.
            if constant == Some(false) || (constant == Some(true) && is_last) {
                let args = [("condition", Text::plain(&*when.text))];
                self.report("constant", at, &args);
            } else if all[index..].iter().all(|it| it.1 == self.rule.severity) {
                let args = [("severity", Text::plain(severity.id()))];
                self.report("same-severity", at, &args);
            }
        }
    }

    /// Reports a name that is compared with itself; says whether there is one.
    fn itself(&mut self, expr: &Expr, key: &str) -> bool {
        let found = expr.itself();
        let is_found = found.is_some();
        if let Some(value) = found {
            let args = [("value", Text::plain(value))];
            self.report("itself", (expr.place, key), &args);
        }
        is_found
    }

    /// Whether it holds, if that is so for every record; what has no value does not hold.
    fn constant(&self, expr: &Expr) -> Option<bool> {
        let of_sets = |it: &String| it.starts_with("sets.");
        let is_constant = expr.paths().iter().all(of_sets);
        is_constant.then(|| expr.holds(self.sets).unwrap_or_default())
    }

    /// What an expression asks; the route is asked for by one name, however it is written.
    fn demands(&self, expr: &Expr) -> Vec<Demand> {
        let known = self.world.known;
        let head = known.documents.first();
        let field = head.zip(known.records.keys.get("route"));
        let written = field.map(|(head, field)| format!("{}.{field}", head.id));
        let mut all = expr.demands();
        for demand in &mut all {
            if Some(&demand.path) == written.as_ref() {
                ROUTE.clone_into(&mut demand.path);
            }
        }
        all
    }

    fn report(&mut self, variant: &str, (place, at): (Place, &str), args: &[(&str, Text)]) {
        let mut all = vec![("rule", called(self.rule, self.part))];
        all.extend_from_slice(args);
        let mut finding = notice::variant("rule-idle", variant, place, &all);
        finding.key = key(self.rule, self.part, at);
        self.found.push(finding);
    }
}

/// How expressions call the route of a record.
const ROUTE: &str = "route";

/// What `from` asks of the route.
fn on_routes(known: &Procedure, rule: &Rule) -> Vec<Demand> {
    let routes = known.routes.iter().map(|it| it.id.as_str());
    let named = |route: &&str| rule.from.iter().any(|it| it.0 == *route);
    let values: Vec<_> = routes.filter(named).map(|it| format!("'{it}'")).collect();
    let demand = Demand {
        path: ROUTE.to_owned(),
        text: "from".to_owned(),
        values,
        is_one: true,
    };
    let is_limited = rule.has_from && !demand.values.is_empty();
    is_limited.then_some(demand).into_iter().collect()
}

/// Whether two expressions are written the same but for blanks.
pub(super) fn same(one: &Expr, other: &Expr) -> bool {
    one.text
        .split_whitespace()
        .eq(other.text.split_whitespace())
}
