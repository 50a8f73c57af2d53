//! All open changes, a row each: where it stands, what is missing, who does it, and by when.

use crate::check::waiting::{Task, What};

use super::Status;
use super::grid::{self, Cell};

/// The table in at most `width` columns, and what stands under it.
pub fn write(status: &Status<'_>, width: usize) -> String {
    let open = status.open();
    let head = ["change", "state", "missing", "who", "due"];
    let head = head.map(|it| Cell::Whole(status.say(&format!("status.head.{it}"), &[])));
    let mut rows = vec![head.into()];
    rows.extend(open.iter().map(|&it| row(status, it)));
    let mut out = if open.is_empty() {
        status.say("status.nothing", &[]) + "\n"
    } else {
        grid::draw(&rows, width)
    };
    let closed = status.closed();
    if closed > 0 {
        let n = closed.to_string();
        out.push_str(&(status.say("status.closed", &[("n", &n)]) + "\n"));
    }
    out
}

fn row(status: &Status<'_>, index: usize) -> Vec<Cell> {
    let record = status.record(index);
    let mut tasks: Vec<_> = status.of(index).collect();
    tasks.sort_by_key(|it| it.turn());
    let next = tasks.iter().find_map(|it| match &it.what {
        What::Step(step) => Some(status.state(record, &step.state)),
        _ => None,
    });
    let now = status.state(record, &record.life.effective);
    let due = tasks.iter().filter_map(|it| status.due(it));
    let due = due.min_by(|a, b| a.0.cmp(&b.0));
    let (missing, who) = missing(status, &tasks).into_iter().unzip();
    vec![
        Cell::Whole(format!("{}\n{}", record.id, record.title)),
        Cell::Whole(match next {
            Some(next) => format!("{now}\n→ {next}"),
            None => now,
        }),
        Cell::Each(missing),
        Cell::Each(who),
        Cell::Whole(match due {
            Some((due, true)) => format!("{due}\n{}", status.say("status.late", &[])),
            Some((due, false)) => due,
            None => String::new(),
        }),
    ]
}

/// What is not there yet, each with those who do it.
fn missing(status: &Status<'_>, tasks: &[&Task]) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mends = of(tasks, |it| matches!(it.what, What::Mend(_)));
    if !mends.is_empty() {
        let n = mends.len().to_string();
        lines.push((status.say("status.mend", &[("n", &n)]), status.who(&mends)));
    }
    for absent in [true, false] {
        let gaps = of(
            tasks,
            |it| matches!(&it.what, What::Write(gap) if gap.absent == absent),
        );
        let names = gaps.iter().filter_map(|it| match &it.what {
            What::Write(gap) => Some(status.document(&gap.document)),
            _ => None,
        });
        let names: Vec<_> = names.collect();
        if !names.is_empty() {
            let path = if absent {
                "status.write"
            } else {
                "status.fill"
            };
            let list = status.joined(&names);
            lines.push((status.say(path, &[("list", &list)]), status.who(&gaps)));
        }
    }
    for task in tasks {
        let who = status.who(&[task]);
        let events = match &task.what {
            What::Step(step) => &step.events[..],
            What::Happen(event) => std::slice::from_ref(event),
            _ => &[],
        };
        if let Some(event) = events.first() {
            let event = status.event(event);
            let text = status.say("ui.task.record", &[("event", &event)]);
            lines.push((text, who.clone()));
        }
        if let What::Step(step) = &task.what
            && let Some(document) = &step.document
        {
            let name = status.document(document);
            lines.push((status.say("status.finish", &[("document", &name)]), who));
        }
    }
    lines
}

fn of<'a>(tasks: &[&'a Task], is_it: impl Fn(&Task) -> bool) -> Vec<&'a Task> {
    tasks.iter().copied().filter(|it| is_it(it)).collect()
}
