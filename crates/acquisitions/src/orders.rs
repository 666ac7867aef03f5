//! Orders: put together, placed with the seller, delivered in parts, paid, closed.
//!
//! Placing an order holds its money in the fund. Each invoice asks for a part of what is held and is approved and paid like
//! any other spending ([`funds::spending`]); closing lets go of the rest. Each delivery opens a box of the catalogue, in
//! which the copies get their labels.

use catalogue::accession::{self, NewBatch, NewTitle, Source};
use funds::{
    Budget, Fund, Spending, encumbrances,
    ledger::accounts,
    rules::{self as money, Approval},
    spending::{self, NewSpending},
};
use kernel::{Act, Date, Id, Kind, Message, Person, Reason, Refusal, Rupiah, Timestamp};
use platform::{audit, library, library::Branch, sequence};
use store::{Result, Tx, sql, vals};

use crate::{
    model::{Delivery, Invoice, Line, Order, State, Suggestion, Wish},
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
    let needs = spending::thresholds(tx)?.needs(order.total, money::is_restricted(fund.kind));
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
            "UPDATE purchase_order SET state = 'ordered', placer = ?2, placed_on = ?3, encumbrance = ?4, needs = ?5
             WHERE id = ?1 AND state = 'draft' AND ?5 <= (
                 SELECT count(*) FROM order_hand h WHERE h.purchase_order = ?1 AND h.role = 'approver')"
        ),
        vals![id, person, act.today(), held, needs],
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
    let mut titles = Vec::new();
    let mut noted = Vec::new();
    for line in lines(tx, id)? {
        let Some((_, n)) = came.iter().find(|(came, n)| *came == line.id && *n > 0) else { continue };
        let counted = tx.exec(
            sql!("UPDATE order_line SET received = received + ?2 WHERE id = ?1 AND received + ?2 <= copies"),
            vals![line.id, n],
        )?;
        if counted == 0 {
            let message = Message::new("delivery-too-many").with("title", line.title).with("n", line.copies);
            return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("came", message) }.into());
        }
        if let Some(suggestion) = line.suggestion
            && line.received == 0
        {
            suggestions::advance(tx, act, suggestion, Wish::Arrived)?;
        }
        noted.push((line.id, *n));
        titles.push(NewTitle {
            title: line.title,
            author: line.author,
            isbn: line.isbn,
            copies: *n,
            worth: line.price,
        });
    }
    let (n,): (i64,) =
        tx.one(sql!("SELECT count(*) + 1 FROM order_delivery WHERE purchase_order = ?1"), vals![id])?;
    let number = format!("{}/{n}", order.number);
    let worth: Rupiah = titles.iter().map(|title| title.worth.times(title.copies)).sum();
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
        rest: 0,
        titles,
    };
    let batch = accession::open(tx, act, &batch)?;
    let delivery = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO order_delivery (id, purchase_order, number, day, copies, batch, batch_state, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        vals![delivery, id, number, day, copies, batch.id, batch.state, act.by.person(), act.at],
    )?;
    for (line, n) in noted {
        tx.exec(
            sql!("INSERT INTO order_delivery_line (delivery, line, copies) VALUES (?1, ?2, ?3)"),
            vals![delivery, line, n],
        )?;
    }
    let detail = serde_json::json!({ "number": number, "copies": copies });
    audit::record(tx, act, "order.delivered", "order", id, &detail)?;
    Ok(delivery)
}

/// Takes back a delivery that was noted wrongly: its box is cancelled, and what was counted is waited for again.
///
/// # Errors
/// A refusal without a reason, of one that was taken back already, and while a copy of it is on loan; those of the database.
pub fn send_back(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Order>,
    delivery: Id<Delivery>,
    reason: &str,
) -> Result<()> {
    in_state(tx, id, State::Ordered)?;
    let found = deliveries(tx, id)?.into_iter().find(|one| one.id == delivery).ok_or_else(not_so)?;
    accession::cancel(tx, act, found.batch, reason)?;
    tx.exec(
        sql!(
            "UPDATE order_line SET received = received - (
                 SELECT d.copies FROM order_delivery_line d WHERE d.delivery = ?1 AND d.line = order_line.id)
             WHERE id IN (SELECT d.line FROM order_delivery_line d WHERE d.delivery = ?1)"
        ),
        vals![delivery],
    )?;
    for line in lines(tx, id)?.into_iter().filter(|line| line.received == 0) {
        if let Some(suggestion) = line.suggestion {
            suggestions::wait_again(tx, act, suggestion)?;
        }
    }
    let detail = serde_json::json!({ "number": found.number, "reason": reason.trim() });
    audit::record(tx, act, "order.delivery-taken-back", "order", id, &detail)
}

