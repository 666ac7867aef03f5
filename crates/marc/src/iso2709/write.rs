//! Writing ISO 2709: always UTF-8, lengths computed, limits kept.

use std::io;

use thiserror::Error;

use super::{ENTRY, FIELD_END, LEADER, MAX_FIELD, MAX_RECORD, RECORD_END, SUBFIELD};
use crate::{Field, Record, Tag};

/// Why a record cannot be written as ISO 2709. The record is unharmed; [`crate::xml`] has no such limits.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// More than 99,999 bytes.
    #[error("the record has {bytes} bytes and ISO 2709 allows 99,999: write it as MARCXML")]
    RecordTooLong {
        /// How many bytes it would have.
        bytes: usize,
    },
    /// A field of more than 9,999 bytes.
    #[error("field {tag} has {bytes} bytes and ISO 2709 allows 9,999: write the record as MARCXML")]
    FieldTooLong {
        /// The field's tag.
        tag: Tag,
        /// How many bytes it would have.
        bytes: usize,
    },
    /// A tag that is not three characters.
    #[error("tag {0} is not three characters, which ISO 2709 requires")]
    Tag(Tag),
    /// Text with one of the three characters that end subfields, fields and records.
    #[error("field {0} contains a separator of ISO 2709 (U+001D, U+001E or U+001F) in its text")]
    Separator(Tag),
    /// The record was not written because writing failed.
    #[error("writing failed")]
    Io(#[from] io::Error),
}

impl WriteError {
    /// A name for this error that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::RecordTooLong { .. } => "record-too-long",
            Self::FieldTooLong { .. } => "field-too-long",
            Self::Tag(_) => "tag",
            Self::Separator(_) => "separator",
            Self::Io(_) => "io",
        }
    }

    /// Whether the same record can be written as MARCXML.
    #[must_use]
    pub fn fits_marcxml(&self) -> bool {
        matches!(self, Self::RecordTooLong { .. } | Self::FieldTooLong { .. })
    }
}

/// Writes a record, all of it or nothing.
///
/// # Errors
/// When the record does not fit ISO 2709 or writing fails.
pub fn write(record: &Record, to: &mut impl io::Write) -> Result<(), WriteError> {
    Ok(to.write_all(&to_vec(record)?)?)
}

/// The record as ISO 2709 in UTF-8. Leader positions 0–4 and 12–16 are computed, 9–11 become `a22` and
/// 20–21 `45`, which is what is written; the others stay.
///
/// # Errors
/// When the record does not fit ISO 2709.
pub fn to_vec(record: &Record) -> Result<Vec<u8>, WriteError> {
    let base = LEADER + ENTRY * record.fields.len() + 1;
    let mut bytes = Vec::with_capacity(base * 4);
    bytes.resize(base, FIELD_END);
    for (number, field) in record.fields.iter().enumerate() {
        let start = bytes.len();
        put_field(field, &mut bytes)?;
        let tag = field.tag();
        let length = bytes.len() - start;
        if length > MAX_FIELD {
            return Err(WriteError::FieldTooLong { tag, bytes: length });
        }
        // Starts past five digits make the record too long, which is found below.
        let entry = LEADER + ENTRY * number;
        put_text(tag.as_str().as_bytes(), &mut bytes, entry);
        put_digits(length, 4, &mut bytes, entry + 3);
        put_digits(start - base, 5, &mut bytes, entry + 7);
    }
    bytes.push(RECORD_END);
    if bytes.len() > MAX_RECORD {
        return Err(WriteError::RecordTooLong { bytes: bytes.len() });
    }
    put_text(record.leader.as_bytes(), &mut bytes, 0);
    put_digits(bytes.len(), 5, &mut bytes, 0);
    put_text(b"a22", &mut bytes, 9);
    put_digits(base, 5, &mut bytes, 12);
    put_text(b"45", &mut bytes, 20);
    Ok(bytes)
}

fn put_field(field: &Field, bytes: &mut Vec<u8>) -> Result<(), WriteError> {
    let tag = field.tag();
    if tag.as_str().len() != 3 {
        return Err(WriteError::Tag(tag));
    }
    let start = bytes.len();
    let mut separators = 0;
    match field {
        Field::Control { value, .. } => bytes.extend_from_slice(value.as_bytes()),
        Field::Data { ind1, ind2, subfields, .. } => {
            put_char(*ind1, bytes);
            put_char(*ind2, bytes);
            for subfield in subfields {
                bytes.push(SUBFIELD);
                put_char(subfield.code, bytes);
                bytes.extend_from_slice(subfield.value.as_bytes());
            }
            separators = subfields.len();
        }
    }
    let text = bytes.get(start..).unwrap_or_default();
    if memchr::memchr3_iter(RECORD_END, FIELD_END, SUBFIELD, text).count() != separators {
        return Err(WriteError::Separator(tag));
    }
    bytes.push(FIELD_END);
    Ok(())
}

fn put_char(c: char, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn put_text(text: &[u8], bytes: &mut [u8], at: usize) {
    for (to, &from) in bytes.iter_mut().skip(at).zip(text) {
        *to = from;
    }
}

fn put_digits(number: usize, width: usize, bytes: &mut [u8], at: usize) {
    let mut rest = number;
    for to in bytes.iter_mut().skip(at).take(width).rev() {
        *to = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}
