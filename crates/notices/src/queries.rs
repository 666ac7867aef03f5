//! What pages read of messages.

use jiff::Timestamp;
use kernel::{Act, Date, Id, Person};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Channel, Delivery, State, Told};

/// A message in somebody's inbox.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Lying {
    /// Which.
    pub id: Id<Told>,
    /// Its kind.
    pub kind: String,
    /// Its values, as JSON.
    pub contents: String,
    /// Where one goes on.
    pub link: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// A page of somebody's inbox, the newest first.
///
/// # Errors
/// Those of the database.
pub fn inbox(tx: &mut Tx<'_>, person: Id<Person>, limit: i64, offset: i64) -> Result<Vec<Lying>> {
    tx.all(
        sql!(
            "SELECT n.id, n.kind, n.contents, n.link, n.created_at, n.read_at
             FROM notice n JOIN delivery d ON d.notice = n.id AND d.channel = 'inbox'
             WHERE n.recipient = ?1 ORDER BY n.created_at DESC, n.id DESC LIMIT ?2 OFFSET ?3"
        ),
        vals![person, limit, offset],
    )
}

/// How many messages lie in somebody's inbox.
///
/// # Errors
/// Those of the database.
pub fn lying(tx: &mut Tx<'_>, person: Id<Person>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM notice n JOIN delivery d ON d.notice = n.id AND d.channel = 'inbox'
             WHERE n.recipient = ?1"
        ),
        vals![person],
    )?;
    Ok(count)
}

/// How many of them are unread.
///
/// # Errors
/// Those of the database.
pub fn unread(tx: &mut Tx<'_>, person: Id<Person>) -> Result<i64> {
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM notice n JOIN delivery d ON d.notice = n.id AND d.channel = 'inbox'
             WHERE n.recipient = ?1 AND n.read_at IS NULL"
        ),
        vals![person],
    )?;
    Ok(count)
}

/// Notes that somebody has read a message, or all of them.
///
/// # Errors
/// Those of the database.
pub fn mark_read(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, notice: Option<Id<Told>>) -> Result<u64> {
    tx.exec(
        sql!(
            "UPDATE notice SET read_at = CASE WHEN created_at > ?3 THEN created_at ELSE ?3 END
             WHERE recipient = ?1 AND read_at IS NULL AND (CAST(?2 AS UUID) IS NULL OR id = ?2)"
        ),
        vals![person, notice, act.at],
    )
}

/// A delivery as the staff see it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Which.
    pub id: Id<Delivery>,
    /// The message.
    pub notice: Id<Told>,
    /// Its kind.
    pub kind: String,
    /// Its values, as JSON.
    pub contents: String,
    /// Where one goes on.
    pub link: Option<String>,
    /// Who reads it.
    pub recipient: Id<Person>,
    /// That person's name.
    pub name: String,
    /// Whom it is about, where that is not who reads it.
    pub about: Option<Id<Person>>,
    /// By which way.
    pub channel: Option<Channel>,
    /// How it stands.
    pub state: State,
    /// The number or address.
    pub address: Option<String>,
    /// Why it failed or was missed.
    pub reason: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was told.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl Listed {
    /// Whose data it tells.
    pub fn people(&self) -> impl Iterator<Item = Id<Person>> + use<> {
        std::iter::once(self.recipient).chain(self.about)
    }
}

/// The statement that reads deliveries.
macro_rules! listed {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT d.id, d.notice, n.kind, n.contents, n.link, n.recipient, p.name, n.about, d.channel, d.state,
                    d.address, d.reason, d.attempts, d.created_at, d.ended_at
             FROM delivery d JOIN notice n ON n.id = d.notice JOIN party p ON p.id = n.recipient ",
            $rest
        ))
    };
}

/// What the staff look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// How it stands.
    pub state: Option<State>,
    /// Its kind.
    pub kind: Option<String>,
    /// Who reads it.
    pub person: Option<Id<Person>>,
}

/// A page of deliveries, the newest first.
///
/// # Errors
/// Those of the database.
pub fn deliveries(tx: &mut Tx<'_>, asked: &Asked, limit: i64, offset: i64) -> Result<Vec<Listed>> {
    tx.all(
        listed!(
            "WHERE (CAST(?1 AS TEXT) IS NULL OR d.state = ?1) AND (CAST(?2 AS TEXT) IS NULL OR n.kind = ?2)
               AND (CAST(?3 AS UUID) IS NULL OR n.recipient = ?3 OR n.about = ?3)
             ORDER BY d.created_at DESC, d.id DESC LIMIT ?4 OFFSET ?5"
        ),
        vals![asked.state, asked.kind, asked.person, limit, offset],
    )
}

/// How many deliveries there are in each state that somebody may have to look at.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(State, i64)>> {
    tx.all(
        sql!("SELECT state, count(*) FROM delivery WHERE state <> 'sent' GROUP BY state ORDER BY state"),
        vals![],
    )
}

/// One delivery.
///
/// # Errors
/// Those of the database.
pub fn delivery(tx: &mut Tx<'_>, delivery: Id<Delivery>) -> Result<Option<Listed>> {
    tx.opt(listed!("WHERE d.id = ?1"), vals![delivery])
}

/// Every delivery of the same message, in the order they were gone.
///
/// # Errors
/// Those of the database.
pub fn of_notice(tx: &mut Tx<'_>, notice: Id<Told>) -> Result<Vec<Listed>> {
    tx.all(listed!("WHERE d.notice = ?1 ORDER BY d.created_at, d.id"), vals![notice])
}

/// What waits to be sent by hand by a way, the longest waiting first.
///
/// # Errors
/// Those of the database.
pub fn waiting(tx: &mut Tx<'_>, channel: Channel, limit: i64) -> Result<Vec<Listed>> {
    tx.all(
        listed!("WHERE d.channel = ?1 AND d.state = 'waiting' ORDER BY d.created_at, d.id LIMIT ?2"),
        vals![channel, limit],
    )
}

/// How much waits to be sent by hand by a way.
///
/// # Errors
/// Those of the database.
pub fn waiting_count(tx: &mut Tx<'_>, channel: Channel) -> Result<i64> {
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM delivery WHERE channel = ?1 AND state = 'waiting'"),
        vals![channel],
    )?;
    Ok(count)
}

/// How many messages went out by a way between two days, both included.
///
/// # Errors
/// Those of the database.
pub fn sent(tx: &mut Tx<'_>, act: &Act, channel: Channel, from: Date, to: Date) -> Result<i64> {
    let span = act.span(from, to);
    let (count,) = tx.one(
        sql!(
            "SELECT count(*) FROM delivery
             WHERE channel = ?1 AND state = 'sent' AND ended_at >= ?2 AND ended_at < ?3"
        ),
        vals![channel, span.start, span.end],
    )?;
    Ok(count)
}