/// What a seller asks to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvoice {
    /// The seller's number.
    pub number: String,
    /// How much.
    pub amount: Rupiah,
    /// Why it asks for more than what came is worth; empty where it does not.
    pub reason: String,
}

/// Enters an invoice: from now on it is a wish to pay out of what the order holds, which is approved as its amount wants
/// it, shown by its paper and paid like any other.
///
/// # Errors
/// A refusal of an invoice that was entered already, of more than the order holds, and of more than what came is worth
/// without a reason; those of the database.
pub fn bill(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, new: &NewInvoice) -> Result<Id<Spending>> {
    let order = in_state(tx, id, State::Ordered)?;
    let Some(promise) = order.encumbrance else { return Err(not_so()) };
    let (number, reason) = (new.number.trim(), new.reason.trim());
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if !(1..=100).contains(&number.chars().count()) {
        object("invoice_number", Message::new("invoice-number-missing"));
    }
    if let Some(message) = money::amount_objection(new.amount) {
        object("amount", message);
    } else if new.amount > order.held {
        object("amount", Message::new("invoice-more-than-held").with("left", order.held));
    }
    if order.received == 0 {
        object("amount", Message::new("invoice-before-delivery"));
    } else if order.billed + new.amount > order.came && reason.is_empty() {
        let message = Message::new("invoice-more-than-came").with("came", order.came);
        object("reason", message.with("billed", order.billed));
    }
    if reason.chars().count() > 200 {
        object("reason", Message::new("suggestion-text-too-long"));
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    let wish = NewSpending {
        fund: order.fund,
        account: accounts::BOOKS.to_owned(),
        budget: order.budget,
        amount: new.amount,
        what: what_came(tx, &order, reason)?,
        payee: order.vendor_name,
        party: Some(order.vendor),
        reference: number.to_owned(),
        promise: Some(promise),
    };
    let asked = spending::request(tx, act, &wish)?;
    let entered = tx.exec(
        sql!(
            "INSERT INTO invoice (id, purchase_order, vendor, number, spending, state, reason, at)
             SELECT ?1, ?2, ?3, ?4, s.id, s.state, ?6, ?7 FROM spending s WHERE s.id = ?5 ON CONFLICT DO NOTHING"
        ),
        vals![Id::<Invoice>::new(), id, order.vendor, number, asked, text(reason), act.at],
    )?;
    if entered == 0 {
        let message = Message::new("invoice-entered-already");
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("invoice_number", message) }.into());
    }
    let detail = serde_json::json!({ "number": number, "amount": new.amount });
    audit::record(tx, act, "order.billed", "order", id, &detail)?;
    Ok(asked)
}

/// How many letters of the titles of an order stand in the wish to pay it.
const TITLES: usize = 200;

/// What an invoice is for, in words that whoever approves it, a giver and an auditor understand.
fn what_came(tx: &mut Tx<'_>, order: &Order, reason: &str) -> Result<String> {
    let came: Vec<String> =
        lines(tx, order.id)?.into_iter().filter(|line| line.received > 0).map(|line| line.title).collect();
    let mut titles: String = came.join("; ").chars().take(TITLES).collect();
    if came.join("; ").chars().count() > TITLES {
        titles.push('…');
    }
    let number = &order.number;
    Ok(if reason.is_empty() {
        format!("{titles} ({number})")
    } else {
        format!("{titles} ({number}): {reason}")
    })
}

