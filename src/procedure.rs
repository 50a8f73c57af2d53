//! The procedure as a value: what an organisation demands of its changes.
//!
//! Everything here was read from the files of a portal (`procedure/`,
//! `registers/`); the engine knows none of the names. `load` reads the files
//! and reports what is wrong in them as findings with places; what it hands
//! over can be relied on: every id that is referred to exists.
//!
//! - [`fields`]: document types, fields, conditions
//! - [`beside`]: which list of a document answers which plan
//! - [`flow`]: routes, states, evidence, events
//! - [`rules`]: rules and their checks as parameters
//! - [`examples`]: what a rule shows as right and as wrong
//! - [`narrower`]: which rule gives way to which; [`edition`]: for which records one is in force
//! - [`times`]: how files say a limit and a time
//! - [`selector`]: the little language that points at values of a record
//! - [`seals`]: what an approval covers
//! - [`registers`]: people, systems, calendar, waivers
//! - [`clauses`]: the text, clause by clause
//! - [`config`][]: `changebook.yaml`
//! - [`reader`]: typed reading of a YAML tree, with findings; used by all loaders
//! - [`load`]: the loaders, one file a kind of file

pub mod beside;
pub mod clauses;
pub mod config;
pub mod edition;
pub mod examples;
pub mod fields;
pub mod flow;
pub mod load;
pub mod narrower;
pub mod reader;
pub mod registers;
pub mod rules;
pub mod seals;
pub mod selector;
pub mod times;
pub mod yields;

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::Text;
use crate::source::Place;

use clauses::Section;
use fields::{DocumentType, Enumeration, Field};
use flow::{Events, Fact, Reopening, Route, SideState};
use registers::Registers;
use rules::{Family, Rule};
use seals::Seal;

/// Something with an id and a label, in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The id, as records and rules write it.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// Other names for it; roles have them.
    pub aliases: Vec<String>,
    /// Where it is defined.
    pub place: Place,
}

/// A whole procedure.
#[derive(Debug, Default)]
pub struct Procedure {
    /// Its title.
    pub title: Text,
    /// Its edition, as records may name it.
    pub edition: String,
    /// Whether it still lacks an approver and a date.
    pub draft: bool,
    /// Its version history.
    pub history: Vec<Revision>,
    /// How records are found and identified.
    pub records: RecordShape,
    /// Roles that people hold.
    pub roles: Vec<Named>,
    /// Duties within one go-live, never looked up in the register.
    pub duties: Vec<Named>,
    /// Roles of which reaching one reaches the others.
    pub equated_roles: Vec<Vec<String>>,
    /// Named enumerations.
    pub values: Vec<Enumeration>,
    /// Named sets of value keys.
    pub sets: BTreeMap<String, Vec<String>>,
    /// Events of a record.
    pub events: Events,
    /// Values derived from those of a record, each from those before it.
    pub facts: Vec<Fact>,
    /// Document types, the head of the record first.
    pub documents: Vec<DocumentType>,
    /// Routes.
    pub routes: Vec<Route>,
    /// States beside the routes.
    pub side_states: Vec<SideState>,
    /// Events that reopen a closed record.
    pub reopenings: Vec<Reopening>,
    /// Seals over documents of a record.
    pub seals: Vec<Seal>,
    /// The rules that plain obligations bear.
    pub obligations: Obligations,
    /// Control frameworks.
    pub frameworks: Vec<Named>,
    /// Thresholds and switches.
    pub policy: Policy,
    /// The text, section by section.
    pub sections: Vec<Section>,
    /// The rules, sorted by id.
    pub rules: Vec<Rule>,
    /// The files of rules that say what theirs are about.
    pub families: Vec<Family>,
    /// People, systems, calendar, waivers.
    pub registers: Registers,
}

impl Procedure {
    /// The document type `id`.
    pub fn document(&self, id: &str) -> Option<&DocumentType> {
        self.documents.iter().find(|it| it.id == id)
    }

    /// The document type of the head of a record.
    ///
    /// # Panics
    /// If there is none; the loader always puts one first.
    pub fn head(&self) -> &DocumentType {
        &self.documents[0]
    }

    /// The field of the head that plays the part `key` for the engine, such as `state`.
    pub fn key_field(&self, key: &str) -> Option<&Field> {
        let name = self.records.keys.get(key)?;
        self.head().fields.iter().find(|it| &it.name == name)
    }

