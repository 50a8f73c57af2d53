//! `/badge.svg`: how the portal stands, in a word and a number, for the front page of a repository.
//!
//! It is shown on grounds that we do not know, so it brings its own colours;
//! the word says what they say.

use crate::site::desk::Desk;
use crate::words;

use super::xml;

/// The height of the letters, in pixels.
const LETTER: f64 = 12.0;

/// The space before and behind a word.
const SPACE: f64 = 8.0;

/// The picture.
pub(super) fn svg(desk: &Desk<'_>) -> String {
    let summary = &desk.findings.summary;
    let lang = desk.first_lang();
    let say = |path: &str| words::text(path).get(lang).to_owned();
    let n = summary.non_compliant;
    let colour = if n > 0 { "#8f1414" } else { "#0f766e" };
    let left = say("ui.nav.changes");
    let right = format!("{} {n}", say("ui.verdict.non_compliant"));
    let (first, second) = (width(&left), width(&right));
    let (all, middle, behind) = (first + second, first / 2.0, first + second / 2.0);
    let (left, right) = (xml(&left), xml(&right));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" viewBox=\"0 0 {all} 20\" role=\"img\" \
         aria-label=\"{left} {right}\" lang=\"{}\">\n<title>{left} {right}</title>\n\
         <path d=\"M3 0h{}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"#4a5361\"/>\n\
         <path d=\"M{first} 0h{}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{}z\" fill=\"{colour}\"/>\n\
         <g fill=\"#fff\" font-family=\"Segoe UI, Helvetica Neue, Arial, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif\" \
         font-size=\"{LETTER}\" text-anchor=\"middle\">\n<text x=\"{middle}\" y=\"14.5\">{left}</text>\n\
         <text x=\"{behind}\" y=\"14.5\">{right}</text>\n</g>\n</svg>\n",
        lang.tag(),
        first - 3.0,
        second - 3.0,
        second - 3.0,
    )
}

/// How much room a word gets, whatever font there is.
fn width(text: &str) -> f64 {
    let letter = |it: char| if it.is_ascii() { 0.58 } else { 1.0 };
    let letters: f64 = text.chars().map(letter).sum();
    (letters * LETTER + 2.0 * SPACE).round()
}
