//! Migrations: each module's schema, written once for both engines, applied in order in one transaction.

use crate::{Error, FromRow, Result, Tx, tx::Engine, vals};

/// One step of a module's schema.
///
/// The text uses PostgreSQL's words; for SQLite a few are exchanged (see `for_sqlite`). Foreign keys,
/// checks and partial indexes are the same on both. One statement is ours: `FREEZE posting` makes a table append-only,
/// `FREEZE receipt (day, amount)` lets its other columns be changed, and rows are never deleted; the database refuses with
/// [`Error::Check`]. Another is `KEEP fund_balance AFTER INSERT ON ledger_transaction: UPDATE fund SET …`: a statement the
/// database carries out itself for each such row, which it calls `NEW` (and `OLD`), so that what is kept beside other rows
/// cannot differ from them.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `0001_loans`: sorts in the order of application.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// The list of a module's migrations from its folder: `migrations!["0001_loans", "0002_holds"]`.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$($crate::Migration {
            name: $name,
            sql: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
        }),*]
    };
}

#[derive(FromRow)]
struct Applied {
    module: String,
    name: String,
    sum: String,
}

/// Brings the schema to what `modules` want. Refuses a database that a newer program made, and one whose
/// applied migrations read otherwise than ours.
pub(crate) fn migrate(tx: &mut Tx<'_>, modules: &[(&'static str, &'static [Migration])]) -> Result<usize> {
    tx.lock("migrate", &"")?;
    tx.batch(&text_for(
        tx,
        "CREATE TABLE IF NOT EXISTS migration (module TEXT NOT NULL, name TEXT NOT NULL, sum TEXT NOT NULL, \
         PRIMARY KEY (module, name));",
    ))?;
    let missing = missing(tx, modules)?;
    for &(module, migration) in &missing {
        tx.batch(&text_for(tx, migration.sql))
            .map_err(|e| Error::engine(format!("migration {module}/{}: {e}", migration.name)))?;
        tx.exec(
            crate::sql!("INSERT INTO migration (module, name, sum) VALUES (?1, ?2, ?3)"),
            vals![module, migration.name, sum(migration.sql)],
        )?;
    }
    Ok(missing.len())
}

/// The migrations of `modules` that the database has not had yet, in the order of application.
///
/// # Errors
/// [`Error::Newer`] and [`Error::OtherShape`] for a database this program must not touch; those of the database.
pub(crate) fn missing(
    tx: &mut Tx<'_>,
    modules: &[(&'static str, &'static [Migration])],
) -> Result<Vec<(&'static str, &'static Migration)>> {
    let applied: Vec<Applied> =
        tx.all(crate::sql!("SELECT module, name, sum FROM migration ORDER BY module, name"), vals![])?;
    let mut missing: Vec<(&'static str, &'static Migration)> = modules
        .iter()
        .flat_map(|&(module, migrations)| migrations.iter().map(move |migration| (module, migration)))
        .collect();
    for done in applied {
        let title = || format!("{}/{}", done.module, done.name);
        let known =
            missing.iter().position(|(module, ours)| *module == done.module && ours.name == done.name);
        let (_, ours) = missing.remove(known.ok_or_else(|| Error::Newer(title()))?);
        if sum(ours.sql) != done.sum {
            return Err(Error::OtherShape(title()));
        }
    }
    Ok(missing)
}

