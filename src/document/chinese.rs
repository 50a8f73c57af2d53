//! What Markdown does not know about Chinese: line breaks without spaces, bold beside punctuation.
//!
//! Bodies are judged and shown by the same reading, so both ask here.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// What is put between a run of `*` and a Han character.
///
/// ASCII `<` and `>` are punctuation to the rule that lets a run open or close, and the sanitiser
/// drops comments, so it mends the one and leaves nothing behind.
const COMMENT: &str = "<!---->";

/// Whether `it` is a Han character.
pub fn is_han(it: char) -> bool {
    matches!(u32::from(it),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn is_kana(it: char) -> bool {
    matches!(u32::from(it), 0x3040..=0x30FF)
}

/// Whether `it` is a mark of CJK texts, the quotes and dashes that both scripts share included.
fn is_wide_mark(it: char) -> bool {
    let is_mark =
        matches!(u32::from(it), 0x3001..=0x303F | 0xFF01..=0xFF60) && !it.is_alphanumeric();
    is_mark || matches!(it, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether a line may break beside `it` without leaving a space: Han, kana, CJK and full-width punctuation.
fn is_wide(it: char) -> bool {
    is_han(it)
        || is_kana(it)
        || is_wide_mark(it)
        || matches!(u32::from(it), 0x3000..=0x303F | 0xFF01..=0xFF60)
}

/// Whether a line break in the source between these two characters is no space.
pub fn joins(before: Option<char>, after: Option<char>) -> bool {
    // Quotes and dashes serve both scripts: beside them, the other side decides.
    let strong = |it: char| is_wide(it) && !matches!(u32::from(it), 0x2010..=0x2027 | 0xB7);
    match (before, after) {
        (Some(a), Some(b)) => is_wide(a) && is_wide(b) && (strong(a) || strong(b)),
        _ => false,
    }
}

/// A body in which runs of `*` and `~` open and close beside Chinese punctuation.
#[derive(Debug)]
pub struct Loose<'t> {
    /// The body, with empty comments where they are needed.
    pub text: Cow<'t, str>,
    /// Where they were put, in the source.
    marks: BTreeSet<usize>,
}

impl Loose<'_> {
    /// The byte of the source that stands at `offset` of the loosened text.
    pub fn back(&self, offset: usize) -> usize {
        let mut added = 0;
        for &mark in &self.marks {
            let start = mark + added;
            if offset <= start {
                break;
            }
            if offset < start + COMMENT.len() {
                return mark;
            }
            added += COMMENT.len();
        }
        offset - added
    }
}

/// `source` with empty comments where a run of `*` or `~` between a letter and punctuation would stay literal.
///
/// The specification of Markdown lets a run open or close only if a space or punctuation stands
/// outside when punctuation stands inside; Chinese has no spaces. With the comment such a run may do
/// both, as any other between two Han characters. Code, HTML and addresses are not touched.
pub fn loosen(source: &str, options: Options) -> Loose<'_> {
    let mut marks = runs(source);
    if !marks.is_empty() {
        let written = written(source, options);
        marks.retain(|(run, _)| {
            written
                .iter()
                .any(|it| it.start <= run.start && run.end <= it.end)
        });
    }
    let marks: BTreeSet<_> = marks.into_iter().map(|(_, mark)| mark).collect();
    if marks.is_empty() {
        let text = Cow::Borrowed(source);
        return Loose { text, marks };
    }
    let mut text = String::with_capacity(source.len() + marks.len() * COMMENT.len());
    let mut from = 0;
    for &at in &marks {
        text.push_str(&source[from..at]);
        text.push_str(COMMENT);
        from = at;
    }
    text.push_str(&source[from..]);
    Loose {
        text: text.into(),
        marks,
    }
}

/// The runs that a comment would help, each with the place for it.
fn runs(source: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find(['*', '~']).map(|it| it + at) {
        let sign = source.as_bytes()[start];
        let length = source[start..].bytes().take_while(|&it| it == sign).count();
        at = start + length;
        let before = source[..start].chars().next_back();
        let after = source[at..].chars().next();
        if let (Some(before), Some(after), 1..=3) = (before, after, length) {
            if parts(before, after) {
                found.push((start..at, at));
            } else if parts(after, before) {
                found.push((start..at, start));
            }
        }
    }
    found
}

/// Whether a run between the two stays literal although people mean it: punctuation within, a letter outside.
fn parts(inner: char, outer: char) -> bool {
    let is_mark =
        !inner.is_alphanumeric() && !inner.is_whitespace() && !matches!(inner, '*' | '~' | '\\');
    let is_wide_letter = is_han(outer) || is_kana(outer);
    is_mark && is_wide_letter || is_wide_mark(inner) && outer.is_alphanumeric()
}

/// The parts of `source` in which a run is markup or words: texts, and the ends of what is marked.
fn written(source: &str, options: Options) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut code_ends = 0;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code_ends = range.end,
            Event::Text(_) if range.start >= code_ends => parts.push(range),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                // A run may belong to several of them, and to text in part.
                parts.push(range.start.saturating_sub(3)..range.start + 3);
                parts.push(range.end.saturating_sub(3)..range.end + 3);
            }
            _ => {}
        }
    }
    // A run that is half text and half markup stands in neither of them.
    parts.sort_by_key(|it| (it.start, it.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => joined.push(part),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let options = crate::document::markdown::options();
        let mut html = String::new();
        let loose = loosen(text, options);
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&loose.text, options));
        html.replace(COMMENT, "").trim().to_owned()
    }

    #[test]
    fn line_breaks_between_han_are_no_spaces() {
        for (before, after, joined) in [
            ('前', '后', true),
            ('，', '后', true),
            ('”', '后', true),
            ('前', '１', true),
            ('か', '后', true),
            ('前', 'a', false),
            ('3', '前', false),
            ('”', '“', false),
            ('.', '前', false),
            ('한', '글', false),
            ('前', '글', false),
        ] {
            assert_eq!(joins(Some(before), Some(after)), joined, "{before} {after}");
        }
        assert!(!joins(None, Some('后')));
    }

    #[test]
    fn bold_beside_chinese_punctuation_is_bold() {
        for (text, shown) in [
            (
                "这是**我想做的事。**所以继续。",
                "这是<strong>我想做的事。</strong>所以继续。",
            ),
            ("他说**“好”**才行", "他说<strong>“好”</strong>才行"),
            (
                "**注意：**CHG-2024-0001 已回退",
                "<strong>注意：</strong>CHG-2024-0001 已回退",
            ),
            ("第2**（二）**条", "第2<strong>（二）</strong>条"),
            (
                "用**`tar -x`**解开",
                "用<strong><code>tar -x</code></strong>解开",
            ),
            (
                "见**[附件](a.md)**一",
                "见<strong><a href=\"a.md\">附件</a></strong>一",
            ),
            ("甲***“乙”***丙", "甲<em><strong>“乙”</strong></em>丙"),
            ("已~~作废。~~恢复", "已<del>作废。</del>恢复"),
            // The first run could close, the second open: read one by one they would pair crosswise.
            (
                "这是**甲。**和**乙**丙",
                "这是<strong>甲。</strong>和<strong>乙</strong>丙",
            ),
            ("说完。**和平**来了", "说完。<strong>和平</strong>来了"),
            (
                "ひと**「ふた」**みっつ",
                "ひと<strong>「ふた」</strong>みっつ",
            ),
        ] {
            assert_eq!(html(text), format!("<p>{shown}</p>"), "{text}");
        }
    }

    #[test]
    fn code_html_addresses_and_english_stay_as_they_are_written() {
        for text in [
            "`这是**事。**所以`",
            "```\n这是**事。**所以\n```\n",
            "    这是**事。**所以\n",
            "<p title=\"这是**事。**所以\">x</p>\n",
            "[x](这是**事。**所以)",
            "a**b.**c **d**, 2*3*4",
            r"这是\*\*事。\*\*所以",
        ] {
            let options = crate::document::markdown::options();
            assert_eq!(loosen(text, options).text, text);
        }
    }

    #[test]
    fn places_of_the_loosened_text_are_those_of_the_source() {
        let text = "甲**乙。**丙**“丁”**戊";
        let loose = loosen(text, Options::empty());
        assert_eq!(loose.text.matches(COMMENT).count(), 3);
        for (at, _) in text.char_indices() {
            let word = &text[at..];
            let shown = loose.text.find(word.chars().next().unwrap());
            if !word.starts_with('*') {
                assert_eq!(loose.back(shown.unwrap()), at, "{word}");
            }
        }
        assert_eq!(loose.back(loose.text.len()), text.len());
    }
}
