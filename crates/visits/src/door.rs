//! Writing visits down, and taking them back.

use jiff::SignedDuration;
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal, Timestamp};
use membership::{Member, cards, members};
use people::parties;
use platform::{audit, library::Branch};
use store::{Error, FromRow, Result, Tx, sql, vals};

use crate::{Band, Cell, Entry, Kind, New, Purpose, Recorded, Sex, Source, kiosks::Kiosk, rules, settings};

/// How many people one entry may count: a festival's crowd, not a slip of the finger.
pub const MOST_HEADS: i64 = 5_000;
const NOTE_LENGTH: usize = 200;
/// That a card was replaced by another one.
const REPLACED: &str = "visit-card-replaced";

/// The member a card belongs to.
///
/// # Errors
/// A refusal when nobody has this number, and when the card was replaced, with the number on the new one; those of the
/// database.
pub fn holder(tx: &mut Tx<'_>, code: &str) -> Result<Member> {
    if let Some(member) = members::by_code(tx, code)? {
        return Ok(member);
    }
    let message = match cards::retired(tx, code)? {
        Some(old) => Message::new(REPLACED).with("code", old.code).with("now", old.now),
        None => Message::new("visit-card-unknown"),
    };
    Err(Refusal::of_field("card", message).into())
}

/// Whether a refusal says that a card was replaced.
pub(crate) fn is_replaced(refusal: &Refusal) -> bool {
    refusal.reasons.iter().any(|reason| reason.message.key == REPLACED)
}

/// Counts a member. The same card within minutes (a setting) counts once, wherever in the place it is scanned. A
/// membership that has ended counts as well: the person is here.
///
/// # Errors
/// A refusal for a day that has not come or is long ago; those of the database.
pub fn member(tx: &mut Tx<'_>, act: &Act, new: &New, member: &Member) -> Result<Recorded> {
    in_time(act, new)?;
    let again = SignedDuration::from_mins(settings::AGAIN_MINUTES.number(tx)?);
    // Of two doors that scan the same card at once, the second sees what the first has written.
    tx.lock("visit", &member.person)?;
    if known(tx, new.id)? {
        return Ok(Recorded::Again(new.id));
    }
    if let Some(id) = counted(tx, member.person, new.branch, new.at - again, new.at + again)? {
        return Ok(Recorded::Again(id));
    }
    let day = day_of(act, new);
    let sex = parties::one(tx, member.person)?.sex;
    let cell = Cell { sex: sex.into(), band: Band::of(member.born, day), heads: 1 };
    insert(tx, act, new, &Row { kind: Kind::Member, cell, party: Some(member.person), note: None })?;
    Ok(Recorded::Counted(new.id))
}

/// The entry that has counted a member at a place between two moments, both excluded.
pub(crate) fn counted(
    tx: &mut Tx<'_>,
    person: Id<Person>,
    branch: Id<Branch>,
    after: Timestamp,
    before: Timestamp,
) -> Result<Option<Id<Entry>>> {
    let found: Option<(Id<Entry>,)> = tx.opt(
        sql!(
            "SELECT v.id FROM visit v WHERE v.party = ?1 AND v.at > ?2 AND v.at < ?3 AND v.branch = ?4
                 AND v.kind = 'member' AND v.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM visit r WHERE r.reverses = v.id)
             ORDER BY v.at DESC LIMIT 1"
        ),
        vals![person, after, before, branch],
    )?;
    Ok(found.map(|(id,)| id))
}

/// Counts guests: one with a tap, or those of a paper sheet together.
///
/// # Errors
/// A refusal when there are none or too many, or for a day that has not come or is long ago; those of the database.
pub fn guests(tx: &mut Tx<'_>, act: &Act, new: &New, cells: &[Cell]) -> Result<Recorded> {
    several(tx, act, new, cells, |cell| Row { kind: Kind::Guest, cell, party: None, note: None })
}

/// A card nobody knows was held to a tablet that had no connection: somebody came, and what the card said is noted.
///
/// # Errors
/// Those of the database.
pub fn stranger(tx: &mut Tx<'_>, act: &Act, new: &New, code: &str) -> Result<Recorded> {
    let note: String = code.trim().chars().take(NOTE_LENGTH).collect();
    let note = Some(note).filter(|note| !note.is_empty());
    several(tx, act, new, &[Cell::ONE], |cell| Row {
        kind: Kind::Guest,
        cell,
        party: None,
        note: note.clone(),
    })
}

/// Counts people who came together, from a party of the register or from where they say.
///
/// # Errors
/// A refusal when there are none or too many, the name is too long, or as [`guests`]; those of the database.
pub fn group(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &New,
    cells: &[Cell],
    party: Option<Id<Person>>,
    from: &str,
) -> Result<Recorded> {
    let from = from.trim();
    if from.chars().count() > NOTE_LENGTH {
        return Err(Refusal::of_field("from", Message::new("member-text-too-long")).into());
    }
    let party = party.map(|party| parties::living(tx, party)).transpose()?.map(|party| party.id);
    let note = Some(from).filter(|from| party.is_none() && !from.is_empty()).map(str::to_owned);
    several(tx, act, new, cells, |cell| Row { kind: Kind::Group, cell, party, note: note.clone() })
}

