//! The text of ISO 2709 records: UTF-8, or MARC-8 with its escape sequences, and which of the two it is.
//!
//! Source: MARC 21 Specifications, Character Sets and Encoding Options, part 2: MARC-8 (Library of Congress).

mod tables;

use memchr::{memchr, memmem};
use unicode_normalization::UnicodeNormalization;

use crate::{Encoding, Warning};
use tables::{Set, lookup};

const ESCAPE: u8 = 0x1B;
/// Stands for a character of the East Asian set (EACC), whose 15,000 characters are not converted.
const GETA: char = '〓';

/// Decodes the text of one record, counting the characters it had to replace.
pub(crate) struct Decoder {
    encoding: Encoding,
    replaced: u32,
    nuls: u32,
}

impl Decoder {
    /// The decoder for a record's data: the encoding that the leader claims unless the bytes prove it wrong.
    pub(crate) fn choose(claims_utf8: bool, data: &[u8], warnings: &mut Vec<Warning>) -> Self {
        let claimed = if claims_utf8 { Encoding::Utf8 } else { Encoding::Marc8 };
        let found =
            if claims_utf8 { found_where_utf8_is_claimed(data) } else { found_where_marc8_is_claimed(data) };
        if found != claimed {
            warnings.push(Warning::EncodingMisstated { found });
        }
        Self { encoding: found, replaced: 0, nuls: 0 }
    }

    pub(crate) fn is_utf8(&self) -> bool {
        self.encoding == Encoding::Utf8
    }

    pub(crate) fn replaced(&self) -> u32 {
        self.replaced
    }

    pub(crate) fn nuls(&self) -> u32 {
        self.nuls
    }

    pub(crate) fn decode(&mut self, bytes: &[u8]) -> String {
        let text = self.convert(bytes);
        let nul = text.matches('\0').count();
        if nul == 0 {
            return text;
        }
        // No field may hold one, and neither JSON in a database nor a page can.
        self.nuls = self.nuls.saturating_add(u32::try_from(nul).unwrap_or(u32::MAX));
        text.replace('\0', "\u{FFFD}")
    }

    fn convert(&mut self, bytes: &[u8]) -> String {
        match self.encoding {
            Encoding::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => self.utf8_lossy(bytes),
            },
            Encoding::Marc8 => match std::str::from_utf8(bytes) {
                Ok(text) if plain(bytes) => text.to_owned(),
                _ => self.marc8(bytes),
            },
        }
    }

    fn utf8_lossy(&mut self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() + 3);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
                self.replaced += 1;
            }
        }
        text
    }

    fn marc8(&mut self, bytes: &[u8]) -> String {
        let mut reading =
            Reading { sets: [Set::Ascii, Set::Ansel], text: String::new(), marks: String::new() };
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte == ESCAPE {
                if let Some(used) = reading.escape(after) {
                    rest = after.get(used..).unwrap_or_default();
                } else {
                    self.replaced += 1;
                }
            } else if let Some((c, used)) = ncr(byte, after) {
                reading.put(c);
                rest = after.get(used..).unwrap_or_default();
            } else if matches!(byte, 0x00..=0x20 | 0x7F) {
                reading.put(char::from(byte));
            } else {
                let set = reading.sets[usize::from(byte >= 0x80)];
                match lookup(set, byte & 0x7F) {
                    _ if set == Set::EastAsian => {
                        reading.put(GETA);
                        self.replaced += 1;
                        // Three bytes make a character; a control character would mean it was cut.
                        let more = after.iter().take(2).take_while(|b| **b & 0x7F > 0x20).count();
                        rest = after.get(more..).unwrap_or_default();
                    }
                    Some(c) if tables::is_combining(c) => reading.marks.push(c),
                    Some(c) => reading.put(c),
                    None => {
                        reading.put(char::REPLACEMENT_CHARACTER);
                        self.replaced += 1;
                    }
                }
            }
        }
        reading.text.push_str(&reading.marks);
        reading.text.nfc().collect()
    }
}

/// Where decoding stands: the sets for low and high bytes, the text so far, and the diacritics that in
/// MARC-8 come before their letter and in Unicode behind it.
struct Reading {
    sets: [Set; 2],
    text: String,
    marks: String,
}

impl Reading {
    fn put(&mut self, c: char) {
        self.text.push(c);
        self.text.push_str(&self.marks);
        self.marks.clear();
    }

    /// Follows the escape sequence that stands behind an escape character; its length, or none if it is
    /// not one of MARC-8.
    fn escape(&mut self, after: &[u8]) -> Option<usize> {
        let (half, set, used) = match *after {
            [b's', ..] => (0, Set::Ascii, 1),
            [b'g', ..] => (0, Set::GreekSymbols, 1),
            [b'b', ..] => (0, Set::Subscript, 1),
            [b'p', ..] => (0, Set::Superscript, 1),
            [b'(' | b',', b'!', b'E', ..] => (0, Set::Ansel, 3),
            [b')' | b'-', b'!', b'E', ..] => (1, Set::Ansel, 3),
            [b'$', b')' | b'-', b'1', ..] => (1, Set::EastAsian, 3),
            [b'$', b',' | b'(', b'1', ..] => (0, Set::EastAsian, 3),
            [b'$', b'1', ..] => (0, Set::EastAsian, 2),
            [b'(' | b',', last, ..] => (0, Set::named(last)?, 2),
            [b')' | b'-', last, ..] => (1, Set::named(last)?, 2),
            _ => return None,
        };
        self.sets[half] = set;
        Some(used)
    }
}

/// Whether bytes read the same in MARC-8 as in ASCII.
fn plain(bytes: &[u8]) -> bool {
    bytes.is_ascii() && memchr(ESCAPE, bytes).is_none() && memmem::find(bytes, b"&#x").is_none()
}

/// The character of a numeric character reference `&#xXXXX;` that begins with this byte, and how many of
/// the bytes behind it belong to it.
fn ncr(byte: u8, after: &[u8]) -> Option<(char, usize)> {
    let hex = after.strip_prefix(b"#x").filter(|_| byte == b'&')?;
    let end = hex.iter().take(7).position(|&b| b == b';')?;
    let number = std::str::from_utf8(hex.get(..end)?).ok()?;
    // The text form accepts a sign, a reference does not.
    let number = u32::from_str_radix(number, 16).ok().filter(|_| !number.starts_with('+'))?;
    let c = char::from_u32(number).filter(|c| !c.is_control())?;
    Some((c, end + 3))
}

fn found_where_utf8_is_claimed(data: &[u8]) -> Encoding {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    if std::str::from_utf8(data).is_ok() {
        return Encoding::Utf8;
    }
    for chunk in data.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // One spoilt character among many sound ones is a spoilt character; otherwise the claim is wrong.
    if sound > broken { Encoding::Utf8 } else { Encoding::Marc8 }
}

fn found_where_marc8_is_claimed(data: &[u8]) -> Encoding {
    // In MARC-8 a diacritic comes before an ASCII letter, which is never so in UTF-8.
    if !data.is_ascii() && memchr(ESCAPE, data).is_none() && std::str::from_utf8(data).is_ok() {
        Encoding::Utf8
    } else {
        Encoding::Marc8
    }
}
