//! `/rules/`: all rules, and the findings of the engine itself.

use serde::Serialize;

use crate::notice::ALL;
use crate::procedure::rules::Rule;

use super::address::Href;
use super::chip::Chip;
use super::desk::{Family, Here, Target};
use super::lists::Counted;
use super::shell::Frame;
use super::tally::TallyView;
use super::text::Said;

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
    pub(crate) title: Said,
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

pub(crate) fn contents<'p>(here: &Here<'_>) -> (Frame<'p>, Contents) {
    let title = here.section("rules");
    let families = here.desk.families.iter().map(|family| FamilyView {
        title: here.family(family),
        anchor: super::address::slug(family.name),
        rules: family.rules.iter().map(|it| row(here, it)).collect(),
    });
    let notices = ALL.iter().map(|it| NoticeRow {
        id: it.id.to_owned(),
        href: here.href(Target::Rule(it.id)),
        title: here.word(&crate::words::text(&format!("notice.{}.title", it.id))),
        severity: here.severity(it.severity),
        n: super::notice::counted(here, it),
    });
    let view = Contents {
        title: title.clone(),
        families: families.collect(),
        notices: notices.collect(),
    };
    (
        Frame {
            title: Some(title),
            section: Some("rules"),
            ..Frame::default()
        },
        view,
    )
}

impl Here<'_> {
    /// What the rules of a file are about, else what the file is called.
    pub(crate) fn family(&self, family: &Family<'_>) -> Said {
        match family.title {
            Some(title) => self.say(title),
            None => Said {
                text: family.name.to_owned(),
                lang: None,
            },
        }
    }
}

fn row(here: &Here<'_>, rule: &Rule) -> RuleRow {
    RuleRow {
        id: rule.id.clone(),
        href: here.href(Target::Rule(&rule.id)),
        title: here.say(&rule.title),
        severity: here.severity(rule.severity),
        clauses: here.clauses(&rule.clauses),
        tally: here.tally(&rule.id),
    }
}
