//! All open changes, a row each.

use crate::check::waiting::{Task, What};

use super::Status;
use super::grid;

/// The columns that give way to the others: the change with its title, what is missing, who does it.
const GIVE: [usize; 3] = [0, 3, 4];

/// The table in at most `width` columns, and what stands under it.
pub fn write(status: &Status<'_>, width: usize) -> String {
    let open = status.open();
    let head = ["change", "state", "next", "missing", "who", "due"];
    let head = head.map(|it| status.say(&format!("status.head.{it}"), &[]));
    let mut rows = vec![head.to_vec()];
    rows.extend(open.iter().map(|&it| row(status, it)));
    let mut out = if open.is_empty() {
        status.say("status.nothing", &[]) + "\n"
    } else {
        grid::draw(&rows, &GIVE, width)
    };
    let closed = status.closed();
    if closed > 0 {
        let n = closed.to_string();
        out.push_str(&(status.say("status.closed", &[("n", &n)]) + "\n"));
    }
    out
}

fn row(status: &Status<'_>, index: usize) -> Vec<String> {
    let record = status.record(index);
    let tasks: Vec<_> = status.of(index).collect();
    let step = tasks.iter().find_map(|it| match &it.what {
        What::Step(step) => Some((*it, step)),
        _ => None,
    });
    let due = tasks.iter().filter_map(|it| status.due(it));
    let due = due.min_by(|a, b| a.0.cmp(&b.0));
    // Who has something to do now: what is missing is not done by those who take the next step.
    let mut who: Vec<String> = Vec::new();
    for it in &tasks {
        let name = status.who(it);
        if !name.is_empty() && !who.contains(&name) {
            who.push(name);
        }
    }
    vec![
        format!("{}\n{}", record.id, record.title),
        status.state(record, &record.life.effective),
        step.map_or_else(String::new, |(_, it)| status.state(record, &it.state)),
        missing(status, &tasks),
        who.join("\n"),
        match due {
            Some((due, true)) => format!("{due}\n{}", status.say("status.late", &[])),
            Some((due, false)) => due,
            None => String::new(),
        },
    ]
}

/// What is not there yet, a line each kind.
fn missing(status: &Status<'_>, tasks: &[&Task]) -> String {
    let mut lines = Vec::new();
    let mends = tasks.iter().filter(|it| matches!(it.what, What::Mend(_)));
    let mends = mends.count();
    if mends > 0 {
        lines.push(status.say("status.mend", &[("n", &mends.to_string())]));
    }
    for absent in [true, false] {
        let gaps = tasks.iter().filter_map(|it| match &it.what {
            What::Write(gap) if gap.absent == absent => Some(status.document(&gap.document)),
            _ => None,
        });
        let gaps: Vec<_> = gaps.collect();
        if !gaps.is_empty() {
            let path = if absent {
                "status.write"
            } else {
                "status.fill"
            };
            lines.push(status.say(path, &[("list", &status.joined(&gaps))]));
        }
    }
    for task in tasks {
        let events = match &task.what {
            What::Step(step) => &step.events[..],
            What::Happen(event) => std::slice::from_ref(event),
            _ => &[],
        };
        if let Some(event) = events.first() {
            lines.push(status.say("ui.task.record", &[("event", &status.event(event))]));
        }
        if let What::Step(step) = &task.what
            && let Some(document) = &step.document
        {
            let name = status.document(document);
            lines.push(status.say("status.finish", &[("document", &name)]));
        }
    }
    lines.join("\n")
}
