//! Decided without a database: where a contribution may go, and what speaks against what is typed.

use kernel::{Date, Message, Reason, Rupiah};

use crate::model::{Kind, Method, State};

/// Letters of a line.
pub const LINE: usize = 300;
/// Letters of a longer text.
pub const TEXT: usize = 2_000;
/// No contribution is larger: a hundred billion of anything.
pub const MOST: i64 = 100_000_000_000;

impl State {
    /// Whether a contribution may go from here to there. What is recorded is reversed, not moved back.
    pub const fn leads_to(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::Pledged, Self::Received | Self::Declined | Self::Redirected)
                | (Self::Received, Self::Appraised | Self::Declined | Self::Redirected)
                | (Self::Appraised, Self::Appraised | Self::Accepted | Self::Declined | Self::Redirected)
                | (Self::Accepted, Self::Recorded)
                | (Self::Recorded, Self::Acknowledged)
        )
    }

    /// Whether what is written of it may still be mended: nobody has signed anything yet.
    pub const fn may_be_mended(self) -> bool {
        matches!(self, Self::Pledged | Self::Received | Self::Appraised | Self::Accepted)
    }

    /// Whether it is over for a contribution.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Declined | Self::Redirected | Self::Acknowledged)
    }
}

impl Method {
    /// Whether the value of a kind can be found so: money is what it is, and nothing else is.
    pub const fn fits(self, kind: Kind) -> bool {
        matches!(self, Self::Nominal) == matches!(kind, Kind::Money | Kind::Discount)
    }
}

/// A valuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valuation {
    /// What it is worth altogether.
    pub value: Rupiah,
    /// How that was found.
    pub method: Method,
    /// On what that rests; empty where the method says it.
    pub basis: String,
}

impl Valuation {
    /// That of money, which needs no finding.
    pub fn nominal(amount: i64) -> Self {
        Self { value: Rupiah(amount), method: Method::Nominal, basis: String::new() }
    }
}

/// What speaks against a valuation of so much of a kind; `proved` says whether a paper lies with it.
pub fn against_valuation(kind: Kind, amount: i64, valuation: &Valuation, proved: bool) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=MOST).contains(&valuation.value.0) {
        object("value", "contribution-value-missing");
    }
    if matches!(kind, Kind::Books | Kind::Equipment) && (1..amount).contains(&valuation.value.0) {
        object("value", "contribution-value-of-each");
    }
    if !valuation.method.fits(kind) {
        object("method", "contribution-method-other-kind");
    }
    if valuation.method == Method::Nominal && valuation.value.0 != amount {
        object("value", "contribution-value-nominal");
    }
    if valuation.method == Method::Invoice && !proved {
        object("proof", "contribution-proof-missing");
    }
    let by_words = matches!(valuation.method, Method::Market | Method::Rate | Method::Estimate);
    if by_words && valuation.basis.trim().is_empty() {
        object("basis", "contribution-basis-missing");
    }
    if valuation.basis.chars().count() > LINE {
        object("basis", "contribution-text-too-long");
    }
    reasons
}

/// What speaks against so much having come on a day.
pub fn against_receipt(amount: i64, day: Option<Date>, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if !(1..=MOST).contains(&amount) {
        object("amount", "contribution-amount-missing");
    }
    match day {
        None => object("received", "contribution-day-unreadable"),
        Some(day) if day > today => object("received", "contribution-day-to-come"),
        Some(_) => {}
    }
    reasons
}

/// What each of several is worth, and how many of them are worth one rupiah more, when all together are worth so much: the
/// parts come to the whole.
pub fn each(value: Rupiah, amount: i64) -> (Rupiah, i64) {
    let amount = amount.max(1);
    (Rupiah(value.0 / amount), value.0 % amount)
}

/// A whole number however people write it: `1.250.000`, `Rp 500.000`; `1.5` is none.
pub fn whole_number(text: &str) -> Option<i64> {
    web::sent::whole(text.trim().trim_start_matches("Rp")).filter(|number| *number < i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(reasons: &[Reason]) -> Vec<&'static str> {
        reasons.iter().map(|reason| reason.message.key).collect()
    }

    #[test]
    fn nothing_is_worth_nothing_and_a_bill_must_lie_there() {
        let valuation =
            |value, method| Valuation { value: Rupiah(value), method, basis: "harga toko".into() };
        let against = |kind, value, method, proved| {
            keys(&against_valuation(kind, 40, &valuation(value, method), proved))
        };
        assert_eq!(against(Kind::Books, 0, Method::Market, false), ["contribution-value-missing"]);
        assert_eq!(against(Kind::Books, 90, Method::Invoice, false), ["contribution-proof-missing"]);
        for kind in [Kind::Books, Kind::Equipment] {
            assert_eq!(against(kind, 39, Method::Market, false), ["contribution-value-of-each"]);
        }
        assert_eq!(against(Kind::Books, 40, Method::Nominal, false), ["contribution-method-other-kind"]);
        assert_eq!(against(Kind::Money, 41, Method::Nominal, false), ["contribution-value-nominal"]);
        assert!(against(Kind::Books, 1_200_000, Method::Market, false).is_empty());
        let unfounded = Valuation { basis: " ".into(), ..valuation(9, Method::Estimate) };
        assert_eq!(
            keys(&against_valuation(Kind::Hours, 3, &unfounded, false)),
            ["contribution-basis-missing"]
        );
    }

    #[test]
    fn what_is_recorded_goes_nowhere_but_to_its_thanks() {
        for state in State::ALL {
            let goes: Vec<_> = State::ALL.iter().filter(|to| state.leads_to(**to)).collect();
            assert_eq!(goes.is_empty(), state.is_end(), "{state}");
        }
        assert!(!State::Recorded.leads_to(State::Accepted));
        assert!(!State::Received.leads_to(State::Recorded), "nothing is recorded that nobody appraised");
    }

    proptest! {
        #[test]
        fn the_parts_come_to_the_whole(value in 500..10_000_000_000_i64, amount in 1..=500_i64) {
            let (share, rest) = each(Rupiah(value), amount);
            prop_assert!(share.0 > 0 && (0..amount).contains(&rest));
            prop_assert_eq!(share.0 * amount + rest, value);
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in
            [("Rp1.250.000", Some(1_250_000)), ("40", Some(40)), ("empat", None), ("-3", None)]
        {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }
}
