//! The parameters of checks, each as the signature of its kind says.

use std::collections::BTreeMap;

use crate::expr::names::Names;
use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::reader::{Map, Spot};
use crate::procedure::rules::{Check, Param, ParamKind, ParamSpec};
use crate::procedure::yields::Yields;
use crate::source::Place;
use crate::yaml::Kind;

use super::exprs::expr;
use super::fields::inner;
use super::policy::kinds::is_time;
use super::selectors::Land;
use super::world::World;
use super::yields;

/// Reads the parameters of checks against one set of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Params<'w> {
    pub(super) world: World<'w>,
    pub(super) names: &'w Names,
}

impl<'w> Params<'w> {
    /// A check of the kind `slug`; `spot` is what stands behind it, if anything does.
    pub(super) fn check(
        &self,
        slug: &str,
        place: Place,
        specs: &'static [ParamSpec],
        spot: Option<Spot<'_>>,
    ) -> Option<Check> {
        let mut params = BTreeMap::new();
        match spot {
            // The caller has reported what is missing.
            None if specs.iter().any(|it| it.required) => return None,
            None => {}
            // What is no map is the first parameter.
            Some(spot) if !matches!(spot.node.kind, Kind::Map(_)) && !specs.is_empty() => {
                let param = self.param(&specs[0], &spot, &[])?;
                params.insert(specs[0].name.to_owned(), param);
            }
            Some(spot) => {
                let map = spot.map()?;
                let has_each = specs.iter().any(|it| it.name == "each");
                let entry = if has_each {
                    self.entry(&map, "each")
                } else {
                    Vec::new()
                };
                let is_astray = has_each && entry.is_empty() && map.get("each").is_some();
                for spec in specs {
                    let found = if spec.required {
                        map.need(spec.name)
                    } else {
                        map.get(spec.name)
                    };
                    // Names of fields mean nothing where the entries are none; that is told already.
                    let of_entries =
                        matches!(spec.kind, ParamKind::Fields(_) | ParamKind::RankedFields(_));
                    let found = found.filter(|_| !(of_entries && is_astray));
                    let of = match spec.kind {
                        ParamKind::FieldOf(key, _) => Some(self.entry(&map, key)),
                        _ => None,
                    };
                    let entry = of.as_ref().unwrap_or(&entry);
                    let param = found.and_then(|it| self.param(spec, &it, entry));
                    params.extend(param.map(|it| (spec.name.to_owned(), it)));
                }
                map.done();
            }
        }
        Some(Check {
            kind: slug.to_owned(),
            place,
            params,
        })
    }

    /// The fields of the entries that the parameter `key` goes through, so that others may name them bare.
    fn entry(&self, map: &Map<'_>, key: &'static str) -> Vec<&'w Field> {
        let spots = map.get(key).map(|it| it.one_or_more()).unwrap_or_default();
        let mut all: Vec<&Field> = Vec::new();
        for spot in spots {
            // Faults are reported when the parameter itself is read.
            let Some((_, land)) = spot
                .node
                .text()
                .and_then(|it| self.world.select(it, spot.place()).ok())
            else {
                continue;
            };
            match land {
                Land::Event => all.extend(self.world.event_fields()),
                Land::Field(field) => match inner(field) {
                    FieldKind::Object(fields) => all.extend(fields),
                    FieldKind::Events => all.extend(self.world.event_fields()),
                    _ => {}
                },
                Land::Person | Land::Constant => {}
            }
        }
        all
    }

    /// The value of a parameter; `entry` are the fields of the entries that it speaks of.
    pub(super) fn param(
        &self,
        spec: &ParamSpec,
        spot: &Spot<'_>,
        entry: &[&Field],
    ) -> Option<Param> {
        let world = &self.world;
        // What lists nothing would be taken for what is not written.
        if matches!(&spot.node.kind, Kind::Seq(all) if all.is_empty()) {
            let args = [("key", Text::plain(&*spot.key))];
            let finding = notice::variant("wrong-type", "nothing-listed", spot.place(), &args);
            spot.desk.report(&spot.path, finding);
            return None;
        }
        Some(match spec.kind {
            ParamKind::Selector(of) => match bare(spot, entry) {
                Some(_) => Param::Names(fields(spot, entry, of)?),
                None => Param::Selector(world.yielding(spot, of)?),
            },
            ParamKind::Selectors(of) => match bare(spot, entry) {
                Some(_) => Param::Names(fields(spot, entry, of)?),
                None => Param::Selectors(all(&spot.one_or_more(), |it| world.yielding(it, of))?),
            },
            ParamKind::Ranked(of) => match bare(spot, entry) {
                Some(_) => Param::RankedNames(fields(spot, entry, of)?),
                None => Param::Ranked(all(&spot.one_or_more(), |it| world.yielding(it, of))?),
            },
            ParamKind::FieldOf(..) if !matches!(spot.node.kind, Kind::Scalar { .. }) => {
                return spot.wrong("text");
            }
            ParamKind::FieldOf(_, of) => Param::Names(fields(spot, entry, of)?),
            ParamKind::Fields(of) if !entry.is_empty() => Param::Names(fields(spot, entry, of)?),
            ParamKind::Fields(of) => {
                Param::Selectors(all(&spot.one_or_more(), |it| world.yielding(it, of))?)
            }
            ParamKind::RankedFields(of) if !entry.is_empty() => {
                Param::RankedNames(fields(spot, entry, of)?)
            }
            ParamKind::RankedFields(of) => {
                Param::Ranked(all(&spot.one_or_more(), |it| world.yielding(it, of))?)
            }
            ParamKind::Pairs(of) => Param::Pairs(all(&spot.items()?, |it| {
                let sides = it.items()?;
                let [left, right] = &sides[..] else {
                    return it.wrong("pair");
                };
                Some((world.yielding(left, of)?, world.yielding(right, of)?))
            })?),
            ParamKind::Roles => Param::Names(roles(world, spot)?),
            ParamKind::Events => {
                let known = world.events();
                Param::Names(all(&spot.one_or_more(), |it| it.name("event", &known))?)
            }
            ParamKind::Documents => {
                let known = world.documents();
                Param::Names(all(&spot.one_or_more(), |it| it.name("document", &known))?)
            }
            ParamKind::Words(known) => {
                Param::Names(all(&spot.one_or_more(), |it| it.choice(known))?)
            }
            ParamKind::Names => Param::Names(all(&spot.one_or_more(), Spot::text)?),
            ParamKind::Threshold => Param::Threshold(threshold(world, spot)?),
            ParamKind::Switch => Param::Switch(spot.flag()?),
            ParamKind::Hours => Param::RankedNames(hours(world, spot)?),
            ParamKind::Condition => {
                let head = world.known.documents.first();
                let head = head.map(|it| it.fields.as_slice()).unwrap_or_default();
                Param::Condition(world.condition(spot, &[head])?)
            }
            ParamKind::Expr => Param::Expr(expr(spot, self.names)?),
            ParamKind::Groups(specs) => Param::Groups(all(&spot.one_or_more(), |it| {
                self.check(spec.name, it.place(), specs, Some(it.clone()))
            })?),
        })
    }
}

