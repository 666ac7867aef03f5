//! What a giver agreed to after their money had moved: another purpose, another last day. Whoever keeps the books writes it
//! down with the giver's letter, somebody else decides, and the fund shows every one for ever.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use platform::{audit, files::Files};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    documents::{self, NewDocument},
    funds::{self, text},
    ledger::hold_still,
    model::{Fund, Verdict},
    rules,
};

/// What is to be agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAmendment {
    /// What the money may be spent on from now on.
    pub purpose: String,
    /// Until when; for ever where no day is named.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Amendment {
    /// Which.
    pub id: Id<Amendment>,
    /// Of which fund.
    pub fund: Id<Fund>,
    /// What the money may be spent on.
    pub purpose: String,
    /// Until when.
    pub until: Option<Date>,
    /// What it was for before.
    pub purpose_before: String,
    /// Until when before.
    pub until_before: Option<Date>,
    /// Why.
    pub reason: String,
    /// What the letter is called.
    pub title: String,
    /// The letter.
    pub file: platform::files::FileHash,
    /// Its media type.
    pub media: String,
    /// Who wrote it down.
    pub proposer: Id<Person>,
    /// Their name.
    pub proposer_name: Option<String>,
    /// When.
    pub proposed_at: Timestamp,
    /// What was decided.
    pub decision: Option<Verdict>,
    /// Why.
    pub note: Option<String>,
    /// By whom.
    pub decider_name: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// Writes down what the giver agreed to, with their letter. It holds once somebody else has approved it.
///
/// # Errors
/// A refusal with every reason: of money that is free, without a purpose, a reason or a letter, of a change that is none,
/// and while another one waits; those of the disk and the database.
pub fn propose(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    fund: Id<Fund>,
    new: &NewAmendment,
    letter: &NewDocument,
) -> Result<Id<Amendment>> {
    let proposer = somebody(act)?;
    hold_still(tx)?;
    let fund = funds::one(tx, fund)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !rules::is_restricted(fund.kind) {
        object("purpose", "amendment-free");
    }
    if !(1..=2_000).contains(&new.purpose.trim().chars().count()) {
        object("purpose", "fund-purpose-missing");
    } else if text(&new.purpose) == fund.purpose.as_deref() && new.until == fund.until {
        object("purpose", "amendment-nothing");
    }
    if new.until.is_some_and(|until| until < fund.since) {
        object("until", "fund-ends-before");
    }
    if !(1..=1_000).contains(&new.reason.trim().chars().count()) {
        object("reason", "amendment-reason-missing");
    }
    if of(tx, fund.id)?.iter().any(|one| one.decision.is_none()) {
        object("purpose", "amendment-waits");
    }
    reasons.extend(letter.handed().objections(documents::ALLOWED, documents::TITLE));
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let file = files.take(tx, act, letter.handed(), documents::ALLOWED, documents::TITLE)?;
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO fund_amendment (id, fund, purpose, until, purpose_before, until_before, reason, file, title,
                 proposer, proposed_at, decision, note, decider, decided_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, NULL, NULL, NULL)"
        ),
        vals![
            id,
            fund.id,
            new.purpose.trim(),
            new.until,
            fund.purpose.unwrap_or_default(),
            fund.until,
            new.reason.trim(),
            file,
            letter.handed().title(),
            proposer,
            act.at
        ],
    )?;
    let detail =
        serde_json::json!({ "purpose": new.purpose.trim(), "until": new.until, "reason": new.reason.trim() });
    audit::record(tx, act, "fund.amendment-proposed", "fund", fund.id, &detail)?;
    Ok(id)
}

/// Approves or refuses what somebody else wrote down; approved, it holds at once.
///
/// # Errors
/// A refusal of one's own, of one that was decided already, of a no without a reason, and where the fund has ended before
/// it began; those of the database.
pub fn decide(tx: &mut Tx<'_>, act: &Act, id: Id<Amendment>, verdict: Verdict, note: &str) -> Result<Fund> {
    let decider = somebody(act)?;
    hold_still(tx)?;
    let one = one(tx, id)?;
    if one.proposer == decider {
        return Err(Refusal::new(Kind::Forbidden, Message::new("spending-own")).into());
    }
    if verdict == Verdict::Refused && note.trim().is_empty() {
        return Err(Refusal::of_field("note", Message::new("spending-why-missing")).into());
    }
    let decided = tx.exec(
        sql!(
            "UPDATE fund_amendment SET decision = ?2, note = ?3, decider = ?4, decided_at = ?5
             WHERE id = ?1 AND decision IS NULL"
        ),
        vals![id, verdict, text(note), decider, act.at],
    )?;
    if decided == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("spending-said-already")).into());
    }
    if verdict == Verdict::Approved {
        tx.exec(
            sql!("UPDATE fund SET purpose = ?2, until = ?3, amendment = ?4 WHERE id = ?1"),
            vals![one.fund, one.purpose, one.until, id],
        )?;
    }
    let detail = serde_json::json!({ "decision": verdict.as_str(), "note": note.trim() });
    audit::record(tx, act, "fund.amendment-decided", "fund", one.fund, &detail)?;
    funds::one(tx, one.fund)
}

/// For agreements nobody is nobody.
fn somebody(act: &Act) -> Result<Id<Person>> {
    act.by.person().ok_or_else(|| Refusal::new(Kind::Forbidden, Message::new("spending-nobody")).into())
}

/// The statement that reads amendments.
macro_rules! amendments {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT m.id, m.fund, m.purpose, m.until, m.purpose_before, m.until_before, m.reason, m.title, m.file,
                 f.kind AS media, m.proposer, p.name AS proposer_name, m.proposed_at, m.decision, m.note,
                 d.name AS decider_name, m.decided_at
             FROM fund_amendment m JOIN file f ON f.hash = m.file LEFT JOIN account p ON p.person = m.proposer
             LEFT JOIN account d ON d.person = m.decider ",
            $rest
        ))
    };
}

/// One amendment.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Amendment>) -> Result<Amendment> {
    let found = tx.opt(amendments!("WHERE m.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("amendment-unknown")).into())
}

/// Those of a fund, the first first; a fund has a handful.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, fund: Id<Fund>) -> Result<Vec<Amendment>> {
    tx.all(amendments!("WHERE m.fund = ?1 ORDER BY m.proposed_at, m.id LIMIT 100"), vals![fund])
}
