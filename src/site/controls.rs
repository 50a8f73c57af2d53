//! Control frameworks: which of their items a clause or a rule answers.

use serde::Serialize;

use super::desk::Here;
use super::text::Said;

/// Items of a control framework.
#[derive(Debug, Serialize)]
pub(crate) struct Control {
    pub(crate) framework: Said,
    pub(crate) items: Vec<String>,
}

impl Here<'_> {
    /// Items of control frameworks, under the names of these.
    pub(crate) fn controls(&self, controls: &[(String, Vec<String>)]) -> Vec<Control> {
        let frameworks = &self.desk.ctx.procedure.frameworks;
        let control = |(id, items): &(String, Vec<String>)| Control {
            framework: match frameworks.iter().find(|it| &it.id == id) {
                Some(known) => self.say(&known.label),
                None => self.said(id),
            },
            items: items.clone(),
        };
        controls.iter().map(control).collect()
    }
}
