//! What a verdict has seen of others holds until one of the answers is another.

use super::portal::Portal;
use crate::book::select::Shelf as _;
use crate::book::value::Item;
use crate::check::Context;
use crate::check::sight::{Index, Seen, Trace};
use crate::digest;
use crate::seal::kept::{self, Kept};

fn portal() -> Portal {
    Portal::of("identity").head("state: open")
}

fn index(ctx: &Context<'_>) -> Index {
    Index::of(ctx, std::iter::empty())
}

/// What is seen by whoever asks all that `ask` does.
fn seen(ctx: &Context<'_>, ask: impl FnOnce(&Context<'_>)) -> Seen {
    let index = index(ctx);
    let trace = Trace::new(&index);
    ask(&Context {
        trace: Some(&trace),
        ..*ctx
    });
    trace.seen()
}

fn holds(seen: &Seen, ctx: &Context<'_>) -> bool {
    seen.holds(ctx, &index(ctx))
}

#[test]
fn a_record_that_was_bound_again_is_another_and_one_that_is_not_there_stays_the_same() {
    let (first, second) = (portal(), portal());
    first.look(|ctx| {
        let one = seen(ctx, |it| assert!(it.sight().record("Q-1").is_some()));
        let none = seen(ctx, |it| assert!(it.sight().record("Q-9").is_none()));
        assert!(holds(&one, ctx));
        assert!(holds(&none, ctx));
        second.look(|ctx| {
            assert!(!holds(&one, ctx));
            assert!(holds(&none, ctx));
        });
    });
}

#[test]
fn an_id_that_stands_elsewhere_is_another_answer() {
    let (first, second) = (portal(), portal().record("Q-0", "state: open"));
    first.look(|ctx| {
        let seen = seen(ctx, |it| assert!(it.sight().namesake("q-1").is_some()));
        assert!(holds(&seen, ctx));
        second.look(|ctx| assert!(!holds(&seen, ctx)));
    });
}

#[test]
fn a_namesake_is_found_without_a_trace_too() {
    portal().record("Q-2", "state: open").look(|ctx| {
        let [first, second] = &ctx.book.records[..] else {
            panic!("two records")
        };
        assert_eq!(ctx.sight().namesake("q-1"), Some(first.place));
        assert_eq!(ctx.sight().namesake("Q-2"), Some(second.place));
        assert_eq!(ctx.sight().namesake("Q-9"), None);
    });
}

#[test]
fn what_was_kept_of_a_seal_is_shown_and_is_another_answer_once_it_was_not() {
    const TEXT: &str = "what was sealed\n";
    let hash = digest::sha256(TEXT.as_bytes());
    let (mut whole, mut changed) = (Kept::default(), Kept::default());
    whole.take(&hash, TEXT.into());
    changed.take(&hash, "what was not\n".into());
    let answers = [
        (&kept::NOTHING, Err(false)),
        (&changed, Err(true)),
        (&whole, Ok(TEXT)),
    ];
    portal().look(|ctx| {
        let with = |kept| Context { kept, ..*ctx };
        for (kept, answer) in answers {
            let seen = seen(&with(kept), |it| {
                assert_eq!(it.sight().sealed(&hash), answer);
            });
            for (other, told) in answers {
                assert_eq!(holds(&seen, &with(other)), told == answer);
            }
        }
    });
}

#[test]
fn the_policy_is_seen_as_it_is() {
    portal().look(|ctx| {
        let approvers = ctx.sight().constant("policy.approvers").iter();
        let approvers: Vec<_> = approvers.filter_map(Item::key).collect();
        assert_eq!(approvers, ["director", "client"]);
    });
}
