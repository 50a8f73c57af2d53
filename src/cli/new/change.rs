//! `changebook new change`: the next free id, and the documents that are due.

use clap_complete::engine::ArgValueCompleter;

use crate::book::Record;
use crate::check::obligations;
use crate::check::waiting::ahead;
use crate::cli::Exit;
use crate::cli::common::{Look, PortalOption, Session};
use crate::cli::completions;
use crate::error::Error;
use crate::page::Page;
use crate::procedure::Procedure;
use crate::procedure::fields::{Field, FieldKind, Required};
use crate::scaffold::blank::Answers;
use crate::scaffold::question::{self, Question};
use crate::scaffold::{change, document, id};
use crate::text::written;

use super::Desk;
use super::ask::{self, Open};

/// Begin a change: its head, and the documents that are due on its route
///
/// The id is the next free one, people come from the registers by role and system, and every document is
/// made from its blank with what is known already. What is missing is asked for in a terminal; elsewhere it
/// must be said with options, and the run tells which and what may stand there.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What the change is called
    #[arg(value_name = "TITLE")]
    title: Option<String>,

    /// The system that it is about
    #[arg(long, value_name = "SYSTEM", add = ArgValueCompleter::new(completions::systems))]
    system: Option<String>,

    /// What it touches; several with commas, or repeated
    #[arg(long, value_name = "SCOPE", add = ArgValueCompleter::new(completions::scopes))]
    scope: Vec<String>,

    /// The route that it takes
    #[arg(long, value_name = "ROUTE", add = ArgValueCompleter::new(completions::routes))]
    route: Option<String>,

    /// Any field of the head; may be repeated
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,

    /// Who stands for a role; may be repeated
    #[arg(long, value_name = "ROLE=PERSON", value_parser = pair, add = ArgValueCompleter::new(completions::people))]
    person: Vec<(String, String)>,

    /// The id, instead of the next free one
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Open it on this day or at this time instead of now
    #[arg(long, value_name = "D")]
    as_of: Option<String>,

    #[command(flatten)]
    portal: PortalOption,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook new change \"Round exported amounts\"
                  asks for the rest
  changebook new change \"Round exported amounts\" --system settlement --scope backend_core \\
      --route normal --set trigger=defect --set urgency=normal
                  asks nothing, in the default procedure
  changebook new change \"A screen\" --person project_manager=pm.qiao
                  where the registers name nobody, or somebody else";

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Makes it.
pub(super) fn run(args: &Args, session: &mut Session) -> Result<Exit, Error> {
    let project = session.follow(args.portal.find()?.as_of(args.as_of.clone()));
    let desk = Desk::open(project, session)?;
    let reading = &desk.checked.reading;
    let procedure = &reading.procedure;
    let said = Said::of(args, procedure, session)?;
    let now = desk.project.now(&reading.config)?;
    let zone = &reading.config.zone;
    let id = match &args.id {
        Some(id) => chosen(&desk, id)?,
        None => next(&desk, now.day(zone).year())?,
    };
    let blank = desk.blank(procedure.head());
    let mut wish = change::Wish {
        procedure,
        zone,
        lang: desk.written(),
        blank: blank.as_deref(),
        now: &now,
        id: id.clone(),
        title: said.title,
        said: said.answers,
        system: said.system,
        route: said.route,
        people: said.people,
    };
    people(&mut wish, session)?;
    let mut files = vec![wish.head()];
    let begun = desk.with(&files)?;
    if let Some(record) = begun.book.record(&id) {
        files.extend(documents(&desk, &begun, record, &now));
    }
    desk.write(&files, &id, session)?;
    Ok(Exit::Clean)
}

/// The documents that are due now or later on the route, as far as that can be told.
fn documents(
    desk: &Desk,
    begun: &crate::Checked,
    record: &Record,
    now: &crate::moment::Moment,
) -> Vec<Page> {
    let ctx = begun.context();
    let procedure = &begun.reading.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let last = route.and_then(|it| it.states.last());
    let later = last
        .map(|it| ahead::gaps(&ctx, record, &it.id))
        .unwrap_or_default();
    let is_due = |kind: &str| later.iter().any(|it| it.absent && it.document == kind);
    let kinds = procedure.documents.iter().skip(1);
    let kinds = kinds.filter(|it| is_due(&it.id) || !obligations::due(&ctx, record, it).is_empty());
    let file = |kind| {
        let blank = desk.blank(kind);
        let wish = document::Wish {
            ctx,
            record,
            kind,
            blank: blank.as_deref(),
            lang: desk.written(),
            now,
        };
        wish.file()
    };
    kinds.map(file).collect()
}

/// What the author has said.
struct Said {
    title: String,
    answers: Answers,
    system: Option<String>,
    route: Option<String>,
    people: Vec<change::Named>,
}