fn several(
    tx: &mut Tx<'_>,
    act: &Act,
    new: &New,
    cells: &[Cell],
    row: impl Fn(Cell) -> Row,
) -> Result<Recorded> {
    let object = |key: &'static str| {
        let reason = Reason { field: Some("people"), message: Message::new(key).with("most", MOST_HEADS) };
        Error::Refused(Refusal { kind: No::Invalid, reasons: vec![reason] })
    };
    in_time(act, new)?;
    if cells.iter().any(|cell| cell.heads < 0) {
        return Err(object("visit-heads-wrong"));
    }
    match cells.iter().fold(0_i64, |sum, cell| sum.saturating_add(cell.heads)) {
        0 => return Err(object("visit-heads-none")),
        1..=MOST_HEADS => {}
        _ => return Err(object("visit-heads-many")),
    }
    tx.lock("visit", &new.id)?;
    if known(tx, new.id)? {
        return Ok(Recorded::Again(new.id));
    }
    let mut cells = cells.to_vec();
    cells.sort_by_key(|cell| (cell.sex, cell.band));
    cells.dedup_by(|later, first| {
        let same = (first.sex, first.band) == (later.sex, later.band);
        first.heads += if same { later.heads } else { 0 };
        same
    });
    for cell in cells.into_iter().filter(|cell| cell.heads > 0) {
        insert(tx, act, new, &row(cell))?;
    }
    Ok(Recorded::Counted(new.id))
}

/// What differs between the rows of an entry, and between kinds of entries.
struct Row {
    kind: Kind,
    cell: Cell,
    party: Option<Id<Person>>,
    note: Option<String>,
}

fn day_of(act: &Act, new: &New) -> Date {
    new.at.to_zoned_datetime(act.zone.clone()).date()
}

fn in_time(act: &Act, new: &New) -> Result<()> {
    match rules::day_objection(day_of(act, new), act.today()) {
        Some(message) => Err(Refusal::of_field("at", message).into()),
        None => Ok(()),
    }
}

fn insert(tx: &mut Tx<'_>, act: &Act, new: &New, row: &Row) -> Result<()> {
    let local = new.at.to_zoned_datetime(act.zone.clone());
    let hour = new.hour_known.then(|| i64::from(local.hour()));
    tx.exec(
        sql!(
            "INSERT INTO visit (id, sex, band, heads, kind, branch, room, purpose, day, hour, at, party, note, source,
                                kiosk, recorded_at, recorded_by, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, NULL)"
        ),
        vals![
            new.id,
            row.cell.sex,
            row.cell.band,
            row.cell.heads,
            row.kind,
            new.branch,
            new.room,
            new.purpose,
            local.date(),
            hour,
            new.at,
            row.party,
            row.note,
            new.source,
            new.kiosk,
            act.at,
            act.by.person()
        ],
    )?;
    Ok(())
}

/// Whether an entry is in the book.
fn known(tx: &mut Tx<'_>, id: Id<Entry>) -> Result<bool> {
    let found: Option<(i64,)> = tx.opt(sql!("SELECT heads FROM visit WHERE id = ?1 LIMIT 1"), vals![id])?;
    Ok(found.is_some())
}

/// What somebody says of themselves after the tap that counted them: only what was not known is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Described {
    /// Their sex and age band.
    pub who: Option<(Sex, Band)>,
    /// What they came for.
    pub purpose: Option<Purpose>,
}

/// Fills in what a single visitor says of themselves.
///
/// # Errors
/// Those of the database.
pub fn describe(tx: &mut Tx<'_>, id: Id<Entry>, said: Described) -> Result<()> {
    if let Some((sex, band)) = said.who {
        tx.exec(
            sql!(
                "UPDATE visit SET sex = ?2, band = ?3 WHERE id = ?1 AND kind = 'guest' AND heads = 1
                     AND sex = 'unknown' AND band = 'unknown'
                     AND NOT EXISTS (SELECT 1 FROM visit r WHERE r.reverses = ?1)"
            ),
            vals![id, sex, band],
        )?;
    }
    if let Some(purpose) = said.purpose {
        tx.exec(
            sql!(
                "UPDATE visit SET purpose = ?2 WHERE id = ?1 AND purpose IS NULL AND reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM visit r WHERE r.reverses = ?1)"
            ),
            vals![id, purpose],
        )?;
    }
    Ok(())
}

/// Takes an entry back: it stays, and an entry beside it takes its heads away, on its own day and hour. One that was
/// taken back already stays so.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Entry>) -> Result<Entry> {
    tx.lock("visit", &id)?;
    let before = entry(tx, id)?;
    if !before.reversed {
        copy(tx, act, id, Id::new(), Some(id))?;
        audit::record(tx, act, "visit.reversed", "visit", id, &facts(&before))?;
    }
    Ok(before)
}

