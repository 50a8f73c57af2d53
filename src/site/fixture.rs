//! A small portal of an invented procedure, in memory, for the tests of site and rendering.

use std::sync::Arc;

use crate::book::{AsOf, Book, Input, bind};
use crate::check::{self, Context, Findings, kinds};
use crate::digest::{Digest, Digests};
use crate::document::{self, Document};
use crate::history::History;
use crate::moment::Moment;
use crate::procedure::Procedure;
use crate::procedure::config::Config;
use crate::procedure::load;
use crate::source::{RawFile, Sources};

use super::Site;

/// The files of the portal: path and text.
const FILES: &[(&str, &str)] = &[
    (
        "changebook.yaml",
        "title: {zh-CN: 花园, en: Garden}\nlanguages: [zh-CN, en]\ntime_zone: Asia/Shanghai\nas_of: 2026-06-30\naddress: https://garden.example/\nedit_link: https://git.example/{path}\n",
    ),
    (
        "procedure/procedure.yaml",
        include_str!("fixture/procedure.yaml"),
    ),
    ("procedure/policy.yaml", "enforce: all\n"),
    (
        "procedure/rules/1-first.yaml",
        include_str!("fixture/rules.yaml"),
    ),
    ("procedure/clauses/1.md", include_str!("fixture/clauses.md")),
    (
        "registers/people.yaml",
        "- {id: ada, name: 艾达, org: company, aliases: [Ada L], roles: [{role: gardener, from: 2020-01-01}]}\n- {id: bo, name: Bo Chen, org: company, roles: [{role: owner, from: 2020-01-01, to: 2025-12-31}]}\n",
    ),
    (
        "registers/systems.yaml",
        "- {id: beds, name: {zh-CN: 苗床, en: Beds}, modules: []}\n",
    ),
    (
        "registers/waivers.yaml",
        "- {id: W-1, rule: T-2, scope: {changes: [P-2]}, reason: 种子已经订好, approved_by: bo, from: 2026-01-01, expires: 2026-07-02, risk: 低}\n",
    ),
    (
        "templates/plan.md",
        "---\ndoc: plan\nplot:\n---\n\n## 做法\n",
    ),
    (
        "pages/guide.zh-CN.md",
        "---\ntitle: 指南\norder: 1\n---\n\n## 怎样写\n\n见 [另一节](#怎样写)。\n",
    ),
    (
        "pages/guide.en.md",
        "---\ntitle: Guide\norder: 1\n---\n\n## How to write\n\nText.\n",
    ),
    ("plots/P-1/plot.md", include_str!("fixture/p1.md")),
    ("plots/P-1/plan.md", include_str!("fixture/plan.md")),
    (
        "plots/P-2/plot.md",
        "---\nid: P-2\ntitle: Roses beside the old wall\nsystem: beds\nstate: asked\nopened: 2026-06-01\nmother: P-1\nlog:\n  - {type: asked, at: 2026-06-02 09:00, by: ada}\n---\n",
    ),
    ("plots/P-3/plot.md", "no front matter at all\n"),
];

/// Names of files and their texts, listed once.
macro_rules! program {
    ($($name:literal),* $(,)?) => {
        /// The files of the program text of the site.
        pub(crate) const NAMES: &[&str] = &[$($name),*];
        /// What stands in them, for tests of the words that they use.
        pub(crate) const PROGRAM: &[&str] = &[$(include_str!($name)),*];
    };
}

