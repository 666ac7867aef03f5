//! Orders: put together, placed with the seller, delivered in parts, paid, closed.
//!
//! Placing an order holds its money in the fund; each invoice turns a part of what is held into a payment, and closing
//! lets go of the rest. Each delivery opens a box of the catalogue, in which the copies get their labels.

use catalogue::accession::{self, NewBatch, Source};
use funds::{
    Budget, Fund, TransactionKind, encumbrances,
    ledger::{self, NewTransaction, Posting, accounts},
    rules as money, spending,
};
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use platform::{audit, library, library::Branch, sequence};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Delivery, Invoice, Line, Order, State, Suggestion, Wish},
    suggestions::{self, text},
};

/// Where the payments of an order belong.
pub(crate) const ORIGIN: web::Origin = web::Origin {
    kind: "order",
    page: |tx, id| {
        let found: Option<(String,)> =
            tx.opt(sql!("SELECT number FROM purchase_order WHERE id = ?1"), vals![id])?;
        Ok(found.map(|(number,)| (number, format!("/staf/pengadaan/pesanan/{id}"))))
    },
};

/// What an order is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// The seller.
    pub vendor: Id<Person>,
    /// The fund that pays.
    pub fund: Id<Fund>,
    /// Under which line of its budget.
    pub budget: Option<Id<Budget>>,
    /// Where the books belong.
    pub branch: Id<Branch>,
}

/// Begins an order, with nothing in it.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn draft(tx: &mut Tx<'_>, act: &Act, new: &NewOrder) -> Result<Order> {
    let drafter = somebody(act)?;
    let vendor = people::parties::living(tx, new.vendor)?.id;
    let fund = funds::funds::one(tx, new.fund)?;
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if library::branch(tx, new.branch)?.is_none() {
        object("branch", "order-branch-missing");
    }
    if let Some(budget) = new.budget
        && !funds::budgets::of(tx, fund.id)?.iter().any(|line| line.id == budget)
    {
        object("budget", "budget-of-another-fund");
    }
    reasons.extend(money::day_objection(&fund, act.today()));
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let (id, year) = (Id::new(), act.today().year());
    let number = format!("P-{year}-{:04}", sequence::next(tx, &format!("order-{year}"))?);
    tx.exec(
        sql!(
            "INSERT INTO purchase_order (id, number, vendor, fund, budget, branch, state, drafter, drafted_at, placer,
                 placed_on, encumbrance)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, ?8, NULL, NULL, NULL)"
        ),
        vals![id, number, vendor, fund.id, new.budget, new.branch, drafter, act.at],
    )?;
    audit::record(tx, act, "order.drafted", "order", id, &serde_json::json!({ "number": number }))?;
    one(tx, id)
}

/// A title that is to be ordered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewLine {
    /// What it is called.
    pub title: String,
    /// Who wrote it; empty where nobody knows.
    pub author: String,
    /// Its ISBN, as typed; empty where it has none.
    pub isbn: String,
    /// How many copies.
    pub copies: i64,
    /// What one costs.
    pub price: Rupiah,
    /// The suggestion it answers.
    pub suggestion: Option<Id<Suggestion>>,
}

