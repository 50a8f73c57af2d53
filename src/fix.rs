//! From findings with fixes to mended texts. A pure function: reading, judging anew and writing are for others.
//!
//! A fix is applied whole or not at all. Where two of them overlap the first in
//! reading order wins; the other one is offered again when the text has been
//! judged anew, if it is still needed. Every byte outside an edit stays.

use similar::TextDiff;

use crate::finding::{Edit, Finding, Fix};
use crate::lang::Text;
use crate::secret;
use crate::source::{ByteFault, Place, Position, Source, Sources, Span};

/// A text before and after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The path relative to the portal.
    pub path: String,
    /// The text that was judged.
    pub before: String,
    /// The text to write.
    pub after: String,
    /// What was fixed, in the order in which it was done.
    pub fixed: Vec<Fixed>,
}

/// One fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The rule of its finding.
    pub rule: String,
    /// Where the finding stood when it was applied.
    pub at: Position,
    /// What was done.
    pub description: Text,
}

/// Applies the fixes of the findings that count, as far as they do not overlap.
pub fn apply(sources: &Sources, findings: &[Finding]) -> Vec<Mended> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut fixed: Vec<(Place, Fixed)> = Vec::new();
    for finding in findings.iter().filter(|it| it.counts()) {
        let Some(fix) = &finding.fix else { continue };
        if !fits(sources, fix, &taken) {
            continue;
        }
        taken.extend(&fix.edits);
        let place = finding.place;
        let entry = Fixed {
            rule: finding.rule.clone(),
            at: sources.get(place.source).position(place.span.start),
            description: fix.description.clone(),
        };
        fixed.push((place, entry));
    }
    let texts = sources.iter().filter_map(|(id, source)| {
        let mut edits: Vec<&Edit> = taken
            .iter()
            .copied()
            .filter(|it| it.place.source == id)
            .collect();
        if edits.is_empty() {
            return None;
        }
        edits.sort_by_key(|it| it.place.span);
        let own = fixed.iter().filter(|(place, _)| place.source == id);
        Some(Mended {
            path: source.path().to_owned(),
            before: source.clear().to_owned(),
            after: edited(source.clear(), &edits),
            fixed: own.map(|(_, it)| it.clone()).collect(),
        })
    });
    texts.collect()
}

/// Adds a round to what the rounds before it did.
pub fn merge(all: &mut Vec<Mended>, round: Mended) {
    if let Some(earlier) = all.iter_mut().find(|it| it.path == round.path) {
        earlier.after = round.after;
        earlier.fixed.extend(round.fixed);
    } else {
        all.push(round);
        all.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// The change of a text as a unified diff, secrets veiled; `path` is how the file is called in it.
pub fn diff(mended: &Mended, path: &str) -> String {
    let veiled = |text: &str| secret::veil(text, &secret::find(text));
    let (before, after) = (veiled(&mended.before), veiled(&mended.after));
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().header(path, path).to_string()
}

/// Whether a fix changes something, and nothing that another one changes already.
fn fits(sources: &Sources, fix: &Fix, taken: &[&Edit]) -> bool {
    let changes = fix
        .edits
        .iter()
        .any(|it| slice(sources, it) != Some(&*it.text));
    let stands = |it: &Edit| {
        let source = sources.get(it.place.source);
        is_exact(source) && !is_veiled(source, it.place.span) && slice(sources, it).is_some()
    };
    let meets = |it: &Edit| taken.iter().any(|other| meet(it.place, other.place));
    let own = fix.edits.iter().enumerate();
    let mut own = own.flat_map(|(at, a)| fix.edits[at + 1..].iter().map(move |b| (a, b)));
    changes
        && fix.edits.iter().all(stands)
        && !fix.edits.iter().any(meets)
        && !own.any(|(a, b)| meet(a.place, b.place))
}

/// What stands where an edit is made.
fn slice<'a>(sources: &'a Sources, edit: &Edit) -> Option<&'a str> {
    let Span { start, end } = edit.place.span;
    sources.get(edit.place.source).text().get(start..end)
}

/// Whether the text is the file byte for byte, so that its places are those of the file, and the file is found by its name.
fn is_exact(source: &Source) -> bool {
    let is_exact = |it: &ByteFault| matches!(it, ByteFault::Nul { .. });
    source.faults().iter().all(is_exact) && !source.hides_name()
}

/// Whether a secret stands in a range: whoever offered the edit knew only the veil.
fn is_veiled(source: &Source, span: Span) -> bool {
    let mut secrets = source.secrets().iter();
    secrets.any(|it| it.range.start < span.end && span.start < it.range.end)
}

/// Whether two edits cannot both be made; two insertions at one place cannot.
fn meet(a: Place, b: Place) -> bool {
    let (one, other) = (a.span, b.span);
    a.source == b.source && (one == other || (one.start < other.end && other.start < one.end))
}

fn edited(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Span { start, end } = edit.place.span;
        out.push_str(&text[at..start]);
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests;
