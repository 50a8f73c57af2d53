//! Numbers that look thrown and are the same on every run.

/// Throws them (the multiplier is Knuth's for MMIX).
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of all tests.
    pub(crate) fn new() -> Self {
        Self(20_261_123)
    }

    /// A number below `count`; nought if that is nought.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count.max(1)
    }
}
