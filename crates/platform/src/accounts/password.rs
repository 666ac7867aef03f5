//! Passwords: hashed slowly, and none that everybody tries.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::SaltString,
};
use kernel::{Id, Message, Refusal};
use store::Result;

use crate::fault;

/// Words that everybody tries first, alone or with digits and signs around them.
const DENIED: &[&str] = &[
    "admin",
    "administrator",
    "bismillah",
    "indonesia",
    "iloveyou",
    "kepala",
    "mapalus",
    "merdeka",
    "minahasa",
    "password",
    "perpustakaan",
    "petugas",
    "pustaka",
    "qwerty",
    "qwertyui",
    "qwertyuiop",
    "rahasia",
    "sayangku",
    "sandi",
    "sulawesi",
    "tomohon",
];

/// The hash of a password, ready to be stored. Making one is slow on purpose (argon2id, 19 MiB, two
/// passes): do it outside a transaction.
#[derive(Clone)]
pub struct Password(pub(super) String);

impl Password {
    /// Hashes `plain`.
    ///
    /// # Errors
    /// A refusal when it is shorter than 8 or longer than 128 characters, or one that everybody tries.
    pub fn hash(plain: &str) -> Result<Self> {
        let refuse = |key| Err(Refusal::of_field("password", Message::new(key)).into());
        match plain.chars().count() {
            0..8 => return refuse("password-too-short"),
            129.. => return refuse("password-too-long"),
            _ if is_common(plain) => return refuse("password-too-common"),
            _ => {}
        }
        let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).map_err(fault)?;
        Ok(Self(hasher()?.hash_password(plain.as_bytes(), &salt).map_err(fault)?.to_string()))
    }

    /// Whether `plain` is the password.
    pub fn is(&self, plain: &str) -> bool {
        let Ok(hash) = PasswordHash::new(&self.0) else { return false };
        plain.len() <= 1024
            && hasher().is_ok_and(|hasher| hasher.verify_password(plain.as_bytes(), &hash).is_ok())
    }

    /// A password nobody has, to spend the same time on a login nobody has.
    pub fn nobody() -> &'static Self {
        static NOBODY: LazyLock<Password> =
            LazyLock::new(|| Password::hash(&Id::<()>::new().to_string()).unwrap_or(Password(String::new())));
        &NOBODY
    }
}

/// Whether a password is a word of everybody's, whatever digits and signs stand around it, or one character
/// over and over.
fn is_common(plain: &str) -> bool {
    let lower = plain.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let mut characters = lower.chars();
    let first = characters.next();
    core.is_empty() || DENIED.contains(&core) || characters.all(|c| Some(c) == first)
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(fault)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
