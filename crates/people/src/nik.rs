//! The number of Indonesia's identity card (NIK). It stays for life, even when it is wrong: its shape is
//! checked, a contradiction is told, and nothing is ever derived from it.
//!
//! Six digits of the area where it was given, the birth date as DDMMYY with 40 added to the day for women, a
//! serial number of four digits (Permendagri 108/2019).

use kernel::{Date, Message};

use crate::Sex;

/// What women's days have more.
const WOMEN: u8 = 40;

/// The sixteen digits, however they were grouped; none when it cannot be a NIK.
pub fn normalised(typed: &str) -> Option<String> {
    if !typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".-".contains(c)) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 16 && parts(&digits).is_some()).then_some(digits)
}

/// Day (with the 40 of women), month and year within its century.
fn parts(nik: &str) -> Option<(u8, u8, u8)> {
    let number = |at: usize| nik.get(at..at + 2)?.parse::<u8>().ok();
    let (day, month, year) = (number(6)?, number(8)?, number(10)?);
    let possible = matches!(day, 1..=31 | 41..=71) && (1..=12).contains(&month) && !nik.ends_with("0000");
    possible.then_some((day, month, year))
}

/// Where a NIK says something else than what the library knows; worth a second look, no more.
pub fn contradiction(nik: &str, born: Option<Date>, sex: Option<Sex>) -> Option<Message> {
    let (day, month, year) = parts(nik)?;
    let woman = day > WOMEN;
    if let Some(born) = born {
        let day = if woman { day - WOMEN } else { day };
        let same = born.day().unsigned_abs() == day
            && born.month().unsigned_abs() == month
            && born.year().rem_euclid(100) == i16::from(year);
        if !same {
            return Some(Message::new("identifier-nik-contradicts-birth").with("born", born));
        }
    }
    sex.filter(|sex| (*sex == Sex::Female) != woman).map(|_| Message::new("identifier-nik-contradicts-sex"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_nik_is_known_by_its_shape() {
        assert_eq!(normalised("7173 0143 0394 0004").as_deref(), Some("7173014303940004"));
        for wrong in [
            "",
            "717301430394000",
            "7173010013940004",
            "7173013203940004",
            "7173014313940004",
            "717301430394000x",
        ] {
            assert_eq!(normalised(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_nik_that_contradicts_the_birth_date_is_told_and_one_that_does_not_is_not() {
        let nik = "7173015703940004";
        let born = Some(date(1994, 3, 17));
        assert_eq!(contradiction(nik, born, Some(Sex::Female)), None);
        assert_eq!(contradiction(nik, None, None), None);
        assert_eq!(
            contradiction(nik, Some(date(1994, 3, 18)), None).unwrap().key,
            "identifier-nik-contradicts-birth"
        );
        assert_eq!(contradiction(nik, born, Some(Sex::Male)).unwrap().key, "identifier-nik-contradicts-sex");
    }
}
