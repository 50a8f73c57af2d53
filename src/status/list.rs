//! One change as a checklist: the states behind it and before it, and everything that is to be done.

use crate::check::waiting::{Task, What};
use crate::source::Place;

use super::{Status, grid};

/// Before what is done, open, and wrong.
const MARKS: [&str; 3] = ["[x] ", "[ ] ", "[!] "];

/// A blank at which no line breaks.
const TIED: char = '\u{a0}';

/// A text that stays in one line.
fn whole(text: &str) -> String {
    text.replace(' ', &TIED.to_string())
}

/// The list in at most `width` columns. `shown` says how a path of the portal is written.
pub fn write(
    status: &Status<'_>,
    index: usize,
    width: usize,
    shown: &dyn Fn(&str) -> String,
) -> String {
    let record = status.record(index);
    let mut out = format!("{}  {}\n\n", record.id, record.title);
    let procedure = status.ctx.procedure;
    let route = record.route.as_deref().and_then(|it| procedure.route(it));
    let mut steps = Vec::new();
    for (rank, state) in route.into_iter().flat_map(|it| &it.states).enumerate() {
        let mark = MARKS[usize::from(rank > record.life.rank)];
        steps.push(whole(&format!("{mark}{}", state.label.get(status.lang))));
    }
    let beside = route.is_none_or(|it| it.rank(&record.life.effective).is_none());
    if beside {
        let state = status.state(record, &record.life.effective);
        steps.push(whole(&format!("{}{state}", MARKS[2])));
    }
    let mut line_of_states = String::new();
    line(&mut line_of_states, &steps.join("  "), width, 0);
    out.push_str(&line_of_states.replace(TIED, " "));
    out.push('\n');
    let mut tasks: Vec<_> = status.of(index).collect();
    tasks.sort_by_key(|it| it.turn());
    if tasks.is_empty() {
        out.push_str(&(status.say("status.done", &[]) + "\n"));
    }
    for task in tasks {
        one(status, task, width, shown, &mut out);
    }
    out
}

fn one(
    status: &Status<'_>,
    task: &Task,
    width: usize,
    shown: &dyn Fn(&str) -> String,
    out: &mut String,
) {
    let mark = match task.what {
        What::Mend(_) => MARKS[2],
        _ => MARKS[1],
    };
    line(
        out,
        &format!("{mark}{}", status.what(task)),
        width,
        mark.len(),
    );
    let mut about = Vec::new();
    let who = status.who(&[task]);
    if !who.is_empty() {
        about.push(status.say("ui.task.who", &[("list", &who)]));
    }
    if let Some((due, late)) = status.due(task) {
        let path = if late { "status.over" } else { "status.until" };
        about.push(status.say(path, &[("due", &due)]));
    }
    if let What::Mend(at) = task.what {
        let found = &status.findings.all[at];
        about.push(found.rule.clone());
        about.push(place(status, found.place, shown));
    }
    if !about.is_empty() {
        let about = format!("{}{}", " ".repeat(mark.len()), about.join("  "));
        line(out, &about, width, mark.len());
    }
}

fn place(status: &Status<'_>, place: Place, shown: &dyn Fn(&str) -> String) -> String {
    let sources = status.ctx.sources;
    let path = sources.get(place.source).path();
    let cited = sources.cite(place);
    let behind = cited.strip_prefix(path).unwrap_or_default();
    format!("{}{behind}", shown(path))
}

/// A text whose further lines are indented.
fn line(out: &mut String, text: &str, width: usize, indent: usize) {
    let indented = " ".repeat(indent);
    let begin = text.len() - text.trim_start().len();
    let (before, text) = text.split_at(begin);
    let mut before = before.to_owned();
    for line in grid::wrap(text, width.saturating_sub(indent)) {
        out.push_str(&before);
        out.push_str(&line);
        out.push('\n');
        before.clone_from(&indented);
    }
}
