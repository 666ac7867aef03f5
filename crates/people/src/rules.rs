//! Decisions about people: no database, no clock.

use jiff::ToSpan;
use kernel::{Date, Message, Reason};

use crate::{Profile, phone};

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

/// Whether an account that was opened for somebody taken to be born on one day, or on a day nobody knew, ends when it turns out
/// to be another: below 13 there is none, and for an adult who is a child no guardian has agreed. One of a child of whom that
/// is settled stays.
pub fn loses_login(was: Option<Date>, is: Option<Date>, today: Date) -> bool {
    let below = |born: Option<Date>, years| born.is_some_and(|born| age(born, today) < years);
    below(is, OWN_LOGIN_AGE) || (below(is, OF_AGE) && !below(was, OF_AGE))
}

/// What speaks against a name, of whatever party.
pub fn name_objection(name: &str) -> Option<&'static str> {
    match name.trim().chars().count() {
        0 => Some("member-name-missing"),
        1..=NAME_LENGTH if name.contains(['=', '|', '<', '>', '{', '}']) => Some("member-name-unreadable"),
        1..=NAME_LENGTH if !name.chars().any(char::is_alphabetic) => Some("member-name-letterless"),
        1..=NAME_LENGTH => None,
        _ => Some("member-name-too-long"),
    }
}

/// Everything that speaks against keeping a profile like this.
pub fn profile_objections(profile: &Profile, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if let Some(key) = name_objection(&profile.name) {
        object("name", key);
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

/// From this age on one answers for oneself (PP 17/2025).
pub const OF_AGE: i64 = 18;

/// The day from which on somebody born on `born` answers for themselves: the first on which they have the [`age`].
pub fn of_age_on(born: Date) -> Date {
    let day = born.saturating_add(OF_AGE.years());
    if day.day() == born.day() { day } else { day.saturating_add(1.day()) }
}

/// An address has one `@` with something before it and a dotted name after it; more only its mail server knows.
pub fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    plain && !local.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

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
    fn somebody_is_of_age_on_the_first_day_on_which_they_are_18() {
        for born in [date(2012, 2, 29), date(2012, 3, 1), date(2011, 12, 31)] {
            let day = of_age_on(born);
            assert_eq!((age(born, day), age(born, day.yesterday().unwrap())), (OF_AGE, OF_AGE - 1), "{born}");
        }
    }

    #[test]
    fn an_account_ends_with_a_birth_date_by_which_nobody_would_have_opened_it() {
        let (today, day) = (date(2026, 8, 5), |year| Some(date(year, 1, 1)));
        for (was, is, ends) in [
            (day(1990), day(2017), true),
            (day(2010), day(2017), true),
            (day(1990), day(2010), true),
            (None, day(2010), true),
            (day(2010), day(2011), false),
            (day(2010), day(1990), false),
            (day(1990), None, false),
        ] {
            assert_eq!(loses_login(was, is, today), ends, "{was:?} → {is:?}");
        }
    }

    #[test]
    fn a_name_has_a_letter_of_whatever_alphabet() {
        for (name, objection) in [
            ("123 456", Some("member-name-letterless")),
            ("— ?", Some("member-name-letterless")),
            (" ", Some("member-name-missing")),
            ("SMPN 1", None),
            ("张伟", None),
            ("É", None),
        ] {
            assert_eq!(name_objection(name), objection, "{name}");
        }
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
}
