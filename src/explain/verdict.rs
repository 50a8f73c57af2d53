//! How a record stands to a rule: the outcome, why, the values compared and where they stand.
//!
//! A judgement that nobody can follow is not believed, a good one no more than
//! a bad one. So a pass shows what it compared, and a rule that was not judged
//! says what kept it from that.

use crate::book::Record;
use crate::check::reason::Asked;
use crate::check::{Compared, Context, Findings, Outcome, Verdict};
use crate::error::Error;
use crate::finding::{self, Finding};
use crate::lang::Text;
use crate::procedure::rules::Rule;
use crate::source::Place;
use crate::text::{nearest, normal};
use crate::{notice, words};

use self::why::{said, why};
use super::{Body, Manual, Page, Row, id};

mod why;

/// A judged portal, and how its paths are written.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// What was judged, and by what.
    pub context: Context<'a>,
    /// What was found.
    pub findings: &'a Findings,
    /// How a path of the portal is written for the reader.
    pub path: &'a dyn Fn(&str) -> String,
}

impl Bench<'_> {
    /// How the record `change` stands to `wanted`: a rule, a clause with its rules, or a finding of the
    /// engine. Records that share an id have a page each.
    pub fn explain(&self, wanted: &str, change: &str) -> Result<Vec<Page>, Error> {
        let records = self.records(change)?;
        let wanted = self.named(wanted)?;
        let pages = records.into_iter().map(|index| self.page(&wanted, index));
        Ok(pages.collect())
    }

    /// The records of that id, counted in the book; letter case does not matter.
    fn records(&self, change: &str) -> Result<Vec<usize>, Error> {
        let wanted = normal(change);
        let records = &self.context.book.records;
        let same = |it: &usize| normal(&records[*it].id) == wanted;
        let found: Vec<usize> = (0..records.len()).filter(same).collect();
        if found.is_empty() {
            let ids = records.iter().map(|it| it.id.as_str());
            return Err(Error::UnknownRecord {
                id: change.to_owned(),
                nearest: nearest(&change.to_uppercase(), ids).map(str::to_owned),
            });
        }
        Ok(found)
    }

    /// What is asked about: of all that has a manual page only what judges records.
    fn named(&self, wanted: &str) -> Result<Wanted<'_>, Error> {
        let procedure = self.context.procedure;
        let same = |it: &str| normal(it) == normal(wanted);
        if let Some(rule) = procedure.rules.iter().find(|it| same(&it.id)) {
            return Ok(Wanted::Rule(rule));
        }
        if let Some((_, clause)) = procedure.clauses().find(|(_, it)| same(&it.id)) {
            let of_clause = |it: &&Rule| it.clauses.contains(&clause.id);
            let rules = procedure.rules.iter().filter(of_clause).collect();
            return Ok(Wanted::Clause(&clause.id, &clause.text, rules));
        }
        if let Some(notice) = notice::ALL.iter().find(|it| same(it.id)) {
            return Ok(Wanted::Notice(notice.id));
        }
        let manual = Manual {
            sources: self.context.sources,
            procedure,
            zone: &self.context.config.zone,
        };
        // What nobody knows at all is told as ever; what is known judges no record.
        let page = manual.explain(wanted)?;
        Err(Error::NoVerdict { id: page.id })
    }

    fn page(&self, wanted: &Wanted<'_>, index: usize) -> Page {
        let record = &self.context.book.records[index];
        match wanted {
            Wanted::Rule(rule) => self.rule(rule, index),
            Wanted::Clause(clause, text, rules) => self.clause((clause, text), rules, index),
            Wanted::Notice(notice) => self.notice(notice, record),
        }
    }

    fn rule(&self, rule: &Rule, index: usize) -> Page {
        let record = &self.context.book.records[index];
        let mut page = begin(&rule.id, rule.title.clone(), record);
        let Some(verdict) = self.verdict(&rule.id, index) else {
            return page;
        };
        let found = self.found(&rule.id, record);
        page.say("", self.outcome((rule, verdict), &found));
        let asked = Asked {
            ctx: self.context,
            record,
            rule,
        };
        let mut rows = Vec::new();
        for reason in &verdict.reasons {
            let values = asked.rests_on(*reason);
            let mut said = why(&asked, *reason);
            if !values.is_empty() {
                said = words::fill("explain.verdict.with-values", &[("why", said)]);
            }
            rows.push(Row::Line(said));
            rows.extend(values.iter().map(|it| self.row(it)));
        }
        let heading = if verdict.compared.is_empty() && found.is_empty() {
            "verdict.why"
        } else {
            "verdict.why-parts"
        };
        let compared = verdict.compared.iter().map(|it| self.row(it)).collect();
        page.add("verdict.compared", Body::Table(compared));
        page.list("verdict.findings", found.iter().map(|it| self.finding(it)));
        page.add(heading, Body::Table(rows));
        page
    }

    fn clause(&self, (id, text): (&str, &Text), rules: &[&Rule], index: usize) -> Page {
        let mut page = begin(id, text.clone(), &self.context.book.records[index]);
        let row = |rule: &&Rule| {
            let verdict = self.verdict(&rule.id, index);
            let text = verdict.map(|it| said(rule, it)).unwrap_or_default();
            let term = Text::from_fn(|lang| format!("{} {}", rule.id, rule.title.get(lang)));
            (term, text)
        };
        if rules.is_empty() {
            page.say("", words::text("explain.verdict.by-people"));
        }
        page.list("rules", rules.iter().map(row));
        page
    }

    fn notice(&self, notice: &str, record: &Record) -> Page {
        let title = words::text(&format!("notice.{notice}.title"));
        let mut page = begin(notice, title, record);
        let found = self.found(notice, record);
        if found.is_empty() {
            page.say("", words::text("explain.verdict.none-found"));
        }
        page.list("verdict.findings", found.iter().map(|it| self.finding(it)));
        page
    }

    fn verdict(&self, rule: &str, record: usize) -> Option<&Verdict> {
        let judged = self.findings.judged.iter().find(|it| it.record == record)?;
        judged.verdicts.iter().find(|it| it.rule == rule)
    }

    fn found(&self, rule: &str, record: &Record) -> Vec<&Finding> {
        let all = self.findings.all.iter();
        all.filter(|it| it.rule == rule && it.record.as_deref() == Some(&record.id))
            .collect()
    }

    /// The outcome in words, with the day for which it holds.
    fn outcome(&self, (rule, verdict): (&Rule, &Verdict), found: &[&Finding]) -> Text {
        let counted = found.iter().filter(|it| it.counts()).count();
        let at = &self.context.book.as_of.moment;
        let day = at.show(&self.context.config.zone);
        let args = [
            ("outcome", said(rule, verdict)),
            ("day", Text::plain(day)),
            ("waived", Text::plain((found.len() - counted).to_string())),
        ];
        let form = match (verdict.outcome, counted < found.len()) {
            (Outcome::Violated | Outcome::Indeterminate, true) => "partly",
            _ => "line",
        };
        words::fill(&format!("explain.verdict.{form}"), &args)
    }

    fn row(&self, seen: &Compared) -> Row {
        let nothing = || words::text("check.nothing");
        let is_there = !seen.value.is_empty();
        Row::Value {
            label: seen.label.clone(),
            value: if is_there {
                seen.value.clone()
            } else {
                nothing()
            },
            place: seen.place.map(|it| self.cite(it)).unwrap_or_default(),
        }
    }

    /// A finding: how much it weighs, and beneath what it says the place, the help and the waiver.
    fn finding(&self, found: &Finding) -> (Text, Text) {
        let level = words::text(&format!("report.level.{}", found.severity.id()));
        let waiver = found.waiver.as_ref();
        let lines = |lang| {
            let mut lines = vec![found.message.get(lang).to_owned(), self.cite(found.place)];
            let help = found.help.as_ref().filter(|it| !it.is_empty());
            lines.extend(help.map(|it| {
                let args = [("help", it.clone())];
                words::fill("explain.verdict.help", &args)
                    .get(lang)
                    .to_owned()
            }));
            lines.extend(waiver.map(|it| {
                let args = [("waiver", Text::plain(it.clone()))];
                words::fill("explain.verdict.waived-by", &args)
                    .get(lang)
                    .to_owned()
            }));
            lines.join("\n")
        };
        let term = match found.outcome {
            finding::Outcome::Indeterminate => words::text("explain.verdict.outcome.indeterminate"),
            _ => level,
        };
        (term, Text::from_fn(lines))
    }

    fn cite(&self, place: Place) -> String {
        let path = self.context.sources.get(place.source).path();
        let cited = self.context.sources.cite(place);
        format!("{}{}", (self.path)(path), &cited[path.len()..])
    }
}

/// What is asked about.
enum Wanted<'a> {
    Rule(&'a Rule),
    Clause(&'a str, &'a Text, Vec<&'a Rule>),
    Notice(&'a str),
}

/// An empty page about a record, headed by what is asked about.
fn begin(wanted: &str, title: Text, record: &Record) -> Page {
    let mut page = Page::new(wanted, "rule", title);
    page.kind = id(&record.id);
    page
}
