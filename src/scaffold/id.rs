//! The next free id by the pattern of a portal.
//!
//! A pattern such as `R-\d{4}-\d{4}` is read as texts and runs of digits. The
//! last run counts; with several, the first one of four digits is the year. An
//! id is never used twice: the next one is past the greatest, gaps or no gaps.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A part of an id.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// At least and at most so many digits.
    Digits(usize, usize),
}

/// How many digits a year has.
const YEAR: usize = 4;

/// The next id after those `taken`; nothing if the pattern does not count, or has no number left.
pub fn next<'a>(
    pattern: &str,
    taken: impl IntoIterator<Item = &'a str>,
    year: i16,
) -> Option<String> {
    let mut parts = Vec::new();
    collect(&regex_syntax::parse(pattern).ok()?, &mut parts)?;
    let is_run = |it: &Part| matches!(it, Part::Digits(..));
    let counter = parts.iter().rposition(is_run)?;
    let first = parts.iter().position(is_run)?;
    let dated = first < counter && parts[first] == Part::Digits(YEAR, YEAR);
    let year = format!("{year:04}");
    let mut known: Vec<_> = taken.into_iter().filter_map(|it| cut(&parts, it)).collect();
    known.sort_by_key(|it| it[counter].parse::<u64>().unwrap_or_default());
    let is_now = |it: &&Vec<&str>| !dated || it[first] == year;
    let newest = known.iter().rfind(is_now);
    let count = newest.and_then(|it| it[counter].parse::<u64>().ok());
    let count = count.unwrap_or_default() + 1;
    let mut id = String::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => id.push_str(text),
            Part::Digits(_, most) if at == counter => {
                let least = width(part);
                let digits = format!("{count:0least$}");
                if digits.len() > *most {
                    return None;
                }
                id.push_str(&digits);
            }
            Part::Digits(..) if at == first && dated => id.push_str(&year),
            // What it means is not known: it goes on as it was.
            Part::Digits(..) => match newest.or(known.last()) {
                Some(known) => id.push_str(known[at]),
                None => id.push_str(&"0".repeat(width(part))),
            },
        }
    }
    Some(id)
}

fn width(part: &Part) -> usize {
    match part {
        Part::Digits(least, _) => (*least).max(1),
        Part::Text(text) => text.len(),
    }
}

/// Reads a pattern; nothing if it is more than texts and digits in a row.
fn collect(hir: &Hir, parts: &mut Vec<Part>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => {
            parts.push(Part::Text(String::from_utf8(it.0.to_vec()).ok()?));
        }
        HirKind::Class(it) if is_digits(it) => parts.push(Part::Digits(1, 1)),
        HirKind::Repetition(it) => match it.sub.kind() {
            HirKind::Class(class) if is_digits(class) => {
                let most = it.max.unwrap_or(u32::from(u8::MAX));
                parts.push(Part::Digits(it.min as usize, most as usize));
            }
            _ => return None,
        },
        HirKind::Capture(it) => collect(&it.sub, parts)?,
        HirKind::Concat(all) => {
            for it in all {
                collect(it, parts)?;
            }
        }
        HirKind::Class(_) | HirKind::Alternation(_) => return None,
    }
    Some(())
}

fn is_digits(class: &Class) -> bool {
    match class {
        Class::Unicode(it) => {
            let first = it.ranges().first();
            first.is_some_and(|it| it.start() == '0' && it.end() == '9')
        }
        Class::Bytes(it) => {
            let first = it.ranges().first();
            first.is_some_and(|it| it.start() == b'0' && it.end() == b'9')
        }
    }
}

/// The texts of the parts of an id; nothing if it has another form.
fn cut<'t>(parts: &[Part], id: &'t str) -> Option<Vec<&'t str>> {
    let mut rest = id;
    let mut all = Vec::new();
    for part in parts {
        let length = match part {
            Part::Text(text) => rest.starts_with(text.as_str()).then_some(text.len())?,
            Part::Digits(least, most) => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                (digits >= *least).then_some(digits.min(*most))?
            }
        };
        let (part, behind) = rest.split_at(length);
        all.push(part);
        rest = behind;
    }
    rest.is_empty().then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATED: &str = r"^(?:R-\d{4}-\d{4})$";

    #[test]
    fn first_of_a_year_is_one() {
        assert_eq!(next(DATED, [], 2026).unwrap(), "R-2026-0001");
        assert_eq!(next(DATED, ["R-2025-0007"], 2026).unwrap(), "R-2026-0001");
    }

    #[test]
    fn gaps_are_not_filled() {
        let taken = ["R-2026-0002", "R-2026-0009", "R-2026-0004", "R-2025-0100"];
        assert_eq!(next(DATED, taken, 2026).unwrap(), "R-2026-0010");
    }

    #[test]
    fn number_without_a_year_goes_on() {
        assert_eq!(next(r"\d{4}", ["0001", "0002"], 2026).unwrap(), "0003");
        assert_eq!(
            next(r"RFC[0-9]+", ["RFC9", "RFC10"], 2026).unwrap(),
            "RFC11"
        );
    }

    #[test]
    fn what_does_not_count_has_no_next() {
        assert_eq!(next(r"[a-z]+", ["abc"], 2026), None);
        assert_eq!(next(r"A-\d", ["A-9"], 2026), None);
        assert_eq!(next(r"(?:A|B)-\d{2}", ["A-01"], 2026), None);
    }
}
