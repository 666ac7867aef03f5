//! What both sides promised, and what the facts show: counted by the modules whose facts they are
//! ([`web::Countable`]), or shown by notes with what proves them. Nobody types how far a promise is.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};
use web::Countable;

use crate::{
    agreements,
    model::{Agreement, Commitment, Document, Fulfilment, State, Unit},
    partners::text,
    rules::Progress,
};

/// No promise is larger: a hundred billion of anything.
const MOST: i64 = 100_000_000_000;

/// No more late promises are looked at at once.
const MOST_LATE: i64 = 1_000;

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCommitment {
    /// Who gives; none for the library.
    pub giver: Option<Id<Person>>,
    /// What.
    pub about: String,
    /// In what it is counted.
    pub unit: Unit,
    /// How much.
    pub amount: i64,
    /// By when.
    pub due: Option<Date>,
    /// For what; empty where that needs no saying.
    pub purpose: String,
    /// The facts of a module that count for it; empty where notes show it.
    pub counts: String,
}

/// A commitment with how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The promise.
    pub commitment: Commitment,
    /// What has come of it.
    pub progress: Progress,
}

/// Writes a promise into an agreement.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn promise(
    tx: &mut Tx<'_>,
    act: &Act,
    countables: &[Countable],
    id: Id<Agreement>,
    new: &NewCommitment,
) -> Result<Id<Commitment>> {
    // What both sides add later they add by an addendum; so a signed agreement takes promises too.
    agreements::in_state(tx, id, &[State::Draft, State::Review, State::Signing, State::Signed])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=300).contains(&new.about.trim().chars().count()) {
        object("about", "commitment-about-missing");
    }
    if !(1..=MOST).contains(&new.amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if new.purpose.chars().count() > 300 {
        object("purpose", "partner-text-too-long");
    }
    if let Some(giver) = new.giver
        && !agreements::sides(tx, id)?.iter().any(|side| side.partner == giver)
    {
        object("giver", "signatory-of-nobody");
    }
    match text(&new.counts) {
        None => {}
        Some(key) => match countables.iter().find(|one| one.key == key) {
            None => object("counts", "commitment-counts-unknown"),
            Some(one) if one.unit != new.unit.as_str() => object("unit", "commitment-counts-other-unit"),
            Some(_) => {}
        },
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let commitment = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO commitment (id, agreement, giver, about, unit, amount, due, purpose, counts, by_notes, released_at,
                 at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, ?11)"
        ),
        vals![
            commitment,
            id,
            new.giver,
            new.about.trim(),
            new.unit,
            new.amount,
            new.due,
            text(&new.purpose),
            text(&new.counts),
            text(&new.counts).is_none(),
            act.at
        ],
    )?;
    let detail = serde_json::json!({
        "about": new.about.trim(), "unit": new.unit.as_str(), "amount": new.amount, "due": new.due, "giver": new.giver,
    });
    agreements::written(tx, act, id, "agreement.promised", &detail)?;
    Ok(commitment)
}

/// Both sides let go of a promise. What was given of it stays.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn release(tx: &mut Tx<'_>, act: &Act, id: Id<Commitment>) -> Result<Id<Agreement>> {
    let found: Option<(Id<Agreement>, String)> = tx.opt(
        sql!(
            "UPDATE commitment SET released_at = COALESCE(released_at, ?2) WHERE id = ?1 RETURNING agreement, about"
        ),
        vals![id, act.at],
    )?;
    let (agreement, about) = found.ok_or_else(unknown)?;
    agreements::written(tx, act, agreement, "agreement.released", &serde_json::json!({ "about": about }))?;
    Ok(agreement)
}

/// Both sides agree on another day for a promise; a reminder of the day before counts no longer.
///
/// # Errors
/// A refusal when it was let go of, its agreement takes no promises any more, or it had no other day; those of the
/// database.
pub fn postpone(tx: &mut Tx<'_>, act: &Act, id: Id<Commitment>, due: Date) -> Result<Id<Agreement>> {
    let before = one(tx, id, act.today())?;
    agreements::in_state(
        tx,
        before.agreement,
        &[State::Draft, State::Review, State::Signing, State::Signed],
    )?;
    if before.released {
        return Err(Refusal::of_field("due", Message::new("commitment-released-already")).into());
    }
    if before.due == Some(due) {
        return Err(Refusal::of_field("due", Message::new("commitment-same-day")).into());
    }
    tx.exec(sql!("UPDATE commitment SET due = ?2 WHERE id = ?1"), vals![id, due])?;
    let detail = serde_json::json!({ "about": before.about, "due": [before.due, Some(due)] });
    agreements::written(tx, act, before.agreement, "agreement.postponed", &detail)?;
    Ok(before.agreement)
}

