//! Conditions of fields, headings, documents and links.

use crate::procedure::fields::{Condition, Field, Operand, Test, Wanted};
use crate::procedure::reader::Spot;
use crate::yaml::Kind;

use super::selectors::Land;
use super::world::World;

impl<'w> World<'w> {
    /// Reads a condition; `near` are the fields of the same object and of the same document.
    pub(super) fn condition(&self, spot: &Spot<'_>, near: &[&'w [Field]]) -> Option<Condition> {
        let mut tests = Vec::new();
        let pairs = spot.pairs()?;
        let count = pairs.len();
        for (entry, value) in pairs {
            let test = if entry.key == "from" {
                self.from(&value).map(Test::Reached)
            } else {
                self.test(spot, &entry.key, &value, near)
            };
            tests.extend(test);
        }
        // A condition that lost a test would hold where it must not.
        (tests.len() == count).then(|| Condition {
            place: spot.place(),
            tests,
        })
    }

    /// Routes and the state that is meant on each: `state` on all that have it, or `{route: state}`.
    pub(super) fn from(&self, spot: &Spot<'_>) -> Option<Vec<(String, String)>> {
        if let Kind::Scalar { .. } = spot.node.kind {
            let state = spot.name("state", &self.route_states())?;
            let routes = self.known.routes.iter();
            let having = routes.filter(|it| it.rank(&state).is_some());
            return Some(having.map(|it| (it.id.clone(), state.clone())).collect());
        }
        let mut all = Vec::new();
        let pairs = spot.pairs()?;
        let count = pairs.len();
        for (entry, value) in pairs {
            let Some(route) = self.known.route(&entry.key) else {
                let place = spot.desk.place(entry.key_span);
                let routes = self.routes();
                spot.desk
                    .unknown_name(&value.path, "route", (place, &entry.key), &routes);
                continue;
            };
            let states: Vec<_> = route.states.iter().map(|it| it.id.as_str()).collect();
            if let Some(state) = value.name("state-of-route", &states) {
                all.push((route.id.clone(), state));
            }
        }
        (all.len() == count).then_some(all)
    }

    fn test(
        &self,
        of: &Spot<'_>,
        key: &str,
        value: &Spot<'_>,
        near: &[&'w [Field]],
    ) -> Option<Test> {
        let entry = of.node.entry(key)?;
        let key_place = of.desk.place(entry.key_span);
        let (operand, keys) = if key.contains('.') {
            match self.select(key, key_place) {
                Ok((selector, Land::Field(field))) => (Operand::Far(selector), self.keys(field)),
                Ok((selector, _)) => (Operand::Far(selector), Vec::new()),
                Err(trouble) => {
                    let finding = trouble.finding(key_place, key);
                    of.desk.report(&value.path, finding);
                    return None;
                }
            }
        } else {
            let mut fields = near.iter().flat_map(|it| it.iter());
            let Some(field) = fields.find(|it| it.name == key) else {
                let names = near.iter().flat_map(|it| it.iter());
                let known: Vec<_> = names.map(|it| it.name.as_str()).collect();
                of.desk
                    .unknown_name(&value.path, "field", (key_place, key), &known);
                return None;
            };
            (Operand::Near(key.to_owned()), self.keys(field))
        };
        Some(Test::Value(operand, self.wanted(value, &keys)?))
    }

    fn wanted(&self, spot: &Spot<'_>, keys: &[&str]) -> Option<Wanted> {
        match spot.node.text() {
            // A key may be called `none`; then it is the key that is meant.
            Some(text) if keys.contains(&text) => {}
            Some("any") => return Some(Wanted::Any),
            Some("none") => return Some(Wanted::None),
            _ => {}
        }
        if let Kind::Map(_) = spot.node.kind {
            let map = spot.map()?;
            let not = map.need("not").and_then(|it| self.values(&it, keys));
            map.done();
            return not.map(Wanted::NoneOf);
        }
        self.values(spot, keys).map(Wanted::OneOf)
    }

    /// Values, each among `keys` if there are any; a set stands for its values.
    pub(super) fn values(&self, spot: &Spot<'_>, keys: &[&str]) -> Option<Vec<String>> {
        let mut all = Vec::new();
        let mut fits = true;
        for item in spot.one_or_more() {
            let found = item
                .text()
                .and_then(|text| match text.strip_prefix("sets.") {
                    Some(name) => self.set(&item, name),
                    None if keys.is_empty() => Some(vec![text]),
                    None => item.choice(keys).map(|it| vec![it]),
                });
            fits &= found.is_some();
            all.extend(found.into_iter().flatten());
        }
        fits.then_some(all)
    }

    fn set(&self, spot: &Spot<'_>, name: &str) -> Option<Vec<String>> {
        let set = self.known.sets.get(name);
        if set.is_none() {
            let place = spot.desk.within(spot.node, name);
            spot.desk
                .unknown_name(&spot.path, "set", (place, name), &self.sets());
        }
        set.cloned()
    }
}
