//! A finding as a task: what is wrong, what to write instead, and the lines for it where they are certain.

use crate::book::value::{Member, Value};
use crate::check::waiting::Task;
use crate::site::desk::Here;
use crate::site::duties::Doer;
use crate::site::lists::Link;
use crate::site::text::Said;

use super::Row;

impl Here<'_> {
    pub(super) fn mend(&self, task: &Task, finding: usize, doer: Option<&Doer>) -> Row {
        let found = &self.desk.findings.all[finding];
        let shown = self.finding(found);
        let tone = shown.chip.tone;
        let record = task.record.map(|it| self.desk.record(it));
        let snippet = record.and_then(|record| {
            if let Some(event) = found.key.strip_prefix("event.") {
                let event = event.split(['.', '[', ' ']).next().unwrap_or_default();
                let kinds = self.desk.ctx.procedure.events.expand(event);
                let has = record
                    .events
                    .iter()
                    .any(|it| kinds.contains(&it.kind.as_str()));
                let kind = kinds.first().filter(|_| !has)?;
                return self.event_of(task, kind, doer);
            }
            let (document, way) = found.key.split_once('.')?;
            let is_plain = !way.contains(['[', ' ']);
            let doc = record.document(document).filter(|_| is_plain)?;
            let parts: Vec<_> = way.split('.').collect();
            let mut members: &[Member] = &doc.fields;
            for part in parts {
                match members.iter().find(|it| it.key == part).map(|it| &it.item) {
                    None => return self.field_snippet(record, document, &[way.to_owned()]),
                    Some(it) if it.is_empty() => {
                        return self.field_snippet(record, document, &[way.to_owned()]);
                    }
                    Some(it) => match &it.value {
                        Value::Map(inner) => members = inner,
                        _ => return None,
                    },
                }
            }
            None
        });
        Row {
            tone,
            what: shown.message,
            rule: Some(self.rule_link(&found.rule)),
            clauses: shown.clauses,
            help: shown.help,
            snippet,
            links: shown
                .edit
                .into_iter()
                .map(|href| Link {
                    label: Said {
                        text: shown.place.clone(),
                        lang: None,
                    },
                    href,
                })
                .collect(),
            ..self.plain_task(tone, "")
        }
    }
}
