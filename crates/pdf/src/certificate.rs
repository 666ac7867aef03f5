//! Certificates: who learned what, signed, and to be verified for ever.

use crate::{About, Error, Head, Signer, code, press};
use serde::Serialize;

/// A certificate; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Certificate<'a> {
    /// `SERTIFIKAT`.
    pub kind: &'a str,
    /// `Nomor`.
    pub number_word: &'a str,
    /// Its number.
    pub number: &'a str,
    /// `diberikan kepada`.
    pub to_word: &'a str,
    /// Whose it is. A long name is set smaller.
    pub name: &'a str,
    /// `yang telah menyelesaikan`.
    pub for_word: &'a str,
    /// The course.
    pub course: &'a str,
    /// Hours, dates, level, result: short, a piece each.
    pub facts: &'a [&'a str],
    /// `Tomohon, 24 November 2026`.
    pub place_and_date: &'a str,
    /// Who signs, side by side: at most three.
    pub signers: &'a [Signer<'a>],
    /// Where anybody verifies it.
    pub link: &'a str,
    /// Under the QR code: `Periksa keasliannya`, and the address to type.
    pub link_text: &'a str,
    /// The code to type by hand.
    pub code: &'a str,
    /// Partners' names beneath the issuer: `bekerja sama dengan …`.
    pub with: &'a str,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    one: &'a Certificate<'a>,
    qr: String,
}

/// Certificates on A4 across, a page each: for one person, or for a whole class at once.
///
/// # Errors
/// [`Error::Nothing`] without any, [`Error::QrCode`] for a link that no QR code holds.
pub fn certificates<'a>(
    about: &About<'_>,
    head: &Head<'_>,
    all: &'a [Certificate<'a>],
) -> Result<Vec<u8>, Error> {
    if all.is_empty() {
        return Err(Error::Nothing);
    }
    let drawn =
        |one: &'a Certificate<'a>| -> Result<Body<'a>, Error> { Ok(Body { qr: code::qr(one.link)?, one }) };
    let all = all.iter().map(drawn).collect::<Result<Vec<_>, _>>()?;
    press::print("certificates.typ", about, head, all)
}
