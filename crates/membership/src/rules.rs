//! Decisions about memberships: no database, no clock.

use jiff::ToSpan;
use kernel::Date;

use crate::{Member, Standing};

/// How a membership stands on `today`. A block is told before an end: it will not pass by renewing.
pub fn standing(member: &Member, today: Date) -> Standing {
    match (&member.blocked, member.until) {
        (Some(reason), _) => Standing::Blocked(reason.clone()),
        (None, Some(until)) if until < today => Standing::Expired(until),
        (None, _) if member.since > today => Standing::Upcoming,
        (None, _) => Standing::Active,
    }
}

/// The last day of a membership of `months` that begins on `since`.
pub fn last_day(since: Date, months: Option<i64>) -> Option<Date> {
    since.checked_add(months?.months()).and_then(|end| end.checked_sub(1.day())).ok()
}

/// Until when a renewal on `today` is proposed to run: a term of `months` after the day it ends now, or from
/// today where it has ended.
pub fn renewed_until(member: &Member, today: Date, months: Option<i64>) -> Option<Date> {
    let next = member.until.filter(|&until| until >= today).and_then(|until| until.tomorrow().ok());
    last_day(next.unwrap_or(today), months)
}

/// A member's number as it is kept: without outer space, in capitals.
pub fn normalised_code(typed: &str) -> String {
    typed.trim().to_uppercase()
}

/// Whether a number can stand on a card: one to 32 letters, digits, hyphens, dots or slashes. `%` begins a
/// command at the desk.
pub fn is_code(code: &str) -> bool {
    (1..=32).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-./".contains(&b))
        && code.bytes().any(|b| b.is_ascii_digit())
}

/// The number of the `n`th member: `A-00418`.
pub fn code_of(n: i64) -> String {
    format!("A-{n:05}")
}

/// The `n` of such a number.
pub fn number_of(code: &str) -> Option<i64> {
    let digits = code.strip_prefix("A-")?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;
    use proptest::prelude::*;

    use super::*;

    fn member() -> Member {
        Member {
            person: Id::new(),
            code: "A-00001".into(),
            name: "Meiske Lumi".into(),
            plan: "dewasa".into(),
            since: date(2026, 1, 1),
            until: Some(date(2027, 12, 31)),
            blocked: None,
            born: None,
            phone: None,
            village: None,
            note: None,
        }
    }

    #[test]
    fn a_membership_counts_from_its_first_to_its_last_day() {
        let member = member();
        assert_eq!(standing(&member, date(2025, 12, 31)), Standing::Upcoming);
        assert_eq!(standing(&member, date(2026, 1, 1)), Standing::Active);
        assert_eq!(standing(&member, date(2027, 12, 31)), Standing::Active);
        assert_eq!(standing(&member, date(2028, 1, 1)), Standing::Expired(date(2027, 12, 31)));
    }

    #[test]
    fn a_block_is_told_whatever_else_is_true() {
        let blocked = Member { blocked: Some("kartu hilang".into()), ..member() };
        assert_eq!(standing(&blocked, date(2030, 1, 1)), Standing::Blocked("kartu hilang".into()));
    }

    #[test]
    fn a_membership_of_a_year_ends_the_day_before_it_began() {
        assert_eq!(last_day(date(2026, 8, 5), Some(12)), Some(date(2027, 8, 4)));
        assert_eq!(last_day(date(2024, 2, 29), Some(12)), Some(date(2025, 2, 27)));
        assert_eq!(last_day(date(2026, 8, 5), None), None);
    }

    #[test]
    fn a_renewal_adds_to_what_is_left_and_begins_anew_after_the_end() {
        assert_eq!(renewed_until(&member(), date(2027, 12, 1), Some(12)), Some(date(2028, 12, 31)));
        assert_eq!(renewed_until(&member(), date(2028, 8, 5), Some(12)), Some(date(2029, 8, 4)));
        assert_eq!(renewed_until(&member(), date(2028, 8, 5), None), None);
    }

    proptest! {
        #[test]
        fn the_number_of_a_card_leads_back_to_its_count(n in 1i64..10_000_000) {
            prop_assert!(is_code(&code_of(n)));
            prop_assert_eq!(number_of(&code_of(n)), Some(n));
        }

        #[test]
        fn a_code_never_holds_what_a_scanner_or_a_path_would_misread(code in "\\PC{0,34}") {
            let code = normalised_code(&code);
            prop_assert!(!is_code(&code) || !code.contains(['%', ' ', '?', '#', '&']));
        }
    }
}
