//! Who can sign in: accounts, passwords and sessions (reliability-security.md, "Sessions", "Passwords").

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::SaltString,
};
use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use sha2::{Digest, Sha256};
use store::{FromRow, Result, Tx, sql, vals, words};

use crate::{
    audit, events, fault,
    settings::{Default as Initial, Setting},
};

/// A signed-in member is forgotten after this long without a visit.
const MEMBER_IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Staff sit at shared desks: half an hour.
const STAFF_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How stale the note of the last visit may grow before it is written again.
const SEEN_GRAIN: SignedDuration = SignedDuration::from_mins(1);

/// How long somebody counts as having just proven who they are.
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Whether whoever works here must show a second thing besides the password: a code, a passkey, or the sign-in of
/// an institution, which has rules of its own. It holds at once, also for those who are signed in.
pub const SECOND_STEP: Setting = Setting { key: "identity.second-step", value: Initial::Flag(false) };

/// Words that everybody tries first, alone or with digits and signs around them.
const DENIED: &[&str] = &[
    "admin",
    "administrator",
    "bismillah",
    "indonesia",
    "iloveyou",
    "kepala",
    "mapalus",
    "merdeka",
    "minahasa",
    "password",
    "perpustakaan",
    "petugas",
    "pustaka",
    "qwerty",
    "qwertyui",
    "qwertyuiop",
    "rahasia",
    "sayangku",
    "sandi",
    "sulawesi",
    "tomohon",
];

/// The hash of a password, ready to be stored. Making one is slow on purpose (argon2id, 19 MiB, two
/// passes): do it outside a transaction.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Hashes `plain`.
    ///
    /// # Errors
    /// A refusal when it is shorter than 8 or longer than 128 characters, or one that everybody tries.
    pub fn hash(plain: &str) -> Result<Self> {
        let refuse = |key| Err(Refusal::of_field("password", Message::new(key)).into());
        match plain.chars().count() {
            0..8 => return refuse("password-too-short"),
            129.. => return refuse("password-too-long"),
            _ if is_common(plain) => return refuse("password-too-common"),
            _ => {}
        }
        let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(fault)?;
        Ok(Self(hasher()?.hash_password(plain.as_bytes(), &salt).map_err(fault)?.to_string()))
    }

    /// Whether `plain` is the password.
    pub fn is(&self, plain: &str) -> bool {
        let Ok(hash) = PasswordHash::new(&self.0) else { return false };
        plain.len() <= 1024
            && hasher().is_ok_and(|hasher| hasher.verify_password(plain.as_bytes(), &hash).is_ok())
    }

    /// A password nobody has, to spend the same time on a login nobody has.
    pub fn nobody() -> &'static Self {
        static NOBODY: LazyLock<Password> =
            LazyLock::new(|| Password::hash(&Id::<()>::new().to_string()).unwrap_or(Password(String::new())));
        &NOBODY
    }
}

/// Whether a password is a word of everybody's, whatever digits and signs stand around it, or one character
/// over and over.
fn is_common(plain: &str) -> bool {
    let lower = plain.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let mut characters = lower.chars();
    let first = characters.next();
    core.is_empty() || DENIED.contains(&core) || characters.all(|c| Some(c) == first)
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(fault)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Account {
    /// Who it is.
    pub person: Id<Person>,
    /// What they type to sign in: a member's number or a name of their choice, in lower case.
    pub login: String,
    /// What the page calls them.
    pub name: String,
    /// Since when they can no longer sign in.
    pub closed_at: Option<Timestamp>,
}

/// Opens an account for `person`, or gives the one they have a new login, name and password.
///
/// # Errors
/// A refusal when somebody else has the login; those of the database.
pub fn open(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    login: &str,
    name: &str,
    password: &Password,
) -> Result<()> {
    let login = login.trim().to_lowercase();
    let had_one = of(tx, person)?.is_some();
    let taken = || Refusal::of_field("login", Message::new("login-taken").with("login", login.as_str()));
    tx.exec(
        sql!(
            "INSERT INTO account (person, login, name, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (person) DO UPDATE SET login = excluded.login, name = excluded.name,
                 password = excluded.password, closed_at = NULL"
        ),
        vals![person, login, name, password.0, act.at],
    )
    .map_err(|e| if e.is_unique("account") { taken().into() } else { e })?;
    // A new password ends what was begun with the old one.
    tx.exec(sql!("DELETE FROM session WHERE person = ?1"), vals![person])?;
    if had_one {
        events::emit(tx, act, person, &PasswordChanged {})?;
    }
    audit::record(tx, act, "account.opened", "person", person, &serde_json::json!({ "login": login }))
}

/// An account has another password; the subject is the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PasswordChanged {}

impl events::Event for PasswordChanged {
    const KIND: &'static str = "account.password-changed";
}

/// Follows a change of the person's name.
///
/// # Errors
/// Those of the database.
pub fn rename(tx: &mut Tx<'_>, person: Id<Person>, name: &str) -> Result<()> {
    tx.exec(sql!("UPDATE account SET name = ?2 WHERE person = ?1"), vals![person, name])?;
    Ok(())
}

/// The account of `person`, if they have one.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Account>> {
    tx.opt(sql!("SELECT person, login, name, closed_at FROM account WHERE person = ?1"), vals![person])
}

