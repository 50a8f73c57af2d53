//! Values that name an entry of a list elsewhere in the record.

use super::portal::Portal;
use crate::lang::Lang;

/// What is said of a step that names `undone_by`, beside a log with these entries.
fn said(undone_by: &str, log: &str) -> Vec<String> {
    let plan = format!("steps: [{{id: S1, undone_by: {undone_by}}}]\nlog: {log}");
    let run = Portal::of("{presence: {all: [request.title]}}")
        .head("state: open")
        .plan(&plan)
        .run();
    let found = run.found.all.iter();
    let found = found.filter(|it| it.rule == "unknown-reference");
    found
        .map(|it| it.message.get(Lang::En).to_owned())
        .collect()
}

const LOG: &str = "[{id: L10}, {id: L20}]";

#[test]
fn the_name_of_an_entry_is_found_there_whatever_its_width() {
    assert_eq!(said("L20", LOG), Vec::<String>::new());
    assert_eq!(said("Ｌ20", LOG), Vec::<String>::new());
}

#[test]
fn the_name_of_no_entry_is_told_with_the_one_that_is_near() {
    assert_eq!(
        said("L2", LOG),
        ["there is no `L2` among the log of 01 plan; `L20` is near"]
    );
    assert_eq!(
        said("mail", LOG),
        ["there is no `mail` among the log of 01 plan"]
    );
}

#[test]
fn a_path_or_file_in_a_field_of_references_names_no_entry() {
    assert_eq!(said("scripts/undo", LOG), Vec::<String>::new());
    assert_eq!(said("undo.sql", LOG), Vec::<String>::new());
    assert_eq!(said("L2.1", LOG).len(), 1);
}

#[test]
fn a_list_without_entries_is_not_asked() {
    assert_eq!(said("L10", "[]"), Vec::<String>::new());
}
