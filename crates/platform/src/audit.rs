//! Who changed what: an append-only log in the changing transaction, each entry's hash covering the one
//! before (reliability-security.md, "Audit log").
//!
//! The chain holds a commitment to each entry's values; the values themselves stand in a table of their own
//! and can be erased for the sake of a person's privacy without breaking the chain. Cutting off the tail
//! shows only against a head written down elsewhere.

use kernel::{Act, Id, Person, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::{FromRow, Result, Tx, sql, vals};

type Hash = [u8; 32];

/// Writes down that `act` did `action` (`copy.withdrawn`) to a subject, with the values that changed.
///
/// # Errors
/// Those of the database.
pub fn record<T>(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &str,
    subject_kind: &str,
    subject: Id<T>,
    detail: &impl Serialize,
) -> Result<()> {
    record_all(tx, act, action, subject_kind, &[(subject, detail)])
}

/// [`record`], for many subjects that the same was done to, each with its values.
///
/// # Errors
/// Those of the database.
pub fn record_all<T>(
    tx: &mut Tx<'_>,
    act: &Act,
    action: &str,
    subject_kind: &str,
    subjects: &[(Id<T>, impl Serialize)],
) -> Result<()> {
    const ENTRIES: store::many::Rows = store::rows!(
        "INSERT INTO audit (seq, at, actor, action, subject_kind, subject, commitment, hash) VALUES ",
        8
    );
    const DETAILS: store::many::Rows =
        store::rows!("INSERT INTO audit_detail (seq, salt, detail) VALUES ", 3);
    if subjects.is_empty() {
        return Ok(());
    }
    // Entries follow each other; nobody appends between reading the head and committing after it.
    tx.lock("journal", &"")?;
    let (mut seq, mut previous) = head(tx)?.map_or((0, [0; 32]), |head| (head.seq, head.hash));
    let mut kept = Vec::with_capacity(subjects.len());
    for (subject, detail) in subjects {
        seq += 1;
        let detail = serde_json::to_string(detail).map_err(|e| store::Error::Shape(e.to_string()))?;
        let salt: [u8; 16] = rand::random();
        let mut entry = Entry {
            seq,
            at: act.at,
            actor: act.by.person(),
            action: action.to_owned(),
            subject_kind: subject_kind.to_owned(),
            subject: subject.cast(),
            commitment: commitment(&salt, &detail),
            hash: [0; 32],
            salt: Some(salt),
            detail: Some(detail),
        };
        entry.hash = entry.sealed(&previous);
        previous = entry.hash;
        kept.push(entry);
    }
    let mut entries = Vec::with_capacity(kept.len() * 8);
    let mut details = Vec::with_capacity(kept.len() * 3);
    for entry in &kept {
        entries.extend_from_slice(vals![
            entry.seq,
            entry.at,
            entry.actor,
            entry.action,
            entry.subject_kind,
            entry.subject,
            entry.commitment,
            entry.hash
        ]);
        details.extend_from_slice(vals![entry.seq, entry.salt, entry.detail]);
    }
    tx.exec_rows(&ENTRIES, &entries)?;
    tx.exec_rows(&DETAILS, &details)?;
    Ok(())
}

/// The last entry's number and hash: what an anchor writes down.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Head {
    /// The entry's number; the first is 1.
    pub seq: i64,
    /// Its hash, which covers all entries before.
    pub hash: Hash,
}

/// The head of the chain, if anything was ever written.
///
/// # Errors
/// Those of the database.
pub fn head(tx: &mut Tx<'_>) -> Result<Option<Head>> {
    tx.opt(sql!("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"), vals![])
}

/// What a check of the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries hold, from the first on.
    pub entries: i64,
    /// How many of them have had their values erased.
    pub erased: i64,
    /// The first entry that does not hold, and why.
    pub broken: Option<(i64, Break)>,
}

/// How an entry fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Its number does not follow: entries are missing before it.
    Gap,
    /// Its hash does not cover what stands there now.
    Hash,
    /// Its values are not those it was written with.
    Detail,
}

