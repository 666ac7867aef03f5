//! What a reader hands back: a record with what was mended, or the bytes that are none and why.

use std::io;

use thiserror::Error;

use crate::{Record, Tag};

/// A character encoding of ISO 2709 records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Unicode, leader position 9 is `a`.
    Utf8,
    /// MARC-8: ASCII and ANSEL with escape sequences to other scripts.
    Marc8,
}

/// A record that was read, with its place in the file and its bytes as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record's number in the file, from 1, bad ones counted.
    pub number: u64,
    /// Where it begins in the file, in bytes from 0.
    pub position: u64,
    /// Its bytes as they came: store these to hand back the same.
    pub raw: Vec<u8>,
    /// The record.
    pub record: Record,
    /// What was not as it should be and how it was read all the same.
    pub warnings: Vec<Warning>,
}

impl Entry {
    /// Whether writing the record as ISO 2709 gives exactly the bytes that were read. When it does, the
    /// bytes need not be stored beside the record.
    #[must_use]
    pub fn rewrites_exactly(&self) -> bool {
        crate::iso2709::to_vec(&self.record).is_ok_and(|bytes| bytes == self.raw)
    }
}

/// Something not as it should be that did not stop a record from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The leader says one encoding and the text is in the other, which was used.
    EncodingMisstated {
        /// The encoding in which the text was read.
        found: Encoding,
    },
    /// Characters that could not be converted, each replaced by U+FFFD, or by U+3013 (〓) where a Chinese,
    /// Japanese or Korean MARC-8 character stood.
    CharactersReplaced {
        /// How many.
        count: u32,
    },
    /// NUL characters, which no field may hold, each replaced by U+FFFD.
    NulReplaced {
        /// How many.
        count: u32,
    },
    /// The leader was not 24 printable characters.
    LeaderMended,
    /// The leader states another record length than it has.
    LengthMisstated,
    /// The leader states another start of the data than it has.
    BaseMisstated,
    /// The directory's lengths are wrong; the fields were told apart by their terminators.
    DirectoryMended,
    /// Some of the record's data belongs to no field of the directory and was left out.
    DataUnreferenced,
    /// The last record terminator of the file is missing.
    TerminatorMissing,
    /// A field outside 00X has no subfields; it was kept as a control field.
    SubfieldsMissing(Tag),
    /// A 00X field has subfields; it was kept as a data field.
    SubfieldsUnexpected(Tag),
    /// Not exactly two indicators of one character each; missing ones became blanks.
    IndicatorsMended(Tag),
    /// Text before the first subfield code, or a subfield without code, was kept as `$a`.
    CodeMissing(Tag),
    /// A subfield with neither code nor text was left out.
    SubfieldEmpty(Tag),
}

impl Warning {
    /// A name for this warning that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::EncodingMisstated { .. } => "encoding-misstated",
            Self::CharactersReplaced { .. } => "characters-replaced",
            Self::NulReplaced { .. } => "nul-replaced",
            Self::LeaderMended => "leader-mended",
            Self::LengthMisstated => "length-misstated",
            Self::BaseMisstated => "base-misstated",
            Self::DirectoryMended => "directory-mended",
            Self::DataUnreferenced => "data-unreferenced",
            Self::TerminatorMissing => "terminator-missing",
            Self::SubfieldsMissing(_) => "subfields-missing",
            Self::SubfieldsUnexpected(_) => "subfields-unexpected",
            Self::IndicatorsMended(_) => "indicators-mended",
            Self::CodeMissing(_) => "code-missing",
            Self::SubfieldEmpty(_) => "subfield-empty",
        }
    }

    /// The tag of the field concerned, if it concerns one.
    #[must_use]
    pub fn tag(&self) -> Option<Tag> {
        match self {
            Self::SubfieldsMissing(tag)
            | Self::SubfieldsUnexpected(tag)
            | Self::IndicatorsMended(tag)
            | Self::CodeMissing(tag)
            | Self::SubfieldEmpty(tag) => Some(*tag),
            _ => None,
        }
    }
}

/// A part of a file that is no record. Reading goes on behind it, except after [`Reason::Io`] and
/// [`Reason::Doctype`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("record {number} at byte {position}: {reason}")]
pub struct BadRecord {
    /// Its number in the file, from 1, good ones counted.
    pub number: u64,
    /// Where it begins in the file, in bytes from 0.
    pub position: u64,
    /// Why it is none.
    pub reason: Reason,
    /// Its bytes as they came, to be mended and read again.
    pub bytes: Vec<u8>,
}

/// Why something is not a record.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Fewer bytes than a leader and an empty directory.
    #[error("too short for a record")]
    TooShort,
    /// More bytes than a record may have; ISO 2709 allows 99,999, MARCXML is read up to
    /// [`crate::xml::MAX_RECORD`]. Longer runs come in pieces.
    #[error("too long for a record")]
    TooLong,
    /// The file or the record ends in the middle.
    #[error("the record is cut off")]
    Truncated,
    /// The directory is not whole entries of tag, length and start, or does not end.
    #[error("the directory is broken")]
    Directory,
    /// The directory's lengths and starts do not fit the data, which cannot be told apart otherwise.
    #[error("the directory does not fit the data")]
    FieldBounds,
    /// A tag that is not printable ASCII, or is missing, or has more than seven characters.
    #[error("a tag is not readable")]
    Tag,
    /// A MARCXML record without leader and fields.
    #[error("the record is empty")]
    Empty,
    /// Not well-formed XML.
    #[error("not well-formed XML")]
    Syntax,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Elements nested deeper than 64.
    #[error("elements are nested too deep")]
    Depth,
    /// More than 256 attributes on an element.
    #[error("too many attributes")]
    Attributes,
    /// A document type declaration, which is never read; nothing behind it is.
    #[error("a document type declaration is not allowed")]
    Doctype,
    /// The file could not be read further.
    #[error("reading failed: {0}")]
    Io(io::ErrorKind),
}

impl Reason {
    /// A name for this reason that stays the same, for translations and reports.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::Truncated => "truncated",
            Self::Directory => "directory",
            Self::FieldBounds => "field-bounds",
            Self::Tag => "tag",
            Self::Empty => "empty",
            Self::Syntax => "syntax",
            Self::NotUtf8 => "not-utf8",
            Self::Depth => "depth",
            Self::Attributes => "attributes",
            Self::Doctype => "doctype",
            Self::Io(_) => "io",
        }
    }
}
