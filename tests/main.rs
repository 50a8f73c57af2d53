//! What is proven of the whole: one binary of tests, so that the crate is linked once.
//!
//! - [`architecture`], [`dependencies`]: the shape of the source and of what it stands on
//! - [`portals`]: the procedures in the repository
//!
//! A test is a fact in the present tense. Whole command runs are compared
//! whole; a test that needs a tool fails without it.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests touch the disk, run the program, and may panic"
)]

mod architecture;
mod dependencies;
mod portals;
