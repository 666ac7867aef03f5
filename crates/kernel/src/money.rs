use std::{
    iter::Sum,
    ops::{Add, Neg, Sub},
};

use serde::{Deserialize, Serialize};

/// An amount in whole rupiah; the sen went out of use, so nothing smaller exists. Negative amounts are debts
/// or reversals, as the context says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

impl Rupiah {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// This amount `count` times, held at the largest amount there is rather than wrapping round.
    pub const fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Add for Rupiah {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl Sub for Rupiah {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl Neg for Rupiah {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}
