//! Whether a selector yields what a check judges.
//!
//! What expressions yield is known only when they are evaluated, so a fact that is one passes.

use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::flow::Derivation;
use crate::procedure::reader::Spot;
use crate::procedure::selector::{Root, Selector};
use crate::procedure::yields::Yields;
use crate::words;

use super::selectors::Land;
use super::world::World;

impl World<'_> {
    /// Reads a selector that must yield `wanted`; what is wrong with it is reported.
    pub(super) fn yielding(&self, spot: &Spot<'_>, wanted: Yields) -> Option<Selector> {
        let (selector, land) = self.selector_with_land(spot)?;
        match self.miss(&selector, land, wanted) {
            None => Some(selector),
            Some(found) => tell(spot, wanted, found),
        }
    }

    /// What a selector yields instead of what is wanted.
    fn miss(&self, selector: &Selector, land: Land<'_>, wanted: Yields) -> Option<Text> {
        // The entries of a record that another names are looked for under its own head.
        let are_all = matches!(selector.root, Root::AllEvents(..)) && selector.linked.is_none();
        let fits = match (land, wanted) {
            (_, Yields::Anything)
            | (Land::Event, Yields::Moments | Yields::Events)
            | (Land::Person, Yields::Persons | Yields::Posts) => true,
            (Land::Event, Yields::Entries) => are_all,
            (Land::Field(field), wanted) => is(field, wanted),
            (Land::Constant, wanted) => return self.miss_of_constant(selector, wanted),
            _ => false,
        };
        let found = match land {
            Land::Field(field) => type_name(field),
            Land::Event => words::text("procedure.found.event"),
            Land::Person => words::text("procedure.found.person"),
            Land::Constant => Text::default(),
        };
        (!fits).then_some(found)
    }

    /// The same of a fact, by its sources, and of the policy and the sets, which hold keys.
    fn miss_of_constant(&self, selector: &Selector, wanted: Yields) -> Option<Text> {
        let Root::Fact(name) = &selector.root else {
            return Some(words::text("procedure.found.constant"));
        };
        let fact = self.facts.iter().find(|it| &it.name == name)?;
        let (Derivation::FirstOf(sources) | Derivation::Union(sources)) = &fact.how else {
            return None;
        };
        sources.iter().find_map(|source| {
            let (selector, land) = self.select(&source.text, source.place).ok()?;
            self.miss(&selector, land, wanted)
        })
    }
}

/// Reports that something else is found than is wanted; always `None`.
pub(super) fn tell<T>(spot: &Spot<'_>, wanted: Yields, found: Text) -> Option<T> {
    let text = spot.text()?;
    let of = |path: &str| words::text(&format!("procedure.{path}.{}", wanted.id()));
    let args = [
        ("key", Text::plain(&*spot.key)),
        ("wanted", of("yields")),
        ("selector", Text::plain(text)),
        ("found", found),
        ("how", of("yields-from")),
    ];
    let finding = notice::variant("wrong-type", "yields", spot.place(), &args);
    spot.desk.report(&spot.path, finding);
    None
}

/// Whether the values of a field are what is wanted.
pub(super) fn is(field: &Field, wanted: Yields) -> bool {
    match (&field.kind, wanted) {
        (_, Yields::Anything)
        | (FieldKind::DateTime | FieldKind::Date, Yields::Moments)
        | (FieldKind::Person, Yields::Persons | Yields::Posts)
        | (FieldKind::People, Yields::Posts)
        | (FieldKind::Object(_) | FieldKind::Events, Yields::Entries)
        | (FieldKind::Record, Yields::Record)
        | (FieldKind::Role, Yields::Role) => true,
        (FieldKind::List(of), wanted) => is(of, wanted),
        _ => false,
    }
}

/// What a field holds, in words.
pub(super) fn type_name(field: &Field) -> Text {
    match &field.kind {
        FieldKind::List(of) => words::fill("explain.type-of.list", &[("of", type_name(of))]),
        kind => words::text(&format!("explain.type-of.{}", kind.id())),
    }
}
