//! Codes that a program on the telephone counts (TOTP, RFC 6238: SHA-1, six digits, 30 seconds), and codes on
//! paper for when the telephone is gone.

use kernel::{Act, Id, Kind, Message, Person, Refusal, Timestamp};
use platform::{
    audit,
    vault::{Place, Vault},
};
use store::{Error, FromRow, Result, Tx, sql, vals};
use totp_rs::{Builder, Secret, Totp};

const SECRET: Place = Place { table: "totp", column: "secret" };
/// How many codes stand on the paper.
const PAPER: usize = 10;
/// The letters of codes on paper: none that is taken for another.
const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// What a telephone is told: the secret in letters, and the same as an address for its camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Base 32, in groups of four.
    pub letters: String,
    /// `otpauth://totp/…`
    pub address: String,
}

/// Makes a new secret for `person`, which counts once a first code has been shown ([`confirm`]).
///
/// # Errors
/// A refusal when there is one that counts already, and when the vault is shut; those of the database.
pub fn begin(tx: &mut Tx<'_>, act: &Act, vault: &Vault, person: Id<Person>) -> Result<()> {
    if is_on(tx, person)? {
        return Err(Refusal::new(Kind::Conflict, Message::new("totp-is-on")).into());
    }
    let secret = Secret::from(rand::random::<[u8; 20]>());
    let sealed = vault.seal(SECRET, person, secret.to_base32())?;
    tx.exec(sql!("DELETE FROM totp WHERE person = ?1"), vals![person])?;
    tx.exec(
        sql!("INSERT INTO totp (person, secret, begun_at, confirmed_at, last_step) VALUES (?1, ?2, ?3, NULL, 0)"),
        vals![person, sealed, act.at],
    )?;
    Ok(())
}

/// What to show the telephone of `person`, while no first code has been shown.
///
/// # Errors
/// [`Error::Missing`] when nothing was begun; a refusal when the vault is shut; those of the database.
pub fn enrolment(
    tx: &mut Tx<'_>,
    vault: &Vault,
    person: Id<Person>,
    library: &str,
    login: &str,
) -> Result<Enrolment> {
    let stored = stored(tx, person)?.filter(|stored| stored.confirmed_at.is_none()).ok_or(Error::Missing)?;
    let secret = vault.open(SECRET, person, &stored.secret)?;
    let letters = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let part = |text: &str| ui::page::query_value(text).replace('/', "%2F");
    let (issuer, account) = (part(library), part(login));
    let address = format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}");
    Ok(Enrolment { letters, address })
}

/// Shows a first code: from now on one is asked for at every sign-in. The codes for the paper, to be seen once.
///
/// # Errors
/// A refusal when the code is wrong; those of [`enrolment`].
pub fn confirm(
    tx: &mut Tx<'_>,
    act: &Act,
    vault: &Vault,
    person: Id<Person>,
    code: &str,
) -> Result<Vec<String>> {
    let stored = stored(tx, person)?.filter(|stored| stored.confirmed_at.is_none()).ok_or(Error::Missing)?;
    let step = matching(vault, person, &stored, code, act.at)?.ok_or_else(wrong)?;
    tx.exec(
        sql!("UPDATE totp SET confirmed_at = ?2, last_step = ?3 WHERE person = ?1"),
        vals![person, act.at, step],
    )?;
    audit::record(tx, act, "second-step.set-up", "person", person, &serde_json::json!({ "kind": "totp" }))?;
    new_paper(tx, act, person)
}

/// Whether `person` is asked for a code.
///
/// # Errors
/// Those of the database.
pub fn is_on(tx: &mut Tx<'_>, person: Id<Person>) -> Result<bool> {
    Ok(stored(tx, person)?.is_some_and(|stored| stored.confirmed_at.is_some()))
}

/// Lets a code in, from the telephone or the paper. Each is let in once: the database keeps the last step and only
/// ever moves it on.
///
/// # Errors
/// A refusal when the code is wrong or was used; those of the database.
pub fn show(tx: &mut Tx<'_>, act: &Act, vault: &Vault, person: Id<Person>, code: &str) -> Result<()> {
    let Some(stored) = stored(tx, person)?.filter(|stored| stored.confirmed_at.is_some()) else {
        return Err(wrong().into());
    };
    let typed: String = code.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    if typed.len() == PAPER_LETTERS {
        return show_paper(tx, act, person, &typed);
    }
    let step = matching(vault, person, &stored, &typed, act.at)?.ok_or_else(wrong)?;
    let moved = tx.exec(
        sql!("UPDATE totp SET last_step = ?2 WHERE person = ?1 AND last_step < ?2"),
        vals![person, step],
    )?;
    if moved == 1 { Ok(()) } else { Err(Refusal::of_field("code", Message::new("code-used")).into()) }
}

