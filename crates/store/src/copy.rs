//! A whole library from one database into another, of either engine: for backup and restore.
//!
//! Only here is SQL put together at run time: from the names of tables and columns in the database's own
//! catalogue, made by our migrations, always quoted.

use std::{collections::BTreeMap, fs, path::Path, thread};

use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{
    Error, Location, Migration, Result, Store, Tx, Value, migrate::migrate, postgres::quoted, sqlite,
    tx::Engine,
};

/// How many rows there are in each table.
pub type Counts = BTreeMap<String, i64>;

/// A module's name with its migrations, as [`Store::migrate`] takes them.
pub type Schemas = Vec<(&'static str, &'static [Migration])>;

/// How many rows travel together.
const ROWS: usize = 64;
/// How many such loads may wait to be written.
const LOADS: usize = 16;
/// The table that says which migrations were applied; each database has its own.
const MIGRATION: &str = "migration";

type Row = Vec<Value<'static>>;

/// A table with its columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Table {
    name: String,
    columns: Vec<String>,
}

impl Table {
    fn columns(&self) -> String {
        self.columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
    }
}

/// The rows in each table of the database; which migrations were applied is each database's own affair and not
/// counted.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>) -> Result<Counts> {
    let mut counts = Counts::new();
    for table in library_tables(tx)? {
        let mut count = 0;
        tx.dynamic(&format!("SELECT count(*) FROM {}", quoted(&table.name)), &mut |row| {
            count = number(row.first())?;
            Ok(())
        })?;
        counts.insert(table.name, count);
    }
    Ok(counts)
}

/// Whether a library stands in this database: it has been migrated.
///
/// # Errors
/// Those of the database.
pub(crate) fn stands(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tables(tx)?.iter().any(|table| table.name == MIGRATION))
}

/// What the engine finds wrong with its own file, and references that lead nowhere; empty when all is well.
/// PostgreSQL has no such check of its own and finds nothing.
///
/// # Errors
/// Those of the database.
pub fn damage(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if matches!(tx.engine, Engine::Sqlite(_)) {
        for check in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            tx.dynamic(check, &mut |row| {
                found.extend(row.first().map(|cell| format!("{check}: {}", text(cell))));
                Ok(())
            })?;
        }
    }
    found.retain(|line| line != "PRAGMA integrity_check: ok");
    Ok(found)
}

/// Makes the empty database behind `tx` what `schemas` say and fills it with every row of `from`, seen in one
/// consistent state; how many rows of each table came.
///
/// # Errors
/// [`Error::Shape`] when a library stands in the database, or `from` has other tables; those of both databases.
pub fn fill(tx: &mut Tx<'_>, schemas: &Schemas, from: &Store) -> Result<Counts> {
    if stands(tx)? {
        return Err(Error::Shape("the database is not empty: a library stands in it".into()));
    }
    migrate(tx, schemas)?;
    let known = library_tables(tx)?;
    let guards = lift_guards(tx)?;
    let references = defer_references(tx)?;
    // What the migrations planted is among the rows of `from`, as it became there.
    for table in &known {
        tx.batch(&format!("DELETE FROM {}", quoted(&table.name)))?;
    }
    let (send, loads) = bounded(LOADS);
    let (from, wanted) = (from.clone(), known.clone());
    let reader = thread::spawn(move || from.read_blocking(move |tx| send_all(tx, &wanted, &send)));
    let written = write_all(tx, &known, &loads);
    // A reader that still waits to send learns that nobody listens.
    drop(loads);
    let read = reader.join().unwrap_or(Err(Error::Panicked));
    // What the writer met comes first: it ends the reader too.
    let written = written?;
    read?;
    restore_references(tx, &references)?;
    guards.iter().try_for_each(|guard| tx.batch(guard))?;
    Ok(written)
}

