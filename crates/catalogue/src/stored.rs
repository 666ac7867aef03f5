//! The bytes of a record as the database keeps them: ISO 2709 in UTF-8 as it came; what came otherwise is
//! converted once. What is too long for ISO 2709 is kept as MARCXML. What neither can hold whole is not kept: nobody
//! is told that a record is saved of which a field is missing.

use kernel::{Message, Refusal};
use marc::{
    Encoding, Entry, Record, Warning,
    iso2709::{self, WriteError},
    xml,
};
use store::{Error, Result};

/// Why a record cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The tag of the field, where it is one; else `LDR`.
    tag: String,
    /// Whether its tag is what no record has; else its text, or it as a whole.
    is_tag: bool,
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        let key = if unfit.is_tag { "record-unfit-tag" } else { "record-unfit-field" };
        Refusal::of_field("lines", Message::new(key).with("tag", unfit.tag)).into()
    }
}

/// The bytes to keep of a record that was read from a file.
///
/// # Errors
/// As [`bytes_for`].
pub fn bytes_of(entry: &Entry) -> Result<Vec<u8>, Unfit> {
    if keeps_its_bytes(entry) { Ok(entry.raw.clone()) } else { bytes_for(&entry.record) }
}

/// Whether characters of the record could not be read. What stands in their place would be kept and shown as the
/// record's own text, so the record is for people to mend. A NUL in bytes that are kept as they came is no text
/// and costs nothing.
pub fn is_spoilt(entry: &Entry) -> bool {
    entry.warnings.iter().any(|warning| match warning {
        Warning::CharactersReplaced { .. } => true,
        Warning::NulReplaced { .. } => !keeps_its_bytes(entry),
        _ => false,
    })
}

/// The bytes to keep of a record made here.
///
/// # Errors
/// When a field is such that neither ISO 2709 nor MARCXML holds it as it is.
pub fn bytes_for(record: &Record) -> Result<Vec<u8>, Unfit> {
    match iso2709::to_vec(record) {
        Ok(bytes) => Ok(bytes),
        Err(WriteError::Tag(tag)) => Err(Unfit { tag: tag.to_string(), is_tag: true }),
        Err(error) if error.fits_marcxml() => {
            let (text, altered) = xml::to_string(record);
            match altered.first() {
                None => Ok(text.into_bytes()),
                Some(alteration) => {
                    let tag = alteration.tag().map_or_else(|| "LDR".to_owned(), |tag| tag.to_string());
                    Err(Unfit { tag, is_tag: false })
                }
            }
        }
        Err(WriteError::Separator(tag)) => Err(Unfit { tag: tag.to_string(), is_tag: false }),
        Err(_) => Err(Unfit { tag: "LDR".to_owned(), is_tag: false }),
    }
}

/// Whether the bytes are MARCXML, which a record is kept as when it is too long for ISO 2709.
pub fn is_xml(bytes: &[u8]) -> bool {
    bytes.first() == Some(&b'<')
}

/// What MARCXML can say of the record: two that differ only in what it cannot (encoding, lengths, an indicator
/// its schema forbids) read alike.
///
/// # Errors
/// As [`read`].
pub fn as_xml(bytes: &[u8]) -> Result<String> {
    let mut record = read(bytes)?;
    for position in (0..5).chain(12..17) {
        record.leader.set(position, ' ');
    }
    Ok(xml::to_string(&record).0)
}

/// Whether the bytes are whole ISO 2709 records in UTF-8.
fn keeps_its_bytes(entry: &Entry) -> bool {
    let misstated = entry.warnings.iter().find_map(|warning| match warning {
        Warning::EncodingMisstated { found } => Some(*found),
        _ => None,
    });
    let stated = if entry.record.leader.at(9) == 'a' { Encoding::Utf8 } else { Encoding::Marc8 };
    let plain = entry.raw.iter().all(|byte| byte.is_ascii() && *byte != 0x1B);
    let whole = entry.raw.first() != Some(&b'<') && entry.raw.last() == Some(&0x1D);
    whole && (plain || misstated.unwrap_or(stated) == Encoding::Utf8)
}

/// The record in bytes of the database.
///
/// # Errors
/// [`Error::Shape`] when they are none, which only damage can cause.
pub fn read(bytes: &[u8]) -> Result<Record> {
    let entry =
        if is_xml(bytes) { xml::Reader::new(bytes).next() } else { iso2709::Reader::new(bytes).next() };
    match entry {
        Some(Ok(entry)) => Ok(entry.record),
        Some(Err(bad)) => Err(Error::Shape(bad.to_string())),
        None => Err(Error::Shape("an empty record".into())),
    }
}

#[cfg(test)]
mod tests {
    use marc::Field;

    use super::*;

    #[test]
    fn what_no_form_can_hold_is_not_kept_and_said_by_its_tag() {
        let tag = |field: Field| bytes_for(&Record::default().with(field)).unwrap_err().tag;
        assert_eq!(tag(Field::data("24", '1', '0').with('a', "Hilang")), "24");
        assert_eq!(tag(Field::data("500", ' ', ' ').with('a', "satu\u{1E}dua")), "500");
        // Too long for ISO 2709, and with a sign XML forbids.
        assert_eq!(tag(Field::data("520", ' ', ' ').with('a', "\u{1}".repeat(10_000))), "520");
    }

    #[test]
    fn what_is_only_too_long_is_kept_as_marcxml_and_comes_back_the_same() {
        let long =
            Record::default().with(Field::data("520", ' ', ' ').with('a', "kata ".repeat(3_000).trim()));
        let bytes = bytes_for(&long).unwrap();
        assert!(is_xml(&bytes));
        assert_eq!(read(&bytes).unwrap(), long);
    }
}
