//! What Markdown does not know about Chinese: line breaks without spaces, bold beside punctuation.

use pulldown_cmark::{Event, Options, Parser};

/// Whether `it` is a Han character.
pub(crate) fn is_han(it: char) -> bool {
    matches!(u32::from(it),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Whether a line may break beside `it` without leaving a space: Han, kana, CJK and full-width punctuation.
fn is_wide(it: char) -> bool {
    let punctuation = matches!(u32::from(it), 0x3000..=0x303F | 0x3040..=0x30FF | 0xFF01..=0xFF60);
    is_han(it) || punctuation || matches!(it, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether a line break in the source between these two characters is no space.
pub(super) fn joins(before: Option<char>, after: Option<char>) -> bool {
    // Quotes and dashes serve both scripts: beside them, the other side decides.
    let strong = |it: char| is_wide(it) && !matches!(u32::from(it), 0x2010..=0x2027 | 0xB7);
    match (before, after) {
        (Some(a), Some(b)) => is_wide(a) && is_wide(b) && (strong(a) || strong(b)),
        _ => false,
    }
}

/// `source` with empty comments where a run of `*` between Han and punctuation would stay literal.
///
/// The specification of Markdown lets a run open or close only if a space or
/// punctuation stands outside when punctuation stands inside; Chinese has no
/// spaces. ASCII `<` and `>` are punctuation, so an empty comment mends it, and
/// the sanitiser drops it. Only text that is still literal after parsing is touched.
pub(super) fn loosen(source: &str, options: Options) -> String {
    let mut marks = Vec::new();
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        if matches!(event, Event::Text(_)) {
            stars(source, range, &mut marks);
        }
    }
    marks.sort_unstable();
    marks.dedup();
    let mut out = String::with_capacity(source.len() + marks.len() * 7);
    let mut from = 0;
    for at in marks {
        out.push_str(&source[from..at]);
        out.push_str("<!---->");
        from = at;
    }
    out.push_str(&source[from..]);
    out
}

fn stars(source: &str, range: std::ops::Range<usize>, marks: &mut Vec<usize>) {
    let mut at = range.start;
    while let Some(found) = source[at..range.end].find('*') {
        let start = at + found;
        let length = source[start..].bytes().take_while(|&it| it == b'*').count();
        let end = start + length;
        let before = source[..start].chars().next_back();
        let after = source[end..].chars().next();
        if let (Some(before), Some(after), 1..=3) = (before, after, length) {
            if is_mark(before) && is_han(after) {
                marks.push(end);
            } else if is_han(before) && is_mark(after) {
                marks.push(start);
            }
        }
        at = end.max(at + 1).min(range.end);
        if end >= range.end {
            break;
        }
    }
}

fn is_mark(it: char) -> bool {
    !it.is_alphanumeric() && !it.is_whitespace() && it != '*' && it != '\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_between_han_are_no_spaces() {
        assert!(joins(Some('前'), Some('后')));
        assert!(joins(Some('，'), Some('后')));
        assert!(joins(Some('”'), Some('后')));
        assert!(!joins(Some('前'), Some('a')));
        assert!(!joins(Some('”'), Some('“')));
        assert!(!joins(Some('한'), Some('글')));
    }

    #[test]
    fn bold_beside_chinese_punctuation_is_marked_and_code_is_not() {
        let loose = |text| loosen(text, Options::empty());
        assert_eq!(
            loose("这是**我想做的事。**所以继续。"),
            "这是**我想做的事。**<!---->所以继续。"
        );
        assert_eq!(loose("他说**“好”**才行"), "他说<!---->**“好”**<!---->才行");
        assert_eq!(loose("`这是**事。**所以`"), "`这是**事。**所以`");
        assert_eq!(loose("a**b**c"), "a**b**c");
    }
}
