use kernel::{Date, Id, Person, Rupiah, Timestamp};
use store::FromRow;

store::words! {
    /// What an account is.
    pub enum AccountKind {
        /// Where money is.
        Asset = "asset",
        /// What is owed to others, or kept for them.
        Liability = "liability",
        /// What was there at the beginning, and what went from fund to fund.
        Equity = "equity",
        /// What came in.
        Income = "income",
        /// What went out.
        Expense = "expense",
    }
}

/// An account of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Account {
    /// Its number: `1102`.
    pub code: String,
    /// What it is.
    pub kind: AccountKind,
    /// What the library calls it; the language files call those of the beginning.
    pub title: Option<String>,
}

store::words! {
    /// Whose money it is, in a word.
    pub enum FundKind {
        /// The library's own, for anything.
        Unrestricted = "unrestricted",
        /// Granted for a purpose.
        Grant = "grant",
        /// Given for a purpose.
        Donation = "donation",
    }
}

/// Money with what it may be spent on.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Fund {
    /// Which.
    pub id: Id<Fund>,
    /// The code people use: `D-003`.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Whose money it is.
    pub kind: FundKind,
    /// What alone it may be spent on.
    pub purpose: Option<String>,
    /// Who gave it.
    pub giver: Option<Id<Person>>,
    /// Their name.
    pub giver_name: Option<String>,
    /// The first day.
    pub since: Date,
    /// The last day on which it may be spent.
    pub until: Option<Date>,
    /// How much its giver promised in all, where they said so.
    pub promised: Option<Rupiah>,
    /// Whether everybody may see what came of it.
    pub public: bool,
    /// What came in and has not gone out.
    pub balance: Rupiah,
    /// The part of it that is promised already.
    pub committed: Rupiah,
    /// The day it was closed.
    pub closed_on: Option<Date>,
}

impl Fund {
    /// What may still be spent or promised.
    pub fn available(&self) -> Rupiah {
        self.balance - self.committed
    }
}

store::words! {
    /// What a transaction is.
    pub enum TransactionKind {
        /// What was there when the books began.
        Opening = "opening",
        /// Money came in.
        Receipt = "receipt",
        /// Money went out.
        Payment = "payment",
        /// Money went from one fund or account to another.
        Transfer = "transfer",
        /// An earlier one is taken back.
        Reversal = "reversal",
    }
}

/// Something that happened to money, as it stands in the ledger for ever.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Transaction {
    /// Which.
    pub id: Id<Transaction>,
    /// Its number: `J-2026-0042`.
    pub number: String,
    /// What it is.
    pub kind: TransactionKind,
    /// The day it happened.
    pub day: Date,
    /// What it was for.
    pub memo: String,
    /// The number on somebody else's paper.
    pub reference: Option<String>,
    /// From whom, or to whom.
    pub party: Option<Id<Person>>,
    /// Their name; whom a payment went to as it was asked for, where the register does not know them.
    pub party_name: Option<String>,
    /// Which one it takes back.
    pub reverses: Option<Id<Transaction>>,
    /// Which one took it back.
    pub reversed_by: Option<Id<Transaction>>,
    /// What kind of thing it was posted for: [`Origin::LEDGER`] where it stands for itself.
    pub origin: String,
    /// Which of these.
    pub origin_id: Id<web::Origin>,
    /// How much money it moved: the sum of its debits.
    pub amount: Rupiah,
    /// How many documents show it.
    pub documents: i64,
    /// Who posted it.
    pub author_name: Option<String>,
    /// When it was posted.
    pub at: Timestamp,
}

/// What a transaction is posted for, and can be taken back for alone: a wish to pay, an order, a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The kind of a [`web::Origin`] of some module.
    pub kind: &'static str,
    /// Which of these.
    pub id: Id<web::Origin>,
}

impl Origin {
    /// The kind of a transaction that somebody posted in the ledger itself.
    pub const LEDGER: &'static str = "ledger";

    /// The one of this kind with this id.
    pub fn new<T>(kind: &'static str, id: Id<T>) -> Self {
        Self { kind, id: id.cast() }
    }
}

impl Transaction {
    /// Whether it was posted for this, or, without one, stands for itself.
    pub fn is_of(&self, origin: Option<Origin>) -> bool {
        match origin {
            Some(origin) => self.origin == origin.kind && self.origin_id == origin.id,
            None => self.origin == Origin::LEDGER,
        }
    }
}

