//! What pages about people share.

use askama::Template;
use kernel::Refusal;
use platform::accounts::Password;
use tokio::{sync::Semaphore, task::spawn_blocking};
use ui::{Page, part::Errors};
use web::{Failure, Visit};

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
