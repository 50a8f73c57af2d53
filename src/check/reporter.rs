//! What a check kind states, turned into findings in the words of the rule.
//!
//! A kind says which variant of trouble stands where and hands over the facts;
//! the words, the weight, the clauses and the help are the rule's. A message
//! may also name any selector, such as `{request.kind}`.

use crate::expr::Expr;
use crate::finding::{Finding, Fix, Outcome, Related, Severity};
use crate::lang::{self, Text};
use crate::moment::{self, Moment};
use crate::procedure::Threshold;
use crate::procedure::selector::{Root, Selector};
use crate::source::Place;
use crate::words;

use super::case::{At, Case};
use super::waiting::Wait;
use super::{Compared, look};

/// Where a finding stands, by place and by meaning.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The place; without one the rule's own `point`.
    pub place: Option<Place>,
    /// The logical name, such as `event.consent[client]`.
    pub key: String,
}

/// A spot at a place.
pub fn spot(place: impl Into<Option<Place>>, key: impl Into<String>) -> Spot {
    Spot {
        place: place.into(),
        key: key.into(),
    }
}

/// What a rule must know of a finding to tell whether another rule repeats it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The message that it is, named as in `messages`.
    pub message: String,
    /// Whether it stands where the check saw the fault, not merely where the rule points.
    pub is_placed: bool,
}

