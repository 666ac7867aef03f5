//! What of gifts waits for the staff.

use store::{Result, Tx};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{
    EDIT, VIEW,
    giving::{self, Filter},
    model::{Direction, Kind, State},
    offers,
};

pub(crate) const MATTERS: &[Matter] = &[
    Matter { name: "contributions.offers", shell: Shell::Staff, permission: Some(EDIT), ask: waiting },
    Matter { name: "contributions.late", shell: Shell::Staff, permission: Some(VIEW), ask: late },
    Matter {
        name: "contributions.unbooked",
        shell: Shell::Staff,
        permission: Some(funds::KEEP),
        ask: unbooked,
    },
    Matter { name: "contributions.unsigned", shell: Shell::Staff, permission: Some(EDIT), ask: unsigned },
    Matter { name: "contributions.unthanked", shell: Shell::Staff, permission: Some(EDIT), ask: unthanked },
];

fn waiting(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = offers::waiting_count(tx)?;
    Ok(Waiting::counted(Tone::Warn, "matter-offers", n, "/staf/tawaran"))
}

fn late(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let filter = Filter { late: Some(asking.act.today()), ..Filter::default() };
    let n = giving::counts(tx, &filter)?;
    Ok(Waiting::counted(Tone::Bad, "matter-gifts-late", n, "/staf/kontribusi?telat=1"))
}

/// Money that was taken and is not in the books.
fn unbooked(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let filter = Filter {
        kind: Some(Kind::Money),
        state: Some(State::Accepted),
        direction: Some(Direction::In),
        ..Filter::default()
    };
    let n = giving::counts(tx, &filter)?;
    let href = "/staf/kontribusi?jenis=money&keadaan=accepted&arah=in";
    Ok(Waiting::counted(Tone::Warn, "matter-gifts-unbooked", n, href))
}

/// Handover records of which nobody has kept the signed copy.
fn unsigned(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = giving::counts(tx, &Filter { unsigned: true, ..Filter::default() })?;
    Ok(Waiting::counted(Tone::Info, "matter-gifts-unsigned", n, "/staf/kontribusi?bukti=1"))
}

fn unthanked(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = giving::unthanked(tx)?;
    Ok(Waiting::counted(Tone::Info, "matter-gifts-unthanked", n, "/staf/kontribusi?keadaan=recorded"))
}
