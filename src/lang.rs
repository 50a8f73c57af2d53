//! The two languages of the tool and texts that exist in one or both of them.

use std::fmt;

/// A language that the tool speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    Zh,
    /// English, `en`.
    En,
}

impl Lang {
    /// Both, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The BCP 47 tag, as it stands in configurations and in `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language that `tag` names.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.tag() == tag)
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A text in one language, in both, or the same in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    zh: Option<String>,
    en: Option<String>,
}

impl Text {
    /// One text that serves every language, such as a name or a number.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            zh: Some(text.clone()),
            en: Some(text),
        }
    }

    /// A text in both languages.
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: Some(zh.into()),
            en: Some(en.into()),
        }
    }

    /// Sets the text of one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<String>) {
        let slot = match lang {
            Lang::Zh => &mut self.zh,
            Lang::En => &mut self.en,
        };
        *slot = Some(text.into());
    }

    /// The text in exactly this language, if it exists.
    pub fn exactly(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Zh => self.zh.as_deref(),
            Lang::En => self.en.as_deref(),
        }
    }

    /// The text in this language, else in the other, else nothing.
    pub fn get(&self, lang: Lang) -> &str {
        self.exactly(lang)
            .or_else(|| self.exactly(lang.other()))
            .unwrap_or_default()
    }

    /// The language that [`Text::get`] answers in.
    pub fn spoken(&self, lang: Lang) -> Lang {
        if self.exactly(lang).is_some() || self.exactly(lang.other()).is_none() {
            lang
        } else {
            lang.other()
        }
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        Lang::ALL.iter().all(|&it| self.get(it).is_empty())
    }

    /// The texts that exist, without repetition.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        let en = self.en.as_deref().filter(|_| self.en != self.zh);
        self.zh.as_deref().into_iter().chain(en)
    }

    /// Makes a text of both languages from a function of the language.
    pub fn from_fn(make: impl Fn(Lang) -> String) -> Self {
        Self::both(make(Lang::Zh), make(Lang::En))
    }

    /// Puts `args` where `{name}` stands. A name that is not among them stays as written.
    #[must_use]
    pub fn fill(&self, args: &[(&str, Self)]) -> Self {
        let one = |lang: Lang| self.exactly(lang).map(|text| fill(text, lang, args));
        Self {
            zh: one(Lang::Zh),
            en: one(Lang::En),
        }
    }

    /// Joins texts the way each language lists things.
    pub fn list(items: &[Self]) -> Self {
        let join = |lang: Lang, between: &str| {
            let parts: Vec<_> = items.iter().map(|it| it.get(lang)).collect();
            parts.join(between)
        };
        Self::both(join(Lang::Zh, "、"), join(Lang::En, ", "))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

/// The names that stand in braces in a template, in order.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

fn fill(template: &str, lang: Lang, args: &[(&str, Text)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = args.iter().find(|(it, _)| *it == name) {
            let value = value.get(lang);
            gap(&mut out, value);
            out.push_str(value);
            gap(&mut out, tail);
        } else {
            out.push('{');
            out.push_str(name);
            out.push('}');
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Chinese print keeps letters and digits off the characters around them.
fn gap(before: &mut String, after: &str) {
    let meet = before.chars().next_back().zip(after.chars().next());
    let is_han = |it: char| matches!(it, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let is_plain = |it: char| it.is_ascii_alphanumeric();
    if meet.is_some_and(|(a, b)| is_han(a) && is_plain(b) || is_plain(a) && is_han(b)) {
        before.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_letters_keep_off_the_characters_around_a_placeholder() {
        let text = Text::both("晚{by}，{who}的封签", "{by} late");
        let args = [
            ("by", Text::both("2 小时", "2 h")),
            ("who", Text::plain("ci.he")),
        ];
        assert_eq!(text.fill(&args).get(Lang::Zh), "晚 2 小时，ci.he 的封签");
        let args = [("by", Text::plain("两天")), ("who", Text::plain("（甲）"))];
        assert_eq!(text.fill(&args).get(Lang::Zh), "晚两天，（甲）的封签");
    }

    #[test]
    fn placeholders_are_filled_in_each_language() {
        let text = Text::both("缺少{who}", "{who} is missing, {other} stays");
        let filled = text.fill(&[("who", Text::both("客户接口人", "customer contact"))]);
        assert_eq!(filled.get(Lang::Zh), "缺少客户接口人");
        assert_eq!(
            filled.get(Lang::En),
            "customer contact is missing, {other} stays"
        );
    }

    #[test]
    fn a_text_of_one_language_says_which_it_is() {
        let mut text = Text::default();
        text.set(Lang::En, "only English");
        assert_eq!(text.get(Lang::Zh), "only English");
        assert_eq!(text.spoken(Lang::Zh), Lang::En);
    }
}
