//! Who can sign in: accounts, passwords and sessions (reliability-security.md, "Sessions", "Passwords").

mod password;
mod sessions;

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
pub use password::Password;
pub use sessions::{
    Entry, FRESH, Listed, Means, Session, Token, end_session, end_sessions, enter, prove, session, sessions,
    sign_in, sign_out, sweep, touch,
};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    audit, events,
    settings::{Default as Initial, Setting},
};

/// Whether whoever works here must show a second thing besides the password: a code, a passkey, or the sign-in of
/// an institution, which has rules of its own. It holds at once, also for those who are signed in.
pub const SECOND_STEP: Setting = Setting { key: "identity.second-step", value: Initial::Flag(false) };

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

/// Lets the open account of `from` be the one of `to`, with its login and password: two entries turned out to be one
/// person. Whether it was; not where `from` has none, or `to` has one.
///
/// # Errors
/// Those of the database.
pub fn hand_over(tx: &mut Tx<'_>, act: &Act, from: Id<Person>, to: Id<Person>) -> Result<bool> {
    let Some((account, password)) = by_person(tx, from)? else { return Ok(false) };
    if of(tx, to)?.is_some_and(|other| other.closed_at.is_none()) {
        return Ok(false);
    }
    tx.exec(
        sql!("UPDATE account SET login = ?2, closed_at = ?3 WHERE person = ?1"),
        vals![from, gone_login(from), act.at],
    )?;
    end_sessions(tx, from, None)?;
    tx.exec(
        sql!(
            "INSERT INTO account (person, login, name, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (person) DO UPDATE SET login = excluded.login, password = excluded.password,
                 closed_at = NULL"
        ),
        vals![to, account.login, account.name, password.0, act.at],
    )?;
    audit::record(tx, act, "account.closed", "person", from, &())?;
    audit::record(tx, act, "account.opened", "person", to, &serde_json::json!({ "login": account.login }))?;
    Ok(true)
}

/// The login of an account that nobody can use any more.
fn gone_login(person: Id<Person>) -> String {
    format!("x{}", person.uuid().simple())
}

/// Leaves of an account nothing but that it was there: no name, no login, no password that fits.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    let gone = gone_login(person);
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

/// The refusal for a wrong login or password; it does not say which.
pub fn refused() -> Refusal {
    Refusal::new(Kind::Forbidden, Message::new("sign-in-refused"))
}
