//! Fields that only this library can read: a NIK and the like are sealed one by one, so that a stolen
//! database or backup shows none (reliability-security.md, "Personal data").
//!
//! A sealed field is `key number (1 byte) · nonce (24) · XChaCha20-Poly1305`, bound to its table, column and
//! row: moved to another place it does not open. To look one up, keep [`Vault::fingerprint`] beside it.
//!
//! Keys lie in a file of the library's own, outside data and backups. A new line `seal 2 …` in it replaces
//! the key from then on; what older ones sealed stays readable. Where the file is missing the library works,
//! and only what is sealed stays shut.
//!
//! ```
//! use kernel::Id;
//! use platform::vault::{Place, Vault};
//!
//! const NIK: Place = Place { table: "party", column: "nik" };
//! # fn main() -> store::Result<()> {
//! let (vault, person) = (Vault::fresh(), Id::<kernel::Person>::new());
//! let sealed = vault.seal(NIK, person, "7173010203040005")?;
//! assert_eq!(vault.open(NIK, person, &sealed)?, "7173010203040005");
//! # Ok(())
//! # }
//! ```

use std::{collections::BTreeMap, fmt::Write as _, fs, io, path::Path, sync::Arc};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use kernel::{Id, Kind, Message, Refusal};
use sha2::Sha256;
use store::{Error, Result};

use crate::{archive, fault, keys};

const NONCE: usize = 24;
type Key = [u8; 32];

/// The column a sealed field stands in; part of what the seal is bound to, so it never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

/// The library's keys for single fields; cheap to clone. The [default](Vault::default) one has none and stays
/// shut: everything asked of it is a [`Refusal`] that says so.
#[derive(Clone, Default)]
pub struct Vault(Option<Arc<Keys>>);

struct Keys {
    /// By their numbers; the greatest seals.
    seals: BTreeMap<u8, XChaCha20Poly1305>,
    lookup: Key,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Vault(open)" } else { "Vault(shut)" })
    }
}

impl Vault {
    /// A vault with new keys that are written nowhere: for tests.
    pub fn fresh() -> Self {
        let seals = BTreeMap::from([(1, XChaCha20Poly1305::new(&rand::random::<Key>().into()))]);
        Self(Some(Arc::new(Keys { seals, lookup: rand::random() })))
    }

    /// Opens the vault with the key file at `path`; where there is none it stays shut.
    ///
    /// # Errors
    /// A refusal that names the file when it is no key file; what the disk says.
    pub fn at(path: &Path) -> Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => read(&text)
                .map(|keys| Self(Some(Arc::new(keys))))
                .ok_or_else(|| archive::no("vault-no-key-file", path)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(e) => Err(Error::file(path, &e)),
        }
    }

    /// Writes a file with new keys to `path`, readable for its owner alone. A file that is there already stays
    /// as it is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn make(path: &Path) -> Result<()> {
        let line = |key: Key| {
            key.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
        };
        let text = format!(
            "# Mapalus: the keys of sealed fields. Without this file they cannot be read by anybody.\n\
             # A further line `seal 2 …` with 64 digits seals from then on; the older lines stay.\n\
             lookup {}\nseal 1 {}\n",
            line(rand::random()),
            line(rand::random())
        );
        keys::write(path, &text)
    }

    /// Whether there are keys.
    pub const fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Seals the value of a field for `row`, which is the row's own id.
    ///
    /// # Errors
    /// A refusal when the vault is shut.
    pub fn seal<T>(&self, place: Place, row: Id<T>, plain: impl AsRef<[u8]>) -> Result<Vec<u8>> {
        let keys = self.keys()?;
        let (number, key) = keys.seals.last_key_value().ok_or_else(shut)?;
        let nonce: [u8; NONCE] = rand::random();
        let bound = bound(place, row);
        let sealed = key
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain.as_ref(), aad: &bound })
            .map_err(|_| fault("a field could not be sealed"))?;
        Ok([&[*number][..], &nonce, &sealed].concat())
    }

    /// The value of a sealed field of `row`, where it is text.
    ///
    /// # Errors
    /// As [`open_bytes`](Self::open_bytes); [`Error::Shape`] for what is no text.
    pub fn open<T>(&self, place: Place, row: Id<T>, sealed: &[u8]) -> Result<String> {
        let plain = self.open_bytes(place, row, sealed)?;
        String::from_utf8(plain).map_err(|_| foreign(place))
    }

    /// The value of a sealed field of `row`.
    ///
    /// # Errors
    /// A refusal when the vault is shut or has not the key it was sealed with; [`Error::Shape`] when the field was
    /// damaged, or sealed for another place.
    pub fn open_bytes<T>(&self, place: Place, row: Id<T>, sealed: &[u8]) -> Result<Vec<u8>> {
        let keys = self.keys()?;
        let foreign = || foreign(place);
        let (number, rest) = sealed.split_first().ok_or_else(foreign)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or_else(foreign)?;
        let key = keys.seals.get(number).ok_or_else(shut)?;
        key.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: &bound(place, row) })
            .map_err(|_| foreign())
    }

    /// What the same `value` always comes to for the same `purpose` (`party.nik`), and nobody without the keys
    /// can compute (HMAC-SHA256): equal fields are found by it. Bring the value into its normal form before.
    ///
    /// # Errors
    /// A refusal when the vault is shut.
    pub fn fingerprint(&self, purpose: &str, value: &str) -> Result<[u8; 32]> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.keys()?.lookup).map_err(fault)?;
        mac.update(&framed(&[purpose.as_bytes(), value.as_bytes()]));
        Ok(mac.finalize().into_bytes().into())
    }

    fn keys(&self) -> Result<&Keys> {
        self.0.as_deref().ok_or_else(shut)
    }
}

