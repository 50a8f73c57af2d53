//! Expressions are compiled once, and every name in them is held against the procedure.

use serde_json::json;

use super::fault::FaultKind;
use super::names::Shape;
use super::*;

fn names() -> Names {
    let mut names = Names::default();
    let scope = Shape::list_of(Shape::Value(vec!["db".into(), "ui".into()]));
    let item = Shape::Map([("id".to_owned(), Shape::plain())].into());
    let record = [
        (
            "route".to_owned(),
            Shape::Value(vec!["fast".into(), "slow".into()]),
        ),
        ("scope".to_owned(), scope),
        ("items".to_owned(), Shape::list_of(item)),
        ("count".to_owned(), Shape::plain()),
    ];
    names.add("record", Shape::Map(record.into()));
    names.add("state", Shape::Value(vec!["open".into(), "done".into()]));
    names
}

fn faults(text: &str) -> Vec<Fault> {
    Expr::compile(text, Place::default(), &names())
        .err()
        .unwrap_or_default()
}

/// What the only fault points at, and the fault.
fn fault(text: &str) -> (&str, FaultKind) {
    let mut faults = faults(text);
    assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    let fault = faults.remove(0);
    let span = fault.span.unwrap_or_default();
    (&text[span.start..span.end], fault.kind)
}

fn is_share<T: Send + Sync>() {}

#[test]
fn expressions_and_facts_go_to_any_thread() {
    is_share::<Expr>();
    is_share::<Facts>();
}

#[test]
fn expression_over_a_record_has_a_value() {
    let text = "record.scope.exists(s, s == 'db') && size(record.items) + record.count == 3";
    let expr = Expr::compile(text, Place::default(), &names()).unwrap();
    let facts = json!({"record": {"scope": ["db"], "items": [{"id": "a"}], "count": 2}});
    assert_eq!(expr.holds(&Facts::new(&facts)), Ok(true));
}

#[test]
fn value_of_the_wrong_kind_is_a_sentence() {
    let expr = Expr::compile("record.count > 2", Place::default(), &names()).unwrap();
    let facts = Facts::new(&json!({"record": {"count": null}}));
    assert!(expr.eval(&facts).is_err());
}

#[test]
fn misspelt_names_are_named_with_their_place() {
    let (at, kind) = fault("'中' != '' && recrod.route == 'fast'");
    assert_eq!(at, "recrod");
    assert!(matches!(kind, FaultKind::UnknownName { name, .. } if name == "recrod"));
    let (at, kind) = fault("record.ruote == 'fast'");
    assert_eq!(at, "ruote");
    assert!(matches!(kind, FaultKind::UnknownField { of, .. } if of == "record"));
}

#[test]
fn variables_of_macros_know_their_fields() {
    assert_eq!(faults("record.items.all(i, i.id != null)"), []);
    assert_eq!(fault("record.items.all(i, i.di != null)").0, "di");
    assert_eq!(
        fault("record.items.filter(i, true).exists(j, j.no == 1)").0,
        "no"
    );
    assert_eq!(
        fault("record.items.map(i, i.id).exists(s, s.x == 1)").0,
        "x"
    );
    assert_eq!(fault("record.items.all(i, x.id == 1)").0, "x");
}

#[test]
fn misspelt_functions_and_macros_are_named() {
    let (at, kind) = fault("record.items.exist(i, i.id == 'a')");
    assert_eq!(at, "exist");
    assert!(
        matches!(kind, FaultKind::UnknownFunction { known, .. } if known.contains(&"exists".into()))
    );
    assert_eq!(fault("lenght(record.items) > 1").0, "lenght");
}

#[test]
fn texts_that_a_value_never_is_are_named() {
    assert_eq!(fault("record.route == 'fsat'").0, "fsat");
    assert_eq!(fault("'bd' in record.scope").0, "bd");
    assert_eq!(fault("state in ['open', 'dnoe']").0, "dnoe");
    assert_eq!(fault("record.scope.exists(s, s == 'x')").0, "x");
    assert_eq!(
        faults("record.route != null && record['route'] == 'slow'"),
        []
    );
}

#[test]
fn lists_are_not_texts_and_have_no_fields() {
    assert!(matches!(
        fault("record.scope == 'db'").1,
        FaultKind::ListCompared { .. }
    ));
    assert!(matches!(
        fault("record.items.id == 'a'").1,
        FaultKind::FieldOfList { .. }
    ));
}

#[test]
fn lists_and_objects_are_never_null() {
    let never =
        |text: &str| matches!(fault(text).1, FaultKind::NeverNull { is_list, .. } if is_list);
    assert!(never("record.scope == null"));
    assert!(never("null != record.items"));
    assert!(matches!(
        fault("record == null").1,
        FaultKind::NeverNull { is_list: false, .. }
    ));
    assert_eq!(faults("record.count == null"), []);
}

#[test]
fn syntax_is_explained_in_our_words() {
    assert!(matches!(
        fault("record.count =  2").1,
        FaultKind::Slip { instead: "==", .. }
    ));
    let (at, kind) = fault("record.count == 1\n  and state == 'open'");
    assert_eq!(at, "and");
    assert!(matches!(kind, FaultKind::Slip { instead: "&&", .. }));
    assert_eq!(fault("(record.count == 1").1, FaultKind::Unfinished);
    assert_eq!(fault("").1, FaultKind::Unfinished);
    assert_eq!(fault("record.count == “x”").0, "“");
    assert_eq!(fault("record.count == 1)").0, ")");
}

#[test]
fn what_nobody_can_read_is_a_fault_and_no_crash() {
    let deep = |count: usize| format!("{}1{}", "(".repeat(count), ")".repeat(count));
    let chain = |count: usize| vec!["state == 'open'"; count].join(" || ");
    let sum = |count: usize| vec!["1"; count].join("+");
    let choices = |count: usize| "true ? 1 : ".repeat(count) + "1";
    for text in [
        deep(12),
        chain(200),
        sum(40),
        choices(12),
        "!".repeat(2000) + "true",
    ] {
        let expr = Expr::compile(&text, Place::default(), &names()).unwrap();
        let facts = Facts::new(&json!({"state": "done"}));
        assert!(expr.eval(&facts).is_ok(), "{text}");
    }
    for text in [
        deep(5000),
        chain(5000),
        sum(5000),
        choices(5000),
        "[".repeat(5000),
    ] {
        assert_eq!(faults(&text)[0].kind, FaultKind::TooLarge);
    }
}

#[test]
fn names_that_an_expression_rests_on_are_those_of_the_record() {
    let paths = |text: &str| {
        let expr = Expr::compile(text, Place::default(), &names()).unwrap();
        expr.paths()
    };
    assert_eq!(
        paths("state == 'open' && size(record.scope) > record.count && state != 'done'"),
        ["state", "record.scope", "record.count"]
    );
    assert_eq!(
        paths("record.items.filter(i, i.id != '').exists(i, i.id == record.route)"),
        ["record.items.id", "record.route"],
        "a variable stands for the list that it goes through"
    );
}
