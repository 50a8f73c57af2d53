//! Text on its way into a page: its language, its names, its ids as links.
//!
//! What a person wrote becomes [`Said`] (plain, escaped by the template) or
//! [`Rich`] (finished HTML in which ids are links and back-quoted words are
//! code). Both carry a `lang` where they are not in the page's language,
//! because fonts, line breaking and screen readers depend on it.

use serde::Serialize;

use crate::lang::{Lang, Text};
use crate::text::escape;

use super::desk::Here;

/// Plain text and its language, if that is not the page's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) lang: Option<&'static str>,
}

/// Finished HTML and its language, if that is not the page's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Rich {
    pub(crate) html: String,
    pub(crate) lang: Option<&'static str>,
}

impl Here<'_> {
    /// A text of the procedure in the page's language, else in the other.
    pub(crate) fn say(&self, text: &Text) -> Said {
        let shown = self.desk.names.hide(text.get(self.lang), self.lang);
        let spoken = text.spoken(self.lang);
        let lang = (spoken != self.lang).then(|| spoken.tag());
        match lang {
            Some(_) => Said { text: shown, lang },
            None => self.tagged(shown),
        }
    }

    /// A text of the procedure as a bare string, for places that carry no `lang`.
    pub(crate) fn word(&self, text: &Text) -> String {
        self.desk.names.hide(text.get(self.lang), self.lang)
    }

    /// What a person wrote, in whatever language it is.
    pub(crate) fn said(&self, text: &str) -> Said {
        self.tagged(self.desk.names.hide(text, self.lang))
    }

    /// A text of the procedure with its ids as links.
    pub(crate) fn rich(&self, text: &Text) -> Rich {
        self.rich_of(text.get(self.lang))
    }

    /// What a person wrote with its ids as links.
    pub(crate) fn rich_of(&self, text: &str) -> Rich {
        let said = self.said(text);
        Rich {
            html: self.inline(&said.text),
            lang: said.lang,
        }
    }

    fn tagged(&self, text: String) -> Said {
        let lang = foreign(&text, self.lang).map(Lang::tag);
        Said { text, lang }
    }

    /// Escapes `text`, sets back-quoted words as code and links ids.
    fn inline(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 32);
        for (index, part) in text.split('`').enumerate() {
            let is_code = index % 2 == 1;
            if is_code {
                out.push_str("<code>");
            }
            self.link_ids(part, &mut out);
            if is_code {
                out.push_str("</code>");
            }
        }
        out.trim_end().replace('\n', "<br>")
    }

    /// Appends `text`, escaped, with a link around every id of a record, clause or rule.
    fn link_ids(&self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some(found) = self.next_id(rest) {
            escape(found.before, out);
            out.push_str("<a href=\"");
            escape(found.href.as_str(), out);
            out.push_str("\">");
            escape(found.id, out);
            out.push_str("</a>");
            rest = found.after;
        }
        escape(rest, out);
    }
}

/// The language of `text` if it is clearly not `lang`.
///
/// Han characters make a text Chinese; English takes at least three words, so
/// that a version or a name inside a Chinese page stays what it is.
pub(super) fn foreign(text: &str, lang: Lang) -> Option<Lang> {
    let has_han = text.chars().any(crate::document::chinese::is_han);
    match lang {
        Lang::En => has_han.then_some(Lang::Zh),
        Lang::Zh if has_han => None,
        Lang::Zh => {
            let is_word = |it: &&str| it.len() > 1 && it.chars().all(|it| it.is_ascii_alphabetic());
            let words = text.split([' ', ',', '.', '\n']).filter(is_word).count();
            (words >= 3).then_some(Lang::En)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_of_a_text_is_seen_from_its_letters() {
        assert_eq!(foreign("对账导出金额精度修复", Lang::En), Some(Lang::Zh));
        assert_eq!(foreign("对账导出", Lang::Zh), None);
        assert_eq!(foreign("settlement-export 3.8.2", Lang::Zh), None);
        assert_eq!(
            foreign("Renew the gateway certificate", Lang::Zh),
            Some(Lang::En)
        );
    }

    #[test]
    fn markup_in_text_is_escaped() {
        let mut out = String::new();
        escape("<script a=\"b\">&", &mut out);
        assert_eq!(out, "&lt;script a=&quot;b&quot;&gt;&amp;");
    }
}
