//! Migrations: each module's schema, written once for both engines, applied in order in one transaction.

use std::collections::BTreeMap;

use crate::{Error, FromRow, Result, Tx, Value, postgres::quoted, tx::Engine, vals};

/// One step of a module's schema.
///
/// The text uses PostgreSQL's words; for SQLite a few are exchanged (see `for_sqlite`). Foreign keys,
/// checks and partial indexes are the same on both. Three statements are ours. `FREEZE posting` makes a table append-only,
/// `FREEZE receipt (day, amount)` lets its other columns be changed, and rows are never deleted; with
/// `WHEN OLD.state = 'signed'` it holds for such rows alone. `REFUSE step_out_of_turn BEFORE UPDATE OF decision ON step WHEN …`
/// refuses what a condition over `NEW`, `OLD` and other tables says. The database refuses with [`Error::Check`].
/// `KEEP fund_balance AFTER INSERT ON ledger_transaction: UPDATE fund SET …` is a statement the database carries out itself
/// for each such row, which it calls `NEW` (and `OLD`), so that what is kept beside other rows cannot differ from them;
/// `… AND THEN UPDATE …` is carried out after it, and `AFTER INSERT OR UPDATE OF state ON …` after each of several deeds.
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
    if !missing.is_empty() {
        refuse_replacing(tx)?;
    }
    Ok(missing.len())
}

/// `INSERT OR REPLACE` deletes what is in its way without asking the guards of SQLite (`recursive_triggers` is each
/// connection's own affair): so tables with frozen rows refuse before it comes to that. A row with a primary key, or a
/// `UNIQUE` of the table, that is there already is no new row, whoever writes it, and the refusal says what the constraint
/// would. What a statement of ours may meet `ON CONFLICT` is a unique index of its own, and left to it.
fn refuse_replacing(tx: &mut Tx<'_>) -> Result<()> {
    if !matches!(tx.engine, Engine::Sqlite(_)) {
        return Ok(());
    }
    // Of each table its keys, each with its columns.
    let mut tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let frozen = r"SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%\_undeleted\_%' ESCAPE '\'";
    let keys = format!(
        "SELECT f.tbl_name, '', c.name, c.pk FROM ({frozen}) f JOIN pragma_table_info(f.tbl_name) c WHERE c.pk > 0
         UNION ALL SELECT f.tbl_name, l.name, c.name, c.seqno FROM ({frozen}) f JOIN pragma_index_list(f.tbl_name) l
         JOIN pragma_index_info(l.name) c WHERE l.origin = 'u' ORDER BY 1, 2, 4"
    );
    tx.dynamic(&keys, &mut |row| {
        let [Value::Text(table), Value::Text(key), Value::Text(column), _] = row.as_slice() else {
            return Err(Error::Shape("the catalogue".into()));
        };
        let columns = tables.entry(table.to_string()).or_default().entry(key.to_string()).or_default();
        columns.push(column.to_string());
        Ok(())
    })?;
    for (table, keys) in tables {
        // A key that has another one within it says nothing of its own.
        let is_own = |key: &&Vec<String>| {
            !keys.values().any(|other| other.len() < key.len() && other.iter().all(|one| key.contains(one)))
        };
        let is_there = |key: &Vec<String>| {
            let same = key.iter().map(|column| format!("{0} = NEW.{0}", quoted(column)));
            format!("EXISTS (SELECT 1 FROM {table} WHERE {})", same.collect::<Vec<_>>().join(" AND "))
        };
        let when: Vec<String> = keys.values().filter(is_own).map(is_there).collect();
        tx.batch(&format!(
            "DROP TRIGGER IF EXISTS {table}_unreplaced; \
             CREATE TRIGGER {table}_unreplaced BEFORE INSERT ON {table} WHEN {} \
             BEGIN SELECT RAISE(ABORT, '{TAKEN}{table}'); END;",
            when.join(" OR ")
        ))?;
    }
    Ok(())
}

