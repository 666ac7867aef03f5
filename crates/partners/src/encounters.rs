//! What happened between the library and a partner: notes, signatures, what was given under an agreement, what the partner
//! sent, reviews, and what the other modules know ([`web::Encounters`]). The timeline tells it, and health counts silence from
//! the latest of it that had the other side in it.

use kernel::{Act, Date, Id, Message, Person, Timestamp};
use store::{FromRow, Result, Tx, sql, vals};
use web::{Encounter, Facts};

use crate::commitments;

/// The latest of what happened with a partner, at most so many. Notes are among them by their way alone: their words are told
/// by [`crate::partners::notes`].
///
/// # Errors
/// Those of the database.
pub fn latest(
    tx: &mut Tx<'_>,
    known: &Facts,
    partner: Id<Person>,
    act: &Act,
    limit: i64,
) -> Result<Vec<Encounter>> {
    let mut found = shared(tx, known, partner, act, limit)?;
    found.extend(written(tx, partner, act, limit)?);
    Ok(first(found, act, limit))
}

/// The last time that both sides had to do with each other: what the library writes by itself is no contact.
///
/// # Errors
/// Those of the database.
pub fn last_met(tx: &mut Tx<'_>, known: &Facts, partner: Id<Person>, act: &Act) -> Result<Option<Encounter>> {
    let found = shared(tx, known, partner, act, 1)?;
    Ok(first(found, act, 1).pop())
}

/// The latest of these, none of a day to come.
fn first(mut found: Vec<Encounter>, act: &Act, limit: i64) -> Vec<Encounter> {
    found.retain(|one| one.day <= act.today());
    found.sort_by_key(|one| std::cmp::Reverse(one.day));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    found
}

/// What has the other side in it: they met or spoke, signed, gave or were given something, sent something, or took part in what
/// a module knows.
fn shared(
    tx: &mut Tx<'_>,
    known: &Facts,
    partner: Id<Person>,
    act: &Act,
    limit: i64,
) -> Result<Vec<Encounter>> {
    let spoke: Vec<(Date,)> = tx.all(
        sql!(
            "SELECT day FROM partner_note WHERE partner = ?1 AND day <= ?2 AND way <> 'note'
             ORDER BY day DESC, id LIMIT ?3"
        ),
        vals![partner, act.today(), limit],
    )?;
    let mut found: Vec<Encounter> = spoke.into_iter().map(|(day,)| on("encounter-note", day)).collect();
    found.extend(of_agreements(tx, partner, limit)?);
    found.extend(sent(tx, partner, act, limit)?);
    found.extend(turns(tx, partner, act, limit)?);
    for read in &known.encounters {
        found.extend(read(tx, partner, limit)?);
    }
    Ok(found)
}

/// Turns of circles that the partner hosted, or in which it helped.
fn turns(tx: &mut Tx<'_>, partner: Id<Person>, act: &Act, limit: i64) -> Result<Vec<Encounter>> {
    let held: Vec<(Date, String, String)> = tx.all(
        sql!(
            "SELECT t.day, c.name, t.what FROM circle_turn t JOIN circle c ON c.id = t.circle
             WHERE t.cancelled IS NULL AND t.day <= ?2 AND (t.host = ?1 OR EXISTS (
                 SELECT 1 FROM circle_help h WHERE h.turn = t.id AND h.giver = ?1 AND h.reverses IS NULL
                     AND NOT EXISTS (SELECT 1 FROM circle_help r WHERE r.reverses = h.id)))
             ORDER BY t.day DESC, t.id LIMIT ?3"
        ),
        vals![partner, act.today(), limit],
    )?;
    let told = |(day, name, what): (Date, String, String)| {
        let Encounter { day, what: message } = on("encounter-turn", day);
        Encounter { day, what: message.with("name", name).with("what", what) }
    };
    Ok(held.into_iter().map(told).collect())
}

