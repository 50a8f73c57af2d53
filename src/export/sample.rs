//! Which changes are looked at when not all of them can be.
//!
//! The draw must be one that an auditor can repeat with other tools, and that
//! nobody can steer: every id is ranked by the SHA-256 of `seed:id` in
//! hexadecimal, and the first ones are taken. A larger sample with the same
//! seed contains the smaller one.

use crate::digest::sha256;

/// By what an id is ranked.
pub fn rank(seed: &str, id: &str) -> String {
    sha256(format!("{seed}:{id}").as_bytes())
}

/// The positions of the first `n` ids in the order of their ranks.
pub fn draw<'a>(ids: impl IntoIterator<Item = &'a str>, seed: &str, n: usize) -> Vec<usize> {
    let ranked = ids.into_iter().enumerate();
    let mut ranked: Vec<_> = ranked.map(|(at, id)| (rank(seed, id), at)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(n).map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_sample_begins_with_the_smaller_one() {
        let ids: Vec<_> = (0..100).map(|it| format!("C-{it}")).collect();
        let draw = |n| draw(ids.iter().map(String::as_str), "2026", n);
        assert_eq!(draw(30)[..10], draw(10));
        assert_eq!(draw(200).len(), 100);
    }

    #[test]
    fn another_seed_draws_others() {
        let ids: Vec<_> = (0..100).map(|it| format!("C-{it}")).collect();
        let draw = |seed| draw(ids.iter().map(String::as_str), seed, 10);
        assert_ne!(draw("a"), draw("b"));
    }
}
