//! What the loader promises, fault by fault.

use super::*;
use crate::finding::Severity;
use crate::lang::Lang;
use crate::procedure::fields::{FieldKind, Required};
use crate::procedure::rules::{Param, ParamKind, ParamSpec};
use crate::procedure::yields::Yields;
use crate::source::RawFile;

mod policy;
mod procedures;
mod registers;
mod rules;
mod sense;

const BASE: &[(&str, &str)] = &[
    (
        "changebook.yaml",
        "title: {zh-CN: 书, en: Book}\nlanguages: [zh-CN, en]\ntime_zone: Asia/Shanghai\n",
    ),
    (
        "procedure/procedure.yaml",
        "\
title: Procedure
records:
  folder: records
  file: record.md
  id: 'R-\\d{4}'
  head: record
  keys: {id: id, title: title, state: state, people: people, events: events}
  document_keys: {type: doc, record: id, status: status, final: [final]}
roles:
  lead: {label: {zh-CN: 负责人, en: lead}, aliases: [组长]}
  tester: tester
values:
  level: {low: {zh-CN: 低, en: low}, high: {zh-CN: 高, en: high}}
sets: {tall: [high]}
envelope:
  doc: {type: enum, values: documents}
  id: {type: string, required: always}
  status: {values: {draft: draft, final: final}}
events:
  fields:
    type: {type: enum, values: events, required: always}
    at: {type: datetime, required: always}
    role: {type: role}
    result: {values: {yes: yes, no: no}}
  types:
    sent: {label: sent, needs: [role]}
    sent_again: sent again
    decided: {label: decided, results: [yes, no]}
  sets: {package: [sent, sent_again]}
facts:
  tall: {expr: 'record.level in sets.tall'}
  levels: {union: [record.level, plan.level]}
documents: [record, plan]
routes:
  main:
    label: main
    states:
      - {id: open, label: open}
      - {id: done, label: done, evidence: {event: package, roles: policy.deciders}}
    side_states: [stopped]
side_states:
  stopped: {label: stopped, terminal: true, evidence: {event: decided, result: [no]}}
reopenings: [{event: sent_again, returns_to: open}]
policy: [deciders, strict]
frameworks: {iso: {label: ISO}}
obligations: {fields: R1}
",
    ),
    (
        "procedure/documents/record.yaml",
        "\
title: Record
fields:
  id: {type: string, required: always}
  title: string
  state: {type: enum, values: states}
  level: {type: enum, values: level}
  people: people
  events: events
  follows: record
",
    ),
    (
        "procedure/documents/plan.yaml",
        "\
title: Plan
file: plan.md
due: [{route: main, from: done, when: {level: high}}]
fields:
  level: {type: enum, values: level, same_as: record.level}
  steps:
    required: {level: [low, high], facts.tall: true, from: done}
    of:
      fields:
        no: {type: int, at_least: 1}
        text: {type: text, required: {no: any}}
",
    ),
    (
        "procedure/policy.yaml",
        "thresholds: {wait.days: 3, wait.min_days_long: {value: 7, note: {zh-CN: 本地, en: local}}}\ndeciders: [lead]\nstrict: true\n",
    ),
    (
        "procedure/clauses/1.md",
        "\
---
section: '1'
title: One
clauses:
  C-1: {origin: S, checked_by: rules, controls: {iso: [A.1]}}
---
## C-1
### zh-CN
一。
### en
One.
",
    ),
    (
        "procedure/rules/a.yaml",
        "\
- id: R1
  title: One
  clauses: [C-1]
  severity: error
  from: {main: done}
  when: facts.tall == true
  check: {order: {earlier: record.id, later: event.package.at, within: wait.days}}
  message: '{earlier} of {record.level}'
",
    ),
];

const LIMIT: &[ParamSpec] = &[
    spec("use", ParamKind::Threshold),
    may("when", ParamKind::Expr),
];

