//! A sheet that whoever comes signs.

use crate::{About, Error, Head, Signer, press};
use serde::Serialize;

/// The most lines without a name: some forty pages.
const MOST_BLANK: usize = 1_000;

/// A sheet to sign; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Attendance<'a> {
    /// `DAFTAR HADIR`.
    pub kind: &'a str,
    /// What people came to.
    pub title: &'a str,
    /// Day, time, place, speaker: label and value.
    pub facts: &'a [(&'a str, &'a str)],
    /// The headings of number, name, institution and signature.
    pub columns: [&'a str; 4],
    /// Who is expected, a line each.
    pub people: &'a [Attendee<'a>],
    /// How many empty lines follow, for whoever comes besides.
    pub blank: usize,
    /// Who answers for the sheet.
    pub signers: &'a [Signer<'a>],
}

/// Somebody who is expected.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Attendee<'a> {
    /// Their name.
    pub name: &'a str,
    /// Where they come from; may be empty.
    pub institution: &'a str,
}

/// A sheet on A4 whose head stands on every page.
///
/// # Errors
/// [`Error::Nothing`] without a single line.
pub fn attendance(about: &About<'_>, head: &Head<'_>, sheet: &Attendance<'_>) -> Result<Vec<u8>, Error> {
    if sheet.people.is_empty() && sheet.blank == 0 {
        return Err(Error::Nothing);
    }
    let sheet = Attendance { blank: sheet.blank.min(MOST_BLANK), ..*sheet };
    press::print("attendance.typ", about, head, sheet)
}
