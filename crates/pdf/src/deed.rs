//! An agreement on the house's paper: between whom, about what, numbered articles, and who signs.

use crate::{About, Error, Head, Signer, press};
use serde::Serialize;

/// An agreement; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Deed<'a> {
    /// `PERJANJIAN KERJA SAMA`.
    pub kind: &'a str,
    /// Before the first side: `ANTARA`.
    pub between_word: &'a str,
    /// Before every further side: `DENGAN`.
    pub and_word: &'a str,
    /// The sides.
    pub between: &'a [&'a str],
    /// `TENTANG`.
    pub about_word: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// `Nomor`.
    pub number_word: &'a str,
    /// Its numbers, one for each side that gave one.
    pub numbers: &'a [&'a str],
    /// The paragraphs before the sides are introduced.
    pub opening: &'a [&'a str],
    /// Each side: what it is called (`PIHAK KESATU`), and who speaks for it.
    pub parties: &'a [(&'a str, &'a str)],
    /// Between the two: `Selanjutnya disebut`.
    pub called_word: &'a str,
    /// `Pasal`.
    pub article_word: &'a str,
    /// The articles; they are numbered.
    pub articles: &'a [Article<'a>],
    /// Who signs.
    pub sides: &'a [Side<'a>],
    /// Where the duty stamp goes: `Meterai Rp10.000`; without it there is no place for one.
    pub stamp_word: &'a str,
    /// Across every page: `RANCANGAN`; may be empty.
    pub mark: &'a str,
}

/// An article.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Article<'a> {
    /// `MAKSUD DAN TUJUAN`.
    pub title: &'a str,
    /// Its paragraphs; several are numbered (1), (2).
    pub paragraphs: &'a [Paragraph<'a>],
}

/// A paragraph of an article.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Paragraph<'a> {
    /// What it says.
    pub text: &'a str,
    /// Its points, lettered a., b.
    pub points: &'a [&'a str],
}

/// A side that signs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Side<'a> {
    /// `PIHAK KEDUA`.
    pub called: &'a str,
    /// Who signs for it; without anybody there is a line.
    pub signers: &'a [Signer<'a>],
}

/// An agreement on A4.
///
/// # Errors
/// [`Error::Nothing`] without articles.
pub fn deed(about: &About<'_>, head: &Head<'_>, deed: &Deed<'_>) -> Result<Vec<u8>, Error> {
    if deed.articles.is_empty() {
        return Err(Error::Nothing);
    }
    press::print("deed.typ", about, head, deed)
}