/// Enters what was taken back once more, as it was.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn restore(tx: &mut Tx<'_>, act: &Act, id: Id<Entry>) -> Result<Id<Entry>> {
    tx.lock("visit", &id)?;
    let before = entry(tx, id)?;
    if !before.reversed {
        return Ok(id);
    }
    // Once, also where the button is pressed twice: the new entry's id follows from the old one's, and only where that
    // one was taken back as well the next is taken. (The last bytes are those of the cards of a sheet.)
    for n in 1_u8..=u8::MAX {
        let mut bits = *id.as_bytes();
        bits[10] = bits[10].wrapping_add(n);
        let anew = Id::from_bytes(bits);
        if !known(tx, anew)? {
            copy(tx, act, id, anew, None)?;
            audit::record(tx, act, "visit.restored", "visit", anew, &facts(&before))?;
            return Ok(anew);
        }
        if !entry(tx, anew)?.reversed {
            return Ok(anew);
        }
    }
    Err(Refusal::new(No::Conflict, Message::new("visit-unknown")).into())
}

fn facts(entry: &Entry) -> serde_json::Value {
    serde_json::json!({ "kind": entry.kind.as_str(), "heads": entry.heads, "day": entry.day })
}

/// Writes the rows of an entry once more, taking their heads away where they are reversed.
fn copy(
    tx: &mut Tx<'_>,
    act: &Act,
    from: Id<Entry>,
    to: Id<Entry>,
    reverses: Option<Id<Entry>>,
) -> Result<()> {
    let sign = if reverses.is_some() { -1 } else { 1 };
    tx.exec(
        sql!(
            "INSERT INTO visit (id, sex, band, heads, kind, branch, room, purpose, day, hour, at, party, note, source,
                                kiosk, recorded_at, recorded_by, reverses)
             SELECT ?2, sex, band, heads * ?3, kind, branch, room, purpose, day, hour, at, party, note, source,
                    kiosk, ?4, ?5, ?6 FROM visit WHERE id = ?1"
        ),
        vals![from, to, i64::from(sign), act.at, act.by.person(), reverses],
    )?;
    Ok(())
}

/// An entry of the book.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn entry(tx: &mut Tx<'_>, id: Id<Entry>) -> Result<Entry> {
    let rows: Vec<EntryRow> = tx.all(
        sql!(
            "SELECT v.id, v.kind, v.heads, v.sex, v.band, v.at, v.hour, v.branch, v.day, v.room, v.purpose, v.party,
                 p.name, v.note, v.source, v.kiosk, v.recorded_at,
                 EXISTS (SELECT 1 FROM visit r WHERE r.reverses = v.id) AS reversed
             FROM visit v LEFT JOIN party p ON p.id = v.party WHERE v.id = ?1 AND v.reverses IS NULL
             ORDER BY v.sex, v.band"
        ),
        vals![id],
    )?;
    let found = gathered(rows).pop();
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("visit-unknown")).into())
}

/// Entries of a day at a place, the latest first: `limit` rows of them at most.
///
/// # Errors
/// Those of the database.
pub fn of_day(tx: &mut Tx<'_>, branch: Id<Branch>, day: Date, limit: i64) -> Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = tx.all(
        sql!(
            "SELECT v.id, v.kind, v.heads, v.sex, v.band, v.at, v.hour, v.branch, v.day, v.room, v.purpose, v.party,
                 p.name, v.note, v.source, v.kiosk, v.recorded_at,
                 EXISTS (SELECT 1 FROM visit r WHERE r.reverses = v.id) AS reversed
             FROM visit v LEFT JOIN party p ON p.id = v.party
             WHERE v.day = ?1 AND v.branch = ?2 AND v.reverses IS NULL
             ORDER BY v.at DESC, v.id DESC LIMIT ?3"
        ),
        vals![day, branch, limit],
    )?;
    Ok(gathered(rows))
}

#[derive(FromRow)]
struct EntryRow {
    id: Id<Entry>,
    kind: Kind,
    heads: i64,
    sex: Sex,
    band: Band,
    at: Timestamp,
    hour: Option<i64>,
    branch: Id<Branch>,
    day: Date,
    room: Option<String>,
    purpose: Option<Purpose>,
    party: Option<Id<Person>>,
    name: Option<String>,
    note: Option<String>,
    source: Source,
    kiosk: Option<Id<Kiosk>>,
    recorded_at: Timestamp,
    reversed: bool,
}

/// The entries of rows that stand together entry by entry.
fn gathered(rows: Vec<EntryRow>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in rows {
        if let Some(last) = entries.last_mut().filter(|last| last.id == row.id) {
            last.heads += row.heads;
            last.sex = if last.sex == row.sex { last.sex } else { Sex::Unknown };
            last.band = if last.band == row.band { last.band } else { Band::Unknown };
            continue;
        }
        entries.push(Entry {
            id: row.id,
            kind: row.kind,
            heads: row.heads,
            sex: row.sex,
            band: row.band,
            at: row.at,
            hour: row.hour,
            branch: row.branch,
            day: row.day,
            room: row.room,
            purpose: row.purpose,
            party: row.party,
            name: row.name,
            note: row.note,
            source: row.source,
            kiosk: row.kiosk,
            recorded_at: row.recorded_at,
            reversed: row.reversed,
        });
    }
    entries
}
