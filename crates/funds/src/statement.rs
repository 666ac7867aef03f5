//! What came of a fund, so that whoever gave it, or an auditor, can follow it to each document.
//!
//! What a line is follows from the kind of its account, never from its sign: income came, an expense went, and what goes
//! from fund to fund moved. A reversal so stands on the side of what it reverses. What was there when the books began was
//! there before, in whatever span it was written down; that it was not is a movement of the day that was found.

use kernel::{Date, Id, Person, Rupiah};
use platform::settings::{Default, Setting};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    funds,
    model::{Document, Fund, Transaction, TransactionKind},
};

/// Who signs statements for the library: office, name, number, each on a line.
pub const HEAD: Setting = Setting { key: "funds.signer-head", value: Default::Lines("") };
/// And who kept the books.
pub const TREASURER: Setting = Setting { key: "funds.signer-treasurer", value: Default::Lines("") };

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
    /// The number on somebody else's paper.
    pub reference: Option<String>,
    /// What kind of thing it was posted for.
    pub origin: String,
    /// From whom, or to whom, where the register knows.
    pub party: Option<Id<Person>>,
    /// By name.
    pub party_name: Option<String>,
    /// Whether everybody may read that name: a giver who agreed, an organisation that was paid.
    pub named: bool,
    /// What it changed the fund by: above zero for what there was more of.
    pub amount: Rupiah,
    /// What came in by it; below zero where that is taken back.
    pub came: Rupiah,
    /// What went out by it; below zero where that is taken back.
    pub went: Rupiah,
    /// What came from other funds by it; below zero for what went to them, and for a beginning that is taken back.
    pub moved: Rupiah,
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
    /// What was in it the evening before, and what was there when the books began.
    pub before: Rupiah,
    /// What moved, by day.
    pub movements: Vec<Movement>,
    /// What the fund's giver gave from the beginning to the last day.
    pub given: Rupiah,
    /// And what others gave into it.
    pub given_by_others: Rupiah,
}

impl Movement {
    /// Whether whoever stands outside, and is `mine`, may not read who it was.
    pub fn is_private(&self, mine: &[Id<Person>]) -> bool {
        self.party_name.is_some() && !self.named && self.party.is_none_or(|party| !mine.contains(&party))
    }
}

impl Statement {
    /// The same for whoever stands outside and is `mine`: who did not agree to be named is `a_giver`.
    pub fn without_names(&mut self, mine: &[Id<Person>], a_giver: &str) {
        for one in self.movements.iter_mut().filter(|one| one.is_private(mine)) {
            one.party_name = (one.came != Rupiah::ZERO).then(|| a_giver.to_owned());
        }
    }

    /// What came in.
    pub fn came(&self) -> Rupiah {
        self.movements.iter().map(|one| one.came).sum()
    }

    /// What went out, above zero.
    pub fn went(&self) -> Rupiah {
        self.movements.iter().map(|one| one.went).sum()
    }

    /// What came from other funds; below zero where more went to them.
    pub fn moved(&self) -> Rupiah {
        self.movements.iter().map(|one| one.moved).sum()
    }

    /// What was in it at the end.
    pub fn after(&self) -> Rupiah {
        self.before + self.came() + self.moved() - self.went()
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
            "SELECT CAST(COALESCE(SUM(CASE WHEN t.day < ?2 AND l.nature IN ('asset', 'liability') THEN l.amount
                 WHEN t.day >= ?2 AND t.kind = 'opening' AND l.nature = 'equity' THEN -l.amount ELSE 0 END), 0) AS BIGINT)
             FROM posting l
             JOIN ledger_transaction t ON t.id = l.ledger_transaction WHERE l.fund = ?1 AND t.day <= ?3"
        ),
        vals![fund.id, from, to],
    )?;
    let movements = tx.all(
        sql!(
            "SELECT t.id, t.number, t.day, t.kind, t.memo, t.reference, t.origin, t.party,
                 COALESCE(p.name, t.payer, s.payee) AS party_name,
                 COALESCE(t.named OR (t.origin = 'spending' AND p.kind <> 'person'), FALSE) AS named,
                 CAST(-SUM(l.amount) AS BIGINT) AS amount,
                 CAST(SUM(CASE WHEN l.nature = 'income' THEN -l.amount ELSE 0 END) AS BIGINT) AS came,
                 CAST(SUM(CASE WHEN l.nature = 'expense' THEN l.amount ELSE 0 END) AS BIGINT) AS went,
                 CAST(SUM(CASE WHEN l.nature = 'equity' THEN -l.amount ELSE 0 END) AS BIGINT) AS moved
             FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction LEFT JOIN party p ON p.id = t.party
             LEFT JOIN spending s ON t.origin = 'spending' AND s.id = t.origin_id
             WHERE l.fund = ?1 AND t.day >= ?2 AND t.day <= ?3 AND l.nature IN ('income', 'expense', 'equity')
                 AND t.kind <> 'opening'
             GROUP BY t.id, t.number, t.day, t.kind, t.memo, t.reference, t.party, t.payer, t.named, t.origin,
                 p.name, p.kind, s.payee ORDER BY t.day, t.number"
        ),
        vals![fund.id, from, to],
    )?;
    let (given, given_by_others) = tx.one(
        sql!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN t.party = f.giver THEN -l.amount ELSE 0 END), 0) AS BIGINT),
                 CAST(COALESCE(SUM(CASE WHEN t.party = f.giver THEN 0 ELSE -l.amount END), 0) AS BIGINT)
             FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction JOIN fund f ON f.id = l.fund
             WHERE l.fund = ?1 AND t.day <= ?2 AND l.account IN ('4101', '4102')"
        ),
        vals![fund.id, to],
    )?;
    Ok(Statement { fund, from, to, before: Rupiah(before), movements, given, given_by_others })
}

