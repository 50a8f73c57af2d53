//! The site as a value: which pages there are and what each one shows.
//!
//! [`plan`] decides everything before a template runs. A page is planned as an
//! address, a template and a way to make its view; the view is made when the
//! page is rendered, so that memory follows the model and not the size of the
//! site. Views are plain values of words, links and numbers: no domain type
//! reaches a template. One file a page kind.
//!
//! - `kind`: the kinds of pages
//! - [`address`]: where pages are and how one points at another
//! - `desk`: what all pages are made from, counted once
//! - `shell`: what stands around every page
//! - `draw`: drawings and charts, worked out without a browser
//! - `inputs`: whether the pages of a record can be other than before
//! - `text`, `values`, `wording`, `prose`: facts on their way into words

pub mod address;
mod attach;
mod audit;
mod calendar;
mod changes;
mod chip;
mod compliance;
mod controls;
mod coverage;
mod data;
mod desk;
mod dossier;
mod draw;
mod duties;
mod edits;
mod facet;
mod findings;
#[cfg(test)]
pub(crate) mod fixture;
mod free;
mod home;
mod ics;
mod inputs;
mod kind;
mod links;
mod lists;
mod machine;
mod missing;
mod names;
mod notice;
mod people;
mod person;
mod phrases;
mod population;
mod procedure;
mod process;
mod prose;
mod register;
mod role;
mod roles;
mod rule;
mod rules;
mod schedule;
mod search;
mod section;
mod shell;
mod snippet;
mod spot;
mod statistics;
mod system;
mod systems;
mod tally;
mod target;
mod tasks;
mod template;
mod templates;
#[cfg(test)]
mod tests;
mod text;
mod todo;
mod values;
mod waivers;
mod wording;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::check::{Context, Findings};
use crate::digest::Digests;
use crate::export::Population;
use crate::finding::Finding;
use crate::history::History;
use crate::lang::Lang;
use crate::page::Page;
use crate::search::files::Index;
use crate::source::Place;

use address::{Address, prefix};
use desk::{Desk, Here};
use kind::{Body, Kind};
use shell::Shell;

pub use attach::{Copy, Weight};
pub use audit::files::Carried;
pub use inputs::Inputs;

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

/// What a template sees: `page`, its frame, and `it`, what it shows.
#[derive(Debug, Serialize)]
pub struct View {
    page: Shell,
    it: Body,
}

/// What the outside knows beside the judged book.
#[derive(Clone, Debug)]
pub struct Brought<'a> {
    /// Who edited the files.
    pub history: &'a History,
    /// What `check --format json` says.
    pub report: Vec<u8>,
    /// The digests of the files of the portal.
    pub digests: Digests,
}

/// Decides which pages there are.
pub fn plan<'a>(ctx: Context<'a>, findings: &'a Findings, brought: Brought<'a>) -> Site<'a> {
    let desk = Desk::new(ctx, findings, brought.history, brought.digests);
    let mut pages = Vec::new();
    for &lang in &ctx.config.languages {
        let prefix = prefix(&ctx.config.languages, lang);
        pages.extend(kind::all(&desk).into_iter().map(|kind| Planned {
            address: kind.address(&desk, &prefix),
            lang,
            kind,
        }));
    }
    // Ids that are equal after lower-casing are an error elsewhere; here the first keeps the address.
    let mut taken = BTreeSet::new();
    pages.retain(|it: &Planned| taken.insert(it.address.clone()));
    let mut files = machine::files(&desk, &pages, brought.report);
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

    /// The record that it is about, counted in the book, if it is about one alone.
    pub fn record(&self) -> Option<usize> {
        match self.kind {
            Kind::Change(at) | Kind::Evidence(at) => Some(at),
            _ => None,
        }
    }

    /// The record whose dossier it is, counted in the book.
    pub fn dossier(&self) -> Option<usize> {
        match self.kind {
            Kind::Change(at) => Some(at),
            _ => None,
        }
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
        let page = Shell {
            whole: planned.kind.is_whole().then(|| here.whole()),
            ..here.shell(frame, &twins)
        };
        View { page, it }
    }

    /// The changes as a plain value.
    pub fn population(&self) -> Population {
        population::of(&self.desk)
    }

    /// The files of a record that may be carried away, and those that may not.
    pub fn files_of(&self, record: usize) -> Carried {
        audit::files::carried(&self.desk, record)
    }

    /// What was found in a record, in reading order.
    pub fn found(&self, record: usize) -> impl Iterator<Item = &Finding> {
        self.desk.found(record)
    }

    /// The anchor on the page of a record next to a place in one of its files.
    pub fn spot(&self, record: usize, place: Place) -> Option<String> {
        self.desk.spot(record, place)
    }

    /// What a record is called in addresses.
    pub fn slug(&self, record: usize) -> &str {
        &self.desk.notes[record].slug
    }

    /// The windows and periods of the portal as a calendar to subscribe to (RFC 5545); or the windows of some records.
    pub fn feed(&self, only: Option<&[usize]>) -> Vec<u8> {
        ics::feed(&self.desk, only)
    }

    /// Files for machines and blanks to download.
    pub fn files(&self) -> &[Page] {
        &self.files
    }

    /// The files by which the portal is searched.
    pub fn index(&self) -> Vec<Page> {
        self.index_after(&Index::default())
            .files()
            .cloned()
            .collect()
    }

    /// That by which it is searched, after another one.
    pub fn index_after(&self, before: &Index) -> Index {
        search::index(&self.desk, before)
    }

    /// Files of the portal that pages show or link to; whoever writes the site copies them.
    pub fn copies(&self) -> &[Copy] {
        &self.desk.copies
    }

    /// Tells the site what is in those files: pages say how large they are and by which digest they are known.
    ///
    /// A drawing that could do something is left out: opened by itself it would run as if it were ours.
    pub fn weigh<E>(&mut self, read: impl Fn(&Copy) -> Result<Vec<u8>, E>) -> Result<(), E> {
        let mut copies = std::mem::take(&mut self.desk.copies);
        for copy in &mut copies {
            copy.weight = Weight::of(&copy.to, &read(copy)?);
        }
        copies.retain(|it| it.weight.is_some());
        self.desk.copies = copies;
        Ok(())
    }
}
