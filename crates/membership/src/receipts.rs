//! One receipt that pays for several memberships, as of a family: it is entered once, with its members and what of it is each
//! one's. Each has a posting of its own in the books, with the number of the receipt.

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Rupiah};
use store::{Error, Result, Tx, sql, vals};

use crate::{Basis, Ground, Member, Payment, Received, bases, fees, members, plans, queries, rules};

/// The most memberships on one.
pub const MOST: usize = 50;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// Why more was paid than the plans cost, where it was.
    pub more: String,
    /// Where what was paid lies.
    pub received: Received,
    /// Whose memberships it pays for.
    pub lines: Vec<Line>,
}

/// One of the memberships on a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number on the card.
    pub code: String,
    /// What of it was paid for this one; where nothing is said, what a term of its plan costs.
    pub amount: Option<Rupiah>,
}

/// Lets every membership on a receipt run a term more: all of them or none; each with what was paid for it.
///
/// # Errors
/// A refusal where nobody or somebody twice stands on it, where the receipt was entered already, and with the first member
/// whose term cannot be paid so, and why ([`members::renew_paid`]); those of the database.
pub fn enter(tx: &mut Tx<'_>, act: &Act, receipt: &Receipt) -> Result<Vec<(Member, Rupiah)>> {
    fees::hold_still(tx, Ground::Payment)?;
    Refusal::unless_empty(Kind::Invalid, objections(receipt))?;
    let mut renewed = Vec::with_capacity(receipt.lines.len());
    for (line, place) in receipt.lines.iter().zip(1..) {
        let about = |error| of_line(line, error);
        let member = queries::by_code(tx, &line.code)?.ok_or_else(members::unknown).map_err(Error::from);
        let member = member.map_err(about)?;
        let amount = match line.amount {
            Some(amount) => amount,
            None => plans::known(tx, &member.plan)?.price,
        };
        let payment = Payment {
            receipt: receipt.number.clone(),
            amount,
            more: receipt.more.clone(),
            received: receipt.received,
        };
        let after = members::renew_by(tx, act, member.person, &payment, place).map_err(about)?;
        renewed.push((after, amount));
    }
    Ok(renewed)
}

/// Takes a receipt back that was entered by mistake, with every membership on it that still stands by it: none of them ever
/// counted, and what was paid is taken back in the books. It can be entered anew. How many there were.
///
/// # Errors
/// A refusal where no such receipt stands, and of money that is no longer there; those of the database.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, number: &str) -> Result<usize> {
    fees::hold_still(tx, Ground::Payment)?;
    let paid: Vec<(Id<Basis>, Id<Person>)> = tx.all(
        sql!("SELECT id, member FROM basis WHERE receipt = ?1 ORDER BY receipt_line"),
        vals![rules::receipt_key(number)],
    )?;
    if paid.is_empty() {
        return Err(Refusal::new(Kind::Missing, Message::new("receipt-unknown")).into());
    }
    for (basis, person) in &paid {
        bases::retract(tx, act, *person, *basis)?;
    }
    Ok(paid.len())
}

/// What is wrong with a receipt as a whole.
fn objections(receipt: &Receipt) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |message| reasons.push(Reason { field: Some("members"), message });
    let codes: Vec<String> = receipt.lines.iter().map(|line| rules::normalised_code(&line.code)).collect();
    if codes.is_empty() || codes.len() > MOST {
        object(Message::new("receipt-members-count").with("most", i64::try_from(MOST).unwrap_or(i64::MAX)));
    }
    if let Some((_, twice)) = codes.iter().enumerate().find(|(at, code)| codes[..*at].contains(code)) {
        object(Message::new("receipt-member-twice").with("code", twice.as_str()));
    }
    reasons
}

/// The refusal of one line, which says whose it is. What is wrong with the receipt itself stays there.
fn of_line(line: &Line, error: Error) -> Error {
    let Error::Refused(refusal) = error else { return error };
    let whose = Reason {
        field: Some("members"),
        message: Message::new("receipt-line-of").with("code", line.code.trim()),
    };
    let reasons = refusal.reasons.into_iter().map(|reason| match reason.field {
        Some("evidence" | "paid_more") => reason,
        _ => Reason { field: Some("members"), ..reason },
    });
    Error::Refused(Refusal { kind: Kind::Invalid, reasons: [whose].into_iter().chain(reasons).collect() })
}
