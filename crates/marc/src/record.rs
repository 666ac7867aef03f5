//! The record itself: fields and subfields, with what cataloguing needs to read and edit them.

use std::fmt;

use crate::leader::{Leader, printable};

/// A field's tag: one to seven printable ASCII characters. MARC 21 has three; real MARCXML also has
/// four, which are kept, and which ISO 2709 cannot hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    bytes: [u8; 7],
    length: u8,
}

impl Tag {
    /// The tag in `text`, if it is one to seven printable ASCII characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(text.as_bytes())
    }

    pub(crate) fn from_bytes(from: &[u8]) -> Option<Self> {
        if from.is_empty() || from.len() > 7 || !from.iter().copied().all(printable) {
            return None;
        }
        let mut bytes = [0; 7];
        for (to, &byte) in bytes.iter_mut().zip(from) {
            *to = byte;
        }
        Some(Self { bytes, length: from.len() as u8 })
    }

    /// The tag's characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..usize::from(self.length)).unwrap_or_default())
            .unwrap_or_default()
    }

    /// Whether MARC 21 gives this tag to fields without indicators and subfields (00X).
    #[must_use]
    pub fn is_control(&self) -> bool {
        self.bytes.starts_with(b"00")
    }
}

impl From<&str> for Tag {
    /// For tags the program names. Never fails: text that is no tag becomes `???`, which nothing
    /// writes; use [`Tag::parse`] for what people type.
    fn from(text: &str) -> Self {
        Self::parse(text).unwrap_or(Self { bytes: *b"???\0\0\0\0", length: 3 })
    }
}

impl PartialEq<str> for Tag {
    fn eq(&self, other: &str) -> bool {
        self.bytes.get(..usize::from(self.length)) == Some(other.as_bytes())
    }
}

impl PartialEq<&str> for Tag {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

/// A subfield: its code and its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subfield {
    /// The code as it came; MARC 21 allows lower-case letters and digits.
    pub code: char,
    /// The text.
    pub value: String,
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// A field without indicators and subfields, such as 001 or 008.
    Control {
        /// The tag.
        tag: Tag,
        /// The text.
        value: String,
    },
    /// A field with indicators and subfields, such as 245.
    Data {
        /// The tag.
        tag: Tag,
        /// The first indicator as it came; a blank is a space.
        ind1: char,
        /// The second indicator as it came; a blank is a space.
        ind2: char,
        /// The subfields in their order.
        subfields: Vec<Subfield>,
    },
}

impl Field {
    /// A control field.
    #[must_use]
    pub fn control(tag: impl Into<Tag>, value: impl Into<String>) -> Self {
        Self::Control { tag: tag.into(), value: value.into() }
    }

    /// A data field without subfields yet; add them with [`Field::with`].
    #[must_use]
    pub fn data(tag: impl Into<Tag>, ind1: char, ind2: char) -> Self {
        Self::Data { tag: tag.into(), ind1, ind2, subfields: Vec::new() }
    }

    /// This field with one more subfield at its end; a control field stays as it is.
    #[must_use]
    pub fn with(mut self, code: char, value: impl Into<String>) -> Self {
        self.push(code, value);
        self
    }

    /// Adds a subfield at the end; false, and nothing changes, in a control field.
    pub fn push(&mut self, code: char, value: impl Into<String>) -> bool {
        match self {
            Self::Control { .. } => false,
            Self::Data { subfields, .. } => {
                subfields.push(Subfield { code, value: value.into() });
                true
            }
        }
    }

    /// Sets the first subfield of this code, or adds it at the end; false in a control field.
    pub fn set(&mut self, code: char, value: impl Into<String>) -> bool {
        let Self::Data { subfields, .. } = self else { return false };
        match subfields.iter_mut().find(|s| s.code == code) {
            Some(subfield) => subfield.value = value.into(),
            None => subfields.push(Subfield { code, value: value.into() }),
        }
        true
    }

