//! The lists of a person as one page shows them: a beginning, or a page of the whole.

use crate::procedure::fields::FieldKind;
use crate::site::address;
use crate::site::desk::{Here, Target};
use crate::site::duties::Doer;
use crate::site::lists::{Counted, Link, PAGE, PageLink};
use crate::site::tasks::Block;
use crate::site::text::Said;

use super::{Approval, Concerned, List, Listed, SHORT, Sheet};

/// The lists of a person as one page shows them.
pub(super) struct Part<'a, 'h> {
    pub(super) here: &'a Here<'h>,
    pub(super) sheet: &'a Sheet,
    pub(super) person: &'a str,
}

impl Part<'_, '_> {
    /// The entries of a list that this page shows.
    fn range(&self) -> (usize, usize) {
        match self.sheet.list {
            None => (0, SHORT),
            Some(_) => (self.sheet.page * PAGE, PAGE),
        }
    }

    fn list<T>(&self, list: Listed, total: usize, rows: Vec<T>) -> List<T> {
        let n = list.len(self.here.desk, self.person);
        let to = Sheet {
            list: Some(list),
            page: 0,
            ..self.sheet.clone()
        };
        let id = list.id();
        let address = to.address(self.here.desk, &self.prefix());
        List {
            total: self.here.count(&format!("ui.person.total.{id}"), total),
            rows,
            all: (self.sheet.list.is_none() && n > SHORT).then(|| Counted {
                label: Said {
                    text: self
                        .here
                        .ui_with("ui.person.all", &[("n", &total.to_string())]),
                    lang: None,
                },
                href: Some(self.here.address.href(&address, None)),
                n: total,
                current: false,
            }),
        }
    }

    fn prefix(&self) -> String {
        address::prefix(&self.here.desk.ctx.config.languages, self.here.lang)
    }

    pub(super) fn pages(&self, list: Listed) -> Vec<PageLink> {
        let n = list.len(self.here.desk, self.person);
        self.here.pages(n, self.sheet.page, |page| {
            let to = Sheet {
                page,
                ..self.sheet.clone()
            };
            to.address(self.here.desk, &self.prefix())
        })
    }

    pub(super) fn waiting(&self) -> List<Block> {
        let duties = &self.here.desk.duties;
        let doer = Doer::Person(self.person.to_owned());
        let tasks = duties.of(&doer);
        let (skip, take) = self.range();
        let groups = self.here.groups(tasks);
        let shown: Vec<_> = groups
            .into_iter()
            .skip(skip)
            .take(take)
            .flat_map(|it| it.1)
            .collect();
        let rows = self.here.blocks(&shown, Some(&doer), (take, "task"));
        self.list(Listed::Waiting, tasks.len(), rows)
    }

    pub(super) fn approvals(&self) -> List<Approval> {
        let desk = self.here.desk;
        let all = &desk.duties.deeds(self.person).approvals;
        let (skip, take) = self.range();
        let rows = all.iter().skip(skip).take(take);
        let rows = rows.filter_map(|&(index, at)| self.approval(index, at));
        self.list(Listed::Approvals, all.len(), rows.collect())
    }

    fn approval(&self, index: usize, at: usize) -> Option<Approval> {
        let here = self.here;
        let record = here.desk.record(index);
        let event = record.events.get(at)?;
        let procedure = here.desk.ctx.procedure;
        let known = procedure.events.kind(&event.kind);
        let of = |wanted: fn(&FieldKind) -> bool| {
            let mut fields = procedure.events.fields.iter();
            fields
                .find(|it| it.name != "type" && wanted(&it.kind) && event.field(&it.name).is_some())
        };
        let role = of(|it| matches!(it, FieldKind::Role));
        let role = role.and_then(|it| event.field(&it.name)?.key());
        let result = procedure.events.fields.iter().find(|it| {
            let is_needed =
                known.is_none_or(|known| known.needs.is_empty() || known.needs.contains(&it.name));
            it.name != "type" && is_needed && matches!(it.kind, FieldKind::Enum(_))
        });
        let result = result.and_then(|it| Some(here.cell(it, event.field(&it.name)?)));
        Some(Approval {
            at: event
                .at
                .as_ref()
                .map(|it| it.show(&here.desk.ctx.config.zone)),
            event: here.event_label(&event.kind),
            role: role.as_deref().map(|it| here.role(it)),
            result,
            change: Link {
                label: Said {
                    text: record.id.clone(),
                    lang: None,
                },
                href: here.href(Target::Change(index))?,
            },
            title: here.titled(record),
        })
    }

    pub(super) fn changes(&self) -> List<Concerned> {
        let here = self.here;
        let all = &here.desk.duties.deeds(self.person).records;
        let (skip, take) = self.range();
        let rows = all
            .iter()
            .skip(skip)
            .take(take)
            .filter_map(|(index, roles)| {
                Some(Concerned {
                    change: here.change_row(*index)?,
                    roles: roles.iter().map(|it| here.role(it)).collect(),
                })
            });
        self.list(Listed::Changes, all.len(), rows.collect())
    }
}
