//! What a scan says before the database is asked. Pure.

use marc::isbn::{Isbn, is_ean};
use serde::{Deserialize, Serialize};
use store::words;

words! {
    /// What the desk does with a copy that is scanned; the words of the command cards, without `%`.
    #[derive(Serialize, Deserialize)]
    pub enum Mode {
        /// Lend it to the member.
        Lend = "pinjam",
        /// Take it back.
        Return = "kembali",
        /// Renew its loan.
        Renew = "perpanjang",
        /// Say what is known of it.
        Check = "cek",
    }
}

/// A command of the desk, from a printed card or typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Work in this mode from now on.
    Turn(Mode),
    /// Close the transaction.
    Finish,
    /// Take the last scan back.
    Undo,
    /// Answer the open question with yes.
    Yes,
    /// Answer it with no.
    No,
}

impl Command {
    /// Every command, in the order of the printed sheet.
    pub const ALL: [Self; 8] = [
        Self::Turn(Mode::Lend),
        Self::Turn(Mode::Return),
        Self::Turn(Mode::Renew),
        Self::Turn(Mode::Check),
        Self::Finish,
        Self::Undo,
        Self::Yes,
        Self::No,
    ];

    /// What its card says.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Turn(Mode::Lend) => "%PINJAM",
            Self::Turn(Mode::Return) => "%KEMBALI",
            Self::Turn(Mode::Renew) => "%PERPANJANG",
            Self::Turn(Mode::Check) => "%CEK",
            Self::Finish => "%SELESAI",
            Self::Undo => "%BATAL",
            Self::Yes => "%YA",
            Self::No => "%TIDAK",
        }
    }
}

/// What was scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// Nothing at all.
    Nothing,
    /// A command.
    Command(Command),
    /// A command nobody knows.
    UnknownCommand,
    /// A copy's, a member's or somebody else's code, or a name.
    Code(String),
}

impl Scan {
    /// Reads what came through the scan box; scanners end with CR and LF (circulation.md 6).
    pub fn read(text: &str) -> Self {
        let code = catalogue::copies::normalised(text);
        if code.is_empty() {
            return Self::Nothing;
        }
        if !code.starts_with('%') {
            return Self::Code(code);
        }
        let known = Command::ALL.into_iter().find(|command| command.code().eq_ignore_ascii_case(&code));
        known.map_or(Self::UnknownCommand, Self::Command)
    }
}

/// What a code is that is neither a copy's nor a member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// The number of a book, not of this copy of it.
    Isbn,
    /// The number a shop sells a thing by.
    Shop,
    /// Perhaps a person's name.
    Name,
    /// None of these.
    Unknown,
}

impl Foreign {
    /// What `code` looks like.
    pub fn of(code: &str) -> Self {
        if Isbn::parse(code).is_ok() {
            return Self::Isbn;
        }
        if code.len() == 13 && is_ean(code) {
            return Self::Shop;
        }
        let name = code.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !code.chars().any(|c| c.is_ascii_digit());
        if name { Self::Name } else { Self::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_end_of_line_of_a_scanner_does_not_belong_to_the_code() {
        assert_eq!(Scan::read("TMH-0041207\r\n"), Scan::Code("TMH-0041207".into()));
        assert_eq!(Scan::read(" B 12 7 "), Scan::Code("B 12 7".into()));
        assert_eq!(Scan::read(" \r\n"), Scan::Nothing);
    }

    #[test]
    fn a_command_card_is_read_in_either_case_and_never_as_a_code() {
        for command in Command::ALL {
            assert_eq!(Scan::read(&command.code().to_lowercase()), Scan::Command(command));
        }
        assert_eq!(Scan::read("%TERBANG"), Scan::UnknownCommand);
    }

    #[test]
    fn a_shops_code_and_an_isbn_are_told_apart() {
        assert_eq!(Foreign::of("8991002123458"), Foreign::Shop);
        assert_eq!(Foreign::of("9789793062792"), Foreign::Isbn);
        assert_eq!(Foreign::of("979-3062-79-7"), Foreign::Isbn);
        assert_eq!(Foreign::of("8991002123453"), Foreign::Unknown);
        assert_eq!(Foreign::of("TMH-0041207"), Foreign::Unknown);
    }

    #[test]
    fn letters_without_digits_may_be_a_name() {
        assert_eq!(Foreign::of("maria wowor"), Foreign::Name);
        assert_eq!(Foreign::of("?"), Foreign::Unknown);
    }

    proptest! {
        #[test]
        fn anything_can_be_scanned(text in "\\PC{0,40}") {
            let _ = (Scan::read(&text), Foreign::of(&text));
        }
    }
}
