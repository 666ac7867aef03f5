//! What of the library's money waits for somebody.

use jiff::ToSpan;
use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{APPROVE, KEEP, rules};

/// How many days before a fund's last one the treasurer hears of what is left in it.
const ENDING_DAYS: i64 = 60;

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "funds.approvals", shell: Shell::Staff, permission: Some(APPROVE), ask: to_approve },
    Matter { name: "funds.payments", shell: Shell::Staff, permission: Some(KEEP), ask: to_pay },
    Matter { name: "funds.ending", shell: Shell::Staff, permission: Some(KEEP), ask: ending },
    Matter { name: "funds.months", shell: Shell::Staff, permission: Some(KEEP), ask: to_close },
];

/// Wishes to pay that this person may say something of: not their own, and not those they spoke of already.
fn to_approve(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM spending s WHERE s.state = 'requested' AND s.requester <> ?1 AND NOT EXISTS (
                 SELECT 1 FROM spending_step v WHERE v.spending = s.id AND v.decider = ?1)"
        ),
        vals![asking.person],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-spending-approve", n, "/staf/belanja?keadaan=requested"))
}

fn to_pay(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM spending WHERE state = 'approved'"), vals![])?;
    Ok(Waiting::counted(Tone::Warn, "matter-spending-pay", n, "/staf/belanja?keadaan=approved"))
}

/// Restricted money whose last day comes near while some of it is left.
fn ending(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let horizon = asking.act.today().saturating_add(ENDING_DAYS.days());
    let (n,) = tx.one(
        sql!("SELECT count(*) FROM fund WHERE closed_on IS NULL AND until <= ?1 AND balance > 0"),
        vals![horizon],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-funds-ending", n, "/staf/dana"))
}

/// Months before the last one that are still open.
fn to_close(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let last = asking.act.today().first_of_month().yesterday().unwrap_or_default();
    let (n,) = tx.one(
        sql!("SELECT count(*) FROM ledger_month WHERE open AND month < ?1"),
        vals![rules::month(last)],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-months-open", n, "/staf/kas/bulan"))
}
