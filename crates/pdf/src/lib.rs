//! Documents as PDF: values in, bytes out, set by Typst as a library. It knows no domain, no database and no
//! clock; what is on the page, words included, comes from the caller.
//!
//! - Every document is **tagged PDF/A-2a and PDF/UA-1**: it can be kept, and a screen reader can read it.
//! - The same values give the same bytes.
//! - Text is a value and never markup: `#panic()` in a name is printed as `#panic()`.
//! - Fonts are in the program; templates (`templates/*.typ`) have neither network nor disk.
//!
//! Setting a document takes milliseconds to seconds: call it on a thread that may block.

mod attendance;
mod card;
mod certificate;
mod code;
mod consent;
mod deed;
mod labels;
mod letter;
mod poster;
mod press;
mod programme;
mod questionnaire;
mod tags;
mod vouchers;

pub use attendance::{Attendance, Attendee, attendance};
pub use card::{Card, CardText, Sides, card_sheets, member_cards};
pub use certificate::{Certificate, certificates};
pub use code::LONGEST_BAR_CODE;
pub use consent::{Both, Consent, Fact, consent_form};
pub use deed::{Article, Deed, Paragraph, Side, deed};
pub use labels::{Label, Sheet, labels};
pub use letter::{Block, Column, Letter, Signer, letter};
pub use poster::{Poster, poster};
pub use programme::{Programme, ProgrammeDay, ProgrammeRow, ProgrammeSession, programme};
pub use questionnaire::{Blank, PaperQuestion, PaperSection, Questionnaire, questionnaire};
pub use tags::{Tag, tags};
pub use vouchers::{Voucher, VoucherText, vouchers};

use serde::{Serialize, Serializer};

/// What a document says about itself.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct About<'a> {
    /// Its title, shown by readers in place of the file's name.
    pub title: &'a str,
    /// The language of its text: ISO 639, `id` or `en`.
    pub lang: &'a str,
    /// Its date.
    pub date: jiff::civil::Date,
}

/// Who issues a document.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Head<'a> {
    /// What it is: `Perpustakaan Umum`; may be empty.
    pub kind: &'a str,
    /// Its name: `Kota Tomohon`.
    pub name: &'a str,
    /// Address, telephone, web: a line each.
    pub address: &'a [&'a str],
    /// Its emblem as SVG without text, as it stands in an HTML page or a file; may be empty.
    pub emblem: &'a str,
}

/// A colour, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2))
    }
}

/// Why a document could not be made. Nothing else is affected: no document was begun.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A batch of nothing.
    #[error("there is nothing to print")]
    Nothing,
    /// A code that cannot stand in a bar code.
    #[error("{0:?} cannot be a bar code: 1 to 24 letters without accents, digits and signs")]
    BarCode(String),
    /// A text that no QR code holds.
    #[error("a text of {length} bytes is too long for a QR code")]
    QrCode {
        /// Its bytes.
        length: usize,
    },
    /// A value that no template can set, such as a language that is none or a broken emblem.
    #[error("the document could not be set: {0}")]
    Setting(String),
}
