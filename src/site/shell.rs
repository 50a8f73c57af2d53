//! What stands around every page: title, navigation, languages, the way back, the foot.

use serde::Serialize;

use crate::lang::Lang;
use crate::source::Place;

use super::address::{Address, Href, prefix};
use super::desk::{Here, Target};
use super::text::Said;

/// The frame of a page.
#[derive(Debug, Serialize)]
pub(crate) struct Shell {
    /// The language of the page.
    pub(crate) lang: &'static str,
    /// What the browser shows: the page, its section, the portal.
    pub(crate) title: String,
    /// The name of the portal.
    pub(crate) site: Said,
    pub(crate) home: Href,
    /// The sections of the header.
    pub(crate) nav: Vec<Entry>,
    /// The other sections and the free pages, at the foot.
    pub(crate) more: Vec<Entry>,
    pub(crate) search: Search,
    /// The same page in each language; empty if there is one language only.
    pub(crate) languages: Vec<Language>,
    /// The way from the start page, without the page itself.
    pub(crate) crumbs: Vec<Entry>,
    /// The last step of the way.
    pub(crate) leaf: Option<Said>,
    /// The as-of date.
    pub(crate) as_of: String,
    /// Whether that is a view of the past.
    pub(crate) view: bool,
    pub(crate) source: Option<Origin>,
    /// The commit and the counts of the whole portal, on the pages that any record changes anyway.
    pub(crate) whole: Option<Whole>,
    /// The news of the portal.
    pub(crate) feed: Href,
    /// The public address, if one is configured.
    pub(crate) canonical: Option<String>,
}

/// Where the search field leads, and what its script needs to know.
#[derive(Debug, Serialize)]
pub(crate) struct Search {
    /// The page of results.
    pub(crate) href: Href,
    /// The way to the root of the site.
    pub(crate) root: String,
    /// The folder of the language.
    pub(crate) prefix: String,
}

/// A link of the navigation.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) label: Said,
    pub(crate) href: Href,
    pub(crate) current: bool,
}

/// The page in a language.
#[derive(Debug, Serialize)]
pub(crate) struct Language {
    pub(crate) tag: &'static str,
    pub(crate) label: &'static str,
    pub(crate) href: Href,
    pub(crate) current: bool,
}

/// The file that a page was made from.
#[derive(Debug, Serialize)]
pub(crate) struct Origin {
    pub(crate) path: String,
    pub(crate) edit: Option<Href>,
}

/// What the pages on the whole portal were made from.
#[derive(Debug, Serialize)]
pub(crate) struct Whole {
    pub(crate) commit: String,
    pub(crate) counts: String,
}

/// What a page says of itself to its frame.
#[derive(Debug, Default)]
pub(crate) struct Frame<'f> {
    /// The name of the page; nothing for the start page.
    pub(crate) title: Option<Said>,
    /// The sections above it, the outermost first.
    pub(crate) above: Vec<(Said, Target<'f>)>,
    /// The section of the navigation that it belongs to.
    pub(crate) section: Option<&'static str>,
    /// Where what it shows is written.
    pub(crate) place: Option<Place>,
}

