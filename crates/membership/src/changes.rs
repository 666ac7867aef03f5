//! What a membership was before its last change at the desk, so that this one change can be taken back while nothing else has
//! happened to it. What it was stands in the database and not in the address of the button.

use kernel::{Act, Date, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::accounts;
use serde::{Deserialize, Serialize};
use store::{Error, FromRow, Json, Result, Tx, sql, vals};

use crate::{Basis, Member, bases, families::Consent, fees, members, queries};

/// A change, named where it is pointed to.
#[derive(Debug)]
pub enum Change {}

/// Everything a change at the desk can touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// The last days the bases themselves name.
    ends: Vec<(Id<Basis>, Option<Date>)>,
    blocked: Option<String>,
    confirmed_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    consent_due: Date,
    /// The consent in force.
    consent: Option<Id<Consent>>,
    /// Whether they can sign in.
    account: bool,
}

impl State {
    fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Self> {
        #[derive(FromRow)]
        struct Row {
            blocked: Option<String>,
            confirmed_at: Option<Timestamp>,
            closed_at: Option<Timestamp>,
            consent_due: Date,
            consent: Option<Id<Consent>>,
        }
        let row: Row = tx.one(
            sql!(
                "SELECT m.blocked, m.confirmed_at, m.closed_at, m.consent_due, c.id AS consent FROM member m
                 LEFT JOIN consent c ON c.subject = m.person AND c.purpose = 'membership' AND c.withdrawn_at IS NULL
                 WHERE m.person = ?1"
            ),
            vals![person],
        )?;
        let account = accounts::of(tx, person)?.is_some_and(|account| account.closed_at.is_none());
        Ok(Self {
            ends: bases::of(tx, person)?.into_iter().map(|basis| (basis.id, basis.until)).collect(),
            blocked: row.blocked,
            confirmed_at: row.confirmed_at,
            closed_at: row.closed_at,
            consent_due: row.consent_due,
            consent: row.consent,
            account,
        })
    }
}

/// Changes a membership, and notes what it was: what came of it, and what the change is known by.
///
/// # Errors
/// Those of the change and of the database.
pub fn noted(
    tx: &mut Tx<'_>,
    act: &Act,
    person: Id<Person>,
    change: impl FnOnce(&mut Tx<'_>) -> Result<Member>,
) -> Result<(Member, Id<Change>)> {
    tx.lock("membership.change", &person)?;
    let was = State::of(tx, person)?;
    let after = change(tx)?;
    let (id, became) = (Id::new(), State::of(tx, person)?);
    tx.exec(
        sql!(
            "INSERT INTO member_change (member, id, was, became, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (member) DO UPDATE SET id = excluded.id, was = excluded.was, became = excluded.became,
                 at = excluded.at"
        ),
        vals![person, id, Json(was), Json(became), act.at],
    )?;
    Ok((after, id))
}

/// Takes the last change back. A basis that it has added never counted, and what was paid for it is taken back in the books.
///
/// # Errors
/// A refusal where it was not the last, or something else has happened since; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, id: Id<Change>) -> Result<Member> {
    tx.lock("membership.change", &person)?;
    let kept = bases::of(tx, person)?;
    kept.iter().try_for_each(|basis| fees::hold_still(tx, basis.kind))?;
    let noted: Option<(Json<State>, Json<State>)> = tx.opt(
        sql!("DELETE FROM member_change WHERE member = ?1 AND id = ?2 RETURNING was, became"),
        vals![person, id],
    )?;
    let now = State::of(tx, person)?;
    let Some((Json(was), _)) = noted.filter(|(_, Json(became))| *became == now) else {
        return Err(Refusal::new(Kind::Conflict, Message::new("member-change-overtaken")).into());
    };
    for basis in kept {
        let before = was.ends.iter().find(|(id, _)| *id == basis.id);
        bases::set_end(tx, basis.id, before.map_or_else(|| basis.since.yesterday().ok(), |(_, end)| *end))?;
        if before.is_none() {
            fees::give_back(tx, act, &basis)?;
        }
    }
    tx.exec(
        sql!(
            "UPDATE member SET blocked = ?2, confirmed_at = ?3, closed_at = ?4, consent_due = ?5 WHERE person = ?1"
        ),
        vals![person, was.blocked, was.confirmed_at, was.closed_at, was.consent_due],
    )?;
    if was.consent != now.consent {
        tx.exec(sql!("UPDATE consent SET withdrawn_at = NULL WHERE id = ?1"), vals![was.consent])?;
    }
    match (was.account, now.account) {
        (true, false) => accounts::reopen(tx, act, person)?,
        (false, true) => accounts::close(tx, act, person)?,
        _ => {}
    }
    let after = queries::by_id(tx, person)?.ok_or(Error::Missing)?;
    let detail = serde_json::json!({ "until": members::until(&after, act.today()) });
    members::changed(tx, act, &after, "member.restored", &detail)?;
    Ok(after)
}