/// Closes an order: what never came is no longer waited for, and what is held beyond the payments is free again.
///
/// # Errors
/// A refusal of one that is not placed, and while an invoice of it waits to be paid; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, id: Id<Order>) -> Result<()> {
    let order = in_state(tx, id, State::Ordered)?;
    if let Some(held) = order.encumbrance {
        encumbrances::end(tx, held)?;
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

/// The statement that reads orders.
macro_rules! orders {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT o.id, o.number, o.vendor, p.name AS vendor_name, o.fund, f.code AS fund_code, f.title AS fund_title,
                 o.budget, g.purpose AS budget_purpose, o.branch, o.state, o.drafter, a.name AS drafter_name, o.drafted_at, o.placed_on, o.encumbrance,
                 (SELECT CAST(COALESCE(SUM(l.copies), 0) AS BIGINT) FROM order_line l WHERE l.purchase_order = o.id)
                     AS copies,
                 (SELECT CAST(COALESCE(SUM(l.received), 0) AS BIGINT) FROM order_line l WHERE l.purchase_order = o.id)
                     AS received,
                 (SELECT CAST(COALESCE(SUM(l.copies * l.price), 0) AS BIGINT) FROM order_line l
                     WHERE l.purchase_order = o.id) AS total,
                 (SELECT CAST(COALESCE(SUM(s.amount), 0) AS BIGINT) FROM invoice i JOIN spending s ON s.id = i.spending
                     WHERE i.purchase_order = o.id AND i.state = 'paid') AS paid,
                 COALESCE(e.amount, 0) AS held,
                 (SELECT CAST(COALESCE(SUM(l.received * l.price), 0) AS BIGINT) FROM order_line l
                     WHERE l.purchase_order = o.id) AS came,
                 (SELECT CAST(COALESCE(SUM(s.amount), 0) AS BIGINT) FROM invoice i JOIN spending s ON s.id = i.spending
                     WHERE i.purchase_order = o.id AND i.state IN ('requested', 'approved', 'paid')) AS billed,
                 (SELECT count(*) FROM order_hand h WHERE h.purchase_order = o.id AND h.role = 'approver') AS approvals
             FROM purchase_order o JOIN party p ON p.id = o.vendor JOIN fund f ON f.id = o.fund
             LEFT JOIN budget g ON g.id = o.budget LEFT JOIN encumbrance e ON e.id = o.encumbrance
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

/// The order with this number.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_number(tx: &mut Tx<'_>, number: &str) -> Result<Order> {
    let found = tx.opt(orders!("WHERE o.number = ?1"), vals![number.trim().to_uppercase()])?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("order-unknown")).into())
}

/// The orders before a place in the list, the latest first, as programs read them.
pub(crate) fn after(
    tx: &mut Tx<'_>,
    place: Option<(Timestamp, Id<Order>)>,
    limit: i64,
) -> Result<Vec<Order>> {
    let (at, id) = place.unzip();
    tx.all(
        orders!(
            "WHERE (CAST(?1 AS BIGINT) IS NULL OR o.drafted_at < ?1 OR (o.drafted_at = ?1 AND o.id < ?2))
             ORDER BY o.drafted_at DESC, o.id DESC LIMIT ?3"
        ),
        vals![at, id, limit],
    )
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
            "SELECT d.id, d.number, d.day, d.copies, d.batch, b.code AS batch_code, d.batch_state,
                 (SELECT count(*) FROM accession a WHERE a.batch = d.batch) AS accessioned
             FROM order_delivery d JOIN accession_batch b ON b.id = d.batch WHERE d.purchase_order = ?1 ORDER BY d.at, d.id"
        ),
        vals![id],
    )
}

/// The invoices of an order, the first first.
///
/// # Errors
/// Those of the database.
pub fn invoices(tx: &mut Tx<'_>, id: Id<Order>) -> Result<Vec<Invoice>> {
    tx.all(
        sql!(
            "SELECT i.id, i.number, s.amount, i.spending, i.state, i.at FROM invoice i
             JOIN spending s ON s.id = i.spending WHERE i.purchase_order = ?1 ORDER BY i.at, i.id"
        ),
        vals![id],
    )
}
