//! The PostgreSQL engine: a pool of threads, each with its own connection and one transaction at a time.

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
    rc::Rc,
    sync::{Arc, atomic::Ordering},
    thread,
    time::Duration,
};

use crossbeam_channel::Receiver;
use postgres::{
    Client, Config, NoTls, Statement,
    config::SslMode,
    error::SqlState,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    Error, FromRow, FromValue, Result, Row, Sql, Tx, Value,
    lane::{Lane, Work},
    row::{Cells, plan},
    sqlite::Disk,
    tx::Engine,
};

/// How often a transaction that lost against another one is tried again.
const ATTEMPTS: u32 = 12;

/// Where a PostgreSQL library lives.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) url: String,
    pub(crate) schema: String,
}

/// One connection, with the statements it has prepared, by the address of their text, and the locks its transaction
/// holds.
pub(crate) struct Connection {
    client: Client,
    schema: String,
    statements: HashMap<usize, Statement>,
    held: HashSet<String>,
}

impl Connection {
    pub(crate) fn open(address: &Address) -> Result<Self> {
        let config: Config = address.url.parse().map_err(error)?;
        let client = match config.get_ssl_mode() {
            SslMode::Disable => config.connect(NoTls),
            _ if over_socket_or_loopback(&config) => config.connect(NoTls),
            _ => config.connect(tls()?),
        };
        let mut connection = Self {
            client: client.map_err(|e| unreachable(&config, &e))?,
            schema: address.schema.clone(),
            statements: HashMap::new(),
            held: HashSet::new(),
        };
        // What stands already is no news: a notice of it would land among the errors of whoever started us.
        connection.plain("SET client_min_messages TO warning")?;
        connection.batch(&format!("SET search_path TO {}", quoted(&address.schema)))?;
        Ok(connection)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(error)
    }

    pub(crate) fn plain(&mut self, sql: &'static str) -> Result<()> {
        self.batch(sql)
    }

    pub(crate) fn lock(&mut self, what: &str, which: &dyn Display) -> Result<()> {
        let key = format!("{}/{what}/{which}", self.schema);
        if self.held.contains(&key) {
            return Ok(());
        }
        self.client
            .execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", &[&key])
            .map_err(error)?;
        self.held.insert(key);
        Ok(())
    }

    /// Locks taken since a savepoint go when it is undone, and all when the transaction ends: which are held is not
    /// known any more.
    pub(crate) fn unlocked(&mut self) {
        self.held.clear();
    }

    pub(crate) fn statement(&mut self, sql: &'static Sql) -> Result<Statement> {
        let address = sql.text().as_ptr() as usize;
        if let Some(statement) = self.statements.get(&address) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&sql.with_dollars()).map_err(|e| told(&e, sql))?;
        self.statements.insert(address, statement.clone());
        Ok(statement)
    }

    pub(crate) fn exec(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.client.execute(&statement, &values).map_err(|e| told(&e, sql))
    }

    pub(crate) fn each<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        values: &[Value<'_>],
        take: &mut dyn FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let statement = self.statement(sql)?;
        let plan = plan_of::<T>(&statement, sql)?;
        let mut rows = self.client.query_raw(&statement, values.iter()).map_err(|e| told(&e, sql))?;
        while let Some(row) = rows.next().map_err(|e| told(&e, sql))? {
            take(T::from_row(&Row { cells: Cells::Postgres(&row), plan: &plan })?)?;
        }
        Ok(())
    }

    pub(crate) fn first<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<Option<T>> {
        let statement = self.statement(sql)?;
        let plan = plan_of::<T>(&statement, sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let rows = self.client.query(&statement, &values).map_err(|e| told(&e, sql))?;
        rows.first().map(|row| T::from_row(&Row { cells: Cells::Postgres(row), plan: &plan })).transpose()
    }
}

