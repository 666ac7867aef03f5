//! What of volunteers waits for somebody.

use store::{Result, Tx, sql, vals};
use ui::part::Tone;
use web::{Asking, Matter, Shell, Waiting};

use crate::{EDIT, roll};

pub(crate) const MATTERS: &[Matter] = &[
    Matter {
        name: "volunteers.applications",
        shell: Shell::Staff,
        permission: Some(EDIT),
        ask: applications,
    },
    Matter { name: "volunteers.hours", shell: Shell::Staff, permission: Some(EDIT), ask: hours },
    Matter { name: "volunteers.checks", shell: Shell::Staff, permission: Some(EDIT), ask: checks },
];

fn applications(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM volunteer_application WHERE state = 'waiting'"), vals![])?;
    Ok(Waiting::counted(Tone::Warn, "matter-volunteers", n, "/staf/relawan"))
}

fn hours(tx: &mut Tx<'_>, _: &Asking<'_>) -> Result<Vec<Waiting>> {
    let (n,): (i64,) = tx.one(
        sql!(
            "SELECT count(*) FROM volunteer_hours h LEFT JOIN volunteer_hours_word w ON w.hours = h.id
             WHERE w.hours IS NULL AND h.reverses IS NULL
                 AND NOT EXISTS (SELECT 1 FROM volunteer_hours r WHERE r.reverses = h.id)"
        ),
        vals![],
    )?;
    Ok(Waiting::counted(Tone::Info, "matter-volunteer-hours", n, "/staf/relawan/jam"))
}

fn checks(tx: &mut Tx<'_>, asking: &Asking<'_>) -> Result<Vec<Waiting>> {
    let n = i64::try_from(roll::ending(tx, asking.act)?.len()).unwrap_or(i64::MAX);
    Ok(Waiting::counted(Tone::Warn, "matter-volunteer-checks", n, "/staf/relawan"))
}
