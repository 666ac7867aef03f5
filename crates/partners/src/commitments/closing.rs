//! What became of a promise that was not kept when its agreement was over: the library says so, the partners whom it concerns
//! are told, and say whether they agree. What they say is their own word; a closing to which a partner objects settles nothing
//! ([`crate::health`]).

use std::collections::BTreeSet;

use jiff::ToSpan;
use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
use store::{Result, Tx, sql, vals};
use web::Countable;

use super::{of_agreement, one, unknown};
use crate::{
    PORTAL_PER_DAY, agreements,
    model::{Agreement, Closed, Closing, Commitment, Reply},
    partners::{self, text},
    reminders,
};

/// To those who speak for a partner: a promise was closed.
pub const CLOSED: NoticeKind =
    NoticeKind { name: "partners.promise-closed", purpose: Purpose::Duty, channels: Channel::ALL };
/// To whoever of the library looks after it: the partner does not agree.
pub const OBJECTED: NoticeKind =
    NoticeKind { name: "partners.closing-objected", purpose: Purpose::Duty, channels: reminders::TO_STAFF };

/// How long a partner is reminded in the portal that it has not said whether it agrees, in days.
const ASKED_FOR: i64 = 90;
/// The longest word.
const LONGEST: usize = 1_000;

/// Says what became of it: settled in another way, let go of, or carried over. From then on nobody waits for it, and what was
/// said stays.
///
/// # Errors
/// A refusal of a promise that is kept or can still be, of one that was closed already, without a word why; those of the
/// database.
pub fn close(
    tx: &mut Tx<'_>,
    act: &Act,
    countables: &[Countable],
    id: Id<Commitment>,
    how: Closing,
    note: &str,
) -> Result<Id<Agreement>> {
    let agreement = one(tx, id, act.today())?.agreement;
    tx.lock("agreement", &agreement)?;
    let kept = of_agreement(tx, countables, agreement, act.today())?;
    let kept = kept.into_iter().find(|kept| kept.commitment.id == id).ok_or_else(unknown)?;
    if kept.commitment.closing.is_some() {
        return Err(Refusal::new(Kind::Conflict, Message::new("closing-there-already")).into());
    }
    if !kept.progress.unmet || kept.commitment.released {
        return Err(Refusal::new(Kind::Conflict, Message::new("closing-not-over")).into());
    }
    if !(1..=500).contains(&note.trim().chars().count()) {
        return Err(Refusal::of_field("closing_note", Message::new("closing-note-missing")).into());
    }
    tx.exec(
        sql!(
            "INSERT INTO commitment_closing (commitment, how, note, author, at) VALUES (?1, ?2, ?3, ?4, ?5)"
        ),
        vals![id, how, note.trim(), act.by.person(), act.at],
    )?;
    let detail =
        serde_json::json!({ "about": kept.commitment.about, "closing": how.as_str(), "note": note.trim() });
    agreements::written(tx, act, agreement, "agreement.promise-closed", &detail)?;
    tell_closed(tx, act, &kept.commitment, how, note.trim())?;
    Ok(agreement)
}

/// Tells those who speak for the partners whom a promise concerns that it was closed, how and why: whoever promised; what the
/// library promised concerns all.
fn tell_closed(tx: &mut Tx<'_>, act: &Act, one: &Commitment, how: Closing, note: &str) -> Result<()> {
    let mut out = Vec::new();
    for side in agreements::sides(tx, one.agreement)? {
        if one.giver.is_some_and(|giver| giver != side.partner) {
            continue;
        }
        let notice = |who| {
            Notice::new(CLOSED, who)
                .with("about", one.about.as_str())
                .with("number", one.number.as_str())
                .with("how", how.as_str())
                .with("note", note)
                .link(format!("/saya/mitra/{}#penutupan", side.code))
        };
        out.extend(reminders::speakers(tx, side.partner, act.today())?.into_iter().map(notice));
    }
    notices::send_all(tx, act, out).map(drop)
}

