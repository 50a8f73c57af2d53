//! `/audit/`: what an auditor needs to believe the rest.
//!
//! Every claim comes with the way to repeat it: the command that counts again,
//! the seed and the method of the sample, the list of digests that
//! `sha256sum -c` accepts.
//!
//! - [`overview`]: the statement, the population, the sample, the digests
//! - [`list`]: the population, fifty a page
//! - [`evidence`]: what there is to show of one change, on a page to print
//! - [`files`]: the files of the portal and their digests

pub(super) mod evidence;
pub(super) mod files;
pub(super) mod list;
pub(super) mod overview;

use super::desk::Here;

/// How many changes the sample of the page has.
const SAMPLE: usize = 25;

/// The seed of the sample of the page: the day, which nobody chooses.
fn seed(here: &Here<'_>) -> String {
    let book = here.desk.ctx.book;
    book.as_of
        .moment
        .day(&here.desk.ctx.config.zone)
        .to_string()
}

/// The part of a command that asks for the same moment.
fn as_of(here: &Here<'_>) -> String {
    let shown = here
        .desk
        .ctx
        .book
        .as_of
        .moment
        .show(&here.desk.ctx.config.zone);
    if shown.contains(' ') {
        format!("--as-of '{shown}'")
    } else {
        format!("--as-of {shown}")
    }
}
