//! What arrives of an order, each time in a box of the catalogue.

use catalogue::accession::{self, NewBatch, NewTitle, Source};
use kernel::{Act, Date, Id, Kind, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};

use super::{deliveries, in_state, lines, not_so, one};
use crate::{
    model::{Delivery, Line, Order, State, Wish},
    suggestions,
};

/// Notes what arrived, line by line, and opens the box in which it gets its labels.
///
/// # Errors
/// A refusal of more than was ordered, of nothing, of a day to come or before the order was placed; those of the database.
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
    if came.iter().any(|(_, n)| *n < 0) || came.iter().all(|(_, n)| *n == 0) {
        object(Message::new("delivery-empty"));
    }
    if day > act.today() {
        object(Message::new("delivery-day-future"));
    }
    if let Some(placed) = order.placed_on.filter(|placed| day < *placed) {
        object(Message::new("delivery-before-order").with("day", placed));
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let mut noted: Vec<(Line, i64)> = Vec::new();
    for line in lines(tx, id)? {
        let Some((_, n)) = came.iter().find(|(came, n)| *came == line.id && *n > 0) else { continue };
        if *n > line.copies - line.received {
            let message = Message::new("delivery-too-many").with("title", line.title).with("n", line.copies);
            return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("came", message) }.into());
        }
        noted.push((line, *n));
    }
    let copies: i64 = noted.iter().map(|(_, n)| *n).sum();
    if copies == 0 {
        return Err(not_so());
    }
    let (n,): (i64,) =
        tx.one(sql!("SELECT count(*) + 1 FROM order_delivery WHERE purchase_order = ?1"), vals![id])?;
    let number = format!("{}/{n}", order.number);
    let worth: Rupiah = noted.iter().map(|(line, n)| line.price.times(*n)).sum();
    let batch = NewBatch {
        source: Source::Purchase,
        party: Some(order.vendor),
        name: order.vendor_name,
        named: true,
        reference: number.clone(),
        received_on: day,
        branch: order.branch,
        expected: copies,
        worth,
        titles: noted.iter().map(|(line, n)| titled(line, *n)).collect(),
    };
    let batch = accession::open(tx, act, &batch)?;
    let delivery = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO order_delivery (id, purchase_order, number, day, batch, batch_state, author, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![delivery, id, number, day, batch.id, batch.state, act.by.person(), act.at],
    )?;
    for (line, n) in noted {
        tx.exec(
            sql!(
                "INSERT INTO order_delivery_line (delivery, line, purchase_order, copies) VALUES (?1, ?2, ?3, ?4)"
            ),
            vals![delivery, line.id, id, n],
        )?;
        if let Some(suggestion) = line.suggestion.filter(|_| line.received == 0) {
            suggestions::advance(tx, act, suggestion, Wish::Arrived)?;
        }
    }
    let detail = serde_json::json!({ "number": number, "copies": copies });
    audit::record(tx, act, "order.delivered", "order", id, &detail)?;
    Ok(delivery)
}

/// So many copies of a title, as the paper of their box names them.
fn titled(line: &Line, copies: i64) -> NewTitle {
    NewTitle {
        title: line.title.clone(),
        author: line.author.clone(),
        isbn: line.isbn.clone(),
        copies,
        worth: line.price,
    }
}

/// Takes back a delivery that was noted wrongly: its box is cancelled, and what was counted is waited for again.
///
/// # Errors
/// A refusal without a reason, of one that was taken back already, while a copy of it is on loan, and where invoices ask for
/// more than what came without it: these are withdrawn or taken back first; those of the database.
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
    let left = one(tx, id)?;
    if left.billed > left.came {
        let message = Message::new("delivery-billed").with("billed", left.billed).with("came", left.came);
        return Err(Refusal { kind: Kind::Conflict, ..Refusal::of_field("reason", message) }.into());
    }
    for line in lines(tx, id)?.into_iter().filter(|line| line.received == 0) {
        if let Some(suggestion) = line.suggestion {
            suggestions::wait_again(tx, act, suggestion)?;
        }
    }
    let detail = serde_json::json!({ "number": found.number, "reason": reason.trim() });
    audit::record(tx, act, "order.delivery-taken-back", "order", id, &detail)
}
