//! What each key of the policy holds, as `policy:` in `procedure.yaml` declares it.
//!
//! A slip in the policy is told where it was made, once, and not only wherever a rule stumbles over
//! it: a misspelt role would otherwise be a fault of every rule that asks for it, and a switch that
//! is neither on nor off a fault of none.

use std::collections::BTreeSet;

use crate::procedure::load::world::World;
use crate::procedure::reader::Spot;
use crate::yaml::{Entry, Kind};

/// A key and what stands behind it.
#[derive(Clone, Debug)]
pub(in crate::procedure::load) struct Declared {
    pub(in crate::procedure::load) key: String,
    wanted: Wanted,
}

/// What a key of the policy holds.
#[derive(Clone, Debug)]
enum Wanted {
    /// Anything.
    Data,
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Number,
    /// A list of roles.
    Roles,
    /// A list of document types.
    Documents,
    /// Two times of the day.
    Hours,
    /// A list of values of an enumeration.
    Values(String),
    /// Keys of its own.
    Keys(Vec<Declared>),
}

/// The words that say what a key holds; the name of an enumeration stands for a list of its values.
const WORDS: [&str; 6] = ["data", "switch", "number", "roles", "documents", "hours"];

/// Reads the keys that the policy may set: a list of names, or what each of them holds.
pub(in crate::procedure::load) fn declared(world: &World<'_>, spot: &Spot<'_>) -> Vec<Declared> {
    if !matches!(spot.node.kind, Kind::Map(_)) {
        let names = spot.one_or_more().into_iter().filter_map(|it| it.text());
        let plain = names.map(|key| Declared {
            key,
            wanted: Wanted::Data,
        });
        return plain.collect();
    }
    let pairs = spot.pairs().unwrap_or_default().into_iter();
    let one = |(entry, value): (&Entry, Spot<'_>)| Declared {
        key: entry.key.clone(),
        wanted: wanted(world, &value).unwrap_or(Wanted::Data),
    };
    pairs.map(one).collect()
}

fn wanted(world: &World<'_>, spot: &Spot<'_>) -> Option<Wanted> {
    if matches!(spot.node.kind, Kind::Map(_)) {
        return Some(Wanted::Keys(declared(world, spot)));
    }
    let known: Vec<_> = WORDS.into_iter().chain(world.enumerations()).collect();
    let said = spot.choice(&known)?;
    Some(match said.as_str() {
        "data" => Wanted::Data,
        "switch" => Wanted::Switch,
        "number" => Wanted::Number,
        "roles" => Wanted::Roles,
        "documents" => Wanted::Documents,
        "hours" => Wanted::Hours,
        _ => Wanted::Values(said),
    })
}

/// Holds the policy against what is declared; gives the keys that say something else.
pub(in crate::procedure::load) fn faulty(
    world: &World<'_>,
    spot: &Spot<'_>,
    all: &[Declared],
) -> BTreeSet<String> {
    let pairs = spot.pairs().unwrap_or_default().into_iter();
    let wrong = pairs.filter_map(|(entry, value)| {
        let declared = all.iter().find(|it| it.key == entry.key)?;
        let is_sound = holds(world, &value, &declared.wanted).is_some();
        (!is_sound).then(|| entry.key.clone())
    });
    wrong.collect()
}

/// Whether a value is what is wanted; what is not is reported where it stands.
fn holds(world: &World<'_>, spot: &Spot<'_>, wanted: &Wanted) -> Option<()> {
    match wanted {
        Wanted::Data => Some(()),
        Wanted::Switch => spot.flag().map(|_| ()),
        Wanted::Number => spot.int().map(|_| ()),
        Wanted::Roles => each(spot, |it| it.name("role", &world.roles()).map(|_| ())),
        Wanted::Documents => each(spot, |it| {
            it.name("document", &world.documents()).map(|_| ())
        }),
        Wanted::Hours => is_hours(spot).then_some(()).or_else(|| spot.wrong("hours")),
        Wanted::Values(name) => {
            let values = world.enumeration(name).unwrap_or_default();
            let keys: Vec<_> = values.iter().map(|it| it.key.as_str()).collect();
            each(spot, |it| it.choice(&keys).map(|_| ()))
        }
        Wanted::Keys(inner) => {
            let mut sound = Some(());
            for (entry, value) in spot.pairs()? {
                if let Some(declared) = inner.iter().find(|it| it.key == entry.key) {
                    sound = holds(world, &value, &declared.wanted).and(sound);
                } else {
                    let known: Vec<_> = inner.iter().map(|it| it.key.as_str()).collect();
                    unknown(spot, entry, &known);
                    sound = None;
                }
            }
            sound
        }
    }
}

/// Reports a key that the policy does not have. A slip of the pen in a record is a remark; here what was
/// meant stays switched off, and everybody believes it to hold.
pub(super) fn unknown(spot: &Spot<'_>, entry: &Entry, known: &[&str]) {
    let place = spot.desk.place(entry.key_span);
    let path = spot.path_to(&entry.key);
    spot.desk
        .unknown_name(&path, "policy", (place, &entry.key), known);
}

/// Whether every entry of a list is sound; all of them are looked at.
fn each<'a>(spot: &Spot<'a>, is_sound: impl Fn(&Spot<'a>) -> Option<()>) -> Option<()> {
    let items = spot.items()?;
    let sound = items.iter().filter_map(is_sound).count();
    (sound == items.len()).then_some(())
}

fn is_hours(spot: &Spot<'_>) -> bool {
    let items = spot.node.items().unwrap_or_default();
    let texts = items.iter().filter_map(|it| it.text());
    items.len() == 2 && texts.filter(|it| is_time(it)).count() == 2
}

/// Whether a text is a time of the day, such as `19:00`.
pub(in crate::procedure::load) fn is_time(text: &str) -> bool {
    text.len() == 5 && text.parse::<jiff::civil::Time>().is_ok()
}
