//! Selectors, held against the document types, events, facts, policy and sets of the procedure.

use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::reader::desk::choice;
use crate::procedure::reader::{Spot, thing};
use crate::procedure::selector::{Filter, FilterTest, Root, Selector, SelectorFault, Step};
use crate::source::Place;

use super::world::World;

/// What a selector ends on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Land<'w> {
    /// A field.
    Field(&'w Field),
    /// An event as a whole.
    Event,
    /// A person.
    Person,
    /// A fact, a value of the policy, a set.
    Constant,
}

/// What is wrong with a selector, and at which word of it.
#[derive(Debug)]
pub(super) struct Trouble<'w> {
    pub(super) word: String,
    kind: TroubleKind<'w>,
}

#[derive(Debug)]
enum TroubleKind<'w> {
    Short,
    Filter,
    Name(&'static str, Vec<&'w str>),
    Field(String, Vec<&'w str>),
    Value(String, Vec<&'w str>),
}

type Found<'w, T> = Result<T, Trouble<'w>>;

const ROOTS: [&str; 6] = ["event", "events", "people", "facts", "policy", "sets"];

impl<'w> World<'w> {
    /// Reads a selector where it stands; what is wrong with it is reported.
    pub(super) fn selector(&self, spot: &Spot<'_>) -> Option<Selector> {
        self.selector_with_land(spot).map(|(selector, _)| selector)
    }

    /// The same with what it ends on.
    pub(super) fn selector_with_land(&self, spot: &Spot<'_>) -> Option<(Selector, Land<'w>)> {
        let text = spot.text()?;
        match self.select(&text, spot.place()) {
            Ok(found) => Some(found),
            Err(trouble) => {
                let place = spot.desk.within(spot.node, &trouble.word);
                spot.desk.report(&spot.path, trouble.finding(place, &text));
                None
            }
        }
    }

    /// Reads `text` as a selector.
    pub(super) fn select(&self, text: &str, place: Place) -> Found<'w, (Selector, Land<'w>)> {
        let parsed = Selector::parse(text, place, |it| self.is_document(it));
        let selector = parsed.map_err(|fault| {
            let (word, kind) = match fault {
                SelectorFault::UnknownRoot(word) => {
                    let known = self.documents().into_iter().chain(ROOTS).collect();
                    (word, TroubleKind::Name("root", known))
                }
                SelectorFault::Short => (text.to_owned(), TroubleKind::Short),
                SelectorFault::Filter(word) => (word, TroubleKind::Filter),
            };
            Trouble { word, kind }
        })?;
        let land = self.land(&selector)?;
        Ok((selector, land))
    }

    fn land(&self, selector: &Selector) -> Found<'w, Land<'w>> {
        let own = self.own_land(selector)?;
        let Some(linked) = &selector.linked else {
            return Ok(own);
        };
        match own {
            Land::Field(field) if matches!(field.kind, FieldKind::Record) => self.land(linked),
            _ => {
                let word = selector.steps.last().map(|it| it.field.clone());
                let word = word.unwrap_or_default();
                let kind = TroubleKind::Name("record-field", Vec::new());
                Err(Trouble { word, kind })
            }
        }
    }

    fn own_land(&self, selector: &Selector) -> Found<'w, Land<'w>> {
        let steps = &selector.steps[..];
        match &selector.root {
            Root::Document(id) => {
                let fields = self.known.document(id).map(|it| it.fields.as_slice());
                self.step(fields.unwrap_or_default(), id, steps)
            }
            Root::LastEvent(name, filters) | Root::AllEvents(name, filters) => {
                known("event", name, self.events())?;
                self.filters(self.event_fields(), name, filters)?;
                match steps {
                    [] => Ok(Land::Event),
                    steps => self.step(self.event_fields(), name, steps),
                }
            }
            Root::People(role) => {
                known("role", role, self.roles())?;
                nothing_behind(role, steps)?;
                Ok(Land::Person)
            }
            Root::Fact(name) => {
                let facts = self.facts.iter().map(|it| it.name.as_str()).collect();
                known("fact", name, facts)?;
                nothing_behind(name, steps)?;
                Ok(Land::Constant)
            }
            Root::Set(name) => {
                known("set", name, self.sets())?;
                nothing_behind(name, steps)?;
                Ok(Land::Constant)
            }
            Root::Policy(path) => {
                self.policy(path)?;
                Ok(Land::Constant)
            }
        }
    }

    fn policy(&self, path: &str) -> Found<'w, ()> {
        let policy = &self.known.policy;
        if policy.thresholds.contains_key(path) || policy.faulty.contains(path) {
            return Ok(());
        }
        let mut words = path.split('.');
        let first = words.next().unwrap_or_default();
        let values = &self.known.policy.values;
        let names = values.keys().map(String::as_str).chain(self.thresholds());
        known("policy", first, names.collect())?;
        let mut value = values.get(first);
        let mut of = first.to_owned();
        for word in words {
            let fields = value.and_then(serde_json::Value::as_object);
            let names = fields.map(|it| it.keys().map(String::as_str).collect());
            field_of(&of, word, names.unwrap_or_default())?;
            value = fields.and_then(|it| it.get(word));
            word.clone_into(&mut of);
        }
        Ok(())
    }

    fn step(&self, fields: &'w [Field], of: &str, steps: &[Step]) -> Found<'w, Land<'w>> {
        let [step, rest @ ..] = steps else {
            let word = of.to_owned();
            let kind = TroubleKind::Short;
            return Err(Trouble { word, kind });
        };
        let names = fields.iter().map(|it| it.name.as_str()).collect();
        field_of(of, &step.field, names)?;
        let Some(field) = fields.iter().find(|it| it.name == step.field) else {
            return Ok(Land::Constant);
        };
        let inner = match &field.kind {
            FieldKind::List(item) => &item.kind,
            kind => kind,
        };
        let inside = match inner {
            FieldKind::Object(fields) => fields.as_slice(),
            FieldKind::Events => self.event_fields(),
            FieldKind::People if !rest.is_empty() => {
                known("role", &rest[0].field, self.roles())?;
                nothing_behind(&rest[0].field, &rest[1..])?;
                return Ok(Land::Person);
            }
            _ => &[],
        };
        self.filters(inside, &step.field, &step.filters)?;
        match rest {
            [] => Ok(Land::Field(field)),
            rest => self.step(inside, &step.field, rest),
        }
    }

    fn filters(&self, fields: &'w [Field], of: &str, filters: &[Filter]) -> Found<'w, ()> {
        for filter in filters {
            let names = fields.iter().map(|it| it.name.as_str()).collect();
            field_of(of, &filter.field, names)?;
            let field = fields.iter().find(|it| it.name == filter.field);
            let keys = field.map(|it| self.keys(it)).unwrap_or_default();
            match &filter.test {
                FilterTest::There => {}
                FilterTest::In(among) => {
                    self.land(among)?;
                }
                FilterTest::Is | FilterTest::IsIfThere | FilterTest::IsNot => {
                    if !keys.is_empty() && !keys.contains(&filter.value.as_str()) {
                        let word = filter.value.clone();
                        let kind = TroubleKind::Value(filter.field.clone(), keys);
                        return Err(Trouble { word, kind });
                    }
                }
            }
        }
        Ok(())
    }
}