/// How SQLite begins to say that a key is taken; so do our own guards.
pub(crate) const TAKEN: &str = "UNIQUE constraint failed: ";

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
            if let Some(freeze) = Freeze::read(&statement) {
                return freeze.on_sqlite();
            }
            if let Some(refuse) = Refuse::read(&statement) {
                return refuse.on_sqlite();
            }
            if let Some(keep) = Keep::read(&statement) {
                return keep.on_sqlite();
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
            if let Some(freeze) = Freeze::read(&statement) {
                return freeze.on_postgres();
            }
            if let Some(refuse) = Refuse::read(&statement) {
                return refuse.on_postgres();
            }
            if let Some(keep) = Keep::read(&statement) {
                return keep.on_postgres();
            }
            let table = statement.to_ascii_uppercase().starts_with("CREATE TABLE");
            let text = if table { words(&statement, "TEXT", "TEXT COLLATE \"C\"") } else { statement };
            text + ";\n"
        })
        .collect()
}

/// Rows that stay as they are: of a table, with the columns that are meant (all without any) and which rows.
struct Freeze<'a> {
    table: &'a str,
    columns: &'a str,
    when: &'a str,
}

impl<'a> Freeze<'a> {
    fn read(statement: &'a str) -> Option<Self> {
        let rest = statement.strip_prefix("FREEZE ")?;
        let (what, when) = rest.split_once("WHEN").unwrap_or((rest, ""));
        let (table, columns) = what.split_once('(').unwrap_or((what, ""));
        let columns = columns.trim().trim_end_matches(')').trim();
        Some(Self { table: table.trim(), columns, when: when.trim() })
    }

    /// ` OF day, amount`, and what tells this statement from others about the table.
    fn parts(&self) -> (String, String) {
        let of = if self.columns.is_empty() { String::new() } else { format!(" OF {}", self.columns) };
        (of, sum(&format!("{}{}", self.columns, self.when))[..8].to_owned())
    }

    fn on_sqlite(&self) -> String {
        let (table, (of, mark)) = (self.table, self.parts());
        let when = if self.when.is_empty() { String::new() } else { format!("WHEN {} ", self.when) };
        let refuse = format!("{when}BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n");
        format!(
            "CREATE TRIGGER {table}_unchanged_{mark} BEFORE UPDATE{of} ON {table} {refuse}\
             CREATE TRIGGER {table}_undeleted_{mark} BEFORE DELETE ON {table} {refuse}"
        )
    }

    fn on_postgres(&self) -> String {
        let (table, (of, mark)) = (self.table, self.parts());
        let when = if self.when.is_empty() { String::new() } else { format!("WHEN ({}) ", self.when) };
        format!(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;\n\
             CREATE TRIGGER {table}_frozen_{mark} BEFORE UPDATE{of} OR DELETE ON {table} \
             FOR EACH ROW {when}EXECUTE FUNCTION refuse_change();\n"
        )
    }
}

/// What the database carries out itself: by which name, after which deeds (`INSERT OR UPDATE OF state`) on which table, and what.
struct Keep<'a> {
    name: &'a str,
    deeds: &'a str,
    table: &'a str,
    then: String,
}

impl<'a> Keep<'a> {
    fn read(statement: &'a str) -> Option<Self> {
        let (head, then) = statement.strip_prefix("KEEP ")?.split_once(':')?;
        let (name, rest) = head.split_once("AFTER ")?;
        let (deeds, table) = rest.split_once(" ON ")?;
        let then = then.trim().replace("AND THEN", "; ");
        Some(Self { name: name.trim(), deeds: deeds.trim(), table: table.trim(), then })
    }

    /// One trigger for each deed: SQLite knows no other.
    fn on_sqlite(&self) -> String {
        let Self { name, table, .. } = self;
        let then = in_sqlite_words(&self.then);
        let trigger = |(n, deed): (usize, &str)| {
            format!(
                "CREATE TRIGGER keep_{name}_{n} AFTER {deed} ON {table} FOR EACH ROW BEGIN {then}; END;\n"
            )
        };
        self.deeds.split(" OR ").enumerate().map(trigger).collect()
    }

