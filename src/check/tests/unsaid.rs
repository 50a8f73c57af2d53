//! Waivers whose reason or risk says nothing.

use super::portal::Portal;
use super::waivers::{SAYS, portal};

#[test]
fn a_waiver_without_a_reason_or_a_risk_that_says_something_covers_nothing() {
    let scope = "scope: {changes: [Q-1]}, from: 2025-06-01, expires: 2025-07-01";
    let run = |says: &str| {
        let text = format!("- {{{says}, {scope}}}\n");
        portal("").file("registers/waivers.yaml", &text).run().ids()
    };
    for (good, empty) in [("good", "TODO"), ("small", "待补充"), ("good", "n/a")] {
        let says = SAYS.replace(good, empty);
        assert_eq!(run(&says), ["R1 violated", "waiver-refused violated"]);
    }
    assert_eq!(run(SAYS), ["R1 waived"]);
    // Blanks are nothing, which the register is told.
    for says in [
        SAYS.replace("good", "' '"),
        SAYS.replace("small", "''"),
        SAYS.replace("W1", "''"),
    ] {
        let text = format!("- {{{says}, {scope}}}\n");
        assert_eq!(
            portal("")
                .file("registers/waivers.yaml", &text)
                .faults()
                .len(),
            1,
            "{says}"
        );
    }
}

#[test]
fn what_a_waiver_of_a_record_leaves_open_is_told_once() {
    let says = SAYS.replace("good", "TODO");
    let run = Portal::of("{presence: {all: [event.started]}}")
        .head(&format!(
            "reason: because\nwaivers: [{{{says}, from: 2025-06-01, expires: 2025-07-01}}]\nevents: [{{type: sent, at: 2025-03-03 09:00, by: ann}}]",
        ))
        .run();
    assert_eq!(run.ids(), ["R1 violated", "waiver-refused violated"]);
}
