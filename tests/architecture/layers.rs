//! Which module may name which, and who may name a crate or touch the world.

use super::tree::{self, File};
use super::uses::paths;

/// What each module may name besides itself, the lowest first.
///
/// A module that is not listed here is unknown to the architecture: say in
/// this table where it stands.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("digest", &[]),
    ("history", &[]),
    ("lang", &[]),
    ("page", &[]),
    ("progress", &[]),
    ("secret", &[]),
    ("source", &["secret"]),
    ("text", &[]),
    ("search", &["page"]),
    ("moment", &["lang", "text"]),
    ("yaml", &["source"]),
    ("words", &["lang", "source", "yaml"]),
    ("error", &["lang", "words"]),
    ("export", &["digest", "error", "lang", "moment", "words"]),
    ("finding", &["lang", "source"]),
    ("fix", &["finding", "lang", "secret", "source"]),
    (
        "notice",
        &["finding", "lang", "moment", "source", "text", "words"],
    ),
    (
        "document",
        &[
            "finding", "lang", "notice", "source", "text", "words", "yaml",
        ],
    ),
    ("expr", &["lang", "source", "text"]),
    (
        "procedure",
        &[
            "document", "error", "expr", "finding", "lang", "moment", "notice", "source", "text",
            "words", "yaml",
        ],
    ),
    (
        "book",
        &[
            "document",
            "expr",
            "finding",
            "lang",
            "moment",
            "notice",
            "procedure",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    (
        "seal",
        &[
            "book",
            "document",
            "finding",
            "lang",
            "procedure",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    (
        "check",
        &[
            "book",
            "document",
            "expr",
            "finding",
            "lang",
            "moment",
            "notice",
            "procedure",
            "seal",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    (
        "report",
        &[
            "book",
            "check",
            "error",
            "finding",
            "lang",
            "moment",
            "procedure",
            "source",
            "text",
            "words",
        ],
    ),
    (
        "explain",
        &[
            "book",
            "check",
            "error",
            "finding",
            "lang",
            "moment",
            "notice",
            "procedure",
            "report",
            "source",
            "text",
            "words",
        ],
    ),
    (
        "schema",
        &[
            "check",
            "lang",
            "notice",
            "procedure",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    (
        "editor",
        &[
            "book",
            "check",
            "document",
            "finding",
            "lang",
            "notice",
            "procedure",
            "schema",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    (
        "site",
        &[
            "book",
            "check",
            "digest",
            "document",
            "explain",
            "export",
            "finding",
            "history",
            "lang",
            "moment",
            "notice",
            "page",
            "procedure",
            "report",
            "seal",
            "search",
            "source",
            "text",
            "words",
            "yaml",
        ],
    ),
    ("render", &["error", "lang", "page", "site", "words"]),
    (
        "scaffold",
        &[
            "book",
            "check",
            "expr",
            "lang",
            "moment",
            "page",
            "procedure",
            "source",
            "text",
            "yaml",
        ],
    ),
    (
        "status",
        &[
            "book",
            "check",
            "lang",
            "moment",
            "procedure",
            "source",
            "words",
        ],
    ),
];

/// Everything that is a function of its inputs.
const INNER: &[&str] = &[
    "book",
    "check",
    "digest",
    "document",
    "editor",
    "error",
    "explain",
    "export",
    "expr",
    "finding",
    "fix",
    "history",
    "lang",
    "moment",
    "notice",
    "page",
    "procedure",
    "progress",
    "render",
    "report",
    "scaffold",
    "schema",
    "seal",
    "search",
    "secret",
    "site",
    "source",
    "status",
    "text",
    "words",
    "yaml",
];

/// What reads, writes and listens for the verbs, the lowest first. Each may name everything inner and the outer ones
/// before it.
const OUTER: &[&str] = &[
    "git", "project", "reading", "evidence", "judging", "mend", "publish", "pack", "output",
    "watch", "serve", "lsp", "cli",
];

/// The modules that may touch disk, clock, environment, network and terminal; the two roots only hand over to them.
const TOUCH_THE_WORLD: &[&str] = &[
    "git", "project", "output", "watch", "serve", "lsp", "cli", "main",
];

/// Which files alone may name a crate.
const NAMED_BY: &[(&str, &[&str])] = &[
    ("ammonia", &["src/site/prose/clean.rs"]),
    ("annotate_snippets", &["src/report/human/draw.rs"]),
    ("anstream", &["src/cli"]),
    ("axum", &["src/serve"]),
    ("cel", &["src/expr"]),
    ("clap", &["src/cli"]),
    ("indicatif", &["src/cli/progress.rs"]),
    ("lsp_server", &["src/lsp"]),
    ("lsp_types", &["src/editor", "src/lsp"]),
    ("pulldown_cmark", &["src/document", "src/site/prose"]),
    ("regex_syntax", &["src/scaffold/id.rs"]),
    ("rust_xlsxwriter", &["src/export/xlsx.rs"]),
    ("serde_yaml", &["src/yaml"]),
    ("sha2", &["src/digest.rs", "src/seal.rs"]),
    ("similar", &["src/fix"]),
    ("terminal_size", &["src/cli"]),
    ("tempfile", &["src/output"]),
    ("tera", &["src/render"]),
    ("tokio", &["src/serve", "src/watch/interrupt.rs"]),
    ("tokio_stream", &["src/serve"]),
    ("walkdir", &["src/project", "src/output", "src/watch"]),
];

/// What touches the world.
const WORLD: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::process",
    "std::thread::sleep",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "Timestamp::now",
    "Zoned::now",
    "Instant::now",
    "SystemTime::now",
];

#[test]
fn modules_name_only_what_lies_below_them() {
    let mut offences = Vec::new();
    for file in tree::sources() {
        let module = file.module().to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(allowed) = may_name(&module) else {
            offences.push(format!(
                "{}: say in MAY_NAME where `{module}` stands",
                file.path
            ));
            continue;
        };
        for (path, at) in paths(&file, "crate") {
            let named = path.split("::").next().unwrap_or_default();
            if may_name(named).is_some() && named != module && !allowed.contains(&named) {
                offences.push(format!("{at}: `{module}` names `{named}`"));
            }
        }
    }
    none(&offences);
}

#[test]
fn nothing_names_the_root_in_a_way_that_hides_it() {
    let mut offences = Vec::new();
    for file in tree::sources() {
        let top = file.path.matches('/').count() == 1;
        for hidden in ["use crate as", "use crate;", "super::super", "use super as"] {
            offences.extend(found(&file, hidden));
        }
        if top {
            offences.extend(found(&file, "super::"));
        }
    }
    none(&offences);
}

#[test]
fn only_its_own_files_name_a_crate() {
    let mut offences = Vec::new();
    for file in tree::sources() {
        for (name, files) in NAMED_BY {
            let home = |it: &&str| file.path == **it || within(&file.path, it);
            if files.iter().any(home) {
                continue;
            }
            let at = file
                .code_words(name)
                .filter(|at| names_crate(&file, at, name));
            offences.extend(at.map(|at| format!("{at}: only {} may name `{name}`", files[0])));
        }
    }
    none(&offences);
}

#[test]
fn only_the_outer_modules_touch_the_world() {
    let mut offences = Vec::new();
    for file in tree::sources() {
        if TOUCH_THE_WORLD.contains(&file.module()) {
            continue;
        }
        let named = ["std", "jiff"].iter().flat_map(|root| {
            paths(&file, root)
                .into_iter()
                .map(move |(path, at)| (format!("{root}::{path}"), at))
        });
        for (path, at) in named {
            if WORLD
                .iter()
                .any(|it| path == *it || path.starts_with(&format!("{it}::")))
            {
                offences.push(format!("{at}: `{}` touches `{path}`", file.module()));
            }
        }
        for now in [
            "Timestamp::now",
            "Zoned::now",
            "Instant::now",
            "SystemTime::now",
        ] {
            offences.extend(found(&file, now));
        }
    }
    none(&offences);
}

/// What a module may name; nothing if the architecture does not know it.
fn may_name(module: &str) -> Option<Vec<&'static str>> {
    if let Some(rank) = OUTER.iter().position(|it| *it == module) {
        return Some([INNER, &OUTER[..rank]].concat());
    }
    let (_, allowed) = MAY_NAME.iter().find(|(it, _)| *it == module)?;
    Some(allowed.to_vec())
}

/// Whether a path lies under a home such as `src/expr`: in `src/expr.rs` or in `src/expr/`.
fn within(path: &str, home: &str) -> bool {
    path == format!("{home}.rs") || path.starts_with(&format!("{home}/"))
}

/// Whether the line at `path:line` uses `name` as a crate, not as a field or a variable.
fn names_crate(file: &File, at: &str, name: &str) -> bool {
    let line = at
        .rsplit(':')
        .next()
        .and_then(|it| it.parse::<usize>().ok());
    let line = line
        .and_then(|it| file.code.lines().nth(it - 1))
        .unwrap_or("");
    line.contains(&format!("use {name}::"))
        || line.contains(&format!("use {name};"))
        || tree::words(line, name).any(|it| {
            let before = line[..it].chars().next_back();
            line[it + name.len()..].starts_with("::") && before != Some(':')
        })
}

fn found(file: &File, what: &str) -> Vec<String> {
    let at = |(at, _)| format!("{}: `{what}`", file.at(&file.code, at));
    file.code.match_indices(what).map(at).collect()
}

fn none(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}
