//! Who was there: facts, each with an id from where it was noted.

use jiff::SignedDuration;
use kernel::{Act, Id, Kind as No, Message, Person, Refusal, Timestamp};
use people::{Profile, name::folded};
use platform::audit;
use serde_json::json;
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{
    certificates, events,
    model::{Attended, Band, Presence, Registration, Session, Sex, Source, Standing},
    planning, seats, sessions,
};

macro_rules! notes {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT t.id, t.kind, t.registration, t.party, t.name, t.sex, t.band, t.heads, t.at, t.counted, r.size, r.code
             FROM attendance t LEFT JOIN registration r ON r.id = t.registration ",
            $rest
        ))
    };
}

/// How many people one count may be.
const MOST_HEADS: i64 = 5_000;

/// Where and when somebody was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Made where it is noted: the same id twice is one fact.
    pub id: Id<Attended>,
    /// At what.
    pub session: Id<Session>,
    /// When.
    pub at: Timestamp,
    /// Where it was noted.
    pub source: Source,
}

/// What came of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It counts.
    Counted(Id<Attended>),
    /// They were counted before; it is kept.
    Again(Id<Attended>),
}

/// The moment something was noted on a device whose clock may be wrong: its distance from the device's now, taken from ours,
/// and never to come.
pub fn moment(act: &Act, then: Timestamp, now: Timestamp) -> Timestamp {
    let ago = now.duration_since(then).max(SignedDuration::ZERO).min(SignedDuration::from_hours(24 * 30));
    act.at.saturating_sub(ago).unwrap_or(act.at)
}

fn known(tx: &mut Tx<'_>, id: Id<Attended>) -> Result<Option<Noted>> {
    let row: Option<(bool,)> = tx.opt(sql!("SELECT counted FROM attendance WHERE id = ?1"), vals![id])?;
    Ok(row.map(|(counted,)| if counted { Noted::Counted(id) } else { Noted::Again(id) }))
}

/// The session, where people can be at it: it stands, everybody knows of it, and its day has begun.
fn open(tx: &mut Tx<'_>, act: &Act, note: &Note) -> Result<Session> {
    let session = sessions::one(tx, note.session)?;
    let activity = planning::one(tx, session.activity)?;
    let day = |at: Timestamp| activity.zone().to_datetime(at).date();
    let key = if !session.stands() {
        "attendance-off"
    } else if activity.published_at.is_none() {
        "attendance-draft"
    } else if day(note.at.min(act.at)) < day(session.starts_at) {
        "attendance-early"
    } else {
        return Ok(session);
    };
    Err(Refusal::new(No::Conflict, Message::new(key).with("at", session.starts_at)).into())
}

/// Somebody who has registered is here: by the code or the address of the ticket, or chosen by name.
///
/// # Errors
/// A refusal where they have no seat at this session; those of the database.
pub fn check_in(tx: &mut Tx<'_>, act: &Act, note: &Note, registration: Id<Registration>) -> Result<Noted> {
    check_in_some(tx, act, note, registration, None)
}

/// The same of a class or a group of which so many came; all of it where nothing is said.
///
/// # Errors
/// A refusal where they have no seat at this session, and of none and more than registered; those of the database.
pub fn check_in_some(
    tx: &mut Tx<'_>,
    act: &Act,
    note: &Note,
    registration: Id<Registration>,
    heads: Option<i64>,
) -> Result<Noted> {
    tx.lock("attendance", &registration)?;
    if let Some(noted) = known(tx, note.id)? {
        return Ok(noted);
    }
    let session = open(tx, act, note)?;
    let found = seats::one(tx, registration)?;
    let is_here = found.activity == session.activity && found.session.is_none_or(|one| one == session.id);
    if !is_here {
        return Err(Refusal::new(No::Conflict, Message::new("attendance-elsewhere")).into());
    }
    if found.state != Standing::Confirmed {
        return Err(
            Refusal::new(No::Conflict, Message::new("attendance-no-seat").with("name", found.name)).into()
        );
    }
    let heads = among(heads.unwrap_or(found.size), found.size)?;
    let day = sessions_day(act, &session);
    let band = Band::of(found.born, day);
    let (before,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM attendance WHERE session = ?1 AND registration = ?2 AND counted"),
        vals![session.id, registration],
    )?;
    forgo_walk_in(tx, &session, &found)?;
    let row = Row {
        kind: Presence::Registered,
        registration: Some(registration),
        party: found.party,
        name: &found.name,
        sex: Sex::Unknown,
        band,
        heads,
    };
    insert(tx, act, note, &row, before == 0)
}

