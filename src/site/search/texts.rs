//! What of the procedure, of the registers and of the free pages can be found, in one language.

use crate::document;
use crate::lang::Lang;
use crate::notice;
use crate::procedure::Named;
use crate::procedure::fields::{DocumentType, EnumValue, Field, FieldKind};
use crate::search::{Entry, Segment};
use crate::site::address::Address;
use crate::site::desk::{Desk, Here, Target};
use crate::site::prose::plain;
use crate::site::{free, procedure, rule};

/// How long the beginning of a clause is that serves as its title.
const TITLE: usize = 48;

/// Clauses, rules, templates, people, roles, systems and pages.
pub(super) fn segment(desk: &Desk<'_>, lang: Lang) -> Segment {
    // Addresses of hits begin at the folder of the language, where its start page is.
    let root = Address::file("index.html");
    let here = Here {
        desk,
        lang,
        address: &root,
    };
    let mut entries = clauses(&here);
    entries.extend(rules(&here));
    entries.extend(templates(&here));
    entries.extend(people(&here));
    entries.extend(roles(&here));
    entries.extend(systems(&here));
    entries.extend(pages(&here));
    Segment {
        id: lang.tag().to_lowercase(),
        lang: Some(lang.tag()),
        entries,
    }
}

/// The address of a target from the folder of the language.
fn address(here: &Here<'_>, target: Target<'_>) -> Option<String> {
    let first = here.desk.ctx.config.languages.first().copied();
    let (address, anchor) = here.desk.locate(first.unwrap_or(here.lang), target)?;
    let href = here.address.href(&address, anchor.as_deref());
    Some(href.as_str().to_owned())
}

fn clauses(here: &Here<'_>) -> Vec<Entry> {
    let clauses = here.desk.ctx.procedure.clauses();
    let entry = |(section, clause): (_, &crate::procedure::clauses::Clause)| {
        let text = plain::text(clause.text.get(here.lang));
        let note = clause.note.as_ref().map(|it| here.word(it));
        let heading = procedure::heading(here, section).text;
        Some(Entry {
            id: clause.id.clone(),
            title: beginning(&text),
            address: address(here, Target::Clause(&clause.id))?,
            kind: "clause",
            note: heading.clone(),
            text: lines([
                here.said(&text).text,
                note.unwrap_or_default(),
                clause.source_label.clone(),
                heading,
            ]),
            ..Entry::default()
        })
    };
    clauses.filter_map(entry).collect()
}

/// The first line of a text, cut if it is long.
fn beginning(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

fn rules(here: &Here<'_>) -> Vec<Entry> {
    let rules = here.desk.ctx.procedure.rules.iter();
    let own = rules.map(|it| {
        let words = [Some(&it.explain), it.help.as_ref()].into_iter().flatten();
        let words = words.chain(it.messages.values());
        let general = |it| rule::without_placeholders(&here.word(it)).replace('`', "");
        let mut parts: Vec<_> = words.map(general).collect();
        parts.push(it.clauses.join(" · "));
        (&*it.id, here.word(&it.title), lines(parts))
    });
    let engine = notice::ALL.iter().map(|it| {
        let said = |part: &str| here.ui(&format!("notice.{}.{part}", it.id));
        (it.id, said("title"), said("explain"))
    });
    let entry = |(id, title, text): (&str, String, String)| {
        Some(Entry {
            id: id.to_owned(),
            title,
            address: address(here, Target::Rule(id))?,
            kind: "rule",
            text,
            ..Entry::default()
        })
    };
    own.chain(engine).filter_map(entry).collect()
}

fn templates(here: &Here<'_>) -> Vec<Entry> {
    let kinds = here.desk.ctx.procedure.documents.iter();
    let entry = |it: &DocumentType| {
        let mut parts = vec![here.word(&it.purpose)];
        parts.extend(it.headings.iter().map(|it| here.word(&it.text)));
        fields(here, &it.fields, &mut parts);
        let names = it.written_by.iter().map(|it| here.role(it).text);
        Some(Entry {
            title: here.word(&it.name()),
            address: address(here, Target::Template(&it.id))?,
            kind: "template",
            names: names.chain([it.id.clone()]).collect(),
            text: lines(parts),
            ..Entry::default()
        })
    };
    kinds.filter_map(entry).collect()
}

/// What the fields of a document are called and hold.
fn fields(here: &Here<'_>, fields: &[Field], parts: &mut Vec<String>) {
    for field in fields {
        let values = match &field.kind {
            FieldKind::Enum(values) => values.as_slice(),
            _ => &[],
        };
        let label = |it: &EnumValue| here.word(&it.label);
        let mut words = vec![here.label(field).text, field.name.clone()];
        words.extend(field.note.as_ref().map(|it| here.word(it)));
        words.extend(values.iter().map(label));
        parts.push(words.join(" · "));
        self::fields(here, crate::book::select::inner(&field.kind), parts);
    }
}

fn people(here: &Here<'_>) -> Vec<Entry> {
    let procedure = here.desk.ctx.procedure;
    let entry = |it: &crate::procedure::registers::Person| {
        let roles = it.roles.iter().map(|it| here.role(&it.role).text);
        Some(Entry {
            title: it.name.clone(),
            // Nobody has a page where roles stand for names.
            address: address(here, Target::Person(&it.id))?,
            kind: "person",
            names: it.aliases.iter().chain([&it.id]).cloned().collect(),
            text: roles.collect::<Vec<_>>().join(" · "),
            ..Entry::default()
        })
    };
    procedure
        .registers
        .people
        .iter()
        .filter_map(entry)
        .collect()
}

fn roles(here: &Here<'_>) -> Vec<Entry> {
    let procedure = here.desk.ctx.procedure;
    let entry = |it: &Named| {
        Some(Entry {
            title: here.word(&it.label),
            address: address(here, Target::Role(&it.id))?,
            kind: "role",
            names: vec![it.id.clone()],
            text: it.aliases.join(" · "),
            ..Entry::default()
        })
    };
    let all = procedure.roles.iter().chain(&procedure.duties);
    all.filter_map(entry).collect()
}

fn systems(here: &Here<'_>) -> Vec<Entry> {
    let systems = here.desk.ctx.procedure.registers.systems.iter();
    let entry = |it: &crate::procedure::registers::System| {
        Some(Entry {
            title: here.word(&it.name),
            address: address(here, Target::System(&it.id))?,
            kind: "system",
            names: it.name.each().chain([&*it.id]).map(str::to_owned).collect(),
            text: it.modules.join(" · "),
            ..Entry::default()
        })
    };
    systems.filter_map(entry).collect()
}

fn pages(here: &Here<'_>) -> Vec<Entry> {
    let titles = here.desk.titles.get(&here.lang).into_iter().flatten();
    let entry = |(name, title): &(String, crate::site::text::Said)| {
        let (_, id) = free::pick(here.desk, here.lang, name)?;
        let source = here.desk.ctx.sources.get(id);
        let body = document::parse(id, source).body.span;
        let text = plain::text(&source.text()[body.start..body.end]);
        Some(Entry {
            title: title.text.clone(),
            address: address(here, Target::Free(name))?,
            kind: "page",
            text: here.said(&text).text,
            ..Entry::default()
        })
    };
    titles.filter_map(entry).collect()
}

fn lines(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("\n")
}