fn foreign(place: Place) -> Error {
    Error::Shape(format!("{}.{} is not as it was sealed", place.table, place.column))
}

fn shut() -> Error {
    Refusal::new(Kind::Conflict, Message::new("vault-shut")).into()
}

fn bound<T>(place: Place, row: Id<T>) -> Vec<u8> {
    framed(&[place.table.as_bytes(), place.column.as_bytes(), row.as_bytes()])
}

/// The parts with their lengths, so that no two lists of parts come to the same bytes.
fn framed(parts: &[&[u8]]) -> Vec<u8> {
    parts
        .iter()
        .flat_map(|part| (part.len() as u64).to_le_bytes().into_iter().chain(part.iter().copied()))
        .collect()
}

/// The keys in a key file's text: `lookup` and numbered `seal` lines; `#` begins a remark.
fn read(text: &str) -> Option<Keys> {
    let (mut seals, mut lookup) = (BTreeMap::new(), None);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["lookup", hex] if lookup.is_none() => lookup = Some(key(hex)?),
            ["seal", number, hex] => {
                let cipher = XChaCha20Poly1305::new(&key(hex)?.into());
                seals.insert(number.parse::<u8>().ok()?, cipher).is_none().then_some(())?;
            }
            _ => return None,
        }
    }
    (!seals.is_empty()).then_some(Keys { seals, lookup: lookup? })
}

fn key(hex: &str) -> Option<Key> {
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    (hex.len() == 64).then_some(bytes?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use kernel::Person;
    use proptest::prelude::*;

    use super::*;

    const NIK: Place = Place { table: "party", column: "nik" };

    fn is_shut<T: std::fmt::Debug>(result: Result<T>) -> bool {
        matches!(result, Err(Error::Refused(refusal)) if refusal.reasons[0].message.key == "vault-shut")
    }

    #[test]
    fn a_field_opens_in_its_own_place_and_nowhere_else() {
        let (vault, row) = (Vault::fresh(), Id::<Person>::new());
        let sealed = vault.seal(NIK, row, "7173010203040005").unwrap();
        assert_eq!(vault.open(NIK, row, &sealed).unwrap(), "7173010203040005");
        assert!(!sealed.windows(4).any(|four| four == b"7173"));
        for (place, row) in [
            (NIK, Id::new()),
            (Place { column: "kk", ..NIK }, row),
            (Place { table: "partyn", column: "ik" }, row),
        ] {
            assert!(matches!(vault.open(place, row, &sealed), Err(Error::Shape(_))));
        }
        assert!(is_shut(Vault::default().open(NIK, row, &sealed)));
    }

    #[test]
    fn the_same_value_seals_differently_each_time_and_has_one_fingerprint() {
        let (vault, row) = (Vault::fresh(), Id::<Person>::new());
        assert_ne!(vault.seal(NIK, row, "a").unwrap(), vault.seal(NIK, row, "a").unwrap());
        let print = vault.fingerprint("party.nik", "a").unwrap();
        assert_eq!(print, vault.fingerprint("party.nik", "a").unwrap());
        assert_ne!(print, vault.fingerprint("party.ni", "ka").unwrap());
        assert_ne!(print, Vault::fresh().fingerprint("party.nik", "a").unwrap());
    }

    #[test]
    fn a_new_key_seals_from_now_on_and_the_old_one_still_opens() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys/vault.key");
        assert!(is_shut(Vault::at(&file).unwrap().seal(NIK, Id::<Person>::new(), "a")));
        Vault::make(&file).unwrap();
        let (before, row) = (Vault::at(&file).unwrap(), Id::<Person>::new());
        let old = before.seal(NIK, row, "lama").unwrap();
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{text}seal 2 {}\n", "5e".repeat(32))).unwrap();
        let after = Vault::at(&file).unwrap();
        let new = after.seal(NIK, row, "baru").unwrap();
        assert_eq!((old[0], new[0]), (1, 2));
        assert_eq!(after.open(NIK, row, &old).unwrap(), "lama");
        assert_eq!(after.fingerprint("x", "y").unwrap(), before.fingerprint("x", "y").unwrap());
        assert!(is_shut(before.open(NIK, row, &new)));
        Vault::make(&file).unwrap();
        assert!(Vault::at(&file).unwrap().open(NIK, row, &new).is_ok(), "a file that is there stays");
    }

    #[test]
    fn a_damaged_key_file_is_named_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("vault.key");
        let digits = "0a".repeat(32);
        let message =
            |file: &Path| Message::new("vault-no-key-file").with("path", file.display().to_string());
        for damaged in [
            String::new(),
            "seal 1 00".to_owned(),
            format!("seal 1 {digits}"),
            format!("lookup {digits}"),
            format!("lookup {digits}\nseal 1 {digits}\nseal 1 {digits}"),
            format!("lookup {digits}\nseal 1 {}é", &digits[2..]),
        ] {
            fs::write(&file, &damaged).unwrap();
            let Err(Error::Refused(refusal)) = Vault::at(&file) else { panic!("{damaged}") };
            assert_eq!(refusal.reasons[0].message, message(&file), "{damaged}");
        }
    }

    proptest! {
        #[test]
        fn whatever_was_changed_in_a_sealed_field_it_does_not_open(at in any::<usize>(), bit in 0..8_u8, text in ".*") {
            let (vault, row) = (Vault::fresh(), Id::<Person>::new());
            let mut sealed = vault.seal(NIK, row, &text).unwrap();
            prop_assert_eq!(vault.open(NIK, row, &sealed).unwrap(), text);
            let at = at % sealed.len();
            sealed[at] ^= 1_u8 << bit;
            prop_assert!(vault.open(NIK, row, &sealed).is_err());
            prop_assert!(vault.open(NIK, row, &sealed[..at]).is_err());
        }
    }
}
