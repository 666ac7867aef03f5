//! Sheets of labels for things that are no books.

use crate::{About, Error, Head, Sheet, code, press};
use serde::Serialize;

/// A label with a QR code.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tag<'a> {
    /// The thing's number, in the QR code and beside it.
    pub code: &'a str,
    /// What it is.
    pub name: &'a str,
    /// Where it belongs; may be empty.
    pub place: &'a str,
}

#[derive(Serialize)]
struct Body<'a> {
    sheet: &'a Sheet,
    skip: usize,
    tags: Vec<Drawn<'a>>,
}

#[derive(Serialize)]
struct Drawn<'a> {
    #[serde(flatten)]
    tag: &'a Tag<'a>,
    qr: String,
}

/// Labels in order on A4, the first `skip` places of the first sheet left free because they are used already.
///
/// # Errors
/// [`Error::Nothing`] without labels or on a sheet without places, [`Error::QrCode`] for a number that no QR code holds.
pub fn tags(
    about: &About<'_>,
    head: &Head<'_>,
    sheet: &Sheet,
    skip: usize,
    tags: &[Tag<'_>],
) -> Result<Vec<u8>, Error> {
    let places = usize::from(sheet.across) * usize::from(sheet.down);
    if tags.is_empty() || places == 0 {
        return Err(Error::Nothing);
    }
    let tags =
        tags.iter().map(|tag| Ok(Drawn { qr: code::qr(tag.code)?, tag })).collect::<Result<_, Error>>()?;
    press::print("tags.typ", about, head, Body { sheet, skip: skip % places, tags })
}
