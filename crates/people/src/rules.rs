//! Decisions about people: no database, no clock.

use jiff::ToSpan;
use kernel::{Date, Message, Reason};

use crate::{Member, Profile, Standing, phone};

/// Below this age a child has no login of its own (PP 17/2025).
pub const OWN_LOGIN_AGE: i64 = 13;
/// Nobody who comes to the desk was born before.
const OLDEST_BIRTH: i16 = 1900;
const NAME_LENGTH: usize = 200;
const TEXT_LENGTH: usize = 2000;

/// The age in whole years on `today`. Whoever was born on 29 February is a year older on 1 March.
pub fn age(born: Date, today: Date) -> i64 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    i64::from(today.year()) - i64::from(born.year()) - i64::from(!had_birthday)
}

/// Why this person may not have a login of their own, if they may not.
pub fn login_objection(born: Option<Date>, today: Date) -> Option<Message> {
    match born {
        None => Some(Message::new("member-login-needs-birth")),
        Some(born) if age(born, today) < OWN_LOGIN_AGE => {
            Some(Message::new("member-login-too-young").with("age", OWN_LOGIN_AGE))
        }
        Some(_) => None,
    }
}

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

/// Everything that speaks against keeping a profile like this.
pub fn profile_objections(profile: &Profile, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match profile.name.trim().chars().count() {
        0 => object("name", "member-name-missing"),
        1..=NAME_LENGTH => {}
        _ => object("name", "member-name-too-long"),
    }
    if profile.born.is_some_and(|born| born > today || born.year() < OLDEST_BIRTH) {
        object("born", "member-born-impossible");
    }
    if !profile.phone.trim().is_empty() && phone::normalised(&profile.phone).is_none() {
        object("phone", "member-phone-unreadable");
    }
    if !profile.email.trim().is_empty() && !is_address(profile.email.trim()) {
        object("email", "member-email-unreadable");
    }
    for (field, text) in
        [("village", &profile.village), ("address", &profile.address), ("note", &profile.note)]
    {
        if text.chars().count() > TEXT_LENGTH {
            object(field, "member-text-too-long");
        }
    }
    reasons
}

/// An address has one `@` with something before it and a dotted name after it; more only its mail server knows.
fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    plain && !local.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
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

    #[test]
    fn a_child_may_sign_in_from_its_thirteenth_birthday_on() {
        let born = Some(date(2013, 8, 5));
        assert_eq!(login_objection(born, date(2026, 8, 4)).unwrap().key, "member-login-too-young");
        assert_eq!(login_objection(born, date(2026, 8, 5)), None);
        assert_eq!(login_objection(None, date(2026, 8, 5)).unwrap().key, "member-login-needs-birth");
    }

    #[test]
    fn somebody_born_on_29_february_is_a_year_older_on_1_march() {
        let born = date(2012, 2, 29);
        assert_eq!((age(born, date(2025, 2, 28)), age(born, date(2025, 3, 1))), (12, 13));
    }

    #[test]
    fn every_mistake_of_a_profile_is_told_at_once() {
        let profile = Profile {
            name: "  ".into(),
            born: Some(date(2027, 1, 1)),
            phone: "tidak tahu".into(),
            email: "meiske@".into(),
            ..Profile::default()
        };
        let fields: Vec<_> = profile_objections(&profile, date(2026, 8, 5))
            .into_iter()
            .filter_map(|reason| reason.field)
            .collect();
        assert_eq!(fields, ["name", "born", "phone", "email"]);
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
