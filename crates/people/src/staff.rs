//! Those who work here: people with an account and roles.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::{
    accounts::{self, Account, Password},
    permissions,
};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{ACCOUNTS, Profile, parties, rules};

/// Somebody who begins to work here.
#[derive(Clone)]
pub struct NewStaff {
    /// The name.
    pub name: String,
    /// What they type to sign in.
    pub login: String,
    /// Their password, already hashed.
    pub password: Password,
    /// The names of their roles.
    pub roles: Vec<String>,
}

/// Takes somebody on: a person, an account, its roles.
///
/// # Errors
/// A refusal with every reason: no name, a login that is taken or cannot be one, no role or an unknown one;
/// those of the database.
pub fn appoint(tx: &mut Tx<'_>, act: &Act, new: &NewStaff) -> Result<Account> {
    let profile = Profile { name: new.name.clone(), ..Profile::default() };
    let mut reasons = rules::profile_objections(&profile, act.today());
    let login = new.login.trim().to_lowercase();
    if !is_login(&login) {
        reasons.push(Reason { field: Some("login"), message: Message::new("staff-login-unreadable") });
    }
    reasons.extend(role_objections(tx, &new.roles)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let person = parties::enter(tx, act, &profile)?;
    accounts::open(tx, act, person, &login, profile.name.trim(), &new.password)?;
    permissions::assign(tx, act, person, &borrowed(&new.roles))?;
    accounts::of(tx, person)?.ok_or(Error::Missing)
}

/// Gives a colleague exactly these roles.
///
/// # Errors
/// A refusal of unknown roles, and when nobody would be left who may change accounts; those of the database.
pub fn assign(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, roles: &[String]) -> Result<()> {
    Refusal::unless_empty(Kind::Invalid, role_objections(tx, roles)?)?;
    keeping_a_keeper(tx, |tx| permissions::assign(tx, act, person, &borrowed(roles)))
}

/// Ends a colleague's account and takes their roles away; what they did stays under their name.
///
/// # Errors
/// A refusal when nobody would be left who may change accounts; those of the database.
pub fn dismiss(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    keeping_a_keeper(tx, |tx| {
        permissions::assign(tx, act, person, &[])?;
        accounts::close(tx, act, person)
    })
}

/// Gives a colleague a new password under the login they have, also after their account was closed.
///
/// # Errors
/// [`Error::Missing`] when there is no such account; those of the database.
pub fn new_password(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, password: &Password) -> Result<Account> {
    let account = accounts::of(tx, person)?.ok_or(Error::Missing)?;
    accounts::open(tx, act, person, &account.login, &account.name, password)?;
    Ok(account)
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub person: Id<Person>,
    /// What they type to sign in.
    pub login: String,
    /// The name.
    pub name: String,
    /// When they last did something here, where their session still stands.
    pub seen_at: Option<Timestamp>,
    /// Their roles, in the order of their names.
    pub roles: Vec<String>,
}

/// Everybody with a role, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Colleague>> {
    #[derive(FromRow)]
    struct Held {
        person: Id<Person>,
        login: String,
        name: String,
        seen_at: Option<Timestamp>,
        role: String,
    }
    let held: Vec<Held> = tx.all(
        sql!(
            "SELECT a.person, a.login, a.name, h.role,
                    (SELECT MAX(s.seen_at) FROM session s WHERE s.person = a.person) AS seen_at
             FROM role_holder h JOIN account a ON a.person = h.person WHERE a.closed_at IS NULL
             ORDER BY a.name, a.person, h.role"
        ),
        vals![],
    )?;
    let mut colleagues: Vec<Colleague> = Vec::new();
    for Held { person, login, name, seen_at, role } in held {
        match colleagues.last_mut().filter(|last| last.person == person) {
            Some(same) => same.roles.push(role),
            None => colleagues.push(Colleague { person, login, name, seen_at, roles: vec![role] }),
        }
    }
    Ok(colleagues)
}

/// Three to 64 small letters, digits, dots and hyphens; not the shape of a member's number, which is that
/// member's login.
fn is_login(login: &str) -> bool {
    (3..=64).contains(&login.len())
        && login.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_@".contains(&b))
        && !is_card_number(login)
}

fn is_card_number(login: &str) -> bool {
    login.strip_prefix("a-").is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

fn role_objections(tx: &mut Tx<'_>, roles: &[String]) -> Result<Vec<Reason>> {
    let known = permissions::roles(tx)?;
    let mut reasons = Vec::new();
    let mut object = |message| reasons.push(Reason { field: Some("roles"), message });
    if roles.is_empty() {
        object(Message::new("staff-role-missing"));
    }
    for role in roles.iter().filter(|role| !known.contains(role)) {
        object(Message::new("staff-role-unknown").with("role", role.as_str()));
    }
    Ok(reasons)
}

/// Runs `f`, and refuses what it did when it takes the last person away who may change accounts: the library
/// would be locked out of itself.
fn keeping_a_keeper(tx: &mut Tx<'_>, f: impl FnOnce(&mut Tx<'_>) -> Result<()>) -> Result<()> {
    tx.lock("staff", &"")?;
    let before = keepers(tx)?;
    f(tx)?;
    if before > 0 && keepers(tx)? == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("staff-last-keeper")).into());
    }
    Ok(())
}

fn keepers(tx: &mut Tx<'_>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM role_holder h JOIN role_permission p ON p.role = h.role
             JOIN account a ON a.person = h.person WHERE p.permission = ?1 AND a.closed_at IS NULL"
        ),
        vals![ACCOUNTS.0],
    )?;
    Ok(count)
}

fn borrowed(roles: &[String]) -> Vec<&str> {
    roles.iter().map(String::as_str).collect()
}
