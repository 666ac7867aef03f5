//! What to compare with: the statements of our own checkouts, with the same values, on a bare connection. No
//! rule is weighed, nothing is hashed or written as JSON: the values are at hand.

use std::{hint::black_box, path::Path, time::Instant};

use rusqlite::{Connection, config::DbConfig, params_from_iter};
use store::Tape;

use super::table::rate;

/// How transactions are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commits {
    /// One for every tape.
    Each,
    /// One for all of them.
    Once,
}

/// Plays `tapes` on the database at `path`; how many a second.
pub(super) fn play(path: &Path, tapes: &[Tape], commits: Commits) -> rusqlite::Result<f64> {
    let connection = open(path)?;
    let started = Instant::now();
    match commits {
        Commits::Each => {
            for tape in tapes {
                in_one(&connection, std::slice::from_ref(tape))?;
            }
        }
        Commits::Once => in_one(&connection, tapes)?,
    }
    Ok(rate(tapes.len(), started))
}

/// As the store opens its writer.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;",
    )?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(512);
    Ok(connection)
}

fn in_one(connection: &Connection, tapes: &[Tape]) -> rusqlite::Result<()> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    for (sql, values) in tapes.iter().flat_map(Tape::statements) {
        let mut statement = connection.prepare_cached(sql.text())?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                black_box(row.get_ref(column)?);
            }
        }
    }
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}