const KINDS: &[Signature] = &[
    Signature {
        slug: "fields",
        params: &[],
        placeholders: &["field"],
        variants: &["missing"],
    },
    Signature {
        slug: "order",
        params: &[
            spec("earlier", ParamKind::Selector(Yields::Anything)),
            spec("later", ParamKind::Selector(Yields::Anything)),
            may("within", ParamKind::Groups(LIMIT)),
            may("strict", ParamKind::Switch),
            may("roles", ParamKind::Roles),
            may("where", ParamKind::Condition),
        ],
        placeholders: &["earlier", "later"],
        variants: &["stale"],
    },
    Signature {
        slug: "disjoint",
        params: &[
            may("each", ParamKind::Selectors(Yields::Anything)),
            spec("left", ParamKind::Selectors(Yields::Anything)),
            may("right", ParamKind::Selectors(Yields::Anything)),
            may("pairs", ParamKind::Pairs(Yields::Anything)),
            may("event", ParamKind::Events),
            may("document", ParamKind::Documents),
            may("as", ParamKind::Words(&["set", "value"])),
            may("key", ParamKind::Names),
        ],
        placeholders: &["person"],
        variants: &[],
    },
    Signature {
        slug: "require",
        params: &[spec("expr", ParamKind::Expr)],
        placeholders: &[],
        variants: &[],
    },
];

const fn spec(name: &'static str, kind: ParamKind) -> ParamSpec {
    ParamSpec {
        name,
        kind,
        required: true,
    }
}

const fn may(name: &'static str, kind: ParamKind) -> ParamSpec {
    ParamSpec {
        name,
        kind,
        required: false,
    }
}

/// A loaded portal and its texts.
struct Portal {
    sources: Sources,
    loaded: Loaded,
}

impl Portal {
    /// The base with one file more or another in its place.
    fn with(path: &str, text: &str) -> Self {
        let others = BASE.iter().filter(|(it, _)| *it != path);
        let files: Vec<_> = others.copied().chain([(path, text)]).collect();
        Self::of(&files)
    }

    fn of(files: &[(&str, &str)]) -> Self {
        Self::of_kinds(files, KINDS)
    }

    fn of_kinds(files: &[(&str, &str)], kinds: &[Signature]) -> Self {
        let mut sources = Sources::default();
        for (path, text) in files {
            sources.add(RawFile {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_vec(),
            });
        }
        let loaded = load(&sources, kinds).unwrap();
        Self { sources, loaded }
    }

    /// The base with `from` replaced by `to` in one file.
    fn but(path: &str, from: &str, to: &str) -> Self {
        let text = base(path);
        assert!(text.contains(from), "{path} has no {from}");
        Self::with(path, &text.replacen(from, to, 1))
    }

    /// Its findings: rule, place with the text there, English message.
    fn found(&self) -> Vec<String> {
        let line = |it: &Finding| {
            let source = self.sources.get(it.place.source);
            let at = source.text().get(it.place.span.start..it.place.span.end);
            let at = at.unwrap_or_default().lines().next().unwrap_or_default();
            format!("{} at `{at}`: {}", it.rule, it.message.get(Lang::En))
        };
        self.loaded.findings.iter().map(line).collect()
    }

    /// The only finding.
    fn only(&self) -> String {
        let found = self.found();
        assert_eq!(found.len(), 1, "{found:#?}");
        found.into_iter().next().unwrap()
    }

    /// The help of the only finding.
    fn help(&self) -> String {
        self.only();
        let help = self.loaded.findings[0].help.clone().unwrap();
        help.get(Lang::En).to_owned()
    }
}

fn base(path: &str) -> &'static str {
    BASE.iter().find(|(it, _)| *it == path).unwrap().1
}

#[test]
fn a_sound_portal_has_no_findings() {
    let portal = Portal::of(BASE);
    assert_eq!(portal.found(), [""; 0]);
    assert_eq!(portal.loaded.procedure.rules.len(), 1);
}

#[test]
fn every_word_of_the_loader_is_in_the_tables() {
    let portal = Portal::with("procedure/rules/b.yaml", "- {ID: x, titel: y}\n");
    for finding in &portal.loaded.findings {
        for lang in Lang::ALL {
            let texts = [Some(&finding.message), finding.help.as_ref()];
            for text in texts.into_iter().flatten() {
                assert!(!text.get(lang).contains("notice."), "{text:?}");
                assert!(!text.get(lang).contains("procedure."), "{text:?}");
            }
        }
    }
}
