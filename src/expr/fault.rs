//! What can be wrong with an expression, with the place inside its text.

use crate::source::Span;

/// Something that is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the text of the expression; nothing if only the whole can be shown.
    pub span: Option<Span>,
    /// What.
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is longer or nested deeper than anybody can read.
    TooLarge,
    /// It ends too early.
    Unfinished,
    /// It cannot be read from `near` on.
    Syntax {
        /// What stands there.
        near: String,
    },
    /// Something that people write stands where the language wants `instead`.
    Slip {
        /// What stands there.
        found: String,
        /// What is meant.
        instead: &'static str,
    },
    /// No variable has this name.
    UnknownName {
        /// The name.
        name: String,
        /// Those that exist.
        known: Vec<String>,
    },
    /// A field that does not exist.
    UnknownField {
        /// What it is looked for in.
        of: String,
        /// The field.
        field: String,
        /// Those that exist.
        known: Vec<String>,
    },
    /// A field of a list, where one of an entry is meant.
    FieldOfList {
        /// The list.
        of: String,
        /// The field.
        field: String,
    },
    /// No function has this name.
    UnknownFunction {
        /// The name.
        name: String,
        /// Those that exist.
        known: Vec<String>,
    },
    /// A text that the value never is.
    UnknownValue {
        /// The value it is compared with.
        of: String,
        /// The text.
        value: String,
        /// What it may be.
        known: Vec<String>,
    },
    /// A list compared with a text.
    ListCompared {
        /// The list.
        of: String,
    },
    /// A list or an object held against null: what is not written is empty instead.
    NeverNull {
        /// The list or object.
        of: String,
        /// Which of the two.
        is_list: bool,
    },
}

/// What people write, and what the language wants.
const SLIPS: &[(&str, &str)] = &[
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("AND", "&&"),
    ("OR", "||"),
    ("<>", "!="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("“", "'"),
    ("”", "'"),
    ("‘", "'"),
    ("’", "'"),
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("。", "."),
];

/// What an expression may have at most: the parser and the evaluator recurse with each of these,
/// and must do so within the stack of any thread. Real expressions have a tenth of it.
const MAX_DEPTH: usize = 12;
const MAX_CHOICES: usize = 12;
const MAX_LINKS: usize = 40;
const MAX_STEPS: usize = 300;
const MAX_LENGTH: usize = 4000;

impl Fault {
    /// Whether the text is too much for the parser, which has no limits of its own for all of it.
    pub(super) fn too_large(text: &str) -> Option<Self> {
        let (mut depth, mut deepest) = (0usize, 0usize);
        let (mut choices, mut links, mut steps) = (0usize, 0usize, 0usize);
        for letter in text.chars() {
            match letter {
                '(' | '[' | '{' => {
                    depth += 1;
                    links += 1;
                }
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                '?' => choices += 1,
                '+' | '-' | '*' | '/' | '%' => links += 1,
                '.' => steps += 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        let too_large = deepest > MAX_DEPTH
            || choices > MAX_CHOICES
            || links > MAX_LINKS
            || steps > MAX_STEPS
            || text.len() > MAX_LENGTH;
        too_large.then_some(Self {
            span: None,
            kind: FaultKind::TooLarge,
        })
    }

    /// A fault of syntax at a line and a column, both counted from 1 in characters.
    pub(super) fn syntax(text: &str, line: usize, column: usize) -> Self {
        let mut start = 0;
        for before in text.split_inclusive('\n').take(line.saturating_sub(1)) {
            start += before.len();
        }
        let rest = &text[start..];
        let within = rest.char_indices().nth(column.saturating_sub(1));
        let at = start + within.map_or(rest.len(), |(at, _)| at);
        let near = near(&text[at..]);
        let slip = SLIPS.iter().find(|(found, _)| *found == near);
        let kind = match slip {
            _ if near.is_empty() => FaultKind::Unfinished,
            Some((found, instead)) => FaultKind::Slip {
                found: (*found).to_owned(),
                instead,
            },
            None => FaultKind::Syntax {
                near: near.to_owned(),
            },
        };
        let span = (!near.is_empty()).then(|| Span::new(at, at + near.len()));
        Self { span, kind }
    }
}

/// The word or the mark at the start of `rest`.
fn near(rest: &str) -> &str {
    let rest = rest.trim_end();
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let end = match rest.chars().next() {
        None => 0,
        Some(first) if is_word(first) => rest.find(|it| !is_word(it)).unwrap_or(rest.len()),
        Some(_) if rest.starts_with("<>") => 2,
        Some(first) => first.len_utf8(),
    };
    &rest[..end]
}
