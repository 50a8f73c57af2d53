//! The engine's own findings: reading, references, hygiene. Each has a stable kebab-case id.
//!
//! The words stand in the tables of `words` under `notice.<id>`: `title`,
//! `message` (or `message-<variant>`), `help` and `explain`, so that the same
//! text serves the finding, `explain` and its page of the site.

use jiff::tz::TimeZone;

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::Text;
use crate::moment::{self, Moment, Written};
use crate::source::Place;
use crate::words;

/// One of the engine's own findings.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// Its id, never renamed.
    pub id: &'static str,
    /// How much it weighs.
    pub severity: Severity,
}

const fn error(id: &'static str) -> Notice {
    let severity = Severity::Error;
    Notice { id, severity }
}

const fn warning(id: &'static str) -> Notice {
    let severity = Severity::Warning;
    Notice { id, severity }
}

const fn info(id: &'static str) -> Notice {
    let severity = Severity::Info;
    Notice { id, severity }
}

/// All of them, sorted by id.
pub const ALL: &[Notice] = &[
    error("bad-date"),
    warning("baseline-unused"),
    error("broken-link"),
    warning("clause-unchecked"),
    info("date-form"),
    warning("diagram"),
    warning("document-misplaced"),
    error("duplicate-id"),
    error("duplicate-key"),
    warning("edition-differs"),
    error("encoding"),
    error("file-unreadable"),
    error("front-matter-missing"),
    error("front-matter-syntax"),
    error("front-matter-unclosed"),
    error("full-width-colon"),
    info("full-width-markup"),
    warning("future-event"),
    error("head-missing"),
    error("id-form"),
    error("nul-byte"),
    error("path-escape"),
    warning("placeholder"),
    error("rule-idle"),
    error("rule-invalid"),
    warning("rule-overlap"),
    error("secret"),
    info("section-order"),
    warning("template-drift"),
    error("too-large"),
    warning("unknown-document"),
    warning("unknown-key"),
    error("unknown-reference"),
    error("unknown-value"),
    info("untranslated"),
    error("waiver-expired"),
    error("waiver-refused"),
    warning("waiver-unused"),
    error("wrong-type"),
];

/// The notice `id`.
pub fn find(id: &str) -> Option<&'static Notice> {
    ALL.iter().find(|it| it.id == id)
}

/// A finding of the engine: message `notice.<id>.message`, help `notice.<id>.help`.
pub fn finding(id: &str, place: Place, args: &[(&str, Text)]) -> Finding {
    with(id, "message", place, args)
}

/// The same with the message `notice.<id>.message-<variant>`, and the help of that variant if there is one.
pub fn variant(id: &str, variant: &str, place: Place, args: &[(&str, Text)]) -> Finding {
    with(id, &format!("message-{variant}"), place, args)
}

/// Reads a date, and says what is to be remarked on how it is written.
///
/// Without a moment there is always a remark; a date in another accepted form has both.
pub fn date(text: &str, zone: &TimeZone, place: Place) -> (Option<Moment>, Option<Finding>) {
    let value = ("value", Text::plain(text));
    match Moment::parse(text, zone) {
        Ok(Written {
            moment,
            better: None,
        }) => (Some(moment), None),
        Ok(Written {
            moment,
            better: Some(better),
        }) => {
            let args = [value, ("better", Text::plain(better.clone()))];
            let mut remark = finding("date-form", place, &args);
            remark.fix = Some(Fix {
                description: words::fill("notice.date-form.fix", &args),
                edits: vec![Edit {
                    place,
                    text: better,
                }],
            });
            (Some(moment), Some(remark))
        }
        Err(fault) => {
            let meant = moment::guess(text, zone).map(|it| ("better", Text::plain(it)));
            let remark = match meant {
                Some(better) => variant("bad-date", "near", place, &[value, better]),
                None => variant("bad-date", &fault.to_string(), place, &[value]),
            };
            (None, Some(remark))
        }
    }
}

/// The fix that writes `with` at `place`.
pub fn replace(place: Place, with: &str) -> Fix {
    Fix {
        description: words::fill("notice.replace", &[("with", Text::plain(with))]),
        edits: vec![Edit {
            place,
            text: with.to_owned(),
        }],
    }
}

fn with(id: &str, message: &str, place: Place, args: &[(&str, Text)]) -> Finding {
    let severity = find(id).map_or(Severity::Error, |it| it.severity);
    let message_path = format!("notice.{id}.{message}");
    let mut finding = Finding::new(id, severity, place, words::fill(&message_path, args));
    let own = message.replacen("message", "help", 1);
    let help = [format!("notice.{id}.{own}"), format!("notice.{id}.help")]
        .into_iter()
        .find(|path| words::one(crate::lang::Lang::En, path).is_some());
    finding.help = help.map(|path| words::fill(&path, args));
    finding
}
