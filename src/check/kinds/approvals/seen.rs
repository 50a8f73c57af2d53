//! What a decision was held against, for the one who asks how the rule came to its judgement.

use crate::book::{Event, select};
use crate::check::reporter::Reporter;
use crate::lang::Text;
use crate::source::Place;

use super::Target;

impl<'a> Target<'a, '_> {
    /// The submission that decisions must follow.
    pub(super) fn looked_at_submission(&self, report: &mut Reporter<'_>) {
        self.looked_at_event(self.round.submission, report);
    }

    pub(super) fn looked_at_before(&self, report: &mut Reporter<'_>) {
        self.looked_at_event(self.round.before, report);
    }

    fn looked_at_event(&self, event: Option<&'a Event>, report: &mut Reporter<'_>) {
        if let Some(event) = event {
            let at = event.at.as_ref().map(|it| self.round.case.show_moment(it));
            report.compared(
                self.label(event),
                at.unwrap_or_default(),
                Some(place(event)),
            );
        }
    }

    pub(super) fn looked_at(&self, event: &Event, report: &mut Reporter<'_>) {
        let case = self.round.case;
        let role = case.ctx.procedure.role_label(self.role);
        let value = event
            .at
            .as_ref()
            .map(|it| case.show_moment(it))
            .unwrap_or_default();
        let fields = &case.ctx.procedure.events.fields;
        let field = fields.iter().find(|it| it.name == "result");
        let (procedure, config) = (case.ctx.procedure, case.ctx.config);
        let result = event
            .field("result")
            .map(|it| select::show(procedure, config, field, it));
        let value = Text::list(&[value].into_iter().chain(result).collect::<Vec<_>>());
        report.compared(role, value, Some(event.item.place));
    }

    /// What the procedure calls such an event.
    pub(super) fn label(&self, event: &Event) -> Text {
        let kind = self.round.case.ctx.procedure.events.kind(&event.kind);
        kind.map_or_else(|| Text::plain(event.kind.clone()), |it| it.label.clone())
    }
}

/// Where the moment of an event stands.
pub(super) fn place(event: &Event) -> Place {
    event.field("at").map_or(event.item.place, |at| at.place)
}
