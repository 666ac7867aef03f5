//! The programme of a festival: days, and what happens side by side.

use crate::{About, Colour, Error, Head, code, press};
use serde::Serialize;

/// A programme; what is empty is left out.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Programme<'a> {
    /// Its title.
    pub title: &'a str,
    /// `3–5 Desember 2026`.
    pub dates: &'a str,
    /// A sentence or two.
    pub lead: &'a str,
    /// The heading of the column of times: `Waktu`.
    pub time_word: &'a str,
    /// Its days.
    pub days: &'a [ProgrammeDay<'a>],
    /// Where one registers and finds changes.
    pub link: &'a str,
    /// Beside the QR code.
    pub link_text: &'a str,
    /// `Bersama`: before the partners.
    pub partners_word: &'a str,
    /// Who makes it possible together with the library.
    pub partners: &'a [&'a str],
}

/// A day: a table with a column for each track.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ProgrammeDay<'a> {
    /// `Kamis, 3 Desember 2026`.
    pub date: &'a str,
    /// Each track: its name, and the room it is in; empty where rooms change.
    pub tracks: &'a [(&'a str, &'a str)],
    /// A row for each beginning.
    pub rows: &'a [ProgrammeRow<'a>],
}

/// What begins at a time.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ProgrammeRow<'a> {
    /// `09.00–10.30`.
    pub time: &'a str,
    /// A session for each track, in their order, none where there is a gap; a single one for all where `whole`.
    pub sessions: &'a [Option<ProgrammeSession<'a>>],
    /// Whether the only session is for everybody: an opening, a break.
    pub whole: bool,
}

/// A session.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ProgrammeSession<'a> {
    /// What it is.
    pub title: &'a str,
    /// Who speaks; may be empty.
    pub speakers: &'a str,
    /// Its room, where that is not the track's; may be empty.
    pub room: &'a str,
    /// The colour of its edge: its theme.
    pub colour: Colour,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    programme: &'a Programme<'a>,
    qr: String,
}

/// A programme on A4; with more than two tracks, across.
///
/// # Errors
/// [`Error::Nothing`] without a session, [`Error::QrCode`] for a link that no QR code holds.
pub fn programme(about: &About<'_>, head: &Head<'_>, programme: &Programme<'_>) -> Result<Vec<u8>, Error> {
    if programme.days.iter().all(|day| day.rows.is_empty() || day.tracks.is_empty()) {
        return Err(Error::Nothing);
    }
    let qr = if programme.link.is_empty() { String::new() } else { code::qr(programme.link)? };
    press::print("programme.typ", about, head, Body { programme, qr })
}
