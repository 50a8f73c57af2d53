//! Fields, entry by entry: there, filled in, and within their bounds.
//!
//! What is filled in during the go-live is passed over: rules on execution ask
//! for it. What does not fit its type has its finding already.

use std::cmp::Ordering;

use crate::book::Doc;
use crate::book::value::{Item, Member, Value};
use crate::check::case::{Case, entry_name};
use crate::check::reporter::{Reporter, Spot, spot};
use crate::lang::Text;
use crate::procedure::fields::{DocumentType, Field, FieldKind};
use crate::source::Place;
use crate::text;
use crate::words;

use super::{events, is_required, must, placeholders};

/// Where the walk is.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The path so far, such as `plan.steps[S4]`.
    pub path: &'a str,
    /// The members of the object and of those around it, the nearest first.
    pub near: &'a [&'a [Member]],
    /// The object, for what is missing from it.
    pub holder: Place,
}

/// A field, what people call it, and whether it is required now.
#[derive(Clone, Copy, Debug)]
struct What<'a> {
    field: &'a Field,
    label: &'a Text,
    needed: bool,
}

/// Walks through one document.
#[derive(Debug)]
pub struct Walk<'a, 'b> {
    /// The rule and the record.
    pub case: Case<'a>,
    /// The document.
    pub doc: &'a Doc,
    /// Where findings go.
    pub report: &'b mut Reporter<'a>,
    has_attachment: bool,
}

impl<'a, 'b> Walk<'a, 'b> {
    /// Starts on a document.
    pub fn new(
        case: &Case<'a>,
        (doc, kind): (&'a Doc, &'a DocumentType),
        report: &'b mut Reporter<'a>,
    ) -> Self {
        Self {
            case: *case,
            doc,
            report,
            has_attachment: names_attachment(doc, kind),
        }
    }

    /// The fields of an object.
    pub fn fields(&mut self, fields: &[Field], members: &[Member], here: Here<'_>) {
        for field in fields.iter().filter(|it| !it.executed) {
            let path = format!("{}.{}", here.path, field.name);
            let ctx = &self.case.ctx;
            let needed = is_required(ctx, self.case.record, here.near, &field.required);
            let Some(member) = members.iter().find(|it| it.key == field.name) else {
                if needed {
                    let args = called(&path, &field.label);
                    self.report
                        .violated("missing", spot(here.holder, path.clone()), &args);
                }
                continue;
            };
            let is_answer = field.may_be_empty && matches!(member.item.value, Value::List(_));
            if member.item.is_empty() {
                if needed && !is_answer {
                    let args = called(&path, &field.label);
                    self.report
                        .violated("empty", spot(member.key_place, path.clone()), &args);
                }
                continue;
            }
            let inside = Here {
                path: &path,
                ..here
            };
            let label = &field.label;
            self.value(
                What {
                    field,
                    label,
                    needed,
                },
                &member.item,
                inside,
            );
            for it in &field.must {
                must::check(self, (field, it), member, inside);
            }
            if let (FieldKind::People, Value::Map(people)) = (&field.kind, &member.item.value) {
                self.roles(field, people, (member.key_place, inside));
            }
        }
    }

