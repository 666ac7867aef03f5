//! A form in two languages to fill in and sign by hand, such as a guardian's consent for a child.

use crate::{About, Error, Head, code, press};
use serde::Serialize;

/// The same in the document's language and in a second one; the second may be empty.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Both<'a> {
    /// In the language of [`About`].
    pub first: &'a str,
    /// In the second language, smaller.
    pub second: &'a str,
}

/// A form to sign; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Consent<'a> {
    /// The second language: ISO 639.
    pub second_lang: &'a str,
    /// The heading.
    pub title: Both<'a>,
    /// What it is about, a paragraph each.
    pub intro: &'a [Both<'a>],
    /// What is known and what is to be written: a label, and a value or a line.
    pub facts: &'a [Fact<'a>],
    /// Above the choices: `Saya mengizinkan`.
    pub choices_title: Both<'a>,
    /// What one may agree to: a box to tick each.
    pub choices: &'a [Both<'a>],
    /// Above the signatures: `Tempat dan tanggal`, with a line.
    pub place_and_date: Both<'a>,
    /// Who signs: a line each.
    pub signers: &'a [Both<'a>],
    /// At the end: how to take the consent back, where the paper is kept.
    pub note: Both<'a>,
    /// A code as for a card, so that the signed paper is found again by scanner; may be empty.
    pub code: &'a str,
}

/// A line of a form.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Fact<'a> {
    /// What it is.
    pub label: Both<'a>,
    /// Its value; empty, there is a line to write on.
    pub value: &'a str,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    consent: &'a Consent<'a>,
    bars: String,
}

/// A form of consent on A4.
///
/// # Errors
/// [`Error::Nothing`] without anyone to sign, [`Error::BarCode`] for a code that cannot be a bar code.
pub fn consent_form(about: &About<'_>, head: &Head<'_>, consent: &Consent<'_>) -> Result<Vec<u8>, Error> {
    press::print("consent_form.typ", about, head, body(consent)?)
}

fn body<'a>(consent: &'a Consent<'a>) -> Result<Body<'a>, Error> {
    if consent.signers.is_empty() {
        return Err(Error::Nothing);
    }
    let bars = if consent.code.is_empty() { String::new() } else { code::bars(consent.code)? };
    Ok(Body { consent, bars })
}
