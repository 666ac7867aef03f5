//! Orders: put together, placed with the seller, delivered in parts, paid, closed.
//!
//! Placing an order holds its money in the fund. Each invoice asks for a part of what is held and is approved and paid like
//! any other spending ([`funds::spending`]); closing lets go of the rest. Each delivery opens a box of the catalogue, in
//! which the copies get their labels.

mod billing;
mod delivering;
mod list;

pub use billing::{NewInvoice, bill};
pub use delivering::{receive, send_back};
use funds::{
    Budget, Fund, encumbrances,
    rules::{self as money, Approval},
    spending,
};
use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
pub(crate) use list::after;
pub use list::{by_number, count, deliveries, invoices, lines, one, page};
use platform::{audit, library, library::Branch, sequence};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Line, Order, State, Suggestion, Wish},
    suggestions::{self, text},
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
            "INSERT INTO purchase_order (id, number, vendor, fund, budget, branch, state, drafter, drafted_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, ?8)"
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
    author(tx, act, id)?;
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

/// Whoever changes what is in an order is one of its authors; what was approved before it changed is not approved any more.
fn author(tx: &mut Tx<'_>, act: &Act, id: Id<Order>) -> Result<()> {
    let person = somebody(act)?;
    tx.exec(sql!("DELETE FROM order_hand WHERE purchase_order = ?1 AND role = 'approver'"), vals![id])?;
    tx.exec(
        sql!(
            "INSERT INTO order_hand (purchase_order, person, role, large, at) VALUES (?1, ?2, 'author', FALSE, ?3)
             ON CONFLICT (purchase_order, person) DO NOTHING"
        ),
        vals![id, person, act.at],
    )
    .map(drop)
}

/// Takes a title out of a draft.
///
/// # Errors
/// A refusal once the order is placed; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, line: Id<Line>) -> Result<()> {
    in_state(tx, id, State::Draft)?;
    author(tx, act, id)?;
    tx.exec(sql!("DELETE FROM order_line WHERE id = ?1 AND purchase_order = ?2"), vals![line, id])?;
    audit::record(tx, act, "order.line-removed", "order", id, &serde_json::json!({ "line": line }))
}

/// Approves an order, and places it with its seller once everybody has who must: as many people as a spending of this sum
/// needs, none of whom chose what is in it; `large` is whether whoever approves may approve large amounts. Placing holds its
/// money. An order that needs nobody is placed by anybody.
///
/// # Errors
/// A refusal of an empty order, of one's own, of a second word by the same person, and where the fund has not so much; those
/// of the database.
pub fn place(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, large: bool) -> Result<Order> {
    let person = somebody(act)?;
    let order = in_state(tx, id, State::Draft)?;
    if order.copies == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("order-empty")).into());
    }
    let fund = funds::funds::one(tx, order.fund)?;
    let limits = spending::thresholds(tx)?;
    let needs = limits.needs(order.total, money::is_restricted(fund.kind));
    if needs > 0 {
        approve(tx, act, id, person, large)?;
    }
    if missing(tx, id, needs)? != Approval::Whole {
        return one(tx, id);
    }
    let what = format!("{} {}", order.number, order.vendor_name);
    let held = encumbrances::hold(tx, act, order.fund, order.budget, order.total, &what)?;
    let placed = tx.exec(
        sql!(
            "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = ?3, encumbrance = ?4, needs = ?5,
                 total = ?6, approve_from = ?7, large_from = ?8
             WHERE id = ?1 AND state = 'draft' AND ?5 <= (
                 SELECT count(*) FROM order_hand h WHERE h.purchase_order = ?1 AND h.role = 'approver')"
        ),
        vals![id, person, act.today(), held, needs, order.total, limits.one, limits.two],
    )?;
    if placed == 0 {
        return Err(not_so());
    }
    let detail = serde_json::json!({ "number": order.number, "total": order.total });
    audit::record(tx, act, "order.placed", "order", id, &detail)?;
    for line in lines(tx, id)? {
        if let Some(suggestion) = line.suggestion {
            suggestions::advance(tx, act, suggestion, Wish::Ordered)?;
        }
    }
    one(tx, id)
}

fn approve(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, person: Id<Person>, large: bool) -> Result<()> {
    let given = tx.exec(
        sql!(
            "INSERT INTO order_hand (purchase_order, person, role, large, at) VALUES (?1, ?2, 'approver', ?3, ?4)
             ON CONFLICT (purchase_order, person) DO NOTHING"
        ),
        vals![id, person, large, act.at],
    )?;
    if given == 1 {
        return audit::record(tx, act, "order.approved", "order", id, &());
    }
    let (role,): (String,) = tx.one(
        sql!("SELECT role FROM order_hand WHERE purchase_order = ?1 AND person = ?2"),
        vals![id, person],
    )?;
    let key = if role == "author" { "order-own" } else { "order-approved-already" };
    Err(Refusal::new(Kind::Conflict, Message::new(key)).into())
}

/// Whose approval an order still needs, where so many are needed.
fn missing(tx: &mut Tx<'_>, id: Id<Order>, needs: i64) -> Result<Approval> {
    let approved: Vec<(bool,)> = tx.all(
        sql!("SELECT large FROM order_hand WHERE purchase_order = ?1 AND role = 'approver'"),
        vals![id],
    )?;
    let approved: Vec<bool> = approved.into_iter().map(|(large,)| large).collect();
    Ok(money::missing(needs, &approved))
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

/// Closes an order: what never came is no longer waited for, and what is held beyond the payments is free again.
///
/// # Errors
/// A refusal of one that is not placed, and while an invoice of it waits to be paid; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, id: Id<Order>) -> Result<()> {
    let order = in_state(tx, id, State::Ordered)?;
    if let Some(held) = order.encumbrance {
        encumbrances::end(tx, act, held)?;
    }
    let closed = tx.exec(
        sql!(
            "UPDATE purchase_order SET state = 'closed' WHERE id = ?1 AND NOT EXISTS (
                 SELECT 1 FROM invoice i WHERE i.purchase_order = ?1 AND i.state IN ('requested', 'approved'))"
        ),
        vals![id],
    )?;
    if closed == 0 {
        return Err(Refusal::new(Kind::Conflict, Message::new("order-invoice-waits")).into());
    }
    // Who wished for what never came is not told that it is ordered for ever: it is on the list again.
    for line in lines(tx, id)?.into_iter().filter(|line| line.received == 0) {
        if let Some(suggestion) = line.suggestion {
            tx.exec(sql!("UPDATE order_line SET suggestion = NULL WHERE id = ?1"), vals![line.id])?;
            suggestions::advance(tx, act, suggestion, Wish::Selected)?;
        }
    }
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
