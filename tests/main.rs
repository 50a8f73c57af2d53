//! What is proven of the whole: one binary of tests, so that the crate is linked once.
//!
//! - [`architecture`], [`dependencies`]: the shape of the source and of what it stands on
//! - [`portals`], [`content`], [`labels`], [`blanks`], [`other_procedure`], [`beginnings`]: the portals of the repository, and others when they were new
//! - [`bad_input`]: one test a slip that a record can hold; [`events`]: in any order they are judged alike
//! - [`adopt`]: the check in a portal with old debt
//! - [`check`], [`build`], [`serve`], [`explain`], [`verdict`], [`fix`], [`seal`], [`cli`]: the verbs
//! - [`init`], [`new`], [`status`], [`next`], [`journey`]: from an empty folder to a closed change
//! - [`hygiene`]: secrets, dead links, old templates
//! - [`formats`]: what `check` tells other programs
//! - [`schemas`], [`editor`]: what editors are given
//! - [`shell`]: what shells and `man` are given; [`export`]: what is carried away
//! - [`site`], [`machine`], [`calendar`]: what is published, as files and as programs read it
//! - [`browser`], [`paper`], [`access`], [`contrast`], [`narrow`], [`drawings`], [`screenshots`], [`themes`], [`tasks`]: how it looks, and to whom
//! - [`rules`]: every rule on samples of its own
//! - [`readme`]: what is promised
//! - [`harness`], [`preview`], [`html`], [`devtools`], [`kinds`]: what the others are written with
//!
//! A test is a fact in the present tense. Whole command runs are compared
//! whole; a test that needs a tool fails without it. After an intended change,
//! `cargo insta review` shows what differs.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests touch the disk, run the program, and may panic"
)]

mod access;
mod adopt;
mod again;
mod architecture;
mod bad_input;
mod beginnings;
mod blanks;
mod browser;
mod build;
mod calendar;
mod check;
mod cli;
mod content;
mod contrast;
mod counts;
mod dependencies;
mod devtools;
mod dice;
mod drawings;
mod editions;
mod editor;
mod edits;
mod events;
mod explain;
mod export;
mod fix;
mod follow;
mod formats;
mod harness;
mod hidden;
mod html;
mod hygiene;
mod init;
mod journey;
mod kinds;
mod labels;
mod machine;
mod narrow;
mod new;
mod next;
mod other_procedure;
mod paper;
mod portals;
mod preview;
mod readme;
mod rules;
mod schemas;
mod screenshots;
mod seal;
mod search;
mod serve;
mod shell;
mod site;
mod slips;
mod status;
mod tasks;
mod themes;
mod verdict;
mod watch;
