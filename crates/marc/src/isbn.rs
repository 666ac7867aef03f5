//! The numbers of books (ISBN, ISO 2108) and serials (ISSN, ISO 3297), check digits verified.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Why text is not an ISBN or ISSN.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberError {
    /// Not 10 or 13 digits for an ISBN, 8 for an ISSN.
    #[error("{digits} digits is not the length of such a number")]
    Length {
        /// How many digits there are.
        digits: usize,
    },
    /// A character that has no place there.
    #[error("{0:?} has no place in such a number")]
    Character(char),
    /// Thirteen digits that begin neither with 978 nor with 979 and a book group; 979-0 is music (ISMN).
    #[error("the number does not begin as a book's")]
    Prefix,
    /// The last digit does not fit the others: most often a digit was mistyped.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The digit that fits, or `X`.
        expected: char,
    },
}

impl NumberError {
    /// A name for this error that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::Character(_) => "character",
            Self::Prefix => "prefix",
            Self::CheckDigit { .. } => "check-digit",
        }
    }
}

/// A valid ISBN, kept and shown as its 13 digits; the 10-digit form of the same book is equal to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Isbn([u8; 13]);

impl Isbn {
    /// Reads an ISBN of 10 or 13 digits, with or without dashes, spaces or the word ISBN before it.
    ///
    /// # Errors
    /// When the text is anything else or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let (digits, x) = collect::<13>(without_name(text))?;
        match (digits.len, x) {
            (10, _) => Self::from_10(&digits.digits, x),
            (13, false) => Self::from_13(digits.digits),
            (_, true) => Err(NumberError::Character('X')),
            (count, false) => Err(NumberError::Length { digits: count }),
        }
    }

    /// Reads the ISBN at the beginning of a catalogue's text, such as MARC 020 `$a`
    /// `979-3062-79-7 (pbk.) :`, where a qualifier or price may follow.
    ///
    /// # Errors
    /// When no ISBN stands there.
    pub fn parse_first(text: &str) -> Result<Self, NumberError> {
        let text = without_name(text);
        let end = text.find(['(', ':', ';', ',']).unwrap_or(text.len());
        let head = text.get(..end).unwrap_or(text);
        Self::parse(head).or_else(|error| {
            let word = head.split_whitespace().next().unwrap_or_default();
            Self::parse(word).map_err(|_| error)
        })
    }

    fn from_10(digits: &[u8; 13], x: bool) -> Result<Self, NumberError> {
        let sum: u32 = (2..=10).rev().zip(digits).map(|(weight, &d)| weight * u32::from(d)).sum();
        let expected = (11 - sum % 11) % 11;
        let given = if x { 10 } else { u32::from(digits[9]) };
        if expected != given {
            return Err(NumberError::CheckDigit { expected: check_character(expected) });
        }
        let mut all = [9, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        all[3..12].copy_from_slice(&digits[..9]);
        all[12] = check_13(&all);
        Ok(Self(all))
    }

    fn from_13(digits: [u8; 13]) -> Result<Self, NumberError> {
        match digits {
            [9, 7, 8, ..] | [9, 7, 9, 1..=9, ..] => {}
            _ => return Err(NumberError::Prefix),
        }
        let expected = check_13(&digits);
        if digits[12] != expected {
            return Err(NumberError::CheckDigit { expected: check_character(u32::from(expected)) });
        }
        Ok(Self(digits))
    }

    /// The 10-character form, which only numbers beginning with 978 have.
    #[must_use]
    pub fn to_isbn10(&self) -> Option<String> {
        if !self.0.starts_with(&[9, 7, 8]) {
            return None;
        }
        let body = &self.0[3..12];
        let sum: u32 = (2..=10).rev().zip(body).map(|(weight, &d)| weight * u32::from(d)).sum();
        let check = check_character((11 - sum % 11) % 11);
        Some(body.iter().map(|&d| char::from(b'0' + d)).chain([check]).collect())
    }
}

impl FromStr for Isbn {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl fmt::Display for Isbn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|d| write!(f, "{d}"))
    }
}

impl fmt::Debug for Isbn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Isbn({self})")
    }
}

