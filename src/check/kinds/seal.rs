//! The kind `seal`: what was approved is still what stands there.

use crate::book::Event;
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::fields::DocumentType;
use crate::procedure::seals::Seal;
use crate::seal::compare::Change;
use crate::seal::stored::Stored;
use crate::seal::{Unsealed, hash};
use crate::source::Place;
use crate::words;

use super::kind;

kind! {
    /// ## What it checks
    /// That every seal of the procedure that an event of the record stores is the seal of what the
    /// record holds now. Of each role and document the last decision in time counts, and of a seal with
    /// `since` only those on the last submission, so that all decisions on one package bear one seal.
    /// Of a seal with `before`, what is decided after such an event counts only where nothing was
    /// decided before it. An event without a seal or without a role takes the place of none.
    /// What a seal covers is said under `seals:` of the procedure; how it is computed by `changebook explain seal`.
    ///
    /// ## Parameters
    /// None.
    ///
    /// ## Placeholders
    /// - `seal`: the name of the seal
    /// - `event`: the event that stores it, with its role
    /// - `at`: when that was
    /// - `changes`: what was changed, by document, field, entry and heading
    /// - `stored`, `computed`: how the two seals begin
    /// - `documents`: the documents that the seal covers
    /// - `better`: how the stored seal is written
    ///
    /// ## Example
    /// ```yaml
    /// check: {seal: {}}
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `known` if what was sealed is kept in the record or in its history, at the first
    /// spot that was changed; as `default` if it is not, at the stored seal; as `untrusted` if what
    /// is kept under the hash has another; as `malformed` if what is stored is no seal; as `gone` if none of the
    /// documents that it covers is there; as `spelt` if it fits and is only written otherwise; as `dropped` if the
    /// event bore a seal before the record was reopened and bears none since. One finding names all
    /// that was changed. Undecided while a sealed document cannot be read. Not applicable
    /// if no event stores a seal.
    "seal", check,
    params: [],
    placeholders: ["seal", "event", "at", "changes", "stored", "computed", "documents", "better"],
    variants: ["dropped", "gone", "known", "malformed", "spelt", "untrusted"]
}

/// How many changes a message names, and how many places a finding marks.
const NAMED: usize = 6;

/// How many digits of a seal tell it from others.
const DIGITS: usize = 8;

/// How many digits of a seal tell it from others that somebody was looking for.
const KEYED: usize = 16;

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    let procedure = case.ctx.procedure;
    let route = case.record.route.as_deref();
    for seal in procedure.seals.iter().filter(|it| it.is_of(route)) {
        let stored = seal.stored(procedure, case.record);
        // One edit breaks every later seal too; it is told once.
        let is_broken = if stored.is_empty() {
            dropped(case, seal, report)
        } else {
            judge(case, seal, &stored, report)
        };
        if is_broken {
            return;
        }
    }
}

/// Whether a record that bore a seal before it was reopened has since been given none, which would
/// leave everything open to edits. Of decisions on what is submitted anew another rule asks for seals.
fn dropped(case: &Case<'_>, seal: &Seal, report: &mut Reporter<'_>) -> bool {
    let life = &case.record.life;
    let of_seal = |it: &&Event| seal.events.contains(&it.kind);
    let mut visible = life.visible.iter().map(|&at| &case.record.events[at]);
    let Some(last) = visible.rfind(of_seal) else {
        return false;
    };
    let before = case.record.events.iter().filter(of_seal);
    let mut before = before.filter(|it| it.cycle < last.cycle);
    let sealed = before.find_map(|it| {
        let item = it.field(&seal.field).filter(|it| !it.is_empty())?;
        Some((it, item))
    });
    let Some((sealed, item)) = sealed.filter(|_| seal.since.is_empty()) else {
        return false;
    };
    report.judged();
    let label = case.event_label(last);
    report.compared(label.clone(), Text::default(), Some(last.item.place));
    let mut args = vec![("seal", seal.label.clone()), ("event", label)];
    args.extend(last.at.as_ref().map(|it| ("at", case.show_moment(it))));
    let key = format!("seal.{}", seal.id);
    report.violated("dropped", spot(last.item.place, key), &args);
    let args = [("event", case.event_label(sealed))];
    report.related(item.place, words::fill("check.seal.stored", &args));
    true
}