    fn value(&mut self, what: What<'_>, item: &Item, here: Here<'_>) {
        match (&what.field.kind, &item.value) {
            (FieldKind::List(of), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let path = format!("{}[{}]", here.path, entry_name(item, index));
                    let inside = Here {
                        path: &path,
                        ..here
                    };
                    if item.is_empty() && what.needed {
                        let args = called(&path, what.label);
                        self.report
                            .violated("empty", spot(item.place, path.clone()), &args);
                    } else {
                        self.value(What { field: of, ..what }, item, inside);
                    }
                }
            }
            (FieldKind::Object(fields), Value::Map(members)) => {
                let mut near: Vec<&[Member]> = vec![members];
                near.extend(here.near);
                let inside = Here {
                    path: here.path,
                    near: &near,
                    holder: item.place,
                };
                self.fields(fields, members, inside);
            }
            (FieldKind::Events, _) => events::check(&self.case, self.report),
            (_, Value::Text(text)) => self.text(what, text, (item.place, here)),
            (_, Value::Int(number)) => {
                let order = |bound: i64| number.cmp(&bound);
                self.number(what, order, (item, here));
            }
            (_, Value::Number(number)) => {
                // The bounds are whole numbers far below the precision of a fraction.
                #[expect(clippy::cast_precision_loss, reason = "bounds are small")]
                let order = |bound: i64| number.total_cmp(&(bound as f64));
                self.number(what, order, (item, here));
            }
            _ => {}
        }
    }

    fn text(&mut self, what: What<'_>, text: &str, (place, here): (Place, Here<'_>)) {
        let field = what.field;
        let value = Text::plain(text.trim());
        if what.needed && placeholders::is_placeholder(text, self.has_attachment) {
            let mut args = called(here.path, what.label);
            args.push(("value", value));
            self.report
                .violated("placeholder", spot(place, here.path), &args);
            return;
        }
        let Some(pattern) = field
            .pattern
            .as_ref()
            .filter(|it| !it.is_match(text.trim()))
        else {
            return;
        };
        let expected = match (&field.note, &field.example) {
            (Some(note), _) => note.clone(),
            (None, Some(example)) => words::fill(
                "check.expected.like",
                &[("example", Text::plain(example.clone()))],
            ),
            (None, None) => {
                let pattern = Text::plain(text::written(pattern));
                words::fill("check.expected.pattern", &[("pattern", pattern)])
            }
        };
        self.unexpected(what.label, (value, expected), spot(place, here.path));
    }

    /// A number against its bounds; `order` says how it stands to one.
    fn number(
        &mut self,
        what: What<'_>,
        order: impl Fn(i64) -> Ordering,
        (item, here): (&Item, Here<'_>),
    ) {
        let bound = match (what.field.at_least, what.field.at_most) {
            (Some(least), _) if order(least).is_lt() => ("check.expected.at-least", least),
            (_, Some(most)) if order(most).is_gt() => ("check.expected.at-most", most),
            _ => return,
        };
        let expected = words::fill(bound.0, &[("bound", Text::plain(bound.1.to_string()))]);
        let value = Text::plain(item.key().unwrap_or_default());
        self.unexpected(what.label, (value, expected), spot(item.place, here.path));
    }

    /// A value that is not what it must be.
    pub fn unexpected(&mut self, label: &Text, (value, expected): (Text, Text), spot: Spot) {
        let mut args = called(&spot.key, label);
        args.push(("value", value));
        args.push(("expected", expected));
        self.report.violated("pattern", spot, &args);
    }

    /// The roles of a map from roles to persons.
    fn roles(&mut self, field: &Field, people: &[Member], (place, here): (Place, Here<'_>)) {
        for (role, required) in &field.needs {
            let ctx = &self.case.ctx;
            if !is_required(ctx, self.case.record, here.near, required) {
                continue;
            }
            let path = format!("{}.{role}", here.path);
            let named = people.iter().find(|it| &it.key == role);
            let args = called(&path, &ctx.procedure.role_label(role));
            match named {
                None => self.report.violated("missing", spot(place, path), &args),
                Some(it) if it.item.is_empty() => {
                    self.report
                        .violated("empty", spot(it.key_place, path), &args);
                }
                Some(_) => {}
            }
        }
    }
}

/// The placeholders that every message on a field may use.
fn called(path: &str, label: &Text) -> Vec<(&'static str, Text)> {
    // The document is known from the place; what is left is the way within it.
    let within = path.split_once('.').map_or(path, |(_, rest)| rest);
    let (field, last) = (
        Text::plain(within),
        within.rsplit('.').next().unwrap_or(within),
    );
    let args = [("field", field.clone()), ("label", label.clone())];
    let (both, alone) = (
        words::fill("check.field", &args),
        words::fill("check.field-alone", &args),
    );
    // `reason` (reason) says nothing twice.
    let says_more = |lang| text::normal(label.get(lang)) != text::normal(&last.replace('_', " "));
    let named = Text::from_fn(|lang| {
        let text = if says_more(lang) { &both } else { &alone };
        text.get(lang).to_owned()
    });
    let [field, label] = args;
    vec![field, label, ("named", named)]
}

/// Whether a document names an attachment: an entry of a list that must bear a
/// reference, or a link to a file.
fn names_attachment(doc: &Doc, kind: &DocumentType) -> bool {
    let is_list = |it: &Field| match &it.kind {
        FieldKind::List(of) => match &of.kind {
            FieldKind::Ref => true,
            FieldKind::Object(fields) => fields.iter().any(|it| {
                matches!(it.kind, FieldKind::Ref)
                    && matches!(it.required, crate::procedure::fields::Required::Always)
            }),
            _ => false,
        },
        _ => false,
    };
    let lists = kind.fields.iter().filter(|it| is_list(it));
    let listed = lists
        .filter_map(|it| doc.field(&it.name))
        .any(|it| !it.item.is_empty());
    let links = &doc.document.body.links;
    listed
        || links
            .iter()
            .any(|it| !it.target.contains(':') && !it.target.starts_with('#'))
}

/// The members of a document as the innermost names of a condition.
pub fn near_of(doc: &Doc) -> [&[Member]; 1] {
    [&doc.fields]
}
