//! Showing that an e-mail address is one's own: a code, and a link that leads to a button, sent to the address.
//!
//! Any module may [`ask`] for it: by its own page it takes the code with [`show_code`], or it hears of
//! [`AddressShown`] when somebody used the link. Codes and links are kept as hashes, count once, and expire.

use jiff::{SignedDuration, Timestamp};
use kernel::{Act, Id, Kind, Message, Person, Refusal};
use mail::Letter;
use people::contacts::{self, AddressProven, Way};
use platform::{
    accounts::Token,
    audit,
    events::{self, Event},
    jobs,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{FromRow, Result, Tx, sql, vals};
use ui::Lexicon;

use crate::{Word, office, readers, wishes, wording};

/// What a member's own address is shown for.
pub const OWN: &str = "notices.own-address";

/// How long a code counts after it was sent.
const LIFE: SignedDuration = SignedDuration::from_hours(1);
/// How long a proof that was never sent waits.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// How many wrong codes make a proof worthless.
const WRONG: i64 = 5;
/// How many letters an address gets in an hour, and a person asks for in a day.
const PER_ADDRESS: i64 = 3;
const PER_PARTY: i64 = 10;

/// Something to be shown, named where it is pointed to.
pub enum Proof {}

/// What is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The address.
    pub address: &'a str,
    /// What for: the name of whoever asks, `membership.domain`.
    pub purpose: &'a str,
    /// Whose it should be, where that person is known.
    pub party: Option<Id<Person>>,
}

/// An address was shown to be somebody's; the subject is the proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressShown {
    /// What for.
    pub purpose: String,
    /// Whose it is, where that was known.
    pub party: Option<Id<Person>>,
    /// The address.
    pub address: String,
}

impl Event for AddressShown {
    const KIND: &'static str = "notices.address-shown";
}

/// A proof as it stands.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Asked {
    /// Which.
    pub id: Id<Proof>,
    /// The address.
    pub address: String,
    /// What for.
    pub purpose: String,
    /// Whose it should be.
    pub party: Option<Id<Person>>,
    /// How often a wrong code was typed.
    pub wrong: i64,
    /// When the letter went out.
    pub sent_at: Option<Timestamp>,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// When it was shown.
    pub proven_at: Option<Timestamp>,
    /// Why the letter did not go out.
    pub failed: Option<String>,
}

impl Asked {
    /// Whether a code or a link for it still counts.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.proven_at.is_none() && self.wrong < WRONG && now < self.expires_at
    }
}

/// Sends a code and a link to an address, after the commit.
///
/// # Errors
/// A refusal when it is no address, or has been asked for too often; those of the database.
pub fn ask(tx: &mut Tx<'_>, act: &Act, ask: &Ask<'_>) -> Result<Id<Proof>> {
    let address = ask.address.trim().to_lowercase();
    if !people::rules::is_address(&address) || !mail::is_address(&address) {
        return Err(Refusal::of_field("email", Message::new("member-email-unreadable")).into());
    }
    tx.lock("notices.proof", &address)?;
    let (lately,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM address_proof WHERE address = ?1 AND asked_at > ?2"),
        vals![address, act.at - SignedDuration::from_hours(1)],
    )?;
    let (by_party,): (i64,) = tx.one(
        sql!("SELECT count(*) FROM address_proof WHERE party = ?1 AND asked_at > ?2"),
        vals![ask.party, act.at - SignedDuration::from_hours(24)],
    )?;
    if lately >= PER_ADDRESS || by_party >= PER_PARTY {
        let often = Message::new("proof-too-often").with("address", address);
        return Err(Refusal::new(Kind::TooMany, often).into());
    }
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO address_proof (id, address, purpose, party, wrong, asked_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6)"
        ),
        vals![id, address, ask.purpose, ask.party, act.at, act.at + WAITS],
    )?;
    jobs::enqueue(tx, act, &office::PROOF, &id, act.at)?;
    Ok(id)
}

/// How a proof stands.
///
/// # Errors
/// Those of the database.
pub fn asked(tx: &mut Tx<'_>, proof: Id<Proof>) -> Result<Option<Asked>> {
    tx.opt(
        sql!(
            "SELECT id, address, purpose, party, wrong, sent_at, expires_at, proven_at, failed
             FROM address_proof WHERE id = ?1"
        ),
        vals![proof],
    )
}

/// The proof that a link in a letter names, while it counts.
///
/// # Errors
/// Those of the database.
pub fn by_link(tx: &mut Tx<'_>, token: &str, now: Timestamp) -> Result<Option<Asked>> {
    let Some(token) = Token::from_hex(token) else { return Ok(None) };
    let found: Option<Asked> = tx.opt(
        sql!(
            "SELECT id, address, purpose, party, wrong, sent_at, expires_at, proven_at, failed
             FROM address_proof WHERE link = ?1"
        ),
        vals![token.stored()],
    )?;
    Ok(found.filter(|asked| asked.is_open(now)))
}

/// Whether somebody has shown an address to be theirs.
///
/// # Errors
/// Those of the database.
pub fn is_shown(tx: &mut Tx<'_>, party: Id<Person>, address: &str) -> Result<bool> {
    let (count,): (i64,) = tx.one(
        sql!(
            "SELECT count(*) FROM address_proof WHERE address = ?1 AND party = ?2 AND proven_at IS NOT NULL"
        ),
        vals![address.trim().to_lowercase(), party],
    )?;
    Ok(count > 0)
}

/// What came of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The address is theirs.
    Shown(Asked),
    /// The code is another one; so many tries are left.
    Wrong(i64),
    /// The proof counts no more: too old, used, or guessed at too often.
    Void,
}