/// Writes the whole of `store`, beside whatever it is doing, into one new SQLite file at `to`, flushed to the
/// disk; how many rows each table had in the state that was copied.
///
/// # Errors
/// Those of the database and the disk; `to` may then exist half-written.
pub fn export(store: &Store, schemas: &Schemas, to: &Path) -> Result<Counts> {
    let counts = match store.location() {
        Location::File(path) => online(&sqlite::open_reader(path)?, to)?,
        Location::Postgres { .. } => {
            let target = sqlite::open_file(to)?;
            target.execute_batch("BEGIN IMMEDIATE").map_err(sqlite::error)?;
            fill(&mut Tx::new(Engine::Sqlite(&target)), schemas, store)?;
            target.execute_batch("COMMIT").map_err(sqlite::error)?;
            counts(&mut Tx::new(Engine::Sqlite(&target)))?
        }
    };
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(|e| Error::file(to, &e))?;
    Ok(counts)
}

/// SQLite's own online backup. The count opens the snapshot that is copied; writers go on meanwhile.
fn online(source: &Connection, to: &Path) -> Result<Counts> {
    source.execute_batch("BEGIN").map_err(sqlite::error)?;
    let counts = counts(&mut Tx::new(Engine::Sqlite(source)))?;
    let mut target = Connection::open(to).map_err(sqlite::error)?;
    // All pages in one step: the snapshot stays the one that was counted.
    let end = Backup::new(source, &mut target).and_then(|backup| backup.step(-1)).map_err(sqlite::error)?;
    if !matches!(end, StepResult::Done) {
        return Err(Error::engine(format!("the copy came to no end: {end:?}")));
    }
    // One file, without a log beside it.
    target.execute_batch("PRAGMA journal_mode = DELETE").map_err(sqlite::error)?;
    Ok(counts)
}

/// A load: rows of the table with this number.
type Load = (usize, Vec<Row>);

fn send_all(tx: &mut Tx<'_>, wanted: &[Table], send: &Sender<Load>) -> Result<()> {
    if library_tables(tx)? != wanted {
        return Err(Error::OtherShape("the tables of the source".into()));
    }
    let deliver =
        |number, rows| send.send((number, rows)).map_err(|_| Error::engine("the copy was given up"));
    for (number, table) in wanted.iter().enumerate() {
        let mut rows = Vec::with_capacity(ROWS);
        tx.dynamic(&format!("SELECT {} FROM {}", table.columns(), quoted(&table.name)), &mut |row| {
            rows.push(row);
            if rows.len() == ROWS { deliver(number, std::mem::take(&mut rows)) } else { Ok(()) }
        })?;
        deliver(number, rows)?;
    }
    Ok(())
}

fn write_all(tx: &mut Tx<'_>, tables: &[Table], loads: &Receiver<Load>) -> Result<Counts> {
    let mut written: Counts = tables.iter().map(|table| (table.name.clone(), 0)).collect();
    for (number, rows) in loads {
        let (Some(table), false) = (tables.get(number), rows.is_empty()) else { continue };
        let mut placeholder = 0..;
        let tuples = rows.iter().map(|row| {
            let places = row.iter().zip(&mut placeholder).map(|(_, n): (_, usize)| tx.placeholder(n + 1));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        });
        let tuples = tuples.collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES {tuples}", quoted(&table.name), table.columns());
        tx.dynamic_exec(&sql, &rows.concat())?;
        *written.entry(table.name.clone()).or_default() += i64::try_from(rows.len()).unwrap_or(i64::MAX);
    }
    Ok(written)
}

/// The tables with what a library holds.
fn library_tables(tx: &mut Tx<'_>) -> Result<Vec<Table>> {
    let mut tables = tables(tx)?;
    tables.retain(|table| table.name != MIGRATION);
    Ok(tables)
}