/// Adds a title to a draft.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn add(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, new: &NewLine) -> Result<Id<Line>> {
    let order = in_state(tx, id, State::Draft)?;
    let isbn = suggestions::isbn(&new.isbn);
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !(1..=300).contains(&new.title.trim().chars().count()) {
        object("title", Message::new("suggestion-title-missing"));
    }
    if !new.isbn.trim().is_empty() && isbn.is_none() {
        object("isbn", Message::new("suggestion-isbn-wrong"));
    }
    if !(1..=1_000).contains(&new.copies) {
        object("copies", Message::new("order-copies-unreadable"));
    }
    if let Some(message) = money::amount_objection(new.price) {
        object("price", message);
    } else if order.total + new.price.times(new.copies.clamp(1, 1_000)) > Rupiah(money::MOST) {
        object("price", Message::new("amount-out-of-bounds"));
    }
    if let Some(suggestion) = new.suggestion
        && suggestions::one(tx, suggestion)?.state != Wish::Selected
    {
        object("suggestion", Message::new("suggestion-not-selected"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let line = Id::new();
    let added = tx.exec(
        sql!(
            "INSERT INTO order_line (id, purchase_order, suggestion, title, author, isbn, copies, price, received)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) ON CONFLICT (suggestion) DO NOTHING"
        ),
        vals![
            line,
            id,
            new.suggestion,
            new.title.trim(),
            text(&new.author),
            isbn,
            new.copies,
            new.price
        ],
    )?;
    if added == 0 {
        return Err(Refusal::of_field("suggestion", Message::new("suggestion-in-another-order")).into());
    }
    let detail = serde_json::json!({ "title": new.title.trim(), "copies": new.copies, "price": new.price });
    audit::record(tx, act, "order.line-added", "order", id, &detail)?;
    Ok(line)
}

/// Takes a title out of a draft.
///
/// # Errors
/// A refusal once the order is placed; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, line: Id<Line>) -> Result<()> {
    in_state(tx, id, State::Draft)?;
    tx.exec(sql!("DELETE FROM order_line WHERE id = ?1 AND purchase_order = ?2"), vals![line, id])?;
    audit::record(tx, act, "order.line-removed", "order", id, &serde_json::json!({ "line": line }))
}

/// Places an order with its seller and holds its money. From the amount on that needs approval, somebody else places it
/// than who put it together; from the amount on that needs two, somebody who may approve large ones (`large`).
///
/// # Errors
/// A refusal of an empty order, of one's own, and where the fund has not so much; those of the database.
pub fn place(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, large: bool) -> Result<Order> {
    let placer = somebody(act)?;
    let order = in_state(tx, id, State::Draft)?;
    let limits = spending::thresholds(tx)?;
    let mut reasons = Vec::new();
    let mut object = |message| reasons.push(Reason { field: None, message });
    if order.copies == 0 {
        object(Message::new("order-empty"));
    }
    if order.total >= limits.one && order.drafter == placer {
        object(Message::new("order-own").with("from", limits.one));
    }
    if order.total >= limits.two && !large {
        object(Message::new("order-large").with("from", limits.two));
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    let held = encumbrances::hold(
        tx,
        act,
        order.fund,
        order.budget,
        order.total,
        &format!("{} {}", order.number, order.vendor_name),
    )?;
    tx.exec(
        sql!(
            "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = ?3, encumbrance = ?4 WHERE id = ?1"
        ),
        vals![id, placer, act.today(), held],
    )?;
    let detail = serde_json::json!({ "number": order.number, "total": order.total });
    audit::record(tx, act, "order.placed", "order", id, &detail)?;
    for line in lines(tx, id)? {
        if let Some(suggestion) = line.suggestion {
            suggestions::advance(tx, act, suggestion, Wish::Ordered)?;
        }
    }
    one(tx, id)
}

/// Gives up a draft. Its suggestions are on the list again.
///
/// # Errors
/// A refusal once it is placed; those of the database.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, id: Id<Order>) -> Result<()> {
    in_state(tx, id, State::Draft)?;
    tx.exec(sql!("UPDATE order_line SET suggestion = NULL WHERE purchase_order = ?1"), vals![id])?;
    tx.exec(sql!("UPDATE purchase_order SET state = 'cancelled' WHERE id = ?1"), vals![id])?;
    audit::record(tx, act, "order.cancelled", "order", id, &())
}

/// Notes what arrived, line by line, and opens the box in which it gets its labels.
///
/// # Errors
/// A refusal of more than was ordered, of nothing, of a day to come; those of the database.
pub fn receive(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Order>,
    day: Date,
    came: &[(Id<Line>, i64)],
) -> Result<Id<Delivery>> {
    let order = in_state(tx, id, State::Ordered)?;
    let mut reasons = Vec::new();
    let mut object = |message| reasons.push(Reason { field: Some("came"), message });
    let copies: i64 = came.iter().map(|(_, n)| (*n).max(0)).sum();
    if copies == 0 || came.iter().any(|(_, n)| *n < 0) {
        object(Message::new("delivery-empty"));
    }
    if day > act.today() {
        object(Message::new("delivery-day-future"));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let mut worth = Rupiah::ZERO;
    for line in lines(tx, id)? {
        let Some((_, n)) = came.iter().find(|(came, n)| *came == line.id && *n > 0) else { continue };
        let noted = tx.exec(
            sql!("UPDATE order_line SET received = received + ?2 WHERE id = ?1 AND received + ?2 <= copies"),
            vals![line.id, n],
        )?;
        if noted == 0 {
            let message = Message::new("delivery-too-many").with("title", line.title).with("n", line.copies);
            return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("came", message) }.into());
        }
        worth = worth + line.price.times(*n);
        if let Some(suggestion) = line.suggestion
            && line.received == 0
        {
            suggestions::advance(tx, act, suggestion, Wish::Arrived)?;
        }
    }
    let (n,): (i64,) =
        tx.one(sql!("SELECT count(*) + 1 FROM order_delivery WHERE purchase_order = ?1"), vals![id])?;
    let number = format!("{}/{n}", order.number);
    let batch = NewBatch {
        source: Source::Purchase,
        party: Some(order.vendor),
        name: order.vendor_name,
        named: true,
        reference: number.clone(),
        received_on: day,
        branch: order.branch,
        expected: Some(copies),
        worth: Rupiah((worth.0 / copies).max(1)),
    };
    let batch = accession::open(tx, act, &batch)?.id;
    let delivery = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO order_delivery (id, purchase_order, number, day, copies, batch, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![delivery, id, number, day, copies, batch, act.by.person(), act.at],
    )?;
    let detail = serde_json::json!({ "number": number, "copies": copies });
    audit::record(tx, act, "order.delivered", "order", id, &detail)?;
    Ok(delivery)
}

