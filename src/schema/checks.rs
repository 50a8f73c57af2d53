//! The checks of a rule, from the signatures and the manuals of the check kinds.

use serde_json::{Map, Value, json};

use crate::check::kinds::{self, Kind};
use crate::lang::Text;
use crate::procedure::rules::{ParamKind, ParamSpec};
use crate::procedure::times::TIME;
use crate::words;

use super::forms::{many, scalar};
use super::written::Writer;
use super::{Choice, annotate, names, one_of};

/// `check: KIND`, `check: {KIND: …}` or `check: {parts: {NAME: {…, KIND: …}}}`.
pub(super) fn check(writer: &mut Writer<'_>) -> Value {
    let kinds: Map<_, _> = kinds::ALL
        .iter()
        .map(|it| (it.slug.to_owned(), kind(writer, it)))
        .collect();
    let bare = kinds::ALL.iter().map(|it| Choice {
        key: it.slug.to_owned(),
        names: Vec::new(),
        label: first_line(it),
    });
    let bare = one_of(writer.lang, &bare.collect::<Vec<_>>());
    let mut part = kinds.clone();
    for (key, schema) in [
        ("when", scalar()),
        ("given", many(&scalar())),
        ("unless", many(&scalar())),
        ("point", scalar()),
    ] {
        let title = words::text(&format!("schema.part.{key}"));
        let schema = annotate(writer.lang, schema, &title, &Text::default());
        part.insert(key.to_owned(), schema);
    }
    let part = json!({"type": "object", "properties": part, "additionalProperties": false});
    let parts = json!({"type": "object", "additionalProperties": part});
    let title = words::text("schema.part.parts");
    let parts = annotate(writer.lang, parts, &title, &Text::default());
    let several = json!({
        "type": "object",
        "properties": {"parts": parts},
        "required": ["parts"],
        "additionalProperties": false,
    });
    let one = json!({
        "type": "object",
        "properties": kinds,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
    });
    let title = words::text("schema.check");
    let schema = json!({"anyOf": [bare, one, several]});
    annotate(
        writer.lang,
        schema,
        &title,
        &words::text("schema.check-forms"),
    )
}

/// `require: EXPRESSION` is the check of that name, written shorter.
pub(super) fn require(writer: &mut Writer<'_>) -> Value {
    let found = kinds::ALL.iter().find(|it| it.slug == "require");
    found.map_or_else(scalar, |it| kind(writer, it))
}

/// The times of which one must have come.
pub(super) fn due(writer: &mut Writer<'_>) -> Value {
    let schema = groups(writer, TIME, None);
    let title = words::text("schema.due");
    annotate(
        writer.lang,
        schema,
        &title,
        &words::text("schema.due-forms"),
    )
}

fn kind(writer: &mut Writer<'_>, kind: &'static Kind) -> Value {
    writer.refer_to(&format!("check-{}", kind.slug), |writer| {
        let title = Text::plain(kind.slug);
        let schema = set(writer, kind.params, Some(kind));
        let needs_nothing = kind.params.iter().all(|it| !it.required);
        let schema = if needs_nothing {
            json!({"anyOf": [schema, {"type": "null"}]})
        } else {
            schema
        };
        annotate(writer.lang, schema, &title, &first_line(kind))
    })
}

/// A set of parameters: a map, or the first of them alone.
fn set(writer: &mut Writer<'_>, specs: &'static [ParamSpec], of: Option<&'static Kind>) -> Value {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for spec in specs {
        let schema = param(writer, spec.kind, of);
        let note = of.map(|it| note(it, spec.name)).unwrap_or_default();
        let schema = annotate(writer.lang, schema, &Text::plain(spec.name), &note);
        properties.insert(spec.name.to_owned(), schema);
        if spec.required {
            needed.push(spec.name);
        }
    }
    let mut map =
        json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !needed.is_empty() {
        map["required"] = json!(needed);
    }
    match specs.first() {
        Some(first) => {
            let alone = param(writer, first.kind, of);
            json!({"anyOf": [map, {"not": {"type": "object"}, "allOf": [alone]}]})
        }
        None => map,
    }
}

fn groups(
    writer: &mut Writer<'_>,
    specs: &'static [ParamSpec],
    of: Option<&'static Kind>,
) -> Value {
    let set = set(writer, specs, of);
    many(&set)
}

fn param(writer: &mut Writer<'_>, kind: ParamKind, of: Option<&'static Kind>) -> Value {
    let named = |writer: &mut Writer<'_>, thing: &str| {
        let one = names::one(writer, thing);
        many(&one)
    };
    match kind {
        ParamKind::Selector(_) | ParamKind::FieldOf(..) | ParamKind::Expr => scalar(),
        ParamKind::Selectors(_)
        | ParamKind::Fields(_)
        | ParamKind::Ranked(_)
        | ParamKind::RankedFields(_)
        | ParamKind::Names
        | ParamKind::Hours => many(&scalar()),
        ParamKind::Pairs(_) => json!({
            "type": "array",
            "items": {"type": "array", "items": scalar(), "minItems": 2, "maxItems": 2},
        }),
        ParamKind::Roles => named(writer, "role"),
        ParamKind::Events => named(writer, "event"),
        ParamKind::Documents => named(writer, "document"),
        ParamKind::Words(known) => many(&json!({"enum": known})),
        ParamKind::Threshold => names::one(writer, "threshold"),
        ParamKind::Switch => json!({"type": "boolean"}),
        ParamKind::Condition => writer.refer("condition"),
        ParamKind::Groups(specs) => groups(writer, specs, of),
    }
}

/// What a kind checks, in a sentence.
fn first_line(kind: &Kind) -> Text {
    let first = |manual: &str| {
        let lines = manual
            .lines()
            .map(str::trim)
            .skip_while(|it| it.is_empty() || it.starts_with('#'));
        let lines: Vec<_> = lines.take_while(|it| !it.is_empty()).collect();
        lines.join(" ")
    };
    Text::both(first(kind.manual_zh), first(kind.manual))
}

/// What the manual says of a parameter.
fn note(kind: &Kind, name: &str) -> Text {
    let find = |manual: &str| {
        let mut lines = manual.lines().map(str::trim);
        let first = lines.by_ref().find_map(|it| {
            let item = it.strip_prefix("- ")?;
            let (names, text) = item.split_once([':', '：'])?;
            let is_it = names
                .split([',', '、'])
                .any(|it| it.trim().trim_matches('`') == name);
            is_it.then(|| text.trim().to_owned())
        });
        let mut text = first.unwrap_or_default();
        let more = lines.take_while(|it| !it.is_empty() && !it.starts_with(['-', '#']));
        for line in more.filter(|_| !text.is_empty()).collect::<Vec<_>>() {
            text.push(' ');
            text.push_str(line);
        }
        text
    };
    Text::both(find(kind.manual_zh), find(kind.manual))
}