/// Texts put together by [`crate::copy`].
impl Connection {
    pub(crate) fn dynamic(
        &mut self,
        sql: &str,
        take: &mut dyn FnMut(Vec<Value<'static>>) -> Result<()>,
    ) -> Result<()> {
        let mut rows = self.client.query_raw(sql, std::iter::empty::<&Value<'_>>()).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            take(
                (0..row.len()).map(|column| Value::from_value(cell(&row, column)?)).collect::<Result<_>>()?,
            )?;
        }
        Ok(())
    }

    pub(crate) fn dynamic_exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<()> {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.client.execute(sql, &values).map(drop).map_err(error)
    }
}

fn plan_of<T: FromRow>(statement: &Statement, sql: &'static Sql) -> Result<Rc<[usize]>> {
    plan::<T, _>(sql, || statement.columns().iter().map(postgres::Column::name))
}

/// A name as an SQL identifier: the schema's, from the configuration, and those of the catalogue.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn over_socket_or_loopback(config: &Config) -> bool {
    use postgres::config::Host;
    config.get_ssl_mode() == SslMode::Prefer
        && config.get_hosts().iter().all(|host| match host {
            Host::Unix(_) => true,
            Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        })
}

/// That no connection came about, with what the server or the system says of it; the address is told without its password.
fn unreachable(config: &Config, error: &postgres::Error) -> Error {
    use postgres::config::Host;
    let port = |at: usize| {
        let ports = config.get_ports();
        ports.get(at).or(ports.first()).copied().unwrap_or(5432)
    };
    let servers = config.get_hosts().iter().enumerate().map(|(at, host)| match host {
        Host::Tcp(name) => format!("{name}:{}", port(at)),
        Host::Unix(folder) => format!("{}:{}", folder.display(), port(at)),
    });
    let said = match error_of(error) {
        Error::Engine(said) => said,
        other => other.to_string().into(),
    };
    Error::Unreachable { server: servers.collect::<Vec<_>>().join(", ").into(), said }
}

fn tls() -> Result<MakeRustlsConnect> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::engine)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// What the transactions of a lane may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Read one consistent state.
    Read,
    /// Change it.
    Write,
}

/// Starts `count` threads on one lane.
pub(crate) fn start(
    address: &Address,
    mode: Mode,
    count: usize,
    queue: usize,
    disk: &Arc<Disk>,
) -> Result<Lane> {
    let (lane, waiting) = Lane::new(queue);
    for connection in (0..count).map(|_| Connection::open(address)) {
        let (connection, waiting, address) = (connection?, waiting.clone(), address.clone());
        let disk = disk.clone();
        thread::Builder::new()
            .name(format!("store-{mode:?}").to_lowercase())
            .spawn(move || serve(connection, &waiting, &address, mode, &disk))
            .map_err(Error::engine)?;
    }
    Ok(lane)
}

fn serve(
    mut connection: Connection,
    waiting: &Receiver<Box<dyn Work>>,
    address: &Address,
    mode: Mode,
    disk: &Disk,
) {
    while let Ok(mut work) = waiting.recv() {
        let end = run_with_retries(&mut connection, address, work.as_mut(), mode);
        match &end {
            Err(Error::Full) => disk.full.store(true, Ordering::Release),
            // The server's disk cannot be looked at from here: what it keeps shows that it has room.
            Ok(()) if mode == Mode::Write => disk.full.store(false, Ordering::Release),
            _ => {}
        }
        work.answer(end);
    }
}

fn run_with_retries(
    connection: &mut Connection,
    address: &Address,
    work: &mut dyn Work,
    mode: Mode,
) -> Result<()> {
    let mut pause = Duration::from_millis(2);
    for _ in 1..ATTEMPTS {
        match run(connection, address, work, mode) {
            Err(Error::Contention) => thread::sleep(pause),
            end => return end,
        }
        pause = (pause * 2).min(Duration::from_millis(100));
    }
    run(connection, address, work, mode)
}

