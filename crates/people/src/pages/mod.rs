//! The register as staff see it, and what pages about people share.

pub mod columns;
mod entry;
mod find;
pub(crate) mod import;
mod merge;
mod parts;
mod party;
mod photo;
mod profile;

use askama::Template;
use kernel::{Id, Person, Refusal};
use platform::accounts::Password;
use tokio::{sync::Semaphore, task::spawn_blocking};
use ui::{
    Page,
    part::{Errors, Link},
};
use web::{Access, Failure, Routes, Visit};

use crate::{EDIT, IMPORT, MERGE, REVEAL, VIEW};
pub use photo::{as_jpeg, photo_path, portrait};
pub use profile::ProfileForm;

/// Every route of this module.
pub(crate) fn routes() -> Routes {
    let (view, edit, merge, import) =
        (Access::Can(VIEW), Access::Can(EDIT), Access::Can(MERGE), Access::Can(IMPORT));
    Routes::new()
        .get("/staf/orang", view, find::page)
        .get("/staf/orang/mirip", edit, entry::alike)
        .get("/staf/orang/baru", edit, entry::blank)
        .post("/staf/orang/baru", edit, entry::submit)
        .get("/staf/orang/impor", import, import::start)
        .post("/staf/orang/impor", import, import::upload)
        .get("/staf/orang/impor/{id}", import, import::look)
        .post("/staf/orang/impor/{id}", import, import::enter)
        .get("/staf/orang/impor/{id}/sisa", import, import::rejects)
        .get("/staf/orang/{id}", view, party::page)
        .get("/staf/orang/{id}/ubah", edit, entry::change)
        .post("/staf/orang/{id}/ubah", edit, entry::submit_change)
        .get("/staf/foto/{photo}", view, photo::image)
        .post("/staf/orang/{id}/foto", edit, photo::keep)
        .post("/staf/orang/{id}/foto/hapus", edit, photo::remove)
        .post("/staf/orang/{id}/nama", edit, parts::add_name)
        .post("/staf/orang/{id}/nama/{row}/hapus", edit, parts::remove_name)
        .post("/staf/orang/{id}/kontak", edit, parts::add_contact)
        .post("/staf/orang/{id}/kontak/{row}/utamakan", edit, parts::prefer_contact)
        .post("/staf/orang/{id}/kontak/{row}/hapus", edit, parts::remove_contact)
        .post("/staf/orang/{id}/alamat", edit, parts::add_address)
        .post("/staf/orang/{id}/alamat/{row}/utamakan", edit, parts::prefer_address)
        .post("/staf/orang/{id}/alamat/{row}/hapus", edit, parts::remove_address)
        .post("/staf/orang/{id}/nomor", edit, parts::add_identifier)
        .post("/staf/orang/{id}/nomor/{row}/hapus", edit, parts::remove_identifier)
        .get("/staf/orang/{id}/nomor/{row}", Access::Fresh(REVEAL), party::reason)
        .post("/staf/orang/{id}/nomor/{row}", Access::Fresh(REVEAL), party::reveal)
        .post("/staf/orang/{id}/hubungan", edit, parts::add_relationship)
        .post("/staf/orang/{id}/hubungan/{row}/akhiri", edit, parts::end_relationship)
        .post("/staf/orang/{id}/hubungan/{row}/hapus", edit, parts::remove_relationship)
        .post("/staf/orang/{id}/kebutuhan", edit, parts::add_trait)
        .post("/staf/orang/{id}/kebutuhan/{row}/hapus", edit, parts::remove_trait)
        .get("/staf/orang/{id}/gabung", merge, merge::page)
        .post("/staf/orang/{id}/gabung", merge, merge::submit)
        .post("/staf/orang/{id}/pisah", merge, merge::split)
}

/// Where a party's page is.
pub fn path_of(party: Id<Person>) -> String {
    format!("/staf/orang/{party}")
}

/// A page of the workroom below the register.
fn below_register(visit: &Visit, title: impl Into<String>) -> Page {
    let mut page = visit.staff(title);
    page.crumbs = vec![
        Link::new(visit.t.say("nav-register"), "/staf/orang"),
        Link::new(page.title.clone(), String::new()),
    ];
    page
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
