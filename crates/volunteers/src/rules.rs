//! Decisions about volunteers: no database, no clock.

use kernel::{Date, Message};

use crate::{Check, CheckKind, State, Volunteer};

/// Below this age one is a child oneself (PP 17/2025).
pub const GROWN_UP: i64 = 18;

/// Everything that keeps a volunteer from working with children on `day`: they help no more, are a child themselves, have
/// not signed the code of conduct, or have no police certificate that holds on that day.
pub fn objections_with_children(volunteer: &Volunteer, checks: &[Check], day: Date) -> Vec<Message> {
    let mut reasons = Vec::new();
    if volunteer.state != State::Active {
        reasons.push(Message::new("children-not-active"));
    }
    match volunteer.born {
        None => reasons.push(Message::new("children-age-unknown")),
        Some(born) if people::rules::age(born, day) < GROWN_UP => {
            reasons.push(Message::new("children-too-young"));
        }
        Some(_) => {}
    }
    if volunteer.signed.is_none_or(|signed| signed > day) {
        reasons.push(Message::new("children-not-signed"));
    }
    let police = || checks.iter().filter(|check| check.kind == CheckKind::Police);
    if !police().any(|check| holds(check, day)) {
        match police().filter_map(|check| check.until).filter(|until| *until < day).max() {
            Some(until) => reasons.push(Message::new("children-check-over").with("until", until)),
            None => reasons.push(Message::new("children-no-check")),
        }
    }
    reasons
}

/// Whether a check holds on `day`.
pub fn holds(check: &Check, day: Date) -> bool {
    check.issued <= day && check.until.is_none_or(|until| until >= day)
}

/// Hours as they are typed: `2`, `1,5`, `1.25` or `1:30`; in minutes, up to a day.
pub fn minutes(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let found = match typed.split_once(':') {
        Some((hours, minutes)) => {
            let minutes: i64 = minutes.parse().ok().filter(|minutes| (0..60).contains(minutes))?;
            hours.parse::<i64>().ok()?.checked_mul(60)?.checked_add(minutes)?
        }
        None => {
            let hours: f64 = typed.replace(',', ".").parse().ok()?;
            if !(0.0..=24.0).contains(&hours) {
                return None;
            }
            (hours * 60.0).round() as i64
        }
    };
    (1..=1440).contains(&found).then_some(found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, Timestamp};

    use super::*;

    fn volunteer() -> Volunteer {
        Volunteer {
            id: Id::new(),
            person: Id::new(),
            name: "Meiske Lumi".into(),
            born: Some(date(2000, 3, 1)),
            phone: None,
            state: State::Active,
            since: date(2026, 1, 5),
            signed: Some(date(2026, 1, 5)),
            with_children: true,
            note: None,
        }
    }

    fn police(until: Date) -> Check {
        Check {
            id: Id::new(),
            kind: CheckKind::Police,
            issued: date(2026, 1, 1),
            until: Some(until),
            seen_by: None,
            seen_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn keys(volunteer: &Volunteer, checks: &[Check], day: Date) -> Vec<&'static str> {
        objections_with_children(volunteer, checks, day).iter().map(|message| message.key).collect()
    }

    #[test]
    fn a_check_holds_on_its_last_day_and_not_on_the_next() {
        let checks = [police(date(2026, 6, 30))];
        assert!(keys(&volunteer(), &checks, date(2026, 6, 30)).is_empty());
        assert_eq!(keys(&volunteer(), &checks, date(2026, 7, 1)), ["children-check-over"]);
    }

    #[test]
    fn every_reason_is_told_at_once() {
        let one =
            Volunteer { state: State::Paused, signed: None, born: Some(date(2010, 1, 1)), ..volunteer() };
        assert_eq!(
            keys(&one, &[], date(2026, 8, 5)),
            ["children-not-active", "children-too-young", "children-not-signed", "children-no-check"]
        );
    }

    #[test]
    fn a_reference_is_no_police_certificate() {
        let reference = Check { kind: CheckKind::Reference, ..police(date(2027, 1, 1)) };
        assert_eq!(keys(&volunteer(), &[reference], date(2026, 8, 5)), ["children-no-check"]);
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let read: Vec<_> = ["2", "1,5", "1.25", "1:30", " 0:05 "].map(minutes).to_vec();
        assert_eq!(read, [Some(120), Some(90), Some(75), Some(90), Some(5)]);
        for wrong in ["", "0", "25", "-1", "1:75", "dua", "NaN", "inf"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
