//! Who is in the register, who held a role that day, what entries must say.

use super::portal::Portal;
use crate::check::Outcome;
use crate::lang::Lang;

const PEOPLE: &str = "\
- {id: ann, name: 张三, org: company, aliases: [A. Moss], roles: [{role: manager, from: 2020-01-01}]}
- {id: bob, name: Bob Reed, org: company, roles: [{role: director, from: 2024-01-01, to: 2025-03-31}]}
- {id: cat, name: Cat Hill, org: customer, roles: [{role: operator, from: 2020-01-01}, account]}
";

fn portal(check: &str) -> Portal {
    Portal::of(check)
        .says(&[
            ("default", "{person} {role} {day} ({held})"),
            ("outside", "{person} {role} {day} not {held}"),
            ("none", "nobody {role}"),
        ])
        .file("registers/people.yaml", PEOPLE)
}

fn decided(by: &str, at: &str) -> super::portal::Judgement {
    let event = format!("type: approval, role: director, result: approved, by: {by}, at: {at}");
    portal("{held_roles: {each: events.approval, persons: by, role: role, at: at}}")
        .head(&format!("state: open\nevents:\n  - {{{event}}}"))
        .run()
}

#[test]
fn a_role_is_held_to_the_end_of_its_last_day() {
    assert_eq!(decided("bob", "2024-01-01").outcome(), Outcome::Pass);
    assert_eq!(decided("bob", "2025-03-31 23:59").outcome(), Outcome::Pass);
    let run = decided("bob", "2025-04-01 00:00");
    assert_eq!(
        run.said(),
        ["Bob Reed director 2025-04-01 not 2024-01-01 to 2025-03-31"]
    );
    assert_eq!(run.marked(), ["bob"]);
    assert_eq!(run.keys(), ["event.approval[approval director].by[bob]"]);
}

#[test]
fn the_day_is_that_of_the_zone_of_the_portal() {
    let late = decided("bob", "2025-03-31T23:30:00+07:00");
    assert_eq!(late.outcome(), Outcome::Violated);
    let early = decided("bob", "2025-04-01T00:30:00+09:00");
    assert_eq!(early.outcome(), Outcome::Pass);
}

#[test]
fn the_other_end_is_the_entry_of_the_register() {
    let place = |by: &str| {
        let run = decided(by, "2025-06-01");
        let finding = run.of("R1").next().unwrap();
        let [other] = &finding.related[..] else {
            panic!("{:?}", finding.related)
        };
        let text = &PEOPLE[other.place.span.start..other.place.span.end];
        (text.to_owned(), other.message.get(Lang::En).to_owned())
    };
    let (marked, said) = place("bob");
    assert_eq!(marked, "{role: director, from: 2024-01-01, to: 2025-03-31}");
    assert_eq!(said, "director: 2024-01-01 to 2025-03-31");
    let (marked, said) = place("cat");
    assert_eq!(marked, "cat");
    assert_eq!(said, "roles in the register: operator, account manager");
}

#[test]
fn who_never_held_the_role_is_told_with_the_roles_held() {
    assert_eq!(
        decided("[bob, ann]", "2025-03-01").said(),
        ["张三 director 2025-03-01 (manager)"]
    );
}

#[test]
fn without_a_moment_or_an_entry_in_the_register_nothing_is_judged() {
    assert_eq!(decided("bob", "''").outcome(), Outcome::NotApplicable);
    assert_eq!(
        decided("zoe", "2025-06-01").outcome(),
        Outcome::NotApplicable
    );
}

#[test]
fn a_role_that_nobody_knows_is_not_judged() {
    let event = "type: approval, role: nobody, result: approved, by: bob, at: 2025-06-01";
    let run = portal("{held_roles: {each: events.approval, persons: by, role: role, at: at}}")
        .head(&format!("state: open\nevents:\n  - {{{event}}}"))
        .run();
    assert_eq!(run.outcome(), Outcome::NotApplicable);
}

