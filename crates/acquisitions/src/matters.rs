//! What of the purchase of books waits for somebody.

use jiff::ToSpan;
use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{EDIT, model::Wish, settings::LATE_DAYS, suggestions};

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "acquisitions.suggestions", shell: Shell::Staff, permission: Some(EDIT), ask: undecided },
    Matter {
        name: "acquisitions.drafts",
        shell: Shell::Staff,
        permission: Some(funds::APPROVE),
        ask: drafts,
    },
    Matter { name: "acquisitions.late", shell: Shell::Staff, permission: Some(EDIT), ask: late },
];

fn undecided(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = suggestions::count(tx, Wish::New)?;
    Ok(Waiting::counted(Tone::Warn, "matter-suggestions", n, "/staf/pengadaan"))
}

/// Orders that wait for this person's word: in which they neither chose anything nor approved it already.
fn drafts(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM purchase_order o WHERE o.state = 'draft'
                 AND EXISTS (SELECT 1 FROM order_line l WHERE l.purchase_order = o.id)
                 AND NOT EXISTS (SELECT 1 FROM order_hand h WHERE h.purchase_order = o.id AND h.person = ?1)"
        ),
        vals![asking.person],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-orders", n, "/staf/pengadaan/pesanan"))
}

/// Orders of which something should have come by now.
fn late(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let before = asking.act.today().saturating_sub(LATE_DAYS.number(tx)?.days());
    let (n,) = tx.one(
        sql!(
            "SELECT count(*) FROM purchase_order o WHERE o.state = 'ordered' AND o.placed_on < ?1
                 AND EXISTS (SELECT 1 FROM order_line l WHERE l.purchase_order = o.id AND l.received < l.copies)"
        ),
        vals![before],
    )?;
    Ok(Waiting::counted(Tone::Warn, "matter-orders-late", n, "/staf/pengadaan/pesanan"))
}
