//! What both sides promised, and what the facts show: counted by the modules whose facts they are
//! ([`web::Countable`]), or shown by notes with what proves them. Nobody types how far a promise is. Writing promises is in
//! [`promising`], writing down what was given in [`evidence`].

mod evidence;
mod promising;

pub use evidence::{fulfil, fulfilments, reverse};
use kernel::{Date, Id, Kind, Message, Person, Refusal};
pub use promising::{NewCommitment, promise, release, revise};
use store::{Result, Tx, sql, vals};
use web::Countable;

use crate::{
    agreements,
    model::{Agreement, Commitment},
    rules::Progress,
};

/// No more late promises are looked at at once.
const MOST_LATE: i64 = 1_000;

/// A commitment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The promise.
    pub commitment: Commitment,
    /// What has come of it.
    pub progress: Progress,
}

/// The statement that reads commitments with what notes show of each on or before the day `?1`.
macro_rules! committed {
    ($where:literal) => {
        sql!(concat!(
            "SELECT c.id, c.agreement, g.number, c.giver, p.name AS giver_name, c.about, c.unit, c.amount, c.due,
                 c.purpose, c.counts, c.released_at IS NOT NULL AS released,
                 CAST(COALESCE((SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1), 0)
                     AS BIGINT) AS noted,
                 (SELECT MIN(d.since) FROM agreement_period d WHERE d.agreement = c.agreement) AS since,
                 a.number AS addendum
             FROM commitment c JOIN agreement g ON g.id = c.agreement LEFT JOIN party p ON p.id = c.giver
             LEFT JOIN agreement a ON a.id = c.addendum
             WHERE ",
            $where
        ))
    };
}

/// One commitment, with what notes show on or before a day.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Commitment>, on: Date) -> Result<Commitment> {
    let found = tx.opt(committed!("c.id = ?2"), vals![on, id])?;
    found.ok_or_else(|| unknown().into())
}

/// The commitments of an agreement, the library's own first, with all that notes show of them.
///
/// # Errors
/// Those of the database.
pub fn promises(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Commitment>> {
    tx.all(
        committed!(
            "c.agreement = ?2 ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, p.folded, c.at, c.id"
        ),
        vals![Date::MAX, id],
    )
}

/// The commitments of an agreement, the library's own first, with how far each is today.
///
/// # Errors
/// Those of the database.
pub fn of_agreement(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    id: Id<Agreement>,
    today: Date,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "c.agreement = ?2 ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, p.folded, c.at, c.id"
        ),
        vals![today, id],
    )?;
    kept(tx, countables, found, today)
}

/// What was promised in all signed agreements with a partner, by either side.
///
/// # Errors
/// Those of the database.
pub fn of_partner(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    partner: Id<Person>,
    today: Date,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "g.state IN ('signed', 'terminated')
                 AND c.agreement IN (SELECT s.agreement FROM agreement_party s WHERE s.partner = ?2)
                 AND (c.giver IS NULL OR c.giver = ?2)
             ORDER BY CASE WHEN c.giver IS NULL THEN 0 ELSE 1 END, g.number, c.at, c.id"
        ),
        vals![today, partner],
    )?;
    kept(tx, countables, found, today)
}

/// Promises whose day has passed and of which something is missing, the oldest first. Those that notes show are sifted by
/// the database; those that modules count are asked for one by one.
///
/// # Errors
/// Those of the database.
pub fn overdue(tx: &mut Tx<'_>, countables: &[Countable], today: Date) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "g.state = 'signed' AND c.released_at IS NULL AND c.due < ?1
                 AND (c.counts IS NOT NULL OR c.amount > COALESCE(
                     (SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1), 0))
             ORDER BY c.due, c.id LIMIT ?2"
        ),
        vals![today, MOST_LATE],
    )?;
    Ok(kept(tx, countables, found, today)?.into_iter().filter(|one| one.progress.overdue).collect())
}

/// Promises, in the order of their ids from `after` on, whose day passed lately and of which nobody was told that they are
/// late; whether they are is in their progress.
///
/// # Errors
/// Those of the database.
pub(crate) fn untold(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    (since, today): (Date, Date),
    after: Option<Id<Commitment>>,
    limit: i64,
) -> Result<Vec<Kept>> {
    let found = tx.all(
        committed!(
            "g.state = 'signed' AND c.released_at IS NULL AND c.due < ?1 AND c.due >= ?2
                 AND (CAST(?3 AS UUID) IS NULL OR c.id > ?3)
                 AND NOT EXISTS (SELECT 1 FROM commitment_reminder r WHERE r.commitment = c.id AND r.due = c.due)
             ORDER BY c.id LIMIT ?4"
        ),
        vals![today, since, after, limit],
    )?;
    kept(tx, countables, found, today)
}

fn kept(tx: &mut Tx<'_>, countables: &[Countable], found: Vec<Commitment>, today: Date) -> Result<Vec<Kept>> {
    found
        .into_iter()
        .map(|commitment| {
            let done = done(tx, countables, &commitment, today)?;
            let due = commitment.due.filter(|_| !commitment.released);
            let progress = Progress::of(commitment.amount, done, due, today);
            Ok(Kept { commitment, progress })
        })
        .collect()
}

/// What the facts show: those of the module that counts them, since the agreement began; or the notes.
fn done(tx: &mut Tx<'_>, countables: &[Countable], one: &Commitment, today: Date) -> Result<i64> {
    if one.counts.is_none() {
        return Ok(one.noted);
    }
    match one.since.filter(|since| *since <= today) {
        Some(from) => counted(tx, countables, one, web::Period { from, to: today }),
        None => Ok(0),
    }
}

/// What the module whose facts count for a promise finds of it within some days.
fn counted(tx: &mut Tx<'_>, countables: &[Countable], one: &Commitment, period: web::Period) -> Result<i64> {
    let key = one.counts.as_deref();
    let Some(countable) = countables.iter().find(|countable| Some(countable.key) == key) else {
        return Ok(0);
    };
    let mut sum = 0;
    let givers: Vec<Id<Person>> = match one.giver {
        Some(giver) => vec![giver],
        None => agreements::sides(tx, one.agreement)?.into_iter().map(|side| side.partner).collect(),
    };
    for partner in givers {
        let asked =
            web::Promise { commitment: one.id.cast(), agreement: one.agreement.cast(), partner, period };
        sum += (countable.count)(tx, &asked)?;
    }
    Ok(sum)
}

/// What notes show of a promise within some days.
///
/// # Errors
/// Those of the database.
pub(crate) fn noted_within(tx: &mut Tx<'_>, id: Id<Commitment>, period: web::Period) -> Result<i64> {
    let (sum,) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM fulfilment
             WHERE commitment = ?1 AND day >= ?2 AND day <= ?3"
        ),
        vals![id, period.from, period.to],
    )?;
    Ok(sum)
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("commitment-unknown"))
}
