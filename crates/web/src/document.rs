//! Paper: documents are set off the threads that answer requests and with no connection to the database in hand.
//! Read first, then [`answer`].

use std::{sync::Arc, time::Duration};

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};
use ui::page::Library;

use crate::{Answer, Failure, Visit};

/// One document at a time: each takes a core and some memory for a second.
static PRESS: Semaphore = Semaphore::const_new(1);
/// How long a document waits for its turn before whoever wants it is asked to come again.
const PATIENCE: Duration = Duration::from_secs(20);

/// What every document of this library says of itself, apart from its content.
struct Issued {
    title: String,
    lang: &'static str,
    date: Date,
    library: Arc<Library>,
}

/// A PDF with the library's head, made by `set`.
///
/// # Errors
/// 503 where too many documents are waiting; what `set` gives.
pub async fn set<F>(visit: &Visit, title: impl Into<String>, set: F) -> Result<Vec<u8>, Failure>
where
    F: FnOnce(&pdf::About<'_>, &pdf::Head<'_>) -> Result<Vec<u8>, pdf::Error> + Send + 'static,
{
    let issued = Issued {
        title: title.into(),
        lang: visit.t.lang().code(),
        date: visit.act().today(),
        library: visit.app().house().library.clone(),
    };
    let turn = timeout(PATIENCE, PRESS.acquire()).await;
    let _turn = turn.map_err(|_| store::Error::Busy)?.map_err(Failure::fault)?;
    let made = spawn_blocking(move || issued.print(set)).await.map_err(Failure::fault)?;
    made.map_err(Failure::fault)
}

/// The same, shown under the name `file`.
///
/// # Errors
/// As [`set`].
pub async fn answer<F>(visit: &Visit, file: &str, title: impl Into<String>, set: F) -> Answer
where
    F: FnOnce(&pdf::About<'_>, &pdf::Head<'_>) -> Result<Vec<u8>, pdf::Error> + Send + 'static,
{
    Ok(shown(self::set(visit, title, set).await?, file))
}

/// A PDF that is shown under the name `file`. Nobody keeps a copy: such papers name people.
pub fn shown(bytes: Vec<u8>, file: &str) -> Response {
    let mut response = bytes.into_response();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, "application/pdf");
    put(header::CONTENT_DISPOSITION, &format!("inline; filename=\"{file}\""));
    put(header::CACHE_CONTROL, "no-store");
    response
}

/// Who signs, as a setting says it line by line: office, name, number. Where it says no office, it is `office`.
pub fn signer<'a>(lines: &'a str, office: &'a str) -> pdf::Signer<'a> {
    let mut lines = lines.lines().map(str::trim);
    let role = lines.next().filter(|role| !role.is_empty()).unwrap_or(office);
    pdf::Signer { role, name: lines.next().unwrap_or_default(), number: lines.next().unwrap_or_default() }
}

/// The media type of a table that others read.
pub const CSV: &str = "text/csv; charset=utf-8";

/// A file for a browser to keep under a name: never to be run, and nobody on the way keeps a copy.
///
/// # Errors
/// Where media type or name cannot stand in a header.
pub fn download(bytes: Vec<u8>, media: &str, name: &str) -> Answer {
    let value = |text: &str| HeaderValue::from_str(text).map_err(Failure::fault);
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(media)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&format!("attachment; filename=\"{name}\""))?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

/// A document of media type `media` that people call `title`, under a name of letters and digits alone.
///
/// # Errors
/// As [`download`].
pub fn kept(bytes: Vec<u8>, media: &str, title: &str) -> Answer {
    let extension = match media {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        "text/plain" => "csv",
        _ => "xlsx",
    };
    let name: String =
        title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    download(bytes, media, &format!("{name}.{extension}"))
}

impl Issued {
    fn print<F>(&self, set: F) -> Result<Vec<u8>, pdf::Error>
    where
        F: FnOnce(&pdf::About<'_>, &pdf::Head<'_>) -> Result<Vec<u8>, pdf::Error>,
    {
        let about = pdf::About { title: &self.title, lang: self.lang, date: self.date };
        let address: Vec<&str> = self.library.address.iter().map(String::as_str).collect();
        let head = pdf::Head {
            kind: &self.library.kind,
            name: &self.library.name,
            address: &address,
            emblem: ui::EMBLEM,
        };
        set(&about, &head)
    }
}
