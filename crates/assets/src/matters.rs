//! What of the library's things waits for somebody.

use jiff::ToSpan;
use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{DECIDE, EDIT, register};

/// How many days before a warranty ends somebody hears of it: a fault that shows now is mended for nothing.
const WARRANTY_DAYS: i64 = 30;

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "assets.removals", shell: Shell::Staff, permission: Some(DECIDE), ask: removals },
    Matter { name: "assets.care", shell: Shell::Staff, permission: Some(EDIT), ask: care },
    Matter { name: "assets.bought", shell: Shell::Staff, permission: Some(EDIT), ask: bought },
    Matter { name: "assets.warranties", shell: Shell::Staff, permission: Some(EDIT), ask: warranties },
];

fn removals(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!("SELECT count(*) FROM asset_removal WHERE decision IS NULL AND requester <> ?1"),
        vals![asking.person],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-asset-removals", n, "/staf/aset/perawatan"))
}

fn care(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM asset_care c JOIN asset x ON x.id = c.asset
             WHERE c.done_on IS NULL AND c.due <= ?1 AND x.written_off_on IS NULL"
        ),
        vals![asking.act.today()],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-asset-care", n, "/staf/aset/perawatan"))
}

/// Equipment that was paid for and is not in the register.
fn bought(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = register::open_payments(tx)?.len() as i64;
    Ok(Waiting::counted(Tone::Info, "matter-asset-bought", n, "/staf/aset/perawatan"))
}

fn warranties(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let today = asking.act.today();
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM asset
             WHERE warranty_until >= ?1 AND warranty_until <= ?2 AND written_off_on IS NULL"
        ),
        vals![today, today.saturating_add(WARRANTY_DAYS.days())],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-asset-warranties", n, "/staf/aset/perawatan"))
}