/// How promises were closed that concern a partner, the latest first.
///
/// # Errors
/// Those of the database.
pub fn closed(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Closed>> {
    tx.all(
        sql!(
            "SELECT x.commitment, g.number, c.about, x.how, x.note, x.at FROM commitment_closing x
             JOIN commitment c ON c.id = x.commitment JOIN agreement g ON g.id = c.agreement
             JOIN agreement_party s ON s.agreement = c.agreement
             WHERE s.partner = ?1 AND (c.giver IS NULL OR c.giver = ?1)
             ORDER BY x.at DESC, x.commitment LIMIT 50"
        ),
        vals![partner],
    )
}

/// What partners say of how the promises of an agreement were closed, the latest first.
///
/// # Errors
/// Those of the database.
pub fn replies(tx: &mut Tx<'_>, agreement: Id<Agreement>) -> Result<Vec<Reply>> {
    tx.all(
        sql!(
            "SELECT r.commitment, t.name AS partner_name, r.agrees, r.words, p.name AS author_name, r.day
             FROM closing_reply r JOIN commitment c ON c.id = r.commitment JOIN party t ON t.id = r.partner
             LEFT JOIN party p ON p.id = r.author WHERE c.agreement = ?1 ORDER BY r.at DESC, r.id DESC"
        ),
        vals![agreement],
    )
}

/// What a partner says of how promises were closed, the latest first.
///
/// # Errors
/// Those of the database.
pub fn replies_of(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<Vec<Reply>> {
    tx.all(
        sql!(
            "SELECT r.commitment, t.name AS partner_name, r.agrees, r.words, p.name AS author_name, r.day
             FROM closing_reply r JOIN party t ON t.id = r.partner LEFT JOIN party p ON p.id = r.author
             WHERE r.partner = ?1 ORDER BY r.at DESC, r.id DESC"
        ),
        vals![partner],
    )
}

/// How many promises were closed lately of which a partner has not said whether it agrees.
///
/// # Errors
/// Those of the database.
pub fn unanswered(tx: &mut Tx<'_>, act: &Act, partner: Id<Person>) -> Result<i64> {
    let day = act.today().saturating_sub(ASKED_FOR.days());
    let since = day.to_zoned_datetime(act.zone.clone()).map_or(Timestamp::MIN, |start| start.timestamp());
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM commitment_closing x JOIN commitment c ON c.id = x.commitment
             JOIN agreement_party s ON s.agreement = c.agreement
             WHERE s.partner = ?1 AND (c.giver IS NULL OR c.giver = ?1) AND x.at >= ?2
                 AND NOT EXISTS (SELECT 1 FROM closing_reply r WHERE r.commitment = x.commitment AND r.partner = ?1)"
        ),
        vals![partner, since],
    )?;
    Ok(n)
}

/// Keeps what somebody who speaks for a partner says of how a promise was closed. Whoever of the library looks after the
/// partner is told of an objection.
///
/// # Errors
/// A refusal of whoever does not speak for it, of a promise that was not closed or does not concern it, of nothing chosen, an
/// objection without words, too much said or too often; those of the database.
pub fn reply(
    tx: &mut Tx<'_>,
    act: &Act,
    partner: Id<Person>,
    id: Id<Commitment>,
    agrees: Option<bool>,
    words: &str,
) -> Result<()> {
    let (author, today) = (partners::speaker(tx, act, partner)?, act.today());
    tx.lock("closing_reply", &partner)?;
    let closed = closed(tx, partner)?.into_iter().find(|one| one.commitment == id).ok_or_else(unknown)?;
    let (said,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM closing_reply WHERE partner = ?1 AND day = ?2"),
        vals![partner, today],
    )?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if agrees.is_none() {
        object("agrees", "reply-unchosen");
    }
    if agrees == Some(false) && words.trim().is_empty() {
        object("words", "reply-words-missing");
    }
    if words.trim().chars().count() > LONGEST {
        object("words", "partner-text-too-long");
    }
    if said >= PORTAL_PER_DAY.number(tx)? {
        object("agrees", "reply-enough-today");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let agrees = agrees.unwrap_or_default();
    tx.exec(
        sql!(
            "INSERT INTO closing_reply (id, commitment, partner, agrees, words, author, day, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![Id::<Reply>::new(), id, partner, agrees, text(words), author, today, act.at],
    )?;
    let one = one(tx, id, today)?;
    // The words are the partner's own and can be forgotten; the chain of changes forgets nothing.
    let decision = if agrees { "agreed" } else { "objected" };
    let detail = serde_json::json!({ "about": closed.about, "decision": decision });
    agreements::written(tx, act, one.agreement, "agreement.closing-replied", &detail)?;
    if agrees {
        return Ok(());
    }
    let name = people::parties::one(tx, partner)?.name;
    let staff: BTreeSet<Id<Person>> = reminders::responsible(tx, partner)?.into_iter().collect();
    let notice = |who| {
        Notice::new(OBJECTED, who)
            .with("partner", name.as_str())
            .with("about", closed.about.as_str())
            .with("number", closed.number.as_str())
            .link(format!("/staf/kesepakatan/{}", one.agreement))
    };
    notices::send_all(tx, act, staff.into_iter().map(notice).collect()).map(drop)
}
