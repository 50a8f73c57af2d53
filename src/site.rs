//! The site as a value: which pages there are and what each one shows.
//!
//! [`plan`] decides everything before a template runs. A page is planned as an
//! address, a template and a way to make its view; the view is made when the
//! page is rendered, so that memory follows the model and not the size of the
//! site. Views are plain values of words, links and numbers: no domain type
//! reaches a template. One file a page kind; a new kind is a file, a variant
//! of [`Kind`] and a template of the theme.
//!
//! - [`address`]: where pages are and how one points at another
//! - `desk`: what all pages are made from, counted once
//! - `shell`: what stands around every page
//! - `text`, `values`, `wording`, `prose`: facts on their way into words

pub mod address;
mod changes;
mod chip;
mod compliance;
mod controls;
mod data;
mod desk;
mod dossier;
mod facet;
mod findings;
#[cfg(test)]
pub(crate) mod fixture;
mod free;
mod home;
mod links;
mod lists;
mod missing;
mod names;
mod notice;
mod phrases;
mod procedure;
mod process;
mod prose;
mod rule;
mod rules;
mod section;
mod shell;
mod tally;
mod target;
mod template;
mod templates;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod waivers;
mod wording;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::check::{Context, Findings};
use crate::lang::Lang;
use crate::notice as engine;
use crate::notice::Notice;
use crate::page::Page;

use address::{Address, prefix};
use desk::{Desk, Here};
use shell::{Frame, Shell};

pub use links::Copy;

/// All pages and files of a portal.
#[derive(Debug)]
pub struct Site<'a> {
    desk: Desk<'a>,
    pages: Vec<Planned>,
    files: Vec<Page>,
}

/// A page that can be made.
#[derive(Clone, Debug)]
pub struct Planned {
    address: Address,
    lang: Lang,
    kind: Kind,
}

/// The kinds of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Home,
    Process,
    Procedure,
    Section(usize),
    Templates,
    Template(usize),
    Changes(changes::List),
    Change(usize),
    Compliance(compliance::Sheet),
    Rules,
    Rule(usize),
    Notice(&'static str),
    Free(String),
    Missing,
}

/// What a template sees: `page`, its frame, and `it`, what it shows.
#[derive(Debug, Serialize)]
pub struct View {
    page: Shell,
    it: Body,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Body {
    Home(home::View),
    Process(process::View),
    Procedure(procedure::Contents),
    Section(section::View),
    Templates(templates::Contents),
    Template(template::View),
    Changes(changes::View),
    Change(Box<dossier::View>),
    Compliance(compliance::View),
    Rules(rules::Contents),
    Rule(Box<rule::View>),
    Notice(notice::View),
    Free(free::View),
    Missing(missing::View),
}

/// Decides which pages there are; `report` is what `check --format json` says.
pub fn plan<'a>(ctx: Context<'a>, findings: &'a Findings, report: Vec<u8>) -> Site<'a> {
    let desk = Desk::new(ctx, findings);
    let mut pages = Vec::new();
    for &lang in &ctx.config.languages {
        let prefix = prefix(&ctx.config.languages, lang);
        pages.extend(kinds(&desk).into_iter().map(|kind| Planned {
            address: kind.address(&desk, &prefix),
            lang,
            kind,
        }));
    }
    // Ids that are equal after lower-casing are an error elsewhere; here the first keeps the address.
    let mut taken = BTreeSet::new();
    pages.retain(|it: &Planned| taken.insert(it.address.clone()));
    let mut files = vec![
        Page {
            path: "data/changes.csv".to_owned(),
            bytes: data::csv(&desk),
        },
        Page {
            path: "data/changes.json".to_owned(),
            bytes: data::json(&desk),
        },
        Page {
            path: "data/findings.json".to_owned(),
            bytes: data::findings(&desk, report),
        },
    ];
    files.extend(
        ctx.procedure
            .documents
            .iter()
            .filter_map(|it| blank(&desk, it)),
    );
    Site { desk, pages, files }
}

fn blank(desk: &Desk<'_>, kind: &crate::procedure::fields::DocumentType) -> Option<Page> {
    let ctx = desk.ctx;
    let path = format!("templates/{}", kind.template.as_ref()?);
    let source = ctx.sources.get(ctx.sources.find(&path)?);
    Some(Page {
        path: templates::blank(kind)?.path().to_owned(),
        bytes: data::blank(desk, source),
    })
}

/// Every page, the same in each language.
fn kinds(desk: &Desk<'_>) -> Vec<Kind> {
    let procedure = desk.ctx.procedure;
    let mut kinds = vec![Kind::Home, Kind::Process, Kind::Procedure];
    kinds.extend((0..procedure.sections.len()).map(Kind::Section));
    kinds.push(Kind::Templates);
    kinds.extend((0..procedure.documents.len()).map(Kind::Template));
    kinds.extend(changes::lists(desk).into_iter().map(Kind::Changes));
    kinds.extend((0..desk.ctx.book.records.len()).map(Kind::Change));
    kinds.extend(compliance::sheets(desk).into_iter().map(Kind::Compliance));
    kinds.push(Kind::Rules);
    kinds.extend((0..procedure.rules.len()).map(Kind::Rule));
    kinds.extend(engine::ALL.iter().map(|it| Kind::Notice(it.id)));
    kinds.extend(desk.free.keys().cloned().map(Kind::Free));
    kinds.push(Kind::Missing);
    kinds
}

impl Kind {
    fn address(&self, desk: &Desk<'_>, prefix: &str) -> Address {
        let procedure = desk.ctx.procedure;
        let page = |parts: &[&str]| Address::page(prefix, parts);
        let slug = address::slug;
        match self {
            Self::Home => page(&[]),
            Self::Process => page(&["process"]),
            Self::Procedure => page(&["procedure"]),
            Self::Section(at) => page(&["procedure", &slug(&procedure.sections[*at].number)]),
            Self::Templates => page(&["templates"]),
            Self::Template(at) => page(&["templates", &slug(&procedure.documents[*at].id)]),
            Self::Changes(list) => list.address(prefix),
            Self::Change(at) => page(&["changes", &desk.notes[*at].slug]),
            Self::Compliance(sheet) => sheet.address(prefix),
            Self::Rules => page(&["rules"]),
            Self::Rule(at) => page(&["rules", &slug(&procedure.rules[*at].id)]),
            Self::Notice(id) => page(&["rules", id]),
            Self::Free(name) => page(&["pages", &slug(name)]),
            Self::Missing => Address::file(format!("{prefix}404.html")),
        }
    }

