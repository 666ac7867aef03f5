//! The number on a card, and what becomes of it when the card is lost.

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::sequence;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{Member, members, queries, rules};

store::words! {
    /// Why a card was given up.
    pub enum Reason {
        /// Nobody knows where it is.
        Lost = "lost",
        /// Somebody took it.
        Stolen = "stolen",
        /// It cannot be read any more.
        Worn = "worn",
        /// Two memberships turned out to be one person's.
        Merged = "merged",
    }
}

/// A number that was on a card before.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Retired {
    /// The number.
    pub code: String,
    /// Whose it was; whoever they were merged into.
    pub member: Id<Person>,
    /// Their name.
    pub name: String,
    /// The number on their card now.
    pub now: String,
    /// Why it was given up.
    pub reason: Reason,
    /// When.
    pub at: Timestamp,
}

/// What was on a card that counts no more; none for a number that never was on one or still is.
///
/// # Errors
/// Those of the database.
pub fn retired(tx: &mut Tx<'_>, code: &str) -> Result<Option<Retired>> {
    tx.opt(
        sql!(
            "SELECT r.code, p.id AS member, p.name, m.code AS now, r.reason, r.at FROM retired_card r
             JOIN party o ON o.id = r.member JOIN party p ON p.id = COALESCE(o.merged_into, o.id)
             JOIN member m ON m.person = p.id WHERE r.code = ?1"
        ),
        vals![rules::normalised_code(code)],
    )
}

/// A new number for whoever has this one, which counts no more from this moment on: A-00418 becomes A-00418-2.
/// Of two clerks who do it at once the second is told what the first has done.
///
/// # Errors
/// A refusal where no card has this number, or none has it any more; those of the database.
pub fn reissue(tx: &mut Tx<'_>, act: &Act, code: &str, reason: Reason) -> Result<Member> {
    let code = rules::normalised_code(code);
    tx.lock("membership.card", &code)?;
    let Some(member) = queries::by_code(tx, &code)? else {
        return Err(match retired(tx, &code)? {
            Some(old) => {
                let told = Message::new("card-replaced-already").with("code", old.now);
                Refusal::new(Kind::Conflict, told).into()
            }
            None => members::unknown().into(),
        });
    };
    let fresh = fresh_code(tx, &member)?;
    tx.exec(
        sql!("INSERT INTO retired_card (code, member, reason, at) VALUES (?1, ?2, ?3, ?4)"),
        vals![code, member.person, reason, act.at],
    )?;
    tx.exec(sql!("UPDATE member SET code = ?2 WHERE person = ?1"), vals![member.person, fresh])?;
    people::handles::give(tx, member.person, &fresh)?;
    let after = queries::by_id(tx, member.person)?.ok_or_else(members::unknown)?;
    let detail = serde_json::json!({ "code": [code, fresh], "reason": reason.as_str() });
    members::changed(tx, act, &after, "member.card-replaced", &detail)?;
    Ok(after)
}

/// The first number the member had, and how many cards there were since; a number of its own where that becomes
/// too long.
fn fresh_code(tx: &mut Tx<'_>, member: &Member) -> Result<String> {
    let before: Vec<(String,)> = tx.all(
        sql!("SELECT code FROM retired_card WHERE member = ?1 AND reason <> 'merged' ORDER BY at, code"),
        vals![member.person],
    )?;
    let first = before.first().map_or(&member.code, |(code,)| code);
    for n in before.len() + 2..before.len() + 100 {
        let code = format!("{first}-{n}");
        if !rules::is_code(&code) {
            break;
        }
        if queries::by_code(tx, &code)?.is_none() && retired(tx, &code)?.is_none() {
            return Ok(code);
        }
    }
    Ok(rules::code_of(sequence::next(tx, members::NUMBERS)?))
}
