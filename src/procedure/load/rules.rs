//! `procedure/rules/*.yaml`: lists of rules.
//!
//! A rule in which anything is wrong is left out and reported as `rule-invalid`
//! with the fault in its words: half a rule would find half of what it should.

use std::collections::BTreeMap;

use crate::expr::names::Names;
use crate::finding::Severity;
use crate::lang::Text;
use crate::notice;
use crate::procedure::reader::{Map, Spot};
use crate::procedure::rules::{Check, Param, ParamKind, ParamSpec, Part, Rule, Signature};
use crate::procedure::times::TIME;
use crate::words;

use super::exprs::expr;
use super::messages::{filled, messages};
use super::params::Params;
use super::world::World;
use super::{edition, examples, narrower};

/// Checks that the engine makes without parameters: the document types say what is due.
const OBLIGATIONS: &[&str] = &["identity", "documents", "fields"];

/// The times of which one must have come.
const DUE: ParamSpec = ParamSpec {
    name: "due",
    kind: ParamKind::Groups(TIME),
    required: false,
};

const SEVERITIES: &[&str] = &["error", "warning", "info"];

/// What was read of one rule.
pub(super) struct Read {
    /// Its id.
    pub(super) id: String,
    /// The rule, if nothing is wrong with it.
    pub(super) rule: Option<Rule>,
    /// The clauses that it names, be it in order or not.
    pub(super) clauses: Vec<String>,
}

/// Reads the rules of a file.
pub(super) fn read(world: &World<'_>, names: &Names, spots: &[Spot<'_>]) -> Vec<Read> {
    let params = Params {
        world: *world,
        names,
    };
    spots.iter().filter_map(|it| one(&params, it)).collect()
}

fn one(params: &Params<'_>, spot: &Spot<'_>) -> Option<Read> {
    let mark = spot.desk.mark();
    let mut map = spot.map()?;
    let id = map.need("id").and_then(|it| it.text()).unwrap_or_default();
    if !id.is_empty() {
        map.spot.path.clone_from(&id);
    }
    let rule = rule(params, &map, &id);
    let clauses = rule.clauses.clone();
    map.done();
    let faults = spot.desk.amend(mark, |finding| {
        let args = [
            ("rule", Text::plain(&*id)),
            ("fault", finding.message.clone()),
        ];
        finding.message = words::fill("notice.rule-invalid.message", &args);
        "rule-invalid".clone_into(&mut finding.rule);
        finding.severity = Severity::Error;
    });
    Some(Read {
        id,
        rule: (faults == 0 && !rule.parts.is_empty()).then_some(rule),
        clauses,
    })
}

fn rule(params: &Params<'_>, map: &Map<'_>, id: &str) -> Rule {
    let world = &params.world;
    let severity = |it: Spot<'_>| it.choice(SEVERITIES).and_then(|it| Severity::from_id(&it));
    let from = map.get("from");
    if from
        .as_ref()
        .is_some_and(|it| it.node.entries().is_some_and(<[_]>::is_empty))
    {
        let args = [("key", Text::plain("from"))];
        let place = map.place_of("from");
        let finding = notice::variant("wrong-type", "empty-from", place, &args);
        map.desk().report(&map.spot.path_to("from"), finding);
    }
    let parts = parts(params, map);
    let due = map.get("due");
    let due = due.and_then(|it| params.param(&DUE, &it, &[]));
    let rule = Rule {
        id: id.to_owned(),
        place: map.get("id").map_or_else(|| map.place(), |it| it.place()),
        title: map.need_words("title"),
        clauses: map.names("clauses", "clause", &world.clauses()),
        severity: map
            .need("severity")
            .and_then(severity)
            .unwrap_or(Severity::Error),
        severity_when: severity_when(params, map),
        has_from: from.is_some(),
        from: from.and_then(|it| world.from(&it)).unwrap_or_default(),
        when: map.get("when").and_then(|it| expr(&it, params.names)),
        due: match due {
            Some(Param::Groups(times)) => times,
            _ => Vec::new(),
        },
        yields_to: narrower::read(world, map),
        messages: messages(world, map, &parts),
        help: map.get("help").and_then(|it| it.words()),
        explain: map.words("explain"),
        point: map.get("point").and_then(|it| world.selector(&it)),
        controls: controls(world, map),
        waivable: map.get("waivable").and_then(|it| it.flag()).unwrap_or(true),
        good: examples::read(world, map, "good"),
        bad: examples::read(world, map, "bad"),
        in_force: edition::in_force(map, "in_force"),
        parts,
    };
    if let Some(help) = map.get("help") {
        let kinds: Vec<_> = rule.parts.iter().map(|it| it.check.kind.as_str()).collect();
        filled(world, &help, &kinds);
    }
    rule
}

fn severity_when(params: &Params<'_>, map: &Map<'_>) -> Vec<(crate::expr::Expr, Severity)> {
    let mut all = Vec::new();
    for spot in map.items("severity_when") {
        let Some(inner) = spot.map() else { continue };
        let when = inner.need("when").and_then(|it| expr(&it, params.names));
        let severity = inner.need("severity").and_then(|it| it.choice(SEVERITIES));
        let severity = severity.and_then(|it| Severity::from_id(&it));
        inner.done();
        all.extend(when.zip(severity));
    }
    all
}

