//! From bytes to text: UTF-8, else what the bytes most likely are.

use super::{ByteFault, Span, floor_boundary};

/// The text; what is wrong with the bytes is added to `faults`.
pub(super) fn decode(bytes: Vec<u8>, faults: &mut Vec<ByteFault>) -> String {
    if let Some((guess, text)) = utf16(&bytes) {
        let at = Span::new(0, text.chars().next().map_or(0, char::len_utf8));
        faults.push(ByteFault::Encoding { guess, at });
        return text;
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if let Some(text) = nearly_utf8(&bytes) {
        let at = Span::new(valid, valid + char::REPLACEMENT_CHARACTER.len_utf8());
        faults.push(ByteFault::Damaged { at });
        return text;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, used, _) = encoding.decode(&bytes);
    let text = text.into_owned();
    let start = floor_boundary(&text, valid);
    let end = text[start..]
        .char_indices()
        .nth(1)
        .map_or(text.len(), |(at, _)| start + at);
    faults.push(ByteFault::Encoding {
        guess: used.name(),
        at: Span::new(start, end),
    });
    text
}

/// UTF-16 without a byte-order mark, and its name: every second byte of its Latin letters is zero.
fn utf16(bytes: &[u8]) -> Option<(&'static str, String)> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|it| **it == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if (even + odd) * 8 < head.len() {
        return None;
    }
    let (name, unit): (_, fn([u8; 2]) -> u16) = if odd > even * 4 {
        ("UTF-16LE", u16::from_le_bytes)
    } else if even > odd * 4 {
        ("UTF-16BE", u16::from_be_bytes)
    } else {
        return None;
    };
    let units = bytes.chunks_exact(2).map(|it| unit([it[0], it[1]]));
    let letters = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER));
    let text: String = letters.collect();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Some((name, text.to_owned()))
}

/// The text, if most of what is not ASCII in it is sound UTF-8.
fn nearly_utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let foreign = || text.chars().filter(|it| !it.is_ascii());
    let broken = foreign()
        .filter(|it| *it == char::REPLACEMENT_CHARACTER)
        .count();
    (broken * 8 < foreign().count()).then(|| text.into_owned())
}
