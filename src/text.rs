//! Comparing what people wrote (width, blanks, leading numerals, near misses, patterns), and
//! writing it into HTML and addresses.

use std::borrow::Cow;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

/// `text` for comparison: compatibility forms and full width folded, blanks dropped, lower case.
///
/// `张　三`, `张 三` and `张三` are one name to it, `ＧＬ` and `gl` one word.
pub fn normal(text: &str) -> String {
    // Nearly every text is of such letters, and is asked for again and again.
    if text.chars().all(|it| it.is_ascii() || is_ideograph(it)) {
        let letters = text.chars().filter(|it| !it.is_ascii_whitespace());
        // A vertical tab is a blank to Unicode alone.
        let letters = letters.filter(|it| *it != '\u{b}');
        return letters.map(|it| it.to_ascii_lowercase()).collect();
    }
    text.nfkc()
        .filter(|it| !it.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// An id as a part of an address: lower-cased, without what a path cannot carry.
pub fn slug(id: &str) -> String {
    let plain: String = id
        .to_lowercase()
        .chars()
        .map(|it| match it {
            '-' | '_' | '.' => it,
            it if it.is_alphanumeric() => it,
            _ => '-',
        })
        .collect();
    match plain.trim_matches('.') {
        "" => "-".to_owned(),
        it => it.to_owned(),
    }
}

/// `text` in composed form with blanks at its ends dropped, as it is shown and stored.
pub fn tidy(text: &str) -> String {
    composed(text.trim()).into_owned()
}

/// `text` in composed form (NFC).
pub fn composed(text: &str) -> Cow<'_, str> {
    // Below U+0300 nothing combines, and neither do ideographs, their marks and full-width letters.
    let is_composed = |it: char| {
        it < '\u{300}'
            || is_ideograph(it)
            || matches!(it, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3020}' | '\u{ff01}'..='\u{ff5e}')
    };
    if text.chars().all(is_composed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether a letter is one of the unified Han ideographs, which no normal form changes.
fn is_ideograph(it: char) -> bool {
    matches!(it, '\u{4e00}'..='\u{9fff}')
}

/// `text` with full-width letters, digits, marks and blanks as their ASCII forms.
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(it) - 0xfee0).unwrap_or(it),
            '\u{3000}' => ' ',
            it => it,
        })
        .collect()
}

/// A heading without a leading numeral such as `一、`, `1.`, `1.1` or `（二）`, for comparison.
pub fn heading(text: &str) -> String {
    normal(bare(text))
}

/// The same as it is written: the end of `text` behind its numeral.
pub fn bare(text: &str) -> &str {
    let text = text.trim();
    let numeral = |it: char| it.is_ascii_digit() || "一二三四五六七八九十百".contains(it);
    let open = text.trim_start_matches(['(', '（', '第']);
    let rest = open.trim_start_matches(|it| numeral(it) || it == '.');
    let stripped = if rest.len() == open.len() {
        text
    } else {
        let bare = rest.trim_start_matches(['、', '.', '．', ')', '）', '章', '节', ':', '：']);
        // A numeral counts as one only if something separates it from the words.
        if bare.len() < rest.len() || rest.starts_with(char::is_whitespace) {
            bare.trim_start()
        } else if open[..open.len() - rest.len()].contains('.') {
            rest
        } else {
            text
        }
    };
    if stripped.is_empty() { text } else { stripped }
}

/// The candidate nearest to `word`, if it is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |it: &str| strsim::damerau_levenshtein(&normal(word), &normal(it));
    candidates
        .into_iter()
        .map(|it| (distance(it), it))
        .min()
        .filter(|(_, it)| is_near(word, it))
        .map(|(_, it)| it)
}

/// Whether `word` may be a misspelt `candidate`. An edit needs a word that is near to one candidate only.
pub fn is_near(word: &str, candidate: &str) -> bool {
    let (wanted, other) = (normal(word), normal(candidate));
    let distance = strsim::damerau_levenshtein(&wanted, &other);
    let length = candidate.chars().count().max(wanted.chars().count());
    distance * 3 <= length && distance < length
}

/// A pattern that only a whole text matches.
pub fn whole(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&format!("^(?:{pattern})$"))
}

/// Such a pattern as it was written.
pub fn written(pattern: &Regex) -> &str {
    let inner = pattern.as_str().strip_prefix("^(?:");
    inner
        .and_then(|it| it.strip_suffix(")$"))
        .unwrap_or(pattern.as_str())
}

/// Appends `text` as HTML text, which serves as an attribute value too.
pub fn escape(text: &str, out: &mut String) {
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(it),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_give_what_the_normal_forms_give() {
        let all = (0..=0x0001_ffff).filter_map(char::from_u32);
        for it in all {
            // Beside a letter, so that what combines does.
            let text = format!("e{it} A");
            let folded = text.nfkc().filter(|it| !it.is_whitespace());
            let folded: String = folded.flat_map(char::to_lowercase).collect();
            assert_eq!(normal(&text), folded, "{it:?}");
            assert_eq!(composed(&text), text.nfc().collect::<String>(), "{it:?}");
        }
    }

    #[test]
    fn names_are_equal_across_width_and_blanks() {
        assert_eq!(normal("张　三"), normal("张三"));
        assert_eq!(normal("Ｌｉ Wei"), "liwei");
    }

    #[test]
    fn leading_numerals_of_headings_are_dropped() {
        for text in [
            "一、故障概述",
            "1. 故障概述",
            "1.1 故障概述",
            "（二）故障概述",
            "1.故障概述",
            "第一章 故障概述",
        ] {
            assert_eq!(heading(text), "故障概述", "{text}");
        }
        assert_eq!(heading("一般说明"), "一般说明");
        assert_eq!(heading("3 Months"), "months");
        assert_eq!(heading("2024年计划"), "2024年计划");
    }

    #[test]
    fn only_near_words_are_suggested() {
        let words = ["change_scope", "state", "system"];
        assert_eq!(nearest("chnage_scope", words), Some("change_scope"));
        assert_eq!(nearest("sate", words), Some("state"));
        assert_eq!(nearest("colour", words), None);
    }

    #[test]
    fn full_width_digits_and_marks_become_ascii() {
        assert_eq!(narrow("２０２５－０１－０６　９：１０"), "2025-01-06 9:10");
        assert_eq!(narrow("对账、“结算”"), "对账、“结算”");
    }

    #[test]
    fn the_words_of_a_heading_stand_behind_its_numeral() {
        assert_eq!(bare("（二）故障 概述"), "故障 概述");
        assert_eq!(bare("一般说明"), "一般说明");
    }

    #[test]
    fn a_whole_pattern_keeps_how_it_was_written() {
        let pattern = whole("A|B").unwrap();
        assert!(pattern.is_match("B") && !pattern.is_match("AB"));
        assert_eq!(written(&pattern), "A|B");
    }
}