/// A line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    /// Of which fund.
    pub fund: Id<Fund>,
    /// That fund's code.
    pub fund_code: String,
    /// Its name.
    pub fund_title: String,
    /// In which account.
    pub account: String,
    /// What the library calls that account.
    pub account_title: Option<String>,
    /// Under which line of a budget.
    pub budget: Option<Id<Budget>>,
    /// Debits above zero, credits below.
    pub amount: Rupiah,
}

/// What a fund is meant to spend on something in a year, and what it did.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Budget {
    /// Which.
    pub id: Id<Budget>,
    /// Of which fund.
    pub fund: Id<Fund>,
    /// The year.
    pub year: i64,
    /// For what.
    pub purpose: String,
    /// How much.
    pub amount: Rupiah,
    /// The programme it pays for.
    pub programme: Option<Id<web::Programme>>,
    /// What was spent of it.
    pub spent: Rupiah,
    /// What of it is promised.
    pub held: Rupiah,
}

impl Budget {
    /// What may still be spent or promised under it; below zero where it was overspent.
    pub fn left(&self) -> Rupiah {
        self.amount - self.spent - self.held
    }
}

/// Money of a fund that is promised to somebody.
pub enum Encumbrance {}

store::words! {
    /// How far a wish to pay has come.
    pub enum SpendingState {
        /// Somebody asks.
        Requested = "requested",
        /// Whoever had to has approved.
        Approved = "approved",
        /// Somebody said no.
        Refused = "refused",
        /// It was paid.
        Paid = "paid",
        /// Whoever asked thought better of it, or it was never paid.
        Withdrawn = "withdrawn",
    }
}

/// A wish to pay something.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Spending {
    /// Which.
    pub id: Id<Spending>,
    /// Its number: `B-2026-0007`.
    pub number: String,
    /// Of which fund.
    pub fund: Id<Fund>,
    /// That fund's code.
    pub fund_code: String,
    /// Its name.
    pub fund_title: String,
    /// What kind of expense it is.
    pub account: String,
    /// Into which other fund it goes, as its giver agreed.
    pub into_fund: Option<Id<Fund>>,
    /// Under which line of the budget.
    pub budget: Option<Id<Budget>>,
    /// How much.
    pub amount: Rupiah,
    /// What all open or paid wishes for the same payee of these days come to, this one among them.
    pub weighed: Rupiah,
    /// From how much on it needed an approval when it was asked for.
    pub approve_from: Rupiah,
    /// From how much on two.
    pub large_from: Rupiah,
    /// How many approvals it needs.
    pub needs: i64,
    /// For what.
    pub what: String,
    /// To whom.
    pub payee: String,
    /// Who that is, where the register knows.
    pub party: Option<Id<Person>>,
    /// The number on their paper.
    pub reference: Option<String>,
    /// The larger promise, such as an order's, of which its money is a part.
    pub promise: Option<Id<Encumbrance>>,
    /// How far it is.
    pub state: SpendingState,
    /// Who asks.
    pub requester: Id<Person>,
    /// Their name.
    pub requester_name: Option<String>,
    /// When.
    pub requested_at: Timestamp,
    /// What holds its money.
    pub encumbrance: Option<Id<Encumbrance>>,
    /// What it became in the ledger.
    pub ledger_transaction: Option<Id<Transaction>>,
    /// How many documents show it.
    pub documents: i64,
}

store::words! {
    /// What is said of a wish to pay.
    pub enum Verdict {
        /// It may be paid.
        Approved = "approved",
        /// It may not.
        Refused = "refused",
    }
}

/// What somebody said of a wish to pay.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Step {
    /// What.
    pub decision: Verdict,
    /// Whether they may approve large amounts.
    pub large: bool,
    /// Why.
    pub note: Option<String>,
    /// Who.
    pub decider: Id<Person>,
    /// Their name.
    pub decider_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A receipt, an invoice, a letter.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Document {
    /// Which.
    pub id: Id<Document>,
    /// What it is called.
    pub title: String,
    /// Its content.
    pub file: platform::files::FileHash,
    /// Its media type.
    pub media: String,
    /// Its length in bytes.
    pub size: i64,
    /// When it came.
    pub at: Timestamp,
}
