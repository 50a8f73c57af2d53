//! A small portal of no procedure in particular: requests that are sent, agreed and done.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::book::{AsOf, Input, bind};
use crate::check::baseline::Baseline;
use crate::check::since::Since;
use crate::check::waiting::{self, Task};
use crate::check::windows::{self, Clash, Window};
use crate::check::{Compared, Context, Findings, Outcome, kinds};
use crate::document;
use crate::finding;
use crate::lang::Lang;
use crate::moment::Moment;
use crate::procedure::load;
use crate::source::{RawFile, Sources};

const BASE: &[(&str, &str)] = &[
    ("changebook.yaml", include_str!("portal/changebook.yaml")),
    (
        "procedure/procedure.yaml",
        include_str!("portal/procedure.yaml"),
    ),
    ("procedure/policy.yaml", include_str!("portal/policy.yaml")),
    (
        "procedure/documents/request.yaml",
        include_str!("portal/request.yaml"),
    ),
    (
        "procedure/documents/plan.yaml",
        include_str!("portal/plan.yaml"),
    ),
    ("procedure/clauses/1.md", include_str!("portal/clauses.md")),
    ("registers/people.yaml", include_str!("portal/people.yaml")),
    (
        "registers/systems.yaml",
        include_str!("portal/systems.yaml"),
    ),
    (
        "registers/calendar.yaml",
        include_str!("portal/calendar.yaml"),
    ),
];

/// A portal in the making.
pub(super) struct Portal {
    files: BTreeMap<String, String>,
    rules: String,
    as_of: String,
    known: Option<Baseline>,
    changed: Option<String>,
}

impl Portal {
    /// A portal with one rule `R1`; `check` is the value of its `check`, one line a variant in its messages.
    pub(super) fn of(check: &str) -> Self {
        Self::with_rule(&format!("  check: {check}\n"))
    }

    /// The same with more than a check; every line is indented by two.
    pub(super) fn with_rule(body: &str) -> Self {
        let files = BASE
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self {
            files: files.collect(),
            rules: format!(
                "- id: R1\n  title: the title\n  clauses: [C-1]\n  severity: error\n{body}"
            ),
            as_of: "2025-06-30".to_owned(),
            known: None,
            changed: None,
        }
    }

    /// What the variants say; `VARIANT: text` one a line.
    pub(super) fn says(mut self, messages: &[(&str, &str)]) -> Self {
        self.rules.push_str("  messages:\n");
        for (variant, text) in messages {
            for part in ["    ", variant, ": '", text, "'\n"] {
                self.rules.push_str(part);
            }
        }
        self
    }

    /// Another day or moment to judge by.
    pub(super) fn on(mut self, as_of: &str) -> Self {
        as_of.clone_into(&mut self.as_of);
        self
    }

    /// A baseline to judge by.
    pub(super) fn knowing(mut self, known: Baseline) -> Self {
        self.known = Some(known);
        self
    }

    /// A file that has changed since some revision.
    pub(super) fn changed(mut self, path: &str) -> Self {
        self.changed = Some(path.to_owned());
        self
    }

    /// A file of the portal, or another text for one.
    pub(super) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The head of the request `Q-1`, beyond what every one has.
    pub(super) fn head(self, front: &str) -> Self {
        self.record("Q-1", front)
    }

    /// The head of a request.
    pub(super) fn record(self, id: &str, front: &str) -> Self {
        let text = format!("---\nid: {id}\ntitle: {id}\nroute: main\n{front}\n---\n");
        self.file(&format!("changes/{id}/request.md"), &text)
    }

    /// The plan of the request `Q-1`.
    pub(super) fn plan(self, front: &str) -> Self {
        let text =
            format!("---\ndoc: plan\nid: Q-1\n{front}\n---\n\n## Steps\n\nas above the line\n");
        self.file("changes/Q-1/plan.md", &text)
    }

    fn load(mut self) -> (Sources, load::Loaded) {
        self.rules.push_str("  explain: why\n");
        if !self.rules.contains("  message") {
            self.rules.push_str("  message: said\n");
        }
        self.files
            .insert("procedure/rules/all.yaml".to_owned(), self.rules);
        let mut sources = Sources::default();
        for (path, text) in self.files {
            let bytes = text.into_bytes();
            sources.add(RawFile { path, bytes });
        }
        let loaded = load::load(&sources, &kinds::signatures()).unwrap();
        (sources, loaded)
    }

    /// What is wrong with its files: the id, what is marked, and what is said of it.
    pub(super) fn faults(self) -> Vec<String> {
        let (sources, loaded) = self.load();
        let told = loaded.findings.iter().map(|it| {
            let text = sources.get(it.place.source).text();
            let marked = &text[it.place.span.start..it.place.span.end];
            format!("{} at {marked}: {}", it.rule, it.message.get(Lang::En))
        });
        told.collect()
    }