/// FNV-1a over the text: it recognises another shape, it protects from nobody.
fn sum(sql: &str) -> String {
    let hash = sql.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn text_for(tx: &Tx<'_>, sql: &str) -> String {
    match tx.engine {
        Engine::Sqlite(_) => for_sqlite(sql),
        Engine::Postgres(_) => for_postgres(sql),
    }
}

/// SQLite's word for each of PostgreSQL's types.
const SQLITE_WORDS: [(&str, &str); 6] = [
    ("BIGINT", "INTEGER"),
    ("BOOLEAN", "INTEGER"),
    ("BYTEA", "BLOB"),
    ("JSONB", "TEXT"),
    ("UUID", "BLOB"),
    ("DOUBLE PRECISION", "REAL"),
];

fn in_sqlite_words(statement: &str) -> String {
    SQLITE_WORDS.iter().fold(statement.to_owned(), |text, (from, to)| words(&text, from, to))
}

/// The schema in SQLite's words: its type names, and every table STRICT.
pub(crate) fn for_sqlite(sql: &str) -> String {
    statements(sql)
        .map(|statement| {
            if let Some((table, columns)) = frozen(&statement) {
                return freeze_on_sqlite(table, columns);
            }
            if let Some((name, event, deed)) = kept(&statement) {
                let deed = in_sqlite_words(deed);
                return format!("CREATE TRIGGER {KEEP}{name} {event} FOR EACH ROW BEGIN {deed}; END;\n");
            }
            let text = in_sqlite_words(&statement);
            if text.to_ascii_uppercase().starts_with("CREATE TABLE") {
                text + " STRICT;\n"
            } else {
                text + ";\n"
            }
        })
        .collect()
}

/// The schema in PostgreSQL's words: text compares by bytes, as in SQLite, whatever the server's locale.
pub(crate) fn for_postgres(sql: &str) -> String {
    statements(sql)
        .map(|statement| {
            if let Some((table, columns)) = frozen(&statement) {
                return freeze_on_postgres(table, columns);
            }
            if let Some((name, event, deed)) = kept(&statement) {
                return keep_on_postgres(name, event, deed);
            }
            let table = statement.to_ascii_uppercase().starts_with("CREATE TABLE");
            let text = if table { words(&statement, "TEXT", "TEXT COLLATE \"C\"") } else { statement };
            text + ";\n"
        })
        .collect()
}

/// The table that a statement freezes, with the columns that are meant; without any, all are.
fn frozen(statement: &str) -> Option<(&str, &str)> {
    let (table, columns) =
        statement.strip_prefix("FREEZE ")?.split_once('(').unwrap_or((&statement[7..], ""));
    Some((table.trim(), columns.trim_end_matches(')').trim()))
}

/// How the names of the triggers begin that [`Migration`]'s `KEEP` makes.
pub(crate) const KEEP: &str = "keep_";

/// What a `KEEP` statement is called, after what it is carried out, and what it does.
fn kept(statement: &str) -> Option<(&str, &str, &str)> {
    let (head, deed) = statement.strip_prefix("KEEP ")?.split_once(':')?;
    let (name, event) = head.split_once(' ')?;
    Some((name, event.trim(), deed.trim()))
}

/// The `KEEP` statements of these schemas, made anew: for a database whose rows were copied as they stand.
pub(crate) fn keep_again(tx: &mut Tx<'_>, modules: &[(&'static str, &'static [Migration])]) -> Result<()> {
    for migration in modules.iter().flat_map(|(_, migrations)| migrations.iter()) {
        let all: Vec<String> = statements(migration.sql).filter(|one| kept(one).is_some()).collect();
        if !all.is_empty() {
            tx.batch(&text_for(tx, &(all.join(";\n") + ";")))?;
        }
    }
    Ok(())
}

fn keep_on_postgres(name: &str, event: &str, deed: &str) -> String {
    format!(
        "CREATE OR REPLACE FUNCTION {KEEP}{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {deed}; RETURN NULL; \
         END $$;\nCREATE TRIGGER {KEEP}{name} {event} FOR EACH ROW EXECUTE FUNCTION {KEEP}{name}();\n"
    )
}

fn freeze_on_sqlite(table: &str, columns: &str) -> String {
    let of = if columns.is_empty() { String::new() } else { format!(" OF {columns}") };
    let refuse = format!("BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n");
    format!(
        "CREATE TRIGGER {table}_unchanged BEFORE UPDATE{of} ON {table} {refuse}\
         CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} {refuse}"
    )
}

fn freeze_on_postgres(table: &str, columns: &str) -> String {
    let of = if columns.is_empty() { String::new() } else { format!(" OF {columns}") };
    format!(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;\n\
         CREATE TRIGGER {table}_frozen BEFORE UPDATE{of} OR DELETE ON {table} \
         FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
    )
}

/// The statements of a text, without its comments. A semicolon inside a literal or a comment ends nothing.
fn statements(sql: &str) -> impl Iterator<Item = String> {
    let mut statements = vec![String::new()];
    let (mut quoted, mut rest) = (false, sql);
    while let Some(c) = rest.chars().next() {
        if !quoted && rest.starts_with("--") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
            continue;
        }
        quoted ^= c == '\'';
        match (c, statements.last_mut()) {
            (';', _) if !quoted => statements.push(String::new()),
            (_, Some(statement)) => statement.push(c),
            (_, None) => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    statements
        .into_iter()
        .map(|statement| statement.trim().to_owned())
        .filter(|statement| !statement.is_empty())
}

/// Exchanges whole words only.
fn words(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let bounded = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let whole =
            bounded(rest[..at].chars().next_back()) && bounded(rest[at + from.len()..].chars().next());
        out.push_str(&rest[..at]);
        out.push_str(if whole { to } else { from });
        rest = &rest[at + from.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_in_a_comment_or_a_literal_ends_nothing() {
        let sql = "-- first; then\nCREATE TABLE t (a TEXT, -- inside; too\n b TEXT);\nINSERT INTO t VALUES ('x;y', '--z');";
        let found: Vec<_> = statements(sql).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("CREATE TABLE t") && found[1].ends_with("('x;y', '--z')"));
    }

    #[test]
    fn what_is_frozen_is_refused_by_triggers_of_each_engine() {
        let sql = "FREEZE posting;\nFREEZE receipt (day, amount);";
        let sqlite = for_sqlite(sql);
        assert!(sqlite.contains("BEFORE UPDATE ON posting") && sqlite.contains("BEFORE DELETE ON posting"));
        assert!(sqlite.contains("BEFORE UPDATE OF day, amount ON receipt"));
        let postgres = for_postgres(sql);
        assert!(postgres.contains("BEFORE UPDATE OR DELETE ON posting"));
        assert!(postgres.contains("BEFORE UPDATE OF day, amount OR DELETE ON receipt"));
    }

    #[test]
    fn what_is_kept_is_carried_out_by_triggers_of_each_engine() {
        let sql = "KEEP total AFTER INSERT ON line: UPDATE sale SET total = total + NEW.amount WHERE id = NEW.sale;";
        let sqlite = for_sqlite(sql);
        assert!(
            sqlite
                .starts_with("CREATE TRIGGER keep_total AFTER INSERT ON line FOR EACH ROW BEGIN UPDATE sale")
        );
        let postgres = for_postgres(sql);
        assert!(
            postgres.contains("FUNCTION keep_total() RETURNS trigger") && postgres.contains("RETURN NULL")
        );
        assert!(
            postgres.contains("CREATE TRIGGER keep_total AFTER INSERT ON line FOR EACH ROW EXECUTE FUNCTION")
        );
    }

    #[test]
    fn types_are_exchanged_as_whole_words() {
        let sql = "-- a note\nCREATE TABLE t (a BIGINT NOT NULL, BIGINTS TEXT, c JSONB, d UUID);\nCREATE INDEX i ON t (a);";
        assert_eq!(
            for_sqlite(sql),
            "CREATE TABLE t (a INTEGER NOT NULL, BIGINTS TEXT, c TEXT, d BLOB) STRICT;\nCREATE INDEX i ON t (a);\n"
        );
        assert!(for_postgres(sql).contains("BIGINTS TEXT COLLATE \"C\""));
    }
}
