//! What a library has decided about lending, and which decision holds for a loan. Pure.

use jiff::civil::Date;
use kernel::Id;
use platform::library::Branch;
use store::{FromRow, words};

words! {
    /// A value the library decides, for everybody or for some.
    pub enum Name {
        /// For how many days a copy is lent.
        LoanDays = "loan-days",
        /// For how many hours, where it is lent by the hour.
        LoanHours = "loan-hours",
        /// How many copies a member may have at once.
        LoanLimit = "loan-limit",
        /// How many of them of one kind.
        KindLimit = "kind-limit",
        /// How often a loan may be renewed.
        Renewals = "renewals",
        /// By how many days; without it, by the length of the loan.
        RenewalDays = "renewal-days",
        /// Where a due date on a closed day goes.
        DueMoves = "due-moves",
        /// Whether it may be borrowed at all.
        MayBorrow = "may-borrow",
        /// How many overdue copies a member may have and still borrow.
        OverdueBlocks = "overdue-blocks",
        /// The day everything is due, such as the end of a term (circulation.md 17).
        FixedDue = "fixed-due",
        /// The day after which nothing is due.
        Ceiling = "ceiling",
    }
}

words! {
    /// Where a due date on a closed day goes (circulation.md 11).
    pub enum Moves {
        /// To the next open day.
        Next = "next",
        /// To the open day before.
        Previous = "previous",
        /// Nowhere.
        Stays = "none",
    }
}

/// What kind of value a policy has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A whole number from 0 to the given one.
    Number(i64),
    /// `yes` or `no`.
    Flag,
    /// One of [`Moves`].
    Moves,
    /// A day, as `2026-12-18`.
    Day,
}

impl Name {
    /// What its value looks like.
    pub const fn shape(self) -> Shape {
        match self {
            Self::LoanDays | Self::RenewalDays => Shape::Number(3650),
            Self::LoanHours => Shape::Number(240),
            Self::LoanLimit | Self::KindLimit | Self::Renewals | Self::OverdueBlocks => Shape::Number(1000),
            Self::DueMoves => Shape::Moves,
            Self::MayBorrow => Shape::Flag,
            Self::FixedDue | Self::Ceiling => Shape::Day,
        }
    }

    /// Whether `value` is one it may have.
    pub fn accepts(self, value: &str) -> bool {
        match self.shape() {
            Shape::Number(most) => value.parse().is_ok_and(|number: i64| (0..=most).contains(&number)),
            Shape::Flag => matches!(value, "yes" | "no"),
            Shape::Moves => value.parse::<Moves>().is_ok(),
            Shape::Day => value.parse::<Date>().is_ok(),
        }
    }
}

/// For whom and what a policy holds; what is empty holds for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Scope {
    /// The branch of the copy.
    pub branch: Option<Id<Branch>>,
    /// Code of the member's plan.
    pub plan: Option<String>,
    /// Code of the copy's kind.
    pub kind: Option<String>,
}

impl Scope {
    /// How specific it is: the branch counts more than the plan, and the plan more than the kind.
    fn rank(&self) -> u8 {
        u8::from(self.branch.is_some()) * 4
            + u8::from(self.plan.is_some()) * 2
            + u8::from(self.kind.is_some())
    }

    fn covers(&self, loan: &Case<'_>) -> bool {
        self.branch.is_none_or(|branch| branch == loan.branch)
            && self.plan.as_ref().is_none_or(|plan| plan == loan.plan)
            && self.kind.as_ref().is_none_or(|kind| kind == loan.kind)
    }
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// For whom and what.
    pub scope: Scope,
    /// About what.
    pub name: Name,
    /// The value, of its name's [`Shape`].
    pub value: String,
}

/// The loan that policies are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case<'a> {
    /// The branch of the copy.
    pub branch: Id<Branch>,
    /// The member's plan.
    pub plan: &'a str,
    /// The copy's kind.
    pub kind: &'a str,
}

/// What holds for one loan: each value resolved on its own (circulation.md 9). `None` is "not decided" and
/// never the same as zero (circulation.md 10).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// How long a loan is.
    pub length: Option<Length>,
    /// How many copies a member may have at once.
    pub limit: Option<i64>,
    /// How many of this kind.
    pub kind_limit: Option<i64>,
    /// How often a loan may be renewed.
    pub renewals: Option<i64>,
    /// By how many days, where that differs from the length.
    pub renewal_days: Option<i64>,
    /// Where a due date on a closed day goes.
    pub moves: Option<Moves>,
    /// Whether it may be borrowed.
    pub may_borrow: Option<bool>,
    /// How many overdue copies are borne.
    pub overdue_borne: Option<i64>,
    /// The day everything is due.
    pub fixed_due: Option<Date>,
    /// The day after which nothing is due.
    pub ceiling: Option<Date>,
}

/// How long a loan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Until the end of a day.
    Days(i64),
    /// Until an hour.
    Hours(i64),
}