    /// The route `id`.
    pub fn route(&self, id: &str) -> Option<&Route> {
        self.routes.iter().find(|it| it.id == id)
    }

    /// The family of a rule, where its file names one.
    pub fn family(&self, rule: &Rule) -> Option<&Family> {
        self.families
            .iter()
            .find(|it| it.source == rule.place.source)
    }

    /// The rule `id`.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|it| it.id == id)
    }

    /// The label of a role or duty; its id where it has none.
    pub fn role_label(&self, id: &str) -> Text {
        self.roles
            .iter()
            .chain(&self.duties)
            .find(|it| it.id == id)
            .map_or_else(|| Text::plain(id), |it| it.label.clone())
    }

    /// The roles that a reader reaches who reaches `role`: itself and those equated to it.
    pub fn equated<'a>(&'a self, role: &'a str) -> Vec<&'a str> {
        let mut all = vec![role];
        for group in &self.equated_roles {
            if group.iter().any(|it| it == role) {
                all.extend(group.iter().map(String::as_str).filter(|it| *it != role));
            }
        }
        all
    }

    /// Every clause with its section, in reading order.
    pub fn clauses(&self) -> impl Iterator<Item = (&Section, &clauses::Clause)> {
        self.sections
            .iter()
            .flat_map(|section| section.clauses.iter().map(move |it| (section, it)))
    }
}

/// One line of the procedure's own version history.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// The version.
    pub version: String,
    /// `C` created, `A` added, `M` modified or `D` deleted.
    pub kind: String,
    /// What changed.
    pub note: Text,
    /// When, as written.
    pub date: String,
}

/// Where the records are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A folder a record, with its head and further documents.
    #[default]
    Dossier,
    /// One file a record.
    File,
}

/// How records are found and identified.
#[derive(Debug, Default)]
pub struct RecordShape {
    /// The folder under the portal.
    pub folder: String,
    /// A folder or a file a record.
    pub layout: Layout,
    /// What an id looks like; the whole id must match.
    pub id: Option<regex::Regex>,
    /// The name of the head file, or with the layout `file` a name with one `*`.
    pub file: String,
    /// The folder of a record that holds its evidence.
    pub evidence: Option<String>,
    /// What the engine must know of the head: its name for it → the field.
    pub keys: BTreeMap<String, String>,
    /// The same of the other documents: `type`, `record`, `title`, `status`.
    pub document_keys: BTreeMap<String, String>,
    /// Values of the status field that say that a document is final.
    pub final_statuses: Vec<String>,
    /// The edition of the templates from which records are started now.
    pub templates: Option<String>,
}

impl RecordShape {
    /// Whether a record is a folder.
    pub fn is_dossier(&self) -> bool {
        self.layout == Layout::Dossier
    }
}

/// The rules that bear the findings of plain obligations.
#[derive(Clone, Debug, Default)]
pub struct Obligations {
    /// Ids: unique, equal to the folder, equal in all documents.
    pub identity: Option<String>,
    /// Documents that are due exist.
    pub documents: Option<String>,
    /// Fields and headings that are required are there.
    pub fields: Option<String>,
}

/// Thresholds and switches of an organisation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Whether rules that rest on completed clauses only are lowered to info.
    pub source_only: bool,
    /// Numbers, by name; the name ends with the unit.
    pub thresholds: BTreeMap<String, Threshold>,
    /// Everything else, as plain data for conditions and rules.
    pub values: BTreeMap<String, serde_json::Value>,
    /// The thresholds and keys that do not say what they should: nothing can be judged by them.
    pub faulty: BTreeSet<String>,
}

impl Policy {
    /// The list of texts under `key`, such as the roles that must approve.
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.values
            .get(key)
            .and_then(serde_json::Value::as_array)
            .map(|it| it.iter().filter_map(serde_json::Value::as_str).collect())
            .unwrap_or_default()
    }
}

/// A number that is local policy.
#[derive(Clone, Debug, Default)]
pub struct Threshold {
    /// The number.
    pub value: i64,
    /// Its unit, from the end of its name.
    pub unit: Unit,
    /// Why it is what it is.
    pub note: Text,
    /// Where it stands.
    pub place: Place,
}

/// The unit of a threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// `_minutes`
    Minutes,
    /// `_hours`
    Hours,
    /// `_days`
    #[default]
    Days,
    /// `_workdays`: days on which the organisation works
    Workdays,
    /// `_years`
    Years,
}