program![
    "address.rs",
    "attach.rs",
    "attach/drawing.rs",
    "audit.rs",
    "audit/evidence.rs",
    "audit/files.rs",
    "audit/list.rs",
    "audit/overview.rs",
    "calendar.rs",
    "calendar/grid.rs",
    "calendar/list.rs",
    "changes.rs",
    "chip.rs",
    "compliance.rs",
    "compliance/matrix.rs",
    "controls.rs",
    "coverage.rs",
    "data.rs",
    "desk.rs",
    "desk/counts.rs",
    "desk/order.rs",
    "dossier.rs",
    "dossier/approvals.rs",
    "dossier/beside.rs",
    "dossier/beside/sides.rs",
    "dossier/documents.rs",
    "dossier/history.rs",
    "dossier/next.rs",
    "dossier/related.rs",
    "dossier/seals.rs",
    "dossier/timeline.rs",
    "dossier/timeline/drawing.rs",
    "dossier/verdicts.rs",
    "duties.rs",
    "edits.rs",
    "draw.rs",
    "draw/column.rs",
    "draw/figures.rs",
    "draw/figures/columns.rs",
    "draw/flow.rs",
    "draw/lanes.rs",
    "draw/lanes/plan.rs",
    "draw/measure.rs",
    "draw/svg.rs",
    "draw/timeline.rs",
    "draw/timeline/scale.rs",
    "facet.rs",
    "findings.rs",
    "free.rs",
    "home.rs",
    "home/attention.rs",
    "home/coming.rs",
    "home/counts.rs",
    "home/now.rs",
    "ics.rs",
    "inputs.rs",
    "home/trend.rs",
    "kind.rs",
    "links.rs",
    "lists.rs",
    "machine.rs",
    "machine/badge.rs",
    "machine/feed.rs",
    "machine/ids.rs",
    "machine/sitemap.rs",
    "missing.rs",
    "names.rs",
    "names/unmarked.rs",
    "notice.rs",
    "people.rs",
    "person.rs",
    "person/part.rs",
    "phrases.rs",
    "population.rs",
    "procedure.rs",
    "process.rs",
    "process/drawing.rs",
    "prose.rs",
    "prose/clean.rs",
    "prose/footnotes.rs",
    "prose/plain.rs",
    "prose/tables.rs",
    "prose/veil.rs",
    "prose/writer.rs",
    "role.rs",
    "roles.rs",
    "register.rs",
    "rule.rs",
    "rules.rs",
    "search.rs",
    "search/record.rs",
    "search/texts.rs",
    "schedule.rs",
    "section.rs",
    "shell.rs",
    "snippet.rs",
    "spot.rs",
    "system.rs",
    "systems.rs",
    "statistics.rs",
    "statistics/figures.rs",
    "statistics/list.rs",
    "tally.rs",
    "target.rs",
    "tasks.rs",
    "tasks/around.rs",
    "tasks/mend.rs",
    "tasks/write.rs",
    "template.rs",
    "template/examples.rs",
    "template/paper.rs",
    "templates.rs",
    "text.rs",
    "todo.rs",
    "values.rs",
    "values/cells.rs",
    "waivers.rs",
    "wording.rs",
];

/// A portal that has been judged.
pub(crate) struct Portal {
    sources: Sources,
    documents: Vec<Arc<Document>>,
    pub(crate) procedure: Procedure,
    pub(crate) config: Config,
    book: Book,
    pub(crate) findings: Findings,
    pub(crate) history: History,
    others: Vec<String>,
}

impl Portal {
    /// The portal with `more` files; those of the same path are replaced.
    pub(crate) fn with(more: &[(&str, &str)]) -> Self {
        let mut files: std::collections::BTreeMap<_, _> = FILES.iter().copied().collect();
        files.extend(more.iter().copied());
        let mut sources = Sources::default();
        for (path, text) in files {
            sources.add(RawFile {
                path: path.to_owned(),
                bytes: text.as_bytes().to_vec(),
            });
        }
        let documents: Vec<_> = sources
            .iter()
            .filter(|(_, it)| it.path().strip_suffix(".md").is_some())
            .map(|(id, source)| Arc::new(document::parse(id, source)))
            .collect();
        let loaded = load::load(&sources, &kinds::signatures()).unwrap();
        let moment = Moment::parse("2026-06-30", &loaded.config.zone)
            .unwrap()
            .moment;
        let as_of = AsOf::at(moment, &loaded.config.zone);
        let others = [
            "pages/map.png",
            "plots/P-1/evidence/bed 1.png",
            "plots/P-1/evidence/bed.svg",
            "plots/P-1/evidence/page.html",
        ];
        let others = others.map(str::to_owned).to_vec();
        let input = Input {
            sources: &sources,
            documents: &documents,
            procedure: &loaded.procedure,
            config: &loaded.config,
            others: &others,
        };
        let mut book = bind::bind(input, as_of);
        let mut found = loaded.findings;
        found.append(&mut book.findings);
        let mut portal = Self {
            sources,
            documents,
            procedure: loaded.procedure,
            config: loaded.config,
            book,
            findings: Findings {
                all: Vec::new(),
                judged: Vec::new(),
                summary: check::summary::Summary::default(),
            },
            history: History::default(),
            others: Vec::new(),
        };
        portal.others = others;
        portal.findings = check::run(portal.context(), found);
        portal
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            others: &self.others,
            sources: &self.sources,
            documents: &self.documents,
            procedure: &self.procedure,
            config: &self.config,
            book: &self.book,
            kept: &crate::seal::kept::NOTHING,
            trace: None,
        }
    }

    fn digests(&self) -> Digests {
        let all = self.sources.iter().map(|it| it.1);
        all.map(|it| (it.path().to_owned(), Digest::of(it.text().as_bytes())))
            .collect()
    }

    pub(crate) fn site(&self) -> Site<'_> {
        let brought = super::Brought {
            history: &self.history,
            report: b"{}\n".to_vec(),
            digests: self.digests(),
        };
        super::plan(self.context(), &self.findings, brought)
    }
}
