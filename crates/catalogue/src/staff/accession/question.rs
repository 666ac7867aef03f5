//! The book in question: what the address and a form say of it, and what the catalogue answers.

use marc::isbn::Isbn;
use serde::Deserialize;
use store::{Result, Tx};

use crate::accession::intake::{self, Match};

/// What the address says is in question.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Asked {
    /// The ISBN that was scanned.
    pub(super) isbn: String,
    /// The record that was chosen, by its number.
    pub(super) cantuman: String,
    /// A book without ISBN is to be typed.
    pub(super) baru: String,
}

/// A scan, and what was typed beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Scan {
    pub(super) kode: String,
    pub(super) jumlah: String,
    pub(super) nilai: String,
    pub(super) token: String,
    pub(super) isbn: String,
    pub(super) cantuman: String,
    pub(super) baru: String,
    pub(super) judul: String,
    pub(super) pengarang: String,
    /// Why the box has more than its paper says.
    pub(super) lebih: String,
    /// Why it has less.
    pub(super) kurang: String,
    /// A button that was pressed.
    pub(super) tindakan: String,
}

impl Scan {
    pub(super) fn asked(&self) -> Asked {
        Asked { isbn: self.isbn.clone(), cantuman: self.cantuman.clone(), baru: self.baru.clone() }
    }

    pub(super) fn is_asked(&self) -> bool {
        ![&self.isbn, &self.cantuman, &self.baru].into_iter().all(String::is_empty)
    }
}

/// The book in question.
pub(super) enum Question {
    /// It is of this record; only its label is missing.
    Label(Match),
    /// It may be of several.
    Which(Vec<Match>),
    /// The catalogue does not have it.
    Draft,
}

pub(super) fn question(tx: &mut Tx<'_>, asked: &Asked) -> Result<Option<Question>> {
    if let Ok(number) = asked.cantuman.parse() {
        return Ok(intake::numbered(tx, number)?.map(Question::Label));
    }
    if let Ok(isbn) = Isbn::parse(&asked.isbn) {
        let mut found = intake::matches(tx, isbn)?;
        return Ok(Some(match (found.len(), found.pop()) {
            (0, _) => Question::Draft,
            (1, Some(one)) => Question::Label(one),
            (_, last) => Question::Which(found.into_iter().chain(last).collect()),
        }));
    }
    Ok((!asked.baru.is_empty()).then_some(Question::Draft))
}
