//! Texts as they fit on a terminal: one line, the beginning of one, or lines of a width.

/// One line of text: nothing in it ends the line, moves the cursor or turns the writing around.
pub(super) fn line(text: &str) -> String {
    // The separators of lines and paragraphs, and the marks that turn the writing.
    let turns = |it: char| matches!(it, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_mark = |it: char| matches!(it, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}');
    text.chars()
        .map(|it| {
            if it.is_control() || turns(it) || is_mark(it) {
                ' '
            } else {
                it
            }
        })
        .collect()
}

/// The beginning of a text as one line of at most `most` columns, up to the end of a sentence if there is one.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let text = line(text.trim());
    let sentence = text
        .find('。')
        .or_else(|| text.find(". "))
        .unwrap_or(text.len());
    let mut columns = 0;
    let mut out = String::new();
    for letter in text[..sentence].chars() {
        columns += width(letter);
        if columns > most {
            out.push('…');
            break;
        }
        out.push(letter);
    }
    out
}

/// The text in lines of at most `most` columns, broken at blanks and between wide letters.
pub(super) fn wrap(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut columns = 0;
    for piece in pieces(&line(text)) {
        let wide: usize = piece.trim_end().chars().map(width).sum();
        if columns > 0 && columns + wide > most {
            out.truncate(out.trim_end().len());
            out.push('\n');
            columns = 0;
        }
        out.push_str(piece);
        columns += piece.chars().map(width).sum::<usize>();
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a line is broken between: words with the blank behind them, wide letters with the signs that cling to them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        let Some(&(next_at, next)) = letters.peek() else {
            break;
        };
        let is_blank = letter == ' ' && next != ' ';
        let is_wide = width(letter) > 1 || width(next) > 1;
        let clings = "，。；：、！？）》」』”’".contains(next)
            || "（《「『“‘".contains(letter)
            || next == ' ';
        if is_blank || (is_wide && !clings) {
            pieces.push(&text[start..next_at]);
            start = next_at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// The columns that a letter takes on a terminal.
pub(crate) fn width(letter: char) -> usize {
    let wide = matches!(letter,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    1 + usize::from(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginning_of_a_text_ends_with_its_first_sentence_or_at_the_limit() {
        assert_eq!(
            beginning("先测试，后上线。其余从略。", 40),
            "先测试，后上线"
        );
        assert_eq!(beginning("先测试，后上线", 6), "先测试…");
        assert_eq!(beginning("Tests\ncome first. Then", 40), "Tests come first");
    }

    #[test]
    fn a_line_stays_one_line_whatever_somebody_wrote() {
        let odd = "a\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\u{1b}[31mh\u{202e}i\u{200f}j";
        assert_eq!(line(odd), "a b c d e f g [31mh i j");
        assert_eq!(line("先测试，后上线 🚀"), "先测试，后上线 🚀");
    }

    #[test]
    fn lines_break_at_blanks_and_between_wide_letters_but_not_before_their_signs() {
        assert_eq!(
            wrap("ask somebody else to test", 12),
            "ask somebody\nelse to test"
        );
        assert_eq!(wrap("先测试后上线，再验证", 12), "先测试后上\n线，再验证");
        assert_eq!(
            wrap("在 `plan.steps` 中写明", 16),
            "在 `plan.steps`\n中写明"
        );
        assert_eq!(wrap("unbreakable", 4), "unbreakable");
    }
}
