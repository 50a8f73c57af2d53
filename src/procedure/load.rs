//! From the files of a portal to its configuration and its procedure.
//!
//! Nothing here fails: what is wrong becomes a finding with a place, and what
//! is right is handed over. A rule in which anything is wrong is left out
//! whole, so that no rule means something else than what was written.
//!
//! - [`files`]: which files, and their YAML
//! - [`world`]: the names that may be referred to; with it [`selectors`], [`conditions`], [`exprs`]
//! - [`edition`]: from when to when; [`narrower`]: which rule gives way to which; [`sense`]: which makes none
//! - [`mod@config`], [`policy`], [`mod@procedure`], [`documents`], [`beside`], [`fields`], [`must`], [`flow`],
//!   [`mod@seals`], [`clauses`], [`mod@registers`], [`families`], [`rules`], [`messages`], [`params`]: one kind of file or part each

mod beside;
mod clauses;
mod conditions;
mod config;
mod documents;
mod edition;
mod examples;
mod exprs;
mod families;
mod fields;
mod files;
mod flow;
mod messages;
mod must;
mod narrower;
mod params;
mod policy;
mod procedure;
mod registers;
mod rules;
mod seals;
mod selectors;
mod sense;
mod world;
mod yields;

use crate::finding::{self, Finding, top};
use crate::lang::Text;
use crate::notice;
use crate::source::Sources;

use super::config::Config;
use super::fields::DocumentType;
use super::reader::{Desk, Map, Spot};
use super::registers::Registers;
use super::rules::Signature;
use super::{Obligations, Procedure};

use files::{File, Files};
#[cfg(test)]
pub(crate) use sense::{NEEDED, SHOWN, SIDES};
use world::World;

/// A portal's configuration and procedure, and what is wrong in their files.
#[derive(Debug)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// The procedure.
    pub procedure: Procedure,
    /// What is wrong, in reading order.
    pub findings: Vec<Finding>,
}

/// The path of the configuration.
pub const CONFIG: &str = "changebook.yaml";

/// The path of the procedure's main file.
pub const PROCEDURE: &str = "procedure/procedure.yaml";

/// The register of people.
pub const PEOPLE: &str = "registers/people.yaml";

/// The register of systems.
pub const SYSTEMS: &str = "registers/systems.yaml";

/// The calendar.
pub const CALENDAR: &str = "registers/calendar.yaml";

/// The register of waivers.
pub const WAIVERS: &str = "registers/waivers.yaml";

/// Whether the file at `path` says what is asked of everybody: configuration, procedure, registers. They are read from
/// no other text.
pub fn governs(path: &str) -> bool {
    let folders = ["procedure/", "registers/"];
    path == CONFIG || folders.iter().any(|it| path.starts_with(it))
}

/// Reads configuration and procedure; `None` if there is no [`CONFIG`].
pub fn load(sources: &Sources, kinds: &[Signature]) -> Option<Loaded> {
    let (config, mut findings) = config(sources);
    let config = config?;
    let (procedure, more) = procedure(sources, &config, kinds);
    findings.extend(more);
    finding::sort(&mut findings, sources);
    Some(Loaded {
        config,
        procedure,
        findings,
    })
}

/// Reads the configuration; `None` if there is no [`CONFIG`].
pub fn config(sources: &Sources) -> (Option<Config>, Vec<Finding>) {
    let Some(id) = sources.find(CONFIG) else {
        return (None, Vec::new());
    };
    let file = files::open(sources, id);
    let mut found = files::syntax(&file);
    // The first reading only tells zone and languages, in which the second is done.
    let first = {
        let desk = Desk::new(sources, id, None);
        let spot = file.top(&desk);
        spot.map(|it| config::read(&it))
    };
    let desk = Desk::new(sources, id, first.as_ref());
    let mut config = file.top(&desk).map(|it| config::read(&it));
    // What stands below a place that cannot be read may have said that names are hidden.
    if let Some(config) = config.as_mut().filter(|_| !found.is_empty()) {
        config.publish_names = false;
    }
    // What cannot be read is not empty, and has its finding already.
    if config.is_none() && found.is_empty() {
        let args = [("path", Text::plain(CONFIG))];
        desk.report("", notice::variant("wrong-type", "empty", top(id), &args));
    }
    found.extend(desk.finish());
    (config, found)
}

