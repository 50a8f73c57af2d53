//! How wide a text is without asking a font, and where it wraps.
//!
//! The table is generous enough that the usual fonts fit, and a box leaves
//! [`PADDING`] around its text for those that are wider still.

use unicode_width::UnicodeWidthChar as _;

/// Pixels between a text and the sides of its box, both sides together.
pub(crate) const PADDING: i32 = 20;

/// What a line holds, in hundredths of an em: eight Han characters or sixteen Latin letters.
const LINE: i32 = 880;

/// The width of `text` at a font size, in whole pixels, rounded up.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    (ems(text) * size + 99) / 100
}

/// The width of the widest line.
pub(crate) fn widest(lines: &[String], size: i32) -> i32 {
    lines
        .iter()
        .map(|it| width(it, size))
        .max()
        .unwrap_or_default()
}

/// `text` in lines that fit a box; only what no box could hold is cut inside a word.
pub(crate) fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && ems(line.trim_end()) + ems(piece.trim_end()) > LINE {
            lines.push(std::mem::take(&mut line));
        }
        for it in piece.chars() {
            // A word that is longer than any line.
            if ems(&line) + em(it) > LINE * 2 {
                lines.push(std::mem::take(&mut line));
            }
            line.push(it);
        }
    }
    lines.push(line);
    lines.retain(|it| !it.trim().is_empty());
    for line in &mut lines {
        *line = line.trim().to_owned();
    }
    lines
}

/// The parts of `text` between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (at, it) in text.char_indices() {
        if before.is_some_and(|before| breaks(before, it)) {
            pieces.push(&text[from..at]);
            from = at;
        }
        before = Some(it);
    }
    pieces.push(&text[from..]);
    pieces
}

/// Whether a line may end between two characters.
fn breaks(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』】〉”’…,.;:?!)]}%";
    const OPENING: &str = "（《「『【〈“‘([{";
    if CLOSING.contains(after) || OPENING.contains(before) || after == ' ' {
        return false;
    }
    let is_wide = |it: char| em(it) == 100;
    before == ' ' || before == '/' || before == '_' || is_wide(before) || is_wide(after)
}

fn ems(text: &str) -> i32 {
    text.chars().map(em).sum()
}

/// The width of a character in hundredths of an em.
fn em(it: char) -> i32 {
    match it.width_cjk() {
        None | Some(0) => 0,
        Some(1) => match it {
            'M' | 'W' | 'm' | 'w' | '@' | '%' => 75,
            'f' | 'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '\'' | '|' | '('
            | ')' | '[' | ']' => 35,
            'A'..='H' | 'J'..='Z' | '&' => 65,
            _ => 55,
        },
        Some(_) => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_are_as_wide_as_they_are_high_and_latin_is_narrower() {
        assert_eq!(width("已评估", 14), 42);
        assert_eq!(width("tested", 100), 330);
        assert_eq!(width("ill", 100), 105);
        assert_eq!(width("e\u{301}", 100), 55, "a mark stands over its letter");
        assert_eq!(width("“”", 10), 20, "the quotes of Chinese are full width");
    }

    #[test]
    fn lines_hold_eight_han_or_sixteen_latin_letters() {
        assert_eq!(wrap("恢复后已再次汇报"), ["恢复后已再次汇报"]);
        assert_eq!(wrap("恢复后已再次汇报客户"), ["恢复后已再次汇报", "客户"]);
        assert_eq!(wrap("restoration reported"), ["restoration", "reported"]);
        assert_eq!(wrap("in review"), ["in review"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(wrap("一二三四五六七，九"), ["一二三四五六七，", "九"]);
        assert_eq!(wrap("一二三四五六七八，九"), ["一二三四五六七", "八，九"]);
        assert_eq!(wrap("一二三四五六七（八）"), ["一二三四五六七", "（八）"]);
    }

    #[test]
    fn words_that_no_line_holds_are_cut() {
        let lines = wrap(&"x".repeat(50));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|it| it.len() <= 32));
    }

    #[test]
    fn nothing_has_no_lines() {
        assert!(wrap("  ").is_empty());
        assert_eq!(widest(&[], 14), 0);
    }
}