/// Facts for the words of a message.
pub type Args<'a> = &'a [(&'a str, Text)];

/// Collects what a check states about one part of a rule and one record.
#[derive(Debug)]
pub struct Reporter<'a> {
    case: Case<'a>,
    severity: Severity,
    /// The findings so far.
    pub findings: Vec<Finding>,
    /// Of each finding the message of the rule that it is, and whether the check named its place.
    pub told: Vec<Told>,
    /// The values looked at.
    pub compared: Vec<Compared>,
    /// What must happen, and by when.
    pub waits: Vec<Wait>,
    /// Whether something that it rests on cannot be read, which is told there.
    pub unread: bool,
    judged: bool,
}

impl<'a> Reporter<'a> {
    /// Starts on a part; `severity` is what a violation weighs.
    pub fn new(case: Case<'a>, severity: Severity) -> Self {
        Self {
            case,
            severity,
            findings: Vec::new(),
            told: Vec::new(),
            compared: Vec::new(),
            waits: Vec::new(),
            unread: false,
            judged: false,
        }
    }

    /// Whether there was anything to judge.
    pub fn has_judged(&self) -> bool {
        self.judged
    }

    /// There was something to judge; unless more is said it is in order.
    pub fn judged(&mut self) {
        self.judged = true;
    }

    /// Something is not in order.
    pub fn violated(&mut self, variant: &str, spot: Spot, args: Args<'_>) {
        let template = self.case.rule.message(self.case.part, variant);
        let message = self.fill(template, args);
        let help = self.case.rule.help.as_ref().map(|it| self.fill(it, args));
        let told = Told {
            message: self.case.part.message(variant),
            is_placed: spot.place.is_some(),
        };
        self.add(spot, self.severity, Outcome::Violated, (message, told));
        if let Some(last) = self.findings.last_mut() {
            last.help = help;
        }
    }

    /// The facts cannot decide; `about` names the sentence under `check.undecided` of the tables of words.
    pub fn undecided(&mut self, about: &str, spot: Spot, args: Args<'_>) {
        let message = words::fill(&format!("check.undecided.{about}.message"), args);
        let help = words::fill(&format!("check.undecided.{about}.help"), args);
        let told = Told {
            message: self.case.part.message("default"),
            is_placed: spot.place.is_some(),
        };
        self.add(
            spot,
            Severity::Warning,
            Outcome::Indeterminate,
            (message, told),
        );
        if let Some(last) = self.findings.last_mut() {
            last.help = Some(help);
        }
    }

    /// Two moments whose order cannot be known.
    pub fn undecided_order(
        &mut self,
        earlier: (&Selector, At<'_>),
        later: (&Selector, At<'_>),
        spot: Spot,
    ) {
        let case = self.case;
        let args = [
            ("earlier", case.full_label(earlier.0)),
            ("earlier_at", case.show_moment(earlier.1.moment)),
            ("later", case.full_label(later.0)),
            ("later_at", case.show_moment(later.1.moment)),
        ];
        self.undecided("order", spot, &args);
    }

    /// An expression that has no value for this record; people know what it names, and no expressions.
    pub fn undecided_expression(&mut self, expr: &Expr, spot: Spot) {
        let named = look::named(&self.case, expr).into_iter();
        let labels: Vec<_> = named.map(|it| it.label).collect();
        self.undecided("expression", spot, &[("values", Text::list(&labels))]);
    }

    /// A further place of the last finding.
    pub fn related(&mut self, place: Place, message: Text) {
        if let Some(last) = self.findings.last_mut()
            && last.place != place
        {
            last.related.push(Related { place, message });
        }
    }

    /// What the last finding names among several things that may be wrong at its spot.
    pub fn because<T: Into<String>>(&mut self, reasons: impl IntoIterator<Item = T>) {
        if let Some(last) = self.findings.last_mut() {
            last.reasons.extend(reasons.into_iter().map(Into::into));
        }
    }

    /// What mends the last finding.
    pub fn fix(&mut self, fix: Fix) {
        if let Some(last) = self.findings.last_mut() {
            last.fix = Some(fix);
        }
    }

    /// Something has not happened and must, by a time that may be over.
    pub fn waits(&mut self, wait: Wait) {
        self.waits.push(wait);
    }

    /// A value that was looked at.
    pub fn compared(&mut self, label: Text, value: Text, place: Option<Place>) {
        let compared = Compared {
            label,
            value,
            place,
        };
        if !self.compared.contains(&compared) {
            self.compared.push(compared);
        }
    }

    /// The values of a selector were looked at.
    pub fn looked_at(&mut self, selector: &Selector) {
        let seen = look::at(&self.case, selector);
        self.compared(seen.label, seen.value, seen.place);
    }

    /// The values that an expression names were looked at.
    pub fn looked_at_names(&mut self, expr: &Expr) {
        for seen in look::named(&self.case, expr) {
            self.compared(seen.label, seen.value, seen.place);
        }
    }

    /// The values of several selectors were looked at.
    pub fn looked_at_all<'s>(&mut self, all: impl IntoIterator<Item = Option<&'s Selector>>) {
        for selector in all.into_iter().flatten() {
            self.looked_at(selector);
        }
    }

    /// Something was held against a limit, `at-most` or `at-least`.
    pub fn limited(&mut self, side: &str, limit: &Threshold) {
        let seen = look::limit(side, limit);
        self.compared(seen.label, seen.value, seen.place);
    }

    /// A length of time was worked out.
    pub fn measured(&mut self, label: &str, value: Text) {
        self.compared(words::text(&format!("check.{label}")), value, None);
    }

    /// The time between two moments was worked out; a day and a moment have none.
    pub fn measured_between(&mut self, label: &str, from: &Moment, to: &Moment) {
        if matches!(from, Moment::Day(_)) == matches!(to, Moment::Day(_)) {
            let length = from.until(to, self.case.zone());
            self.measured(label, moment::duration(length));
        }
    }

    /// A span of time was held against another one.
    pub fn spanned(&mut self, label: Text, ends: (Text, Text), place: Place) {
        let args = [("from", ends.0), ("to", ends.1)];
        self.compared(label, words::fill("check.span", &args), Some(place));
    }

    /// So many things were gone through: periods of a list, other records.
    pub fn counted(&mut self, label: &str, count: usize) {
        self.measured(&format!("counted.{label}"), Text::plain(count.to_string()));
    }

    fn add(
        &mut self,
        spot: Spot,
        severity: Severity,
        outcome: Outcome,
        (message, told): (Text, Told),
    ) {
        self.judged = true;
        let case = &self.case;
        let place = spot.place.unwrap_or_else(|| self.point());
        let mut finding = Finding::new(&case.rule.id, severity, place, message);
        finding.outcome = outcome;
        finding.record = Some(case.record.id.clone());
        finding.clauses = case.ctx.clauses_for(case.rule, case.record);
        finding.key = match case.part.name.as_str() {
            "" => spot.key,
            part => format!("{} {part}", spot.key),
        };
        finding.reasons.push(told.message.clone());
        // Two findings of one rule are told apart by their keys, so no two may be equal.
        let same = |it: &&Finding| it.key == finding.key;
        let before = self.findings.iter().filter(same).count();
        if before > 0 {
            finding.key = format!("{} {}", finding.key, before + 1);
        }
        self.findings.push(finding);
        self.told.push(told);
    }

    /// Where to point when the check cannot tell.
    fn point(&self) -> Place {
        let case = &self.case;
        let points = [case.part.point.as_ref(), case.rule.point.as_ref()];
        let points = points.into_iter().flatten();
        let found = points.clone().find_map(|it| case.place(it));
        // An event that nobody wrote would stand in the list of events.
        let of_event = |it: &Selector| matches!(it.root, Root::LastEvent(..) | Root::AllEvents(..));
        let events = points.clone().any(of_event).then(|| case.events_place());
        found
            .or(events.flatten())
            .or(case.record.life.declared_place)
            .unwrap_or(case.record.place)
    }

    /// Puts facts and selected values into a message.
    fn fill(&self, template: &Text, args: Args<'_>) -> Text {
        let procedure = self.case.ctx.procedure;
        let mut all = args.to_vec();
        for text in template.each() {
            for name in lang::placeholders(text) {
                if all.iter().any(|(it, _)| *it == name) {
                    continue;
                }
                let is_document = |it: &str| procedure.document(it).is_some();
                if let Ok(selector) = Selector::parse(name, Place::default(), is_document) {
                    let shown = self.case.show_all(&selector);
                    let nothing = || words::text("check.nothing");
                    let shown = if shown.is_empty() { nothing() } else { shown };
                    all.push((name, shown));
                }
            }
        }
        template.fill(&all)
    }
}
