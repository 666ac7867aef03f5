//! When a form was given out, signed: forms anybody may fill in are not taken from programs that fill them in at once,
//! and each is taken once.

use std::sync::LazyLock;

use kernel::{Id, Timestamp};
use platform::accounts::Token;

/// No person fills in a form faster, in milliseconds.
pub const LEAST: i64 = 4_000;
/// After this time a form begins anew, in milliseconds.
const MOST: i64 = 3 * 60 * 60 * 1_000;
/// Forms given out before the program began are signed anew.
static KEY: LazyLock<[u8; 32]> = LazyLock::new(|| Token::fresh().stored());

/// When a form is given out, and which it is, signed.
pub fn given(at: Timestamp) -> String {
    let text = format!("{}.{}", at.as_millisecond(), Id::<()>::new());
    format!("{text}.{}", mac(&text))
}

fn mac(text: &str) -> String {
    blake3::keyed_hash(&KEY, text.as_bytes()).to_hex()[..32].to_owned()
}

/// What `text` is known by while the program runs, and leads back to by nobody.
pub fn print(text: &str) -> [u8; 32] {
    *blake3::keyed_hash(&KEY, text.as_bytes()).as_bytes()
}

/// How long ago a form was given out, in milliseconds; none for a stamp that is not ours or too old.
pub fn age(stamp: &str, now: Timestamp) -> Option<i64> {
    let (text, signed) = stamp.rsplit_once('.')?;
    let at: i64 = text.split_once('.')?.0.parse().ok()?;
    let age = now.as_millisecond().checked_sub(at)?;
    (mac(text) == signed && (0..=MOST).contains(&age)).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_tells_its_age_and_one_that_was_changed_tells_nothing() {
        let given_at: Timestamp = "2026-08-05T09:30:00Z".parse().unwrap();
        let later: Timestamp = "2026-08-05T09:30:07Z".parse().unwrap();
        let made = given(given_at);
        assert_eq!(age(&made, later), Some(7_000));
        assert_eq!(age(&made.replacen('1', "2", 1), later), None);
        assert_eq!(age(&made, "2026-08-05T12:31:00Z".parse().unwrap()), None);
        assert_eq!(age(&made, "2026-08-05T09:29:00Z".parse().unwrap()), None);
        assert_eq!(age("", later), None);
    }
}
