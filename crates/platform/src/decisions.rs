//! What a library decides seldom and goes by all the time (settings, hours, rules) may be kept in memory for as long as
//! nothing is decided anew: every decision leaves a mark that no other one leaves, also none that was undone.

use std::sync::{Arc, PoisonError, RwLock};

use store::{Result, Tx, sql, vals};

/// Says that something was decided anew: whoever writes what is kept so says this in the same transaction.
///
/// # Errors
/// Those of the database.
pub fn renewed(tx: &mut Tx<'_>) -> Result<()> {
    tx.exec(sql!("UPDATE decided SET mark = ?1"), vals![rand::random::<i64>()]).map(drop)
}

/// What was read of the library's decisions on one day, kept until there are others. One for the whole program.
#[derive(Debug)]
pub struct Kept<T>(RwLock<Option<(State, Arc<T>)>>);

/// Of which decisions, and of which day.
type State = (i64, kernel::Date);

impl<T> Kept<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(RwLock::new(None))
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
        match &*self.0.read().unwrap_or_else(PoisonError::into_inner) {
            Some((state, kept)) if *state == now => return Ok(kept.clone()),
            _ => {}
        }
        let kept = Arc::new(read(tx)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((now, kept.clone()));
        Ok(kept)
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::new()
    }
}