    /// Removes every subfield of this code and says how many there were.
    pub fn remove(&mut self, code: char) -> usize {
        let Self::Data { subfields, .. } = self else { return 0 };
        let before = subfields.len();
        subfields.retain(|s| s.code != code);
        before - subfields.len()
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> Tag {
        match self {
            Self::Control { tag, .. } | Self::Data { tag, .. } => *tag,
        }
    }

    /// A control field's text.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Control { value, .. } => Some(value),
            Self::Data { .. } => None,
        }
    }

    /// Both indicators; blanks for a control field.
    #[must_use]
    pub fn indicators(&self) -> (char, char) {
        match self {
            Self::Control { .. } => (' ', ' '),
            Self::Data { ind1, ind2, .. } => (*ind1, *ind2),
        }
    }

    /// The subfields in their order; none for a control field.
    #[must_use]
    pub fn subfields(&self) -> &[Subfield] {
        match self {
            Self::Control { .. } => &[],
            Self::Data { subfields, .. } => subfields,
        }
    }

    /// The text of the first subfield with this code.
    #[must_use]
    pub fn sub(&self, code: char) -> Option<&str> {
        self.subs(code).next()
    }

    /// The texts of all subfields with this code.
    pub fn subs(&self, code: char) -> impl Iterator<Item = &str> {
        self.subfields().iter().filter(move |s| s.code == code).map(|s| s.value.as_str())
    }

    /// The texts of the subfields whose code is among `codes`, in the field's order, joined by a space;
    /// a control field's text whatever the codes.
    #[must_use]
    pub fn text(&self, codes: &str) -> String {
        if let Self::Control { value, .. } = self {
            return value.clone();
        }
        let mut text = String::new();
        for subfield in self.subfields().iter().filter(|s| codes.contains(s.code)) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&subfield.value);
        }
        text
    }
}

/// A MARC 21 record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record {
    /// The leader.
    pub leader: Leader,
    /// The fields in their order.
    pub fields: Vec<Field>,
}

impl Record {
    /// An empty record with this leader.
    #[must_use]
    pub fn new(leader: Leader) -> Self {
        Self { leader, fields: Vec::new() }
    }

    /// This record with one more field at its end.
    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// The text of the first control field with this tag.
    #[must_use]
    pub fn control(&self, tag: &str) -> Option<&str> {
        self.fields(tag).find_map(Field::value)
    }