/// The accounts, also closed ones, that have exactly this login, or `words` somewhere in their name; at most
/// `limit`, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Tx<'_>, words: &str, limit: i64) -> Result<Vec<Account>> {
    let words = words.trim().to_lowercase();
    tx.all(
        sql!(
            "SELECT person, login, name, closed_at FROM account
             WHERE login = ?1 OR LOWER(name) LIKE ?2 ESCAPE '~' ORDER BY name, login LIMIT ?3"
        ),
        vals![words, store::containing(&words), limit],
    )
}

/// The open account with this login, with its password, to be compared outside the transaction.
///
/// # Errors
/// Those of the database.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<(Account, Password)>> {
    let found: Option<Opened> = tx.opt(
        sql!("SELECT person, login, name, password FROM account WHERE login = ?1 AND closed_at IS NULL"),
        vals![login.trim().to_lowercase()],
    )?;
    Ok(found.map(Opened::apart))
}

/// The open account of `person`, with its password, to be compared outside the transaction.
///
/// # Errors
/// Those of the database.
pub fn by_person(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<(Account, Password)>> {
    let found: Option<Opened> = tx.opt(
        sql!("SELECT person, login, name, password FROM account WHERE person = ?1 AND closed_at IS NULL"),
        vals![person],
    )?;
    Ok(found.map(Opened::apart))
}

#[derive(FromRow)]
struct Opened {
    person: Id<Person>,
    login: String,
    name: String,
    password: String,
}

impl Opened {
    fn apart(self) -> (Account, Password) {
        let Self { person, login, name, password } = self;
        (Account { person, login, name, closed_at: None }, Password(password))
    }
}

/// Leaves of an account nothing but that it was there: no name, no login, no password that fits.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let gone = format!("x{}", person.uuid().simple());
    tx.exec(
        sql!(
            "UPDATE account SET login = ?2, name = '—', password = ?3, closed_at = COALESCE(closed_at, ?4)
             WHERE person = ?1"
        ),
        vals![person, gone, Password::nobody().0, act.at],
    )
    .map(drop)
}

/// Ends an account and all its sessions; the person stays.
///
/// # Errors
/// Those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(sql!("UPDATE account SET closed_at = ?2 WHERE person = ?1"), vals![person, act.at])?;
    tx.exec(sql!("DELETE FROM session WHERE person = ?1"), vals![person])?;
    audit::record(tx, act, "account.closed", "person", person, &())
}

/// Opens an account again that was closed; its sessions are gone for good.
///
/// # Errors
/// Those of the database.
pub fn reopen(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(sql!("UPDATE account SET closed_at = NULL WHERE person = ?1"), vals![person])?;
    audit::record(tx, act, "account.reopened", "person", person, &())
}

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

/// Gives the account of `person` a new password and ends their sessions, all but `keep`.
///
/// # Errors
/// Those of the database.
pub fn change_password(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    password: &Password,
    keep: Option<Id<Session>>,
) -> Result<()> {
    tx.exec(sql!("UPDATE account SET password = ?2 WHERE person = ?1"), vals![person, password.0])?;
    end_sessions(tx, person, keep)?;
    events::emit(tx, act, person, &PasswordChanged {})?;
    audit::record(tx, act, "account.password-changed", "person", person, &())
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

/// The refusal for a wrong login or password; it does not say which.
pub fn refused() -> Refusal {
    Refusal::new(Kind::Forbidden, Message::new("sign-in-refused"))
}