const PAPER_LETTERS: usize = 10;

fn show_paper(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, typed: &str) -> Result<()> {
    let used = tx.exec(
        sql!("UPDATE recovery_code SET used_at = ?3 WHERE person = ?1 AND hash = ?2 AND used_at IS NULL"),
        vals![person, hashed(person, typed), act.at],
    )?;
    if used != 1 {
        return Err(wrong().into());
    }
    audit::record(tx, act, "second-step.paper-used", "person", person, &())
}

/// New codes for the paper; the old ones are worth nothing from now on.
///
/// # Errors
/// Those of the database.
pub fn new_paper(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<Vec<String>> {
    tx.exec(sql!("DELETE FROM recovery_code WHERE person = ?1"), vals![person])?;
    let letter = || char::from(LETTERS[rand::random_range(0..LETTERS.len())]);
    let codes: Vec<String> = (0..PAPER).map(|_| (0..PAPER_LETTERS).map(|_| letter()).collect()).collect();
    for code in &codes {
        tx.exec(
            sql!("INSERT INTO recovery_code (person, hash, used_at) VALUES (?1, ?2, NULL)"),
            vals![person, hashed(person, code)],
        )?;
    }
    audit::record(tx, act, "second-step.paper-made", "person", person, &())?;
    Ok(codes.iter().map(|code| format!("{}-{}", &code[..5], &code[5..])).collect())
}

/// How many codes on the paper are left.
///
/// # Errors
/// Those of the database.
pub fn paper_left(tx: &mut Tx<'_>, person: Id<Person>) -> Result<i64> {
    let (left,) = tx.one(
        sql!("SELECT count(*) FROM recovery_code WHERE person = ?1 AND used_at IS NULL"),
        vals![person],
    )?;
    Ok(left)
}

/// Asks `person` for no code any more.
///
/// # Errors
/// Those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(sql!("DELETE FROM recovery_code WHERE person = ?1"), vals![person])?;
    let removed = tx.exec(sql!("DELETE FROM totp WHERE person = ?1"), vals![person])?;
    match removed {
        0 => Ok(()),
        _ => audit::record(
            tx,
            act,
            "second-step.removed",
            "person",
            person,
            &serde_json::json!({ "kind": "totp" }),
        ),
    }
}

#[derive(FromRow)]
struct Stored {
    secret: Vec<u8>,
    confirmed_at: Option<Timestamp>,
}

fn stored(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Stored>> {
    tx.opt(sql!("SELECT secret, confirmed_at FROM totp WHERE person = ?1"), vals![person])
}

/// The step a code is of, one before and one after the present included: clocks differ.
fn matching(
    vault: &Vault,
    person: Id<Person>,
    stored: &Stored,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>> {
    let secret = vault.open(SECRET, person, &stored.secret)?;
    let counter = counter(&secret)?;
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    let step = if code.len() == 6 { counter.check(&code, now) } else { None };
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn counter(letters: &str) -> Result<Totp> {
    let broken = |e: String| Error::Shape(format!("a TOTP secret is broken: {e}"));
    let secret = Secret::try_from_base32(letters).map_err(|e| broken(e.to_string()))?;
    Builder::new().with_secret(secret).build().map_err(|e| broken(e.to_string()))
}

/// The code for `letters` at `now`: for tests and for nobody else.
#[doc(hidden)]
pub fn code_at(letters: &str, now: Timestamp) -> Result<String> {
    let letters: String = letters.chars().filter(|c| *c != ' ').collect();
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(counter(&letters)?.generate(now).to_string())
}

/// Fifty bits of chance need no slow hash; the person is in it, so that equal codes do not look alike.
fn hashed(person: Id<Person>, code: &str) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("mapalus identity recovery code 1")
        .update(person.as_bytes())
        .update(code.as_bytes())
        .finalize()
        .as_bytes()
}

fn wrong() -> Refusal {
    Refusal::of_field("code", Message::new("code-wrong"))
}