#[test]
fn equated_roles_are_one_and_roles_may_be_alternatives() {
    let run = |roles: &str, by: &str| {
        let check = format!(
            "{{held_roles: {{each: plan.steps, persons: owner, roles: {roles}, at: done_at}}}}"
        );
        portal(&check)
            .head("state: open")
            .plan(&format!(
                "steps: [{{id: S1, owner: {by}, done_at: 2025-05-01}}]"
            ))
            .run()
    };
    assert_eq!(run("client", "cat").outcome(), Outcome::Pass);
    assert_eq!(run("[director, operator]", "cat").outcome(), Outcome::Pass);
    assert_eq!(
        run("[director, operator]", "ann").said(),
        ["张三 director, operator 2025-05-01 (manager)"]
    );
}

#[test]
fn an_entry_without_a_moment_of_its_own_takes_that_of_the_plan() {
    let run = |start: &str| {
        portal(
            "{held_roles: {each: plan.steps, persons: owner, roles: director, at: done_at, \
             else_at: plan.start}}",
        )
        .head("state: open")
        .plan(&format!("start: {start}\nsteps: [{{id: S1, owner: bob}}]"))
        .run()
    };
    assert_eq!(run("2025-03-30").outcome(), Outcome::Pass);
    assert_eq!(run("2025-04-30").outcome(), Outcome::Violated);
}

#[test]
fn a_map_from_roles_to_persons_needs_a_day_in_common() {
    let run = |opened: &str, done: &str| {
        let events = format!("events: [{{type: done, at: {done}, by: ann}}]");
        portal("{held_roles: {persons: request.people, from: request.opened, to: event.done}}")
            .head(&format!(
                "opened: {opened}\nstate: open\npeople: {{manager: ann, director: bob}}\n{events}"
            ))
            .run()
    };
    assert_eq!(run("2025-03-31", "2025-05-01").outcome(), Outcome::Pass);
    let run = run("2025-04-01", "2025-05-01");
    assert_eq!(
        run.said(),
        ["Bob Reed director 2025-04-01 to 2025-05-01 not 2024-01-01 to 2025-03-31"]
    );
    assert_eq!(run.keys(), ["request.people.director[bob]"]);
}

#[test]
fn as_long_as_the_end_has_not_come_the_as_of_date_is_the_last_day() {
    let run = |as_of: &str| {
        portal("{held_roles: {persons: request.people, from: request.opened, to: event.done}}")
            .file(
                "registers/people.yaml",
                "- {id: ann, name: Ann, org: company, roles: [{role: manager, from: 2025-05-01}]}",
            )
            .head("opened: 2025-04-01\nstate: open\npeople: {manager: ann}")
            .on(as_of)
            .run()
            .outcome()
    };
    assert_eq!(run("2025-04-30"), Outcome::Violated);
    assert_eq!(run("2025-05-01"), Outcome::Pass);
}

#[test]
fn one_who_held_the_role_is_enough() {
    let run = |steps: &str| {
        portal(
            "{held_roles: {each: plan.steps, persons: owner, roles: director, at: done_at, \
             enough: one}}",
        )
        .head("state: open")
        .plan(&format!("steps: [{steps}]"))
        .run()
    };
    let ann = "{id: S1, owner: ann, done_at: 2025-03-01}";
    let bob = "{id: S2, owner: bob, done_at: 2025-03-01}";
    let late = "{id: S3, owner: bob, done_at: 2025-05-01}";
    let undated = "{id: S4, owner: bob}";
    assert_eq!(run("").said(), ["nobody director"]);
    assert_eq!(run(&format!("{ann}, {bob}")).outcome(), Outcome::Pass);
    assert_eq!(run(&format!("{bob}, {ann}")).outcome(), Outcome::Pass);
    let none = run(&format!("{ann}, {late}"));
    assert_eq!(
        none.said(),
        ["Bob Reed director 2025-05-01 not 2024-01-01 to 2025-03-31"]
    );
    let open = run(&format!("{ann}, {undated}"));
    assert_ne!(open.outcome(), Outcome::Violated);
}

#[test]
fn every_cycle_is_judged_through_the_events_as_the_head_lists_them() {
    let run =
        portal("{held_roles: {each: 'request.events[role]', persons: by, role: role, at: at}}")
            .head(
                "state: open\nevents:\n  \
             - {type: approval, role: client, result: approved, at: 2025-03-01, by: ann}\n  \
             - {type: undone, at: 2025-03-02, by: ann}\n  \
             - {type: approval, role: director, result: approved, at: 2025-03-03, by: bob}",
            )
            .run();
    assert_eq!(run.said(), ["张三 client 2025-03-01 (manager)"]);
}

