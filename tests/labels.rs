//! Every enumeration of the default procedure goes by its keys and by its labels in any language.

use std::collections::BTreeSet;

use changebook::book::typing::Typing;
use changebook::book::value::Value;
use changebook::check::kinds;
use changebook::procedure::fields::{Field, FieldKind};
use changebook::procedure::load::{self, Loaded};
use changebook::source::{RawFile, SourceId, Sources, Span};
use changebook::yaml::{self, Node};

use crate::harness::{files, repository};

fn loaded() -> (Loaded, SourceId) {
    let content = repository().join("content");
    let mut sources = Sources::default();
    let mut last = None;
    for path in files(&content) {
        if !path.starts_with("changes/") {
            let bytes = std::fs::read(content.join(&path)).unwrap();
            last = Some(sources.add(RawFile { path, bytes }));
        }
    }
    let loaded = load::load(&sources, &kinds::signatures()).unwrap();
    (loaded, last.unwrap())
}

fn node(text: &str) -> Node {
    let quoted = serde_json::to_string(text).unwrap();
    yaml::parse(&quoted, Span::new(0, quoted.len()))
        .root
        .unwrap()
}

/// All fields, those within others too.
fn walk<'a>(fields: &'a [Field], found: &mut Vec<&'a Field>) {
    for field in fields {
        found.push(field);
        let mut kind = &field.kind;
        while let FieldKind::List(of) = kind {
            found.push(of);
            kind = &of.kind;
        }
        if let FieldKind::Object(inner) = kind {
            walk(inner, found);
        }
    }
}

/// The keys that a field takes, each with every way to write it.
fn choices(loaded: &Loaded, field: &Field) -> Vec<(String, Vec<String>)> {
    let procedure = &loaded.procedure;
    match &field.kind {
        FieldKind::Enum(values) => values
            .iter()
            .map(|it| (it.key.clone(), it.label.each().map(str::to_owned).collect()))
            .collect(),
        FieldKind::Role => {
            let all = procedure.roles.iter().chain(&procedure.duties);
            all.map(|it| {
                let labels = it.label.each().map(str::to_owned);
                (it.id.clone(), labels.chain(it.aliases.clone()).collect())
            })
            .collect()
        }
        FieldKind::System => {
            let all = procedure.registers.systems.iter();
            all.map(|it| (it.id.clone(), it.name.each().map(str::to_owned).collect()))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_enumeration_goes_by_key_and_by_every_label() {
    let (loaded, source) = loaded();
    let mut fields = Vec::new();
    for document in &loaded.procedure.documents {
        walk(&document.fields, &mut fields);
    }
    walk(&loaded.procedure.events.fields, &mut fields);
    let mut tried = BTreeSet::new();
    let mut wrong = Vec::new();
    for field in fields {
        for (key, labels) in choices(&loaded, field) {
            for written in labels.iter().chain([&key]) {
                // As it is, in capitals, with blanks, in full width.
                let wide = written.chars().map(|it| match it {
                    '!'..='~' => char::from_u32(it as u32 + 0xFEE0).unwrap(),
                    other => other,
                });
                let forms = [
                    written.clone(),
                    written.to_uppercase(),
                    format!(" {written}\u{3000}"),
                    wide.collect(),
                ];
                for form in forms {
                    let mut typing = Typing::new(&loaded.procedure, &loaded.config, (source, ""));
                    let found = typing.item(&node(&form), field).value;
                    if found != Value::Key(key.clone()) || !typing.findings.is_empty() {
                        wrong.push(format!(
                            "{}: `{form}` is {found:?}, not `{key}`",
                            field.name
                        ));
                    }
                    tried.insert(form);
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // The lists that the procedure writes and those that follow from it are among them.
    for label in [
        "数据更新",
        "审批",
        "上线中",
        "已回退",
        "系统升级上线方案",
        "数据库管理员",
        "操作人",
    ] {
        assert!(tried.contains(label), "{label}");
    }
}
