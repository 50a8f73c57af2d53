use super::lines::Lines;
use super::spot::{Place, Spot, Step, find};

use crate::source::Span;

/// The spot at the bar of a text.
fn at(text: &str) -> Spot {
    let byte = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    find(&text, byte, text.starts_with("---")).unwrap()
}

fn way(spot: &Spot) -> String {
    let steps = spot.steps.iter().map(|it| match it {
        Step::Key(key) => key.as_str(),
        Step::Item => "-",
    });
    steps.collect::<Vec<_>>().join("/")
}

#[test]
fn columns_are_utf16_units_and_bytes_come_back() {
    let text = "标题: 变更😀x\r\nid: 1\n";
    let lines = Lines::new(text);
    let x = text.find('x').unwrap();
    let position = lines.position(x);
    assert_eq!((position.line, position.character), (0, 8));
    assert_eq!(lines.byte(position), x);
    let id = text.find("id").unwrap();
    assert_eq!(lines.position(id).line, 1);
    for (byte, _) in text
        .char_indices()
        .filter(|(_, it)| !matches!(it, '\r' | '\n'))
    {
        assert_eq!(lines.byte(lines.position(byte)), byte);
    }
    let range = lines.range(Span::new(0, "标题".len()));
    assert_eq!(range.end.character, 2);
    assert_eq!(lines.span(range), Span::new(0, "标题".len()));
}

#[test]
fn position_inside_a_pair_of_units_is_that_of_its_character() {
    let text = "😀x";
    let lines = Lines::new(text);
    assert_eq!(lines.byte(lsp_types::Position::new(0, 1)), 0);
    assert_eq!(lines.byte(lsp_types::Position::new(0, 2)), "😀".len());
    assert_eq!(lines.byte(lsp_types::Position::new(0, 99)), text.len());
    assert_eq!(lines.byte(lsp_types::Position::new(9, 0)), text.len());
}

#[test]
fn byte_order_mark_is_no_column() {
    let lines = Lines::new("\u{feff}a");
    assert_eq!(lines.position(3).character, 0);
    assert_eq!(lines.byte(lsp_types::Position::new(0, 0)), 3);
}

#[test]
fn way_to_a_block_value_follows_the_indentation() {
    let spot = at("---\na: 1\nb:\n  - c: 2\n    d: |\n---\n");
    assert_eq!((way(&spot).as_str(), spot.place), ("b/-/d", Place::Value));
    let spot = at("---\nb:\n- c: 2\n- |\n---\n");
    assert_eq!((way(&spot).as_str(), spot.place), ("b/-", Place::Key));
    let spot = at("---\nb:\n  - c: 2\n    |\n---\n");
    assert_eq!(way(&spot), "b/-");
    assert_eq!(spot.taken, ["c"]);
    let spot = at("a:\n  b: 1\n|\nz: 2\n");
    assert_eq!((way(&spot).as_str(), spot.place), ("", Place::Key));
    assert_eq!(spot.taken, ["a", "z"]);
}

#[test]
fn way_into_brackets_follows_the_open_ones() {
    let spot = at("---\nevents:\n  - {type: x, at: 2024-05-01 20:30, by: [a, |\n---\n");
    assert_eq!(
        (way(&spot).as_str(), spot.place),
        ("events/-/by/-", Place::Value)
    );
    let spot = at("events:\n  - {type: x, |\n");
    assert_eq!((way(&spot).as_str(), spot.place), ("events/-", Place::Key));
    assert_eq!(spot.taken, ["type"]);
    let spot = at("scope: [|\n");
    assert_eq!((way(&spot).as_str(), spot.place), ("scope/-", Place::Value));
    let spot = at("events:\n  - {type: x}|\n");
    assert_eq!(spot.place, Place::Prose);
}

#[test]
fn prose_and_what_lies_outside_the_front_matter_is_no_yaml() {
    assert_eq!(at("---\nnote: >-\n  in words |\n---\n").place, Place::Prose);
    assert_eq!(at("a: 1 # see |\n").place, Place::Prose);
    let text = "---\na: 1\n---\nbody\n";
    assert_eq!(find(text, text.len() - 1, true), None);
}

#[test]
fn start_of_what_is_written_is_where_an_edit_begins() {
    let text = "route: nor";
    let spot = find(text, text.len(), false).unwrap();
    assert_eq!(&text[spot.start..], "nor");
    let text = "events:\n  - {type: clo";
    let spot = find(text, text.len(), false).unwrap();
    assert_eq!(&text[spot.start..], "clo");
}

#[test]
fn every_byte_of_a_text_in_disorder_is_answered() {
    let text =
        "---\n标题: '😀\n- - {a: [, ]}: b, \"c: 变: # |\n  d:\n\t- |\n   \u{3000}e:: -\r\n---\n- {";
    for end in (0..=text.len()).filter(|&it| text.is_char_boundary(it)) {
        for byte in 0..=end {
            for is_markdown in [true, false] {
                if let Some(spot) = find(&text[..end], byte, is_markdown) {
                    assert!(text.is_char_boundary(byte) && spot.start <= byte, "{byte}");
                }
            }
        }
    }
}