#[test]
fn what_has_not_happened_yet_is_not_judged() {
    let run = portal("{held_roles: {each: request.events, persons: by, role: role, at: at}}")
        .head("state: open\nevents: [{type: approval, role: client, result: approved, at: 2025-07-02, by: ann}]")
        .run();
    assert_eq!(run.ids(), ["future-event violated"]);
}

#[test]
fn the_day_after_the_day_that_is_judged_has_not_come_yet() {
    let event = |at: &str| {
        let head = format!("state: open\nevents: [{{type: sent, at: {at}, by: ann}}]");
        portal("{held_roles: {each: request.events, persons: by, role: role, at: at}}")
            .head(&head)
            .run()
            .ids()
    };
    assert_eq!(event("2025-07-01"), ["future-event violated"]);
    assert_eq!(event("2025-07-01 00:00"), ["future-event violated"]);
    assert_eq!(event("2025-06-30"), Vec::<String>::new());
    assert_eq!(event("2025-06-30 23:59"), Vec::<String>::new());
}

#[test]
fn whoever_is_not_in_the_register_is_told_once_where_they_stand_first() {
    let run = Portal::of("registered")
        .says(&[("default", "{person}"), ("near", "{person}, {near}?")])
        .head(
            "state: open\npeople: {manager: ann}\nevents: [{type: sent, at: 2025-03-01, by: Zoe}]",
        )
        .plan("writers: [zoe, Ann Mosss]\nsteps: [{id: S1, owner: ＺＯＥ（lead）}]")
        .run();
    assert_eq!(run.said(), ["Ann Mosss, Ann Moss?", "Zoe"]);
    assert_eq!(run.keys(), ["person[annmosss]", "person[zoe]"]);
}

#[test]
fn a_person_is_known_under_every_spelling() {
    for name in [
        "ann",
        "ＡＮＮ",
        "张三",
        "张 三",
        "张　三",
        "A.Moss",
        "Ａ. Ｍｏｓｓ",
        "张三(工程总监)",
        "张三（工程总监）",
        "张 三 （工程总监）",
    ] {
        let run = Portal::of("registered")
            .file("registers/people.yaml", PEOPLE)
            .head(&format!("state: open\npeople: {{manager: \"{name}\"}}"))
            .run();
        assert_eq!(run.ids(), [""; 0], "{name}");
        assert_eq!(run.outcome(), Outcome::Pass, "{name}");
    }
    let run = Portal::of("registered")
        .file("registers/people.yaml", PEOPLE)
        .head("state: open\npeople: {manager: 张三丰}")
        .run();
    assert_eq!(run.outcome(), Outcome::Violated);
}

#[test]
fn each_entry_that_lacks_something_is_told_once() {
    let run = |check: &str| {
        Portal::of(&format!("{{entries: {{{check}}}}}"))
            .says(&[("default", "{entry}: {missing}")])
            .head("state: open")
            .plan(
                "steps:\n  - {id: S1, owner: ann, checker: bob, note: x}\n  \
                 - {id: S2, owner: ann, minutes: 3}\n  - {owner: bob}",
            )
            .run()
    };
    let all = run("each: plan.steps, all: [checker, note]");
    assert_eq!(all.said(), ["S2: checker, note", "3: checker, note"]);
    assert_eq!(all.keys()[0], "plan.steps[S2].checker");
    let any = run("each: plan.steps, any: [note, minutes]");
    assert_eq!(any.said(), ["3: note, minutes"]);
    assert_eq!(
        any.looked_at()[..2],
        ["S1: note: x", "S1: minutes: not recorded"]
    );
    let some = run("each: 'plan.steps[minutes]', all: checker");
    assert_eq!(some.said(), ["S2: checker"]);
    let none = run("each: 'plan.steps[owner=eve]', all: checker");
    assert_eq!(none.outcome(), Outcome::NotApplicable);
}
