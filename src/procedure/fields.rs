//! Document types, their fields and headings, and the conditions under which they are due.

use crate::lang::Text;
use crate::source::Place;

use super::beside::Beside;
use super::selector::Selector;

/// A kind of document, the head of a record included.
#[derive(Clone, Debug, Default)]
pub struct DocumentType {
    /// The id, such as rules and records write it.
    pub id: String,
    /// Where it is defined.
    pub place: Place,
    /// Its number on paper, such as `04`; empty for the head.
    pub number: String,
    /// The file that carries it in a dossier.
    pub file: String,
    /// Its title.
    pub title: Text,
    /// What it is for.
    pub purpose: Text,
    /// The roles that write it.
    pub written_by: Vec<String>,
    /// The clauses that ask for it.
    pub clauses: Vec<String>,
    /// Its blank, in `templates/`.
    pub template: Option<String>,
    /// When it is due.
    pub due: Vec<Due>,
    /// Its fields, the envelope's first, in reading order.
    pub fields: Vec<Field>,
    /// Its required headings of the second level.
    pub headings: Vec<Heading>,
    /// Which of its lists answer a plan.
    pub beside: Vec<Beside>,
}

impl DocumentType {
    /// Number and title, as people name it.
    pub fn name(&self) -> Text {
        let with = |title: &str| format!("{} {title}", self.number).trim().to_owned();
        Text::from_fn(|lang| with(self.title.get(lang)))
    }

    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|it| it.name == name)
    }
}

/// One way in which a document becomes due.
#[derive(Clone, Debug, Default)]
pub struct Due {
    /// On this route …
    pub route: String,
    /// … from this state on …
    pub from: String,
    /// … if this holds.
    pub when: Option<Condition>,
    /// A field of the head that names a record whose document of this type will do.
    pub via: Option<Selector>,
}

/// A required heading of the second level.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Its text; either language will do.
    pub text: Text,
    /// When it is required; always if absent.
    pub when: Option<Condition>,
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
    /// What people call it.
    pub label: Text,
    /// What to write.
    pub note: Option<Text>,
    /// An example value.
    pub example: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// When it must be filled in.
    pub required: Required,
    /// Whether an empty list is an answer.
    pub may_be_empty: bool,
    /// Whether a single value may stand for a list of one.
    pub one_or_more: bool,
    /// Whether it is filled in during go-live, after approval.
    pub executed: bool,
    /// The field of the head that it must equal.
    pub same_as: Option<Selector>,
    /// The entries of a list elsewhere in the record, by their ids, of which it names one.
    pub names: Option<Selector>,
    /// What its text must look like.
    pub pattern: Option<regex::Regex>,
    /// The least number.
    pub at_least: Option<i64>,
    /// The greatest number.
    pub at_most: Option<i64>,
    /// Of a map from roles to persons: which roles must be filled, and when.
    pub needs: Vec<(String, Required)>,
    /// What else must be true of what is written.
    pub must: Vec<Must>,
}

/// Something that must be true of a value beside its type.
#[derive(Clone, Debug)]
pub enum Must {
    /// `be_unique`: no other record writes the same.
    BeUnique,
    /// `hold`: the person holds one of these roles at the time of the document.
    Hold(Vec<String>),
    /// `differ_in`: no two entries are equal in this field.
    DifferIn(String),
    /// `follow`: it is later than this field of the same object.
    Follow(String),
    /// `be_module_of`: it is a module of the system in this field of the same object.
    BeModuleOf(String),
    /// `have`: the record that it names has a document of this type.
    Have(String),
    /// `include`: the list has all of these values.
    Include(Vec<Inclusion>),
    /// `be`: it is this value, under a condition.
    Be(Vec<(String, Option<Condition>)>),
    /// `end_with`: this field of the last entry equals the field of that name of the document.
    EndWith(String),
}

/// Values that a list must have.
#[derive(Clone, Debug, Default)]
pub struct Inclusion {
    /// The field of the entries that has the values; the entries themselves if absent.
    pub of: Option<String>,
    /// The values.
    pub values: Vec<String>,
    /// When; always if absent.
    pub when: Option<Condition>,
}

/// What a field holds.
#[derive(Clone, Debug, Default)]
pub enum FieldKind {
    /// A short text.
    #[default]
    String,
    /// Prose.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A date, with a time where it is known.
    DateTime,
    /// A date.
    Date,
    /// A person of the register.
    Person,
    /// A role or duty.
    Role,
    /// A system of the register.
    System,
    /// The id of a record.
    Record,
    /// A file under the evidence folder, or the name of something outside.
    Ref,
    /// One of a fixed set, by key or by any label.
    Enum(Vec<EnumValue>),
    /// A list.
    List(Box<Field>),
    /// A map of fixed keys.
    Object(Vec<Field>),
    /// A map from roles to a person or a list of persons.
    People,
    /// The list of events.
    Events,
    /// The list of waivers.
    Waivers,
}

impl FieldKind {
    /// Its name in the tables of words.
    pub fn id(&self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Text => "text",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Number => "number",
            Self::DateTime => "datetime",
            Self::Date => "date",
            Self::Person => "person",
            Self::Role => "role",
            Self::System => "system",
            Self::Record => "record",
            Self::Ref => "ref",
            Self::Enum(_) => "enum",
            Self::List(_) => "list",
            Self::Object(_) => "map",
            Self::People => "people",
            Self::Events => "events",
            Self::Waivers => "waivers",
        }
    }
}

/// When a field must be filled in.
#[derive(Clone, Debug, Default)]
pub enum Required {
    /// Always, once its document is due or final.
    Always,
    /// Never.
    #[default]
    Never,
    /// If the condition holds.
    When(Condition),
}

/// A named enumeration.
#[derive(Clone, Debug, Default)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<EnumValue>,
}

/// One value of an enumeration.
#[derive(Clone, Debug, Default)]
pub struct EnumValue {
    /// The key, which is stored.
    pub key: String,
    /// What people call it, which is accepted too.
    pub label: Text,
}

/// What must all hold.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Where it is written.
    pub place: Place,
    /// The tests, all of which must hold.
    pub tests: Vec<Test>,
}

/// One test of a condition.
#[derive(Clone, Debug)]
pub enum Test {
    /// The record has reached the state that its route names; a route without one fails.
    Reached(Vec<(String, String)>),
    /// A value of the record is as wanted.
    Value(Operand, Wanted),
}

/// Which value a test looks at.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A field of the same object, else of the same document.
    Near(String),
    /// A value elsewhere in the record.
    Far(Selector),
}

/// What a value must be.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// One of these keys; of a list, any entry.
    OneOf(Vec<String>),
    /// None of these keys.
    NoneOf(Vec<String>),
    /// There and not empty.
    Any,
    /// Absent or empty.
    None,
}