impl Said {
    /// Reads the options, and asks for what is missing.
    fn of(args: &Args, procedure: &Procedure, session: &Session) -> Result<Self, Error> {
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
        for (name, value) in &args.set {
            given.push((format!("--set {name}"), name.clone(), vec![value.clone()]));
        }
        let mut keys: Vec<(String, Vec<String>)> = Vec::new();
        let mut answers = Answers::new();
        for (option, name, values) in given {
            let question = Question::of(procedure, field(procedure, &option, &name)?, lang);
            let words = question.read(&values);
            let words = words.map_err(|it| ask::unknown(&option, it, &question))?;
            answers.insert(name.clone(), question.written(&words));
            keys.push((name, words));
        }
        let mut open = Vec::new();
        if args.title.is_none() {
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
        let mut name = args.title.clone();
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
            people: named(args, procedure, session)?,
            answers,
        })
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

fn field<'a>(procedure: &'a Procedure, option: &str, name: &str) -> Result<&'a Field, Error> {
    let fields = &procedure.head().fields;
    fields.iter().find(|it| it.name == name).ok_or_else(|| {
        let known = fields.iter().map(|it| it.name.clone().into());
        Error::UnknownAnswer {
            option: option.split(' ').next().unwrap_or(option).to_owned(),
            given: name.to_owned(),
            known: known.collect(),
        }
    })
}

/// Those who were named for roles.
fn named(
    args: &Args,
    procedure: &Procedure,
    session: &Session,
) -> Result<Vec<change::Named>, Error> {
    let lang = session.lang();
    let mut all: Vec<change::Named> = Vec::new();
    for (role, person) in &args.person {
        let found = procedure.roles.iter().find(|it| {
            it.id == *role
                || it
                    .label
                    .each()
                    .chain(it.aliases.iter().map(String::as_str))
                    .any(|it| it == role)
        });
        let Some(found) = found else {
            let known = procedure.roles.iter().map(|it| it.id.clone().into());
            return Err(Error::UnknownAnswer {
                option: "--person".to_owned(),
                given: role.clone(),
                known: known.collect(),
            });
        };
        let field = Field {
            kind: FieldKind::List(Box::new(Field {
                kind: FieldKind::Person,
                ..Field::default()
            })),
            ..Field::default()
        };
        let question = Question::of(procedure, &field, lang);
        let people = question.read(std::slice::from_ref(person));
        let people = people.map_err(|it| ask::unknown("--person", it, &question))?;
        match all.iter_mut().find(|it| it.0 == found.id) {
            Some((_, known)) => known.extend(people),
            None => all.push((found.id.clone(), people)),
        }
    }
    Ok(all)
}

/// Asks who stands for a role that must be filled from the beginning, where the registers leave it open.
fn people(wish: &mut change::Wish<'_>, session: &Session) -> Result<(), Error> {
    let procedure = wish.procedure;
    let Some(field) = procedure.key_field("people") else {
        return Ok(());
    };
    let day = wish.now.day(wish.zone);
    let person = Field {
        kind: FieldKind::Person,
        ..Field::default()
    };
    let mut open = Vec::new();
    for (role, required) in &field.needs {
        let is_named = wish.people.iter().any(|it| it.0 == *role);
        let system = wish.system.as_deref();
        let registers = &procedure.registers;
        if !matches!(required, Required::Always)
            || is_named
            || !change::standing(registers, system, role, day).is_empty()
        {
            continue;
        }
        let mut question = Question::of(procedure, &person, session.lang());
        let holds = |id: &str| {
            registers
                .people
                .iter()
                .any(|it| it.id == id && it.holds(role, day))
        };
        question.choices.retain(|it| holds(&it.key));
        let label = procedure.role_label(role);
        let open_one = Open {
            question,
            label: label.get(session.lang()).to_owned(),
            option: format!("--person {role}=PERSON"),
        };
        open.push((role.clone(), open_one));
    }
    if !open.is_empty() && !ask::is_possible() {
        let open: Vec<_> = open.into_iter().map(|it| it.1).collect();
        return Err(ask::missing(&open));
    }
    for (role, open) in open {
        wish.people.push((role, ask::ask(&open, session)?));
    }
    Ok(())
}

/// The next free id.
fn next(desk: &Desk, year: i16) -> Result<String, Error> {
    let shape = &desk.checked.reading.procedure.records;
    let pattern = shape.id.as_ref().map_or("", written);
    let taken = taken(desk);
    let next = id::next(pattern, taken.iter().map(String::as_str), year);
    next.ok_or_else(|| Error::NoNextId {
        pattern: pattern.to_owned(),
    })
}

/// An id that somebody has chosen: it must look like one.
fn chosen(desk: &Desk, id: &str) -> Result<String, Error> {
    let pattern = desk.checked.reading.procedure.records.id.as_ref();
    match pattern.filter(|it| !it.is_match(id)) {
        Some(pattern) => Err(Error::UnknownAnswer {
            option: "--id".to_owned(),
            given: id.to_owned(),
            known: vec![written(pattern).into()],
        }),
        None => Ok(id.to_owned()),
    }
}

/// Every id that is taken: of records, those that are not there in a view of the past included, and of folders and files.
fn taken(desk: &Desk) -> Vec<String> {
    let reading = &desk.checked.reading;
    let shape = &reading.procedure.records;
    let (before, after) = shape.file.split_once('*').unwrap_or_default();
    let root = format!("{}/", shape.folder);
    let paths = reading.sources.iter().map(|(_, it)| it.path());
    let paths = paths.chain(reading.others.iter().map(String::as_str));
    let parts = paths
        .filter_map(|it| it.strip_prefix(&root))
        .flat_map(|it| it.split('/'));
    let names = parts.filter_map(|it| it.strip_prefix(before)?.strip_suffix(after));
    let records = desk.checked.book.records.iter().map(|it| it.id.as_str());
    let mut all: Vec<_> = names.chain(records).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}
