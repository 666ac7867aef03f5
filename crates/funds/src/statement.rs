//! What came of a fund, so that whoever gave it, or an auditor, can follow it to each document.

use kernel::{Date, Id, Person, Rupiah};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    funds,
    model::{Fund, Transaction, TransactionKind},
};

/// A transaction as a fund sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Movement {
    /// Which transaction.
    pub id: Id<Transaction>,
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// What it is.
    pub kind: TransactionKind,
    /// What it was for.
    pub memo: String,
    /// From whom, or to whom.
    pub party_name: Option<String>,
    /// What it changed the fund by: above zero for money that came in.
    pub amount: Rupiah,
    /// How many documents show it.
    pub documents: i64,
}

/// A fund from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which.
    pub fund: Fund,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What was in it the evening before.
    pub before: Rupiah,
    /// What moved, by day.
    pub movements: Vec<Movement>,
}

impl Statement {
    /// What came in.
    pub fn came(&self) -> Rupiah {
        self.movements.iter().map(|one| one.amount.max(Rupiah::ZERO)).sum()
    }

    /// What went out, above zero.
    pub fn went(&self) -> Rupiah {
        self.movements.iter().map(|one| (-one.amount).max(Rupiah::ZERO)).sum()
    }

    /// What was in it at the end.
    pub fn after(&self) -> Rupiah {
        self.before + self.came() - self.went()
    }
}

/// The statement of a fund.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn of(tx: &mut Tx<'_>, fund: Id<Fund>, from: Date, to: Date) -> Result<Statement> {
    let fund = funds::one(tx, fund)?;
    let (before,): (i64,) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
             JOIN ledger_transaction t ON t.id = l.ledger_transaction JOIN ledger_account c ON c.code = l.account
             WHERE l.fund = ?1 AND t.day < ?2 AND c.kind IN ('asset', 'liability')"
        ),
        vals![fund.id, from],
    )?;
    let movements = tx.all(
        sql!(
            "SELECT t.id, t.number, t.day, t.kind, t.memo, p.name AS party_name,
                 CAST(SUM(CASE WHEN c.kind IN ('asset', 'liability') THEN l.amount ELSE 0 END) AS BIGINT) AS amount,
                 (SELECT count(*) FROM ledger_document d WHERE d.ledger_transaction = t.id
                     OR d.spending = (SELECT s.id FROM spending s WHERE s.ledger_transaction = t.id)) AS documents
             FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
             JOIN ledger_account c ON c.code = l.account LEFT JOIN party p ON p.id = t.party
             WHERE l.fund = ?1 AND t.day >= ?2 AND t.day <= ?3
             GROUP BY t.id, t.number, t.day, t.kind, t.memo, p.name ORDER BY t.day, t.number"
        ),
        vals![fund.id, from, to],
    )?;
    Ok(Statement { fund, from, to, before: Rupiah(before), movements })
}

/// What came in and went out from one day to another, by account, of every fund or of one that everybody may see.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Sum {
    /// The account.
    pub account: String,
    /// What the library calls it.
    pub title: Option<String>,
    /// Whether it came in.
    pub income: bool,
    /// How much, above zero.
    pub amount: Rupiah,
}

/// Income and expenses from one day to another, the largest first.
///
/// # Errors
/// Those of the database.
pub fn sums(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Sum>> {
    tx.all(
        sql!(
            "SELECT l.account, c.title, c.kind = 'income' AS income,
                 CAST(CASE WHEN c.kind = 'income' THEN -SUM(l.amount) ELSE SUM(l.amount) END AS BIGINT) AS amount
             FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id
             JOIN ledger_account c ON c.code = l.account
             WHERE t.day >= ?1 AND t.day <= ?2 AND c.kind IN ('income', 'expense')
             GROUP BY l.account, c.title, c.kind HAVING SUM(l.amount) <> 0 ORDER BY 4 DESC, l.account"
        ),
        vals![from, to],
    )
}

/// A fund as everybody sees it: what came, what went, what is left.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shown {
    /// Its name.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Who gave it; never a person.
    pub giver_name: Option<String>,
    /// What came in, ever.
    pub came: Rupiah,
    /// What went out, ever, above zero.
    pub went: Rupiah,
}

/// The statement that reads funds with what came of them.
macro_rules! shown {
    ($which:literal) => {
        sql!(concat!(
            "SELECT f.title, f.purpose, p.name AS giver_name,
                 CAST(COALESCE(SUM(CASE WHEN c.kind IN ('income', 'equity') THEN -l.amount ELSE 0 END), 0) AS BIGINT)
                     AS came,
                 CAST(COALESCE(SUM(CASE WHEN c.kind = 'expense' THEN l.amount ELSE 0 END), 0) AS BIGINT) AS went
             FROM fund f LEFT JOIN party p ON p.id = f.giver AND p.kind <> 'person'
             LEFT JOIN posting l ON l.fund = f.id LEFT JOIN ledger_account c ON c.code = l.account
             WHERE ",
            $which,
            " GROUP BY f.code, f.title, f.purpose, p.name ORDER BY f.code LIMIT 200"
        ))
    };
}

/// The funds everybody may see, by code.
///
/// # Errors
/// Those of the database.
pub fn public(tx: &mut Tx<'_>) -> Result<Vec<Shown>> {
    tx.all(shown!("f.public"), vals![])
}

/// The funds somebody gave, by code.
///
/// # Errors
/// Those of the database.
pub fn of_giver(tx: &mut Tx<'_>, giver: Id<Person>) -> Result<Vec<Shown>> {
    tx.all(shown!("f.giver = ?1"), vals![giver])
}
