//! Waivers: who answers for what, until when.

use jiff::civil::Date;
use serde::Serialize;

use crate::procedure::registers::Waiver as Written;

use super::address::Href;
use super::desk::{Desk, Here, Target};
use super::lists::Link;
use super::text::Said;

/// A waiver.
#[derive(Debug, Serialize)]
pub(crate) struct Waiver {
    pub(crate) id: String,
    pub(crate) rule: String,
    pub(crate) rule_href: Option<Href>,
    /// The records or systems that it is for.
    pub(crate) scope: Vec<Link>,
    pub(crate) scope_text: Vec<Said>,
    pub(crate) reason: Said,
    pub(crate) risk: Option<Said>,
    pub(crate) approved_by: Said,
    pub(crate) from: Option<String>,
    pub(crate) expires: Option<String>,
    /// `running`, `ending`, `ended` or `coming`.
    pub(crate) standing: &'static str,
    /// What `standing` means, in words.
    pub(crate) remains: String,
    pub(crate) place: String,
    /// Findings that it covers now.
    pub(crate) covers: usize,
}

/// How many days before its end a waiver counts as ending.
const SOON: i32 = 7;

/// Every waiver of the portal as it is written, those that end first at the top, the ended ones last.
pub(crate) fn written<'d>(desk: &Desk<'d>) -> Vec<&'d Written> {
    let own = desk.ctx.book.records.iter().flat_map(|it| &it.waivers);
    let registered = desk.ctx.procedure.registers.waivers.iter();
    let mut all: Vec<_> = registered.chain(own).collect();
    let today = today(desk);
    all.sort_by_key(|it| {
        (
            it.expires.is_some_and(|end| end < today),
            it.expires,
            it.id.clone(),
        )
    });
    all
}

/// How many waivers end within the next days.
pub(crate) fn ending_soon(here: &Here<'_>) -> usize {
    written(here.desk)
        .iter()
        .filter(|it| here.remains(it).0 == "ending")
        .count()
}

fn today(desk: &Desk<'_>) -> Date {
    desk.ctx.book.as_of.moment.day(&desk.ctx.config.zone)
}

impl<'a> Desk<'a> {
    /// The waiver `id`, of the register or of a record.
    pub(crate) fn waiver(&self, id: &str) -> Option<&'a Written> {
        let own = self.ctx.book.records.iter().flat_map(|it| &it.waivers);
        let mut all = self.ctx.procedure.registers.waivers.iter().chain(own);
        all.find(|it| it.id == id)
    }

    /// How many findings a waiver covers now.
    pub(crate) fn covered(&self, id: &str) -> usize {
        let all = self.findings.all.iter();
        all.filter(|it| it.waiver.as_deref() == Some(id)).count()
    }
}

impl Here<'_> {
    /// The waiver `id`, of the register or of a record.
    pub(crate) fn waiver_of(&self, id: &str) -> Option<Waiver> {
        self.desk.waiver(id).map(|it| self.waiver(it))
    }

    /// A waiver as pages show it.
    pub(crate) fn waiver(&self, waiver: &Written) -> Waiver {
        let desk = self.desk;
        let ids = waiver.records.iter();
        let scope = ids.clone().filter_map(|id| {
            let label = Said {
                text: id.clone(),
                lang: None,
            };
            Some(Link {
                label,
                href: self.href_of_id(id)?,
            })
        });
        let systems = waiver
            .systems
            .iter()
            .map(|it| self.say(&desk.system_label(it)));
        let unknown = ids
            .filter(|id| self.href_of_id(id).is_none())
            .map(|it| self.said(it));
        let (standing, remains) = self.remains(waiver);
        let approved_by = self.person(&waiver.approved_by, Some(&waiver.approved_by));
        Waiver {
            id: waiver.id.clone(),
            rule: waiver.rule.clone(),
            rule_href: self.href(Target::Rule(&waiver.rule)),
            scope: scope.collect(),
            scope_text: systems.chain(unknown).collect(),
            reason: self.said(&waiver.reason),
            risk: (!waiver.risk.is_empty()).then(|| self.said(&waiver.risk)),
            approved_by: self.said(&approved_by),
            from: waiver.from.map(|it| it.to_string()),
            expires: waiver.expires.map(|it| it.to_string()),
            standing,
            remains,
            place: desk.cite(waiver.place),
            covers: desk.covered(&waiver.id),
        }
    }

    /// How it stands, and how long yet, in words.
    pub(crate) fn remains(&self, waiver: &Written) -> (&'static str, String) {
        let today = today(self.desk);
        if waiver.from.is_some_and(|it| it > today) {
            return ("coming", self.ui("ui.waiver.coming"));
        }
        let Some(end) = waiver.expires else {
            return ("running", self.ui("ui.waiver.running"));
        };
        let days = end.since(today).map_or(0, |it| it.get_days());
        let n = usize::try_from(days.unsigned_abs()).unwrap_or_default();
        match days {
            ..0 => ("ended", self.count("ui.waiver.ended", n)),
            0 => ("ending", self.ui("ui.waiver.today")),
            1..=SOON => ("ending", self.count("ui.waiver.left", n)),
            _ => ("running", self.count("ui.waiver.left", n)),
        }
    }
}