/// What the partner sent: what it asked or proposed, files from whoever does not work here, how content it said to be, and what
/// it said of promises that were closed.
fn sent(tx: &mut Tx<'_>, partner: Id<Person>, act: &Act, limit: i64) -> Result<Vec<Encounter>> {
    let asked: Vec<(Timestamp, String)> = tx.all(
        sql!("SELECT opened_at, title FROM case_file WHERE partner = ?1 ORDER BY opened_at DESC, id DESC LIMIT ?2"),
        vals![partner, limit],
    )?;
    let files: Vec<(Timestamp, String)> = tx.all(
        sql!(
            "SELECT d.at, d.title FROM partner_document d WHERE d.partner = ?1 AND d.author IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM role_holder h WHERE h.person = d.author)
             ORDER BY d.at DESC, d.id DESC LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let said: Vec<(Date,)> = tx.all(
        sql!("SELECT day FROM partner_opinion WHERE partner = ?1 ORDER BY at DESC, id DESC LIMIT ?2"),
        vals![partner, limit],
    )?;
    let replied: Vec<(Date, bool, String)> = tx.all(
        sql!(
            "SELECT r.day, r.agrees, c.about FROM closing_reply r JOIN commitment c ON c.id = r.commitment
             WHERE r.partner = ?1 ORDER BY r.at DESC, r.id DESC LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let replied = replied.into_iter().map(|(day, agrees, about)| {
        let Encounter { day, what } = on(if agrees { "encounter-agreed" } else { "encounter-objected" }, day);
        Encounter { day, what: what.with("what", about) }
    });
    let told = |key, (at, what): (Timestamp, String)| {
        let Encounter { day, what: message } = on(key, day_of(at, act));
        Encounter { day, what: message.with("what", what) }
    };
    let asked = asked.into_iter().map(|one| told("encounter-asked", one));
    let files = files.into_iter().map(|one| told("encounter-file", one));
    let said = said.into_iter().map(|(day,)| on("encounter-opinion", day));
    Ok(asked.chain(files).chain(said).chain(replied).collect())
}

/// What the library wrote by itself: notes for itself, reviews, papers it began, promises it closed.
fn written(tx: &mut Tx<'_>, partner: Id<Person>, act: &Act, limit: i64) -> Result<Vec<Encounter>> {
    let notes: Vec<(Date,)> = tx.all(
        sql!(
            "SELECT day FROM partner_note WHERE partner = ?1 AND day <= ?2 AND way = 'note'
             ORDER BY day DESC, id LIMIT ?3"
        ),
        vals![partner, act.today(), limit],
    )?;
    let reviews: Vec<(Timestamp,)> = tx.all(
        sql!("SELECT at FROM partner_review WHERE partner = ?1 ORDER BY at DESC, id LIMIT ?2"),
        vals![partner, limit],
    )?;
    let begun: Vec<(Timestamp, String)> = tx.all(
        sql!(
            "SELECT g.created_at, g.number FROM agreement g JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 ORDER BY g.created_at DESC, g.number LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let mut found: Vec<Encounter> = notes.into_iter().map(|(day,)| on("encounter-note", day)).collect();
    found.extend(reviews.into_iter().map(|(at,)| on("encounter-review", day_of(at, act))));
    found.extend(commitments::closed(tx, partner)?.into_iter().map(|one| {
        let Encounter { day, what } = of("encounter-closed", day_of(one.at, act), one.number);
        Encounter { day, what: what.with("what", one.about).with("note", one.note) }
    }));
    found.extend(begun.into_iter().map(|(at, number)| of("encounter-begun", day_of(at, act), number)));
    Ok(found)
}

fn day_of(at: Timestamp, act: &Act) -> Date {
    at.to_zoned_datetime(act.zone.clone()).date()
}

fn on(key: &'static str, day: Date) -> Encounter {
    Encounter { day, what: Message::new(key).with("day", day) }
}

/// Something about the agreement with this number.
fn of(key: &'static str, day: Date, number: String) -> Encounter {
    let Encounter { day, what } = on(key, day);
    Encounter { day, what: what.with("number", number) }
}

/// Papers that were signed with a partner, and what notes show was given under them.
fn of_agreements(tx: &mut Tx<'_>, partner: Id<Person>, limit: i64) -> Result<Vec<Encounter>> {
    #[derive(FromRow)]
    struct Given {
        day: Date,
        number: String,
        what: String,
    }
    let signed: Vec<(Date, String)> = tx.all(
        sql!(
            "SELECT g.signed_on, g.number FROM agreement g JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 AND g.signed_on IS NOT NULL ORDER BY g.signed_on DESC, g.number LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let given: Vec<Given> = tx.all(
        sql!(
            "SELECT f.day, g.number, f.what FROM fulfilment f JOIN commitment c ON c.id = f.commitment
             JOIN agreement g ON g.id = c.agreement JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 AND f.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM fulfilment r WHERE r.reverses = f.id)
             ORDER BY f.day DESC, f.id LIMIT ?2"
        ),
        vals![partner, limit],
    )?;
    let mut found: Vec<Encounter> =
        signed.into_iter().map(|(day, number)| of("encounter-signed", day, number)).collect();
    found.extend(given.into_iter().map(|one| {
        let Encounter { day, what } = of("encounter-given", one.day, one.number);
        Encounter { day, what: what.with("what", one.what) }
    }));
    Ok(found)
}
