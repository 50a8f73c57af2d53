//! Words of the interface, and sentences made of them.

use crate::lang::{Lang, Text};
use crate::words;

use super::desk::Here;
use super::text::Said;

impl Here<'_> {
    /// A word of the interface.
    pub(crate) fn ui(&self, path: &str) -> String {
        words::text(path).get(self.lang).to_owned()
    }

    /// A word of the interface, where a text with a language is asked for.
    pub(crate) fn plain(&self, path: &str) -> Said {
        Said {
            text: self.ui(path),
            lang: None,
        }
    }

    /// A sentence of the interface about `args`.
    pub(crate) fn ui_with(&self, path: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(name, it)| (*name, Text::plain(*it)))
            .collect();
        words::fill(path, &args).get(self.lang).to_owned()
    }

    /// A sentence of the interface about a number; English has a form of its own for one.
    pub(crate) fn count(&self, path: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.ui_with(&format!("{path}.{form}"), &[("n", &n.to_string())])
    }

    /// Labels, joined the way the language lists things.
    pub(crate) fn list(&self, items: &[String]) -> String {
        let between = match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        items.join(between)
    }

    /// The label of a role.
    pub(crate) fn role(&self, id: &str) -> Said {
        self.say(&self.desk.ctx.procedure.role_label(id))
    }
}
