//! The formats of `check`: what each writes, whole, and that all tell the same.
//!
//! - [`whole`]: the whole output of each for a small portal
//! - [`same`]: all of them tell the same findings, valid by the schemas of their consumers
//! - [`files`]: several reports in one run, and where their paths begin

mod files;
mod same;
mod whole;