/// A valid ISSN, shown as `NNNN-NNNC`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issn([u8; 7]);

impl Issn {
    /// Reads an ISSN with or without its dash or the word ISSN before it.
    ///
    /// # Errors
    /// When the text is anything else or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let text = match text.get(..4) {
            Some(word) if word.eq_ignore_ascii_case("issn") => {
                text.get(4..).unwrap_or_default().trim_start_matches([':', ' '])
            }
            _ => text,
        };
        let (digits, x) = collect::<8>(text)?;
        if digits.len != 8 {
            return Err(NumberError::Length { digits: digits.len });
        }
        let [body @ .., last] = digits.digits;
        let issn = Self(body);
        let given = if x { 10 } else { u32::from(last) };
        if issn.check() != given {
            return Err(NumberError::CheckDigit { expected: check_character(issn.check()) });
        }
        Ok(issn)
    }

    fn check(&self) -> u32 {
        let sum: u32 = (2..=8).rev().zip(self.0).map(|(weight, d)| weight * u32::from(d)).sum();
        (11 - sum % 11) % 11
    }
}

impl FromStr for Issn {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

impl fmt::Display for Issn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h] = self.0;
        write!(f, "{a}{b}{c}{d}-{e}{g}{h}{}", check_character(self.check()))
    }
}

impl fmt::Debug for Issn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Issn({self})")
    }
}

struct Digits<const N: usize> {
    digits: [u8; N],
    len: usize,
}

/// The digits of a number and whether it ends in `X`, which counts as a digit (0 here).
fn collect<const N: usize>(text: &str) -> Result<(Digits<N>, bool), NumberError> {
    let mut found = Digits { digits: [0; N], len: 0 };
    let mut x = false;
    for c in text.trim().chars() {
        if is_dash(c) || c == ' ' || c == '\u{A0}' {
            continue;
        }
        let digit = match c.to_digit(10) {
            // `X` stands only at the end.
            _ if x => return Err(NumberError::Character('X')),
            Some(digit) => digit as u8,
            None if matches!(c, 'x' | 'X') => {
                x = true;
                0
            }
            None => return Err(NumberError::Character(c)),
        };
        if let Some(to) = found.digits.get_mut(found.len) {
            *to = digit;
        }
        found.len += 1;
    }
    Ok((found, x))
}

/// The text behind the word ISBN, ISBN-10: or ISBN-13:, if it begins so.
fn without_name(text: &str) -> &str {
    let text = text.trim();
    let Some((_, rest)) = text.split_at_checked(4).filter(|(word, _)| word.eq_ignore_ascii_case("isbn"))
    else {
        return text;
    };
    let bare = rest.trim_start_matches(|c| is_dash(c) || c == ' ');
    bare.strip_prefix("10:")
        .or_else(|| bare.strip_prefix("13:"))
        .unwrap_or(rest)
        .trim_start_matches([':', ' '])
}

/// The hyphen, its Unicode relatives from U+2010 to the horizontal bar U+2015, and the minus sign.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}')
}

/// The check digit of the first twelve: weights 1 and 3, modulo 10.
fn check_13(digits: &[u8; 13]) -> u8 {
    let sum: u8 = digits.iter().take(12).zip([1, 3].into_iter().cycle()).map(|(d, weight)| d * weight).sum();
    (10 - sum % 10) % 10
}

/// Whether a text is an EAN of 8, 12 or 13 digits with its check digit right (GS1 General Specifications 7.9).
#[must_use]
pub fn is_ean(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 =
        digits.iter().rev().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == code.chars().count() && matches!(digits.len(), 8 | 12 | 13) && sum.is_multiple_of(10)
}

