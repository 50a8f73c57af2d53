//! Recipients, and people who must not be the same.

use super::portal::Portal;
use crate::check::Outcome;

fn events(lines: &[&str]) -> String {
    let entries = lines.iter().map(|it| format!("  - {{{it}}}\n"));
    format!("state: open\nevents:\n{}", entries.collect::<String>())
}

fn recipients(more: &str) -> Portal {
    let check = format!(
        "{{recipients: {{event: package, to: [client], anywhere: [director], by: [manager]{more}}}}}"
    );
    Portal::of(&check).says(&[
        ("default", "not copied: {missing}"),
        ("addressee", "not addressed: {missing}"),
        ("sender", "from {sender}"),
        ("missing", "none to {missing}"),
        ("again", "that of {at} was undone on {returned_at}"),
    ])
}

#[test]
fn a_package_goes_from_the_right_sender_to_the_right_people() {
    let sent = |line: &str| recipients("").head(&events(&[line])).run();
    let good = sent("type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [bob]");
    assert_eq!(good.outcome(), Outcome::Pass);
    let copied = sent("type: sent, at: 2025-03-03 09:00, by: ann, to: [bob], cc: [cat]");
    assert_eq!(copied.said(), ["not addressed: client"]);
    let other = sent("type: sent, at: 2025-03-03 09:00, by: eve, to: [cat]");
    assert_eq!(other.said(), ["from Eve Lane", "not copied: director"]);
    assert_eq!(other.marked()[0], "eve");
}

#[test]
fn the_last_package_is_judged_and_a_missing_one_only_if_it_is_needed() {
    let run = recipients("")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: eve",
            "type: resent, at: 2025-03-04 09:00, by: ann, to: [cat, bob]",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
    assert_eq!(
        recipients("").head(&events(&[])).run().outcome(),
        Outcome::NotApplicable
    );
    let run = recipients(", needed: true").head(&events(&[])).run();
    assert_eq!(run.said(), ["none to client, director"]);
}

#[test]
fn what_was_sent_before_a_return_must_be_sent_again_and_whom_it_reached_is_told() {
    let run = recipients(", needed: true")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: ann, to: [cat]",
            "type: undone, at: 2025-03-04 09:00, by: ann",
            "type: found, at: 2025-03-05 09:00, by: ann",
        ]))
        .run();
    assert_eq!(
        run.said(),
        [
            "that of 2025-03-03 09:00 was undone on 2025-03-04 09:00",
            "not copied: director"
        ]
    );
}

#[test]
fn several_events_together_may_reach_everybody() {
    let run = recipients(", together: true")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: ann, to: [cat]",
            "type: sent, at: 2025-03-04 09:00, by: ann, to: [bob]",
        ]))
        .run();
    assert_eq!(run.outcome(), Outcome::Pass);
}

#[test]
fn sender_and_recipients_are_shown_under_their_names() {
    let run = recipients("")
        .head(&events(&[
            "type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [bob]",
        ]))
        .run();
    assert_eq!(
        run.looked_at(),
        [
            "sent: by: Ann Moss",
            "sent: to: Cat Hill",
            "sent: cc: Bob Reed"
        ]
    );
}

#[test]
fn people_of_the_record_stand_for_a_role_before_those_of_the_register() {
    let sent = events(&["type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [bob]"]);
    let run = recipients("")
        .head(&format!("people: {{director: eve}}\n{sent}"))
        .run();
    assert_eq!(run.said(), ["not copied: director"]);
}

#[test]
fn people_of_the_system_stand_for_their_own_role_before_those_of_the_register() {
    let systems = "\
        - {id: kiln, name: Kiln, modules: [], depends_on: [], people: {director: bob}}\n\
        - {id: mill, name: Mill, modules: [], depends_on: [], people: {manager: ann, director: eve}}\n";
    let run = |copied: &str| {
        let sent = format!("type: sent, at: 2025-03-03 09:00, by: ann, to: [cat], cc: [{copied}]");
        recipients("")
            .file("registers/systems.yaml", systems)
            .head(&format!("system: mill\n{}", events(&[&sent])))
            .run()
    };
    assert_eq!(run("eve").outcome(), Outcome::Pass);
    assert_eq!(run("bob").said(), ["not copied: director"]);
    assert_eq!(run("ann").said(), ["not copied: director"]);
}

#[test]
fn nobody_is_on_both_sides_under_any_spelling() {
    let check = "{disjoint: {left: [plan.testers], right: [plan.writers]}}";
    let run = Portal::of(check)
        .says(&[("default", "{person}: {left}, {right}")])
        .head("state: open")
        .plan("writers: [ann, A. Moss]\ntesters: [bob, Ａnn Moss]")
        .run();
    assert_eq!(run.said(), ["Ann Moss: testers, writers"]);
    assert_eq!(run.marked(), ["Ａnn Moss"]);
    let run = Portal::of(check)
        .head("state: open")
        .plan("testers: [bob]")
        .run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
}

#[test]
fn entries_are_judged_one_by_one() {
    let check = "{disjoint: {each: [plan.steps, events.mended], left: owner, right: checker}}";
    let run = Portal::of(&check.replace("plan.steps, events.mended", "plan.steps"))
        .says(&[("default", "{entry} {person}")])
        .head("state: open")
        .plan(
            "steps: [{id: S1, owner: ann, checker: bob}, {id: S2, owner: bob, checker: Bob Reed}]",
        )
        .run();
    assert_eq!(run.said(), ["S2 Bob Reed"]);
    assert_eq!(run.keys(), ["plan.steps[S2]"]);
    let alone = Portal::of("{disjoint: {each: plan.steps, left: owner, right: checker}}")
        .head("state: open")
        .plan("steps: [{id: S1, owner: ann}]")
        .run();
    assert_eq!(alone.outcome(), Outcome::NotApplicable);
}