/// Recomputes the chain from its beginning, in the memory of one entry.
///
/// # Errors
/// Those of the database.
pub fn verify(tx: &mut Tx<'_>) -> Result<Verification> {
    let mut found = Verification { entries: 0, erased: 0, broken: None };
    let mut previous: Hash = [0; 32];
    tx.each(
        sql!(
            "SELECT a.seq, a.at, a.actor, a.action, a.subject_kind, a.subject, a.commitment, a.hash, d.salt, d.detail
             FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq ORDER BY a.seq"
        ),
        vals![],
        |entry: Entry| {
            if found.broken.is_some() {
                return Ok(());
            }
            let values = entry.salt.zip(entry.detail.as_deref());
            let broken = if entry.seq != found.entries + 1 {
                Some(Break::Gap)
            } else if entry.sealed(&previous) != entry.hash {
                Some(Break::Hash)
            } else if values.is_some_and(|(salt, detail)| commitment(&salt, detail) != entry.commitment) {
                Some(Break::Detail)
            } else {
                None
            };
            match broken {
                Some(why) => found.broken = Some((entry.seq, why)),
                None => {
                    found.entries += 1;
                    found.erased += i64::from(values.is_none());
                    previous = entry.hash;
                }
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// An entry as people read it, in a history or in the whole log.
#[derive(Debug, Clone, FromRow)]
pub struct Past {
    /// The entry's number.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it, where a signed-in person did.
    pub actor: Option<Id<Person>>,
    /// That person's name.
    pub name: Option<String>,
    /// What was done: `record.edited`.
    pub action: String,
    /// What it was done to: `record`.
    pub subject_kind: String,
    /// Which one; all zeros where there is only one.
    pub subject: Id<()>,
    /// The values, as JSON, unless they were erased.
    pub detail: Option<String>,
}

/// What was written down of every time something was done: to which subject, and the values as JSON, unless they were erased.
///
/// # Errors
/// Those of the database.
pub fn told(tx: &mut Tx<'_>, action: &str) -> Result<Vec<(Id<()>, String)>> {
    tx.all(
        sql!(
            "SELECT a.subject, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq WHERE a.action = ?1 ORDER BY a.seq"
        ),
        vals![action],
    )
}

/// The latest `limit` entries about a subject, the newest first.
///
/// # Errors
/// Those of the database.
pub fn history<T>(tx: &mut Tx<'_>, subject: Id<T>, limit: i64) -> Result<Vec<Past>> {
    tx.all(
        sql!("SELECT * FROM audit_told WHERE subject = ?1 ORDER BY seq DESC LIMIT ?2"),
        vals![subject, limit],
    )
}

/// Every action there is an entry of, by its name: from one to the next by the index, however long the log is.
///
/// # Errors
/// Those of the database.
pub fn actions(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let found: Vec<(String,)> = tx.all(
        sql!(
            "WITH RECURSIVE one (action) AS (
                 SELECT MIN(action) FROM audit
                 UNION ALL SELECT (SELECT MIN(a.action) FROM audit a WHERE a.action > one.action)
                 FROM one WHERE one.action IS NOT NULL)
             SELECT action FROM one WHERE action IS NOT NULL ORDER BY action"
        ),
        vals![],
    )?;
    Ok(found.into_iter().map(|(action,)| action).collect())
}

/// The latest `limit` entries before number `before`, the newest first: those of `action`, where it is not empty,
/// and which `actor` did, where one is given.
///
/// # Errors
/// Those of the database.
pub fn list(
    tx: &mut Tx<'_>,
    action: &str,
    actor: Option<Id<Person>>,
    before: i64,
    limit: i64,
) -> Result<Vec<Past>> {
    // Two statements, so that each goes by the index it needs.
    match actor {
        None => tx.all(
            sql!(
                "SELECT * FROM audit_told WHERE seq < ?1 AND (?2 = '' OR action = ?2) ORDER BY seq DESC LIMIT ?3"
            ),
            vals![before, action, limit],
        ),
        Some(actor) => tx.all(
            sql!(
                "SELECT * FROM audit_told WHERE actor = ?4 AND seq < ?1 AND (?2 = '' OR action = ?2)
                 ORDER BY seq DESC LIMIT ?3"
            ),
            vals![before, action, limit, actor],
        ),
    }
}

/// Erases the values of every entry about `subject`, for a person who asks to be forgotten; how many. What
/// was done, when and by whom still stands, and the chain holds.
///
/// # Errors
/// Those of the database.
pub fn erase<T>(tx: &mut Tx<'_>, act: &Act, subject_kind: &str, subject: Id<T>) -> Result<u64> {
    let erased = tx.exec(
        sql!("DELETE FROM audit_detail WHERE seq IN (SELECT seq FROM audit WHERE subject = ?1)"),
        vals![subject],
    )?;
    record(tx, act, "audit.erased", subject_kind, subject, &serde_json::json!({ "entries": erased }))?;
    Ok(erased)
}

/// An entry of the chain, with its values and their salt unless they were erased.
#[derive(FromRow)]
struct Entry {
    seq: i64,
    at: Timestamp,
    actor: Option<Id<Person>>,
    action: String,
    subject_kind: String,
    subject: Id<()>,
    commitment: Hash,
    hash: Hash,
    salt: Option<[u8; 16]>,
    detail: Option<String>,
}

impl Entry {
    /// The hash over the previous one and every field; texts are preceded by their lengths, so that no two
    /// entries read alike.
    fn sealed(&self, previous: &Hash) -> Hash {
        let mut hash = Sha256::new();
        hash.update(previous);
        hash.update(self.seq.to_be_bytes());
        hash.update(self.at.as_millisecond().to_be_bytes());
        hash.update(self.actor.map_or([0; 16], |id| *id.as_bytes()));
        for text in [&self.action, &self.subject_kind] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.update(self.subject.as_bytes());
        hash.update(self.commitment);
        hash.finalize().into()
    }
}

fn commitment(salt: &[u8; 16], detail: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(detail).finalize().into()
}
