//! A letter on the house's paper: for notices, certificates, minutes and reports as well.

use crate::{About, Error, Head, press};
use serde::Serialize;

/// A letter; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Letter<'a> {
    /// `Tomohon, 24 November 2026`.
    pub place_and_date: &'a str,
    /// `Nomor`, `Lampiran`, `Perihal`: label and value.
    pub facts: &'a [(&'a str, &'a str)],
    /// To whom, a line each.
    pub to: &'a [&'a str],
    /// What it says.
    pub body: &'a [Block<'a>],
    /// `Hormat kami,`.
    pub closing: &'a str,
    /// Who signs, side by side.
    pub signers: &'a [Signer<'a>],
    /// `Tembusan` and who gets a copy, or reports that lie with it: a heading and lines.
    pub copies: (&'a str, &'a [&'a str]),
}

/// A piece of a letter.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase", tag = "is", content = "it")]
pub enum Block<'a> {
    /// A heading within the letter.
    Heading(&'a str),
    /// A paragraph.
    Paragraph(&'a str),
    /// Points.
    List(&'a [&'a str]),
    /// A table whose head is repeated on every page. Cells that a row lacks stay empty, those too many are
    /// left out.
    Table {
        /// A heading for each column and how it is set.
        columns: &'a [Column<'a>],
        /// The rows.
        rows: &'a [&'a [&'a str]],
    },
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Column<'a> {
    /// Its heading.
    pub name: &'a str,
    /// Numbers stand to the right.
    pub number: bool,
}

/// Someone who signs.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Signer<'a> {
    /// `Kepala Perpustakaan`.
    pub role: &'a str,
    /// Printed under the line.
    pub name: &'a str,
    /// `NIP 19700101 …`; may be empty.
    pub number: &'a str,
}

/// A letter on A4.
///
/// # Errors
/// [`Error::Nothing`] for a letter that says nothing.
pub fn letter(about: &About<'_>, head: &Head<'_>, letter: &Letter<'_>) -> Result<Vec<u8>, Error> {
    if letter.body.is_empty() {
        return Err(Error::Nothing);
    }
    press::print("letter.typ", about, head, letter)
}
