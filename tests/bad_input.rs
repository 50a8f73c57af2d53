//! One slip a record: each is one finding with place, cause and remedy, and the record beside it is judged all the same.
//!
//! The portal is that of `tests/portals/proposals`, with one good record and
//! the record of the test, which differs from a good one in one thing.

mod bytes;
mod front;
mod values;

use crate::harness::{Portal, Ran};

#[test]
fn good_record_is_silent() {
    insta::assert_snapshot!(judged(good()), @"
    as of 2026-03-31, 2 changes with 0 documents: 2 compliant, 0 in progress, 0 non-compliant
    0 errors, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    ---- exit 0
    ");
}

/// Checks a portal of two records: one that is good, and this one.
fn judged(record: impl AsRef<[u8]>) -> Ran {
    Portal::fixture("proposals")
        .without("proposals/prop-0002.md")
        .bytes("proposals/prop-0007.md", record.as_ref())
        .run("check")
}

/// A record in which everything is in order.
fn good() -> String {
    "\
---
number: 0007
name: Soft light
category: core
status: final
created: 2025-11-03
authors: [Ada Okafor]
discussion: https://forum.example.org/t/70
breaking: false
implementations: [wick, ember]
log:
  - {type: review_opened, at: 2025-11-20, by: Ines Falk}
  - {type: last_call, at: 2026-01-12, by: Ines Falk}
  - {type: accepted, at: 2026-02-02, by: Ines Falk}
---
# Soft light

## Abstract
Lanterns may be dimmed.

## Motivation
Bright ones blind.

## Specification
One byte says how bright.
"
    .to_owned()
}
