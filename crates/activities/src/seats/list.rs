//! Registrations as pages and programs read them.

use kernel::{Id, Kind as No, Message, Person, Refusal, Timestamp};
use people::name::folded;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    codes,
    model::{Activity, Pool, Registration, Session, Standing, Step},
};

macro_rules! registrations {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT r.id, r.code, r.secret, r.activity, r.pool, p.session, r.state, r.size, r.until, r.party, r.kind, r.name,
                 r.organisation, r.phone, r.email, r.born, r.guardian, r.guardian_phone, r.needs, r.photos, r.response, r.approved_at,
                 r.queued_at, r.created_at, r.result, r.passed
             FROM registration r JOIN seat_pool p ON p.id = r.pool ",
            $rest
        ))
    };
}

fn unknown() -> store::Error {
    Refusal::new(No::Missing, Message::new("registration-unknown")).into()
}

/// A registration.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Registration> {
    tx.opt(registrations!("WHERE r.id = ?1"), vals![id])?.ok_or_else(unknown)
}

/// The registration whose ticket has this address.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn by_secret(tx: &mut Tx<'_>, secret: &str) -> Result<Registration> {
    tx.opt(registrations!("WHERE r.secret = ?1"), vals![secret])?.ok_or_else(unknown)
}

/// The registration of an activity that this was read out or scanned for: the code, or the address of the ticket.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn by_code(tx: &mut Tx<'_>, activity: Id<Activity>, said: &str) -> Result<Registration> {
    let said = said.trim();
    let secret = said.rsplit('/').next().unwrap_or_default();
    let code = codes::read(said);
    tx.opt(
        registrations!("WHERE r.activity = ?1 AND (r.code = ?2 OR r.secret = ?3)"),
        vals![activity, code, secret],
    )?
    .ok_or_else(unknown)
}

/// A registration as a list of the staff shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    /// Which.
    pub id: Id<Registration>,
    /// What is read out at the door.
    pub code: String,
    /// For which seats.
    pub pool: Id<Pool>,
    /// What those are called.
    pub pool_name: String,
    /// For which session; none where for all.
    pub session: Option<Id<Session>>,
    /// Whom the library tells.
    pub party: Option<Id<Person>>,
    /// How it stands.
    pub state: Standing,
    /// How many.
    pub size: i64,
    /// The name it is under.
    pub name: String,
    /// The school or circle.
    pub organisation: String,
    /// The number to call.
    pub phone: String,
    /// What they need.
    pub needs: String,
    /// Whether they may be in pictures.
    pub photos: Option<bool>,
    /// Whether it was agreed to.
    pub approved_at: Option<Timestamp>,
    /// When it came.
    pub created_at: Timestamp,
}

macro_rules! lines {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT r.id, r.code, r.pool, p.name AS pool_name, p.session, r.party, r.state, r.size, r.name, r.organisation, r.phone,
                 r.needs, r.photos, r.approved_at, r.created_at
             FROM registration r JOIN seat_pool p ON p.id = r.pool ",
            $rest
        ))
    };
}

/// The registrations of an activity in the order they came, after one of them; so many at most.
///
/// # Errors
/// Those of the database.
pub fn since(
    tx: &mut Tx<'_>,
    activity: Id<Activity>,
    after: Option<Id<Registration>>,
    most: i64,
) -> Result<Vec<Line>> {
    tx.all(
        lines!("WHERE r.activity = ?1 AND (CAST(?2 AS UUID) IS NULL OR r.id > ?2) ORDER BY r.id LIMIT ?3"),
        vals![activity, after, most],
    )
}

/// A page of the registrations of an activity with these words in their name, or this code: those who wait for a decision first, then by how they stand and name.
///
/// # Errors
/// Those of the database.
pub fn lines(
    tx: &mut Tx<'_>,
    activity: Id<Activity>,
    (state, words): (Option<Standing>, &str),
    (limit, offset): (i64, i64),
) -> Result<Vec<Line>> {
    tx.all(
        lines!(
            "WHERE r.activity = ?1 AND (?2 = '' OR r.state = ?2) AND (r.folded LIKE ?5 ESCAPE '~' OR r.code = ?6)
             ORDER BY CASE r.state WHEN 'pending' THEN 0 WHEN 'offered' THEN 1 WHEN 'confirmed' THEN 2
                 WHEN 'waitlisted' THEN 3 ELSE 4 END, r.folded, r.id LIMIT ?3 OFFSET ?4"
        ),
        vals![
            activity,
            state.map_or("", Standing::as_str),
            limit,
            offset,
            store::containing(&folded(words)),
            codes::read(words)
        ],
    )
}

/// How many registrations of an activity there are.
///
/// # Errors
/// Those of the database.
pub fn count(
    tx: &mut Tx<'_>,
    activity: Id<Activity>,
    (state, words): (Option<Standing>, &str),
) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM registration r WHERE r.activity = ?1 AND (?2 = '' OR r.state = ?2)
                 AND (r.folded LIKE ?3 ESCAPE '~' OR r.code = ?4)"
        ),
        vals![
            activity,
            state.map_or("", Standing::as_str),
            store::containing(&folded(words)),
            codes::read(words)
        ],
    )?;
    Ok(count)
}

/// How many registrations wait for seats of a kind, and how many of them before this one; those that are larger than all
/// seats together stand in nobody's way.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, of: &Registration) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN r.queued_at < ?2 OR (r.queued_at = ?2 AND r.id < ?3) THEN 1 ELSE 0 END), 0)
                 AS BIGINT) FROM registration r JOIN seat_pool p ON p.id = r.pool
             WHERE r.pool = ?1 AND r.state = 'waitlisted' AND r.size <= p.capacity"
        ),
        vals![of.pool, of.queued_at.unwrap_or(Timestamp::MAX), of.id],
    )
}

/// What became of a registration, from the beginning.
///
/// # Errors
/// Those of the database.
pub fn steps(tx: &mut Tx<'_>, id: Id<Registration>) -> Result<Vec<Step>> {
    tx.all(
        sql!("SELECT at, state, why, free, note FROM registration_step WHERE registration = ?1 ORDER BY at, id LIMIT 200"),
        vals![id],
    )
}
