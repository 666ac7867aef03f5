//! PostgreSQL schemas that are used again: to make hundreds of tables takes most of the time of a short test, to empty
//! them takes little.
//!
//! A schema belongs to an executable of tests and a list of modules, and is held by one test at a time, whatever process
//! that is in. It remembers what its migrations were and what they left in it; where either is another by now, it is made
//! anew.

use std::hash::{DefaultHasher, Hash, Hasher};

use postgres::{Client, NoTls};
use store::{Location, Options, Store};

use crate::Schema;

/// A schema as its migrations left it, held by nobody else until this is dropped.
pub(crate) struct Kept {
    url: String,
    schema: String,
    /// The lock is this connection's.
    _holder: Client,
}

/// What is in a schema besides rows: a test that changed it leaves it to be made anew.
const SHAPE: &str = "SELECT concat_ws(' ', (SELECT count(*) FROM pg_class WHERE relnamespace = n.oid),
    (SELECT count(*) FROM pg_proc WHERE pronamespace = n.oid),
    (SELECT string_agg(t.tgenabled::text, '' ORDER BY t.tgrelid, t.tgname) FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = n.oid AND NOT t.tgisinternal))
    FROM pg_namespace n WHERE n.nspname = $1";

impl Kept {
    /// The first schema for `schemas` that nobody holds, emptied, or made where there is none.
    ///
    /// # Panics
    /// When `MAPALUS_TEST_POSTGRES` names no server, and when the migrations do not apply.
    pub(crate) fn take(schemas: &[Schema]) -> Self {
        let url = crate::postgres_url();
        let mut holder = Client::connect(&url, NoTls).expect("the PostgreSQL server answers");
        let schema = free(&mut holder, &name_for(schemas));
        let sum = sum_of(schemas);
        if !emptied(&mut holder, &schema, &sum) {
            make(&mut holder, &url, &schema, schemas, &sum);
        }
        Self { url, schema, _holder: holder }
    }

    pub(crate) fn open(&self) -> Store {
        let location = Location::Postgres { url: self.url.clone(), schema: self.schema.clone() };
        Store::open(location, Options::default()).expect("the database opens")
    }
}

/// How schemas of this executable with these modules are called, but for their number.
fn name_for(schemas: &[Schema]) -> String {
    let program = std::env::current_exe().ok();
    let stem = program.as_deref().and_then(|path| path.file_stem()?.to_str()).unwrap_or("tests");
    let stem = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
    format!("kept_{stem}_{:08x}", mark(schemas.iter().map(|(module, _)| *module)) as u32)
}

/// What the migrations say.
pub(crate) fn sum_of(schemas: &[Schema]) -> String {
    let steps = schemas.iter().flat_map(|(_, steps)| steps.iter().flat_map(|step| [step.name, step.sql]));
    format!("{:016x}", mark(steps))
}

/// What tells these texts from any others, for as long as they are compared by what one compiler has built.
fn mark<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.for_each(|text| text.hash(&mut hasher));
    hasher.finish()
}

/// Takes the first name that is free.
fn free(holder: &mut Client, name: &str) -> String {
    let mut names = (0..).map(|number| format!("{name}_{number}"));
    let is_free = |name: &String| {
        let lock = "SELECT pg_try_advisory_lock(hashtextextended($1, 1))";
        holder.query_one(lock, &[name]).expect("a lock is taken or not").get::<_, bool>(0)
    };
    names.find(is_free).expect("there is a next name")
}

/// Brings `schema` back to what its migrations left; false when it is not theirs any more.
fn emptied(holder: &mut Client, schema: &str, sum: &str) -> bool {
    let known = "SELECT obj_description(to_regnamespace($1), 'pg_namespace')";
    let known: Option<String> = holder.query_one(known, &[&schema]).ok().and_then(|row| row.get(0));
    let shape = shape(holder, schema);
    if known.is_none() || known != shape.map(|shape| format!("{sum} {shape}")) {
        return false;
    }
    // Guards and foreign keys sleep: the rows go and come as they were.
    let empty = format!(
        "BEGIN; SET LOCAL session_replication_role = replica;
         DO $$ DECLARE one name; filled boolean; BEGIN
             FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' LOOP
                 EXECUTE format('SELECT EXISTS (SELECT 1 FROM {schema}.%I)', one) INTO filled;
                 IF filled AND pg_relation_size(format('{schema}.%I', one)::regclass) > 1000000 THEN
                     EXECUTE format('TRUNCATE {schema}.%I CASCADE', one);
                 ELSIF filled THEN
                     EXECUTE format('DELETE FROM {schema}.%I', one);
                 END IF;
             END LOOP;
             FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}_seed' LOOP
                 EXECUTE format('INSERT INTO {schema}.%I SELECT * FROM {schema}_seed.%I', one, one);
             END LOOP;
         END $$; COMMIT;"
    );
    let done = holder.batch_execute(&empty).is_ok();
    if !done {
        let _ = holder.batch_execute("ROLLBACK");
    }
    done
}

/// Makes `schema`, and beside it what the migrations put into its tables.
fn make(holder: &mut Client, url: &str, schema: &str, schemas: &[Schema], sum: &str) {
    let begin =
        format!("DROP SCHEMA IF EXISTS {schema} CASCADE; DROP SCHEMA IF EXISTS {schema}_seed CASCADE");
    holder.batch_execute(&begin).expect("the old schema goes");
    let location = Location::Postgres { url: url.to_owned(), schema: schema.to_owned() };
    let store =
        Store::open(location, Options { readers: 1, ..Options::default() }).expect("the database opens");
    store.migrate(schemas.to_vec()).expect("migrations apply");
    drop(store);
    let shape = shape(holder, schema).expect("the schema is there");
    let seed = format!(
        "CREATE SCHEMA {schema}_seed;
         DO $$ DECLARE one name; filled boolean; BEGIN
             FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' LOOP
                 EXECUTE format('SELECT EXISTS (SELECT 1 FROM {schema}.%I)', one) INTO filled;
                 IF filled THEN
                     EXECUTE format('CREATE TABLE {schema}_seed.%I AS TABLE {schema}.%I', one, one);
                 END IF;
             END LOOP;
         END $$;
         COMMENT ON SCHEMA {schema} IS '{sum} {shape}';"
    );
    holder.batch_execute(&seed).expect("what the migrations left is kept");
}

fn shape(holder: &mut Client, schema: &str) -> Option<String> {
    holder.query_opt(SHAPE, &[&schema]).ok().flatten().map(|row| row.get(0))
}
