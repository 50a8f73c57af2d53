//! Texts in columns of a terminal, where a Chinese character takes two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

/// Between two columns.
const GAP: &str = "  ";

/// The least width of a column that gives way.
const LEAST: usize = 8;

/// Rows under their head in at most `width` columns of a terminal; what does not fit goes on in the next line.
///
/// The columns in `give` give way where there is too little room, the others are as wide as their texts.
pub fn draw(rows: &[Vec<String>], give: &[usize], width: usize) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|it| it.get(column));
        let lines = cells.flat_map(|it| it.lines());
        lines.map(UnicodeWidthStr::width).max().unwrap_or_default()
    };
    let mut widths: Vec<_> = (0..count).map(widest).collect();
    let gaps = GAP.len() * count.saturating_sub(1);
    let room = width.saturating_sub(gaps);
    while widths.iter().sum::<usize>() > room {
        let widest = give.iter().copied().filter(|it| *it < count);
        let Some(widest) = widest.max_by_key(|it| widths[*it]) else {
            break;
        };
        if widths[widest] <= LEAST {
            break;
        }
        widths[widest] -= 1;
    }
    let mut out = String::new();
    for row in rows {
        let cells: Vec<_> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| wrap(cell, *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let mut text = String::new();
            for (at, cell) in cells.iter().enumerate() {
                let part = cell.get(line).map_or("", String::as_str);
                text.push_str(part);
                text.push_str(&" ".repeat(widths[at].saturating_sub(part.width())));
                text.push_str(GAP);
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The lines of a text in at most `width` columns. It breaks at blanks and around wide characters, and within a word
/// only where nothing else is left.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    for whole in text.lines() {
        let mut rest = whole;
        while rest.width() > width {
            let (line, behind) = rest.split_at(cut(rest, width));
            lines.push(line.trim_end().to_owned());
            rest = behind.trim_start();
        }
        lines.push(rest.to_owned());
    }
    lines
}

/// Where a text that is too wide is cut.
fn cut(text: &str, width: usize) -> usize {
    let mut used = 0;
    let mut best = None;
    let mut hard = 0;
    let mut last: Option<char> = None;
    for (at, it) in text.char_indices() {
        // Punctuation does not begin a line.
        let is_wide = |it: char| it.width() == Some(2) && !"，。；：、！？）》”".contains(it);
        let breaks = it == ' ' || is_wide(it) || last.is_some_and(|it| it.width() == Some(2));
        let may = !"，。；：、！？）》”".contains(it);
        if at > 0 && breaks && may {
            best = Some(at);
        }
        used += it.width().unwrap_or_default();
        if used > width {
            break;
        }
        hard = at + it.len_utf8();
        last = Some(it);
    }
    best.unwrap_or(hard.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_and_breaks_anywhere_but_before_a_stop() {
        assert_eq!(wrap("对账差错自动分类", 6), ["对账差", "错自动", "分类"]);
        assert_eq!(wrap("对账差。错", 6), ["对账", "差。错"]);
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn columns_line_up_and_the_ones_that_give_way_wrap() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned(), "x".to_owned()];
        let drawn = draw(
            &[row("状态", "next"), row("ab", "one two three four")],
            &[1],
            20,
        );
        assert_eq!(
            drawn,
            "状态  next         x\nab    one two      x\n      three four\n"
        );
    }
}
