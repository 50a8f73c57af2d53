//! Whether rules that are well-formed make sense, as far as it can be told without a record.
//!
//! - [`idle`]: rules that cannot tell right from wrong; [`compared`]: what a check holds against what
//! - [`overlap`]: two rules that check the same

mod compared;
mod idle;
mod overlap;

use jiff::tz::TimeZone;

use crate::finding::Finding;
use crate::procedure::rules::Rule;

use super::world::World;

#[cfg(test)]
pub(crate) use compared::{NEEDED, SIDES};
#[cfg(test)]
pub(crate) use overlap::SHOWN;

/// What makes no sense in rules, which are in reading order.
pub(super) fn findings(world: &World<'_>, rules: &[Rule], zone: &TimeZone) -> Vec<Finding> {
    let mut found = idle::findings(world, rules);
    found.extend(overlap::findings(rules, zone));
    found
}
