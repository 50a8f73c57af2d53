//! A document of a change, with what the change already says.
//!
//! Nothing is guessed. A field is filled because the procedure says that it
//! repeats another, because another document of the change has a field of that
//! name, or because a rule asks for an entry for each thing that stands elsewhere.

use crate::book::value::{ENTRY_NAMES, Item, Value};
use crate::book::{Record, select};
use crate::check::Context;
use crate::check::waiting;
use crate::lang::Lang;
use crate::moment::Moment;
use crate::page::Page;
use crate::procedure::beside::{Beside, Compare};
use crate::procedure::fields::{
    DocumentType, Field, FieldKind, Must, Operand, Required, Test, Wanted,
};
use crate::procedure::selector::{Root, Selector};

use super::blank::{self, Answers};
use super::value::{Written, again, scalar};

/// A document that is to be.
#[derive(Debug)]
pub struct Wish<'a> {
    /// What everything is judged by.
    pub ctx: Context<'a>,
    /// The change.
    pub record: &'a Record,
    /// The type.
    pub kind: &'a DocumentType,
    /// The blank of the type, if the portal has one.
    pub blank: Option<&'a str>,
    /// The language of headings.
    pub lang: Lang,
    /// When it is begun.
    pub now: &'a Moment,
}

impl Wish<'_> {
    /// The file of the document.
    pub fn file(&self) -> Page {
        let plain = || blank::plain(self.kind, self.lang);
        let text = self.blank.map_or_else(plain, str::to_owned);
        let text = blank::headings(&text, self.kind, self.lang);
        Page {
            path: path(self.record, self.kind),
            bytes: blank::fill(&text, &self.answers()).into_bytes(),
        }
    }

    fn answers(&self) -> Answers {
        let fields = self.kind.fields.iter();
        let known = fields.filter_map(|it| Some((it.name.clone(), self.answer(it)?)));
        known.collect()
    }

    fn answer(&self, field: &Field) -> Option<Written> {
        let records = &self.ctx.procedure.records;
        let part = records.document_keys.iter().find(|it| *it.1 == field.name);
        match part.map(|it| it.0.as_str()) {
            Some("type") => return Some(Written::text(&self.kind.id)),
            Some("record") => return Some(Written::text(&self.record.id)),
            Some("title") => return Some(Written::text(&self.record.title)),
            Some("status") => return self.begun(field),
            _ => {}
        }
        if self.is_of_all(field) {
            return self.beginning(field);
        }
        self.repeated(field)
            .or_else(|| self.equal(field))
            .or_else(|| self.holder(field))
            .or_else(|| self.shared(field))
            .or_else(|| self.entries(field))
    }

    /// The first status that does not say that the document is final.
    fn begun(&self, field: &Field) -> Option<Written> {
        let FieldKind::Enum(values) = &field.kind else {
            return None;
        };
        let is_final = |it: &str| {
            let all = &self.ctx.procedure.records.final_statuses;
            all.iter().any(|known| known == it)
        };
        let first = values.iter().find(|it| !is_final(&it.key))?;
        Some(Written::text(&first.key))
    }

    /// Whether every document has the field: it is about the document, not about the change.
    fn is_of_all(&self, field: &Field) -> bool {
        let procedure = self.ctx.procedure;
        let mut others = procedure.documents.iter().skip(1);
        procedure.documents.len() > 2
            && others.all(|it| {
                it.field(&field.name)
                    .is_some_and(|it| it.place == field.place)
            })
    }

    /// Who writes a document, and when it was begun.
    fn beginning(&self, field: &Field) -> Option<Written> {
        match field.kind {
            FieldKind::Person => self.first(&self.kind.written_by),
            FieldKind::DateTime => Some(Written::Line(self.now.show(&self.ctx.config.zone))),
            FieldKind::Date => {
                let day = self.now.day(&self.ctx.config.zone);
                Some(Written::Line(day.to_string()))
            }
            _ => self.plainest(field),
        }
    }

    /// The one value with which another field needs nothing: the version of a first draft, which has no history yet.
    fn plainest(&self, field: &Field) -> Option<Written> {
        let conditions = self.kind.fields.iter().filter_map(|it| match &it.required {
            Required::When(it) => Some(it),
            _ => None,
        });
        let mut tests = conditions.flat_map(|it| &it.tests);
        tests.find_map(|it| match it {
            Test::Value(Operand::Near(name), Wanted::NoneOf(keys)) if *name == field.name => {
                match &keys[..] {
                    [only] => Some(Written::text(only)),
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// The first person who stands for one of the roles.
    fn first(&self, roles: &[String]) -> Option<Written> {
        let all = roles
            .iter()
            .flat_map(|it| waiting::holders(self.record, it));
        let person = all.into_iter().find_map(|it| it.person)?;
        Some(Written::text(&person))
    }

    /// What the field must equal.
    fn repeated(&self, field: &Field) -> Option<Written> {
        self.value(field.same_as.as_ref()?)
    }

    /// What a rule holds beside the field.
    fn equal(&self, field: &Field) -> Option<Written> {
        let parts = self.ctx.procedure.rules.iter().flat_map(|it| &it.parts);
        let pairs = parts.filter(|it| it.check.kind == "equality");
        let mut pairs = pairs.flat_map(|it| it.check.pairs("pairs"));
        pairs.find_map(|(left, right)| {
            match (self.is_whole(left, field), self.is_whole(right, field)) {
                (true, false) => self.value(right),
                (false, true) => self.value(left),
                _ => None,
            }
        })
    }

    /// Whether a selector points at a field of this document and at nothing in it.
    fn is_whole(&self, selector: &Selector, field: &Field) -> bool {
        let is_here = matches!(&selector.root, Root::Document(it) if *it == self.kind.id);
        is_here && matches!(&selector.steps[..], [step] if step.field == field.name)
    }

    fn value(&self, selector: &Selector) -> Option<Written> {
        let found = select::select(self.ctx.book, self.record, self.ctx.procedure, selector);
        // A list is entered by the selector, and is wanted whole here.
        let whole = match (&selector.root, &selector.steps[..]) {
            (Root::Document(kind), [step]) => {
                let doc = self.record.document(kind)?;
                &doc.field(&step.field)?.item
            }
            _ => found.first()?,
        };
        again(whole, &self.ctx.config.zone)
    }

    /// Whoever stands for a role that the person must hold.
    fn holder(&self, field: &Field) -> Option<Written> {
        let roles = field.must.iter().find_map(|it| match it {
            Must::Hold(roles) => Some(roles),
            _ => None,
        });
        self.first(roles.filter(|_| matches!(field.kind, FieldKind::Person))?)
    }

    /// The field of that name in another document of the change, the latest that says something.
    fn shared(&self, field: &Field) -> Option<Written> {
        let docs = std::iter::once(&self.record.head).chain(&self.record.documents);
        let mut docs: Vec<_> = docs.filter(|it| it.kind != self.kind.id).collect();
        docs.reverse();
        docs.into_iter().find_map(|doc| {
            let theirs = self.ctx.procedure.document(&doc.kind)?.field(&field.name)?;
            let is_same = is_same(&theirs.kind, &field.kind);
            let item = &doc.field(&field.name).filter(|_| is_same)?.item;
            // An entry has its own fields; what is answered by none is answered here too.
            let is_answer = field.may_be_empty && matches!(item.value, Value::List(_));
            (is_answer || !item.is_empty())
                .then(|| again(item, &self.ctx.config.zone))
                .flatten()
        })
    }

    /// An entry for each thing that one is asked for.
    fn entries(&self, field: &Field) -> Option<Written> {
        let FieldKind::List(of) = &field.kind else {
            return None;
        };
        let FieldKind::Object(fields) = &of.kind else {
            return None;
        };
        let known = self.planned(field).or_else(|| self.covered(field))?;
        let line = |(number, known): (usize, &Vec<(String, String)>)| {
            let member = |it: &Field| {
                let known = known.iter().find(|(name, _)| *name == it.name);
                let is_number = matches!(it.kind, FieldKind::Int);
                let value = match known {
                    Some((_, value)) => value.clone(),
                    None if is_number && ENTRY_NAMES.contains(&it.name.as_str()) => {
                        (number + 1).to_string()
                    }
                    None => String::new(),
                };
                format!("{}: {value}", it.name)
            };
            let members: Vec<_> = fields.iter().map(member).collect();
            format!("  - {{{}}}", members.join(", "))
        };
        let lines: Vec<_> = known.iter().enumerate().map(line).collect();
        (!lines.is_empty()).then_some(Written::Block(lines))
    }

    /// The entries that answer a plan, with what they repeat of it.
    fn planned(&self, field: &Field) -> Option<Vec<Entry>> {
        let is_it = |it: &&Beside| self.is_whole(&it.rows, field);
        let beside = self.kind.beside.iter().find(is_it)?;
        // What is answered only after something went wrong is not planned.
        let needed = beside.needed.as_ref()?;
        let select =
            |it: &Selector| select::select(self.ctx.book, self.record, self.ctx.procedure, it);
        let needed: Vec<_> = select(needed).into_iter().filter_map(Item::key).collect();
        let steps = select(&beside.plan);
        let steps = steps.into_iter().flat_map(Item::items);
        let entry = |step: &Item| {
            let id = step.member(&beside.by)?.item.key()?;
            needed.contains(&id).then_some(())?;
            let mut entry = vec![(beside.names.clone(), scalar(&id))];
            for it in &beside.compare {
                if let Compare::Field { plan, done } = it
                    && let Some(Written::Line(text)) = step
                        .member(plan)
                        .and_then(|it| again(&it.item, &self.ctx.config.zone))
                {
                    entry.push((done.clone(), text));
                }
            }
            Some(entry)
        };
        Some(steps.filter_map(entry).collect())
    }

    /// The entries that a rule asks for, one for each thing.
    fn covered(&self, field: &Field) -> Option<Vec<Entry>> {
        let parts = self.ctx.procedure.rules.iter().flat_map(|it| &it.parts);
        let mut checks = parts.map(|it| &it.check).filter(|it| it.kind == "coverage");
        let (items, key, names, many) = checks.find_map(|check| {
            let by = check.selectors("by").iter().find(|by| {
                let is_here = matches!(&by.root, Root::Document(it) if *it == self.kind.id);
                is_here && matches!(&by.steps[..], [list, _] if list.field == field.name)
            })?;
            let FieldKind::List(of) = &field.kind else {
                return None;
            };
            let FieldKind::Object(fields) = &of.kind else {
                return None;
            };
            let names = &by.steps.last()?.field;
            let member = fields.iter().find(|it| it.name == *names)?;
            let many = matches!(member.kind, FieldKind::List(_));
            Some((check.selector("items")?, check.name("key"), names, many))
        })?;
        // What stands in the same document is not there yet.
        if matches!(&items.root, Root::Document(it) if *it == self.kind.id) {
            return None;
        }
        let found = select::select(self.ctx.book, self.record, self.ctx.procedure, items);
        let found = found.into_iter().flat_map(Item::items);
        let keys = found.filter_map(|it| match key {
            Some(key) => it.member(key)?.item.key(),
            None => it.key(),
        });
        let entry = |it: String| {
            let value = if many {
                format!("[{}]", scalar(&it))
            } else {
                scalar(&it)
            };
            vec![(names.clone(), value)]
        };
        Some(keys.map(entry).collect())
    }
}

/// What is known of an entry: field and value, as it is written.
type Entry = Vec<(String, String)>;

/// Whether what is written in one field can be written in the other.
fn is_same(a: &FieldKind, b: &FieldKind) -> bool {
    match (a, b) {
        (FieldKind::List(a), FieldKind::List(b)) => is_same(&a.kind, &b.kind),
        (FieldKind::Enum(a), FieldKind::Enum(b)) => {
            let keys = |it: &[crate::procedure::fields::EnumValue]| -> Vec<String> {
                it.iter().map(|it| it.key.clone()).collect()
            };
            keys(a) == keys(b)
        }
        (FieldKind::Object(a), FieldKind::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| a.name == b.name && is_same(&a.kind, &b.kind))
        }
        (a, b) => a.id() == b.id(),
    }
}

/// Where a document of a change stands.
pub fn path(record: &Record, kind: &DocumentType) -> String {
    format!("{}/{}", record.folder, kind.file)
}
