//! What a result row shows, kept in the index so that a page of results needs no database.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    indexer::CopyFacts,
    model::Status,
    record::{Drawn, Form},
};

/// Letters of the summary a row shows, about.
const GIST: usize = 240;

/// A record as a row of results.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Its short number.
    #[serde(rename = "n")]
    pub number: i64,
    /// Title and subtitle.
    #[serde(rename = "t")]
    pub title: String,
    /// The first author as people say the name.
    #[serde(rename = "a", default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Year of publication.
    #[serde(rename = "y", default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// What kind of thing.
    #[serde(rename = "f")]
    pub form: Form,
    /// Pages or minutes.
    #[serde(rename = "e", default, skip_serializing_if = "String::is_empty")]
    pub extent: String,
    /// Code of the language.
    #[serde(rename = "l", default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The beginning of the summary.
    #[serde(rename = "g", default, skip_serializing_if = "String::is_empty")]
    pub gist: String,
    /// Call number.
    #[serde(rename = "c", default, skip_serializing_if = "String::is_empty")]
    pub call_number: String,
    /// Dewey hundred.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub class: Option<u8>,
    /// Copies, withdrawn ones not counted.
    #[serde(rename = "k", default)]
    pub copies: u32,
    /// How many of them can be borrowed now.
    #[serde(rename = "v", default)]
    pub free: u32,
    /// How many are read in the library only.
    #[serde(rename = "r", default)]
    pub reference: u32,
    /// When the first of those on loan is due back.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub back: Option<i64>,
    /// Branch and shelf of the first copy one would take.
    #[serde(rename = "p", default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether the public must not see it.
    #[serde(rename = "h", default)]
    pub hidden: bool,
}

impl Display {
    pub(crate) fn of(number: i64, drawn: &Drawn, hidden: bool, copies: &[&CopyFacts]) -> Self {
        let is_reference = |copy: &&&CopyFacts| {
            copy.status == Status::Reference || (copy.status == Status::Available && !copy.lendable)
        };
        let free = || copies.iter().filter(|copy| copy.is_free());
        let first = free().next().or_else(|| copies.iter().find(is_reference)).or_else(|| copies.first());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            number,
            title: drawn.full_title(),
            author: drawn.author_spoken(),
            year: drawn.year,
            form: drawn.form,
            extent: drawn.extent.clone(),
            language: drawn.language.clone(),
            gist: gist(&drawn.summary),
            call_number: drawn.call_number.clone(),
            class: drawn.ddc_class(),
            copies: count(copies.len()),
            free: count(free().count()),
            reference: count(copies.iter().filter(is_reference).count()),
            back: copies.iter().filter_map(|copy| copy.due_at).min().map(Timestamp::as_millisecond),
            place: first.map(|copy| place(&copy.branch_name, &copy.shelf)).unwrap_or_default(),
            hidden,
        }
    }

    /// When the first copy on loan is due back.
    pub fn back_at(&self) -> Option<Timestamp> {
        self.back.and_then(|millis| Timestamp::from_millisecond(millis).ok())
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The row in the bytes of a hit.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }
}

fn place(branch: &str, shelf: &str) -> String {
    if shelf.is_empty() { branch.to_owned() } else { format!("{branch}, {shelf}") }
}

/// The beginning of a text, cut between words.
fn gist(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(GIST) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':', '.']))
}
