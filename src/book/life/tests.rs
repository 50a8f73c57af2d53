//! What a life promises.

use super::*;
use crate::book::value::{Item, Member, Value};
use crate::procedure::flow::Evidence;
use crate::procedure::flow::State;

fn evidence(kind: &str, result: &str) -> Evidence {
    Evidence::Event {
        types: vec![kind.to_owned()],
        results: (!result.is_empty())
            .then(|| result.to_owned())
            .into_iter()
            .collect(),
        after: None,
        roles: Vec::new(),
        documents: Vec::new(),
        conditions: None,
    }
}

/// draft → checked → built → sent → live → done; a refusal returns to built, a rollback to checked.
fn procedure() -> Procedure {
    let state = |id: &str, evidence| State {
        id: id.to_owned(),
        evidence,
        terminal: id == "done",
        ..State::default()
    };
    let side =
        |id: &str, kind: &str, result: &str, ranks: Option<&str>, to: Option<&str>| SideState {
            id: id.to_owned(),
            ranks_as: ranks.map(str::to_owned),
            returns_to: to.map(str::to_owned),
            evidence: Some(evidence(kind, result)),
            ..SideState::default()
        };
    Procedure {
        routes: vec![Route {
            id: "only".into(),
            states: vec![
                state("draft", None),
                state("checked", Some(evidence("check", ""))),
                state("built", Some(evidence("build", ""))),
                state("sent", Some(evidence("send", ""))),
                state("live", Some(evidence("start", ""))),
                state("done", Some(evidence("close", ""))),
            ],
            side_states: vec!["refused".into(), "undone".into(), "dropped".into()],
            ..Route::default()
        }],
        side_states: vec![
            side("refused", "answer", "no", Some("sent"), Some("built")),
            side("undone", "undo", "", Some("live"), Some("checked")),
            side("dropped", "drop", "", None, None),
        ],
        reopenings: vec![
            Reopening {
                event: "reopen".into(),
                returns_to: "elsewhere".into(),
                anew: Vec::new(),
            },
            Reopening {
                event: "reopen".into(),
                returns_to: "live".into(),
                anew: vec!["settle".into()],
            },
        ],
        ..Procedure::default()
    }
}

#[test]
fn what_comes_after_the_event_up_to_which_a_refusal_sends_back_ends_no_cycle() {
    let mut procedure = procedure();
    procedure.side_states[0].before = vec!["start".into()];
    let events = |written: &str| -> Vec<Event> {
        let one = |it: &str| {
            let (kind, result) = it.split_once('=').unwrap_or((it, ""));
            event(kind, &[("result", result)])
        };
        written.split_whitespace().map(one).collect()
    };
    let life = |written: &str| life_of(&procedure, &events(written), None);
    assert_eq!(life("check build send start answer=no").cycle, 0);
    assert_eq!(life("check build send answer=no start answer=no").cycle, 1);
    // Reopening leads to no state before it, undoing does.
    let reopened = "check build send start close reopen answer=no";
    assert_eq!(life(reopened).cycle, 1);
    assert_eq!(life("check build send start undo send answer=no").cycle, 2);
}

fn item(value: Value) -> Item {
    Item {
        place: Place::default(),
        value,
    }
}

/// An event with the given keys.
fn event(kind: &str, keys: &[(&str, &str)]) -> Event {
    let member = |(key, value): &(&str, &str)| Member {
        key: (*key).to_owned(),
        key_place: Place::default(),
        item: item(Value::Key((*value).to_owned())),
    };
    Event {
        kind: kind.to_owned(),
        at: None,
        item: item(Value::Map(keys.iter().map(member).collect())),
        cycle: 0,
    }
}

fn life_of(procedure: &Procedure, events: &[Event], declared: Option<&str>) -> Life {
    let zone = TimeZone::UTC;
    let moment = Moment::parse("2024-12-31", &zone).unwrap().moment;
    let as_of = AsOf::at(moment, &zone);
    let facts = Facts {
        procedure,
        zone: &zone,
        as_of: &as_of,
        route: procedure.route("only"),
        events,
        documents: &[],
        declared: declared.map(|it| (it, Place::default())),
    };
    live(facts).0
}

