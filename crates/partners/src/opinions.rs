//! How content a partner is, by its own word: whoever speaks for it says so in the portal, once a year or more often. Nobody of
//! the library writes it, what was said stays, and the latest word counts in [`crate::health`].

use jiff::ToSpan;
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};

use crate::{
    PORTAL_PER_DAY,
    model::Opinion,
    partners::{self, text},
};

/// How long a partnership goes on before its partner is asked, and is asked again, in days.
const ASKED_EVERY: i64 = 330;
/// The longest word.
const LONGEST: usize = 1_000;

/// What those who speak for a partner have said, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Opinion>> {
    tx.all(
        sql!(
            "SELECT o.satisfaction, o.words, p.name AS author_name, o.day FROM partner_opinion o
             LEFT JOIN party p ON p.id = o.author WHERE o.partner = ?1 ORDER BY o.at DESC, o.id DESC LIMIT 50"
        ),
        vals![partner],
    )
}

/// Whether a partner is asked: something that was signed long ago still runs, and nobody who speaks for it has said anything for
/// as long.
///
/// # Errors
/// Those of the database.
pub fn is_asked(tx: &mut Tx<'_>, partner: Id<Person>, today: Date) -> Result<bool> {
    let (asked,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM agreement_party s JOIN agreement g ON g.id = s.agreement
                 JOIN agreement_period d ON d.agreement = g.id
                 WHERE s.partner = ?1 AND g.state IN ('signed', 'terminated') AND g.signed_on <= ?3
                     AND d.since <= ?2 AND d.until >= ?2 AND (g.ended_on IS NULL OR g.ended_on >= ?2))
             AND NOT EXISTS (SELECT 1 FROM partner_opinion o WHERE o.partner = ?1 AND o.day > ?3)"
        ),
        vals![partner, today, today.saturating_sub(ASKED_EVERY.days())],
    )?;
    Ok(asked)
}

/// Keeps what somebody who speaks for a partner says.
///
/// # Errors
/// A refusal of whoever does not speak for it, of nothing chosen, of too much said or too often; those of the database.
pub fn say(
    tx: &mut Tx<'_>,
    act: &Act,
    partner: Id<Person>,
    satisfaction: Option<i64>,
    words: &str,
) -> Result<()> {
    let (author, today) = (partners::speaker(tx, act, partner)?, act.today());
    tx.lock("partner_opinion", &partner)?;
    let (said,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM partner_opinion WHERE partner = ?1 AND day = ?2"),
        vals![partner, today],
    )?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !satisfaction.is_some_and(|n| (1..=4).contains(&n)) {
        object("satisfaction", "opinion-unchosen");
    }
    if words.trim().chars().count() > LONGEST {
        object("words", "partner-text-too-long");
    }
    if said >= PORTAL_PER_DAY.number(tx)? {
        object("satisfaction", "opinion-enough-today");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    tx.exec(
        sql!(
            "INSERT INTO partner_opinion (id, partner, satisfaction, words, author, day, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        vals![Id::<Opinion>::new(), partner, satisfaction, text(words), author, today, act.at],
    )?;
    audit::record(tx, act, "partner.opinion", "partner", partner, &serde_json::json!({ "on": today }))
}
