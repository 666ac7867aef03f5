//! What may be posted, and who has to approve what: pure decisions.

use std::collections::BTreeMap;

use kernel::{Date, Id, Message, Reason, Rupiah};

use crate::{
    ledger::NewTransaction,
    model::{Account, AccountKind, Fund, FundKind, TransactionKind},
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

/// Whether two names are the same, however blanks, points and capitals are written.
pub fn is_called_alike(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
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

/// Why these accounts do not go with what is done; nothing when they do. A payment makes an expense of an asset or meets what
/// was owed, a receipt an asset of income or of what is kept for others, a transfer moves assets, an opening says what was
/// there. A reversal mirrors what it reverses, whatever that was.
pub fn account_objections(new: &NewTransaction, chart: &[Account]) -> Vec<Reason> {
    use AccountKind::{Asset, Equity, Expense, Income, Liability};
    let fits = |kind: AccountKind, is_debit: bool| match new.kind {
        TransactionKind::Opening if is_debit => kind == Asset,
        TransactionKind::Opening => kind == Equity,
        TransactionKind::Receipt if is_debit => kind == Asset,
        TransactionKind::Receipt => matches!(kind, Income | Liability),
        TransactionKind::Payment if is_debit => matches!(kind, Expense | Liability),
        TransactionKind::Payment => kind == Asset,
        TransactionKind::Transfer => matches!(kind, Asset | Equity),
        TransactionKind::Reversal => true,
    };
    let wrong = new.postings.iter().find_map(|line| {
        match chart.iter().find(|account| account.code == line.account) {
            None => Some(Message::new("account-unknown")),
            Some(account) if fits(account.kind, line.amount > Rupiah::ZERO) => None,
            Some(account) => {
                Some(Message::new("account-out-of-place").with("account", account.code.as_str()))
            }
        }
    });
    wrong.map(|message| Reason { field: Some("account"), message }).into_iter().collect()
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
    sum_objection(fund, amount).into_iter().chain(day_objection(fund, day)).collect()
}

/// Why so much cannot leave a fund for its giver, or for where its giver agreed it may go: that it is over is no reason.
pub fn leaving_objections(fund: &Fund, amount: Rupiah, day: Date) -> Vec<Reason> {
    let endless = Fund { until: None, ..fund.clone() };
    spending_objections(&endless, amount, day)
}

fn sum_objection(fund: &Fund, amount: Rupiah) -> Option<Reason> {
    let message = match amount_objection(amount) {
        Some(message) => message,
        None if amount > fund.available() => Message::new("fund-short")
            .with("fund", fund.title.as_str())
            .with("available", fund.available())
            .with("amount", amount),
        None => return None,
    };
    Some(Reason { field: Some("amount"), message })
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

/// From which amounts something needs approval.
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
    /// How many people have to approve an amount; money given for a purpose, at least one at any amount.
    pub fn needs(self, amount: Rupiah, restricted: bool) -> i64 {
        match amount {
            _ if amount >= self.two => 2,
            _ if restricted || amount >= self.one => 1,
            _ => 0,
        }
    }
}

/// What is missing where so many approvals are needed, once people have approved who may (`true`) or may not approve large
/// amounts. Where two are needed one of them may.
pub fn missing(needed: i64, approved: &[bool]) -> Approval {
    let large = needed > 1 && !approved.contains(&true);
    match needed - approved.len() as i64 {
        ..=1 if large => Approval::MissingLarge,
        ..=0 => Approval::Whole,
        _ => Approval::Missing,
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
        let missing = |amount, approved: &[bool]| missing(LIMITS.needs(Rupiah(amount), false), approved);
        assert_eq!(missing(499_999, &[]), Approval::Whole);
        assert_eq!(missing(500_000, &[]), Approval::Missing);
        assert_eq!(missing(500_000, &[false]), Approval::Whole);
        assert_eq!(missing(10_000_000, &[]), Approval::Missing);
        assert_eq!(missing(10_000_000, &[false]), Approval::MissingLarge);
        assert_eq!(missing(10_000_000, &[false, false]), Approval::MissingLarge);
        assert_eq!(missing(10_000_000, &[true]), Approval::Missing);
        assert_eq!(missing(10_000_000, &[true, false]), Approval::Whole);
        assert_eq!(
            LIMITS.needs(Rupiah(1), true),
            1,
            "what was given for a purpose needs somebody at any amount"
        );
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
            let needed = LIMITS.needs(Rupiah(amount), false);
            let whole = missing(needed, &approved) == Approval::Whole;
            approved.push(more);
            prop_assert!(!whole || missing(needed, &approved) == Approval::Whole);
        }
    }
}
