//! What was given of a promise, with what shows it. Nothing is changed or deleted: a mistake is reversed.

use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};

use super::{one, promising::MOST, unknown};
use crate::{
    agreements, documents,
    model::{Agreement, Commitment, Document, Fulfilment, State},
    rules,
};

/// Writes down what was given, with what shows it.
///
/// # Errors
/// A refusal with every reason: of a promise whose facts a module counts, of a day to come or before there was an agreement,
/// of nothing, with a document of somebody else; those of the database.
pub fn fulfil(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Commitment>,
    day: Option<Date>,
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
    match rules::past_objection(day, act.today()) {
        Some(key) => object("day", key),
        None if day < commitment.since => object("day", "fulfilment-before-agreement"),
        None if day > commitment.until => object("day", "fulfilment-after-agreement"),
        None if day > commitment.counts_until() => object("day", "fulfilment-after-renewal"),
        None => {}
    }
    if let Some(document) = document {
        let of = documents::one(tx, document)?.partner;
        if !agreements::sides(tx, commitment.agreement)?.iter().any(|side| side.partner == of) {
            let message = Message::new("document-unknown");
            reasons.push(Reason { field: Some("document"), message });
        }
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let day = day.ok_or(store::Error::Missing)?;
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
        return Err(Refusal::of_field("why", Message::new("fulfilment-why-missing")).into());
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
    let rows = tx.exec(
        sql!(
            "INSERT INTO fulfilment (id, commitment, by_notes, day, amount, what, document, reverses, mirrors, author, at)
             SELECT ?1, c.id, TRUE, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
             FROM commitment c JOIN agreement g ON g.id = c.agreement
             WHERE c.id = ?2 AND g.state IN ('signed', 'terminated') AND (CAST(?7 AS UUID) IS NOT NULL OR (
                 ?3 >= COALESCE(c.since, (SELECT MIN(d.since) FROM agreement_period d WHERE d.agreement = g.id))
                 AND ?3 <= COALESCE(g.ended_on, (SELECT MAX(d.until) FROM agreement_period d WHERE d.agreement = g.id))
                 AND NOT EXISTS (SELECT 1 FROM commitment y WHERE y.renews = c.id AND y.since <= ?3)))"
        ),
        vals![
            id,
            commitment,
            day,
            amount,
            what,
            document,
            reverses,
            reverses.map(|_| -amount),
            act.by.person(),
            act.at
        ],
    )?;
    let Commitment { agreement, unit, about, .. } = one(tx, commitment, act.today())?;
    agreements::changed(tx, agreement, rows)?;
    let detail = serde_json::json!({
        "commitment": commitment, "about": about, "day": day, "unit": unit.as_str(), "amount": amount, "what": what,
    });
    audit::record(tx, act, "agreement.fulfilled", "agreement", agreement, &detail)?;
    Ok(id)
}

/// That something was given under this agreement: under another there is nothing of it.
///
/// # Errors
/// A refusal when it was not; those of the database.
pub(crate) fn was_given_under(tx: &mut Tx<'_>, agreement: Id<Agreement>, id: Id<Fulfilment>) -> Result<()> {
    let found: Option<(Id<Commitment>,)> =
        tx.opt(sql!("SELECT commitment FROM fulfilment WHERE id = ?1"), vals![id])?;
    let (commitment,) = found.ok_or_else(unknown)?;
    super::stands_in(tx, agreement, commitment)
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