/// What a seller is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvoice {
    /// The seller's number.
    pub number: String,
    /// How much.
    pub amount: Rupiah,
    /// The day it is paid.
    pub day: Date,
    /// Out of which account.
    pub out_of: String,
}

/// Pays an invoice out of what the order holds: a payment of the ledger, whose documents show it.
///
/// # Errors
/// A refusal of an invoice that was paid already, of more than the order holds, of what never arrived; those of the
/// database.
pub fn pay(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, new: &NewInvoice) -> Result<Id<funds::Transaction>> {
    let order = in_state(tx, id, State::Ordered)?;
    let Some(held) = order.encumbrance else { return Err(not_so()) };
    let left = encumbrances::one(tx, held)?.amount;
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !(1..=100).contains(&new.number.trim().chars().count()) {
        object("invoice_number", Message::new("invoice-number-missing"));
    }
    if let Some(message) = money::amount_objection(new.amount) {
        object("amount", message);
    } else if new.amount > left {
        object("amount", Message::new("invoice-more-than-held").with("left", left));
    }
    if order.received == 0 {
        object("amount", Message::new("invoice-before-delivery"));
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    encumbrances::release(tx, held, new.amount)?;
    let expense = Posting { budget: order.budget, ..Posting::new(order.fund, accounts::BOOKS, new.amount) };
    let transaction = NewTransaction {
        kind: TransactionKind::Payment,
        day: new.day,
        memo: format!("{} · {}", order.number, order.vendor_name),
        reference: new.number.trim().to_owned(),
        party: Some(order.vendor),
        origin: Some(funds::Origin::new(ORIGIN.kind, id)),
        postings: vec![expense, Posting::new(order.fund, &*new.out_of, -new.amount)],
    };
    let posted = ledger::post(tx, act, &transaction)?;
    let kept = tx.exec(
        sql!(
            "INSERT INTO invoice (id, purchase_order, vendor, number, amount, ledger_transaction, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (vendor, number) DO NOTHING"
        ),
        vals![Id::<Invoice>::new(), id, order.vendor, new.number.trim(), new.amount, posted, act.at],
    )?;
    if kept == 0 {
        let message = Message::new("invoice-paid-already");
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("invoice_number", message) }.into());
    }
    let detail = serde_json::json!({ "number": new.number.trim(), "amount": new.amount });
    audit::record(tx, act, "order.paid", "order", id, &detail)?;
    Ok(posted)
}

