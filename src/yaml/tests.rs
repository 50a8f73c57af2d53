//! What reading YAML promises.

use super::*;

fn whole(text: &str) -> Tree {
    parse(text, Span::new(0, text.len()))
}

fn shown(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}

#[test]
fn spans_are_exact_under_chinese_and_emoji() {
    let text = "标题: 上线🚀\r\nitems:\r\n  - {id: C1, 名: \"甲 乙\"}\r\n  - 尾\r\nlast: x\r\n";
    let tree = whole(text);
    let root = tree.root.unwrap();
    assert_eq!(shown(text, root.entries().unwrap()[0].key_span), "标题");
    assert_eq!(shown(text, root.get("标题").unwrap().span), "上线🚀");
    let items = root.get("items").unwrap();
    assert_eq!(
        shown(text, items.span),
        "- {id: C1, 名: \"甲 乙\"}\r\n  - 尾"
    );
    let first = &items.items().unwrap()[0];
    assert_eq!(shown(text, first.span), "{id: C1, 名: \"甲 乙\"}");
    assert_eq!(shown(text, first.get("名").unwrap().span), "\"甲 乙\"");
    assert!(tree.faults.is_empty());
}

#[test]
fn scalars_that_look_like_numbers_keep_their_text() {
    let tree = whole("a: 1.10\nb: 0017\nc: no\nd: true\ne: 12:30\n");
    let root = tree.root.unwrap();
    let text = |key| root.get(key).unwrap().text().unwrap();
    assert_eq!([text("a"), text("b"), text("c")], ["1.10", "0017", "no"]);
    assert_eq!(root.get("c").unwrap().as_bool(), None);
    assert_eq!(root.get("d").unwrap().as_bool(), Some(true));
}

#[test]
fn duplicate_key_is_a_fault_with_both_places_and_the_first_holds() {
    let text = "id: A\nid: B\n";
    let tree = whole(text);
    assert_eq!(tree.root.unwrap().get("id").unwrap().text(), Some("A"));
    let [
        Fault {
            span,
            kind: FaultKind::DuplicateKey { key, first },
        },
    ] = &tree.faults[..]
    else {
        panic!("{:?}", tree.faults)
    };
    assert_eq!(
        (key.as_str(), *first, *span),
        ("id", Span::new(0, 2), Span::new(6, 8))
    );
}

#[test]
fn full_width_colon_is_reported_and_read_as_a_colon() {
    let text = "id: A\n申请人：林若川\nlast: x\n";
    let tree = whole(text);
    let root = tree.root.unwrap();
    assert_eq!(root.get("申请人").unwrap().text(), Some("林若川"));
    assert_eq!(root.get("last").unwrap().text(), Some("x"));
    let [fault] = &tree.faults[..] else { panic!() };
    assert_eq!(shown(text, fault.span), "：");
}

#[test]
fn tab_is_reported_and_the_rest_is_read() {
    let text = "a:\n\t- x\nb: y\n";
    let tree = whole(text);
    assert_eq!(
        tree.faults,
        [Fault {
            span: Span::new(3, 4),
            kind: FaultKind::Tab
        }]
    );
    assert_eq!(tree.root.unwrap().get("b").unwrap().text(), Some("y"));
}

#[test]
fn full_width_colon_within_braces_is_read_as_a_colon() {
    let text = "events:\n  - {type: assessed, at：2025-01-06 11:00, by: x}\nnote：甲: 乙\n";
    let tree = whole(text);
    let root = tree.root.unwrap();
    let event = &root.get("events").unwrap().items().unwrap()[0];
    assert_eq!(event.get("at").unwrap().text(), Some("2025-01-06 11:00"));
    assert_eq!(event.get("by").unwrap().text(), Some("x"));
    let keys: Vec<_> = tree.faults.iter().map(|it| &it.kind).collect();
    let colon = |key: &str| FaultKind::FullWidthColon {
        key: key.into(),
        glued: true,
    };
    assert_eq!(keys[0], &colon("at"));
}

