//! Expressions, held against the names of the procedure.

use std::collections::BTreeMap;

use crate::expr::Expr;
use crate::expr::fault::{Fault, FaultKind};
use crate::expr::names::{Names, Shape};
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::procedure::fields::{Field, FieldKind};
use crate::procedure::flow::Derivation;
use crate::procedure::reader::desk::choice;
use crate::procedure::reader::{Spot, thing};
use crate::source::{Place, Span};

use super::world::World;

impl World<'_> {
    /// The names that an expression may use.
    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        let mut present = BTreeMap::new();
        for document in &self.known.documents {
            names.add(&document.id, self.object(&document.fields));
            present.insert(document.id.clone(), Shape::plain());
        }
        names.add("present", Shape::Map(present));
        let facts = self.facts.iter().map(|fact| {
            let shape = match fact.how {
                Derivation::FirstOf(_) | Derivation::Union(_) => Shape::list_of(Shape::Any),
                Derivation::Expr(_) => Shape::Any,
            };
            (fact.name.clone(), shape)
        });
        names.add("facts", Shape::Map(facts.collect()));
        let mut policy = BTreeMap::new();
        for (name, value) in &self.known.policy.values {
            policy.insert(name.clone(), Shape::of_json(value));
        }
        let faulty = self.known.policy.faulty.iter();
        let faulty = faulty.filter(|it| !self.known.policy.values.contains_key(*it));
        for name in self.known.policy.thresholds.keys().chain(faulty) {
            insert(&mut policy, name);
        }
        names.add("policy", Shape::Map(policy));
        let sets = self.known.sets.iter();
        let sets = sets.map(|(name, keys)| {
            let keys = Shape::Value(keys.clone());
            (name.clone(), Shape::list_of(keys))
        });
        names.add("sets", Shape::Map(sets.collect()));
        names.add("state", keys(&self.states()));
        names.add("route", keys(&self.routes()));
        names
    }

    fn object(&self, fields: &[Field]) -> Shape {
        // Events and waivers are not for expressions: selectors and check kinds speak of them.
        let spoken = fields
            .iter()
            .filter(|it| !matches!(it.kind, FieldKind::Events | FieldKind::Waivers));
        Shape::Map(spoken.map(|it| (it.name.clone(), self.shape(it))).collect())
    }

    fn shape(&self, field: &Field) -> Shape {
        match &field.kind {
            FieldKind::List(of) => Shape::list_of(self.shape(of)),
            FieldKind::Object(fields) => self.object(fields),
            FieldKind::People | FieldKind::Events | FieldKind::Waivers => Shape::Any,
            FieldKind::Enum(values) => {
                Shape::Value(values.iter().map(|it| it.key.clone()).collect())
            }
            FieldKind::Role => keys(&self.parts()),
            _ => Shape::plain(),
        }
    }
}

/// Reads an expression where it stands; what is wrong with it is reported.
pub(super) fn expr(spot: &Spot<'_>, names: &Names) -> Option<Expr> {
    let text = spot.text()?;
    let faults = match Expr::compile(&text, spot.place(), names) {
        Ok(expr) => return Some(expr),
        Err(faults) => faults,
    };
    for fault in faults {
        let finding = finding(&fault, place(spot, &text, fault.span));
        spot.desk.report(&spot.path, finding);
    }
    None
}

/// Where a range of the expression stands in the file.
///
/// A scalar on one line is written as it is read; of a folded one the word is looked for.
fn place(spot: &Spot<'_>, text: &str, span: Option<Span>) -> Place {
    let Some(span) = span else {
        return spot.place();
    };
    let slice = spot.desk.text.get(spot.node.span.start..spot.node.span.end);
    match slice.and_then(|it| it.find(text)) {
        Some(at) => spot.desk.place(span.shifted(spot.node.span.start + at)),
        None => spot.desk.within(spot.node, &text[span.start..span.end]),
    }
}

fn finding(fault: &Fault, place: Place) -> Finding {
    let plain = |it: &str| Text::plain(it);
    let among = |known: &[String], id: &str, variant: &str, given: &str, arg: (&str, Text)| {
        let known: Vec<_> = known.iter().map(String::as_str).collect();
        choice(id, variant, (place, given), &known, &[arg])
    };
    let syntax =
        |variant: &str, args: &[(&str, Text)]| notice::variant("wrong-type", variant, place, args);
    match &fault.kind {
        FaultKind::TooLarge => syntax("expression-too-large", &[]),
        FaultKind::Unfinished => syntax("expression-unfinished", &[]),
        FaultKind::Syntax { near } => syntax("expression", &[("near", plain(near))]),
        FaultKind::Slip { found, instead } => {
            let args = [("found", plain(found)), ("instead", plain(instead))];
            syntax("expression-slip", &args)
        }
        FaultKind::UnknownName { name, known } => {
            let arg = ("thing", thing("variable"));
            among(known, "unknown-reference", "name", name, arg)
        }
        FaultKind::UnknownFunction { name, known } => {
            let arg = ("thing", thing("function"));
            among(known, "unknown-reference", "name", name, arg)
        }
        FaultKind::UnknownField { of, field, known } => {
            let arg = ("of", plain(of));
            among(known, "unknown-reference", "field", field, arg)
        }
        FaultKind::UnknownValue { of, value, known } => {
            among(known, "unknown-value", "here", value, ("key", plain(of)))
        }
        FaultKind::FieldOfList { of, field } => {
            let args = [("of", plain(of)), ("field", plain(field))];
            syntax("expression-field-of-list", &args)
        }
        FaultKind::ListCompared { of } => syntax("expression-list", &[("of", plain(of))]),
        FaultKind::NeverNull { of, is_list } => {
            let variant = if *is_list { "null-list" } else { "null-object" };
            syntax(&format!("expression-{variant}"), &[("of", plain(of))])
        }
    }
}

fn keys(names: &[&str]) -> Shape {
    Shape::Value(names.iter().map(|&it| it.to_owned()).collect())
}

/// Puts a threshold under its dotted name.
fn insert(fields: &mut BTreeMap<String, Shape>, path: &str) {
    let Some((first, rest)) = path.split_once('.') else {
        fields.insert(path.to_owned(), Shape::plain());
        return;
    };
    let inner = fields
        .entry(first.to_owned())
        .or_insert_with(|| Shape::Map(BTreeMap::new()));
    if let Shape::Map(inner) = inner {
        insert(inner, rest);
    }
}
