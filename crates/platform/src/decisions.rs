//! What a library decides seldom and goes by all the time (settings, hours, rules) may be kept in memory for as long as
//! nothing is decided anew: every decision leaves a mark that no other one leaves, also none that was undone.

use std::{
    collections::VecDeque,
    sync::{Arc, PoisonError, RwLock},
};

use store::{Result, Tx, sql, vals};

/// Says that something was decided anew: whoever writes what is kept so says this in the same transaction.
///
/// # Errors
/// Those of the database.
pub fn renewed(tx: &mut Tx<'_>) -> Result<()> {
    tx.exec(sql!("UPDATE decided SET mark = ?1"), vals![rand::random::<i64>()]).map(drop)
}

/// What was read of the library's decisions, day by day, kept until there are others. One for the whole program.
#[derive(Debug)]
pub struct Kept<T>(RwLock<VecDeque<(State, Arc<T>)>>);

/// So many are kept: what was scanned without a connection comes in days later, among what is scanned today.
const MOST: usize = 8;

/// Of which decisions, and of which day.
type State = (i64, kernel::Date);

impl<T> Kept<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(RwLock::new(VecDeque::new()))
    }

    /// What holds on `day` in this transaction; `read` from it where that is not known.
    ///
    /// # Errors
    /// Those of the database; what `read` gives.
    pub fn on(
        &self,
        tx: &mut Tx<'_>,
        day: kernel::Date,
        read: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Arc<T>> {
        let (mark,) = tx.one(sql!("SELECT mark FROM decided"), vals![])?;
        let now = (mark, day);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, kept)) = known.iter().find(|(state, _)| *state == now) {
            return Ok(kept.clone());
        }
        drop(known);
        let read = Arc::new(read(tx)?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((now, read.clone()));
        kept.truncate(MOST);
        Ok(read)
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::new()
    }
}