    /// All fields with this tag, in their order.
    pub fn fields<'a>(&'a self, tag: &str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |f| f.tag() == *tag)
    }

    /// All fields whose tag fits a pattern in which `X` stands for any character, such as `6XX`.
    pub fn matching<'a>(&'a self, pattern: &str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| {
            let tag = field.tag();
            let tag = tag.as_str().as_bytes();
            tag.len() == pattern.len() && pattern.bytes().zip(tag).all(|(p, &t)| p == b'X' || p == t)
        })
    }

    /// The first field with this tag.
    #[must_use]
    pub fn first(&self, tag: &str) -> Option<&Field> {
        self.fields(tag).next()
    }

    /// The first field with this tag, to edit.
    pub fn first_mut(&mut self, tag: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|f| f.tag() == *tag)
    }

    /// [`Field::text`] of the first field with this tag; empty without one.
    #[must_use]
    pub fn text(&self, tag: &str, codes: &str) -> String {
        self.first(tag).map(|f| f.text(codes)).unwrap_or_default()
    }

    /// Adds a field at the end.
    pub fn push(&mut self, field: Field) {
        self.fields.push(field);
    }

    /// Puts a field behind the last one whose tag is not greater, so that a record sorted by tag stays
    /// sorted and fields of one tag keep their order. Returns its place.
    pub fn insert(&mut self, field: Field) -> usize {
        let place = self.fields.iter().rposition(|f| f.tag() <= field.tag()).map_or(0, |at| at + 1);
        self.fields.insert(place, field);
        place
    }

    /// Puts a field in the place of the first with its tag and removes the others of that tag, or
    /// inserts it as [`Record::insert`] does.
    pub fn set(&mut self, field: Field) {
        let tag = field.tag();
        let Some(place) = self.fields.iter().position(|f| f.tag() == tag) else {
            self.insert(field);
            return;
        };
        let mut at = 0;
        self.fields.retain(|f| {
            at += 1;
            at == place + 1 || f.tag() != tag
        });
        if let Some(to) = self.fields.get_mut(place) {
            *to = field;
        }
    }

    /// Removes every field with this tag and returns them.
    pub fn remove(&mut self, tag: &str) -> Vec<Field> {
        self.fields.extract_if(.., |f| f.tag() == *tag).collect()
    }

    /// Sorts the fields by tag; fields of one tag keep their order.
    pub fn sort(&mut self) {
        self.fields.sort_by_key(Field::tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Record {
        Record::default()
            .with(Field::control("001", "tmh-1"))
            .with(Field::data("245", '1', '0').with('a', "Laskar pelangi /").with('c', "Andrea Hirata."))
            .with(
                Field::data("650", ' ', '4')
                    .with('a', "Sekolah")
                    .with('z', "Belitung")
                    .with('z', "Indonesia"),
            )
            .with(Field::data("650", ' ', '4').with('a', "Guru"))
    }

    #[test]
    fn fields_and_subfields_are_found_by_tag_and_code() {
        let record = sample();
        assert_eq!(record.control("001"), Some("tmh-1"));
        assert_eq!(record.control("245"), None);
        assert_eq!(record.fields("650").count(), 2);
        assert_eq!(record.matching("6XX").count(), 2);
        assert_eq!(record.first("650").unwrap().subs('z').collect::<Vec<_>>(), ["Belitung", "Indonesia"]);
        assert_eq!(record.first("245").unwrap().sub('b'), None);
        assert_eq!(record.text("245", "ca"), "Laskar pelangi / Andrea Hirata.");
        assert_eq!(record.text("100", "a"), "");
    }

    #[test]
    fn an_inserted_field_stands_behind_its_equals_and_before_greater_tags() {
        let mut record = sample();
        assert_eq!(record.insert(Field::data("650", ' ', '4').with('a', "Murid")), 4);
        assert_eq!(record.insert(Field::data("100", '1', ' ').with('a', "Hirata, Andrea")), 1);
        assert_eq!(record.insert(Field::control("000", "x")), 0);
    }

    #[test]
    fn setting_a_field_replaces_all_of_its_tag_in_the_first_ones_place() {
        let mut record = sample();
        record.set(Field::data("650", ' ', '7').with('a', "Pendidikan"));
        assert_eq!(record.fields.len(), 3);
        assert_eq!(record.text("650", "a"), "Pendidikan");
        record.set(Field::control("003", "ID-TmP"));
        assert_eq!(record.fields[1].value(), Some("ID-TmP"));
    }

    #[test]
    fn removing_gives_back_what_was_removed() {
        let mut record = sample();
        assert_eq!(record.remove("650").len(), 2);
        assert_eq!(record.fields.len(), 2);
        let title = record.first_mut("245").unwrap();
        assert_eq!(title.remove('c'), 1);
        assert!(title.set('a', "Sang pemimpi"));
        assert_eq!(record.text("245", "ac"), "Sang pemimpi");
    }

    #[test]
    fn a_tag_is_one_to_seven_printable_characters() {
        assert_eq!(Tag::parse("245").unwrap(), "245");
        assert_eq!(Tag::parse("9999").unwrap(), "9999");
        assert!(Tag::parse("").is_none() && Tag::parse("12345678").is_none() && Tag::parse("24é").is_none());
        assert_eq!(Tag::from("terlalu panjang"), "???");
    }
}
