//! What happened between the library and a partner: notes, signatures, what was given under an agreement, reviews, and what the
//! other modules know ([`web::Encounters`]). The timeline tells it, and health counts silence from the latest of it.

use kernel::{Act, Date, Id, Message, Person, Timestamp};
use store::{FromRow, Result, Tx, sql, vals};
use web::{Encounter, Facts};

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
    let mut found = noted(tx, partner, act, limit)?;
    found.extend(of_agreements(tx, partner, act, limit)?);
    for read in &known.encounters {
        found.extend(read(tx, partner, limit)?);
    }
    found.retain(|one| one.day <= act.today());
    found.sort_by_key(|one| std::cmp::Reverse(one.day));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

fn noted(tx: &mut Tx<'_>, partner: Id<Person>, act: &Act, limit: i64) -> Result<Vec<Encounter>> {
    let notes: Vec<(Date,)> = tx.all(
        sql!("SELECT day FROM partner_note WHERE partner = ?1 AND day <= ?2 ORDER BY day DESC, id LIMIT ?3"),
        vals![partner, act.today(), limit],
    )?;
    let reviews: Vec<(Timestamp,)> = tx.all(
        sql!("SELECT at FROM partner_review WHERE partner = ?1 ORDER BY at DESC, id LIMIT ?2"),
        vals![partner, limit],
    )?;
    let note = |(day,): (Date,)| Encounter { day, what: Message::new("encounter-note").with("day", day) };
    let review = |(at,): (Timestamp,)| {
        let day = at.to_zoned_datetime(act.zone.clone()).date();
        Encounter { day, what: Message::new("encounter-review").with("day", day) }
    };
    Ok(notes.into_iter().map(note).chain(reviews.into_iter().map(review)).collect())
}

/// Papers that were signed with a partner or begun, and what notes show was given under them.
fn of_agreements(tx: &mut Tx<'_>, partner: Id<Person>, act: &Act, limit: i64) -> Result<Vec<Encounter>> {
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
    let begun: Vec<(Timestamp, String)> = tx.all(
        sql!(
            "SELECT g.created_at, g.number FROM agreement g JOIN agreement_party s ON s.agreement = g.id
             WHERE s.partner = ?1 ORDER BY g.created_at DESC, g.number LIMIT ?2"
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
    let told = |key, day: Date, number: String| Encounter {
        day,
        what: Message::new(key).with("number", number).with("day", day),
    };
    let mut found: Vec<Encounter> =
        signed.into_iter().map(|(day, number)| told("encounter-signed", day, number)).collect();
    found.extend(
        begun.into_iter().map(|(at, number)| {
            told("encounter-begun", at.to_zoned_datetime(act.zone.clone()).date(), number)
        }),
    );
    found.extend(given.into_iter().map(|one| {
        let Encounter { day, what } = told("encounter-given", one.day, one.number);
        Encounter { day, what: what.with("what", one.what) }
    }));
    Ok(found)
}
