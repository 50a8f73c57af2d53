//! The examples of the rule files are true: what stands under `bad` violates the rule, what stands
//! under `good` keeps it.
//!
//! An excerpt is laid over the base of the rule's route, each of its keys over the same key there.
//! Events that an example does not show have not happened. The id by which an example calls its own
//! change, and that of another, become those of the records that it is laid over.

use std::collections::BTreeMap;
use std::fs;

use changebook::check::Outcome;
use changebook::procedure::Procedure;
use changebook::procedure::examples::{Excerpt, Of};
use changebook::procedure::rules::Rule;

use super::case::{Case, Texts};
use super::portal::{self, Entry, Run};
use super::samples;

/// A side of a rule's example as a record.
struct Side {
    rule: String,
    name: String,
    outcome: Outcome,
    case: Case,
}

#[test]
fn good_examples_keep_their_rule_and_bad_ones_violate_it() {
    let empty = portal::of_rule("", &[]);
    let procedure = empty.procedure();
    // Sides that name a day are judged on that day.
    let mut by_day: BTreeMap<Option<String>, (Texts, Vec<Side>)> = BTreeMap::new();
    for rule in &procedure.rules {
        let both = [
            ("good", &rule.good, Outcome::Pass),
            ("bad", &rule.bad, Outcome::Violated),
        ];
        for (word, excerpts, outcome) in both {
            assert!(!excerpts.is_empty(), "{} has no `{word}`", rule.id);
            let name = format!("{}-{word}", rule.id.to_lowercase());
            let mut files = excerpts.iter().filter_map(|it| match (&it.of, &it.text) {
                (Of::File(path), Some(text)) => Some((path.as_str(), text.as_str())),
                _ => None,
            });
            let day = files
                .clone()
                .find_map(|(_, text)| text.strip_prefix("as_of: "));
            let (registers, sides) = by_day.entry(day.map(str::to_owned)).or_default();
            files
                .by_ref()
                .filter(|(path, _)| path.starts_with("registers/"))
                .for_each(|(path, text)| more_of(registers, path, text));
            sides.push(Side {
                rule: rule.id.clone(),
                case: overlaid(procedure, rule, &name, excerpts),
                name,
                outcome,
            });
        }
    }
    let wrong: Vec<_> = by_day
        .into_iter()
        .flat_map(|(day, (registers, sides))| untrue(day.as_deref(), registers, &sides))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The sides that are not what they are called.
fn untrue(day: Option<&str>, registers: Texts, sides: &[Side]) -> Vec<String> {
    let entries = sides.iter().enumerate().map(|(index, it)| Entry {
        name: it.name.clone(),
        number: index + 1,
        case: &it.case,
    });
    let setting = Case::made("", "", registers, Vec::new());
    let (portal, ids) = portal::portal(&entries.collect::<Vec<_>>(), &[setting], day);
    let run = Run::new(&portal, ids);
    let of_side = |(side, ids): (&Side, _)| {
        let found = run.outcome(&side.rule, ids);
        let told = run.findings_of(ids).map(|it| run.tell(it));
        let told: Vec<_> = told.filter(|it| it.starts_with(&side.rule)).collect();
        (found != side.outcome).then(|| format!("{}: {found:?} {}", side.name, told.join("; ")))
    };
    sides.iter().zip(&run.ids).filter_map(of_side).collect()
}

/// The base on whose route the rule bites, with the excerpts laid over it.
fn overlaid(procedure: &Procedure, rule: &Rule, name: &str, excerpts: &[Excerpt]) -> Case {
    let is_for = |route: &str| rule.from.is_empty() || rule.from.iter().any(|it| it.0 == route);
    let bases = [
        ("normal", "normal"),
        ("ui_exempt", "ui"),
        ("emergency", "emergency"),
    ];
    let (_, base) = bases.iter().find(|(route, _)| is_for(route)).unwrap();
    let texts = Case::plain(base).texts();
    let ids = names(procedure, excerpts, &texts);
    let (mut files, mut remove) = (Texts::new(), Vec::new());
    for excerpt in excerpts {
        let Of::Document(kind) = &excerpt.of else {
            continue;
        };
        let document = procedure.document(kind).unwrap();
        let file = if *kind == procedure.head().id {
            procedure.records.file.clone()
        } else {
            document.file.clone()
        };
        let path = match &excerpt.record {
            Some(id) => format!("{}/{file}", ids[id].trim_matches(['{', '}'])),
            None => file,
        };
        let Some(text) = &excerpt.text else {
            remove.push(path);
            continue;
        };
        let below = files.get(&path).or_else(|| texts.get(&path));
        let below = below.unwrap_or_else(|| panic!("{name}: {base} has no {path}"));
        let mut text = sealed(name, text);
        for (id, placeholder) in &ids {
            text = text.replace(id, placeholder);
        }
        files.insert(path, laid_over(below, &text));
    }
    Case::made(name, base, files, remove)
}

/// An example shows the beginning of a seal: the true one where it is good, some other where it is bad.
fn sealed(name: &str, text: &str) -> String {
    const SHOWN: &str = ", seal: \"sha256:81c2…\"";
    let instead = if name.ends_with("-bad") {
        format!(", seal: sha256:{:0>64}", "81c2")
    } else {
        String::new()
    };
    text.replace(SHOWN, &instead)
}

/// What the ids in an example stand for in the base.
fn names(procedure: &Procedure, excerpts: &[Excerpt], texts: &Texts) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    let own = &procedure.records.keys["id"];
    for it in excerpts {
        if let Some(other) = &it.record {
            let beside = texts.keys().find_map(|it| it.strip_suffix("/change.md"));
            let beside = beside.expect("the base has no record beside it");
            ids.insert(other.clone(), format!("{{{beside}}}"));
        } else if it.of == Of::Document(procedure.head().id.clone())
            && let Some(text) = &it.text
            && let Some((_, line)) = blocks(text).into_iter().find(|it| it.0 == own)
        {
            let id = line.split_once(':').unwrap().1.trim();
            ids.insert(id.to_owned(), "{main}".to_owned());
        }
    }
    ids
}