/// Runs one transaction. Reads see one snapshot; writes see what others have committed, and take
/// [`Tx::lock`] where a rule spans rows.
fn run(connection: &mut Connection, address: &Address, work: &mut dyn Work, mode: Mode) -> Result<()> {
    let begin = match mode {
        Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        Mode::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
    };
    if let Err(refused) = connection.plain(begin) {
        if !connection.client.is_closed() {
            return Err(refused);
        }
        // The server was restarted, or let an idle connection go: nothing was asked of it yet.
        *connection = Connection::open(address)?;
        connection.plain(begin)?;
    }
    connection.unlocked();
    let outcome = work.run(&mut Tx::new(Engine::Postgres(connection)));
    match outcome {
        Ok(()) => connection.plain("COMMIT"),
        Err(refused) => {
            connection.plain("ROLLBACK")?;
            Err(refused)
        }
    }
}

pub(crate) fn cell(row: &postgres::Row, column: usize) -> Result<Value<'_>> {
    let raw: Option<Raw<'_>> = row.try_get(column).map_err(error)?;
    raw.map_or(Ok(Value::Null), |Raw(value)| Ok(value))
}

/// Any column as one of our few types.
struct Raw<'a>(Value<'a>);

impl<'a> postgres::types::FromSql<'a> for Raw<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA => Value::Blob(raw.into()),
            Type::UUID => Value::Uuid(raw.try_into()?),
            // Binary JSONB is its text behind a version byte.
            Type::JSONB => Value::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?.into()),
            _ => Value::Text(<&str>::from_sql(&Type::TEXT, raw)?.into()),
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::FLOAT8
                | Type::BYTEA
                | Type::UUID
                | Type::JSONB
        ) || <&str as postgres::types::FromSql>::accepts(ty)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            // What a SQLite file holds as a number may be a truth value here: a restored backup.
            (Self::Int(number), &Type::BOOL) => (*number != 0).to_sql_checked(ty, out),
            (Self::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql_checked(ty, out),
            (Self::Int(number), &Type::FLOAT8) => (*number as f64).to_sql_checked(ty, out),
            (Self::Int(number), _) => number.to_sql_checked(ty, out),
            (Self::Bool(flag), _) => flag.to_sql_checked(ty, out),
            (Self::Real(number), _) => number.to_sql_checked(ty, out),
            (Self::Text(text), &Type::JSONB) => {
                out.extend_from_slice(&[1]);
                out.extend_from_slice(text.as_bytes());
                Ok(IsNull::No)
            }
            (Self::Text(text), _) => text.as_ref().to_sql_checked(ty, out),
            (Self::Blob(bytes), &Type::UUID | &Type::BYTEA) => {
                out.extend_from_slice(bytes);
                Ok(IsNull::No)
            }
            (Self::Uuid(bytes), &Type::UUID) => {
                out.extend_from_slice(bytes);
                Ok(IsNull::No)
            }
            (other, ty) => Err(format!("{other:?} does not fit {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn told(e: &postgres::Error, sql: &Sql) -> Error {
    match error_of(e) {
        Error::Engine(message) => Error::engine(format!("{message} (at {})", sql.place())),
        other => other,
    }
}

#[allow(clippy::needless_pass_by_value, reason = "fits map_err")]
fn error(e: postgres::Error) -> Error {
    error_of(&e)
}

fn error_of(e: &postgres::Error) -> Error {
    let Some(db) = e.as_db_error() else {
        return Error::engine(
            std::error::Error::source(e).map_or_else(|| e.to_string(), |s| format!("{e}: {s}")),
        );
    };
    let message = || db.message().into();
    match *db.code() {
        SqlState::UNIQUE_VIOLATION => Error::Unique { table: db.table().unwrap_or_default().to_owned() },
        SqlState::FOREIGN_KEY_VIOLATION => Error::Reference(message()),
        SqlState::CHECK_VIOLATION | SqlState::NOT_NULL_VIOLATION => Error::Check(message()),
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Error::Contention,
        SqlState::DISK_FULL => Error::Full,
        _ => Error::engine(format!("{} ({})", db.message(), db.code().code())),
    }
}
