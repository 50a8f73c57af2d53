//! A document or a field that is due with the next state as a task: which, of whom, and the lines for it.

use crate::check::waiting::{Task, ahead::Gap};
use crate::lang::Text;
use crate::site::desk::{Here, Target};
use crate::site::lists::Link;
use crate::site::text::Said;

use super::Row;

impl Here<'_> {
    pub(super) fn write(&self, task: &Task, gap: &Gap) -> Row {
        let procedure = self.desk.ctx.procedure;
        let kind = procedure.document(&gap.document);
        let name = kind.map_or_else(|| gap.document.clone(), |it| self.word(&it.name()));
        let state = self.word(&self.desk.state_label(&gap.state));
        let args = [("document", name.as_str()), ("state", state.as_str())];
        let record = task.record.map(|it| self.desk.record(it));
        let path = if gap.absent {
            "ui.task.write"
        } else {
            "ui.task.fill"
        };
        let template = kind.and_then(|it| {
            Some(Link {
                label: Said {
                    text: self.ui("ui.task.blank"),
                    lang: None,
                },
                href: self.href(Target::Template(&it.id))?,
            })
        });
        let clauses = kind.map_or_else(Vec::new, |it| self.clauses(&it.clauses));
        let mut what = self.ui_with(path, &args);
        let labels = gap.labels(procedure);
        if !labels.is_empty() {
            let list = self.word(&Text::list(&labels));
            what = self.ui_with("ui.task.fields", &[("text", &what), ("list", &list)]);
        }
        Row {
            clauses,
            snippet: record.and_then(|it| self.field_snippet(it, &gap.document, &gap.fields)),
            links: template.into_iter().filter(|_| gap.absent).collect(),
            ..self.plain_task("neutral", &what)
        }
    }
}
