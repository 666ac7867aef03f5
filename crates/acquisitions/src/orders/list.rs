//! Orders found and listed, with what is in them.

use kernel::{Id, Kind, Message, Refusal, Timestamp};
use store::{Result, Tx, sql, vals};

use crate::model::{Delivery, Invoice, Line, Order};

/// The statement that reads orders.
macro_rules! orders {
    ($($rest:expr),+) => {
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
            $($rest),+
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
    tx.all(orders!("WHERE ", web::latest_first!("o.drafted_at", "o.id")), vals![at, id, limit])
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
            "SELECT d.id, d.number, d.day,
                 (SELECT CAST(SUM(l.copies) AS BIGINT) FROM order_delivery_line l WHERE l.delivery = d.id) AS copies,
                 d.batch, b.code AS batch_code, d.batch_state,
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
