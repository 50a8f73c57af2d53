//! Lines and UTF-16 units of the protocol, bytes of everything else.

use lsp_types::{Position, Range};

use crate::source::Span;

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines.
    pub fn new(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        // A byte-order mark is no character of the first line to an editor.
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let starts = std::iter::once(mark).chain(breaks).collect();
        Self { text, starts }
    }

    /// The position of a byte; inside a character that of its beginning.
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.clamp(self.starts[0], self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|&it| it <= byte) - 1;
        let before = &self.text[self.starts[line]..byte];
        let units = before.chars().map(char::len_utf16).sum::<usize>();
        Position::new(number(line), number(units))
    }

    /// The byte of a position; past the end of a line that of its end.
    pub fn byte(&self, at: Position) -> usize {
        let Some(&start) = self.starts.get(at.line as usize) else {
            return self.text.len();
        };
        let mut left = at.character as usize;
        for (offset, it) in self.text[start..].char_indices() {
            let width = it.len_utf16();
            if it == '\n' || it == '\r' || left < width {
                return start + offset;
            }
            left -= width;
        }
        self.text.len()
    }

    /// The range of some bytes.
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The bytes of a range.
    pub fn span(&self, range: Range) -> Span {
        let start = self.byte(range.start);
        Span::new(start, self.byte(range.end).max(start))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
