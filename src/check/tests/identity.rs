//! One id throughout a record, and facts that are repeated alike.

use super::portal::Portal;
use crate::check::Outcome;

#[test]
fn one_id_stands_throughout_a_record() {
    let says = [
        ("duplicate", "twice {id}"),
        ("folder", "{id} in {folder}"),
        ("document", "{document} says {value}"),
        ("repeated", "{field} {value} not {other_value}"),
    ];
    let run = Portal::of("identity")
        .says(&says)
        .head("kind: deep")
        .file(
            "changes/Q-1/plan.md",
            "---\ndoc: plan\nid: Q-7\nkind: flat\n---\n",
        )
        .file(
            "changes/Q-2/request.md",
            "---\nid: Q-1\ntitle: other\nroute: main\n---\n",
        )
        .run();
    let mut said = run.said();
    said.sort_unstable();
    assert_eq!(
        said,
        [
            "01 plan says Q-7",
            "Q-1 in Q-2",
            "kind flat not deep",
            "twice Q-1"
        ]
    );
}

#[test]
fn an_id_of_another_form_is_reported_and_the_folder_names_the_record() {
    let run = Portal::of("identity")
        .file(
            "changes/Q-2/request.md",
            "---\nid: Q/../2\ntitle: other\nroute: main\n---\n",
        )
        .run();
    let [finding] = run.of("id-form").collect::<Vec<_>>()[..] else {
        panic!("one finding")
    };
    assert_eq!(finding.record.as_deref(), Some("Q-2"));
}

#[test]
fn an_id_that_is_wrong_in_the_head_alone_is_told_once() {
    let head = "---\nid: Q-7\ntitle: t\nroute: main\n---\n";
    let run = Portal::of("identity")
        .file("changes/Q-1/request.md", head)
        .plan("")
        .run();
    assert_eq!(run.ids(), ["R1 violated"]);
    let list = "---\nid: [Q-1]\ntitle: t\nroute: main\n---\n";
    let run = Portal::of("identity")
        .file("changes/Q-1/request.md", list)
        .plan("")
        .run();
    assert_eq!(run.ids(), ["wrong-type violated"]);
}

#[test]
fn a_document_that_bears_the_id_of_the_head_is_not_wrong_beside_a_wrong_folder() {
    let head = "---\nid: Q-7\ntitle: t\nroute: main\n---\n";
    let run = Portal::of("identity")
        .file("changes/Q-1/request.md", head)
        .file("changes/Q-1/plan.md", "---\ndoc: plan\nid: Q-7\n---\n")
        .run();
    assert_eq!(run.ids(), ["R1 violated"]);
    assert_eq!(run.keys(), ["request.id folder"]);
}

#[test]
fn id_and_folder_are_shown() {
    let run = Portal::of("identity").head("state: open").run();
    assert_eq!(
        run.looked_at(),
        ["the id of the record: Q-1", "name of the folder: Q-1"]
    );
}

#[test]
fn a_fact_that_is_repeated_alike_or_cannot_be_read_is_not_told() {
    let run = Portal::of("identity")
        .head("kind: deep")
        .plan("kind: Ｄeep");
    assert_eq!(run.run().outcome(), Outcome::Pass);
    let run = Portal::of("identity")
        .head("kind: deep")
        .plan("kind: {a: b}");
    assert_eq!(run.run().ids(), ["wrong-type violated"]);
}
