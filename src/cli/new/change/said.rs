//! What is known of a new change: said with options, the only thing possible, or asked for.

use crate::cli::common::Session;
use crate::error::Error;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind};
use crate::scaffold::blank::Answers;
use crate::scaffold::change;
use crate::scaffold::question::{self, Question};

use super::{Args, posts};
use crate::cli::new::ask::{self, Open};

/// What the author has said.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) answers: Answers,
    pub(super) system: Option<String>,
    pub(super) route: Option<String>,
    pub(super) people: Vec<change::Named>,
}

impl Said {
    /// Reads the options, and asks for what is missing.
    pub(super) fn of(args: &Args, procedure: &Procedure, session: &Session) -> Result<Self, Error> {
        let lang = session.lang();
        let of_key = |part: &str| procedure.records.keys.get(part).cloned();
        let mut given: Vec<(String, String, Vec<String>)> = Vec::new();
        let short = [
            ("system", args.system.iter().cloned().collect()),
            ("scope", args.scope.clone()),
            ("route", args.route.iter().cloned().collect::<Vec<_>>()),
        ];
        for (part, values) in short {
            if !values.is_empty() {
                let field = of_key(part).unwrap_or_else(|| part.to_owned());
                given.push((format!("--{part}"), field, values));
            }
        }
        let titled = of_key("title");
        let mut title_said = args.title.clone();
        for (name, value) in &args.set {
            if Some(name) == titled.as_ref() {
                title_said.get_or_insert_with(|| value.clone());
                continue;
            }
            if follows(procedure, name) {
                return Err(Error::FieldFollows { name: name.clone() });
            }
            given.push((format!("--set {name}"), name.clone(), vec![value.clone()]));
        }
        let mut keys: Vec<(String, Vec<String>)> = Vec::new();
        let mut answers = Answers::new();
        for (option, name, values) in given {
            let question = Question::of(procedure, field(procedure, &name)?, lang);
            let words = question.read(&values);
            let words = words.map_err(|it| ask::unknown(&option, it, &question))?;
            answers.insert(name.clone(), question.written(&words));
            keys.push((name, words));
        }
        let mut open = Vec::new();
        title_said.take_if(|it| it.trim().is_empty());
        if title_said.is_none() {
            open.extend(title(procedure, session));
        }
        let is_said = |it: &Question<'_>| keys.iter().any(|known| known.0 == it.field.name);
        let asked = question::all(procedure, lang);
        let only = |it: &Question<'_>| match &it.choices[..] {
            [only] => Some(vec![only.key.clone()]),
            _ => None,
        };
        let mut single = Vec::new();
        for question in asked.into_iter().filter(|it| !is_said(it)) {
            match only(&question) {
                Some(words) => single.push((question, words)),
                None => open.push(Open {
                    label: question.field.label.get(lang).to_owned(),
                    option: option(procedure, question.field),
                    question,
                }),
            }
        }
        if !open.is_empty() && !ask::is_possible() {
            return Err(ask::missing(&open));
        }
        let mut name = title_said;
        for open in &open {
            let words = ask::ask(open, session)?;
            if name.is_none() && is_title(procedure, open.question.field) {
                name = Some(words.concat());
            } else {
                single.push((open.question.clone(), words));
            }
        }
        for (question, words) in single {
            answers.insert(question.field.name.clone(), question.written(&words));
            keys.push((question.field.name.clone(), words));
        }
        let one = |part: &str| {
            let field = of_key(part)?;
            let known = keys.iter().find(|it| it.0 == field)?;
            known.1.first().cloned()
        };
        Ok(Self {
            title: name.unwrap_or_default(),
            system: one("system"),
            route: one("route"),
            people: posts::named(&args.person, procedure, session.lang())?,
            answers,
        })
    }
}

/// Whether what stands in a field follows from other options, from the procedure, or is more than one line.
fn follows(procedure: &Procedure, name: &str) -> bool {
    let parts = [
        "id",
        "opened",
        "state",
        "events",
        "people",
        "edition",
        "templates",
        "waivers",
    ];
    let keys = &procedure.records.keys;
    let is_part = parts
        .iter()
        .any(|it| keys.get(*it).is_some_and(|it| it == name));
    let field = procedure.head().fields.iter().find(|it| it.name == name);
    is_part || field.is_some_and(|it| is_table(&it.kind))
}

fn is_table(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Object(_) | FieldKind::People | FieldKind::Events | FieldKind::Waivers => true,
        FieldKind::List(of) => is_table(&of.kind),
        _ => false,
    }
}

fn is_title(procedure: &Procedure, field: &Field) -> bool {
    procedure
        .key_field("title")
        .is_some_and(|it| it.name == field.name)
}

fn title<'a>(procedure: &'a Procedure, session: &Session) -> Option<Open<'a>> {
    let field = procedure.key_field("title")?;
    Some(Open {
        question: Question::of(procedure, field, session.lang()),
        label: field.label.get(session.lang()).to_owned(),
        option: "TITLE".to_owned(),
    })
}

/// The option that answers a field.
fn option(procedure: &Procedure, field: &Field) -> String {
    let short = ["system", "scope", "route"];
    let keys = &procedure.records.keys;
    let part = short.iter().find(|it| keys.get(**it) == Some(&field.name));
    match part {
        Some(part) => format!("--{part} {}", part.to_uppercase()),
        None => format!("--set {}=VALUE", field.name),
    }
}

fn field<'a>(procedure: &'a Procedure, name: &str) -> Result<&'a Field, Error> {
    let fields = &procedure.head().fields;
    fields.iter().find(|it| it.name == name).ok_or_else(|| {
        let known = fields.iter().map(|it| it.name.clone().into());
        Error::UnknownField {
            name: name.to_owned(),
            known: known.collect(),
        }
    })
}