/// A document that shows a transaction.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Paper {
    /// The transaction's number.
    pub number: String,
    /// Which document.
    pub document: Id<Document>,
    /// What it is called.
    pub title: String,
}

/// The documents of a fund's transactions from one day to another.
///
/// # Errors
/// Those of the database.
pub fn documents(tx: &mut Tx<'_>, fund: Id<Fund>, from: Date, to: Date) -> Result<Vec<Paper>> {
    tx.all(
        sql!(
            "SELECT t.number, d.id AS document, d.title FROM ledger_transaction t JOIN ledger_document d ON d.ledger_transaction = t.id
                 OR t.origin = 'spending' AND d.spending = t.origin_id
             WHERE t.day >= ?2 AND t.day <= ?3
                 AND EXISTS (SELECT 1 FROM posting l WHERE l.ledger_transaction = t.id AND l.fund = ?1)
             ORDER BY t.day, t.number, d.at, d.id LIMIT 2000"
        ),
        vals![fund, from, to],
    )
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

/// A fund from one day to another, as everybody sees it: what was there, what came, what went, what is left.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shown {
    /// Which.
    pub id: Id<Fund>,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Who gave it; never a person, nor who did not agree to be named.
    pub giver_name: Option<String>,
    /// Whether everybody may see it by itself.
    pub public: bool,
    /// What was in it before, and when the books began.
    pub before: Rupiah,
    /// What came in.
    pub came: Rupiah,
    /// What went out, above zero.
    pub went: Rupiah,
    /// What came from other funds; below zero where more went to them.
    pub moved: Rupiah,
}

impl Shown {
    /// What was in it at the end.
    pub fn left(&self) -> Rupiah {
        self.before + self.came + self.moved - self.went
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        [self.before, self.came, self.went, self.moved].iter().all(|sum| *sum == Rupiah::ZERO)
    }
}

/// The statement that reads funds with what came of them from day 1 to day 2.
macro_rules! shown {
    ($which:literal) => {
        sql!(concat!(
            "SELECT f.id, f.title, f.purpose, p.name AS giver_name, f.public,
                 CAST(COALESCE(SUM(CASE WHEN t.day < ?1 AND l.nature IN ('asset', 'liability') THEN l.amount
                     WHEN t.day >= ?1 AND t.kind = 'opening' AND l.nature = 'equity' THEN -l.amount ELSE 0 END), 0) AS BIGINT)
                     AS before,
                 CAST(COALESCE(SUM(CASE WHEN t.day >= ?1 AND l.nature = 'income' THEN -l.amount ELSE 0 END), 0) AS BIGINT)
                     AS came,
                 CAST(COALESCE(SUM(CASE WHEN t.day >= ?1 AND l.nature = 'expense' THEN l.amount ELSE 0 END), 0) AS BIGINT)
                     AS went,
                 CAST(COALESCE(SUM(CASE WHEN t.day >= ?1 AND l.nature = 'equity' AND t.kind <> 'opening' THEN -l.amount
                     ELSE 0 END), 0) AS BIGINT) AS moved
             FROM fund f LEFT JOIN party p ON p.id = f.giver AND p.kind <> 'person'
                 AND NOT EXISTS (SELECT 1 FROM ledger_transaction n WHERE n.party = f.giver AND NOT n.named)
             LEFT JOIN posting l ON l.fund = f.id
             LEFT JOIN ledger_transaction t ON t.id = l.ledger_transaction AND t.day <= ?2
             WHERE ",
            $which,
            " GROUP BY f.id, f.code, f.title, f.purpose, f.public, p.name ORDER BY f.code LIMIT 1000"
        ))
    };
}

/// Every fund from one day to another, by code; those that are not for everybody's eyes are for sums alone.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Shown>> {
    tx.all(shown!("f.code <> ''"), vals![from, to])
}

/// The funds somebody gave, from the beginning to a day, by code.
///
/// # Errors
/// Those of the database.
pub fn of_giver(tx: &mut Tx<'_>, giver: Id<Person>, to: Date) -> Result<Vec<Shown>> {
    tx.all(shown!("f.giver = ?3"), vals![Date::constant(1900, 1, 1), to, giver])
}