/// Framework → items.
pub(super) fn controls(world: &World<'_>, map: &Map<'_>) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for (entry, value) in map.pairs("controls") {
        let known = world.frameworks();
        if !known.contains(&entry.key.as_str()) {
            let place = value.desk.place(entry.key_span);
            value
                .desk
                .unknown_name(&value.path, "framework", (place, &entry.key), &known);
            continue;
        }
        let items = value.one_or_more();
        let items = items.iter().filter_map(Spot::text);
        all.push((entry.key.clone(), items.collect()));
    }
    all
}

/// `require`, `check: {KIND: …}`, `check: KIND` or `check: {parts: {…}}`.
fn parts(params: &Params<'_>, map: &Map<'_>) -> Vec<Part> {
    let part = |check: Check| Part {
        name: String::new(),
        when: None,
        given: Vec::new(),
        unless: Vec::new(),
        point: None,
        check,
    };
    let (require, check) = (map.get("require"), map.get("check"));
    let spot = match (require, check) {
        (Some(require), None) => {
            let signature = params.world.kinds.iter().find(|it| it.slug == "require");
            let check = signature.and_then(|it| {
                let place = map.place_of("require");
                params.check(it.slug, place, it.params, Some(require))
            });
            return check.map(part).into_iter().collect();
        }
        (None, Some(check)) => check,
        _ => {
            map.not_one_of::<()>(&["check", "require"]);
            return Vec::new();
        }
    };
    if spot.node.text().is_some() {
        let free = params.world.kinds.iter();
        let free = free.filter(|it| it.params.iter().all(|it| !it.required));
        let mut known: Vec<_> = free.map(|it| it.slug).collect();
        known.extend(OBLIGATIONS);
        let check = spot.name("kind", &known).map(|kind| Check {
            kind,
            place: spot.place(),
            params: BTreeMap::new(),
        });
        return check.map(part).into_iter().collect();
    }
    let Some(check) = spot.map() else {
        return Vec::new();
    };
    if check.has("parts") {
        let pairs = check.pairs("parts");
        let parts = pairs
            .into_iter()
            .filter_map(|(entry, value)| named_part(params, &entry.key, &value));
        let parts = parts.collect();
        check.done();
        return parts;
    }
    let found = of_kind(params, &check);
    check.done();
    found.map(part).into_iter().collect()
}

fn named_part(params: &Params<'_>, name: &str, spot: &Spot<'_>) -> Option<Part> {
    let world = &params.world;
    let map = spot.map()?;
    let selectors = |key| {
        let spots = map.get(key).map(|it: Spot<'_>| it.one_or_more());
        let spots = spots.unwrap_or_default();
        spots.iter().filter_map(|it| world.selector(it)).collect()
    };
    let when = map.get("when").and_then(|it| expr(&it, params.names));
    let (given, unless) = (selectors("given"), selectors("unless"));
    let point = map.get("point").and_then(|it| world.selector(&it));
    let check = of_kind(params, &map);
    map.done();
    Some(Part {
        name: name.to_owned(),
        when,
        given,
        unless,
        point,
        check: check?,
    })
}

/// The one key of the map that is a kind, and its parameters.
fn of_kind(params: &Params<'_>, map: &Map<'_>) -> Option<Check> {
    let mut found = Vec::new();
    for kind in params.world.kinds {
        // Asked for in any case, so that a misspelt kind finds its neighbour.
        let spot = map.get(kind.slug);
        if map.has(kind.slug) {
            found.push((kind, spot));
        }
    }
    let unknown = map.spot.node.entries().is_some_and(|it| it.len() == 1);
    match &mut found[..] {
        [(kind, spot)] => {
            let place = map.place_of(kind.slug);
            if spot.is_none()
                && let Some(spec) = kind.params.iter().find(|it| it.required)
            {
                map.missing(spec.name);
                return None;
            }
            params.check(kind.slug, place, kind.params, spot.take())
        }
        // The unknown key itself is reported.
        [] if unknown => None,
        _ => map.not_one_of(&params.world.kinds_listed()),
    }
}

impl World<'_> {
    fn kinds_listed(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|it| it.slug).collect()
    }

    pub(super) fn signature(&self, kind: &str) -> Option<&Signature> {
        self.kinds.iter().find(|it| it.slug == kind)
    }
}

/// Reports clauses that say that rules check them, and no rule does.
pub(super) fn unchecked(world: &World<'_>, named: &[String]) -> Vec<crate::finding::Finding> {
    let open = world
        .known
        .clauses()
        .filter(|(_, it)| it.by_rules && !named.contains(&it.id));
    open.map(|(_, clause)| {
        let args = [("clause", Text::plain(&*clause.id))];
        let mut finding = notice::finding("clause-unchecked", clause.place, &args);
        finding.key.clone_from(&clause.id);
        finding
    })
    .collect()
}
