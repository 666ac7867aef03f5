//! What a result row shows, kept in the index so that a page of results needs no database.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    indexer::CopyFacts,
    model::Status,
    record::{Drawn, Form},
};

/// Letters of the summary that are kept: enough to find the passage with the words of a query.
const SUMMARY: usize = 600;

/// A record as a row of results.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Its short number.
    #[serde(rename = "n")]
    pub number: i64,
    /// The title proper, as it stands on the cover.
    #[serde(rename = "t")]
    pub title: String,
    /// The rest of the title.
    #[serde(rename = "s", default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
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
    pub summary: String,
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
    /// When the first of those on loan is due back, in milliseconds since 1970.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub back: Option<i64>,
    /// Branch and shelf of the first copy one would take.
    #[serde(rename = "p", default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The file of its cover for lists; empty where the cover is drawn.
    #[serde(rename = "i", default, skip_serializing_if = "String::is_empty")]
    pub cover: String,
    /// Whether the public must not see it.
    #[serde(rename = "h", default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl Display {
    /// The row of a record with the copies it has; withdrawn ones are left out by the caller.
    pub(crate) fn of(number: i64, drawn: &Drawn, hidden: bool, copies: &[&CopyFacts]) -> Self {
        let is_reference = |copy: &&&CopyFacts| {
            copy.status == Status::Reference || (copy.status == Status::Available && !copy.lendable)
        };
        let free = || copies.iter().filter(|copy| copy.is_free());
        let first = free().next().or_else(|| copies.iter().find(is_reference)).or_else(|| copies.first());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            number,
            title: drawn.title.clone(),
            subtitle: drawn.subtitle.clone(),
            author: drawn.author_spoken(),
            year: drawn.year,
            form: drawn.form,
            extent: drawn.extent.clone(),
            language: drawn.language.clone(),
            summary: beginning(&drawn.summary, SUMMARY),
            call_number: drawn.call_number.clone(),
            class: drawn.ddc_class(),
            copies: count(copies.len()),
            free: count(free().count()),
            reference: count(copies.iter().filter(is_reference).count()),
            back: copies.iter().filter_map(|copy| copy.due_at).min().map(Timestamp::as_millisecond),
            place: first.map(|copy| place(&copy.branch_name, &copy.shelf)).unwrap_or_default(),
            cover: String::new(),
            hidden,
        }
    }

    /// Title and subtitle in one line.
    pub fn full_title(&self) -> String {
        match (self.title.as_str(), self.subtitle.as_str()) {
            (title, "") => title.to_owned(),
            ("", subtitle) => subtitle.to_owned(),
            (title, subtitle) => format!("{title}: {subtitle}"),
        }
    }

    /// When the first copy on loan is due back.
    pub fn back_at(&self) -> Option<Timestamp> {
        self.back.and_then(|millis| Timestamp::from_millisecond(millis).ok())
    }

    /// The text for the index.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The row in the text of a hit; an empty row when an older program wrote it in another form.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// `Cabang Tomohon Utara, rak Gerbera`.
pub(crate) fn place(branch: &str, shelf: &str) -> String {
    if shelf.is_empty() { branch.to_owned() } else { format!("{branch}, {shelf}") }
}

/// The beginning of a text, at most about `letters` long and cut between words.
pub(crate) fn beginning(text: &str, letters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(letters) else { return text.to_owned() };
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", text[..cut].trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn copy(status: Status, lendable: bool, due: Option<i64>) -> CopyFacts {
        CopyFacts {
            record: kernel::Id::new(),
            barcode: "TMH-0000001".into(),
            call_number: String::new(),
            branch: "pusat".into(),
            branch_name: "Pusat".into(),
            shelf: "rak Gerbera".into(),
            status,
            lendable,
            due_at: due.map(|at| Timestamp::from_millisecond(at).unwrap()),
            loans: 0,
        }
    }

    fn row(copies: &[CopyFacts]) -> Display {
        let drawn = Drawn { title: "Krisan Kulo".into(), subtitle: "bunga putih".into(), ..Drawn::default() };
        Display::of(7, &drawn, false, &copies.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_what_stands_on_the_shelf_and_is_lent_counts_as_free() {
        let row = row(&[
            copy(Status::Available, true, Some(2_000)),
            copy(Status::Available, true, None),
            copy(Status::Available, false, None),
            copy(Status::Reference, true, None),
            copy(Status::Repair, true, None),
            copy(Status::Available, true, Some(1_000)),
        ]);
        assert_eq!((row.copies, row.free, row.reference, row.back), (6, 1, 2, Some(1_000)));
        assert_eq!(
            (row.full_title().as_str(), row.place.as_str()),
            ("Krisan Kulo: bunga putih", "Pusat, rak Gerbera")
        );
    }

    #[test]
    fn a_record_without_copies_has_a_row_too() {
        let row = row(&[]);
        assert_eq!((row.copies, row.free, row.back_at(), row.place.as_str()), (0, 0, None, ""));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(beginning("satu dua, tiga", 12), "satu dua …");
        assert_eq!(beginning("satu dua", 12), "satu dua");
        assert_eq!(beginning("éééééé", 3), "ééé …");
    }

    #[test]
    fn a_text_of_another_form_gives_an_empty_row() {
        assert_eq!(Display::from_text("\u{0}\u{1}"), Display::default());
    }

    proptest! {
        #[test]
        fn a_row_comes_back_from_its_text(
            number in any::<i64>(), texts in prop::array::uniform9(".*"), year in any::<Option<i32>>(),
            form in 0usize..Form::ALL.len(), class in any::<Option<u8>>(),
            counts in prop::array::uniform3(any::<u32>()), back in any::<Option<i64>>(), hidden in any::<bool>(),
        ) {
            let [title, subtitle, author, extent, language, summary, call_number, place, cover] = texts;
            let [copies, free, reference] = counts;
            let form = Form::ALL[form];
            let row = Display {
                number, title, subtitle, author, year, form, extent, language, summary, call_number, class, copies,
                free, reference, back, place, cover, hidden,
            };
            prop_assert_eq!(Display::from_text(&row.to_text()), row);
        }
    }
}