    fn on_postgres(&self) -> String {
        let Self { name, deeds, table, then } = self;
        format!(
            "CREATE OR REPLACE FUNCTION keep_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {then}; RETURN NULL; \
             END $$;\nCREATE TRIGGER keep_{name} AFTER {deeds} ON {table} FOR EACH ROW EXECUTE FUNCTION keep_{name}();\n"
        )
    }
}

/// What is refused: by which name, of which deeds (`INSERT OR UPDATE OF decision`) on which table, when.
struct Refuse<'a> {
    name: &'a str,
    deeds: &'a str,
    table: &'a str,
    when: &'a str,
}

impl<'a> Refuse<'a> {
    fn read(statement: &'a str) -> Option<Self> {
        let (name, rest) = statement.strip_prefix("REFUSE ")?.split_once("BEFORE ")?;
        let (deeds, rest) = rest.split_once(" ON ")?;
        let (table, when) = rest.split_once("WHEN")?;
        Some(Self { name: name.trim(), deeds: deeds.trim(), table: table.trim(), when: when.trim() })
    }

    /// One trigger for each deed: SQLite knows no other.
    fn on_sqlite(&self) -> String {
        let Self { name, table, when, .. } = self;
        let trigger = |(n, deed): (usize, &str)| {
            format!(
                "CREATE TRIGGER {name}_{n} BEFORE {deed} ON {table} WHEN {when} \
                 BEGIN SELECT RAISE(ABORT, '{name}'); END;\n"
            )
        };
        self.deeds.split(" OR ").enumerate().map(trigger).collect()
    }

    fn on_postgres(&self) -> String {
        let Self { name, deeds, table, when } = self;
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN \
             RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF; \
             IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;\n\
             CREATE TRIGGER {name} BEFORE {deeds} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();\n"
        )
    }
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
        let sql = "KEEP total AFTER INSERT OR UPDATE OF amount ON line: UPDATE sale SET total = total + NEW.amount WHERE id = NEW.sale\n AND THEN UPDATE line SET counted = TRUE WHERE id = NEW.id;";
        let sqlite = for_sqlite(sql);
        for (n, deed) in ["INSERT", "UPDATE OF amount"].into_iter().enumerate() {
            let begins = format!(
                "CREATE TRIGGER keep_total_{n} AFTER {deed} ON line FOR EACH ROW BEGIN UPDATE sale SET total"
            );
            assert!(sqlite.contains(&begins), "{sqlite}");
        }
        assert!(sqlite.contains(";  UPDATE line SET counted = TRUE WHERE id = NEW.id; END;"), "{sqlite}");
        let postgres = for_postgres(sql);
        assert!(postgres.contains(";  UPDATE line SET counted"), "{postgres}");
        assert!(
            postgres.contains("FUNCTION keep_total() RETURNS trigger") && postgres.contains("RETURN NULL")
        );
        assert!(
            postgres
                .contains("TRIGGER keep_total AFTER INSERT OR UPDATE OF amount ON line FOR EACH ROW EXECUTE"),
            "{postgres}"
        );
    }

    #[test]
    fn what_is_frozen_in_a_state_or_refused_for_a_reason_names_it_on_each_engine() {
        let sql = "FREEZE deed (text) WHEN OLD.state = 'signed';\nREFUSE early BEFORE INSERT OR UPDATE OF done ON step\n WHEN NEW.done AND EXISTS (SELECT 1 FROM step p WHERE p.n < NEW.n);";
        let sqlite = for_sqlite(sql);
        assert!(sqlite.contains("BEFORE UPDATE OF text ON deed WHEN OLD.state = 'signed' BEGIN"), "{sqlite}");
        assert!(sqlite.contains("CREATE TRIGGER early_0 BEFORE INSERT ON step WHEN NEW.done AND EXISTS"));
        assert!(sqlite.contains("CREATE TRIGGER early_1 BEFORE UPDATE OF done ON step WHEN NEW.done"));
        let postgres = for_postgres(sql);
        assert!(postgres.contains("FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE"), "{postgres}");
        assert!(
            postgres
                .contains("BEFORE INSERT OR UPDATE OF done ON step FOR EACH ROW EXECUTE FUNCTION early()")
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
