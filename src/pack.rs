//! What shows one change, as a folder that somebody can carry away.
//!
//! ```text
//! chg-2025-0001/
//!   index.html            the evidence page, and dossier.html, in each language of the portal
//!   assets/               what these pages need to be shown
//!   files/                the files of the change, by their paths in the portal
//!   LEFT-OUT.txt          the files of the change that are not there, and why; if there are any
//!   findings.json         its verdicts and findings for programs
//!   SHA256SUMS            all of the above; `sha256sum -c` accepts it
//! ```
//!
//! Pages, links among them and files are those of the site; a link to what is
//! not in the folder leads to the published site if its address is known, and
//! is plain text if it is not.
//!
//! Where the portal prints roles for names, a file that names somebody, or in
//! which nobody could look for names, stays out.
//!
//! - [`links`]: pages that were made for one place, in another

mod links;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::digest::{self, Digest};
use crate::error::Error;
use crate::export::{Population, json as rows};
use crate::judging::Checked;
use crate::lang::Lang;
use crate::page::Page;
use crate::project::Project;
use crate::publish;
use crate::render;
use crate::render::theme::Theme;
use crate::site::{Carried, Planned, Site};
use crate::words;

use links::Moved;

/// The list of what is not in a folder.
pub const LEFT_OUT: &str = "LEFT-OUT.txt";

/// Where the site has what `check --format json` says.
const FINDINGS: &str = "data/findings.json";

/// A judged portal and the records that are wanted of it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The portal.
    pub project: &'a Project,
    /// The same, judged.
    pub checked: &'a Checked,
    /// Its site.
    pub site: &'a Site<'a>,
    /// The records, counted in the book.
    pub records: &'a [usize],
}

/// What all folders are made from.
struct Packer<'a> {
    wanted: Wanted<'a>,
    theme: Theme,
    population: Population,
    /// The pages of each record.
    pages: BTreeMap<usize, Vec<&'a Planned>>,
    /// The findings as `check --format json` says them, by record.
    findings: BTreeMap<String, Vec<Value>>,
}

/// Makes the folders, one after the other, and hands their files to `publish`.
pub fn pack<T>(
    wanted: Wanted<'_>,
    publish: impl FnOnce(&mut dyn Iterator<Item = Result<Page, Error>>) -> Result<T, Error>,
) -> Result<T, Error> {
    let packer = Packer::new(wanted)?;
    let folders = wanted.records.iter().map(|&it| packer.folder(it));
    let files = folders.flat_map(|it| match it {
        Ok(files) => files.into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    });
    let population = Population {
        rows: wanted
            .records
            .iter()
            .map(|&it| packer.population.rows[it].clone())
            .collect(),
        ..packer.population.clone()
    };
    let list = Page {
        path: "changes.csv".to_owned(),
        bytes: crate::export::csv::write(&population).into_bytes(),
    };
    publish(&mut std::iter::once(Ok(list)).chain(files))
}

impl<'a> Packer<'a> {
    fn new(wanted: Wanted<'a>) -> Result<Self, Error> {
        let checked = wanted.checked;
        let mut pages: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for page in wanted.site.pages() {
            if let Some(record) = page.record() {
                pages.entry(record).or_default().push(page);
            }
        }
        // As the site publishes them, without names where it prints none.
        let report = wanted.site.files().iter().find(|it| it.path == FINDINGS);
        let report = report.map_or(&[][..], |it| it.bytes.as_slice());
        let report: Value = serde_json::from_slice(report).unwrap_or_default();
        let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for finding in report["findings"].as_array().into_iter().flatten() {
            if let Some(change) = finding["change"].as_str() {
                let own = findings.entry(change.to_owned()).or_default();
                own.push(finding.clone());
            }
        }
        Ok(Self {
            wanted,
            theme: publish::theme(wanted.project, &checked.reading.config)?,
            population: wanted.site.population(),
            pages,
            findings,
        })
    }