fn check_character(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_isbn_10_and_its_13_are_the_same() {
        let ten = Isbn::parse("0-306-40615-2").unwrap();
        assert_eq!(ten, Isbn::parse("978 0 306 40615 7").unwrap());
        assert_eq!(ten.to_string(), "9780306406157");
        assert_eq!(ten.to_isbn10().as_deref(), Some("0306406152"));
    }

    #[test]
    fn an_x_is_the_check_digit_ten_and_stands_only_at_the_end() {
        let isbn = Isbn::parse("ISBN 0-8044-2957-x").unwrap();
        assert_eq!(isbn.to_isbn10().as_deref(), Some("080442957X"));
        assert_eq!(Isbn::parse("08044X2957"), Err(NumberError::Character('X')));
        assert_eq!(Isbn::parse("978030640615X"), Err(NumberError::Character('X')));
    }

    #[test]
    fn a_979_number_has_no_ten_digit_form() {
        let isbn = Isbn::parse("979-10-90636-07-1").unwrap();
        assert_eq!(isbn.to_isbn10(), None);
    }

    #[test]
    fn what_is_no_isbn_says_why() {
        assert_eq!(Isbn::parse("0306406153"), Err(NumberError::CheckDigit { expected: '2' }));
        assert_eq!(Isbn::parse("9780306406158"), Err(NumberError::CheckDigit { expected: '7' }));
        assert_eq!(Isbn::parse("030640615"), Err(NumberError::Length { digits: 9 }));
        assert_eq!(Isbn::parse(""), Err(NumberError::Length { digits: 0 }));
        assert_eq!(Isbn::parse("8991101006415"), Err(NumberError::Prefix));
        assert_eq!(Isbn::parse("9790060115615"), Err(NumberError::Prefix));
        assert_eq!(Isbn::parse("03064O6152"), Err(NumberError::Character('O')));
        assert_eq!(Isbn::parse("08044\u{301}42957X"), Err(NumberError::Character('\u{301}')));
    }

    #[test]
    fn an_isbn_is_found_before_qualifier_and_price() {
        let isbn = Isbn::parse("9780306406157").unwrap();
        for text in [
            "0-306-40615-2 (pbk.) :",
            "9780306406157 jil. 1",
            "ISBN-13: 978-0-306-40615-7",
            "0306406152: Rp50.000",
        ] {
            assert_eq!(Isbn::parse_first(text), Ok(isbn), "{text}");
        }
        assert!(Isbn::parse_first("(pbk.)").is_err());
    }

    #[test]
    fn an_issn_is_read_with_or_without_its_dash() {
        assert_eq!(Issn::parse("ISSN 0378-5955").unwrap().to_string(), "0378-5955");
        assert_eq!(Issn::parse("2434561x").unwrap().to_string(), "2434-561X");
        assert_eq!(Issn::parse("0378-5954"), Err(NumberError::CheckDigit { expected: '5' }));
        assert_eq!(Issn::parse("0378-595"), Err(NumberError::Length { digits: 7 }));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in "\\PC*") {
            let _ = (Isbn::parse(&text), Isbn::parse_first(&text), Issn::parse(&text));
        }

        #[test]
        fn every_valid_ten_comes_back_from_its_thirteen(body in proptest::collection::vec(0_u32..10, 9)) {
            let sum: u32 = (2..=10).rev().zip(&body).map(|(w, d)| w * d).sum();
            let check = check_character((11 - sum % 11) % 11);
            let ten: String = body.iter().filter_map(|&d| char::from_digit(d, 10)).chain([check]).collect();
            let isbn = Isbn::parse(&ten).unwrap();
            prop_assert_eq!(isbn.to_isbn10(), Some(ten));
            prop_assert_eq!(Isbn::parse(&isbn.to_string()), Ok(isbn));
        }

        #[test]
        fn a_wrong_digit_is_no_ean(body in "[0-9]{12}", place in 0_usize..13, step in 1_u8..10) {
            let sum: u32 = body.bytes().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
            let mut digits = format!("{body}{}", (10 - sum % 10) % 10).into_bytes();
            prop_assert!(is_ean(std::str::from_utf8(&digits).unwrap()));
            digits[place] = b'0' + (digits[place] - b'0' + step) % 10;
            prop_assert!(!is_ean(std::str::from_utf8(&digits).unwrap()));
        }

        #[test]
        fn one_wrong_digit_is_always_noticed(at in 3_usize..13, other in 1_u8..10) {
            let mut digits = *b"9780306406157";
            digits[at] = b'0' + (digits[at] - b'0' + other) % 10;
            prop_assert!(Isbn::parse(std::str::from_utf8(&digits).unwrap()).is_err());
        }
    }
}
