//! The floor to stand on: `floor PORTAL [OUT]`.
//!
//! What every generator has to do with the same documents, and nothing else: walk, read, split, YAML, Markdown, one
//! template and one file a document, on two threads. Without OUT it stops after reading and parsing, which is the floor
//! of a checker.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a program for the command line, which measures the disk"
)]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use pulldown_cmark::{Options, Parser};
use serde::Serialize;
use serde_json::Value;
use tera::{Context, Tera};
use walkdir::WalkDir;

const THREADS: usize = 2;

const TEMPLATE: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>{{ title }}</title></head>\
<body><h1>{{ title }}</h1><dl>{% for it in front %}<dt>{{ it.key }}</dt><dd>{{ it.value }}</dd>{% endfor %}</dl>\
{{ body | safe }}</body></html>\n";

/// What the template sees of a document.
#[derive(Serialize)]
struct Page {
    title: String,
    front: Vec<Pair>,
    body: String,
}

#[derive(Serialize)]
struct Pair {
    key: String,
    value: String,
}

fn main() -> ExitCode {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let result = match args.as_slice() {
        [portal] => run(portal, None),
        [portal, out] => run(portal, Some(out)),
        _ => Err("usage: floor PORTAL [OUT]".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(portal: &Path, out: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(portal.join("changes")).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|it| it == "md") {
            paths.push(entry.into_path());
        }
    }
    let mut tera = Tera::default();
    tera.add_raw_template("page.html", TEMPLATE)?;
    let tera = &tera;
    thread::scope(|scope| {
        let parts = paths.chunks(paths.len().div_ceil(THREADS).max(1));
        let parts: Vec<_> = parts
            .map(|part| {
                scope.spawn(move || {
                    part.iter().try_for_each(|path| {
                        one(path, portal, out, tera).map_err(|it| it.to_string())
                    })
                })
            })
            .collect();
        for part in parts {
            part.join().map_err(|_| "a thread has ended")??;
        }
        Ok(())
    })
}

fn one(path: &Path, portal: &Path, out: Option<&Path>, tera: &Tera) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let page = parsed(&text);
    let Some(out) = out else {
        return Ok(());
    };
    let html = tera.render("page.html", &Context::from_serialize(&page)?)?;
    let file = out.join(path.strip_prefix(portal)?).with_extension("html");
    fs::create_dir_all(file.parent().unwrap_or(out))?;
    Ok(fs::write(file, html)?)
}

fn parsed(text: &str) -> Page {
    let parts = text
        .strip_prefix("---\n")
        .and_then(|it| it.split_once("\n---\n"));
    let (front, body) = parts.unwrap_or(("", text));
    let front: Value = serde_yaml::from_str(front).unwrap_or_default();
    let front = front.as_object().cloned().unwrap_or_default();
    let title = front.get("title").and_then(Value::as_str);
    let title = title.unwrap_or_default().to_owned();
    let pair = |(key, value)| Pair {
        key,
        value: match value {
            Value::String(it) => it,
            other => other.to_string(),
        },
    };
    let mut html = String::with_capacity(body.len() * 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(body, Options::ENABLE_TABLES));
    Page {
        title,
        front: front.into_iter().map(pair).collect(),
        body: html,
    }
}
