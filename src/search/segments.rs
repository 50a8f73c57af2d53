//! Which years are indexed together.
//!
//! A query reads a shard a term of every segment, however little that holds;
//! a record that changes costs the shards of its own. So closed years stand
//! together as long as they are few, and the newest stands alone.

use super::Segment;

/// How many entries closed years that stand together have at most.
const MOST: usize = 2_000;

/// Joins closed years, of which each has its segment, the oldest first.
pub fn joined(years: Vec<Segment>) -> Vec<Segment> {
    let newest = years.len().saturating_sub(1);
    let mut joined: Vec<Segment> = Vec::new();
    for (at, year) in years.into_iter().enumerate() {
        let fits = |it: &&mut Segment| at < newest && it.entries.len() + year.entries.len() <= MOST;
        match joined.last_mut().filter(fits) {
            Some(before) => {
                let first = before.id.split('-').next().unwrap_or_default();
                before.id = format!("{first}-{}", year.id);
                before.entries.extend(year.entries);
            }
            None => joined.push(year),
        }
    }
    joined
}
