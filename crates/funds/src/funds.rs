//! Funds: opened with what they may be spent on, changed, closed when nothing is left.

use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::{audit, sequence};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    ledger::{accounts, hold_still},
    model::{AccountKind, Fund, FundKind},
    rules,
};

/// What a fund is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFund {
    /// What it is called.
    pub title: String,
    /// Whose money it is.
    pub kind: FundKind,
    /// What alone it may be spent on; empty for the library's own money.
    pub purpose: String,
    /// Who gives it.
    pub giver: Option<Id<Person>>,
    /// The first day.
    pub since: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
    /// How much its giver promised in all, where they said so.
    pub promised: Option<Rupiah>,
    /// Whether everybody may see what came of it.
    pub public: bool,
}

/// Opens a fund, with nothing in it.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, new: &NewFund) -> Result<Id<Fund>> {
    let giver = checked(tx, new)?;
    let id = Id::new();
    let code = format!("D-{:03}", sequence::next(tx, "fund")?);
    tx.exec(
        sql!(
            "INSERT INTO fund (id, code, title, kind, purpose, giver, since, until, promised, public, balance, committed,
                 closed_on, amendment)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, NULL, NULL)"
        ),
        vals![
            id,
            code,
            new.title.trim(),
            new.kind,
            text(&new.purpose),
            giver,
            new.since,
            new.until,
            new.promised,
            new.public
        ],
    )?;
    let detail =
        serde_json::json!({ "code": code, "title": new.title.trim(), "purpose": new.purpose.trim() });
    audit::record(tx, act, "fund.opened", "fund", id, &detail)?;
    Ok(id)
}

/// Writes anew what a fund is. Once there was money in it, whose it is, what it is for and until when stays: what somebody
/// gave for a purpose does not become free by a change of a word. What its giver agrees to afterwards is an
/// [amendment](crate::amendments).
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn change(tx: &mut Tx<'_>, act: &Act, id: Id<Fund>, new: &NewFund) -> Result<()> {
    hold_still(tx)?;
    let before = one(tx, id)?;
    let giver = checked(tx, new)?;
    let stays = [
        ("kind", new.kind == before.kind),
        ("purpose", text(&new.purpose) == before.purpose.as_deref()),
        ("giver", giver == before.giver),
        ("since", new.since == before.since),
        ("until", new.until == before.until),
        ("promised", new.promised == before.promised),
    ];
    if has_moved(tx, id)? {
        let object = |(field, _): (&'static str, bool)| Reason {
            field: Some(field),
            message: Message::new(if field == "kind" { "fund-kind-stays" } else { "fund-terms-stay" }),
        };
        let reasons = stays.into_iter().filter(|(_, same)| !same).map(object).collect::<Vec<_>>();
        Refusal::unless_empty(Kind::Conflict, reasons)?;
    } else if stays.iter().any(|(_, same)| !same) {
        tx.exec(
            sql!(
                "UPDATE fund SET kind = ?2, purpose = ?3, giver = ?4, since = ?5, until = ?6, promised = ?7
                 WHERE id = ?1"
            ),
            vals![id, new.kind, text(&new.purpose), giver, new.since, new.until, new.promised],
        )?;
    }
    tx.exec(
        sql!("UPDATE fund SET title = ?2, public = ?3 WHERE id = ?1"),
        vals![id, new.title.trim(), new.public],
    )?;
    let facts = |one: &Fund| {
        serde_json::json!({
            "title": one.title, "kind": one.kind.as_str(), "purpose": one.purpose, "giver": one.giver,
            "since": one.since, "until": one.until, "promised": one.promised, "public": one.public,
        })
    };
    let detail = serde_json::json!({ "before": facts(&before), "after": facts(&one(tx, id)?) });
    audit::record(tx, act, "fund.changed", "fund", id, &detail)
}

/// The giver as the register has them today, when nothing speaks against the fund.
fn checked(tx: &mut Tx<'_>, new: &NewFund) -> Result<Option<Id<Person>>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=200).contains(&new.title.trim().chars().count()) {
        object("title", "fund-title-missing");
    }
    if new.kind != FundKind::Unrestricted && new.purpose.trim().is_empty() {
        object("purpose", "fund-purpose-missing");
    }
    if new.purpose.chars().count() > 2_000 {
        object("purpose", "fund-text-too-long");
    }
    if new.promised.is_some_and(|promised| rules::amount_objection(promised).is_some()) {
        object("promised", "fund-promised-unreadable");
    }
    if new.until.is_some_and(|until| until < new.since) {
        object("until", "fund-ends-before");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    Ok(new.giver.map(|giver| people::parties::living(tx, giver)).transpose()?.map(|giver| giver.id))
}

/// Closes a fund in which nothing is left.
///
/// # Errors
/// A refusal while there is money in it; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, id: Id<Fund>) -> Result<()> {
    hold_still(tx)?;
    let before = one(tx, id)?;
    if before.closed_on.is_some() {
        return Ok(());
    }
    if before.balance != Rupiah::ZERO {
        let message = Message::new("fund-not-empty").with("balance", before.balance);
        return Err(Refusal::new(Kind::Conflict, message).into());
    }
    tx.exec(sql!("UPDATE fund SET closed_on = ?2 WHERE id = ?1"), vals![id, act.today()])?;
    audit::record(tx, act, "fund.closed", "fund", id, &serde_json::json!({ "code": before.code }))
}