/// Lives through `events`, a day each; `answer=no` is an answer with the result no.
fn lived(declared: &str, events: &str) -> Life {
    let on_day = |(day, written): (usize, &str)| {
        let (kind, result) = written.split_once('=').unwrap_or((written, ""));
        let at = Moment::parse(&format!("2024-01-{:02}", day + 1), &TimeZone::UTC).unwrap();
        Event {
            at: Some(at.moment),
            ..event(kind, &[("result", result)])
        }
    };
    let events: Vec<_> = events.split_whitespace().enumerate().map(on_day).collect();
    life_of(&procedure(), &events, Some(declared))
}

#[test]
fn an_event_of_a_later_state_counts_whatever_is_declared() {
    let life = lived("draft", "check build send start");
    assert_eq!(life.effective, "live");
    assert!(life.has_reached("sent"));
}

#[test]
fn a_declared_state_counts_without_evidence_but_is_not_supported() {
    let life = lived("sent", "check");
    assert_eq!(life.effective, "sent");
    assert!(!life.shown[3].is_supported);
    assert_eq!(life.evidenced_rank, Some(1));
}

#[test]
fn while_a_refusal_is_declared_the_ended_cycle_is_judged() {
    let life = lived("refused", "check build send answer=no");
    assert_eq!((life.effective.as_str(), life.cycle), ("refused", 0));
    assert!(life.has_reached("sent"));
}

#[test]
fn while_a_rollback_is_declared_what_follows_it_belongs_to_the_ended_cycle() {
    let life = lived("undone", "check build send start undo tell");
    assert_eq!(life.visible, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn after_a_refusal_only_evidence_up_to_the_state_returned_to_counts() {
    let life = lived("built", "check build send answer=no");
    assert_eq!((life.effective.as_str(), life.cycle), ("built", 1));
    assert_eq!(life.visible, [0, 1]);
    let again = lived("sent", "check build send answer=no send");
    assert_eq!(again.visible, [0, 1, 4]);
    assert!(again.shown[3].is_supported);
}

#[test]
fn a_rollback_returns_further_than_a_refusal() {
    let life = lived("checked", "check build send start undo");
    assert_eq!(life.visible, [0]);
    assert_eq!(life.effective, "checked");
}

#[test]
fn what_was_told_before_a_later_state_counts_after_a_reopening_and_what_is_done_anew_does_not() {
    let life = lived(
        "live",
        "check build send start tell settle close reopen tell",
    );
    assert_eq!(life.visible, [0, 1, 2, 3, 4, 8]);
    assert_eq!(life.effective, "live");
}

#[test]
fn a_later_state_that_was_lost_in_an_earlier_cycle_stays_lost() {
    let life = lived("built", "check build send answer=no build send answer=no");
    assert_eq!(life.visible, [0, 1, 4]);
    assert_eq!(life.effective, "built");
}

#[test]
fn a_dropped_record_ranks_as_what_its_events_reached() {
    let life = lived("dropped", "check build drop");
    assert_eq!((life.effective.as_str(), life.rank), ("dropped", 2));
}

/// Whether these decisions suffice for a state that needs an agreement of two roles.
fn agreed(decisions: &[(&str, &str, &str)]) -> bool {
    let mut procedure = procedure();
    procedure.routes[0].states[3].evidence = Some(Evidence::Event {
        types: vec!["decide".into()],
        results: vec!["approved".into(), "conditional".into()],
        after: None,
        roles: vec!["left".into(), "right".into()],
        documents: Vec::new(),
        conditions: Some("fulfil".into()),
    });
    let decision = |(kind, role, result): &(&str, &str, &str)| {
        event(kind, &[("role", *role), ("result", *result)])
    };
    let events: Vec<_> = decisions.iter().map(decision).collect();
    life_of(&procedure, &events, None).shown[3].is_shown
}

#[test]
fn every_role_must_agree_and_its_last_word_counts() {
    let left = ("decide", "left", "approved");
    let right = ("decide", "right", "approved");
    assert!(!agreed(&[left]));
    assert!(agreed(&[left, right]));
    assert!(!agreed(&[left, right, ("decide", "left", "rejected")]));
}

#[test]
fn a_conditional_agreement_counts_once_its_own_role_fulfils_it() {
    let left = ("decide", "left", "approved");
    let right = ("decide", "right", "conditional");
    assert!(!agreed(&[left, right]));
    assert!(!agreed(&[left, right, ("fulfil", "left", "")]));
    assert!(agreed(&[left, right, ("fulfil", "right", "")]));
}