/// Every table with its columns, both in the order of their names.
fn tables(tx: &mut Tx<'_>) -> Result<Vec<Table>> {
    let catalogue = match tx.engine {
        Engine::Sqlite(_) => {
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name, c.name"
        }
        Engine::Postgres(_) => {
            "SELECT t.relname, c.attname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
             WHERE t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND t.relkind = 'r'
                 AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
             ORDER BY t.relname COLLATE \"C\", c.attname COLLATE \"C\""
        }
    };
    let mut tables: Vec<Table> = Vec::new();
    tx.dynamic(catalogue, &mut |row| {
        let [name, column] = row.as_slice() else { return Err(Error::Shape("the catalogue".into())) };
        let (name, column) = (text(name), text(column));
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(Table { name, columns: vec![column] }),
        }
        Ok(())
    })?;
    Ok(tables)
}

/// Rows come as they stand in the source: what the database does by itself when one is written has been done to them, and
/// what it refuses today may have been right when it was written. So its triggers are lifted meanwhile. Gives the statements
/// that set them again.
fn lift_guards(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let catalogue = match tx.engine {
        Engine::Sqlite(_) => "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name",
        Engine::Postgres(_) => {
            "SELECT DISTINCT t.relname, '' FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
             WHERE NOT g.tgisinternal
                 AND t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
        }
    };
    let mut found = Vec::new();
    tx.dynamic(catalogue, &mut |row| {
        let [name, made] = row.as_slice() else { return Err(Error::Shape("the catalogue".into())) };
        found.push((quoted(&text(name)), text(made)));
        Ok(())
    })?;
    let is_sqlite = matches!(tx.engine, Engine::Sqlite(_));
    let mut set_again = Vec::new();
    for (name, made) in found {
        if is_sqlite {
            tx.batch(&format!("DROP TRIGGER {name}"))?;
            set_again.push(made);
        } else {
            tx.batch(&format!("ALTER TABLE {name} DISABLE TRIGGER USER"))?;
            set_again.push(format!("ALTER TABLE {name} ENABLE TRIGGER USER"));
        }
    }
    Ok(set_again)
}

/// Rows come in any order, a child before its parent too: references are checked when all are there. Gives
/// what [`restore_references`] needs.
fn defer_references(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    let mut references = Vec::new();
    match tx.engine {
        Engine::Sqlite(_) => tx.batch("PRAGMA defer_foreign_keys = ON")?,
        Engine::Postgres(_) => {
            tx.dynamic(
                "SELECT t.relname, c.conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                 WHERE c.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                     AND c.contype = 'f' AND NOT c.condeferrable",
                &mut |row| {
                    let [table, name] = row.as_slice() else {
                        return Err(Error::Shape("the catalogue".into()));
                    };
                    references.push((quoted(&text(table)), quoted(&text(name))));
                    Ok(())
                },
            )?;
            for (table, name) in &references {
                let sql =
                    format!("ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY DEFERRED");
                tx.batch(&sql)?;
            }
        }
    }
    Ok(references)
}

fn restore_references(tx: &mut Tx<'_>, references: &[(String, String)]) -> Result<()> {
    match tx.engine {
        // It ends by itself with the transaction; what is broken shows here rather than to whoever shares it.
        Engine::Sqlite(_) => match damage(tx)?.first() {
            Some(broken) => Err(Error::Reference(broken.as_str().into())),
            None => Ok(()),
        },
        Engine::Postgres(_) => {
            tx.batch("SET CONSTRAINTS ALL IMMEDIATE")?;
            references.iter().try_for_each(|(table, name)| {
                tx.batch(&format!("ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE"))
            })
        }
    }
}

fn text(cell: &Value<'_>) -> String {
    match cell {
        Value::Text(text) => text.clone().into_owned(),
        other => format!("{other:?}"),
    }
}

fn number(cell: Option<&Value<'_>>) -> Result<i64> {
    match cell {
        Some(Value::Int(number)) => Ok(*number),
        other => Err(Error::Shape(format!("wanted a count, found {other:?}"))),
    }
}
