//! What people see of partners: the staff, everybody, and the partners themselves.

mod agreement;
mod agreements;
mod cases;
mod circles;
mod entry;
mod history;
mod list;
mod look;
mod partner;
mod portal;
mod public;
mod review;

use std::{borrow::Cow, str::FromStr};

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Act, Id, Kind as No, Message, Refusal};
use platform::{
    files::{FileKind, Files},
    idempotency,
};
use serde::{Serialize, de::DeserializeOwned};
use store::{Error, Result, Tx};
use ui::{
    Speech,
    part::{DateParts, Errors, Pager},
};
use web::{Access, Answer, Failure, Post, Routes, Upload, Visit, see_other};

pub(crate) use self::portal::ends_soon;
use crate::{DECIDE, Document, EDIT, REVIEW, VIEW, documents, model::Partner};
use people::pages::{errors_of, refusal_in};

/// The fields of a form as they are typed: all text, none unknown. Beside them stands its key, by which a form that is sent
/// twice is taken once.
macro_rules! form {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(crate) struct $name {
            pub(crate) kunci: String,
            $(pub(crate) $field: String),+
        }

        impl $name {
            /// What was typed, to be shown again.
            #[allow(dead_code, reason = "some forms have nothing to show again")]
            pub(super) fn sent(&self) -> $crate::pages::Sent {
                $crate::pages::Sent {
                    typed: vec![$((stringify!($field).into(), self.$field.clone())),+],
                    key: self.kunci.clone(),
                    ..$crate::pages::Sent::default()
                }
            }
        }
    };
}
pub(crate) use form;

/// What came back with a form: what is wrong, and what was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    /// What is wrong.
    pub errors: Errors,
    /// What was typed, by field.
    pub typed: Vec<(Cow<'static, str>, String)>,
    /// Of a form that stands in every row of a list: in which row it was typed.
    pub row: String,
    /// The key it was given out with.
    pub key: String,
}

impl Sent {
    /// What was typed in a form whose fields are not known beforehand.
    fn of(fields: &[(String, String)]) -> Self {
        let typed = fields.iter().map(|(name, text)| (name.clone().into(), text.clone())).collect();
        let key =
            fields.iter().find(|(name, _)| name == "kunci").map_or_else(String::new, |(_, key)| key.clone());
        Self { typed, key, ..Self::default() }
    }

    /// It with a file, by which it is another form than one with another file.
    fn with_file(mut self, file: &documents::NewDocument) -> Self {
        if !self.key.is_empty() {
            let content = String::from_utf8_lossy(&file.content);
            self.key.push_str(&format!(" {} {:?}", file.name, web::stamp::print(&content)));
        }
        self
    }

    /// It, typed in a row.
    fn in_row<T>(self, row: Id<T>) -> Self {
        Self { row: row.to_string(), ..self }
    }

    /// What was typed in this row; nothing where it was typed in another, or in a form of the page.
    fn of_row<'a>(&'a self, row: &str, nothing: &'a Self) -> &'a Self {
        if self.row == row { self } else { nothing }
    }

    /// What is wrong, for the summary of the page: each reason leads to its field, in its row.
    fn summary(&self) -> Errors {
        if self.row.is_empty() {
            return self.errors.clone();
        }
        let mut errors = Errors::new();
        for (field, text) in self.errors.iter() {
            errors.add(format!("{field}-{}", self.row), text);
        }
        errors
    }

    /// What it is known by: its key, where it was sent and all that was typed. The same form sent twice is the same; one that
    /// was changed after it was taken is another. None without a key.
    fn known_by(&self, path: &str) -> Option<String> {
        let text = format!("{} {path} {} {:?}", self.key, self.row, self.typed);
        let print: [u8; 16] = web::stamp::print(&text)[..16].try_into().ok()?;
        (!self.key.is_empty()).then(|| Id::<()>::from_bytes(print).to_string())
    }

    fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(field, _)| *field == name).map_or("", |(_, text)| text)
    }

    /// Whether a field came back at all.
    fn has(&self, name: &str) -> bool {
        self.typed.iter().any(|(field, _)| *field == name)
    }

    fn or<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        self.typed.iter().find(|(field, _)| *field == name).map_or(otherwise, |(_, text)| text)
    }

    fn date(&self, name: &str, otherwise: DateParts) -> DateParts {
        let part = |part: &str| self.typed(&format!("{name}_{part}")).to_owned();
        if !self.has(&format!("{name}_day")) {
            return otherwise;
        }
        DateParts { day: part("day"), month: part("month"), year: part("year") }
    }
}