    /// Judges it.
    pub(super) fn run(self) -> Judgement {
        let (known, changed) = (self.known.clone(), self.changed.clone());
        let (sources, judged) = self.with(|ctx| {
            let mut found = crate::check::run(*ctx, ctx.book.findings.clone());
            if let Some(known) = &known {
                found = found.with_baseline(ctx, known);
            }
            Judgement {
                sources: Sources::default(),
                since: Since::new(ctx, "main", changed.into_iter().collect()),
                tasks: waiting::all(ctx, &found),
                windows: windows::all(ctx),
                clashes: windows::clashes(ctx),
                found,
            }
        });
        Judgement { sources, ..judged }
    }

    /// Shows what it is judged by.
    pub(super) fn look<T>(self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        self.with(look).1
    }

    fn with<T>(self, look: impl FnOnce(&Context<'_>) -> T) -> (Sources, T) {
        let as_of = self.as_of.clone();
        let (sources, loaded) = self.load();
        let wrong: Vec<_> = loaded
            .findings
            .iter()
            .map(|it| {
                format!(
                    "{} {} {}",
                    sources.cite(it.place),
                    it.rule,
                    it.message.get(Lang::En)
                )
            })
            .collect();
        assert!(
            wrong.is_empty(),
            "the portal of the test is wrong: {wrong:#?}"
        );
        let zone = loaded.config.zone.clone();
        let moment = Moment::parse(&as_of, &zone).unwrap().moment;
        let as_of = AsOf::at(moment, &zone);
        let documents: Vec<_> = sources
            .iter()
            .filter(|(_, it)| it.path().starts_with("changes/"))
            .map(|(id, it)| Arc::new(document::parse(id, it)))
            .collect();
        let input = Input {
            sources: &sources,
            documents: &documents,
            procedure: &loaded.procedure,
            config: &loaded.config,
            others: &[],
        };
        let book = bind::bind(input, as_of);
        let seen = look(&Context {
            sources: &sources,
            documents: &documents,
            procedure: &loaded.procedure,
            config: &loaded.config,
            others: &[],
            book: &book,
            kept: &crate::seal::kept::NOTHING,
            trace: None,
        });
        (sources, seen)
    }
}

/// What came of it.
pub(super) struct Judgement {
    sources: Sources,
    pub(super) found: Findings,
    /// What waits.
    pub(super) tasks: Vec<Task>,
    /// The windows.
    pub(super) windows: Vec<Window>,
    /// What they run into.
    pub(super) clashes: Vec<Clash>,
    pub(super) since: Since,
}

impl Judgement {
    /// The outcome of the rule on the first record.
    pub(super) fn outcome(&self) -> Outcome {
        self.found.judged[0].verdicts[0].outcome
    }

    /// The findings of the rule: what they say, in English.
    pub(super) fn said(&self) -> Vec<&str> {
        self.of("R1").map(|it| it.message.get(Lang::En)).collect()
    }

    /// The findings of the rule: the text that they point at.
    pub(super) fn marked(&self) -> Vec<&str> {
        self.of("R1")
            .map(|it| {
                let text = self.sources.get(it.place.source).text();
                &text[it.place.span.start..it.place.span.end]
            })
            .collect()
    }

    /// The further places of the findings of the rule: the text there, and what it is.
    pub(super) fn related(&self) -> Vec<String> {
        let all = self.of("R1").flat_map(|it| &it.related);
        all.map(|it| {
            let text = self.sources.get(it.place.source).text();
            let marked = &text[it.place.span.start..it.place.span.end];
            format!("{}: {marked}", it.message.get(Lang::En))
        })
        .collect()
    }

    /// What the rule looked at in the first record.
    pub(super) fn looked_at(&self) -> Vec<String> {
        let compared = &self.found.judged[0].verdicts[0].compared;
        let shown =
            |it: &Compared| format!("{}: {}", it.label.get(Lang::En), it.value.get(Lang::En));
        compared.iter().map(shown).collect()
    }

    /// The keys of the findings of the rule.
    pub(super) fn keys(&self) -> Vec<&str> {
        self.of("R1").map(|it| it.key.as_str()).collect()
    }

    /// The findings of one rule.
    pub(super) fn of<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a finding::Finding> {
        self.found.all.iter().filter(move |it| it.rule == rule)
    }

    /// The ids of everything found, with the outcome.
    pub(super) fn ids(&self) -> Vec<String> {
        let all = self.found.all.iter();
        all.map(|it| format!("{} {}", it.rule, it.outcome.id()))
            .collect()
    }
}