/// So many of those who registered: some, and never more.
fn among(heads: i64, size: i64) -> Result<i64> {
    if (1..=size).contains(&heads) {
        return Ok(heads);
    }
    let message = Message::new("register-size-wrong").with("most", size);
    Err(Refusal::of_field("jumlah", message).into())
}

/// Whoever walked in and is then found among those who registered is one: what counts is that they registered.
fn forgo_walk_in(tx: &mut Tx<'_>, session: &Session, found: &Registration) -> Result<()> {
    let Some(party) = found.party else { return Ok(()) };
    let walked: Vec<(Id<Attended>, String)> = tx.all(
        sql!("SELECT id, name FROM attendance WHERE session = ?1 AND party = ?2 AND kind = 'walk-in' AND counted"),
        vals![session.id, party],
    )?;
    let same = walked.into_iter().filter(|(_, name)| folded(name) == folded(&found.name));
    same.into_iter().try_for_each(|(id, _)| {
        tx.exec(sql!("UPDATE attendance SET counted = FALSE WHERE id = ?1"), vals![id]).map(drop)
    })
}

fn sessions_day(act: &Act, session: &Session) -> kernel::Date {
    session.starts_at.to_zoned_datetime(act.zone.clone()).date()
}

/// Somebody who has not registered is here, with a name and, where they like, a number.
///
/// # Errors
/// A refusal without a name; those of the database.
pub fn walk_in(
    tx: &mut Tx<'_>,
    act: &Act,
    note: &Note,
    name: &str,
    phone: &str,
    band: Band,
) -> Result<Noted> {
    tx.lock("attendance", &note.id)?;
    if let Some(noted) = known(tx, note.id)? {
        return Ok(noted);
    }
    open(tx, act, note)?;
    let name = name.trim();
    if !(1..=200).contains(&name.chars().count()) {
        return Err(Refusal::of_field("name", Message::new("register-name-missing")).into());
    }
    if !phone.trim().is_empty() && people::phone::normalised(phone).is_none() {
        return Err(Refusal::of_field("phone", Message::new("register-phone-wrong")).into());
    }
    let profile = Profile { name: name.to_owned(), phone: phone.to_owned(), ..Profile::default() };
    let party = seats::known_or_entered(tx, act, &profile)?;
    let before = match party {
        Some(party) => came(tx, note.session, party, name)?,
        None => false,
    };
    let row =
        Row { kind: Presence::WalkIn, registration: None, party, name, sex: Sex::Unknown, band, heads: 1 };
    insert(tx, act, note, &row, !before)
}

/// Whether they were noted before: walking in, or by this name on a registration, whose number may be that of a parent.
fn came(tx: &mut Tx<'_>, session: Id<Session>, party: Id<Person>, name: &str) -> Result<bool> {
    let noted: Vec<(Presence, String)> = tx.all(
        sql!("SELECT kind, name FROM attendance WHERE session = ?1 AND party = ?2 AND counted"),
        vals![session, party],
    )?;
    Ok(noted.iter().any(|(kind, known)| *kind == Presence::WalkIn || folded(known) == folded(name)))
}

/// How many of one sex and age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Their sex.
    pub sex: Sex,
    /// Their age.
    pub band: Band,
    /// How many.
    pub heads: i64,
}

