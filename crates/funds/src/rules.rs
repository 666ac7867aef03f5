//! What may be posted, and who has to approve what: pure decisions.

use std::collections::BTreeMap;

use kernel::{Date, Id, Message, Reason, Rupiah};

use crate::{
    ledger::NewTransaction,
    model::{Fund, FundKind},
};

/// The most rupiah that one line moves: a billion thousands, more than any library's budget and far from where numbers
/// end.
pub const MOST: i64 = 1_000_000_000_000;

/// Why this is no amount of money that can be paid; nothing when it is one.
pub fn amount_objection(amount: Rupiah) -> Option<Message> {
    match amount.0 {
        i64::MIN..=0 => Some(Message::new("amount-not-positive")),
        1..=MOST => None,
        _ => Some(Message::new("amount-too-large").with("most", Rupiah(MOST))),
    }
}

/// Why this cannot stand in the ledger; nothing when it can.
///
/// A transaction balances as a whole and in each fund by itself, so that what belongs to a fund can be followed without
/// the others.
pub fn objections(new: &NewTransaction, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=500).contains(&new.memo.trim().chars().count()) {
        object("memo", "memo-missing");
    }
    if new.reference.trim().chars().count() > 100 {
        object("reference", "reference-too-long");
    }
    if new.day > today {
        object("day", "ledger-day-future");
    }
    if new.postings.len() < 2 || new.postings.iter().any(|line| line.amount.0 == 0) {
        object("amount", "amount-not-positive");
    }
    if new.postings.iter().any(|line| !(-MOST..=MOST).contains(&line.amount.0)) {
        object("amount", "amount-out-of-bounds");
    } else if sums(new).values().any(|sum| *sum != 0) {
        object("amount", "ledger-unbalanced");
    }
    reasons
}

/// The sum of the lines of each fund.
fn sums(new: &NewTransaction) -> BTreeMap<Id<Fund>, i64> {
    let mut sums = BTreeMap::new();
    for line in &new.postings {
        let sum: &mut i64 = sums.entry(line.fund).or_default();
        *sum = sum.saturating_add(line.amount.0);
    }
    sums
}

/// Why so much of a fund cannot be spent or promised on a day; nothing when it can.
pub fn spending_objections(fund: &Fund, amount: Rupiah, day: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, message: Message| reasons.push(Reason { field: Some(field), message });
    if let Some(message) = amount_objection(amount) {
        object("amount", message);
    } else if amount > fund.available() {
        let short = Message::new("fund-short")
            .with("fund", fund.title.as_str())
            .with("available", fund.available())
            .with("amount", amount);
        object("amount", short);
    }
    reasons.extend(day_objection(fund, day));
    reasons
}

/// Why a fund pays nothing on a day; nothing when it does.
pub fn day_objection(fund: &Fund, day: Date) -> Option<Reason> {
    let message = match (fund.closed_on, fund.until) {
        (Some(closed), _) => Message::new("fund-is-closed").with("day", closed),
        (None, Some(until)) if day > until => Message::new("fund-over").with("day", until),
        _ if day < fund.since => Message::new("fund-not-begun").with("day", fund.since),
        _ => return None,
    };
    Some(Reason { field: Some("fund"), message: message.with("fund", fund.title.as_str()) })
}

/// Whether this fund's money may be spent on one purpose only.
pub fn is_restricted(kind: FundKind) -> bool {
    kind != FundKind::Unrestricted
}

/// From which amounts a wish to pay needs approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// From here on one approval.
    pub one: Rupiah,
    /// From here on a second one, by somebody who may approve large amounts.
    pub two: Rupiah,
}

/// How far the approvals of a wish to pay have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Nothing is missing.
    Whole,
    /// Somebody has to approve.
    Missing,
    /// Somebody who may approve large amounts has to.
    MissingLarge,
}

impl Thresholds {
    /// What is missing of an amount that was approved by people who may (`true`) or may not approve large amounts.
    pub fn approval(self, amount: Rupiah, approved: &[bool]) -> Approval {
        let needed = usize::from(amount >= self.one) + usize::from(amount >= self.two);
        let large = amount >= self.two && !approved.contains(&true);
        match needed.saturating_sub(approved.len()) {
            0 if large => Approval::MissingLarge,
            0 => Approval::Whole,
            1 if large => Approval::MissingLarge,
            _ => Approval::Missing,
        }
    }
}

/// The year and month of a day, as the ledger writes them: `2026-08`.
pub fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Thresholds = Thresholds { one: Rupiah(500_000), two: Rupiah(10_000_000) };

    #[test]
    fn small_amounts_need_nobody_larger_ones_one_and_the_largest_two_of_whom_one_may() {
        let missing = |amount, approved: &[bool]| LIMITS.approval(Rupiah(amount), approved);
        assert_eq!(missing(499_999, &[]), Approval::Whole);
        assert_eq!(missing(500_000, &[]), Approval::Missing);
        assert_eq!(missing(500_000, &[false]), Approval::Whole);
        assert_eq!(missing(10_000_000, &[]), Approval::Missing);
        assert_eq!(missing(10_000_000, &[false]), Approval::MissingLarge);
        assert_eq!(missing(10_000_000, &[false, false]), Approval::MissingLarge);
        assert_eq!(missing(10_000_000, &[true]), Approval::Missing);
        assert_eq!(missing(10_000_000, &[true, false]), Approval::Whole);
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        let key = |amount| amount_objection(Rupiah(amount)).map(|message| message.key);
        for (amount, expected) in [
            (1, None),
            (MOST, None),
            (0, Some("amount-not-positive")),
            (-1, Some("amount-not-positive")),
            (i64::MIN, Some("amount-not-positive")),
            (MOST + 1, Some("amount-too-large")),
            (i64::MAX, Some("amount-too-large")),
        ] {
            assert_eq!(key(amount), expected, "{amount}");
        }
    }

    proptest! {
        #[test]
        fn one_more_approval_never_makes_more_missing(amount in 1i64..50_000_000, mut approved in prop::collection::vec(any::<bool>(), 0..4), more: bool) {
            let whole = LIMITS.approval(Rupiah(amount), &approved) == Approval::Whole;
            approved.push(more);
            prop_assert!(!whole || LIMITS.approval(Rupiah(amount), &approved) == Approval::Whole);
        }
    }
}
