//! The chart of accounts: as small as a public library's treasurer can do with, and larger where a library wants it.
//!
//! A fund is a dimension of every posting and no account, so that the same fifteen accounts serve every fund.

use kernel::{Act, Id, Kind, Message, Reason, Refusal};
use platform::audit;
use store::{Result, Tx, sql, vals};

use crate::model::{Account, AccountKind, Fund};

/// Cash in the box.
pub const CASH: &str = "1101";
/// Money in the bank.
pub const BANK: &str = "1102";
/// What was there when the books began.
pub const OPENING: &str = "3101";
/// What went from fund to fund.
pub const TRANSFERS: &str = "3102";
/// Grants.
pub const GRANTS: &str = "4101";
/// Donations.
pub const DONATIONS: &str = "4102";
/// What comes in as somebody's gift, under that gift's own number.
pub const GIVEN: [&str; 2] = [GRANTS, DONATIONS];
/// Other income.
pub const OTHER_INCOME: &str = "4103";
/// What members pay for their membership.
pub const FEES: &str = "4104";
/// Books and other items of the collection.
pub const BOOKS: &str = "5101";
/// Equipment.
pub const EQUIPMENT: &str = "5102";
/// Supplies and small things.
pub const SUPPLIES: &str = "5105";
/// What goes back to whoever gave it.
pub const RETURNS: &str = "5109";

/// The accounts a fund may be spent on, by number.
///
/// # Errors
/// Those of the database.
pub fn of_fund(tx: &mut Tx<'_>, fund: Id<Fund>) -> Result<Vec<Account>> {
    tx.all(
        sql!(
            "SELECT c.code, c.kind, c.title FROM ledger_balance b JOIN ledger_account c ON c.code = b.account
             WHERE b.fund = ?1 AND c.kind = 'expense' ORDER BY c.code"
        ),
        vals![fund],
    )
}

/// Every account, by number.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>> {
    tx.all(sql!("SELECT code, kind, title FROM ledger_account ORDER BY code"), vals![])
}

/// One account.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, code: &str) -> Result<Account> {
    let found = tx.opt(sql!("SELECT code, kind, title FROM ledger_account WHERE code = ?1"), vals![code])?;
    found.ok_or_else(|| Refusal::of_field("account", Message::new("account-unknown")).into())
}

/// Adds an account, such as that of a second bank.
///
/// # Errors
/// A refusal of a number that is none or is taken, and without a name; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, code: &str, kind: AccountKind, title: &str) -> Result<()> {
    let (code, title) = (code.trim(), title.trim());
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(3..=10).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        object("code", "account-code-unreadable");
    }
    if !(1..=100).contains(&title.chars().count()) {
        object("title", "account-title-missing");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let new = tx.exec(
        sql!(
            "INSERT INTO ledger_account (code, kind, title) VALUES (?1, ?2, ?3) ON CONFLICT (code) DO NOTHING"
        ),
        vals![code, kind, title],
    )?;
    if new == 0 {
        return Err(Refusal::of_field("code", Message::new("account-code-taken")).into());
    }
    let detail = serde_json::json!({ "code": code, "kind": kind.as_str(), "title": title });
    audit::record(
        tx,
        act,
        "ledger.account-added",
        "ledger-account",
        Id::<Account>::from_bytes([0; 16]),
        &detail,
    )
}