/// Lets a fund be spent on an account, or no more. Once money has moved in a fund that is for a purpose it is widened by
/// somebody who approves payments (`approves`), never by whoever keeps the books alone.
///
/// # Errors
/// A refusal of an account that is no expense, of one that was used already, and of the last one; those of the database.
pub fn allow(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Fund>,
    account: &str,
    allowed: bool,
    approves: bool,
) -> Result<()> {
    hold_still(tx)?;
    let no = |key| Refusal::of_field("expense", Message::new(key));
    let fund = one(tx, id)?;
    if accounts::one(tx, account)?.kind != AccountKind::Expense || account == accounts::RETURNS {
        return Err(no("account-no-expense").into());
    }
    let known = accounts::of_fund(tx, id)?;
    if known.iter().any(|one| one.code == account) == allowed {
        return Ok(());
    }
    if allowed {
        if !approves && fund.kind != FundKind::Unrestricted && has_moved(tx, id)? {
            return Err(no("fund-widened-by-another").into());
        }
        tx.exec(
            sql!("INSERT INTO ledger_balance (fund, account, kind, amount) VALUES (?1, ?2, 'expense', 0)"),
            vals![id, account],
        )?;
    } else {
        let used: Option<(i64,)> = tx.opt(
            sql!("SELECT rest FROM posting WHERE fund = ?1 AND account = ?2 LIMIT 1"),
            vals![id, account],
        )?;
        if used.is_some() {
            return Err(no("fund-account-used").into());
        }
        if known.iter().filter(|one| one.code != accounts::RETURNS).count() < 2 {
            return Err(no("fund-account-last").into());
        }
        tx.exec(sql!("DELETE FROM ledger_balance WHERE fund = ?1 AND account = ?2"), vals![id, account])?;
    }
    let detail = serde_json::json!({ "account": account, "allowed": allowed });
    audit::record(tx, act, "fund.account-allowed", "fund", id, &detail)
}

pub(crate) fn has_moved(tx: &mut Tx<'_>, id: Id<Fund>) -> Result<bool> {
    let found: Option<(i64,)> =
        tx.opt(sql!("SELECT rest FROM posting WHERE fund = ?1 LIMIT 1"), vals![id])?;
    Ok(found.is_some())
}

/// The statement that reads funds.
macro_rules! read {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT f.id, f.code, f.title, f.kind, f.purpose, f.giver, p.name AS giver_name, f.since, f.until, f.promised,
                 f.public, f.balance, f.committed, f.closed_on
             FROM fund f LEFT JOIN party p ON p.id = f.giver ",
            $rest
        ))
    };
}

/// One fund.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Fund>) -> Result<Fund> {
    let found = tx.opt(read!("WHERE f.id = ?1"), vals![id])?;
    found.ok_or_else(|| unknown().into())
}

/// The fund with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Fund> {
    let found: Option<(Id<Fund>,)> =
        tx.opt(sql!("SELECT id FROM fund WHERE code = ?1"), vals![code.trim().to_uppercase()])?;
    let (id,) = found.ok_or_else(unknown)?;
    one(tx, id)
}

/// The library's own money: the first fund that is restricted to nothing, opened when it is first asked for.
///
/// # Errors
/// Those of the database.
pub fn general(tx: &mut Tx<'_>, act: &Act, title: &str) -> Result<Id<Fund>> {
    hold_still(tx)?;
    let found: Option<(Id<Fund>,)> = tx.opt(
        sql!("SELECT id FROM fund WHERE kind = 'unrestricted' AND closed_on IS NULL ORDER BY code LIMIT 1"),
        vals![],
    )?;
    match found {
        Some((id,)) => Ok(id),
        None => {
            let new = NewFund {
                title: title.to_owned(),
                kind: FundKind::Unrestricted,
                purpose: String::new(),
                giver: None,
                since: act.today().first_of_year(),
                until: None,
                promised: None,
                public: true,
            };
            open(tx, act, &new)
        }
    }
}

/// Every fund, those in use first, by code. A library has tens of them.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Fund>> {
    tx.all(read!("ORDER BY CASE WHEN f.closed_on IS NULL THEN 0 ELSE 1 END, f.code LIMIT 1000"), vals![])
}

/// Somebody of the register who could give to a fund.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Giver {
    /// Which.
    pub id: Id<Person>,
    /// Their name.
    pub name: String,
}

/// Organisations and groups of the register, by name: whoever gives money for a purpose is nearly always one.
///
/// # Errors
/// Those of the database.
pub fn givers(tx: &mut Tx<'_>) -> Result<Vec<Giver>> {
    tx.all(
        sql!(
            "SELECT id, name FROM party WHERE kind <> 'person' AND merged_into IS NULL ORDER BY folded, id LIMIT 1000"
        ),
        vals![],
    )
}

/// Text as it is kept: none where there is none.
pub(crate) fn text(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("fund-unknown"))
}
