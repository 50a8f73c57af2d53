//! What a link may lead to, and where that stands.

use crate::lang::Lang;
use crate::notice;

use super::address::{Address, Href, prefix, slug};
use super::changes::List;
use super::desk::{Desk, Here};
use super::facet::Facet;

/// What a link may lead to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'t> {
    Home,
    /// What waits for whom.
    Todo,
    Process,
    Procedure,
    Section(&'t str),
    Clause(&'t str),
    Templates,
    Template(&'t str),
    Changes,
    /// The list of records with one value of a facet.
    Listed(Facet, &'t str),
    Change(usize),
    Compliance,
    Waivers,
    Statistics,
    Coverage,
    Audit,
    /// What there is to show of a record.
    Evidence(usize),
    Calendar,
    Rules,
    Rule(&'t str),
    People,
    /// A person of the register, if people are published by name.
    Person(&'t str),
    Roles,
    /// A role or duty.
    Role(&'t str),
    Systems,
    /// A system of the register.
    System(&'t str),
    Free(&'t str),
    Search,
}

impl Desk<'_> {
    /// Where a target stands in a language, if it exists.
    pub(crate) fn locate(
        &self,
        lang: Lang,
        target: Target<'_>,
    ) -> Option<(Address, Option<String>)> {
        let prefix = prefix(&self.ctx.config.languages, lang);
        let page = |parts: &[&str]| Some((Address::page(&prefix, parts), None));
        match target {
            Target::Home => page(&[]),
            Target::Todo => page(&["todo"]),
            Target::Process => page(&["process"]),
            Target::Procedure => page(&["procedure"]),
            Target::Section(number) => page(&["procedure", &slug(number)]),
            Target::Clause(id) => {
                let number = self.sections.get(id)?;
                let address = Address::page(&prefix, &["procedure", &slug(number)]);
                Some((address, Some(id.to_owned())))
            }
            Target::Templates => page(&["templates"]),
            Target::Template(kind) => page(&["templates", &slug(kind)]),
            Target::Changes => page(&["changes"]),
            Target::Listed(facet, value) => {
                let list = List {
                    facet: Some((facet, value.to_owned())),
                    ..List::default()
                };
                Some((list.address(&prefix), None))
            }
            Target::Change(index) => page(&["changes", &self.notes.get(index)?.slug]),
            Target::Compliance => page(&["compliance"]),
            Target::Waivers => page(&["compliance", "waivers"]),
            Target::Statistics => page(&["compliance", "statistics"]),
            Target::Coverage => page(&["compliance", "coverage"]),
            Target::Audit => page(&["audit"]),
            Target::Evidence(index) => page(&["audit", &self.notes.get(index)?.slug]),
            Target::Calendar => page(&["calendar"]),
            Target::Rules => page(&["rules"]),
            Target::Rule(id) => {
                let known = self.ctx.procedure.rule(id).is_some() || notice::find(id).is_some();
                known.then(|| page(&["rules", &slug(id)])).flatten()
            }
            Target::People | Target::Person(_) if !self.ctx.config.publish_names => None,
            Target::People => page(&["people"]),
            Target::Person(id) => {
                let mut all = self.ctx.procedure.registers.people.iter();
                all.any(|it| it.id == id)
                    .then(|| page(&["people", &slug(id)]))
                    .flatten()
            }
            Target::Roles => page(&["roles"]),
            Target::Role(id) => {
                let procedure = self.ctx.procedure;
                let mut all = procedure.roles.iter().chain(&procedure.duties);
                all.any(|it| it.id == id)
                    .then(|| page(&["roles", &slug(id)]))
                    .flatten()
            }
            Target::Systems => page(&["systems"]),
            Target::System(id) => {
                let mut all = self.ctx.procedure.registers.systems.iter();
                all.any(|it| it.id == id)
                    .then(|| page(&["systems", &slug(id)]))
                    .flatten()
            }
            Target::Search => page(&["search"]),
            Target::Free(name) => self
                .free
                .contains_key(name)
                .then(|| page(&["pages", &slug(name)]))
                .flatten(),
        }
    }
}

impl Here<'_> {
    /// How this page points at `target`, if that exists.
    pub(crate) fn href(&self, target: Target<'_>) -> Option<Href> {
        let (address, anchor) = self.desk.locate(self.lang, target)?;
        Some(self.address.href(&address, anchor.as_deref()))
    }

    /// The same with an anchor on the page of `target`.
    pub(crate) fn href_at(&self, target: Target<'_>, anchor: &str) -> Option<Href> {
        let (address, _) = self.desk.locate(self.lang, target)?;
        Some(self.address.href(&address, Some(anchor)))
    }

    /// How this page points at the record, clause or rule `id`, if there is one.
    pub(crate) fn href_of_id(&self, id: &str) -> Option<Href> {
        self.href(*self.desk.ids.get(id)?)
    }
}