/// The name of a threshold; of one that is no number the policy has said so.
fn threshold(world: &World<'_>, spot: &Spot<'_>) -> Option<String> {
    let text = spot.text()?;
    if world.known.policy.faulty.contains(&text) {
        return faulty(spot, &text);
    }
    spot.name("threshold", &world.thresholds())
}

/// Reports that the policy says nothing usable under `key`; always `None`.
fn faulty<T>(spot: &Spot<'_>, key: &str) -> Option<T> {
    let args = [("key", Text::plain(key))];
    let place = spot.desk.within(spot.node, key);
    let finding = notice::variant("wrong-type", "policy", place, &args);
    spot.desk.report(&spot.path, finding);
    None
}

/// Names of fields of the entries that `each` goes through.
fn bare(spot: &Spot<'_>, entry: &[&Field]) -> Option<Vec<String>> {
    if entry.is_empty() {
        return None;
    }
    let spots = spot.one_or_more();
    let words = spots.iter().map(|it| it.node.text());
    let is_bare = |it: &str| entry.iter().any(|field| field.name == it);
    let words = words.map(|it| it.filter(|it| is_bare(it)).map(str::to_owned));
    words.collect()
}

/// The same where everything must be the name of a field that yields `wanted`.
fn fields(spot: &Spot<'_>, entry: &[&Field], wanted: Yields) -> Option<Vec<String>> {
    all(&spot.one_or_more(), |it| {
        let known: Vec<&str> = entry.iter().map(|it| it.name.as_str()).collect();
        let name = it.name("field", &known)?;
        let field = entry.iter().find(|it| it.name == name)?;
        if yields::is(field, wanted) {
            return Some(name);
        }
        yields::tell(it, wanted, yields::type_name(field))
    })
}

/// Everything or nothing: a check that lost a part would say something else.
fn all<'a, T>(spots: &[Spot<'a>], read: impl Fn(&Spot<'a>) -> Option<T>) -> Option<Vec<T>> {
    let found: Vec<_> = spots.iter().filter_map(read).collect();
    (found.len() == spots.len()).then_some(found)
}

/// Roles, or `policy.KEY` for those that the policy lists there.
pub(super) fn roles(world: &World<'_>, spot: &Spot<'_>) -> Option<Vec<String>> {
    let known = world.roles();
    let found = all(&spot.one_or_more(), |it| {
        let text = it.text()?;
        let Some(key) = text.strip_prefix("policy.") else {
            return it.name("role", &known).map(|it| vec![it]);
        };
        if world.known.policy.faulty.contains(key) {
            return faulty(it, key);
        }
        let listed = world.known.policy.list(key);
        if listed.is_empty() {
            let values = world.known.policy.values.iter();
            let lists = values.filter(|(_, it)| it.is_array());
            let lists: Vec<_> = lists.map(|(key, _)| key.as_str()).collect();
            let place = it.desk.within(it.node, key);
            it.desk
                .unknown_name(&it.path, "policy", (place, key), &lists);
            return None;
        }
        for role in &listed {
            if !known.contains(role) {
                let place = it.place();
                it.desk
                    .unknown_name(&it.path, "role", (place, role), &known);
                return None;
            }
        }
        Some(listed.iter().map(|&it| it.to_owned()).collect::<Vec<_>>())
    })?;
    Some(found.concat())
}

/// Two times of the day, or `policy.KEY` for those that the policy gives there.
fn hours(world: &World<'_>, spot: &Spot<'_>) -> Option<Vec<String>> {
    let given = spot.node.text().and_then(|it| it.strip_prefix("policy."));
    let times: Vec<String> = match given {
        Some(path) => {
            world.selector(spot)?;
            let mut value = world.known.policy.values.get(path.split('.').next()?);
            for key in path.split('.').skip(1) {
                value = value.and_then(|it| it.get(key));
            }
            let listed = value.and_then(serde_json::Value::as_array);
            let texts = listed.into_iter().flatten().filter_map(|it| it.as_str());
            texts.map(str::to_owned).collect()
        }
        None => all(&spot.one_or_more(), Spot::text)?,
    };
    if times.len() == 2 && times.iter().all(|it| is_time(it)) {
        return Some(times);
    }
    spot.wrong("hours")
}
