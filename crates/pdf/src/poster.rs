//! A poster that tells of something that will happen.

use crate::{About, Colour, Error, Head, code, press};
use serde::Serialize;

/// A poster; what is empty is left out.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Poster<'a> {
    /// `Lokakarya`, above the title.
    pub kind: &'a str,
    /// What will happen. A long title is set smaller.
    pub title: &'a str,
    /// A sentence that invites.
    pub lead: &'a str,
    /// `Sabtu, 5 Desember 2026`.
    pub date: &'a str,
    /// `09.00–12.00 WITA`.
    pub time: &'a str,
    /// Where.
    pub place: &'a str,
    /// For whom, what it costs, what to bring: short, a line each.
    pub facts: &'a [&'a str],
    /// A picture, JPEG or PNG, with its words for those who do not see it.
    #[serde(skip)]
    pub picture: Option<(&'a [u8], &'a str)>,
    /// Where one reads more and registers.
    pub link: &'a str,
    /// Beside the QR code: `Daftar di sini`, and the address to type.
    pub link_text: &'a str,
    /// `Bersama`: before the partners.
    pub partners_word: &'a str,
    /// Who makes it possible together with the library.
    pub partners: &'a [&'a str],
    /// The colour of its ground.
    pub colour: Colour,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    poster: &'a Poster<'a>,
    qr: String,
    /// The words of the picture; none without one.
    alt: Option<&'a str>,
}

/// A poster on A4.
///
/// # Errors
/// [`Error::Nothing`] without a title, [`Error::QrCode`] for a link that no QR code holds, [`Error::Setting`] for a picture that
/// cannot be read.
pub fn poster(about: &About<'_>, head: &Head<'_>, poster: &Poster<'_>) -> Result<Vec<u8>, Error> {
    if poster.title.is_empty() {
        return Err(Error::Nothing);
    }
    let qr = if poster.link.is_empty() { String::new() } else { code::qr(poster.link)? };
    let (picture, alt) = poster.picture.unzip();
    press::print_with("poster.typ", about, head, Body { poster, qr, alt }, picture)
}
