use crate::{Error, FromRow, Result, Sql, Tape, Value, postgres, sqlite};

/// An open transaction: all a use case sees of the database.
pub struct Tx<'c> {
    pub(crate) engine: Engine<'c>,
    /// Where what is asked is noted, while somebody wants to know.
    tape: Option<&'c mut Tape>,
}

pub(crate) enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgres::Connection),
}

impl<'c> Tx<'c> {
    pub(crate) fn new(engine: Engine<'c>) -> Self {
        Self { engine, tape: None }
    }
}

impl Tx<'_> {
    /// Every row of the result.
    ///
    /// # Errors
    /// Any [`Error`] of the database.
    pub fn all<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, values, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Gives every row to `take` as it comes, so that a result of any size needs the memory of one row.
    ///
    /// # Errors
    /// Any [`Error`] of the database, or the first one `take` gives.
    pub fn each<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        values: &[Value<'_>],
        mut take: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        self.note(sql, values)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::each(connection, sql, values, &mut take),
            Engine::Postgres(connection) => connection.each(sql, values, &mut take),
        }
    }

    /// The first row of the result, if there is one.
    ///
    /// # Errors
    /// Any [`Error`] of the database.
    pub fn opt<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<Option<T>> {
        self.note(sql, values)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::first(connection, sql, values),
            Engine::Postgres(connection) => connection.first(sql, values),
        }
    }

    /// The first row of a result that has one.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none; any other [`Error`] of the database.
    pub fn one<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<T> {
        self.opt(sql, values)?.ok_or(Error::Missing)
    }

    /// Runs a statement that gives no rows; how many rows it touched.
    ///
    /// # Errors
    /// Any [`Error`] of the database.
    pub fn exec(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<u64> {
        self.note(sql, values)?;
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::exec(connection, sql, values),
            Engine::Postgres(connection) => connection.exec(sql, values),
        }
    }

    /// Runs `f` in a savepoint: an error undoes what `f` did and nothing else.
    ///
    /// # Errors
    /// What `f` gives; any [`Error`] of the database.
    pub fn nested<T>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.plain("SAVEPOINT nested")?;
        match f(self) {
            Ok(value) => self.plain("RELEASE nested").map(|()| value),
            Err(cause) => {
                // Where the engine has given up the whole transaction there is no savepoint left to undo; the
                // cause is what matters.
                let _ = self.plain("ROLLBACK TO nested").and_then(|()| self.plain("RELEASE nested"));
                if let Engine::Postgres(connection) = &mut self.engine {
                    connection.unlocked();
                }
                Err(cause)
            }
        }
    }

    /// Runs `f` as ever, and notes on `tape` what it asks of the database.
    ///
    /// # Errors
    /// What `f` gives.
    pub fn taped<T>(&mut self, tape: &mut Tape, f: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let engine = match &mut self.engine {
            Engine::Sqlite(connection) => Engine::Sqlite(connection),
            Engine::Postgres(connection) => Engine::Postgres(connection),
        };
        f(&mut Tx { engine, tape: Some(tape) })
    }

    fn note(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<()> {
        match &mut self.tape {
            Some(tape) => tape.note(sql, values),
            None => Ok(()),
        }
    }

    /// Until this transaction ends, no other one passes the same lock: for rules over several rows, such as
    /// "no more than six loans a member". SQLite has one writer and needs none.
    ///
    /// # Errors
    /// [`Error::Contention`] when two transactions wait for each other.
    pub fn lock(&mut self, what: &str, which: &dyn std::fmt::Display) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(connection) => connection.lock(what, which),
        }
    }

    pub(crate) fn plain(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::plain(connection, sql),
            Engine::Postgres(connection) => connection.plain(sql),
        }
    }

    /// Runs a text of several statements: migrations only.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.execute_batch(sql).map_err(sqlite::error),
            Engine::Postgres(connection) => connection.batch(sql),
        }
    }

    /// Runs a text put together by [`crate::copy`], giving every row as it comes.
    pub(crate) fn dynamic(
        &mut self,
        sql: &str,
        take: &mut dyn FnMut(Vec<Value<'static>>) -> Result<()>,
    ) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::dynamic(connection, sql, take),
            Engine::Postgres(connection) => connection.dynamic(sql, take),
        }
    }

    /// Runs a text put together by [`crate::copy`] that gives no rows.
    pub(crate) fn dynamic_exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => sqlite::dynamic_exec(connection, sql, values),
            Engine::Postgres(connection) => connection.dynamic_exec(sql, values),
        }
    }

    /// The engine's placeholder for the `n`th value of such a text; the first is 1.
    pub(crate) fn placeholder(&self, n: usize) -> String {
        match self.engine {
            Engine::Sqlite(_) => format!("?{n}"),
            Engine::Postgres(_) => format!("${n}"),
        }
    }

    /// Asks the engine to prepare `sql` and throws the statement away.
    pub(crate) fn prepare(&mut self, sql: &'static Sql) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.prepare(sql.text()).map(drop).map_err(sqlite::error),
            Engine::Postgres(connection) => connection.statement(sql).map(drop),
        }
    }
}
