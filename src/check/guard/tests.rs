use super::*;

#[test]
fn insertions_touch_what_they_stand_at_and_replacements_what_they_cover() {
    let kept = Span::new(4, 8);
    for (start, end, touches) in [
        (4, 4, true),
        (8, 8, true),
        (3, 3, false),
        (2, 4, false),
        (7, 9, true),
        (8, 9, false),
    ] {
        assert_eq!(
            touch(Span::new(start, end), kept),
            touches,
            "{start}..{end}"
        );
    }
}

#[test]
fn what_stands_behind_a_key_ends_at_the_next_key_even_in_broken_text() {
    let text = "a: 1\nevents：\n- {type: x\n\n  at: [\n# note\nb: 2\n\"events\": y\n";
    let spans = behind(text, Span::new(0, text.len()), &["events"]);
    let found: Vec<_> = spans.iter().map(|it| &text[it.start..it.end]).collect();
    assert_eq!(found, ["\n- {type: x\n\n  at: [\n# note\n", " y\n"]);
}
