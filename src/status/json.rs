//! The state of the open changes for programs: schema `changebook/status/1`.

use serde_json::{Value, json};

use crate::check::waiting::{Task, What};

use super::Status;

/// What it looks like.
pub const JSON_SCHEMA: &str = include_str!("json.schema.json");

/// The records `which`, in their order.
pub fn write(status: &Status<'_>, which: &[usize]) -> String {
    let zone = &status.ctx.config.zone;
    let changes: Vec<_> = which.iter().map(|&it| change(status, it)).collect();
    let all = json!({
        "schema": "changebook/status/1",
        "as_of": status.ctx.book.as_of.moment.show(zone),
        "changes": changes,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn change(status: &Status<'_>, index: usize) -> Value {
    let record = status.record(index);
    let mut tasks: Vec<_> = status.of(index).collect();
    tasks.sort_by_key(|it| it.turn());
    let next = tasks.iter().find_map(|it| match &it.what {
        What::Step(step) => Some(step.state.clone()),
        _ => None,
    });
    let late = tasks.iter().filter_map(|it| status.due(it)).any(|it| it.1);
    let tasks: Vec<_> = tasks.into_iter().map(|it| task(status, it)).collect();
    json!({
        "change": record.id,
        "title": record.title,
        "route": record.route,
        "system": record.system,
        "state": record.life.effective,
        "next": next,
        "overdue": late,
        "tasks": tasks,
    })
}

fn task(status: &Status<'_>, task: &Task) -> Value {
    let sources = status.ctx.sources;
    let kind = match &task.what {
        What::Step(_) => "step",
        What::Mend(_) => "mend",
        What::Happen(_) => "happen",
        What::Write(_) => "write",
        What::End(_) => "waiver",
    };
    let found = match task.what {
        What::Mend(at) => Some(&status.findings.all[at]),
        _ => None,
    };
    let rule = task.due.as_ref().and_then(|it| it.rule.as_deref());
    let who: Vec<_> = task
        .who
        .iter()
        .map(|it| json!({"person": it.person.as_ref().filter(|_| status.ctx.config.publish_names), "role": it.role}))
        .collect();
    json!({
        "kind": kind,
        "what": status.what(task),
        "document": match &task.what {
            What::Write(gap) => Some(&gap.document),
            What::Step(step) => step.document.as_ref(),
            _ => None,
        },
        "events": match &task.what {
            What::Step(step) => step.events.clone(),
            What::Happen(event) => vec![event.clone()],
            _ => Vec::new(),
        },
        "fields": match &task.what {
            What::Write(gap) => gap.fields.clone(),
            _ => Vec::new(),
        },
        "who": who,
        "due": status.due(task).map(|it| it.0),
        "overdue": status.due(task).is_some_and(|it| it.1),
        "rule": found.map(|it| it.rule.as_str()).or(rule),
        "path": found.map(|it| sources.get(it.place.source).path()),
    })
}
