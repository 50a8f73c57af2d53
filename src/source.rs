//! Owns every text that was read, so that everything else can point into it.
//!
//! A [`Place`] is a file and a byte range. Lines and columns are made from it
//! only where somebody reads them, counting from 1 and in Unicode scalar
//! values; a byte-order mark takes no column. What looks like a secret is
//! veiled here, before anybody else reads it.

mod decode;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::secret::{self, Secret};

/// A file as it came from the outside: a path and its bytes.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// The path relative to the portal, with `/` between its parts.
    pub path: String,
    /// The bytes, whatever they are.
    pub bytes: Vec<u8>,
}

/// Names one text of [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(u32);

/// A range of bytes, the end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same range, `by` bytes later.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

/// Where something stands: a text and a range in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// The range in it.
    pub span: Span,
}

/// A line and a column, both counted from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// What was wrong with the bytes of a file before anybody read its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteFault {
    /// The bytes are not UTF-8; `guess` names the likely encoding.
    Encoding {
        /// The likely encoding, as the WHATWG names it.
        guess: &'static str,
        /// Where the text read with that encoding first differs from UTF-8.
        at: Span,
    },
    /// The bytes are UTF-8 but for a few.
    Damaged {
        /// Where the first one stands, read as a replacement character.
        at: Span,
    },
    /// A zero byte stands in the text; whoever reads on takes it for a blank.
    Nul {
        /// Where the first one stands.
        at: Span,
    },
    /// The file is larger than [`Sources::LIMIT`].
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
}

/// One text and where its lines begin.
#[derive(Debug)]
pub struct Source {
    path: String,
    hides_name: bool,
    text: String,
    /// The text in clear and what is veiled in it, if anything is.
    clear: Option<(String, Vec<Secret>)>,
    faults: Vec<ByteFault>,
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    fn read(file: RawFile, hides_name: bool) -> Self {
        let mut faults = Vec::new();
        let text = if file.bytes.len() > Sources::LIMIT {
            faults.push(ByteFault::TooLarge {
                size: file.bytes.len(),
            });
            String::new()
        } else {
            decode::decode(file.bytes, &mut faults)
        };
        if let Some(at) = text.find('\0') {
            faults.push(ByteFault::Nul {
                at: Span::new(at, at + 1),
            });
        }
        let secrets = secret::find(&text);
        let (text, clear) = if secrets.is_empty() {
            (text, None)
        } else {
            (secret::veil(&text, &secrets), Some((text, secrets)))
        };
        Self {
            path: file.path,
            hides_name,
            text,
            clear,
            faults,
            lines: OnceLock::new(),
        }
    }

    fn gone(path: String) -> Self {
        Self {
            path,
            hides_name: false,
            text: String::new(),
            clear: None,
            faults: Vec::new(),
            lines: OnceLock::new(),
        }
    }

    /// Whether this is surely what these bytes say; of bytes in which something was wrong nobody can tell.
    fn reads_as(&self, bytes: &[u8]) -> bool {
        self.faults.is_empty() && self.clear().as_bytes() == bytes
    }

    /// The path relative to the portal; what looks like a secret in a name is veiled, and no file is found by it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether something is veiled in the path. Such a file is read and judged, but never published nor written.
    pub fn hides_name(&self) -> bool {
        self.hides_name
    }

    /// The text; what was not UTF-8 is read with the guessed encoding, and what looks like a secret is veiled.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with nothing veiled, byte for byte as long as [`Source::text`]: to be compared, sealed or
    /// edited, never to be shown.
    pub fn clear(&self) -> &str {
        self.clear.as_ref().map_or(&self.text, |(it, _)| it)
    }

    /// What is veiled in the text.
    pub fn secrets(&self) -> &[Secret] {
        self.clear.as_ref().map_or(&[], |(_, it)| it)
    }

