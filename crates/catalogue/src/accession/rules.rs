//! What comes through the scan box of the intake, decided without a database.

use kernel::{Kind, Message, Refusal, Rupiah};
use marc::isbn::{Isbn, NumberError, is_ean};

/// The most copies one scan may count for.
pub const MOST: i64 = 200;

/// A command, from the same printed cards as at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The box is empty.
    Finish,
    /// Take the last copy back.
    Undo,
    /// Go on with the book that is in question.
    Yes,
    /// Leave it.
    No,
}

impl Command {
    const ALL: [(&'static str, Self); 4] =
        [("%SELESAI", Self::Finish), ("%BATAL", Self::Undo), ("%YA", Self::Yes), ("%TIDAK", Self::No)];
}

/// What was scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// Nothing at all.
    Nothing,
    /// A command.
    Command(Command),
    /// The number of a book.
    Isbn(Isbn),
    /// A record of the catalogue by its short number: `#1207`.
    Record(i64),
    /// None of these, and why.
    Other(Other),
}

/// What is no number of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// A command nobody knows.
    Command,
    /// The number a shop sells a thing by.
    Shop,
    /// The number of printed music (ISMN), which is 979-0.
    Music,
    /// A number that was mistyped or misread: the last digit should be another.
    CheckDigit(char),
    /// Something else, such as a label.
    Code(String),
}

impl Scanned {
    /// Reads what came through the box; scanners end with CR and LF.
    pub fn read(text: &str) -> Self {
        let code = crate::copies::normalised(text);
        if code.is_empty() {
            return Self::Nothing;
        }
        if code.starts_with('%') {
            let known = Command::ALL.into_iter().find(|(card, _)| card.eq_ignore_ascii_case(&code));
            return known.map_or(Self::Other(Other::Command), |(_, command)| Self::Command(command));
        }
        if let Some(number) = code.strip_prefix('#').and_then(|number| number.trim().parse().ok()) {
            return Self::Record(number);
        }
        match Isbn::parse(&code) {
            Ok(isbn) => Self::Isbn(isbn),
            Err(error) => Self::Other(Other::of(code, error)),
        }
    }
}

impl Other {
    fn of(code: String, error: NumberError) -> Self {
        match error {
            NumberError::Prefix if is_ean(&code) && code.starts_with("979") => Self::Music,
            NumberError::Prefix if is_ean(&code) => Self::Shop,
            NumberError::CheckDigit { expected } => Self::CheckDigit(expected),
            _ if is_ean(&code) => Self::Shop,
            _ => Self::Code(code),
        }
    }

    /// Why it is not taken in.
    pub fn refusal(&self) -> Refusal {
        let message = match self {
            Self::Command => Message::new("accession-command-unknown"),
            Self::Shop => Message::new("accession-shop-number"),
            Self::Music => Message::new("accession-music-number"),
            Self::CheckDigit(expected) => {
                Message::new("accession-check-digit").with("digit", expected.to_string())
            }
            Self::Code(code) => Message::new("accession-no-isbn").with("code", code.as_str()),
        };
        Refusal { kind: Kind::Invalid, ..Refusal::of_field("kode", message) }
    }
}

/// How the worth of a box is shared among its copies, so that together they are worth what its paper says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    /// What the paper says all are worth.
    pub worth: Rupiah,
    /// What those are worth that were taken out.
    pub taken: Rupiah,
    /// How many of those it speaks of are still to come; none of what is beyond it.
    pub left: i64,
}

impl Sharing {
    /// What the next copy is worth at most: each of those to come is worth a rupiah at least.
    fn most(self) -> Rupiah {
        self.worth - self.taken - Rupiah(self.left - 1)
    }

