//! What the database refuses from whoever writes past the program.

mod balances;
mod spending;
mod transactions;

use crate::books::{violations, write};
use funds::{Fund, Transaction};
use kernel::Id;
use store::{Error, Result, Sql, Store, Tx, sql, vals};

/// A line as it is forged: fund, account, what the account is, amount.
type Line = (Id<Fund>, &'static str, &'static str, i64);

/// A transaction past every rule of the program.
#[derive(Debug, Clone)]
struct Forged {
    id: Id<Transaction>,
    kind: &'static str,
    day: &'static str,
    /// Whether it says that its month is open.
    open: bool,
    /// What it says it was posted for; the ledger where nothing is named.
    origin: Option<(&'static str, Id<web::Origin>)>,
    reverses: Option<Id<Transaction>>,
    /// The fund and the account whose beginning it says it is.
    opens: Option<(Id<Fund>, &'static str)>,
    lines: Vec<Line>,
    total: i64,
    booked: bool,
}

impl Forged {
    fn new(kind: &'static str, lines: Vec<Line>) -> Self {
        Self {
            id: Id::new(),
            kind,
            day: "2026-08-05",
            open: true,
            origin: None,
            reverses: None,
            opens: None,
            lines,
            total: 0,
            booked: false,
        }
    }

    /// What lies in the bank of a fund as lines of these amounts.
    fn bank(fund: Id<Fund>, amounts: &[i64]) -> Self {
        Self::new("transfer", amounts.iter().map(|amount| (fund, "1102", "asset", *amount)).collect())
    }

    fn postings(&self, tx: &mut Tx<'_>) -> Result<()> {
        let (mut prior, mut before) = (0, None::<(i64, Id<Fund>)>);
        for (n, (fund, account, nature, amount)) in self.lines.iter().enumerate() {
            let rest = (self.lines.len() - 1 - n) as i64;
            tx.exec(
                sql!(
                    "INSERT INTO posting (ledger_transaction, rest, fund, account, deed, nature, budget, amount, previous,
                         previous_fund, prior, running)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, ?8, ?9, ?10, ?11)"
                ),
                vals![
                    self.id,
                    rest,
                    fund,
                    account,
                    self.kind,
                    nature,
                    amount,
                    before.map(|(rest, _)| rest),
                    before.map(|(_, fund)| fund),
                    prior,
                    prior + amount
                ],
            )?;
            prior += amount;
            before = Some((rest, *fund));
        }
        Ok(())
    }

    fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.postings(tx)?;
        let (origin, origin_id) = self.origin.unwrap_or(("ledger", self.reverses.unwrap_or(self.id).cast()));
        tx.exec(
            sql!(
                "INSERT INTO ledger_transaction (id, number, kind, day, month, open, booked, memo, reference, party, rest,
                     total, reverses, origin, origin_id, opens_fund, opens_account, author, at)
                 VALUES (?1, ?2, ?3, ?11, substr(?11, 1, 7), ?12, ?4, 'x', NULL, NULL, 0, ?5, ?6, ?7, ?8, ?9, ?10, NULL, 0)"
            ),
            vals![
                self.id,
                self.id.to_string(),
                self.kind,
                self.booked,
                self.total,
                self.reverses,
                origin,
                origin_id,
                self.opens.map(|(fund, _)| fund),
                self.opens.map(|(_, account)| account),
                self.day,
                self.open
            ],
        )
        .map(drop)
    }

    fn tried(self, store: &Store) -> Result<()> {
        write(store, move |tx| self.write(tx))
    }
}

/// What breaks the books, but for what was written past the program, which the journal knows nothing of.
fn broken(store: &Store) -> Vec<String> {
    let mut all = violations(store);
    all.retain(|one| !one.starts_with("funds.the-journal-tells-the-same"));
    all
}

/// Stops the test unless the database says no.
#[track_caller]
fn refused<T: std::fmt::Debug>(tried: Result<T>, what: &str) {
    let no = tried.unwrap_err();
    assert!(matches!(no, Error::Check(_)), "{what}: {no:?}");
}

/// The same of a statement about what this id names.
#[track_caller]
fn refuses<T>(store: &Store, statement: &'static Sql, id: Id<T>) {
    let id: Id<()> = id.cast();
    refused(write(store, move |tx| tx.exec(statement, vals![id])), statement.text());
}