/// The sections of the header.
const SECTIONS: [(&str, Target<'static>); 8] = [
    ("home", Target::Home),
    ("todo", Target::Todo),
    ("process", Target::Process),
    ("procedure", Target::Procedure),
    ("templates", Target::Templates),
    ("changes", Target::Changes),
    ("compliance", Target::Compliance),
    ("calendar", Target::Calendar),
];

/// The sections of the foot.
const MORE: [(&str, Target<'static>); 6] = [
    ("rules", Target::Rules),
    ("people", Target::People),
    ("roles", Target::Roles),
    ("systems", Target::Systems),
    ("statistics", Target::Statistics),
    ("audit", Target::Audit),
];

impl Here<'_> {
    /// The name of a section of the navigation.
    pub(crate) fn section(&self, section: &str) -> Said {
        Said {
            text: self.ui(&format!("ui.nav.{section}")),
            lang: None,
        }
    }

    /// The frame of this page; `twins` are its addresses by language.
    pub(crate) fn shell(&self, frame: Frame<'_>, twins: &[(Lang, Address)]) -> Shell {
        let config = self.desk.ctx.config;
        let site = self.say(&config.title);
        let mut titles: Vec<_> = frame.title.iter().map(|it| it.text.clone()).collect();
        titles.extend(frame.above.iter().rev().map(|(it, _)| it.text.clone()));
        titles.push(site.text.clone());
        let entry = |(id, target): &(&str, Target<'static>)| {
            self.href(*target)?;
            Some(self.entry(self.section(id), *target, frame.section == Some(id)))
        };
        let nav = SECTIONS.iter().filter_map(entry).collect();
        let mut more: Vec<_> = MORE.iter().filter_map(entry).collect();
        for (name, title) in self.desk.titles.get(&self.lang).into_iter().flatten() {
            let target = Target::Free(name);
            let current = self
                .href(target)
                .is_some_and(|it| it == self.address.href(self.address, None));
            more.push(self.entry(title.clone(), target, current));
        }
        let crumbs = std::iter::once((self.section("home"), Target::Home)).chain(frame.above);
        let crumbs = crumbs
            .map(|(label, target)| self.entry(label, target, false))
            .collect();
        let as_of = &self.desk.ctx.book.as_of;
        Shell {
            lang: self.lang.tag(),
            title: titles.join(" · "),
            site,
            home: self.entry(Said::default(), Target::Home, false).href,
            nav,
            more,
            search: self.search(),
            languages: self.languages(twins),
            crumbs: if frame.title.is_some() {
                crumbs
            } else {
                Vec::new()
            },
            leaf: frame.title,
            as_of: as_of.moment.show(&config.zone),
            view: as_of.view,
            source: frame.place.map(|it| self.origin(it)),
            whole: None,
            feed: self.address.href(&Address::file("feed.xml"), None),
            canonical: config
                .address
                .as_deref()
                .map(|it| self.address.canonical(it)),
        }
    }

    /// The commit and the counts of the portal.
    pub(crate) fn whole(&self) -> Whole {
        let history = self.desk.history;
        let commit = match &history.head {
            None => self.ui("ui.edits.unknown"),
            Some(head) if history.pending.is_empty() => head.short().to_owned(),
            Some(head) => self.ui_with("ui.foot.and_more", &[("commit", head.short())]),
        };
        let summary = &self.desk.findings.summary;
        let counts = [
            self.count("ui.foot.changes", summary.changes),
            self.count("ui.foot.documents", summary.documents),
        ];
        Whole {
            commit,
            counts: self.list(&counts),
        }
    }

    fn entry(&self, label: Said, target: Target<'_>, current: bool) -> Entry {
        let href = self
            .href(target)
            .unwrap_or_else(|| self.address.href(self.address, None));
        Entry {
            label,
            href,
            current,
        }
    }

    fn search(&self) -> Search {
        Search {
            href: self.entry(Said::default(), Target::Search, false).href,
            root: "../".repeat(self.address.path().matches('/').count()),
            prefix: prefix(&self.desk.ctx.config.languages, self.lang),
        }
    }

    fn languages(&self, twins: &[(Lang, Address)]) -> Vec<Language> {
        if twins.len() < 2 {
            return Vec::new();
        }
        let language = |(lang, address): &(Lang, Address)| Language {
            tag: lang.tag(),
            label: match lang {
                Lang::Zh => "中文",
                Lang::En => "English",
            },
            href: self.address.href(address, None),
            current: *lang == self.lang,
        };
        twins.iter().map(language).collect()
    }

    /// The file of a place, with the address of its editor.
    pub(crate) fn origin(&self, place: Place) -> Origin {
        let path = self.desk.path(place);
        let pattern = self.desk.ctx.config.edit_link.as_deref();
        Origin {
            path: self.desk.shown(path),
            edit: pattern
                .filter(|_| !self.desk.names.are_in(path))
                .map(|it| Href::editor(it, path)),
        }
    }
}