/// A document whose front matter has the keys of `text` instead of its own.
fn laid_over(document: &str, text: &str) -> String {
    let (front, body) = document
        .strip_prefix("---\n")
        .and_then(|it| it.split_once("\n---\n"))
        .unwrap();
    format!("---\n{}---\n{body}", merged(front, text))
}

/// The keys of `text` instead of the same of `below`.
fn merged(below: &str, text: &str) -> String {
    let own = blocks(text);
    let mut all = blocks(below);
    all.retain(|(key, _)| !own.iter().any(|it| it.0 == *key));
    all.extend(own);
    all.into_iter().map(|it| it.1).collect()
}

/// The top keys of a front matter, each with its lines. The placeholders of a base are no YAML, so
/// it is not read as such.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut all: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match line.split_once(':') {
            Some((key, _)) if key.starts_with(|it: char| it.is_alphanumeric()) => {
                all.push((key, format!("{line}\n")));
            }
            // What stands before the first key is a remark.
            _ => {
                if let Some((_, lines)) = all.last_mut() {
                    lines.push_str(line);
                    lines.push('\n');
                }
            }
        }
    }
    all
}

/// Lays what an example shows of a register over it: entries of a list by their id, else keys.
fn more_of(registers: &mut Texts, path: &str, text: &str) {
    let file = samples().join("portal").join(path);
    let below = registers.entry(path.to_owned());
    let below = below.or_insert_with(|| fs::read_to_string(file).unwrap());
    let own = text.lines().filter(|it| it.starts_with("- "));
    let ids: Vec<_> = own
        .filter_map(|it| it.split_once(','))
        .map(|it| it.0)
        .collect();
    let all = if ids.is_empty() {
        merged(below, text)
    } else {
        let is_same = |line: &str| line.split_once(',').is_some_and(|it| ids.contains(&it.0));
        let kept = below.lines().filter(|it| !is_same(it));
        kept.chain(text.lines()).flat_map(|it| [it, "\n"]).collect()
    };
    *below = all;
}
