//! Those who work here, for those who run the place; and what pages about people share.

mod colleagues;

use askama::Template;
use kernel::Refusal;
use platform::accounts::Password;
use tokio::{sync::Semaphore, task::spawn_blocking};
use ui::{Page, part::Errors};
use web::{Access, Failure, Routes, Visit};

use crate::ACCOUNTS;

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let accounts = Access::Can(ACCOUNTS);
    Routes::new()
        .get("/staf/akun", accounts, colleagues::page)
        .post("/staf/akun", accounts, colleagues::appoint)
        .get("/staf/akun/{person}", accounts, colleagues::one)
        .post("/staf/akun/{person}/peran", accounts, colleagues::assign)
        .post("/staf/akun/{person}/sandi", accounts, colleagues::new_password)
        .post("/staf/akun/{person}/tutup", accounts, colleagues::dismiss)
}

/// A refusal's reasons as the errors of a form; those about no field stand at `fallback`.
pub fn errors_of(visit: &Visit, refusal: &Refusal, fallback: &'static str) -> Errors {
    let mut errors = Errors::new();
    for (field, text) in visit.reasons(refusal) {
        errors.add(field.unwrap_or(fallback), text);
    }
    errors
}

/// One argon2 at a time beside those of the sign-in: each takes 19 MiB and a core for a while.
static HASHING: Semaphore = Semaphore::const_new(1);

/// Hashes a password off the threads that answer requests.
pub async fn hashed(plain: String) -> store::Result<Password> {
    let _turn = HASHING.acquire().await.map_err(|_| store::Error::Busy)?;
    spawn_blocking(move || Password::hash(&plain)).await.map_err(|_| store::Error::Panicked)?
}

/// Compares a password off the threads that answer requests.
pub async fn is_right(password: Password, plain: String) -> store::Result<bool> {
    let _turn = HASHING.acquire().await.map_err(|_| store::Error::Busy)?;
    spawn_blocking(move || password.is(&plain)).await.map_err(|_| store::Error::Panicked)
}

/// The refusal inside an error, or the error as a failure of the whole request.
pub fn refusal_in(error: store::Error) -> Result<Refusal, Failure> {
    match error {
        store::Error::Refused(refusal) => Ok(refusal),
        other => Err(other.into()),
    }
}

/// A new password, shown once.
#[derive(Template)]
#[template(path = "password_once.html")]
pub struct PasswordOnce {
    /// The page around it.
    pub page: Page,
    /// Whose it is.
    pub name: String,
    /// What they type to sign in.
    pub login: String,
    /// The password.
    pub password: String,
    /// Where one goes on.
    pub back: String,
}
