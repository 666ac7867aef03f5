//! Opening a file without knowing which of the two formats it is in.

use std::io::{self, BufRead, BufReader, Read};

use thiserror::Error;

use crate::{BadRecord, Entry, iso2709, xml};

/// A format of files with MARC records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// ISO 2709, mostly `.mrc`.
    Iso2709,
    /// MARCXML, mostly `.xml`.
    MarcXml,
}

impl Format {
    /// The format of a file that begins with these bytes, of which 64 are enough; none if it is neither.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        let bytes = bytes.trim_ascii_start();
        if bytes.first() == Some(&b'<') {
            return Some(Self::MarcXml);
        }
        // A leader states the record's length first; where that is spoilt, the rest of it is known too.
        let has_length = bytes.len() > 5 && bytes.iter().take(5).all(u8::is_ascii_digit);
        let has_counts = bytes.get(10..12) == Some(b"22") || bytes.get(20..22) == Some(b"45");
        (has_length || has_counts).then_some(Self::Iso2709)
    }
}

/// Why a file was not opened.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file could not be read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// The file is neither ISO 2709 nor MARCXML.
    #[error("the file is neither ISO 2709 nor MARCXML")]
    UnknownFormat,
}

impl OpenError {
    /// A name for this error that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::UnknownFormat => "unknown-format",
        }
    }
}

/// The records of a file, whichever of the two formats it is in.
pub enum Records<R> {
    /// From ISO 2709.
    Iso2709(iso2709::Reader<BufReader<R>>),
    /// From MARCXML.
    MarcXml(xml::Reader<BufReader<R>>),
}

impl<R: Read> Records<R> {
    /// Looks at the beginning of `from` and reads it as what it is. An empty file has no records.
    ///
    /// # Errors
    /// When nothing can be read or it begins as neither format.
    pub fn open(from: R) -> Result<Self, OpenError> {
        let mut from = BufReader::with_capacity(64 << 10, from);
        let start = loop {
            match from.fill_buf() {
                Ok(start) => break start,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        };
        let format = if start.is_empty() { Some(Format::Iso2709) } else { Format::sniff(start) };
        match format {
            Some(Format::Iso2709) => Ok(Self::Iso2709(iso2709::Reader::new(from))),
            Some(Format::MarcXml) => Ok(Self::MarcXml(xml::Reader::new(from))),
            None => Err(OpenError::UnknownFormat),
        }
    }

    /// Which format it is.
    #[must_use]
    pub fn format(&self) -> Format {
        match self {
            Self::Iso2709(_) => Format::Iso2709,
            Self::MarcXml(_) => Format::MarcXml,
        }
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Entry, BadRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Iso2709(reader) => reader.next(),
            Self::MarcXml(reader) => reader.next(),
        }
    }
}