    /// What the next copy is worth, where nobody says otherwise: what its title costs, or an equal share of what is left, a
    /// rupiah more where it does not come out even. The last one is worth the rest, and one the paper does not speak of has
    /// no value of it.
    pub fn usual(self, price: Option<Rupiah>) -> Option<Rupiah> {
        let share = || Rupiah(((self.worth - self.taken).0 + self.left - 1) / self.left);
        match self.left {
            ..=0 => None,
            1 => Some(self.most()),
            _ => Some(price.map_or_else(share, |price| price.min(self.most()))),
        }
    }

    /// Why the next copy is not worth so much; nothing where it may be.
    pub fn objection(self, value: Rupiah) -> Option<Message> {
        let (key, is_wrong) = match self.left {
            ..=0 => return Some(Message::new("accession-worth-beyond")),
            1 => ("accession-worth-of-the-last", value != self.most()),
            _ => ("accession-worth-too-much", value > self.most()),
        };
        is_wrong.then(|| Message::new(key).with("x", self.most()))
    }

    /// The same once a copy of that worth was taken out.
    pub fn after(self, value: Option<Rupiah>) -> Self {
        let left = (self.left - 1).max(0);
        Self { taken: self.taken + value.unwrap_or_default(), left, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms_of_an_isbn_are_the_same_book() {
        let new = Scanned::read("978-979-3062-79-2\r\n");
        assert!(matches!(new, Scanned::Isbn(_)));
        assert_eq!(Scanned::read("979-3062-79-7"), new);
    }

    #[test]
    fn what_is_no_isbn_is_told_apart() {
        for (scanned, other) in [
            ("8992753100101", Other::Shop),
            ("96385074", Other::Shop),
            ("9790060115615", Other::Music),
            ("9789793062793", Other::CheckDigit('2')),
            ("TMH-0000012", Other::Code("TMH-0000012".into())),
            ("%TERBANG", Other::Command),
        ] {
            assert_eq!(Scanned::read(scanned), Scanned::Other(other), "{scanned}");
        }
        assert_eq!(Scanned::read(" \r\n"), Scanned::Nothing);
        assert_eq!(Scanned::read("#1207"), Scanned::Record(1207));
        assert_eq!(Scanned::read("%selesai"), Scanned::Command(Command::Finish));
    }

    proptest! {
        /// Whatever a clerk says some of the copies are worth, all together are worth what the paper says.
        #[test]
        fn copies_are_worth_together_what_the_paper_says(
            of in 1_i64..30, more in 0_i64..1_000_000, beyond in 0_usize..3,
            said in prop::collection::vec(prop::option::of(1_i64..400_000), 33)
        ) {
            let worth = Rupiah(of + more);
            let mut sharing = Sharing { worth, taken: Rupiah::ZERO, left: of };
            for said in said.into_iter().take(of as usize + beyond) {
                let said = said.map(Rupiah).filter(|said| sharing.objection(*said).is_none());
                let value = said.or(sharing.usual(None));
                prop_assert_eq!(value.is_some(), sharing.left > 0, "{:?} of {:?}", value, sharing);
                prop_assert!(value.is_none_or(|value| value > Rupiah::ZERO && sharing.objection(value).is_none()));
                sharing = sharing.after(value);
            }
            prop_assert_eq!((sharing.taken, sharing.left), (worth, 0));
        }

        /// A scanner with a dirty window may send anything; it is read, and a wrong digit is never a book.
        #[test]
        fn anything_is_read_and_one_wrong_digit_is_no_book(body in "978[0-9]{9}", at in 3_usize..13, by in 1_u8..10, junk in ".{0,40}") {
            let _ = Scanned::read(&junk);
            let sum: u32 = body.bytes().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
            let whole = format!("{body}{}", (10 - sum % 10) % 10);
            prop_assert!(matches!(Scanned::read(&whole), Scanned::Isbn(_)));
            let mut spoilt = whole.into_bytes();
            spoilt[at] = b'0' + (spoilt[at] - b'0' + by) % 10;
            let spoilt = String::from_utf8(spoilt).unwrap();
            prop_assert!(!matches!(Scanned::read(&spoilt), Scanned::Isbn(_)));
        }
    }
}