/// Writes down what was given, with what shows it.
///
/// # Errors
/// A refusal with every reason: of a promise whose facts a module counts, of a day to come, of nothing; those of the
/// database.
pub fn fulfil(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Commitment>,
    day: Date,
    amount: i64,
    what: &str,
    document: Option<Id<Document>>,
) -> Result<Id<Fulfilment>> {
    let commitment = one(tx, id, act.today())?;
    agreements::in_state(tx, commitment.agreement, &[State::Signed, State::Terminated])?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if commitment.counts.is_some() {
        object("amount", "fulfilment-is-counted");
    }
    if !(1..=MOST).contains(&amount) {
        object("amount", "commitment-amount-unreadable");
    }
    if !(1..=1000).contains(&what.trim().chars().count()) {
        object("what", "fulfilment-what-missing");
    }
    if day > act.today() {
        object("day", "partner-day-to-come");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    write(tx, act, id, day, amount, what.trim(), document, None)
}

/// Takes back what was written down by mistake: a row with the opposite amount. Nothing is deleted.
///
/// # Errors
/// A refusal when it was taken back already; those of the database.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, id: Id<Fulfilment>, why: &str) -> Result<Id<Agreement>> {
    let found: Option<(Id<Commitment>, i64, Date)> = tx.opt(
        sql!("SELECT commitment, amount, day FROM fulfilment WHERE id = ?1 AND reverses IS NULL"),
        vals![id],
    )?;
    let (commitment, amount, day) = found.ok_or_else(unknown)?;
    if why.trim().is_empty() {
        return Err(Refusal::of_field("what", Message::new("fulfilment-why-missing")).into());
    }
    write(tx, act, commitment, day, -amount, why.trim(), None, Some(id)).map_err(|e| {
        if e.is_unique("fulfilment") {
            Refusal::new(Kind::Conflict, Message::new("fulfilment-reversed-already")).into()
        } else {
            e
        }
    })?;
    Ok(one(tx, commitment, act.today())?.agreement)
}

#[expect(clippy::too_many_arguments, reason = "the columns of a row, written in one place")]
fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    commitment: Id<Commitment>,
    day: Date,
    amount: i64,
    what: &str,
    document: Option<Id<Document>>,
    reverses: Option<Id<Fulfilment>>,
) -> Result<Id<Fulfilment>> {
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO fulfilment (id, commitment, by_notes, day, amount, what, document, reverses, author, at)
             VALUES (?1, ?2, TRUE, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![id, commitment, day, amount, what, document, reverses, act.by.person(), act.at],
    )?;
    let agreement = one(tx, commitment, act.today())?.agreement;
    let detail = serde_json::json!({ "commitment": commitment, "day": day, "amount": amount, "what": what });
    audit::record(tx, act, "agreement.fulfilled", "agreement", agreement, &detail)?;
    Ok(id)
}

/// The statement that reads commitments with what notes show of each on or before the day `?1`.
macro_rules! committed {
    ($where:literal) => {
        sql!(concat!(
            "SELECT c.id, c.agreement, g.number, c.giver, p.name AS giver_name, c.about, c.unit, c.amount, c.due,
                 c.purpose, c.counts, c.released_at IS NOT NULL AS released,
                 CAST(COALESCE((SELECT SUM(f.amount) FROM fulfilment f WHERE f.commitment = c.id AND f.day <= ?1), 0)
                     AS BIGINT) AS noted,
                 (SELECT MIN(d.since) FROM agreement_period d WHERE d.agreement = c.agreement) AS since
             FROM commitment c JOIN agreement g ON g.id = c.agreement LEFT JOIN party p ON p.id = c.giver
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

/// How much of a promise was kept within some days.
///
/// # Errors
/// Those of the database.
pub(crate) fn within(
    tx: &mut Tx<'_>,
    countables: &[Countable],
    one: &Commitment,
    period: web::Period,
) -> Result<i64> {
    if one.counts.is_none() {
        let (sum,) = tx.one(
            sql!(
                "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM fulfilment
                 WHERE commitment = ?1 AND day >= ?2 AND day <= ?3"
            ),
            vals![one.id, period.from, period.to],
        )?;
        return Ok(sum);
    }
    counted(tx, countables, one, period)
}

/// What was given under an agreement, the latest first.
///
/// # Errors
/// Those of the database.
pub fn fulfilments(tx: &mut Tx<'_>, id: Id<Agreement>) -> Result<Vec<Fulfilment>> {
    tx.all(
        sql!(
            "SELECT f.id, f.commitment, f.day, f.amount, f.what, f.document, f.reverses,
                 EXISTS (SELECT 1 FROM fulfilment r WHERE r.reverses = f.id) AS reversed, a.name AS author_name
             FROM fulfilment f JOIN commitment c ON c.id = f.commitment LEFT JOIN account a ON a.person = f.author
             WHERE c.agreement = ?1 ORDER BY f.day DESC, f.at DESC LIMIT 200"
        ),
        vals![id],
    )
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("commitment-unknown"))
}
