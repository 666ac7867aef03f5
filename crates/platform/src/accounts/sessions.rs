//! Sessions of browsers: how they begin, what they are known by, when they are forgotten.

use jiff::SignedDuration;
use kernel::{Act, Id, Person, Timestamp};
use sha2::{Digest, Sha256};
use store::{FromRow, Result, Tx, sql, vals, words};

use super::Account;
use crate::audit;

/// A signed-in member is forgotten after this long without a visit.
const MEMBER_IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Staff sit at shared desks: half an hour.
const STAFF_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How stale the note of the last visit may grow before it is written again.
const SEEN_GRAIN: SignedDuration = SignedDuration::from_mins(1);

/// How long somebody counts as having just proven who they are.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// The secret a browser holds; the database keeps only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    pub fn fresh() -> Self {
        Self(rand::random())
    }

    /// As it stands in a cookie: 64 hexadecimal digits.
    pub fn to_hex(&self) -> String {
        use std::fmt::Write;
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Reads a cookie's value; none if it is no token.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// What the database keeps of it.
    pub fn stored(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

words! {
    /// How somebody showed who they are.
    pub enum Means {
        /// A password, with or without a code after it.
        Password = "password",
        /// A passkey.
        Passkey = "passkey",
        /// An account with an institution's own identity provider.
        Provider = "provider",
    }
}

/// How and from where a session begins.
#[derive(Debug, Clone)]
pub struct Entry {
    /// How they showed who they are.
    pub means: Means,
    /// Whether they showed a second thing that only they have.
    pub second: bool,
    /// What the browser calls itself; only its beginning is kept.
    pub device: String,
    /// The address it came from.
    pub address: String,
}

impl Default for Entry {
    fn default() -> Self {
        Self { means: Means::Password, second: false, device: String::new(), address: String::new() }
    }
}

/// Begins a session for `person` with a password, from nowhere in particular.
///
/// # Errors
/// Those of the database.
pub fn sign_in(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Token> {
    enter(tx, act, person, &Entry::default())
}

/// Begins a session for `person`.
///
/// # Errors
/// Those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, entry: &Entry) -> Result<Token> {
    const DEVICE: usize = 300;
    let (roles,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM role_holder WHERE person = ?1"), vals![person])?;
    let (token, id) = (Token::fresh(), Id::<Session>::new());
    let device: String = entry.device.chars().filter(|c| !c.is_control()).take(DEVICE).collect();
    tx.exec(
        sql!(
            "INSERT INTO session (token, id, person, started_at, seen_at, proven_at, staff, second, means, device, address)
             VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![
            token.stored(),
            id,
            person,
            act.at,
            roles > 0,
            entry.second,
            entry.means,
            device,
            entry.address
        ],
    )?;
    let detail = serde_json::json!({ "means": entry.means.as_str(), "second": entry.second });
    audit::record(tx, act, "session.begun", "person", person, &detail)?;
    Ok(token)
}

/// Notes that whoever has this session has just proven again who they are, and gives it a new token: one that
/// was copied before is worth nothing from now on. `second` says whether a second thing was shown.
///
/// # Errors
/// [`store::Error::Missing`] when the session has ended; those of the database.
pub fn prove(tx: &mut Tx<'_>, act: &Act, session: Id<Session>, second: bool) -> Result<Token> {
    let token = Token::fresh();
    let found = tx.exec(
        sql!("UPDATE session SET token = ?2, proven_at = ?3, second = second OR ?4 WHERE id = ?1"),
        vals![session, token.stored(), act.at, second],
    )?;
    if found == 1 { Ok(token) } else { Err(store::Error::Missing) }
}

/// Ends every session of `person` but `keep`; how many.
///
/// # Errors
/// Those of the database.
pub fn end_sessions(tx: &mut Tx<'_>, person: Id<Person>, keep: Option<Id<Session>>) -> Result<u64> {
    let keep = keep.unwrap_or(Id::from_bytes([0; 16]));
    tx.exec(sql!("DELETE FROM session WHERE person = ?1 AND id <> ?2"), vals![person, keep])
}

/// Ends one session of `person`; whether there was one.
///
/// # Errors
/// Those of the database.
pub fn end_session(tx: &mut Tx<'_>, person: Id<Person>, session: Id<Session>) -> Result<bool> {
    Ok(tx.exec(sql!("DELETE FROM session WHERE person = ?1 AND id = ?2"), vals![person, session])? > 0)
}

/// A session in a list of them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Which one.
    pub id: Id<Session>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, give or take a minute.
    pub seen_at: Timestamp,
    /// How it began.
    pub means: Means,
    /// Whether with a second thing.
    pub second: bool,
    /// What the browser called itself.
    pub device: String,
    /// The address it began from.
    pub address: String,
}

/// The sessions of `person` that still stand, the one used last first.
///
/// # Errors
/// Those of the database.
pub fn sessions(tx: &mut Tx<'_>, person: Id<Person>, now: Timestamp) -> Result<Vec<Listed>> {
    tx.all(
        sql!(
            "SELECT id, started_at, seen_at, means, second, device, address FROM session
             WHERE person = ?1 AND ((staff AND seen_at >= ?2) OR (NOT staff AND seen_at >= ?3))
             ORDER BY seen_at DESC, id"
        ),
        vals![person, now - STAFF_IDLE, now - MEMBER_IDLE],
    )
}

/// Ends a session; one that is not there has ended already.
///
/// # Errors
/// Those of the database.
pub fn sign_out(tx: &mut Tx<'_>, token: &Token) -> Result<()> {
    tx.exec(sql!("DELETE FROM session WHERE token = ?1"), vals![token.stored()])?;
    Ok(())
}

/// Who a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which session, whatever its token is now.
    pub id: Id<Self>,
    /// Whose session it is.
    pub account: Account,
    /// Whether it is one of somebody who works here.
    pub staff: bool,
    /// Whether they showed a second thing that only they have.
    pub second: bool,
    /// When they last proved who they are.
    pub proven_at: Timestamp,
    /// Whether the last visit should be noted anew with [`touch`].
    pub stale: bool,
}

impl Session {
    /// Whether who it is was proven so lately that it need not be asked again.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.duration_since(self.proven_at) <= FRESH
    }
}

/// The session behind `token`, unless it was left alone for too long.
///
/// # Errors
/// Those of the database.
pub fn session(tx: &mut Tx<'_>, token: &Token, now: Timestamp) -> Result<Option<Session>> {
    #[derive(FromRow)]
    struct Found {
        id: Id<Session>,
        person: Id<Person>,
        login: String,
        name: String,
        seen_at: Timestamp,
        proven_at: Timestamp,
        staff: bool,
        second: bool,
    }
    let found: Option<Found> = tx.opt(
        sql!(
            "SELECT s.id, a.person, a.login, a.name, s.seen_at, s.proven_at, s.staff, s.second FROM session s
             JOIN account a ON a.person = s.person WHERE s.token = ?1 AND a.closed_at IS NULL"
        ),
        vals![token.stored()],
    )?;
    Ok(found.and_then(|Found { id, person, login, name, seen_at, proven_at, staff, second }| {
        let away = now.duration_since(seen_at);
        let limit = if staff { STAFF_IDLE } else { MEMBER_IDLE };
        let account = Account { person, login, name, closed_at: None };
        let stale = away >= SEEN_GRAIN;
        (away <= limit).then_some(Session { id, account, staff, second, proven_at, stale })
    }))
}

/// Notes that the session was used now.
///
/// # Errors
/// Those of the database.
pub fn touch(tx: &mut Tx<'_>, token: &Token, now: Timestamp) -> Result<()> {
    tx.exec(sql!("UPDATE session SET seen_at = ?2 WHERE token = ?1"), vals![token.stored(), now])?;
    Ok(())
}

/// Forgets sessions nobody can use any more; how many.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    let before = now - MEMBER_IDLE;
    tx.exec(sql!("DELETE FROM session WHERE seen_at < ?1"), vals![before])
}
