//! From a judged portal to the files of its site.
//!
//! The site model and the theme know nothing of the disk. What they need from
//! outside is brought together here: digests, the history, the bytes of
//! attachments. What looks like a secret stays veiled wherever a file leaves the portal.

mod again;
mod files;

pub use again::{Drawn, build_after};
pub use files::{Files, INDEX};

use crate::digest::{Digest, Digests};
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::git;
use crate::history::History;
use crate::judging::Checked;
use crate::lang::Lang;
use crate::notice;
use crate::page::Page;
use crate::procedure::config::Config;
use crate::procedure::load::PEOPLE;
use crate::progress::Phase;
use crate::project::Project;
use crate::render;
use crate::render::theme::Theme;
use crate::report::{Report, json};
use crate::site::{self, Brought, Site};
use crate::source::{RawFile, Source};

/// Makes the pages of a portal and hands them to `publish`, one after the other:
/// Findings → Site → Pages → Output.
///
/// The findings are part of the site, so a portal that breaks its rules is
/// published too: it must be able to show what is wrong. Pages are made as
/// they are taken, so that memory follows the model and not the size of the site.
pub fn build<T>(
    project: &Project,
    checked: &Checked,
    publish: impl FnOnce(&mut dyn Iterator<Item = Result<Page, Error>>) -> Result<T, Error>,
) -> Result<T, Error> {
    let history = git::history(project.root(), &History::default());
    build_with(project, checked, &history, publish)
}

/// The same for whoever knows who edited the files.
pub fn build_with<T>(
    project: &Project,
    checked: &Checked,
    history: &History,
    publish: impl FnOnce(&mut dyn Iterator<Item = Result<Page, Error>>) -> Result<T, Error>,
) -> Result<T, Error> {
    let site = whole(project, checked, history)?;
    build_site(project, checked, &site, publish)
}

/// The same for whoever has planned the site.
pub fn build_site<T>(
    project: &Project,
    checked: &Checked,
    site: &Site<'_>,
    publish: impl FnOnce(&mut dyn Iterator<Item = Result<Page, Error>>) -> Result<T, Error>,
) -> Result<T, Error> {
    let theme = theme(project, &checked.reading.config)?;
    let pages = render::pages(site, &theme);
    let files = site.files().iter().chain(theme.assets());
    // Made when the pages are there, so that they do not wait for it.
    let index = std::iter::once_with(|| site.index()).flatten();
    let copies = site.copies().iter().map(|it| {
        Ok(Page {
            path: it.to.clone(),
            bytes: shown(project, checked, &it.from)?.unwrap_or_default(),
        })
    });
    let all = site.pages().len();
    let listener = project.listener();
    let pages = pages.enumerate().map(|(done, it)| {
        listener.tell(Phase::Publish, done, all);
        it
    });
    publish(
        &mut pages
            .chain(files.cloned().map(Ok))
            .chain(index.map(Ok))
            .chain(copies),
    )
}

/// The site with all that is known of the files of the portal.
pub fn whole<'a>(
    project: &Project,
    checked: &'a Checked,
    history: &'a History,
) -> Result<Site<'a>, Error> {
    names_known(checked)?;
    let mut site = site(checked, history, digests(project, checked)?);
    site.weigh(|it| Ok::<_, Error>(shown(project, checked, &it.from)?.unwrap_or_default()))?;
    Ok(site)
}

/// Refuses a site without names while it is not known which names there are: a register that is missing or has errors
/// would let them through.
pub fn names_known(checked: &Checked) -> Result<(), Error> {
    let reading = &checked.reading;
    let register = reading.sources.find(PEOPLE);
    let is_wrong = |it: &Finding| {
        Some(it.place.source) == register
            && it.severity == Severity::Error
            && notice::find(&it.rule).is_some()
    };
    let is_known = register.is_some() && !checked.findings.all.iter().any(is_wrong);
    if reading.config.publish_names || is_known {
        return Ok(());
    }
    Err(Error::NamesUnknown {
        path: PEOPLE.to_owned(),
    })
}

/// What every page of a portal shows.
pub fn site<'a>(checked: &'a Checked, history: &'a History, digests: Digests) -> Site<'a> {
    let brought = Brought {
        history,
        report: findings_json(checked),
        digests,
    };
    site::plan(checked.context(), &checked.findings, brought)
}

/// What `check --format json` says in the first language of the portal.
pub fn findings_json(checked: &Checked) -> Vec<u8> {
    let report = Report {
        context: checked.context(),
        findings: &checked.findings,
        lang: checked
            .reading
            .config
            .languages
            .first()
            .copied()
            .unwrap_or(Lang::En),
        since: None,
    };
    json::write(&report).into_bytes()
}

/// The theme that a portal asks for.
pub fn theme(project: &Project, config: &Config) -> Result<Theme, Error> {
    let own = project.theme(&config.theme)?.into_iter();
    let own = own.map(|RawFile { path, bytes }| Page { path, bytes });
    Theme::load(own.collect())
}

/// The digest of every file of a portal, by path.
pub fn digests(project: &Project, checked: &Checked) -> Result<Digests, Error> {
    let reading = &checked.reading;
    let digest = |path: &str| {
        let bytes = project.plain(path)?;
        Ok::<_, Error>(bytes.map(|it| Digest::of(&it)))
    };
    let mut digests = Digests::new();
    for (_, source) in reading.sources.iter() {
        let text = source.clear();
        // What was read as it stands need not be read twice; a link that was not followed has no text.
        let digest = if source.faults().is_empty() && !text.is_empty() {
            Some(Digest::of(text.as_bytes()))
        } else {
            digest(source.path())?
        };
        digests.extend(digest.map(|it| (source.path().to_owned(), it)));
    }
    for path in &reading.others {
        let digest = digest(path)?;
        digests.extend(digest.map(|it| (path.clone(), it)));
    }
    Ok(digests)
}

/// The bytes of a file of the portal as they may leave it: what looks like a secret stays veiled, in an attachment too.
/// Nothing of what is no plain file, or has a secret for a name.
pub fn shown(project: &Project, checked: &Checked, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let sources = &checked.reading.sources;
    let read = sources.find(path).map(|it| sources.get(it));
    if read.is_some_and(Source::hides_name) {
        return Ok(None);
    }
    match read.filter(|it| !it.secrets().is_empty()) {
        Some(source) => Ok(Some(source.text().as_bytes().to_vec())),
        None => project.plain(path),
    }
}
