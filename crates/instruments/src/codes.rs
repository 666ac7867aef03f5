//! Short codes: of addresses, and of slips that are good once.

use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::audit;
use serde_json::json;
use store::{Result, ToValue, Tx, sql, vals};

use crate::model::{Access, Instrument};

/// Signs that nobody takes for another one, read aloud, copied by hand or printed badly.
const SIGNS: &[u8; 24] = b"23456789ACDEFHJKMNPRTWXY";
/// The most slips that are made at once.
pub const MOST: i64 = 500;

fn drawn(length: usize) -> String {
    (0..length).map(|_| char::from(SIGNS[rand::random_range(0..SIGNS.len())])).collect()
}

/// A code for an address: six signs.
pub(crate) fn address() -> String {
    drawn(6)
}

/// What is typed as the code of a slip, as it is hashed: small letters, spaces and strokes do not matter.
fn hash(typed: &str) -> [u8; 32] {
    let signs: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    *blake3::hash(signs.to_ascii_uppercase().as_bytes()).as_bytes()
}

const KEEP: store::many::Rows =
    store::rows!("INSERT INTO instrument_slip (hash, instrument, made_on, spent) VALUES ", 4);

/// Makes slips. Their codes are given back once: the library keeps what they are known by, and cannot read them.
///
/// # Errors
/// A refusal for a questionnaire one does not come to by slips, or for too many at once; those of the database.
pub fn make(tx: &mut Tx<'_>, act: &Act, instrument: &Instrument, count: i64) -> Result<Vec<String>> {
    if instrument.access != Access::Slip {
        return Err(Refusal::new(No::Conflict, Message::new("slips-not-here")).into());
    }
    if !(1..=MOST).contains(&count) {
        let message = Message::new("slips-out-of-bounds").with("most", MOST);
        return Err(Refusal::of_field("count", message).into());
    }
    let codes: Vec<String> = (0..count).map(|_| format!("{}-{}", drawn(5), drawn(5))).collect();
    let hashes: Vec<[u8; 32]> = codes.iter().map(|code| hash(code)).collect();
    let today = act.today();
    let row = |hash| [ToValue::to_value(hash), instrument.id.to_value(), today.to_value(), false.to_value()];
    let values: Vec<store::Value<'_>> = hashes.iter().flat_map(row).collect();
    tx.exec_rows(&KEEP, &values)?;
    audit::record(tx, act, "instrument.slips-made", "instrument", instrument.id, &json!({ "count": count }))?;
    Ok(codes)
}

/// Spends a slip, in the transaction that keeps the response: of two who bring the same one at once, one is too late.
///
/// # Errors
/// A refusal for a code that is none of this questionnaire's or was spent; those of the database.
pub(crate) fn spend(tx: &mut Tx<'_>, instrument: Id<Instrument>, typed: &str) -> Result<()> {
    let spent = tx.exec(
        sql!("UPDATE instrument_slip SET spent = TRUE WHERE hash = ?1 AND instrument = ?2 AND NOT spent"),
        vals![hash(typed), instrument],
    )?;
    if spent == 1 { Ok(()) } else { Err(Refusal::of_field("slip", Message::new("slip-not-good")).into()) }
}

/// Whether a slip can still be spent.
///
/// # Errors
/// Those of the database.
pub fn is_good(tx: &mut Tx<'_>, instrument: Id<Instrument>, typed: &str) -> Result<bool> {
    let found: Option<(bool,)> = tx.opt(
        sql!("SELECT spent FROM instrument_slip WHERE hash = ?1 AND instrument = ?2"),
        vals![hash(typed), instrument],
    )?;
    Ok(found == Some((false,)))
}

/// How many slips were made for a questionnaire, and how many of them were spent.
///
/// # Errors
/// Those of the database.
pub fn counted(tx: &mut Tx<'_>, instrument: Id<Instrument>) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN spent THEN 1 ELSE 0 END), 0) AS BIGINT)
             FROM instrument_slip WHERE instrument = ?1"
        ),
        vals![instrument],
    )
}
