//! Texts in columns of a terminal, where a Chinese character takes two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

/// Between two columns.
const GAP: &str = "  ";

/// What stands in a column of a row.
pub enum Cell {
    /// One text, beside all lines of the row.
    Whole(String),
    /// A text for each thing of which the row tells; those of one thing begin in one line.
    Each(Vec<String>),
}

impl Cell {
    fn texts(&self) -> &[String] {
        match self {
            Self::Whole(text) => std::slice::from_ref(text),
            Self::Each(texts) => texts,
        }
    }

    /// The width in which no word is broken.
    fn least(&self) -> usize {
        let words = self.texts().iter().flat_map(|it| it.split([' ', '\n']));
        words.map(solid).max().unwrap_or_default()
    }

    fn natural(&self) -> usize {
        let lines = self.texts().iter().flat_map(|it| it.lines());
        lines.map(UnicodeWidthStr::width).max().unwrap_or_default()
    }
}

/// How much of a word stays together: all of it, or its longest part of narrow characters.
fn solid(word: &str) -> usize {
    let parts = word.split(|it: char| it.width() == Some(2));
    parts.map(|it| it.width() + 2).max().unwrap_or_default()
}

/// Rows under their head in at most `width` columns of a terminal, if words allow; what does not fit goes on in the next line.
pub fn draw(rows: &[Vec<Cell>], width: usize) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let most = |of: fn(&Cell) -> usize| {
        let widest = |column: usize| rows.iter().filter_map(|it| it.get(column)).map(of).max();
        let all: Vec<_> = (0..count)
            .map(|it| widest(it).unwrap_or_default())
            .collect();
        all
    };
    let mut widths = most(Cell::natural);
    let least = most(Cell::least);
    let gaps = GAP.len() * count.saturating_sub(1);
    let room = width.saturating_sub(gaps);
    while widths.iter().sum::<usize>() > room {
        let may = (0..count).filter(|&it| widths[it] > least[it]);
        let Some(widest) = may.max_by_key(|&it| widths[it]) else {
            break;
        };
        widths[widest] -= 1;
    }
    let mut out = String::new();
    for row in rows {
        for line in lines(row, &widths) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The lines of a row.
fn lines(row: &[Cell], widths: &[usize]) -> Vec<String> {
    let things = row.iter().map(|it| match it {
        Cell::Whole(_) => 0,
        Cell::Each(texts) => texts.len(),
    });
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); row.len()];
    for thing in 0..things.max().unwrap_or_default() {
        for (cell, (column, width)) in row.iter().zip(columns.iter_mut().zip(widths)) {
            if let Cell::Each(texts) = cell {
                column.extend(texts.get(thing).into_iter().flat_map(|it| wrap(it, *width)));
            }
        }
        let each = row.iter().zip(&columns);
        let height = each.filter(|(it, _)| matches!(it, Cell::Each(_)));
        let height = height.map(|(_, it)| it.len()).max().unwrap_or_default();
        for (cell, column) in row.iter().zip(&mut columns) {
            if matches!(cell, Cell::Each(_)) {
                column.resize(height, String::new());
            }
        }
    }
    for (cell, (column, width)) in row.iter().zip(columns.iter_mut().zip(widths)) {
        if let Cell::Whole(text) = cell {
            *column = wrap(text, *width);
        }
    }
    let height = columns.iter().map(Vec::len).max().unwrap_or_default();
    let line = |at: usize| {
        let mut text = String::new();
        for (column, width) in columns.iter().zip(widths) {
            let part = column.get(at).map_or("", String::as_str);
            text.push_str(part);
            text.push_str(&" ".repeat(width.saturating_sub(part.width())));
            text.push_str(GAP);
        }
        text
    };
    (0..height).map(line).collect()
}

/// The lines of a text in at most `width` columns. It breaks at blanks and behind commas of a list, else around wide
/// characters, and within a word only where nothing else is left.
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
    let mut good = None;
    let mut hard = 0;
    let mut last: Option<char> = None;
    for (at, it) in text.char_indices() {
        // Punctuation does not begin a line.
        let is_wide = |it: char| it.width() == Some(2) && !"，。；：、！？）》”".contains(it);
        let breaks = it == ' ' || is_wide(it) || last.is_some_and(|it| it.width() == Some(2));
        let may = !"，。；：、！？）》”".contains(it);
        if at > 0 && breaks && may {
            best = Some(at);
            // A name in a list stays whole, unless the line would be all but empty.
            if (it == ' ' || last == Some('、')) && used * 2 >= width {
                good = best;
            }
        }
        used += it.width().unwrap_or_default();
        if used > width {
            break;
        }
        hard = at + it.len_utf8();
        last = Some(it);
    }
    good.or(best).unwrap_or(hard.max(1))
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
        let row = |a: &str, b: &str| [a, b, "x"].map(|it| Cell::Whole(it.to_owned())).into();
        let rows = [row("状态", "next"), row("ab", "one two three four")];
        assert_eq!(
            draw(&rows, 20),
            "状态  next         x\nab    one two      x\n      three four\n"
        );
    }

    #[test]
    fn what_belongs_together_begins_in_one_line() {
        let each = |all: &[&str]| Cell::Each(all.iter().map(|&it| it.to_owned()).collect());
        let row = vec![
            Cell::Whole("id".to_owned()),
            each(&["write the plan", "sign"]),
            each(&["Ada", "Jun"]),
        ];
        assert_eq!(
            draw(&[row], 18),
            "id  write the  Ada\n    plan\n    sign       Jun\n"
        );
    }

    #[test]
    fn names_in_a_list_stay_whole() {
        assert_eq!(
            wrap("何守成、潘立群、袁时雨", 12),
            ["何守成、", "潘立群、", "袁时雨"]
        );
    }
}
