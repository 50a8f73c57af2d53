//! The rules of a run, as viewers show them beside their results.

use crate::finding::Severity;
use crate::lang::{Lang, Text};
use crate::procedure::examples::Excerpt;
use crate::report::machine::View;
use crate::report::prose::{beginning, line};
use crate::words;

use super::model::{Configuration, Descriptor, Help, Properties};
use super::{level, message};

/// How many tags GitHub takes for a rule.
const TAGS: usize = 20;

/// The columns that the words of a clause may take.
const CLAUSE_COLUMNS: usize = 200;

/// The rule `id`, of which something of the severity `found` was found.
pub(super) fn descriptor<'a>(view: View<'a>, id: &'a str, found: Severity) -> Descriptor<'a> {
    let lang = view.report.lang;
    let rule = view.report.context.procedure.rule(id);
    let explain = match rule {
        Some(rule) => rule.explain.clone(),
        None => words::text(&format!("notice.{id}.explain")),
    };
    let title = view.title(id);
    let severity = rule.map_or(found, |it| it.severity);
    let clauses = rule.map_or(&[][..], |it| it.clauses.as_slice());
    let quoted = clauses.iter().map(|id| quote(view, id));
    let text: Vec<_> = std::iter::once(explain.get(lang).trim().to_owned())
        .chain(quoted)
        .filter(|it| !it.is_empty())
        .collect();
    let mut markdown = text.join("\n\n");
    if let Some(rule) = rule {
        for (label, example) in [("good", &rule.good), ("bad", &rule.bad)] {
            if !example.is_empty() {
                let label = words::text(&format!("report.example.{label}"));
                markdown.push_str("\n\n");
                markdown.push_str(label.get(lang));
            }
            for excerpt in example {
                markdown.push_str(&shown(view, excerpt));
            }
        }
    }
    let controls = rule.map_or(&[][..], |it| it.controls.as_slice());
    let controls = controls
        .iter()
        .flat_map(|(framework, items)| items.iter().map(move |it| format!("{framework}:{it}")));
    let tags = std::iter::once("compliance".to_owned())
        .chain(clauses.iter().cloned())
        .chain(controls);
    let full = if explain.is_empty() { &title } else { &explain };
    Descriptor {
        id,
        name: pascal(&title, id),
        short_description: message(line(title.get(lang))),
        full_description: message(line(full.get(lang).trim())),
        help: Help {
            text: text.join("\n\n"),
            markdown,
        },
        help_uri: view.report.page(id),
        default_configuration: Configuration {
            level: level(severity),
        },
        properties: Properties {
            tags: tags.take(TAGS).collect(),
            severity: match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// An excerpt under the name of its file.
fn shown(view: View<'_>, excerpt: &Excerpt) -> String {
    let name = view.report.context.procedure.name_of(excerpt);
    let lang = view.report.lang;
    if let Some(text) = &excerpt.text {
        let text = text.trim_end();
        format!("\n\n{}\n\n```yaml\n{text}\n```", name.get(lang))
    } else {
        let absent = words::fill("explain.absent", &[("document", name)]);
        format!("\n\n{}", absent.get(lang))
    }
}

/// A clause and how it begins.
fn quote(view: View<'_>, id: &str) -> String {
    let mut clauses = view.report.context.procedure.clauses();
    let clause = clauses.find(|(_, it)| it.id == id);
    let words = clause.map(|(_, it)| beginning(it.text.get(view.report.lang), CLAUSE_COLUMNS));
    format!("{id} {}", words.unwrap_or_default())
        .trim_end()
        .to_owned()
}

/// A name in SARIF's form, the same in every language.
fn pascal(title: &Text, id: &str) -> String {
    let title = title.get(Lang::En);
    let words = title.split(|it: char| !it.is_alphanumeric());
    let name: String = words
        .filter_map(|word| {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_uppercase().chain(letters).collect::<String>())
        })
        .collect();
    if name.is_empty() { id.to_owned() } else { name }
}
