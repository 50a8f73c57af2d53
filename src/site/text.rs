//! Text on its way into a page: its language, its names, its ids as links.
//!
//! What a person wrote becomes [`Said`] (plain, escaped by the template) or
//! [`Rich`] (finished HTML in which ids are links and back-quoted words are
//! code). Both carry a `lang` where they are not in the page's language,
//! because fonts, line breaking and screen readers depend on it.

use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

use crate::book::Record;
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

    /// The title of a record; one without a title bears its id instead, which stands beside it anyway.
    pub(crate) fn titled(&self, record: &Record) -> Said {
        if record.title == record.id {
            Said {
                text: self.ui("ui.untitled"),
                lang: None,
            }
        } else {
            self.said(&record.title)
        }
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
            dated(found.before, out);
            out.push_str("<a href=\"");
            escape(found.href.as_str(), out);
            out.push_str("\">");
            escape(found.id, out);
            out.push_str("</a>");
            rest = found.after;
        }
        dated(rest, out);
    }
}

/// Appends `text`, escaped, with every day kept on one line; browsers break after a hyphen.
fn dated(text: &str, out: &mut String) {
    let mut end = 0;
    for day in DAY.iter().flat_map(|it| it.find_iter(text)) {
        escape(&text[end..day.start()], out);
        out.push_str("<span class=\"date\">");
        out.push_str(day.as_str());
        out.push_str("</span>");
        end = day.end();
    }
    escape(&text[end..], out);
}

static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b\d{4}-\d{2}-\d{2}\b").ok());

/// The language of `text` if it is clearly not `lang`.
///
/// Letters decide: a Chinese name makes no English sentence Chinese, nor does
/// an English product name make a Chinese one English. English takes at least
/// three words, so that a version or a name inside a Chinese page stays what
/// it is.
pub(super) fn foreign(text: &str, lang: Lang) -> Option<Lang> {
    let han = text
        .chars()
        .filter(|it| crate::document::chinese::is_han(*it));
    let han = han.count();
    let is_word = |it: &&str| it.len() > 1 && it.chars().all(|it| it.is_ascii_alphabetic());
    let words = text.split([' ', ',', '.', '\n']).filter(is_word).count();
    let spoken = if han > 0 && han >= words {
        Lang::Zh
    } else if words >= 3 {
        Lang::En
    } else {
        return None;
    };
    (spoken != lang).then_some(spoken)
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
        // Names of people and products do not change it.
        let named = "林若川 is named under testers and is a developer too";
        assert_eq!(foreign(named, Lang::En), None);
        assert_eq!(foreign(named, Lang::Zh), Some(Lang::En));
        assert_eq!(foreign("沈知行, Nora Parker", Lang::En), Some(Lang::Zh));
        assert_eq!(foreign("把 API gateway 的配置改到新机房", Lang::Zh), None);
    }

    #[test]
    fn a_day_in_a_sentence_is_not_broken() {
        let mut out = String::new();
        dated("before <a> (2026-04-16), 2026-04", &mut out);
        assert_eq!(
            out,
            "before &lt;a&gt; (<span class=\"date\">2026-04-16</span>), 2026-04"
        );
    }

    #[test]
    fn markup_in_text_is_escaped() {
        let mut out = String::new();
        escape("<script a=\"b\">&", &mut out);
        assert_eq!(out, "&lt;script a=&quot;b&quot;&gt;&amp;");
    }
}