/// People are counted without names. The cells of one count share its id: the first has it, the others follow from it.
///
/// # Errors
/// A refusal of none and of too many; those of the database.
pub fn headcount(tx: &mut Tx<'_>, act: &Act, note: &Note, cells: &[Cell]) -> Result<Noted> {
    tx.lock("attendance", &note.id)?;
    if let Some(noted) = known(tx, note.id)? {
        return Ok(noted);
    }
    open(tx, act, note)?;
    let heads: i64 = cells.iter().map(|cell| cell.heads.clamp(0, MOST_HEADS + 1)).sum();
    if !(1..=MOST_HEADS).contains(&heads) || cells.iter().any(|cell| cell.heads < 0) {
        let message = Message::new("headcount-wrong").with("most", MOST_HEADS);
        return Err(Refusal::of_field("heads", message).into());
    }
    let mut noted = Noted::Counted(note.id);
    for (n, cell) in cells.iter().filter(|cell| cell.heads > 0).enumerate() {
        let id = if n == 0 { note.id } else { Id::new() };
        let row = Row {
            kind: Presence::Headcount,
            registration: None,
            party: None,
            name: "",
            sex: cell.sex,
            band: cell.band,
            heads: cell.heads,
        };
        noted = insert(tx, act, &Note { id, ..*note }, &row, true)?;
    }
    Ok(noted)
}

struct Row<'a> {
    kind: Presence,
    registration: Option<Id<Registration>>,
    party: Option<Id<Person>>,
    name: &'a str,
    sex: Sex,
    band: Band,
    heads: i64,
}

fn insert(tx: &mut Tx<'_>, act: &Act, note: &Note, row: &Row<'_>, counted: bool) -> Result<Noted> {
    tx.exec(
        sql!(
            "INSERT INTO attendance (id, session, kind, registration, party, name, sex, band, heads, at, recorded_at,
                 recorded_by, source, counted, undone_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, NULL)"
        ),
        vals![
            note.id,
            note.session,
            row.kind,
            row.registration,
            row.party,
            row.name,
            row.sex,
            row.band,
            row.heads,
            note.at.min(act.at),
            act.at,
            act.by.person(),
            note.source,
            counted
        ],
    )?;
    if !counted {
        return Ok(Noted::Again(note.id));
    }
    events::came(tx, act, note.id, note.session, row.heads)?;
    Ok(Noted::Counted(note.id))
}

/// Takes a note back: it stays, and counts no more.
///
/// # Errors
/// [`Error::Missing`] where there is none that counts, and a refusal while a certificate rests on it; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, session: Id<Session>, id: Id<Attended>) -> Result<()> {
    let found: Option<Attended> =
        tx.opt(notes!("WHERE t.id = ?1 AND t.session = ?2 AND t.counted"), vals![id, session])?;
    let one = found.ok_or(Error::Missing)?;
    let activity = sessions::one(tx, session)?.activity;
    if let Some(registration) = one.registration {
        certificates::rests_not_on(tx, (activity, registration), "kode")?;
    }
    take_back(tx, act, &one)?;
    audit::record(tx, act, "attendance.undone", "activity", activity, &json!({}))
}

/// Of a class or a group so many came, whatever was noted before: what counted of it is taken back, and this note stands in its
/// place, from the same moment.
///
/// # Errors
/// A refusal where they have no seat at this session, and of none and more than registered; those of the database.
pub fn recount(
    tx: &mut Tx<'_>,
    act: &Act,
    note: &Note,
    registration: Id<Registration>,
    heads: i64,
) -> Result<Noted> {
    tx.lock("attendance", &registration)?;
    if let Some(noted) = known(tx, note.id)? {
        return Ok(noted);
    }
    let Some(one) = note_of(tx, note.session, registration)? else {
        return check_in_some(tx, act, note, registration, Some(heads));
    };
    if among(heads, one.size.unwrap_or(1))? == one.heads {
        return Ok(Noted::Counted(one.id));
    }
    take_back(tx, act, &one)?;
    let row = Row {
        kind: one.kind,
        registration: one.registration,
        party: one.party,
        name: &one.name,
        sex: one.sex,
        band: one.band,
        heads,
    };
    let noted = insert(tx, act, &Note { at: one.at, ..*note }, &row, true)?;
    let activity = sessions::one(tx, note.session)?.activity;
    let facts = json!({ "from": one.heads, "to": heads });
    audit::record(tx, act, "attendance.recounted", "activity", activity, &facts)?;
    Ok(noted)
}

