//! What `changebook` costs.
//!
//! - [`corpus`] makes a portal of any size out of the demonstration portal, the same at every run
//!
//! Nothing here is part of the program; it is a package of its own so that the tree of the program stays small.
#![expect(
    clippy::disallowed_methods,
    reason = "what is measured stands on a disk"
)]

pub mod corpus;