/// Judges the events that store one seal; whether something is not in order.
fn judge<'a>(
    case: &Case<'a>,
    seal: &Seal,
    stored: &[Stored<'a>],
    report: &mut Reporter<'_>,
) -> bool {
    report.judged();
    let key = format!("seal.{}", seal.id);
    let now = match case.ctx.seal(case.record, seal) {
        Ok(now) => Some(now),
        Err(Unsealed::Nothing) => None,
        Err(Unsealed::Unreadable { place }) => {
            let args = [("seal", seal.label.clone())];
            report.undecided("seal", spot(place, key), &args);
            return true;
        }
    };
    let is_broken = |it: &&Stored<'_>| now.as_ref().is_none_or(|now| *now != it.written);
    for it in stored {
        let (label, value) = (case.event_label(it.event), Text::plain(short(&it.written)));
        report.compared(label, value, Some(it.item.place));
    }
    report.compared(words::text("check.seal.now"), begins(now.as_deref()), None);
    let broken: Vec<_> = stored.iter().filter(is_broken).collect();
    let Some(first) = broken.first() else {
        return misspelt(case, (seal, &key), stored, report);
    };
    let verdict = match now {
        Some(_) => Verdict::of(case, seal, first),
        None => Verdict::only("gone"),
    };
    let documents = seal.documents.iter();
    let documents = documents.filter_map(|it| case.ctx.procedure.document(&it.document));
    let documents: Vec<_> = documents.map(DocumentType::name).collect();
    let mut args = vec![
        ("seal", seal.label.clone()),
        ("event", case.event_label(first.event)),
        ("stored", Text::plain(short(&first.written))),
        ("computed", begins(now.as_deref())),
        ("changes", verdict.named()),
        ("documents", Text::list(&documents)),
    ];
    let at = first.event.at.as_ref();
    args.extend(at.map(|it| ("at", case.show_moment(it))));
    let place = verdict.changes.first().map(|it| it.place);
    let place = place.unwrap_or(first.item.place);
    // Whoever knows of this content does not know of the next.
    let key = match &now {
        Some(now) => format!("{key}[{}]", digits(now, KEYED)),
        None => key,
    };
    report.violated(verdict.variant, spot(place, key), &args);
    relate(case, &verdict.changes, &broken, report);
    true
}

/// Tells of seals that fit and are written so that another tool would not know them.
fn misspelt(
    case: &Case<'_>,
    (seal, key): (&Seal, &str),
    stored: &[Stored<'_>],
    report: &mut Reporter<'_>,
) -> bool {
    let is_other = |it: &&Stored<'_>| it.item.key().is_some_and(|text| text.trim() != it.written);
    let mut is_broken = false;
    for (number, it) in stored.iter().filter(is_other).enumerate() {
        let mut args = vec![
            ("seal", seal.label.clone()),
            ("event", case.event_label(it.event)),
            ("better", Text::plain(it.written.clone())),
        ];
        args.extend(it.event.at.as_ref().map(|at| ("at", case.show_moment(at))));
        let key = format!("{key} spelt {}", number + 1);
        report.violated("spelt", spot(it.item.place, key), &args);
        is_broken = true;
    }
    is_broken
}

/// What is known of a seal that no longer fits.
struct Verdict {
    variant: &'static str,
    changes: Vec<Change>,
}

impl Verdict {
    fn only(variant: &'static str) -> Self {
        Self {
            variant,
            changes: Vec::new(),
        }
    }

    fn of(case: &Case<'_>, seal: &Seal, stored: &Stored<'_>) -> Self {
        let only = Self::only;
        let Some(hash) = hash(&stored.written) else {
            return only("malformed");
        };
        let text = match case.ctx.sight().sealed(hash) {
            Ok(text) => text,
            Err(true) => return only("untrusted"),
            Err(false) => return only("default"),
        };
        let sealer = case.ctx.sealer();
        let changes = sealer.changes(case.record, seal, text).unwrap_or_default();
        Self {
            variant: if changes.is_empty() {
                "default"
            } else {
                "known"
            },
            changes,
        }
    }

    /// The changes in words, the first of them.
    fn named(&self) -> Text {
        let named = self.changes.iter().take(NAMED).map(Change::said);
        let named = Text::list(&named.collect::<Vec<_>>());
        match self.changes.len() {
            all if all > NAMED => {
                let more = Text::plain((all - NAMED).to_string());
                words::fill("check.seal.more", &[("named", named), ("more", more)])
            }
            _ => named,
        }
    }
}

/// The other spots that were changed, and the events whose seals no longer fit.
fn relate(case: &Case<'_>, changes: &[Change], broken: &[&Stored<'_>], report: &mut Reporter<'_>) {
    let mut told: Vec<Place> = Vec::new();
    for change in changes.iter().take(NAMED) {
        if !told.contains(&change.place) {
            report.related(change.place, change.said());
        }
        told.push(change.place);
    }
    for stored in broken {
        let args = [("event", case.event_label(stored.event))];
        let message = words::fill("check.seal.stored", &args);
        report.related(stored.item.place, message);
    }
}

fn begins(seal: Option<&str>) -> Text {
    let nothing = || words::text("check.nothing");
    seal.map_or_else(nothing, |it| Text::plain(short(it)))
}

/// How a seal begins; what is no seal, as far as it fits into a line.
fn short(written: &str) -> String {
    format!("{}…", digits(written, DIGITS))
}

fn digits(written: &str, count: usize) -> String {
    let hash = hash(written);
    hash.unwrap_or(written).chars().take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::seal::compare::How;

    fn named(count: usize) -> String {
        let change = |it: usize| Change {
            label: Text::plain(it.to_string()),
            how: How::Changed,
            place: Place::default(),
            was: None,
        };
        let verdict = Verdict {
            variant: "known",
            changes: (1..=count).map(change).collect(),
        };
        verdict.named().get(Lang::En).to_owned()
    }

    #[test]
    fn of_many_changes_the_first_are_named_and_the_others_counted() {
        assert_eq!(named(2), "1, 2");
        assert_eq!(named(6), "1, 2, 3, 4, 5, 6");
        assert_eq!(named(13), "1, 2, 3, 4, 5, 6 and 7 more");
    }
}