    /// What was wrong with the bytes.
    pub fn faults(&self) -> &[ByteFault] {
        &self.faults
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let lines = self.lines();
        let text = self.clear();
        let offset = floor_boundary(text, offset);
        let line = lines.partition_point(|&start| start <= offset);
        let before = &text[lines[line - 1]..offset];
        let column = before.chars().filter(|&it| it != '\u{feff}').count() + 1;
        Position { line, column }
    }

    /// The byte range of a line, counted from 1, without its line ending.
    pub fn line_span(&self, line: usize) -> Span {
        let lines = self.lines();
        let start = lines.get(line - 1).copied().unwrap_or(self.text.len());
        let end = lines.get(line).copied().unwrap_or(self.text.len());
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        Span::new(start, start + text.len())
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

/// Every text of a run.
///
/// What was made from a text names it by its [`SourceId`]. So that it can be used again when other texts have changed,
/// a run that comes [after](Sources::after) another one gives the same path the same id, and an unchanged text is the
/// same value.
#[derive(Debug, Default)]
pub struct Sources {
    /// By id; in the place of a text that is gone stands an empty one of its path.
    files: Vec<Arc<Source>>,
    /// Those that are there, sorted by path.
    here: Vec<SourceId>,
    /// The ids of the run before, by path, the first one last. Names that are veiled alike share a path.
    known: BTreeMap<String, Vec<SourceId>>,
}

impl Sources {
    /// The size in bytes past which a file is not read as a record.
    pub const LIMIT: usize = 4 << 20;

    /// No texts yet; those that were there `before` will be known again.
    pub fn after(before: &Self) -> Self {
        let ids: Vec<_> = (0u32..).map(SourceId).take(before.files.len()).collect();
        let mut known: BTreeMap<String, Vec<SourceId>> = BTreeMap::new();
        for (it, &id) in before.files.iter().zip(&ids).rev() {
            known.entry(it.path.clone()).or_default().push(id);
        }
        Self {
            files: before.files.clone(),
            here: Vec::with_capacity(before.here.len()),
            known,
        }
    }

    /// The same without the texts of the run before that have not been added again.
    #[must_use]
    pub fn settled(mut self) -> Self {
        for (path, ids) in std::mem::take(&mut self.known) {
            for id in ids {
                self.files[id.0 as usize] = Arc::new(Source::gone(path.clone()));
            }
        }
        self
    }

    /// Takes a file in, whatever its bytes are.
    pub fn add(&mut self, file: RawFile) -> SourceId {
        let path = secret::veil_path(&file.path).into_owned();
        let hides_name = path != file.path;
        let file = RawFile { path, ..file };
        let known = self.known.get_mut(&file.path).and_then(Vec::pop);
        let id = if let Some(id) = known {
            let text = &mut self.files[id.0 as usize];
            if text.hides_name != hides_name || !text.reads_as(&file.bytes) {
                *text = Arc::new(Source::read(file, hides_name));
            }
            id
        } else {
            self.files.push(Arc::new(Source::read(file, hides_name)));
            SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
        };
        let path = self.get(id).path();
        let at = self.here.partition_point(|&it| self.get(it).path() <= path);
        self.here.insert(at, id);
        id
    }

    /// The text that `id` names.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Whether a text is what it was in the run before this one.
    pub fn is_kept(&self, id: SourceId, before: &Self) -> bool {
        let was = before.files.get(id.0 as usize);
        was.is_some_and(|it| Arc::ptr_eq(it, &self.files[id.0 as usize]))
    }

    /// The text at `path`, if it was read.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let at = self.here.partition_point(|&it| self.get(it).path() < path);
        let found = self.here.get(at).copied();
        found.filter(|&it| self.get(it).path() == path)
    }

    /// All texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.here.iter().map(|&it| (it, self.get(it)))
    }