    fn template(&self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Process => "process.html",
            Self::Procedure => "procedure.html",
            Self::Section(_) => "section.html",
            Self::Templates => "templates.html",
            Self::Template(_) => "template.html",
            Self::Changes(_) => "changes.html",
            Self::Change(_) => "change.html",
            Self::Compliance(_) => "compliance.html",
            Self::Rules => "rules.html",
            Self::Rule(_) => "rule.html",
            Self::Notice(_) => "notice.html",
            Self::Free(_) => "page.html",
            Self::Missing => "404.html",
        }
    }

    fn view(&self, here: &Here<'_>) -> (Frame<'_>, Body) {
        fn with<V>(
            (frame, view): (Frame<'_>, V),
            body: impl FnOnce(V) -> Body,
        ) -> (Frame<'_>, Body) {
            (frame, body(view))
        }
        match self {
            Self::Home => with(home::view(here), Body::Home),
            Self::Process => with(process::view(here), Body::Process),
            Self::Procedure => with(procedure::contents(here), Body::Procedure),
            Self::Section(at) => with(section::view(here, *at), Body::Section),
            Self::Templates => with(templates::contents(here), Body::Templates),
            Self::Template(at) => with(template::view(here, *at), Body::Template),
            Self::Changes(list) => with(changes::view(here, list), Body::Changes),
            Self::Change(at) => with(dossier::view(here, *at), |it| Body::Change(Box::new(it))),
            Self::Compliance(sheet) => with(compliance::view(here, sheet), Body::Compliance),
            Self::Rules => with(rules::contents(here), Body::Rules),
            Self::Rule(at) => with(rule::view(here, *at), |it| Body::Rule(Box::new(it))),
            Self::Notice(id) => match engine::find(id).map(|it: &Notice| notice::view(here, it)) {
                Some(view) => with(view, Body::Notice),
                None => with(missing::view(here), Body::Missing),
            },
            Self::Free(name) => match free::view(here, name) {
                Some(view) => with(view, Body::Free),
                None => with(missing::view(here), Body::Missing),
            },
            Self::Missing => with(missing::view(here), Body::Missing),
        }
    }
}

impl Planned {
    /// Its path from the root of the site, such as `en/changes/index.html`.
    pub fn path(&self) -> &str {
        self.address.path()
    }

    /// Where it is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The language it is in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The template that draws it.
    pub fn template(&self) -> &'static str {
        self.kind.template()
    }
}

impl Site<'_> {
    /// The pages, in a fixed order.
    pub fn pages(&self) -> &[Planned] {
        &self.pages
    }

    /// What a page shows.
    pub fn view(&self, planned: &Planned) -> View {
        let here = Here {
            desk: &self.desk,
            lang: planned.lang,
            address: &planned.address,
        };
        let languages = &self.desk.ctx.config.languages;
        let twin = |&lang: &Lang| {
            (
                lang,
                planned.kind.address(&self.desk, &prefix(languages, lang)),
            )
        };
        let twins: Vec<_> = languages.iter().map(twin).collect();
        let (frame, it) = planned.kind.view(&here);
        View {
            page: here.shell(frame, &twins),
            it,
        }
    }

    /// Files for machines and blanks to download.
    pub fn files(&self) -> &[Page] {
        &self.files
    }

    /// Files of the portal that pages show or link to; whoever writes the site copies them.
    pub fn copies(&self) -> &[Copy] {
        &self.desk.copies
    }
}