/// Reads the procedure; `kinds` are the check kinds that its rules may use.
pub fn procedure(
    sources: &Sources,
    config: &Config,
    kinds: &[Signature],
) -> (Procedure, Vec<Finding>) {
    let (files, mut found) = Files::find(sources, config);
    let read = files.main.as_ref();
    let read = read.map(|it| body(&files, it, kinds, &mut found));
    let mut procedure = read.unwrap_or_else(|| {
        let place = sources.find(CONFIG).map(top).unwrap_or_default();
        let args = [("path", Text::plain(PROCEDURE))];
        let finding = notice::variant("unknown-reference", "no-file", place, &args);
        found.push(finding);
        Procedure::default()
    });
    if procedure.documents.is_empty() {
        // A record always has a head, if only one of which nothing is known.
        procedure.documents.push(DocumentType::default());
        if let Some(main) = files.main.as_ref().filter(|it| it.is_empty()) {
            let args = [("key", Text::plain("documents"))];
            let place = top(main.source);
            found.push(notice::variant("wrong-type", "missing", place, &args));
        }
    }
    procedure.registers = registers(&files, &World::new(&procedure, kinds), &mut found);
    let written = families::read(&files, &mut procedure, kinds, &mut found);
    let world = World::new(&procedure, kinds);
    found.extend(rules::unchecked(&world, &written.clauses));
    let rules: Vec<_> = written.ids.iter().map(String::as_str).collect();
    if let Some(main) = &files.main {
        let desk = files.desk(main);
        let map = main.top(&desk).and_then(|it| it.map());
        let obligations = map.and_then(|it| it.map("obligations"));
        let read = obligations.map(|it| obligations_of(&world, &rules, it));
        found.extend(desk.finish());
        procedure.obligations = read.unwrap_or_default();
    }
    let world = World::new(&procedure, kinds);
    let waivers = on_desk(&files, files.waivers.as_ref(), &mut found, |it| {
        registers::waivers(&world, &rules, &it)
    });
    procedure.registers.waivers = waivers.unwrap_or_default();
    // The envelope is read once a document type; what is wrong in it is said once.
    finding::sort(&mut found, sources);
    found.dedup();
    (procedure, found)
}

/// Everything but rules and registers: read until all names are known, then held against them.
fn body(
    files: &Files<'_>,
    main: &File,
    kinds: &[Signature],
    found: &mut Vec<Finding>,
) -> Procedure {
    let desk = files.desk(main);
    let map = main.top(&desk).and_then(|it| it.map());
    // Fields need no other names than these, facts need fields, and conditions need facts.
    let mut known = Procedure {
        values: map
            .as_ref()
            .map(procedure::enumerations)
            .unwrap_or_default(),
        ..Procedure::default()
    };
    let declared = map.as_ref().map(|it| {
        let world = World::new(&known, kinds);
        let spot = it.get("policy");
        spot.map_or_else(Vec::new, |it| policy::kinds::declared(&world, &it))
    });
    let keys: Option<Vec<_>> = declared
        .as_ref()
        .map(|it| it.iter().map(|it| it.key.as_str()).collect());
    let policy = on_desk(files, files.policy.as_ref(), found, |it| {
        policy::read(&it, keys.as_deref())
    });
    let mut policy = policy.unwrap_or_default();
    known.policy = policy.clone();
    for _ in 0..2 {
        let world = World::new(&known, kinds);
        known = procedure::read(files, &world, main, policy.clone()).0;
    }
    let wrong = on_desk(files, files.policy.as_ref(), found, |it| {
        let world = World::new(&known, kinds);
        policy::kinds::faulty(&world, &it, declared.as_deref().unwrap_or_default())
    });
    policy.faulty.extend(wrong.unwrap_or_default());
    known.policy.faulty.clone_from(&policy.faulty);
    let world = World::new(&known, kinds);
    let (procedure, more) = procedure::read(files, &world, main, policy);
    found.extend(more);
    procedure
}

fn registers(files: &Files<'_>, world: &World<'_>, found: &mut Vec<Finding>) -> Registers {
    let people = on_desk(files, files.people.as_ref(), found, |it| {
        registers::people::people(world, &it)
    });
    let people = people.unwrap_or_default();
    let systems = on_desk(files, files.systems.as_ref(), found, |it| {
        registers::systems(world, &it, &people)
    });
    let calendar = on_desk(files, files.calendar.as_ref(), found, |it| {
        registers::calendar(&it)
    });
    Registers {
        people,
        systems: systems.unwrap_or_default(),
        calendar: calendar.unwrap_or_default(),
        waivers: Vec::new(),
    }
}

fn obligations_of(world: &World<'_>, written: &[&str], map: Map<'_>) -> Obligations {
    // A rule that was left out is reported already; it bears nothing.
    let read = |key| {
        let id = map.name(key, "rule", written);
        id.filter(|it| world.known.rule(it).is_some())
    };
    let obligations = Obligations {
        identity: read("identity"),
        documents: read("documents"),
        fields: read("fields"),
    };
    map.done();
    obligations
}

/// Reads a file that may be absent.
fn on_desk<T>(
    files: &Files<'_>,
    file: Option<&File>,
    found: &mut Vec<Finding>,
    read: impl FnOnce(Spot<'_>) -> T,
) -> Option<T> {
    let file = file?;
    let desk = files.desk(file);
    let value = file.top(&desk).map(read);
    found.extend(desk.finish());
    value
}

#[cfg(test)]
mod tests;
