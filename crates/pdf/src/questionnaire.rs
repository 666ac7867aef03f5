//! A questionnaire to fill in by hand.

use crate::{About, Error, Head, code, press};
use serde::Serialize;

/// A questionnaire on paper; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Questionnaire<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is about.
    pub intro: &'a str,
    /// How it is filled in and what is known of who does.
    pub note: &'a str,
    /// Where it is answered without paper: a QR code beside the title.
    pub link: &'a str,
    /// Under that code: `Isi lewat ponsel`.
    pub link_text: &'a str,
    /// Its sections.
    pub sections: &'a [PaperSection<'a>],
    /// On every page, so that a filled-in sheet is known by: code and version.
    pub mark: &'a str,
}

/// A section.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct PaperSection<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Its questions; all of the form are numbered through.
    pub questions: &'a [PaperQuestion<'a>],
}

/// A question.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PaperQuestion<'a> {
    /// What is asked.
    pub ask: &'a str,
    /// What helps to answer; may be empty.
    pub help: &'a str,
    /// Where the answer goes.
    pub blank: Blank<'a>,
}

/// Where an answer goes.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase", tag = "is", content = "it")]
pub enum Blank<'a> {
    /// A box to tick beside each choice.
    Boxes(&'a [&'a str]),
    /// The steps of a scale, side by side.
    Steps {
        /// What each step says.
        steps: &'a [&'a str],
        /// What the first means; may be empty.
        low: &'a str,
        /// What the last means; may be empty.
        high: &'a str,
    },
    /// So many lines to write on.
    Lines(u16),
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    paper: &'a Questionnaire<'a>,
    qr: String,
}

/// A questionnaire on A4.
///
/// # Errors
/// [`Error::Nothing`] without questions, [`Error::QrCode`] for a link that no QR code holds.
pub fn questionnaire(
    about: &About<'_>,
    head: &Head<'_>,
    paper: &Questionnaire<'_>,
) -> Result<Vec<u8>, Error> {
    if paper.sections.iter().all(|section| section.questions.is_empty()) {
        return Err(Error::Nothing);
    }
    let qr = if paper.link.is_empty() { String::new() } else { code::qr(paper.link)? };
    press::print("questionnaire.typ", about, head, Body { paper, qr })
}