    /// Path, line and column of a place, as people write it.
    pub fn cite(&self, place: Place) -> String {
        let source = self.get(place.source);
        let at = source.position(place.span.start);
        format!("{}:{}:{}", source.path, at.line, at.column)
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> (Sources, SourceId) {
        let mut sources = Sources::default();
        let id = sources.add(RawFile {
            path: "a.md".into(),
            bytes: bytes.to_vec(),
        });
        (sources, id)
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let (sources, id) = source("标题: 上线\r\n🚀x".as_bytes());
        let text = sources.get(id);
        assert_eq!(text.position(8), Position { line: 1, column: 5 });
        let x = text.text().find('x').unwrap();
        assert_eq!(text.position(x), Position { line: 2, column: 2 });
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        let (sources, id) = source("\u{feff}---\n".as_bytes());
        assert_eq!(sources.get(id).position(3).column, 1);
    }

    #[test]
    fn utf16_without_a_mark_is_read_and_named() {
        let text = "---\nid: A 变更\n---\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|it| it.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|it| it.to_be_bytes()).collect();
        for (bytes, name) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
            let (sources, id) = source(&bytes);
            assert_eq!(sources.get(id).text(), text);
            let [ByteFault::Encoding { guess, .. }] = sources.get(id).faults() else {
                panic!("{:?}", sources.get(id).faults())
            };
            assert_eq!(*guess, name);
        }
    }

    #[test]
    fn one_bad_byte_does_not_make_the_rest_another_encoding() {
        let mut bytes = "变更记录 ".as_bytes().to_vec();
        bytes.push(0xFF);
        bytes.extend("上线管理办法".as_bytes());
        let (sources, id) = source(&bytes);
        assert_eq!(sources.get(id).text(), "变更记录 \u{fffd}上线管理办法");
        let at = Span::new(13, 16);
        assert_eq!(sources.get(id).faults(), [ByteFault::Damaged { at }]);
    }

    #[test]
    fn gbk_bytes_are_read_and_named() {
        let (encoded, _, _) = encoding_of("系统上线管理办法,变更记录");
        let (sources, id) = source(&encoded);
        assert_eq!(sources.get(id).text(), "系统上线管理办法,变更记录");
        assert!(matches!(
            sources.get(id).faults(),
            [ByteFault::Encoding { guess: "GBK", .. }]
        ));
    }

    #[test]
    fn names_that_are_veiled_alike_are_known_again_one_by_one() {
        let names = [
            "a-ghp_0123456789abcdefghijklmnopqrstuvwxyzAB.md",
            "a-ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ab.md",
        ];
        let add = |sources: &mut Sources| {
            names.map(|it| {
                sources.add(RawFile {
                    path: it.into(),
                    bytes: it.into(),
                })
            })
        };
        let mut before = Sources::default();
        let first = add(&mut before);
        assert_eq!(before.get(first[0]).path(), before.get(first[1]).path());
        for _ in 0..3 {
            let mut now = Sources::after(&before);
            assert_eq!(add(&mut now), first);
            before = now.settled();
            assert_eq!(before.files.len(), 2);
        }
    }

    fn encoding_of(text: &str) -> (Vec<u8>, usize, bool) {
        // GBK double bytes of the sample, written out so that the test needs no encoder.
        let table = [
            ('系', 0xCFB5u16),
            ('统', 0xCDB3),
            ('上', 0xC9CF),
            ('线', 0xCFDF),
            ('管', 0xB9DC),
            ('理', 0xC0ED),
            ('办', 0xB0EC),
            ('法', 0xB7A8),
            ('变', 0xB1E4),
            ('更', 0xB8FC),
            ('记', 0xBCC7),
            ('录', 0xC2BC),
        ];
        let mut bytes = Vec::new();
        for letter in text.chars() {
            match table.iter().find(|(it, _)| *it == letter) {
                Some((_, code)) => bytes.extend(code.to_be_bytes()),
                None => bytes.push(u8::try_from(letter).unwrap()),
            }
        }
        (bytes, 0, false)
    }
}