/// Closes an order: what never came is no longer waited for, and what is held beyond the payments is free again.
///
/// # Errors
/// A refusal of one that is not placed; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, id: Id<Order>) -> Result<()> {
    let order = in_state(tx, id, State::Ordered)?;
    if let Some(held) = order.encumbrance {
        encumbrances::release(tx, held, order.total)?;
    }
    tx.exec(sql!("UPDATE purchase_order SET state = 'closed' WHERE id = ?1"), vals![id])?;
    let detail = serde_json::json!({ "received": order.received, "of": order.copies, "paid": order.paid });
    audit::record(tx, act, "order.closed", "order", id, &detail)
}

fn in_state(tx: &mut Tx<'_>, id: Id<Order>, state: State) -> Result<Order> {
    tx.lock("order", &id)?;
    let found = one(tx, id)?;
    if found.state == state { Ok(found) } else { Err(not_so()) }
}

fn not_so() -> store::Error {
    Refusal::new(Kind::Conflict, Message::new("order-not-so")).into()
}

fn somebody(act: &Act) -> Result<Id<Person>> {
    act.by.person().ok_or_else(|| Refusal::new(Kind::Forbidden, Message::new("order-nobody")).into())
}

/// The statement that reads orders.
macro_rules! orders {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT o.id, o.number, o.vendor, p.name AS vendor_name, o.fund, f.code AS fund_code, f.title AS fund_title,
                 o.budget, o.branch, o.state, o.drafter, a.name AS drafter_name, o.drafted_at, o.placed_on, o.encumbrance,
                 (SELECT CAST(COALESCE(SUM(l.copies), 0) AS BIGINT) FROM order_line l WHERE l.purchase_order = o.id)
                     AS copies,
                 (SELECT CAST(COALESCE(SUM(l.received), 0) AS BIGINT) FROM order_line l WHERE l.purchase_order = o.id)
                     AS received,
                 (SELECT CAST(COALESCE(SUM(l.copies * l.price), 0) AS BIGINT) FROM order_line l
                     WHERE l.purchase_order = o.id) AS total,
                 (SELECT CAST(COALESCE(SUM(i.amount), 0) AS BIGINT) FROM invoice i WHERE i.purchase_order = o.id) AS paid
             FROM purchase_order o JOIN party p ON p.id = o.vendor JOIN fund f ON f.id = o.fund
             LEFT JOIN account a ON a.person = o.drafter ",
            $rest
        ))
    };
}

/// One order.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Order>) -> Result<Order> {
    let found = tx.opt(orders!("WHERE o.id = ?1"), vals![id])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("order-unknown")).into())
}

/// How many there are.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM purchase_order"), vals![])?;
    Ok(n)
}

/// A page of orders, the latest first.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, (limit, offset): (i64, i64)) -> Result<Vec<Order>> {
    tx.all(orders!("ORDER BY o.drafted_at DESC, o.id DESC LIMIT ?1 OFFSET ?2"), vals![limit, offset])
}

/// The titles of an order, by title.
///
/// # Errors
/// Those of the database.
pub fn lines(tx: &mut Tx<'_>, id: Id<Order>) -> Result<Vec<Line>> {
    tx.all(
        sql!(
            "SELECT id, title, author, isbn, copies, price, received, suggestion FROM order_line
             WHERE purchase_order = ?1 ORDER BY title, id LIMIT 1000"
        ),
        vals![id],
    )
}

/// What arrived of an order, the first first.
///
/// # Errors
/// Those of the database.
pub fn deliveries(tx: &mut Tx<'_>, id: Id<Order>) -> Result<Vec<Delivery>> {
    tx.all(
        sql!(
            "SELECT d.id, d.number, d.day, d.copies, d.batch, b.code AS batch_code,
                 (SELECT count(*) FROM accession a WHERE a.batch = d.batch) AS accessioned
             FROM order_delivery d JOIN accession_batch b ON b.id = d.batch WHERE d.purchase_order = ?1 ORDER BY d.at, d.id"
        ),
        vals![id],
    )
}

/// What was paid of an order, the first first.
///
/// # Errors
/// Those of the database.
pub fn invoices(tx: &mut Tx<'_>, id: Id<Order>) -> Result<Vec<Invoice>> {
    tx.all(
        sql!(
            "SELECT id, number, amount, ledger_transaction, at FROM invoice WHERE purchase_order = ?1 ORDER BY at, id"
        ),
        vals![id],
    )
}