/// Three boxes as a day.
fn parts(day: &str, month: &str, year: &str) -> DateParts {
    DateParts { day: day.to_owned(), month: month.to_owned(), year: year.to_owned() }
}

/// A whole number however people write it: `1.250.000`, `Rp 500.000`; `1.5` is none.
fn whole_number(text: &str) -> Option<i64> {
    web::sent::whole(text.trim().trim_start_matches("Rp")).filter(|number| *number < i64::MAX)
}

/// How many lines a page of a list has.
const PER_PAGE: i64 = 50;

/// What the database is asked for page `number`, from 1, of `each` lines.
fn place(number: u32, each: i64) -> (i64, i64) {
    (each, (i64::from(number.clamp(1, 100_000)) - 1) * each)
}

/// The pages of a list of `count` lines, `each` a page.
fn pager(t: Speech, number: u32, count: i64, each: i64, href: impl Fn(u32) -> String) -> Pager {
    let pages = u32::try_from((count + each - 1) / each).unwrap_or(u32::MAX);
    Pager::new(t, number, pages, href)
}

/// Runs a use case once for a form that may be sent twice; on to `path`, or what `refused` draws of what is wrong.
async fn done<T: Send + 'static, F>(
    post: &Post,
    path: &str,
    (key, fallback): (&'static str, &'static str),
    sent: Sent,
    mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
    refused: impl FnOnce(Sent) -> F,
) -> Answer
where
    F: Future<Output = Answer>,
{
    match made(post, path, &sent, move |tx, act| f(tx, act).map(drop)).await {
        Ok(()) => Ok(post.done(path, &Message::new(key))),
        Err(error) => {
            let errors = errors_in(post, error, fallback)?;
            refused(Sent { errors, ..sent }).await
        }
    }
}

/// Runs a use case once for a form that may be sent twice: the second time it is what was made the first time.
async fn made<T: Serialize + DeserializeOwned + Send + 'static>(
    post: &Post,
    path: &str,
    sent: &Sent,
    mut f: impl FnMut(&mut Tx<'_>, &Act) -> Result<T> + Send + 'static,
) -> Result<T> {
    let known_by = sent.known_by(path);
    let taken = post.write(move |tx, act| match &known_by {
        Some(key) => idempotency::once(tx, act, key, &(), |tx| f(tx, act)),
        None => f(tx, act),
    });
    taken.await
}

/// Whether somebody else changed what a form is about after it was given out.
fn is_stale(error: &Error) -> bool {
    matches!(error, Error::Refused(refusal)
        if refusal.reasons.iter().any(|one| one.message.key.ends_with("-changed-meanwhile")))
}

/// The key of a form that is given out.
fn form_key() -> String {
    Id::<()>::new().to_string()
}

