//! Slips to hand out, each with a code: ten on an A4 sheet to cut.

use crate::{About, Error, Head, code, press};
use serde::Serialize;

/// A slip.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Voucher<'a> {
    /// What is typed by hand.
    pub code: &'a str,
    /// Where the QR code leads.
    pub link: &'a str,
}

/// What all slips of a batch say.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct VoucherText<'a> {
    /// `Voucer keanggotaan`.
    pub title: &'a str,
    /// Who gives it; may be empty.
    pub from: &'a str,
    /// How it is exchanged.
    pub how: &'a str,
    /// `Berlaku sampai 24 November 2027`; may be empty.
    pub until: &'a str,
}

#[derive(Serialize)]
struct Body<'a> {
    text: &'a VoucherText<'a>,
    slips: Vec<Drawn<'a>>,
}

#[derive(Serialize)]
struct Drawn<'a> {
    code: &'a str,
    qr: String,
}

/// Ten slips on each A4 sheet, two by five, with marks where to cut.
///
/// # Errors
/// [`Error::Nothing`] without slips, [`Error::QrCode`] for a link that no QR code holds.
pub fn vouchers(
    about: &About<'_>,
    head: &Head<'_>,
    text: &VoucherText<'_>,
    slips: &[Voucher<'_>],
) -> Result<Vec<u8>, Error> {
    if slips.is_empty() {
        return Err(Error::Nothing);
    }
    let drawn = |slip: &Voucher<'_>| -> Result<String, Error> { code::qr(slip.link) };
    let slips = slips
        .iter()
        .map(|slip| Ok(Drawn { code: slip.code, qr: drawn(slip)? }))
        .collect::<Result<_, Error>>()?;
    press::print("vouchers.typ", about, head, Body { text, slips })
}