/// Takes the code that somebody typed. A wrong one is counted, which is why this is no refusal: its transaction
/// must be kept.
///
/// # Errors
/// Those of the database.
pub fn show_code(tx: &mut Tx<'_>, act: &Act, proof: Id<Proof>, typed: &str) -> Result<Outcome> {
    tx.lock("notices.proof-code", &proof)?;
    let Some(asked) = asked(tx, proof)?.filter(|asked| asked.is_open(act.at)) else {
        return Ok(Outcome::Void);
    };
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let right = tx.exec(
        sql!("UPDATE address_proof SET wrong = wrong WHERE id = ?1 AND code = ?2"),
        vals![proof, hash(proof, &typed)],
    )?;
    if right == 1 {
        return settle(tx, act, asked).map(Outcome::Shown);
    }
    tx.exec(sql!("UPDATE address_proof SET wrong = wrong + 1 WHERE id = ?1"), vals![proof])?;
    Ok(Outcome::Wrong(WRONG - asked.wrong - 1))
}

/// Takes the link from a letter.
///
/// # Errors
/// A refusal where it counts no more; those of the database.
pub fn show_link(tx: &mut Tx<'_>, act: &Act, token: &str) -> Result<Asked> {
    let void = || Refusal::new(Kind::Conflict, Message::new("proof-void"));
    let asked = by_link(tx, token, act.at)?.ok_or_else(void)?;
    tx.lock("notices.proof-code", &asked.id)?;
    settle(tx, act, asked)
}

fn settle(tx: &mut Tx<'_>, act: &Act, asked: Asked) -> Result<Asked> {
    let settled = tx.exec(
        sql!(
            "UPDATE address_proof SET proven_at = ?2, code = NULL, link = NULL WHERE id = ?1 AND proven_at IS NULL"
        ),
        vals![asked.id, act.at],
    )?;
    if settled == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("proof-void")).into());
    }
    if let Some(party) = asked.party {
        if asked.purpose == OWN {
            let known = contacts::of(tx, party)?.iter().any(|one| one.value == asked.address);
            if !known {
                contacts::add(tx, act, party, Way::Email, &asked.address, "", true)?;
            }
        }
        wishes::confirm(tx, act, &asked.purpose, party)?;
        events::emit(tx, act, party, &AddressProven { address: asked.address.clone() })?;
        let detail = serde_json::json!({ "address": asked.address, "purpose": asked.purpose });
        audit::record(tx, act, "address.shown", "person", party, &detail)?;
    }
    let shown =
        AddressShown { purpose: asked.purpose.clone(), party: asked.party, address: asked.address.clone() };
    events::emit(tx, act, asked.id, &shown)?;
    Ok(Asked { proven_at: Some(act.at), ..asked })
}

fn hash(proof: Id<Proof>, code: &str) -> [u8; 32] {
    Sha256::new().chain_update(proof.as_bytes()).chain_update(code).finalize().into()
}

/// Makes a new code and link and the letter with them; none where the proof counts no more. Neither is ever kept:
/// a letter that has to go twice has another code.
pub(crate) fn letter(
    tx: &mut Tx<'_>,
    act: &Act,
    proof: Id<Proof>,
    lexicon: &'static Lexicon,
    origin: Option<&str>,
) -> Result<Option<Letter>> {
    let Some(asked) = asked(tx, proof)?.filter(|asked| asked.is_open(act.at)) else { return Ok(None) };
    let code = format!("{:06}", rand::random_range(0..1_000_000));
    let link = Token::fresh();
    tx.exec(
        sql!("UPDATE address_proof SET code = ?2, link = ?3, sent_at = ?4, expires_at = ?5 WHERE id = ?1"),
        vals![proof, hash(proof, &code), link.stored(), act.at, act.at + LIFE],
    )?;
    let reader = match asked.party {
        Some(party) => Some(readers::one(tx, party)?),
        None => None,
    };
    let (library, address) = office::signature(tx)?;
    let frame = wording::Frame {
        lexicon,
        lang: reader.as_ref().map(|reader| reader.lang).unwrap_or_default(),
        zone: &act.zone,
        name: reader.as_ref().map_or(asked.address.as_str(), |reader| &reader.name),
        library: &library,
        address: &address,
        origin,
        unsubscribe: None,
    };
    let kind =
        if asked.purpose.starts_with("notices.consent/") { "notices.consent" } else { "notices.proof" };
    let mut values = vec![("code".to_owned(), Word::Text(code))];
    if let Some(wanted) = asked.purpose.strip_prefix("notices.consent/") {
        let named = frame.voice().say(&web::key_of_notice(wanted)).to_owned();
        values.push(("what".to_owned(), Word::Text(named)));
    }
    let path = format!("/alamat/{}", link.to_hex());
    let (subject, text, html) = frame.letter(kind, &values, Some(&path));
    Ok(Some(Letter {
        id: wording::letter_id(Id::<()>::new()),
        to: asked.address,
        name: reader.map(|reader| reader.name).unwrap_or_default(),
        subject,
        text,
        html,
        unsubscribe: None,
    }))
}

pub(crate) fn failed(tx: &mut Tx<'_>, proof: Id<Proof>, reason: &str) -> Result<()> {
    let reason: String = reason.chars().take(500).collect();
    tx.exec(sql!("UPDATE address_proof SET failed = ?2 WHERE id = ?1"), vals![proof, reason])?;
    Ok(())
}

/// Forgets what was never shown.
pub(crate) fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.exec(
        sql!("DELETE FROM address_proof WHERE proven_at IS NULL AND expires_at < ?1"),
        vals![now - SignedDuration::from_hours(24)],
    )
    .map(drop)
}