fn take_back(tx: &mut Tx<'_>, act: &Act, one: &Attended) -> Result<()> {
    let rows = tx.exec(
        sql!("UPDATE attendance SET counted = FALSE, undone_at = ?2 WHERE id = ?1 AND counted"),
        vals![one.id, act.at],
    )?;
    if rows == 0 { Err(Error::Missing) } else { Ok(()) }
}

/// The note that counts of a registration at a session, where there is one.
///
/// # Errors
/// Those of the database.
pub fn note_of(
    tx: &mut Tx<'_>,
    session: Id<Session>,
    registration: Id<Registration>,
) -> Result<Option<Attended>> {
    tx.opt(notes!("WHERE t.session = ?1 AND t.registration = ?2 AND t.counted"), vals![session, registration])
}

/// The notes of a session, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, session: Id<Session>, limit: i64) -> Result<Vec<Attended>> {
    tx.all(
        notes!(
            "WHERE t.session = ?1 AND t.undone_at IS NULL ORDER BY t.recorded_at DESC, t.id DESC LIMIT ?2"
        ),
        vals![session, limit],
    )
}

/// At which sessions somebody was, on a registration.
///
/// # Errors
/// Those of the database.
pub fn by(tx: &mut Tx<'_>, registration: Id<Registration>) -> Result<Vec<Id<Session>>> {
    let rows: Vec<(Id<Session>,)> = tx.all(
        sql!("SELECT session FROM attendance WHERE registration = ?1 AND counted ORDER BY at, id"),
        vals![registration],
    )?;
    Ok(rows.into_iter().map(|(session,)| session).collect())
}

/// What a session came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// How many were there.
    pub present: i64,
    /// How many of them had registered.
    pub registered: i64,
    /// How many seats are confirmed.
    pub expected: i64,
}

/// What a session came to.
///
/// # Errors
/// Those of the database.
pub fn tally(tx: &mut Tx<'_>, session: &Session) -> Result<Tally> {
    tx.one(
        sql!(
            "SELECT CAST(COALESCE((SELECT SUM(t.heads) FROM attendance t WHERE t.session = ?1 AND t.counted), 0) AS BIGINT) AS present,
                 CAST(COALESCE((SELECT SUM(t.heads) FROM attendance t
                     WHERE t.session = ?1 AND t.counted AND t.kind = 'registered'), 0) AS BIGINT) AS registered,
                 CAST(COALESCE((SELECT SUM(r.size) FROM registration r JOIN seat_pool p ON p.id = r.pool
                     WHERE r.activity = ?2 AND r.state = 'confirmed' AND (p.session IS NULL OR p.session = ?1)), 0) AS BIGINT)
                     AS expected"
        ),
        vals![session.id, session.activity],
    )
}

/// Who is expected at a session, with whether they are there.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Expected {
    /// Their registration.
    pub id: Id<Registration>,
    /// What is read out.
    pub code: String,
    /// What their ticket holds, for a scanner.
    pub secret: String,
    /// Who it is, where the register knows.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub name: String,
    /// The school or circle.
    pub organisation: String,
    /// How many.
    pub size: i64,
    /// What they need.
    pub needs: String,
    /// The note that they are there.
    pub note: Option<Id<Attended>>,
}

/// Whoever has a confirmed seat at a session and these words in their name, by name; so many at most.
///
/// # Errors
/// Those of the database.
pub fn expected(tx: &mut Tx<'_>, session: &Session, words: &str, most: i64) -> Result<Vec<Expected>> {
    tx.all(
        sql!(
            "SELECT r.id, r.code, r.secret, r.party, r.name, r.organisation, r.size, r.needs, t.id AS note
             FROM registration r JOIN seat_pool p ON p.id = r.pool
             LEFT JOIN attendance t ON t.registration = r.id AND t.session = ?1 AND t.counted
             WHERE r.activity = ?2 AND r.state = 'confirmed' AND (p.session IS NULL OR p.session = ?1)
                 AND r.folded LIKE ?3 ESCAPE '~'
             ORDER BY r.folded, r.id LIMIT ?4"
        ),
        vals![session.id, session.activity, store::containing(&folded(words)), most],
    )
}
