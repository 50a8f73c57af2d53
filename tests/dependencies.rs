//! What the tree stands on: licences, banned crates and sources as `deny.toml` says.
//!
//! The file is one of cargo-deny's, which needs a program that a bare machine
//! does not have. This test reads the parts of it that are lists of strings,
//! and holds what `cargo metadata` says of the locked tree against them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A crate of the locked tree.
struct Package {
    name: String,
    version: String,
    licence: String,
    source: Option<String>,
}

#[test]
fn every_licence_is_allowed() {
    let allowed = strings(&section("licenses"), "allow");
    assert!(
        allowed.len() > 5,
        "deny.toml lists no licences: {allowed:?}"
    );
    let offences: Vec<_> = packages()
        .into_iter()
        .filter(|it| !permitted(&it.licence, &allowed))
        .map(|it| {
            format!(
                "{} {}: `{}` is not allowed",
                it.name, it.version, it.licence
            )
        })
        .collect();
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn no_banned_crate_is_in_the_tree() {
    let banned: Vec<_> = section("bans")
        .lines()
        .filter_map(|line| Some((field(line, "crate")?, field(line, "reason")?)))
        .collect();
    assert!(banned.len() > 5, "deny.toml bans nothing: {banned:?}");
    let packages = packages();
    let offences: Vec<_> = banned
        .iter()
        .filter(|(name, _)| packages.iter().any(|it| it.name == *name))
        .map(|(name, reason)| format!("{name}: {reason}"))
        .collect();
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn every_crate_comes_from_an_allowed_registry() {
    let allowed = strings(&section("sources"), "allow-registry");
    let offences: Vec<_> = packages()
        .into_iter()
        .filter_map(|it| {
            let source = it.source?;
            let from = source.trim_start_matches("registry+");
            (!allowed.iter().any(|it| it == from))
                .then(|| format!("{} {}: comes from {source}", it.name, it.version))
        })
        .collect();
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn licence_expressions_are_read_as_spdx_says() {
    let allowed = ["MIT", "Apache-2.0", "BSD-3-Clause"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0-only", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND BSD-3-Clause", true),
        ("Apache-2.0 WITH LLVM-exception", false),
        ("", false),
    ] {
        assert_eq!(permitted(expression, &allowed), expected, "{expression}");
    }
}

/// The packages that are built for this tree, ourselves left out.
fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .filter(|it| it["name"] != env!("CARGO_PKG_NAME"))
        .map(|it| Package {
            name: text(&it["name"]),
            version: text(&it["version"]),
            licence: text(&it["license"]),
            source: it["source"].as_str().map(str::to_owned),
        })
        .collect()
}

/// Whether an SPDX expression can be met by the allowed licences alone.
fn permitted(expression: &str, allowed: &[String]) -> bool {
    let expression = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = expression.split_whitespace().peekable();
    let met = any_of(&mut words, allowed);
    met && words.peek().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut met = all_of(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut Words<'_>, allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &[String]) -> bool {
    match words.next() {
        Some("(") => {
            let met = any_of(words, allowed);
            words.next_if_eq(&")").is_some() && met
        }
        Some(licence) => {
            let mut licence = licence.to_owned();
            if words.next_if_eq(&"WITH").is_some() {
                licence = format!("{licence} WITH {}", words.next().unwrap_or_default());
            }
            allowed.contains(&licence)
        }
        None => false,
    }
}

/// The lines of `deny.toml` under `[name]`.
fn section(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = fs::read_to_string(path).unwrap();
    let head = format!("\n[{name}]\n");
    let start = text.find(&head).expect("the section exists") + head.len();
    let end = text[start..]
        .find("\n[")
        .map_or(text.len(), |it| start + it);
    text[start..end].to_owned()
}

/// The strings of the list `key`.
fn strings(section: &str, key: &str) -> Vec<String> {
    let head = format!("{key} = [");
    let start = section.find(&head).expect("the list exists") + head.len();
    let list = &section[start..];
    let list = &list[..list.find(']').expect("the list ends")];
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The value of `key = "…"` in a line.
fn field(line: &str, key: &str) -> Option<String> {
    let (_, rest) = line.split_once(&format!("{key} = \""))?;
    Some(rest.split_once('"')?.0.to_owned())
}