    fn folder(&self, record: usize) -> Result<Vec<Page>, Error> {
        let Wanted {
            project,
            checked,
            site,
            ..
        } = self.wanted;
        let mut files = Vec::new();
        let mut moved = Moved::new(checked.reading.config.address.as_deref());
        let Carried { free, kept } = site.files_of(record);
        for path in &free {
            let Some(bytes) = publish::shown(project, checked, path)? else {
                continue;
            };
            let to = format!("files/{path}");
            files.push(Page { path: to, bytes });
        }
        for copy in site.copies().iter().filter(|it| free.contains(&it.from)) {
            moved.add(&copy.to, format!("files/{}", copy.from));
        }
        for asset in self.theme.assets() {
            moved.add(&asset.path, asset.path.clone());
        }
        let pages = self.pages.get(&record).map_or(&[][..], Vec::as_slice);
        for page in pages {
            moved.add(page.path(), self.name(page));
        }
        if !kept.is_empty() {
            files.push(Page {
                path: LEFT_OUT.to_owned(),
                bytes: self.left_out(&kept).into_bytes(),
            });
        }
        let mut assets = BTreeSet::new();
        for page in pages {
            let drawn = render::page(site, &self.theme, page)?;
            let text = String::from_utf8_lossy(&drawn.bytes);
            files.push(Page {
                path: self.name(page),
                bytes: moved.page(page.address(), &text, &mut assets).into_bytes(),
            });
        }
        let needed = self.theme.assets().filter(|it| assets.contains(&it.path));
        files.extend(needed.cloned());
        files.push(Page {
            path: "findings.json".to_owned(),
            bytes: self.findings(record),
        });
        Ok(sealed(site.slug(record), files))
    }

    /// What is not in the folder, and why, in every language of the portal.
    fn left_out(&self, kept: &[(String, Option<String>)]) -> String {
        let languages = &self.wanted.checked.reading.config.languages;
        let why = words::text("cli.left_out_why");
        let mut text = String::new();
        for &lang in languages {
            text.push_str(why.get(lang));
            text.push_str("\n\n");
        }
        for (path, digest) in kept {
            text.extend([digest.as_deref().unwrap_or("-"), "  ", path, "\n"]);
        }
        text
    }

    /// What a page is called in the folder.
    fn name(&self, page: &Planned) -> String {
        let first = self.wanted.checked.reading.config.languages.first();
        let name = match page.template() {
            "change.html" => "dossier",
            _ => "index",
        };
        let lang: Lang = page.lang();
        if first == Some(&lang) {
            format!("{name}.html")
        } else {
            format!("{name}.{}.html", lang.tag())
        }
    }

    /// The verdicts and findings of a record.
    fn findings(&self, record: usize) -> Vec<u8> {
        let checked = self.wanted.checked;
        let judged = checked
            .findings
            .judged
            .iter()
            .find(|it| it.record == record);
        let verdicts = judged.map_or(&[][..], |it| it.verdicts.as_slice());
        let verdicts = verdicts
            .iter()
            .map(|it| json!({"rule": it.rule, "outcome": it.outcome.id()}));
        let row = &self.population.rows[record];
        let file = json!({
            "schema": "changebook/evidence/1",
            "as_of": self.population.as_of.show(&self.population.zone),
            "change": rows::change(&self.population, row),
            "verdicts": verdicts.collect::<Vec<_>>(),
            "findings": self.findings.get(&row.id).cloned().unwrap_or_default(),
        });
        // Nothing in it can fail to be written: strings and numbers only.
        let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// The files under the name of their folder, and the list of their digests.
fn sealed(folder: &str, mut files: Vec<Page>) -> Vec<Page> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let digests: Vec<_> = files
        .iter()
        .map(|it| (it.path.clone(), Digest::of(&it.bytes)))
        .collect();
    let list = digest::list(digests.iter().map(|(path, it)| (path.as_str(), it)));
    files.push(Page {
        path: digest::LIST.to_owned(),
        bytes: list.into_bytes(),
    });
    for file in &mut files {
        file.path = format!("{folder}/{}", file.path);
    }
    files
}
