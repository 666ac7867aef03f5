//! Those who work here: people with an account and roles.

use kernel::{Act, Actor, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use people::{Profile, parties, rules};
use platform::{
    accounts::{self, Account, Password},
    library,
    permissions::{self, Holding},
};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{KEEPER, ROLES, changes, totp};

/// Somebody who begins to work here.
#[derive(Clone)]
pub struct NewStaff {
    /// The name.
    pub name: String,
    /// What they type to sign in.
    pub login: String,
    /// Their password, already hashed.
    pub password: Password,
    /// What they hold.
    pub roles: Vec<Holding>,
}

/// Takes somebody on: a person, an account, its roles.
///
/// # Errors
/// A refusal with every reason: no name, a login that is taken or cannot be one, no role or an unknown one, more
/// than the one who decides may do; those of the database.
pub fn appoint(tx: &mut Tx<'_>, act: &Act, new: &NewStaff) -> Result<Account> {
    let profile = Profile { name: new.name.clone(), ..Profile::default() };
    let mut reasons = rules::profile_objections(&profile, act.today());
    let login = new.login.trim().to_lowercase();
    if !is_login(&login) {
        reasons.push(Reason { field: Some("login"), message: Message::new("staff-login-unreadable") });
    }
    if let Some(left) = former(tx)?.into_iter().find(|left| left.login == login) {
        let message = Message::new("staff-login-of-former").with("name", left.name);
        reasons.push(Reason { field: Some("login"), message });
    }
    reasons.extend(role_objections(tx, &new.roles)?);
    reasons.extend(excess(tx, act, &new.roles)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let person = parties::enter(tx, act, &profile)?;
    accounts::open(tx, act, person, &login, profile.name.trim(), &new.password)?;
    permissions::hold(tx, act, person, &new.roles)?;
    accounts::of(tx, person)?.ok_or(Error::Missing)
}

/// Lets a colleague hold exactly these roles; the id of the change, for [`assign_back`].
///
/// # Errors
/// [`Error::Missing`] for whoever is none; a refusal of unknown roles, of more than the one who decides may do, and when nobody would be left who may
/// change accounts; those of the database.
pub fn assign(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, roles: &[Holding]) -> Result<String> {
    within_own(tx, act, person)?;
    Refusal::unless_empty(Kind::Invalid, role_objections(tx, roles)?)?;
    let before = permissions::holdings(tx, person)?;
    Refusal::unless_empty(Kind::Forbidden, excess(tx, act, roles)?)?;
    permissions::keeping(tx, KEEPER, |tx| permissions::hold(tx, act, person, roles))?;
    let was: Vec<(String, Option<String>)> =
        before.into_iter().map(|held| (held.role, held.branch.map(|branch| branch.to_string()))).collect();
    Ok(changes::note(tx, act, "holdings", &person.to_string(), &was)?.to_string())
}

/// Gives a colleague back what they held before the change `id`, if that was the last one.
///
/// # Errors
/// A refusal when it was not; those of [`assign`].
pub fn assign_back(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, id: &str) -> Result<()> {
    within_own(tx, act, person)?;
    let id = id.parse().map_err(|_| Error::Missing)?;
    let was: Vec<(String, Option<String>)> = changes::take_back(tx, id, "holdings", &person.to_string())?;
    let roles: Vec<Holding> = was
        .into_iter()
        .map(|(role, branch)| Holding { role, branch: branch.and_then(|branch| branch.parse().ok()) })
        .collect();
    Refusal::unless_empty(Kind::Forbidden, excess(tx, act, &roles)?)?;
    permissions::keeping(tx, KEEPER, |tx| permissions::hold(tx, act, person, &roles))
}

/// Ends a colleague's account and takes their roles away; what they did stays under their name.
///
/// # Errors
/// [`Error::Missing`] for whoever is no colleague; a refusal when they may do more than the one who decides, and when
/// nobody would be left who may change accounts; those of the database.
pub fn dismiss(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    within_own(tx, act, person)?;
    permissions::keeping(tx, KEEPER, |tx| {
        permissions::hold(tx, act, person, &[])?;
        accounts::close(tx, act, person)
    })?;
    tx.exec(
        sql!(
            "INSERT INTO former_colleague (person, left_at) VALUES (?1, ?2)
             ON CONFLICT (person) DO UPDATE SET left_at = excluded.left_at"
        ),
        vals![person, act.at],
    )
    .map(drop)
}

/// Somebody who worked here and was dismissed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Former {
    /// Who.
    pub person: Id<Person>,
    /// What they typed to sign in, and will again.
    pub login: String,
    /// The name.
    pub name: String,
    /// When they left.
    pub left_at: Timestamp,
}

/// Everybody who worked here and has not come back, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn former(tx: &mut Tx<'_>) -> Result<Vec<Former>> {
    tx.all(
        sql!(
            "SELECT f.person, a.login, a.name, f.left_at FROM former_colleague f JOIN account a ON a.person = f.person
             WHERE NOT EXISTS (SELECT 1 FROM party p
                 WHERE p.id = f.person AND (p.merged_into IS NOT NULL OR p.folded = ''))
             ORDER BY a.name, a.person"
        ),
        vals![],
    )
}

