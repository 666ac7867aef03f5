//! Returning: harmless when repeated, and honest about when the copy was really back.

use catalogue::copies::{self, Copy, Status};
use jiff::SignedDuration;
use kernel::{Act, Id, Kind, Message, Refusal, Timestamp};
use platform::{audit, idempotency, library::Branch};
use serde::{Deserialize, Serialize};
use store::{Result, Tx, sql, vals};

use crate::{HouseUse, Loan, events, lending, loans, rules, settings};

/// A copy that came back this short a while ago is scanned twice rather than read in the house.
const SAME_PILE: SignedDuration = SignedDuration::from_mins(10);

/// A copy that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CheckIn {
    /// What.
    pub copy: Id<Copy>,
    /// Where.
    pub desk: Id<Branch>,
    /// When it was really back, if it lay in the book drop.
    pub since: Option<Timestamp>,
}

impl CheckIn {
    /// Over the desk, now.
    pub const fn now(copy: Id<Copy>, desk: Id<Branch>) -> Self {
        Self { copy, desk, since: None }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The loan that ended, where the copy was on loan.
    pub loan: Option<Loan>,
    /// The use in the house that was counted, where it was not.
    pub house_use: Option<Id<HouseUse>>,
    /// How many days late it is.
    pub days_late: i64,
    /// Whether it was thought lost; it is on its shelf again as far as the catalogue knows.
    pub found: bool,
}

/// Takes a copy back. One that is not on loan is counted as read in the house, if the library wants that,
/// and nothing else happens to it (circulation.md 7).
///
/// # Errors
/// A refusal when the copy is unknown or the time given lies ahead; those of the database.
pub fn check_in(tx: &mut Tx<'_>, act: &Act, command: &CheckIn) -> Result<Back> {
    let copy = copies::by_id(tx, command.copy)?.ok_or_else(lending::unknown_copy)?;
    if command.since.is_some_and(|since| since > act.at) {
        return Err(Refusal::of_field("since", Message::new("return-in-future")).into());
    }
    let at = command.since.unwrap_or(act.at);
    let ended = end(tx, copy.id, at)?;
    let house_use = match (&ended, copy.status) {
        (None, Status::Available | Status::Reference) => count_house_use(tx, &copy, command.desk, at)?,
        _ => None,
    };
    let found = copy.status == Status::Lost;
    if found {
        copies::set_status(tx, act, copy.id, Status::Available)?;
    }
    let days_late = ended.as_ref().map_or(0, |loan| rules::days_late(act, loan.due_at, at));
    if let Some(loan) = &ended {
        copies::returned(tx, act, copy.id)?;
        let detail =
            serde_json::json!({ "copy": copy.barcode, "returned": loan.returned_at, "days_late": days_late });
        audit::record(tx, act, "loan.returned", "loan", loan.id, &detail)?;
        events::returned(tx, act, loan)?;
    }
    Ok(Back { loan: ended, house_use, days_late, found })
}

/// [`check_in`] for callers that may send the same request again.
///
/// # Errors
/// As [`check_in`]; a refusal when `key` came before with another command.
pub fn check_in_once(tx: &mut Tx<'_>, act: &Act, key: &str, command: &CheckIn) -> Result<Back> {
    idempotency::once(tx, act, key, command, |tx| check_in(tx, act, command))
}

/// Ends the open loan of `copy`, if there is one; never before it began.
fn end(tx: &mut Tx<'_>, copy: Id<Copy>, at: Timestamp) -> Result<Option<Loan>> {
    tx.opt(
        sql!(
            "UPDATE loan SET returned_at = CASE WHEN out_at > ?2 THEN out_at ELSE ?2 END
             WHERE copy = ?1 AND returned_at IS NULL
             RETURNING id, copy, member, branch, kind, plan, out_at, due_at, renewals, returned_at"
        ),
        vals![copy, at],
    )
}

fn count_house_use(
    tx: &mut Tx<'_>,
    copy: &Copy,
    desk: Id<Branch>,
    at: Timestamp,
) -> Result<Option<Id<HouseUse>>> {
    if !settings::COUNT_HOUSE_USE.flag(tx)? {
        return Ok(None);
    }
    // Two desks that scan it at once have one use before them.
    tx.lock("house-use", &copy.id)?;
    let (recent,): (bool,) = tx.one(
        sql!(
            "SELECT EXISTS (SELECT 1 FROM loan WHERE copy = ?1 AND returned_at > ?2)
                 OR EXISTS (SELECT 1 FROM house_use WHERE copy = ?1 AND at > ?2)"
        ),
        vals![copy.id, at - SAME_PILE],
    )?;
    if recent {
        return Ok(None);
    }
    let id = Id::new();
    tx.exec(
        sql!("INSERT INTO house_use (id, copy, branch, at) VALUES (?1, ?2, ?3, ?4)"),
        vals![id, copy.id, desk, at],
    )?;
    Ok(Some(id))
}

/// Takes a return back: the loan goes on as it was, due when it was due.
///
/// # Errors
/// A refusal when the copy has been lent again since, or the loan was parted from whoever had it; those of the database.
pub fn undo(tx: &mut Tx<'_>, act: &Act, loan: Id<Loan>, found: bool) -> Result<Loan> {
    let was = loans::by_id(tx, loan)?.filter(|loan| loan.returned_at.is_some());
    let Some(was) = was else { return Err(lending::too_late().into()) };
    let copy = copies::by_id(tx, was.copy)?.ok_or_else(lending::unknown_copy)?;
    let lent_again = || Refusal::new(Kind::Conflict, Message::new("loan-undo-lent-again"));
    if copy.due.is_some() || copy.status == Status::Withdrawn {
        return Err(lent_again().into());
    }
    let back = tx.exec(
        sql!(
            "UPDATE loan SET returned_at = NULL
             WHERE id = ?1 AND returned_at IS NOT NULL AND member IS NOT NULL"
        ),
        vals![loan],
    );
    // Another desk may have lent or withdrawn it since it was looked at.
    let back = back.map_err(|error| if error.is_unique("loan") { lent_again().into() } else { error })?;
    if back == 0 {
        return Err(lending::too_late().into());
    }
    copies::return_undone(tx, act, was.copy, was.due_at).map_err(|error| match error {
        store::Error::Missing => lent_again().into(),
        other => other,
    })?;
    if found {
        copies::set_status(tx, act, was.copy, Status::Lost)?;
    }
    audit::record(
        tx,
        act,
        "loan.return-undone",
        "loan",
        loan,
        &serde_json::json!({ "copy": copy.barcode, "returned": was.returned_at }),
    )?;
    events::undone::<events::Returned>(tx, act, &was)?;
    Ok(Loan { returned_at: None, ..was })
}

/// Takes a counted use in the house back.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn undo_house_use(tx: &mut Tx<'_>, id: Id<HouseUse>) -> Result<()> {
    match tx.exec(sql!("DELETE FROM house_use WHERE id = ?1"), vals![id])? {
        0 => Err(lending::too_late().into()),
        _ => Ok(()),
    }
}