/// A refusal of a use case for a form whose fields are called otherwise: what the use case calls it, and what the form does.
fn called(error: Error, names: &[(&str, &'static str)]) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    for reason in &mut refusal.reasons {
        let other = names.iter().find(|(name, _)| reason.field == Some(*name));
        reason.field = other.map_or(reason.field, |(_, field)| Some(*field));
    }
    refusal.into()
}

/// What is wrong, for a form to say; what does not exist is a page of its own.
fn errors_in(visit: &Visit, error: Error, fallback: &'static str) -> std::result::Result<Errors, Failure> {
    let refusal = refusal_in(error)?;
    if refusal.kind == No::Missing {
        return Err(refusal.into());
    }
    Ok(errors_of(visit, &refusal, fallback))
}

fn status_of(errors: &Errors) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// Where a partner's page is.
pub(crate) fn path_of(code: &str) -> String {
    format!("/staf/mitra/{code}")
}

/// Where an agreement's page is.
pub(crate) fn agreement_path(id: Id<crate::Agreement>) -> String {
    format!("/staf/kesepakatan/{id}")
}

/// The partner a path names.
async fn named(visit: &Visit, code: String) -> Result<Partner> {
    let today = visit.act().today();
    visit.read(move |tx| crate::partners::by_code(tx, &code, today)).await
}

/// Where the page of a partner went that was merged into another: the same page of that one.
fn moved(asked: &str, found: &Partner, to: impl Fn(&str) -> String) -> Option<Response> {
    (!asked.trim().eq_ignore_ascii_case(&found.code)).then(|| see_other(&to(&found.code)))
}

/// The word that was chosen from a list or among buttons; a form sent without it is told so.
fn chosen<T: FromStr>(word: &str, field: &'static str, key: &'static str) -> std::result::Result<T, Refusal> {
    word.parse().map_err(|_| Refusal::of_field(field, Message::new(key)))
}

/// A file for a browser: to be shown or kept, never to be run.
async fn served(files: Files, document: Document) -> Answer {
    let hash = document.file.clone();
    let bytes = tokio::task::spawn_blocking(move || files.get(&hash)).await.map_err(Failure::fault)??;
    let extension = document.media.parse().map_or("bin", FileKind::extension);
    let name: String =
        document.title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    download(bytes, &document.media, &format!("{name}.{extension}"))
}

fn download(bytes: Vec<u8>, media: &str, name: &str) -> Answer {
    let mut response: Response = bytes.into_response();
    let value = |text: &str| HeaderValue::from_str(text).map_err(Failure::fault);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(media)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&format!("attachment; filename=\"{name}\""))?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// Every route of this module; documents are kept in `files`.
pub(crate) fn routes(files: &Files) -> Routes {
    let (view, edit) = (Access::Can(VIEW), Access::Can(EDIT));
    let (review, decide) = (Access::Can(REVIEW), Access::Can(DECIDE));
    let (kept, signed, shown, sent, mine) =
        (files.clone(), files.clone(), files.clone(), files.clone(), files.clone());
    let (powers, opinions) = (files.clone(), files.clone());
    Routes::new()
        .get("/staf/mitra", view, list::page)
        .get("/staf/mitra/baru", edit, entry::blank)
        .post("/staf/mitra/baru", edit, entry::submit)
        .get("/staf/mitra/tinjauan", view, review::year)
        .get("/staf/mitra/{code}", view, partner::page)
        .get("/staf/mitra/{code}/ubah", edit, entry::edit)
        .post("/staf/mitra/{code}/ubah", edit, entry::change)
        .post("/staf/mitra/{code}/tahap", edit, list::move_to)
        .post("/staf/mitra/{code}/catatan", edit, partner::note)
        .post("/staf/mitra/{code}/kontak", edit, partner::add_contact)
        .post("/staf/mitra/{code}/kontak/{row}/akhiri", edit, partner::end_contact)
        .post("/staf/mitra/{code}/kontak/{row}/lagi", edit, partner::contact_again)
        .post("/staf/mitra/{code}/karya", edit, partner::add_work)
        .post("/staf/mitra/{code}/karya/{row}/hapus", edit, partner::remove_work)
        .post(
            "/staf/mitra/{code}/dokumen",
            edit,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                partner::keep_document(post, kept, code, upload)
            },
        )
        .get("/staf/dokumen/{id}", view, move |visit: Visit, Path(id): Path<Id<Document>>| async move {
            let document = visit.read(move |tx| documents::one(tx, id)).await?;
            served(shown, document).await
        })
        .get("/staf/mitra/{code}/tinjau", view, review::page)
        .post("/staf/mitra/{code}/tinjau", edit, review::submit)
        .get("/staf/kesepakatan", view, agreements::list)
        .get("/staf/kesepakatan/baru", edit, agreements::blank)
        .post("/staf/kesepakatan/baru", edit, agreements::begin)
        .get("/staf/kesepakatan/{id}", view, agreement::page)
        .get("/staf/kesepakatan/{id}/naskah", view, agreement::paper)
        .get("/staf/kesepakatan/{id}/ubah", edit, agreements::edit)
        .post("/staf/kesepakatan/{id}/ubah", edit, agreements::change)
        .post("/staf/kesepakatan/{id}/komitmen", edit, agreement::promise)
        .post("/staf/kesepakatan/{id}/komitmen/{row}/bukti", edit, agreement::fulfil)
        .post("/staf/kesepakatan/{id}/komitmen/{row}/ubah", edit, agreement::revise)
        .post(
            "/staf/kesepakatan/{id}/dokumen",
            edit,
            move |post: Post, Path(id): Path<Id<crate::Agreement>>, upload: Upload| {
                agreement::keep_document(post, signed, id, upload)
            },
        )
        .post("/staf/kesepakatan/{id}/komitmen/{row}/lepas", edit, agreement::release)
        .post("/staf/kesepakatan/{id}/bukti/{row}/batal", edit, agreement::reverse)
        .post(
            "/staf/kesepakatan/{id}/penanda",
            edit,
            move |post: Post, Path(id): Path<Id<crate::Agreement>>, upload: Upload| {
                agreement::add_signatory(post, powers, id, upload)
            },
        )
        .post("/staf/kesepakatan/{id}/penanda-sama", edit, agreement::same_signatories)
        .post("/staf/kesepakatan/{id}/penanda/{row}/hapus", edit, agreement::remove_signatory)
        .post("/staf/kesepakatan/{id}/ajukan", edit, agreement::submit)
        .post("/staf/kesepakatan/{id}/tinjauan/{row}", review, agreement::decide)
        .post(
            "/staf/kesepakatan/{id}/tinjauan/{row}/telaah",
            review,
            move |post: Post, Path(row): Path<(Id<crate::Agreement>, Id<crate::Step>)>, upload: Upload| {
                agreement::file_opinion(post, opinions, row, upload)
            },
        )
        .post("/staf/kesepakatan/{id}/nomor", edit, agreement::name_theirs)
        .post("/staf/kesepakatan/{id}/komitmen/{row}/tutup", edit, agreement::close)
        .post("/staf/kesepakatan/{id}/kembali", edit, agreement::reopen)
        .post("/staf/kesepakatan/{id}/tanda-tangan", decide, agreement::sign)
        .post("/staf/kesepakatan/{id}/perpanjang", edit, agreement::renew)
        .post("/staf/kesepakatan/{id}/adendum", edit, agreement::amend)
        .post("/staf/kesepakatan/{id}/akhir", edit, agreement::extend)
        .post("/staf/kesepakatan/{id}/pasal", edit, agreement::say)
        .post("/staf/kesepakatan/{id}/perubahan/{row}/hapus", edit, agreement::undo)
        .post("/staf/kesepakatan/{id}/akhiri", decide, agreement::terminate)
        .post("/staf/kesepakatan/{id}/betulkan-akhir", decide, agreement::correct_end)
        .post("/staf/kesepakatan/{id}/gugurkan", decide, agreement::drop_it)
        .get("/staf/kasus", view, cases::list)
        .get("/staf/kasus/{code}", view, cases::page)
        .post("/staf/kasus/{code}", edit, cases::advance)
        .post("/staf/kasus/{code}/mitra", edit, cases::make_partner)
        .get("/staf/lingkaran", view, circles::list)
        .post("/staf/lingkaran", edit, circles::begin)
        .get("/staf/lingkaran/{code}", view, circles::page)
        .post("/staf/lingkaran/{code}/giliran", edit, circles::plan)
        .post("/staf/lingkaran/{code}/giliran/{row}/pindah", edit, circles::move_to)
        .post("/staf/lingkaran/{code}/giliran/{row}/batal", edit, circles::cancel)
        .post("/staf/lingkaran/{code}/bantuan", edit, circles::give)
        .post("/staf/lingkaran/{code}/bantuan/{row}/batal", edit, circles::reverse)
        .post("/staf/lingkaran/{code}/janji", edit, circles::pledge)
        .post("/staf/lingkaran/{code}/janji/{row}/lepas", edit, circles::release)
        .post("/staf/lingkaran/{code}/akhiri", edit, circles::end)
        .post("/staf/lingkaran/{code}/anggota/{partner}/naik", edit, circles::move_up)
        .post("/staf/lingkaran/{code}/anggota", edit, circles::join)
        .post("/staf/lingkaran/{code}/anggota/{partner}/keluar", edit, circles::leave)
        .get("/mapalus", Access::Public, circles::public)
        .get("/mitra", Access::Public, public::list)
        .get("/mitra/usul", Access::Public, public::blank)
        .post("/mitra/usul", Access::Public, public::submit)
        .get("/mitra/{code}", Access::Public, public::page)
        .get("/kreator", Access::Public, public::creators)
        .get("/saya/mitra", Access::SignedIn, portal::list)
        .get("/saya/mitra/{code}", Access::SignedIn, portal::page)
        .post("/saya/mitra/{code}/usul", Access::SignedIn, portal::propose)
        .post("/saya/mitra/{code}/kepuasan", Access::SignedIn, portal::say)
        .post("/saya/mitra/{code}/penutupan/{row}", Access::SignedIn, portal::reply)
        .post(
            "/saya/mitra/{code}/dokumen",
            Access::SignedIn,
            move |post: Post, Path(code): Path<String>, upload: Upload| {
                portal::keep_document(post, sent, code, upload)
            },
        )
        .get(
            "/saya/mitra/{code}/dokumen/{id}",
            Access::SignedIn,
            move |visit: Visit, Path((code, id)): Path<(String, Id<Document>)>| {
                portal::document(visit, mine, code, id)
            },
        )
        .get("/saya/mitra/{code}/naskah/{id}", Access::SignedIn, portal::paper)
}