#[test]
fn words_and_blanks_of_a_text_are_no_slips_when_something_else_is_wrong() {
    let text =
        "a: |\n  注意：先备份\n\n  \u{3000}\u{3000}说明：见附件\nb: 甲\n  乙：丙\nc: [1, 2\nd: }\n";
    let tree = whole(text);
    assert_eq!(tree.faults.len(), 1);
    assert_eq!(tree.faults[0].kind, FaultKind::Syntax);
    assert!(tree.is_cut);
}

#[test]
fn full_width_blank_is_told_where_it_stands() {
    let text = "a:\n  b: x\n\u{3000}c: y\nd:\u{a0}z\n";
    let tree = whole(text);
    let odd: Vec<_> = tree
        .faults
        .iter()
        .map(|it| (&it.kind, it.span.start))
        .collect();
    assert_eq!(
        odd,
        [(&FaultKind::OddBlank, 10), (&FaultKind::OddBlank, 20)]
    );
}

#[test]
fn unread_rest_is_known_to_be_unread() {
    assert!(whole("a:\n  b: x\n\tc: y\nd: z\n").is_cut);
    assert!(!whole("a: x\n").is_cut);
}

#[test]
fn unknown_anchor_is_named_and_the_rest_is_read() {
    let tree = whole("a: *nowhere\nb: y\n");
    let [
        Fault {
            kind: FaultKind::UnknownAnchor { name },
            ..
        },
    ] = &tree.faults[..]
    else {
        panic!("{:?}", tree.faults)
    };
    assert_eq!(name, "nowhere");
    assert_eq!(
        tree.root.as_ref().unwrap().get("a").unwrap().kind,
        Kind::Broken
    );
    assert_eq!(tree.root.unwrap().get("b").unwrap().text(), Some("y"));
}

#[test]
fn entries_before_a_syntax_fault_are_kept() {
    let tree = whole("id: A\ntitle: B\nbad: [1, 2\nnext: }\n");
    let root = tree.root.unwrap();
    assert_eq!(root.get("title").unwrap().text(), Some("B"));
    assert_eq!(tree.faults.len(), 1);
    assert_eq!(tree.faults[0].kind, FaultKind::Syntax);
}

#[test]
fn deep_nesting_is_a_fault_and_no_crash() {
    let tree = whole(&format!("a: {}", "[".repeat(100) + &"]".repeat(100)));
    assert_eq!(tree.faults[0].kind, FaultKind::TooDeep);
}

#[test]
fn many_aliases_are_a_fault_and_cost_little() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = level - 1;
        let list = vec![format!("*a{before}"); 9].join(", ");
        text = format!("{text}a{level}: &a{level} [{list}]\n");
    }
    let tree = whole(&text);
    assert_eq!(tree.faults[0].kind, FaultKind::TooMany);
    assert!(tree.root.unwrap().get("a0").is_some());
}

#[test]
fn full_width_marks_within_brackets_are_read_and_those_of_texts_are_not() {
    let text =
        "a:\n  - {x: 甲，乙, y: 1}\n  - {x: 甲，y: 见［1］，z：2}\n  - ｛x: 3｝\nb: 丙，丁：戊\n";
    let tree = whole(text);
    let root = tree.root.unwrap();
    let items = root.get("a").unwrap().items().unwrap();
    let shown = |at: usize, key: &str| items[at].get(key).and_then(Node::text).map(str::to_owned);
    assert_eq!(shown(0, "x").as_deref(), Some("甲，乙"));
    assert_eq!(shown(1, "x").as_deref(), Some("甲"));
    assert_eq!(shown(1, "y").as_deref(), Some("见［1］"));
    assert_eq!(shown(1, "z").as_deref(), Some("2"));
    assert_eq!(shown(2, "x").as_deref(), Some("3"));
    assert_eq!(root.get("b").unwrap().text(), Some("丙，丁：戊"));
    let found: String = tree
        .faults
        .iter()
        .map(|it| match it.kind {
            FaultKind::FullWidth { found, .. } => found,
            _ => '?',
        })
        .collect();
    assert_eq!(found, "，，：｛｝");
}