/// Takes somebody on again who was dismissed: the account is open again under the login they had, with a new password and these
/// roles. No session of before lives on; a second step they had is asked for as ever.
///
/// # Errors
/// [`Error::Missing`] for whoever was not dismissed, or is back already; a refusal of no role or an unknown one, and of more
/// than the one who decides may do; those of the database.
pub fn reappoint(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    password: &Password,
    roles: &[Holding],
) -> Result<Account> {
    tx.lock("staff", &"")?;
    if !former(tx)?.iter().any(|left| left.person == person) {
        return Err(Error::Missing);
    }
    let mut reasons = role_objections(tx, roles)?;
    reasons.extend(excess(tx, act, roles)?);
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    // As a member they may have one that is open.
    if accounts::of(tx, person)?.is_some_and(|account| account.closed_at.is_some()) {
        accounts::reopen(tx, act, person)?;
    }
    accounts::change_password(tx, act, person, password, None)?;
    permissions::hold(tx, act, person, roles)?;
    tx.exec(sql!("DELETE FROM former_colleague WHERE person = ?1"), vals![person])?;
    accounts::of(tx, person)?.ok_or(Error::Missing)
}

/// Gives a colleague a new password under the login they have. Members are given theirs where members are kept, by the rules
/// that hold for them and for children.
///
/// # Errors
/// [`Error::Missing`] for whoever is no colleague; a refusal when they may do more than the one who decides; those of the
/// database.
pub fn new_password(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, password: &Password) -> Result<Account> {
    let account = within_own(tx, act, person)?;
    accounts::open(tx, act, person, &account.login, &account.name, password)?;
    Ok(account)
}

/// Takes a colleague's second step away, whose telephone is lost, and ends their sessions.
///
/// # Errors
/// As [`new_password`].
pub fn forget_second_step(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    within_own(tx, act, person)?;
    totp::remove(tx, act, person)?;
    accounts::end_sessions(tx, person, None)?;
    Ok(())
}

