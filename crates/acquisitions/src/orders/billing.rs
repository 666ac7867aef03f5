//! What a seller asks to be paid for an order.

use funds::{
    Spending, encumbrances,
    ledger::accounts,
    rules as money,
    spending::{self, NewSpending},
};
use kernel::{Act, Id, Kind, Message, Reason, Refusal, Rupiah};
use platform::audit;
use store::{Result, Tx, sql, vals};

use super::{in_state, lines, not_so};
use crate::{
    model::{Invoice, Order, State},
    rules,
    suggestions::text,
};

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
/// it, shown by its paper and paid like any other. Where the seller asks for more than the order holds, because a price rose,
/// the fund promises the rest as well, if it has it.
///
/// # Errors
/// A refusal of an invoice that was entered already, of more than the order holds or than what came is worth without a
/// reason, and of more than the fund has left; those of the database.
pub fn bill(tx: &mut Tx<'_>, act: &Act, id: Id<Order>, new: &NewInvoice) -> Result<Id<Spending>> {
    let order = in_state(tx, id, State::Ordered)?;
    let Some(promise) = order.encumbrance else { return Err(not_so()) };
    let (number, reason) = (rules::invoice_number(&new.number), new.reason.trim());
    let number = number.as_str();
    let mut reasons = Vec::new();
    let mut object = |field, message| reasons.push(Reason { field: Some(field), message });
    if number.chars().count() > 100 || !number.contains(char::is_alphanumeric) {
        object("invoice_number", Message::new("invoice-number-missing"));
    }
    if let Some(message) = money::amount_objection(new.amount) {
        object("amount", message);
    } else if new.amount > order.held && reason.is_empty() {
        object("reason", Message::new("invoice-more-than-held").with("left", order.held));
    }
    if order.received == 0 {
        object("amount", Message::new("invoice-before-delivery"));
    } else if new.amount <= order.held && order.billed + new.amount > order.came && reason.is_empty() {
        let message = Message::new("invoice-more-than-came").with("came", order.came);
        object("reason", message.with("billed", order.billed));
    }
    if reason.chars().count() > 200 {
        object("reason", Message::new("suggestion-text-too-long"));
    }
    Refusal::unless_empty(Kind::Conflict, reasons)?;
    if new.amount > order.held {
        encumbrances::raise(tx, act, promise, new.amount - order.held)?;
    }
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
            "INSERT INTO invoice (id, purchase_order, vendor, number, key, spending, state, reason, at)
             SELECT ?1, ?2, ?3, ?4, ?8, s.id, s.state, ?6, ?7 FROM spending s WHERE s.id = ?5 ON CONFLICT DO NOTHING"
        ),
        vals![
            Id::<Invoice>::new(),
            id,
            order.vendor,
            number,
            asked,
            text(reason),
            act.at,
            rules::invoice_key(number)
        ],
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
