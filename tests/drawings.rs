//! Drawings as a browser sets them: letters of any usual font stay within their boxes.

use std::fmt::Write as _;
use std::fs;

use regex::Regex;
use tempfile::TempDir;

use crate::browser::Seen;
use crate::site::SITE;

/// A wide one, one with serifs, and the one of the Chinese pages; `tests/run` installs them.
const FONTS: [&str; 3] = ["DejaVu Sans", "DejaVu Serif", "Noto Sans CJK SC"];

/// Measures what stands in every box, and what stands at the edge of every drawing.
const MEASURE: &str = r#"
const wide = (text, length, room) => `${text.textContent} (${Math.ceil(length)} in ${room})`;
const offences = [];
let boxes = 0, edges = 0;
for (const section of document.querySelectorAll("section")) {
  for (const box of section.querySelectorAll(".d-box, .d-badge")) {
    boxes += 1;
    const room = box.width.baseVal.value - 4;
    for (const text of box.parentNode.querySelectorAll("text")) {
      const length = text.getComputedTextLength();
      if (length > room) offences.push(`${section.id}: ${wide(text, length, room)}`);
    }
  }
  for (const drawing of section.querySelectorAll("svg.drawing")) {
    const end = drawing.viewBox.baseVal.width;
    for (const text of drawing.querySelectorAll("text")) {
      edges += 1;
      const box = text.getBBox();
      if (box.x < -1 || box.x + box.width > end + 1) offences.push(`${section.id}: ${wide(text, box.x + box.width, end)}`);
    }
  }
}
const widths = new Set([...document.querySelectorAll("p")].map((it) => it.firstChild.getBoundingClientRect().width));
document.title = JSON.stringify({ fonts: widths.size, boxes, edges, offences });
"#;

#[test]
fn no_label_is_wider_than_its_box_in_three_fonts_and_both_languages() {
    let drawing = Regex::new(r#"(?s)<svg class="drawing .*?</svg>"#).unwrap();
    let mut drawings = String::new();
    for page in [
        "process/index.html",
        "en/process/index.html",
        "index.html",
        "en/index.html",
        "changes/chg-2025-0003/index.html",
        "en/changes/chg-2025-0003/index.html",
        "en/changes/chg-2025-0006/index.html",
    ] {
        let text = fs::read_to_string(SITE.join(page)).unwrap();
        let found: Vec<_> = drawing.find_iter(&text).map(|it| it.as_str()).collect();
        assert!(!found.is_empty(), "{page} has no drawing");
        drawings.push_str(&found.concat());
    }
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>not measured</title>",
    );
    for font in FONTS {
        let _ = write!(
            page,
            "<section id=\"{font}\" style=\"font-family: '{font}'\"><p><span>miWlig 0123</span></p>{drawings}</section>"
        );
    }
    let _ = write!(page, "<script>{MEASURE}</script>");
    let folder = TempDir::with_prefix("changebook-drawings-").unwrap();
    let path = folder.path().join("page.html");
    fs::write(&path, page).unwrap();
    let seen = Seen::at(&format!("file://{}", path.display()));
    let said: serde_json::Value = serde_json::from_str(&seen.title)
        .unwrap_or_else(|_| panic!("{}: {:?}", seen.title, seen.complaints));
    assert_eq!(said["fonts"], 3, "three fonts that differ: {FONTS:?}");
    assert!(said["boxes"].as_u64() > Some(300), "{said}");
    assert!(said["edges"].as_u64() > Some(1000), "{said}");
    assert_eq!(said["offences"], serde_json::json!([]));
}
