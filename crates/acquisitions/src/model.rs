use catalogue::{
    accession::{self, Batch},
    model::Record,
};
use funds::{Budget, Encumbrance, Fund, Spending, SpendingState};
use kernel::{Date, Id, Person, Rupiah, Timestamp};
use platform::library::Branch;
use store::FromRow;

store::words! {
    /// How far a suggestion is.
    pub enum Wish {
        /// Nobody has looked at it.
        New = "new",
        /// It is on the list of what to buy.
        Selected = "selected",
        /// It is not bought.
        Declined = "declined",
        /// It is ordered.
        Ordered = "ordered",
        /// It is there.
        Arrived = "arrived",
    }
}

/// A book somebody would like the library to have.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Suggestion {
    /// Which.
    pub id: Id<Suggestion>,
    /// The code people use: `U-0042`.
    pub code: String,
    /// How far it is.
    pub state: Wish,
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its ISBN, thirteen digits.
    pub isbn: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Who asks, where the register knows.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub party_name: Option<String>,
    /// Else how they can be reached.
    pub contact: Option<String>,
    /// What they were told.
    pub answer: Option<String>,
    /// What the library has of it already, or got.
    pub record: Option<Id<Record>>,
    /// That record's number.
    pub record_number: Option<i64>,
    /// When it came.
    pub opened_at: Timestamp,
}

store::words! {
    /// How far an order is.
    pub enum State {
        /// It is being put together.
        Draft = "draft",
        /// The seller has it, and its money is held.
        Ordered = "ordered",
        /// All there is to it came and was paid.
        Closed = "closed",
        /// It never went to the seller.
        Cancelled = "cancelled",
    }
}

/// What is bought of a seller at once.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Order {
    /// Which.
    pub id: Id<Order>,
    /// Its number: `P-2026-0003`.
    pub number: String,
    /// The seller.
    pub vendor: Id<Person>,
    /// What the seller is called.
    pub vendor_name: String,
    /// The fund that pays.
    pub fund: Id<Fund>,
    /// That fund's code.
    pub fund_code: String,
    /// Its name.
    pub fund_title: String,
    /// Under which line of its budget.
    pub budget: Option<Id<Budget>>,
    /// What that line is for.
    pub budget_purpose: Option<String>,
    /// Where the books belong.
    pub branch: Id<Branch>,
    /// How far it is.
    pub state: State,
    /// Who put it together.
    pub drafter: Id<Person>,
    /// Their name.
    pub drafter_name: Option<String>,
    /// When.
    pub drafted_at: Timestamp,
    /// The day the seller got it.
    pub placed_on: Option<Date>,
    /// What holds its money.
    pub encumbrance: Option<Id<Encumbrance>>,
    /// How many copies it has.
    pub copies: i64,
    /// How many of them came.
    pub received: i64,
    /// What it comes to.
    pub total: Rupiah,
    /// What of it was paid.
    pub paid: Rupiah,
    /// What is held for invoices to come.
    pub held: Rupiah,
    /// What of it came, by its prices.
    pub came: Rupiah,
    /// What invoices ask for that were neither refused, withdrawn nor taken back.
    pub billed: Rupiah,
    /// How many people have approved it.
    pub approvals: i64,
}

/// A title of an order.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Line {
    /// Which.
    pub id: Id<Line>,
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its ISBN, thirteen digits.
    pub isbn: Option<String>,
    /// How many copies.
    pub copies: i64,
    /// What one costs.
    pub price: Rupiah,
    /// How many came.
    pub received: i64,
    /// The suggestion it answers.
    pub suggestion: Option<Id<Suggestion>>,
}

/// What arrived at once.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Delivery {
    /// Which.
    pub id: Id<Delivery>,
    /// Its number: the order's, and which of its deliveries.
    pub number: String,
    /// The day.
    pub day: Date,
    /// How many copies.
    pub copies: i64,
    /// The box they are in.
    pub batch: Id<Batch>,
    /// That box's code.
    pub batch_code: String,
    /// How far that box is; cancelled where the delivery was taken back.
    pub batch_state: accession::State,
    /// How many of them have their label.
    pub accessioned: i64,
}

/// What the seller asks to be paid.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Invoice {
    /// Which.
    pub id: Id<Invoice>,
    /// The seller's number.
    pub number: String,
    /// How much.
    pub amount: Rupiah,
    /// The wish to pay it is.
    pub spending: Id<Spending>,
    /// How far that is.
    pub state: SpendingState,
    /// When it was entered.
    pub at: Timestamp,
}