impl Trouble<'_> {
    /// The finding about it, in the selector `text` that stands at `place`.
    pub(super) fn finding(&self, place: Place, text: &str) -> Finding {
        let word = self.word.as_str();
        let selector = ("selector", Text::plain(text));
        match &self.kind {
            TroubleKind::Short => {
                notice::variant("unknown-reference", "selector-short", place, &[selector])
            }
            TroubleKind::Filter => {
                let args = [selector, ("given", Text::plain(word))];
                notice::variant("unknown-reference", "selector-filter", place, &args)
            }
            TroubleKind::Name(kind, known) => {
                let args = [selector, ("thing", thing(kind))];
                choice("unknown-reference", "name", (place, word), known, &args)
            }
            TroubleKind::Field(of, known) => {
                let args = [selector, ("of", Text::plain(of))];
                choice("unknown-reference", "field", (place, word), known, &args)
            }
            TroubleKind::Value(of, known) => {
                let args = [selector, ("key", Text::plain(of))];
                choice("unknown-value", "here", (place, word), known, &args)
            }
        }
    }
}

fn known<'w>(kind: &'static str, name: &str, known: Vec<&'w str>) -> Found<'w, ()> {
    if known.contains(&name) {
        return Ok(());
    }
    let word = name.to_owned();
    let kind = TroubleKind::Name(kind, known);
    Err(Trouble { word, kind })
}

fn field_of<'w>(of: &str, name: &str, known: Vec<&'w str>) -> Found<'w, ()> {
    if known.contains(&name) {
        return Ok(());
    }
    let word = name.to_owned();
    let kind = TroubleKind::Field(of.to_owned(), known);
    Err(Trouble { word, kind })
}

fn nothing_behind<'w>(of: &str, steps: &[Step]) -> Found<'w, ()> {
    match steps {
        [] => Ok(()),
        [step, ..] => field_of(of, &step.field, Vec::new()),
    }
}
