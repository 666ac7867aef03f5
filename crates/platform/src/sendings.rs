//! From where forms come that anybody may fill in: so many a day from one network and with one device, and no more.
//!
//! What is kept leads back to nobody: prints under the library's keys, of the day as well, so that tomorrow's are others;
//! they are swept the night after.

use jiff::SignedDuration;
use kernel::{Act, Kind, Message, Refusal, Timestamp};
use store::{Result, Tx, sql, vals};

use crate::settings::{Default, Setting};

/// How many of each form may come from one network in a day: schools and village offices share one.
pub const PER_NETWORK: Setting = Setting {
    key: "library.forms-per-network",
    value: Default::Number { at_first: 120, least: 1, most: 10_000 },
};
/// How many of each form may come with one kind of device from one network in a day: a class shares a telephone, or has the
/// same ones.
pub const PER_DEVICE: Setting = Setting {
    key: "library.forms-per-device",
    value: Default::Number { at_first: 40, least: 1, most: 10_000 },
};
/// How long a sending is counted at the most.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// From where a form comes, in prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender {
    /// The network.
    pub network: [u8; 32],
    /// That, with what the browser calls itself.
    pub device: [u8; 32],
}

/// Counts a form on its way in, in the transaction that keeps what it says. The same `stamp` sent again is no other form.
///
/// # Errors
/// A refusal where as many have come from there today as the library bears; those of the database.
pub fn count(tx: &mut Tx<'_>, act: &Act, form: &str, stamp: &str, sender: &Sender) -> Result<()> {
    tx.lock("platform.sending", &form)?;
    let begun = act.start_of(act.today());
    for (print, most) in [(sender.network, PER_NETWORK), (sender.device, PER_DEVICE)] {
        let most = most.number(tx)?;
        let counted = tx.exec(
            sql!(
                "INSERT INTO sending (print, form, stamp, at) SELECT ?1, ?2, ?3, ?4
                 WHERE (SELECT count(*) FROM sending s WHERE s.print = ?1 AND s.form = ?2 AND s.at >= ?5) < ?6
                     OR EXISTS (SELECT 1 FROM sending o WHERE o.print = ?1 AND o.form = ?2 AND o.stamp = ?3)
                 ON CONFLICT (print, form, stamp) DO UPDATE SET at = sending.at"
            ),
            vals![print, form, stamp, act.at, begun, most],
        )?;
        if counted == 0 {
            return Err(Refusal::new(Kind::TooMany, Message::new("form-enough-from-here")).into());
        }
    }
    Ok(())
}

/// Forgets what counts no more; how many were forgotten.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64> {
    tx.exec(sql!("DELETE FROM sending WHERE at < ?1"), vals![now - KEPT])
}