impl Terms {
    /// What `policies` say about `loan`. A value that is not of its shape counts as not decided.
    pub fn of(policies: &[Policy], loan: &Case<'_>) -> Self {
        let ranked = |name| best(policies, loan, name);
        let number = |name| ranked(name).and_then(|(_, value)| value.parse::<i64>().ok());
        let day = |name| ranked(name).and_then(|(_, value)| value.parse::<Date>().ok());
        Self {
            length: length(ranked(Name::LoanDays), ranked(Name::LoanHours)),
            limit: number(Name::LoanLimit),
            kind_limit: number(Name::KindLimit),
            renewals: number(Name::Renewals),
            renewal_days: number(Name::RenewalDays),
            moves: ranked(Name::DueMoves).and_then(|(_, value)| value.parse().ok()),
            may_borrow: ranked(Name::MayBorrow).map(|(_, value)| value == "yes"),
            overdue_borne: number(Name::OverdueBlocks),
            fixed_due: day(Name::FixedDue),
            ceiling: day(Name::Ceiling),
        }
    }
}

/// The value of `name` whose scope covers `loan` most closely, with how closely.
fn best<'p>(policies: &'p [Policy], loan: &Case<'_>, name: Name) -> Option<(u8, &'p str)> {
    policies
        .iter()
        .filter(|policy| policy.name == name && policy.scope.covers(loan))
        .map(|policy| (policy.scope.rank(), policy.value.as_str()))
        .max_by_key(|(rank, _)| *rank)
}

/// Days or hours, whichever was decided more specifically; hours where both are.
fn length(days: Option<(u8, &str)>, hours: Option<(u8, &str)>) -> Option<Length> {
    let number = |(rank, value): (u8, &str)| value.parse::<i64>().ok().map(|number| (rank, number));
    match (days.and_then(number), hours.and_then(number)) {
        (Some((by_day, days)), Some((by_hour, _))) if by_day > by_hour => Some(Length::Days(days)),
        (_, Some((_, hours))) => Some(Length::Hours(hours)),
        (Some((_, days)), None) => Some(Length::Days(days)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: Id<Branch> = Id::from_bytes([1; 16]);
    const LOAN: Case<'_> = Case { branch: HERE, plan: "dewasa", kind: "umum" };

    fn policy(place: (bool, bool, bool), name: Name, value: &str) -> Policy {
        let scope = Scope {
            branch: place.0.then_some(HERE),
            plan: place.1.then(|| "dewasa".to_owned()),
            kind: place.2.then(|| "umum".to_owned()),
        };
        Policy { scope, name, value: value.to_owned() }
    }

    #[test]
    fn each_value_resolves_on_its_own() {
        let policies = [
            policy((false, false, false), Name::LoanDays, "14"),
            policy((false, false, false), Name::Renewals, "2"),
            policy((false, true, false), Name::LoanDays, "30"),
            policy((false, false, true), Name::LoanLimit, "6"),
        ];
        let terms = Terms::of(&policies, &LOAN);
        assert_eq!(terms.length, Some(Length::Days(30)));
        assert_eq!((terms.renewals, terms.limit), (Some(2), Some(6)));
    }

    #[test]
    fn zero_is_not_the_same_as_not_decided() {
        let general = policy((false, false, false), Name::Renewals, "2");
        let none_for_these = policy((false, false, true), Name::Renewals, "0");
        assert_eq!(Terms::of(&[general.clone(), none_for_these], &LOAN).renewals, Some(0));
        assert_eq!(Terms::of(&[general], &LOAN).renewals, Some(2));
        assert_eq!(Terms::of(&[], &LOAN).renewals, None);
    }

    #[test]
    fn a_policy_for_others_says_nothing() {
        let mut other = policy((false, true, false), Name::LoanDays, "30");
        other.scope.plan = Some("anak".into());
        assert_eq!(Terms::of(&[other], &LOAN), Terms::default());
    }

    #[test]
    fn hours_and_days_go_by_the_more_specific() {
        let days = policy((false, false, false), Name::LoanDays, "14");
        let hours = policy((false, false, true), Name::LoanHours, "3");
        assert_eq!(Terms::of(&[days.clone(), hours.clone()], &LOAN).length, Some(Length::Hours(3)));
        let days_here = policy((true, false, false), Name::LoanDays, "2");
        assert_eq!(Terms::of(&[days, hours, days_here], &LOAN).length, Some(Length::Days(2)));
    }

    #[test]
    fn only_values_of_the_right_shape_are_accepted() {
        for (name, good, bad) in [
            (Name::LoanDays, "0", "-1"),
            (Name::LoanHours, "3", "tiga"),
            (Name::DueMoves, "previous", "sometimes"),
            (Name::MayBorrow, "no", "tidak"),
            (Name::Ceiling, "2026-12-18", "18/12/2026"),
        ] {
            assert!(name.accepts(good) && !name.accepts(bad) && !name.accepts(""), "{name}");
        }
    }

    proptest! {
        /// Every subset of the eight places decides by its most specific member, whatever the order.
        #[test]
        fn the_most_specific_rule_wins(places in prop::collection::vec(0u8..8, 1..8)) {
            let at = |bits: u8| (bits & 4 != 0, bits & 2 != 0, bits & 1 != 0);
            let policies: Vec<Policy> =
                places.iter().map(|&bits| policy(at(bits), Name::LoanLimit, &bits.to_string())).collect();
            let most = places.iter().max().copied().unwrap_or_default();
            prop_assert_eq!(Terms::of(&policies, &LOAN).limit, Some(i64::from(most)));
        }
    }
}
