//! The leader: the 24 positions at the head of a record.

use std::fmt;

/// The 24 positions at the head of a record, always printable ASCII.
///
/// Positions 0–4 and 12–16 are lengths that mean something only inside an ISO 2709 file; writing
/// computes them anew.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Leader([u8; 24]);

impl Leader {
    /// The leader found in `bytes` and whether it had to be mended: cut or filled with blanks to 24
    /// positions, unprintable bytes made blank.
    #[must_use]
    pub fn mend(bytes: &[u8]) -> (Self, bool) {
        let mut leader = [b' '; 24];
        let mut mended = bytes.len() != 24;
        for (to, &from) in leader.iter_mut().zip(bytes) {
            if printable(from) {
                *to = from;
            } else {
                mended = true;
            }
        }
        (Self(leader), mended)
    }

    /// The leader in `text`, if it is 24 printable ASCII characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (leader, mended) = Self::mend(text.as_bytes());
        (!mended).then_some(leader)
    }

    /// The 24 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The 24 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 24] {
        &self.0
    }

    /// The character at a position counted from 0; a blank past position 23.
    #[must_use]
    pub fn at(&self, position: usize) -> char {
        self.0.get(position).copied().map_or(' ', char::from)
    }

    /// Sets the character at a position; false, and nothing changes, past position 23 or when the
    /// character is not printable ASCII.
    pub fn set(&mut self, position: usize, character: char) -> bool {
        match (self.0.get_mut(position), u8::try_from(character)) {
            (Some(to), Ok(byte)) if printable(byte) => {
                *to = byte;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn number(&self, from: usize, to: usize) -> Option<usize> {
        digits(self.0.get(from..to)?)
    }

    pub(crate) fn put(&mut self, at: usize, bytes: &[u8]) {
        for (to, &from) in self.0.iter_mut().skip(at).zip(bytes) {
            *to = from;
        }
    }
}

impl Default for Leader {
    /// A new book described by RDA with ISBD punctuation, in Unicode.
    fn default() -> Self {
        Self(*b"00000nam a2200000 i 4500")
    }
}

impl fmt::Display for Leader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Leader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

pub(crate) fn printable(byte: u8) -> bool {
    (0x20..=0x7E).contains(&byte)
}

/// The number in ASCII digits, nothing else allowed.
pub(crate) fn digits(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + usize::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_is_mended_to_24_printable_positions() {
        let (leader, mended) = Leader::mend(b"00000nam\x00a22");
        assert!(mended);
        assert_eq!(leader.as_str(), "00000nam a22            ");
        assert_eq!(Leader::parse("short"), None);
        let mut leader = Leader::default();
        assert!(leader.set(6, 'e'));
        assert!(!leader.set(24, 'e'));
        assert!(!leader.set(6, 'é'));
        assert_eq!((leader.at(6), leader.at(99)), ('e', ' '));
    }
}
