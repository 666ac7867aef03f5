//! The bytes of a record as the database keeps them: ISO 2709 in UTF-8 as it came; what came otherwise is
//! converted once. What ISO 2709 cannot hold is kept as MARCXML.

use marc::{Encoding, Entry, Record, Warning, iso2709, xml};
use store::{Error, Result};

/// The bytes to keep of a record that was read from a file.
pub fn bytes_of(entry: &Entry) -> Vec<u8> {
    if keeps_its_bytes(entry) { entry.raw.clone() } else { bytes_for(&entry.record) }
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
pub fn bytes_for(record: &Record) -> Vec<u8> {
    iso2709::to_vec(record).unwrap_or_else(|_| xml::to_string(record).0.into_bytes())
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
    let entry = match bytes.first() {
        Some(b'<') => xml::Reader::new(bytes).next(),
        _ => iso2709::Reader::new(bytes).next(),
    };
    match entry {
        Some(Ok(entry)) => Ok(entry.record),
        Some(Err(bad)) => Err(Error::Shape(bad.to_string())),
        None => Err(Error::Shape("an empty record".into())),
    }
}
