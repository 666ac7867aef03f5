//! What is wished for and what is ordered, for other programs.

use kernel::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use web::{
    Access, Failure, Routes,
    api::{Api, ApiPost, ApiVisit, Created, Cursor, Day, Json, Limit, List, Moment},
};

use crate::{
    EDIT, VIEW,
    model::{Invoice, Line, Order, Suggestion},
    orders,
    suggestions::{self, NewSuggestion},
};

/// Everything under `/api/v1` of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    Api::of("acquisitions")
        .get("/api/v1/suggestions", view, list)
        .post("/api/v1/suggestions", edit, suggest)
        .get("/api/v1/suggestions/{code}", view, suggestion)
        .get("/api/v1/orders", view, all_orders)
        .get("/api/v1/orders/{number}", view, order)
        .routes()
}

/// A book somebody would like the library to have. Who asks stays with the staff.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct SuggestedBook {
    /// The code people use.
    code: String,
    /// `new`, `selected`, `declined`, `ordered` or `arrived`.
    state: String,
    /// What it is called.
    title: String,
    /// Who wrote it.
    author: Option<String>,
    /// Its ISBN, thirteen digits.
    isbn: Option<String>,
    /// Why.
    why: Option<String>,
    /// What whoever asked was told.
    answer: Option<String>,
    /// The number of the record the library has of it.
    record: Option<i64>,
    /// When it came.
    suggested_at: Moment,
}

impl From<Suggestion> for SuggestedBook {
    fn from(one: Suggestion) -> Self {
        Self {
            code: one.code,
            state: one.state.to_string(),
            title: one.title,
            author: one.author,
            isbn: one.isbn,
            why: one.why,
            answer: one.answer,
            record: one.record_number,
            suggested_at: one.opened_at.into(),
        }
    }
}

/// The suggestions, the latest first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListSuggestions {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn list(visit: ApiVisit, asked: ListSuggestions) -> Result<List<SuggestedBook>, Failure> {
    let place = |last: &Suggestion| (last.opened_at, last.id);
    let page = List::read(&visit, (asked.limit, asked.cursor), place, suggestions::after).await?;
    Ok(page.map(SuggestedBook::from))
}

/// One suggestion, by its code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadSuggestion {
    /// Its code.
    #[schemars(length(min = 1, max = 20), example = &"U-0042")]
    code: String,
}

async fn suggestion(visit: ApiVisit, asked: ReadSuggestion) -> Result<Json<SuggestedBook>, Failure> {
    Ok(Json(visit.read(move |tx| suggestions::by_code(tx, &asked.code)).await?.into()))
}

/// Suggests a book, for whoever holds the token.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct SuggestBook {
    /// What it is called.
    #[schemars(length(min = 1, max = 300), example = &"Laskar Pelangi")]
    title: String,
    /// Who wrote it.
    #[serde(default)]
    #[schemars(length(max = 200))]
    author: String,
    /// Its ISBN, in either form.
    #[serde(default)]
    #[schemars(length(max = 30))]
    isbn: String,
    /// Why.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    why: String,
}

async fn suggest(post: ApiPost, asked: SuggestBook) -> Result<Created<SuggestedBook>, Failure> {
    let made = post
        .write(move |tx, act| {
            let new = NewSuggestion {
                title: asked.title.clone(),
                author: asked.author.clone(),
                isbn: asked.isbn.clone(),
                why: asked.why.clone(),
                party: act.by.person(),
                contact: String::new(),
            };
            let code = suggestions::make(tx, act, &Id::<Suggestion>::new().to_string(), &new)?;
            Ok(SuggestedBook::from(suggestions::by_code(tx, &code)?))
        })
        .await?;
    Ok(Created(format!("/api/v1/suggestions/{}", made.code), made))
}

/// What is bought of a seller at once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct PurchaseOrder {
    /// Its number.
    number: String,
    /// `draft`, `ordered`, `closed` or `cancelled`.
    state: String,
    /// The seller.
    vendor: String,
    /// Code of the fund that pays.
    fund: String,
    /// The line of its budget.
    budget: Option<String>,
    /// The day the seller got it.
    placed_on: Option<Day>,
    /// How many copies it has.
    copies: i64,
    /// How many of them came.
    received: i64,
    /// Whole rupiah it comes to.
    total: i64,
    /// Whole rupiah that invoices ask for.
    billed: i64,
    /// Whole rupiah that were paid.
    paid: i64,
    /// Whole rupiah held for invoices to come.
    held: i64,
    /// Its titles; empty in lists.
    lines: Vec<OrderedTitle>,
    /// Its invoices; empty in lists.
    invoices: Vec<InvoiceOfOrder>,
}

/// A title of an order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct OrderedTitle {
    /// What it is called.
    title: String,
    /// Who wrote it.
    author: Option<String>,
    /// Its ISBN, thirteen digits.
    isbn: Option<String>,
    /// How many copies.
    copies: i64,
    /// How many came.
    received: i64,
    /// Whole rupiah one costs.
    price: i64,
}

/// What a seller asks to be paid.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct InvoiceOfOrder {
    /// The seller's number.
    number: String,
    /// Whole rupiah.
    amount: i64,
    /// `requested`, `approved`, `refused`, `paid` or `withdrawn`.
    state: String,
}

fn told(one: Order, lines: Vec<Line>, invoices: Vec<Invoice>) -> PurchaseOrder {
    let title = |line: Line| OrderedTitle {
        title: line.title,
        author: line.author,
        isbn: line.isbn,
        copies: line.copies,
        received: line.received,
        price: line.price.0,
    };
    let invoice = |one: Invoice| InvoiceOfOrder {
        number: one.number,
        amount: one.amount.0,
        state: one.state.to_string(),
    };
    PurchaseOrder {
        number: one.number,
        state: one.state.to_string(),
        vendor: one.vendor_name,
        fund: one.fund_code,
        budget: one.budget_purpose,
        placed_on: one.placed_on.map(Day),
        copies: one.copies,
        received: one.received,
        total: one.total.0,
        billed: one.billed.0,
        paid: one.paid.0,
        held: one.held.0,
        lines: lines.into_iter().map(title).collect(),
        invoices: invoices.into_iter().map(invoice).collect(),
    }
}

/// The orders, the latest first.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ListOrders {
    /// How many at most.
    #[serde(default)]
    limit: Limit,
    /// Where the page before ended.
    #[serde(default)]
    cursor: Option<Cursor>,
}

async fn all_orders(visit: ApiVisit, asked: ListOrders) -> Result<List<PurchaseOrder>, Failure> {
    let place = |last: &Order| (last.drafted_at, last.id);
    let page = List::read(&visit, (asked.limit, asked.cursor), place, orders::after).await?;
    Ok(page.map(|one| told(one, Vec::new(), Vec::new())))
}

/// One order with its titles and invoices, by its number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct ReadOrder {
    /// Its number.
    #[schemars(length(min = 1, max = 20), example = &"P-2026-0003")]
    number: String,
}

async fn order(visit: ApiVisit, asked: ReadOrder) -> Result<Json<PurchaseOrder>, Failure> {
    let found = visit
        .read(move |tx| {
            let one = orders::by_number(tx, &asked.number)?;
            let (lines, invoices) = (orders::lines(tx, one.id)?, orders::invoices(tx, one.id)?);
            Ok(told(one, lines, invoices))
        })
        .await?;
    Ok(Json(found))
}
