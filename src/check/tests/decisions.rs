//! What a decision is about, and which of several counts.

use super::approvals::{CLIENT, DIRECTOR, SENT, approvals, events};
use crate::check::Outcome;

#[test]
fn a_decision_whose_list_of_documents_is_empty_is_about_none() {
    let none = CLIENT.replace("by: cat", "by: cat, documents: []");
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, &none]))
        .run();
    assert_eq!(run.said(), ["no client on request, 01 plan"]);
    assert_eq!(
        run.related(),
        ["this list names no document, so it is a decision on none: []"]
    );
    // A key that nothing stands behind is not written yet.
    let open = CLIENT.replace("by: cat", "by: cat, documents: ");
    let run = approvals("results: [approved]")
        .head(&events(&[SENT, DIRECTOR, &open]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn of_several_decisions_on_one_day_without_times_the_one_written_last_counts() {
    let day = |it: &str| it.replace("03-04 10:00", "03-04");
    let (yes, no) = (
        day(CLIENT),
        day(CLIENT).replace("result: approved", "result: rejected"),
    );
    let said = |first: &str, second: &str, more: &str| {
        let started = "type: started, at: 2025-03-06 09:00, by: eve";
        let written = events(&[SENT, DIRECTOR, first, second, started]);
        let run = approvals(&format!("results: [approved]{more}"))
            .head(&written)
            .run();
        run.said()
            .iter()
            .map(|it| (*it).to_owned())
            .collect::<Vec<_>>()
    };
    for more in ["", ", each: started"] {
        assert_eq!(said(&yes, &no, more), ["client said no"], "{more}");
        assert_eq!(said(&no, &yes, more), [""; 0], "{more}");
    }
}