/// Ends all of a colleague's sessions.
///
/// # Errors
/// As [`new_password`].
pub fn end_sessions(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<u64> {
    within_own(tx, act, person)?;
    let ended = accounts::end_sessions(tx, person, None)?;
    platform::audit::record(
        tx,
        act,
        "session.ended",
        "person",
        person,
        &serde_json::json!({ "count": ended }),
    )?;
    Ok(ended)
}

/// Roles as they are held: each once, and at no place besides where it is held everywhere.
pub fn each_once(mut roles: Vec<Holding>) -> Vec<Holding> {
    let everywhere: Vec<String> =
        roles.iter().filter(|held| held.branch.is_none()).map(|held| held.role.clone()).collect();
    roles.retain(|held| held.branch.is_none() || !everywhere.contains(&held.role));
    roles.sort();
    roles.dedup();
    roles
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
    /// Whether they show a second thing when they sign in.
    pub second: bool,
    /// What they hold, in the order of the roles' names.
    pub roles: Vec<Holding>,
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
        second: bool,
        role: String,
        branch: Option<Id<library::Branch>>,
    }
    let held: Vec<Held> = tx.all(
        sql!(
            "SELECT a.person, a.login, a.name, h.role, h.branch,
                    (SELECT MAX(s.seen_at) FROM session s WHERE s.person = a.person) AS seen_at,
                    (EXISTS (SELECT 1 FROM totp t WHERE t.person = a.person AND t.confirmed_at IS NOT NULL)
                     OR EXISTS (SELECT 1 FROM passkey k WHERE k.person = a.person)) AS second
             FROM role_holder h JOIN account a ON a.person = h.person WHERE a.closed_at IS NULL
             ORDER BY a.name, a.person, h.role"
        ),
        vals![],
    )?;
    let mut colleagues: Vec<Colleague> = Vec::new();
    for Held { person, login, name, seen_at, second, role, branch } in held {
        let holding = Holding { role, branch };
        match colleagues.last_mut().filter(|last| last.person == person) {
            Some(same) => same.roles.push(holding),
            None => colleagues.push(Colleague { person, login, name, seen_at, second, roles: vec![holding] }),
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

fn role_objections(tx: &mut Tx<'_>, roles: &[Holding]) -> Result<Vec<Reason>> {
    let known = permissions::roles(tx)?;
    let places: Vec<_> = library::branches(tx)?.into_iter().map(|place| place.id).collect();
    let mut reasons = Vec::new();
    let mut object = |message| reasons.push(Reason { field: Some("roles"), message });
    if roles.is_empty() {
        object(Message::new("staff-role-missing"));
    }
    for held in roles.iter().filter(|held| !known.contains(&held.role)) {
        object(Message::new("staff-role-unknown").with("role", held.role.as_str()));
    }
    if roles.iter().any(|held| held.branch.is_some_and(|branch| !places.contains(&branch))) {
        object(Message::new("staff-branch-unknown"));
    }
    Ok(reasons)
}

/// What speaks against giving `roles`: nobody gives what they do not hold themselves, and where, but for those who decide what
/// roles may do, and the program itself.
fn excess(tx: &mut Tx<'_>, act: &Act, roles: &[Holding]) -> Result<Vec<Reason>> {
    let Actor::Person(giver) = act.by else { return Ok(Vec::new()) };
    let own = permissions::grants(tx, giver)?;
    if own.may(ROLES) {
        return Ok(Vec::new());
    }
    for Holding { role, branch } in roles {
        if permissions::permissions_of(tx, role)?.iter().any(|permission| !own.hold(permission, *branch)) {
            let message = Message::new("staff-role-too-much");
            return Ok(vec![Reason { field: Some("roles"), message }]);
        }
    }
    Ok(Vec::new())
}

/// The account of a colleague about whom the one who acts may decide: of nobody who does not work here, and of nobody who may
/// do more than they; a new password for the head would be the head's power.
fn within_own(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Account> {
    // Two who decide about each other at once are heard one after the other.
    tx.lock("staff", &"")?;
    let held = permissions::holdings(tx, person)?;
    let account = accounts::of(tx, person)?.filter(|account| !held.is_empty() && account.closed_at.is_none());
    let account = account.ok_or(Error::Missing)?;
    if excess(tx, act, &held)?.is_empty() {
        return Ok(account);
    }
    Err(Refusal::new(Kind::Forbidden, Message::new("staff-above")).into())
}

/// Those who hold `role`, with where, in the order of their names.
///
/// # Errors
/// Those of the database.
pub fn holders(tx: &mut Tx<'_>, role: &str) -> Result<Vec<Colleague>> {
    let held = |one: &Colleague| one.roles.iter().any(|held| held.role == role);
    Ok(all(tx)?.into_iter().filter(held).collect())
}
