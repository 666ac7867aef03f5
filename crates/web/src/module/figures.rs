//! What is counted, and what must always be true.

use kernel::{Act, Date, Id};
use store::{Result, Tx};

/// A stretch of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A number computed from the library's own facts. Its name stands in the language files as
/// `indicator-<key>`, dots written as hyphens.
#[derive(Clone, Copy)]
pub struct Indicator {
    /// `circulation.loans`
    pub key: &'static str,
    /// Counts the facts of a period; the act gives the library's zone.
    pub compute: fn(&mut Tx<'_>, &Act, Period) -> Result<i64>,
}

/// How much came of each fund, by its id.
pub type ByFund = Vec<(Id<()>, i64)>;

/// What money of the funds became, fund by fund, so that it is followed from whoever gave it to whoever has something of it.
/// Its words stand in the language files as `outcome-<key>`, dots written as hyphens, with how many as `n`.
#[derive(Clone, Copy)]
pub struct Outcome {
    /// `acquisitions.copies`
    pub key: &'static str,
    /// How much came of what was spent of each fund within a period, by the fund's id; a fund without any is left out.
    pub count: fn(&mut Tx<'_>, Period) -> Result<ByFund>,
}

/// Something the library has set out to do for a while, and money is set aside for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Which.
    pub id: Id<Programme>,
    /// What it is called.
    pub title: String,
    /// Where its page is.
    pub path: String,
}

/// The programmes a module keeps, the latest first, so that lines of budgets name the one they pay for.
pub type Programmes = fn(&mut Tx<'_>) -> Result<Vec<Programme>>;

/// Something that must always be true; `mapalus check` asks.
#[derive(Clone, Copy)]
pub struct Invariant {
    /// `circulation.one-open-loan-per-copy`
    pub name: &'static str,
    /// What breaks it, each by a number, a code or a day that reads the same in every language; nothing when it
    /// holds.
    pub violations: fn(&mut Tx<'_>) -> Result<Vec<String>>,
}

/// What breaks an [`Invariant`], of a statement that selects codes, numbers, days or ids.
///
/// # Errors
/// Those of the statement.
pub fn named<T: ToString>(rows: Result<Vec<(T,)>>) -> Result<Vec<String>> {
    Ok(rows?.into_iter().map(|(name,)| name.to_string()).collect())
}
