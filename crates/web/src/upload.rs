use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{Failure, Form, form};

/// How long it may take to arrive; a little less than an answer may take.
const UPLOAD_TIME: Duration = Duration::from_secs(27);
/// How many arrive at once, since each is held in memory; the next ones wait.
static ARRIVING: Semaphore = Semaphore::const_new(16);
/// To read a picture takes up to 260 MB and a second: one at a time in the whole program.
static READING: Semaphore = Semaphore::const_new(1);

/// A posted form with a file in it (`enctype="multipart/form-data"`), of at most `MIB` mebibytes altogether;
/// without a number, as much as a photo that a good phone takes. What the file is said to be is not told: it
/// cannot be believed ([`platform::files::FileKind::of`] looks).
#[derive(Debug, Clone, Default)]
pub struct Upload<const MIB: usize = 12> {
    /// The other fields, in their order.
    pub fields: Vec<(String, String)>,
    /// The content of the first file; empty where none was chosen.
    pub file: Vec<u8>,
    /// What its sender calls the file, without folders: to be shown to people, and for nothing else.
    pub name: String,
}

impl<S: Send + Sync, const MIB: usize> FromRequest<S> for Upload<MIB> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let sent = Uploads::<MIB>::in_parts(request, state).await?;
        let first = sent.files.into_iter().next().unwrap_or_default();
        Ok(Self { fields: sent.fields, file: first.content, name: first.name })
    }
}

/// A file of a posted form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// The field it stood in.
    pub field: String,
    /// What its sender calls it, without folders: to be shown to people, and for nothing else.
    pub name: String,
    /// Its content; some.
    pub content: Vec<u8>,
}

/// A posted form in which files may stand, several too: sent as [`Upload`] is, or as [`Form`] is, which has none.
#[derive(Debug, Clone, Default)]
pub struct Uploads<const MIB: usize = 12> {
    /// The other fields, in their order.
    pub fields: Vec<(String, String)>,
    /// The files that were chosen.
    pub files: Vec<Uploaded>,
}

impl<S: Send + Sync, const MIB: usize> FromRequest<S> for Uploads<MIB> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Self::in_parts(request, state).await;
        }
        let Form(fields) = Form::from_request(request, state).await?;
        Ok(Self { fields, files: Vec::new() })
    }
}

impl<const MIB: usize> Uploads<MIB> {
    async fn in_parts<S: Send + Sync>(mut request: Request, state: &S) -> Result<Self, Failure> {
        let limit = MIB << 20;
        if request.body().size_hint().lower() > limit as u64 {
            form::hear_some(request.into_body()).await;
            return Err(Failure::status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        DefaultBodyLimit::max(limit).apply(&mut request);
        let parts = Multipart::from_request(request, state).await;
        let parts = parts.map_err(|error| form::unreadable(error.status()))?;
        let read = tokio::time::timeout(UPLOAD_TIME, Self::read(parts)).await;
        read.map_err(|_| Failure::status(StatusCode::REQUEST_TIMEOUT))?
    }

    async fn read(mut parts: Multipart) -> Result<Self, Failure> {
        let broken = |error: MultipartError| form::unreadable(error.status());
        let _place = ARRIVING.acquire().await.map_err(Failure::fault)?;
        let mut sent = Self::default();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            if let Some(name) = part.file_name().map(last_part) {
                let content: Vec<u8> = part.bytes().await.map_err(broken)?.into();
                if !content.is_empty() {
                    sent.files.push(Uploaded { field, name, content });
                }
                continue;
            }
            let text = part.text().await.map_err(broken)?;
            if field.contains('\0') || text.contains('\0') {
                return Err(form::unreadable(StatusCode::BAD_REQUEST));
            }
            sent.fields.push((field, text));
        }
        Ok(sent)
    }
}

impl<const MIB: usize> Upload<MIB> {
    /// A body that is a file and nothing else, as programs send it.
    pub(crate) async fn bare(body: Body) -> Result<Self, Failure> {
        let limit = MIB << 20;
        if body.size_hint().lower() > limit as u64 {
            form::hear_some(body).await;
            return Err(Failure::status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let _place = ARRIVING.acquire().await.map_err(Failure::fault)?;
        let read = tokio::time::timeout(UPLOAD_TIME, form::gather(body, limit)).await;
        let file = read.map_err(|_| Failure::status(StatusCode::REQUEST_TIMEOUT))??;
        Ok(Self { file, ..Self::default() })
    }

    /// Has the picture in the file read by `prepare`, when its turn comes, off the threads that answer requests.
    ///
    /// # Errors
    /// When the work came to no end; what `prepare` says of the picture is in the answer.
    pub async fn picture<T: Send + 'static>(
        self,
        prepare: impl FnOnce(&[u8]) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let _turn = READING.acquire().await.map_err(Failure::fault)?;
        spawn_blocking(move || prepare(&self.file)).await.map_err(Failure::fault)
    }

    /// The other fields as a typed form, read as [`Form`](crate::Form) reads one.
    ///
    /// # Errors
    /// When they do not fit the type.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let text = serde_urlencoded::to_string(&self.fields).unwrap_or_default();
        serde_urlencoded::from_str(&text).map_err(|_| form::unreadable(StatusCode::BAD_REQUEST))
    }
}

/// A file's name without its folders, as Windows and everybody else write them, and of a length to be shown.
fn last_part(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    async fn sent(body: String) -> Result<Upload<1>, Failure> {
        let request = Request::post("/")
            .header("content-type", "multipart/form-data; boundary=tepi")
            .body(Body::from(body))
            .unwrap();
        Upload::from_request(request, &()).await
    }

    fn part(head: &str, content: &str) -> String {
        format!("--tepi\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    #[tokio::test]
    async fn a_form_with_a_file_arrives_with_its_fields() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Typed {
            alt: String,
            year: i64,
        }
        let body = [
            part("name=\"alt\"", "Bunga & krisan"),
            part("name=\"empty\"; filename=\"\"", ""),
            part("name=\"file\"; filename=\"C:\\daftar\\../murid kelas 4.csv\"", "nama;kelas\r\nAni;4"),
            part("name=\"file\"; filename=\"kedua.csv\"", "lain"),
            part("name=\"year\"", "2026"),
            "--tepi--\r\n".to_owned(),
        ];
        let upload = sent(body.concat()).await.unwrap();
        assert_eq!(
            (upload.file.as_slice(), upload.name.as_str()),
            (&b"nama;kelas\r\nAni;4"[..], "murid kelas 4.csv")
        );
        assert_eq!(upload.form::<Typed>().unwrap(), Typed { alt: "Bunga & krisan".into(), year: 2026 });
        assert!(upload.form::<std::collections::HashMap<String, i64>>().is_err());
    }

    #[tokio::test]
    async fn every_file_is_known_by_its_field_and_a_form_without_files_may_come_as_forms_do() {
        let ask = |kind: &'static str, body: String| async move {
            let request = Request::post("/").header("content-type", kind).body(Body::from(body)).unwrap();
            Uploads::<1>::from_request(request, &()).await
        };
        let body = [
            part("name=\"q00\"; filename=\"surat.pdf\"", "%PDF-1"),
            part("name=\"q01\"; filename=\"\"", ""),
            part("name=\"q02\"; filename=\"foto.png\"", "png"),
            part("name=\"asked\"", "0.1.2"),
            "--tepi--\r\n".to_owned(),
        ];
        let sent = ask("multipart/form-data; boundary=tepi", body.concat()).await.unwrap();
        let files: Vec<(&str, &str)> =
            sent.files.iter().map(|one| (one.field.as_str(), one.name.as_str())).collect();
        assert_eq!(files, [("q00", "surat.pdf"), ("q02", "foto.png")]);
        let plain = ask("application/x-www-form-urlencoded", "asked=0&q00=ya".to_owned()).await.unwrap();
        assert_eq!(plain.fields, [("asked".into(), "0".into()), ("q00".into(), "ya".to_owned())]);
        assert!(plain.files.is_empty());
        assert!(ask("text/plain", "asked=0".to_owned()).await.is_err());
    }

    #[tokio::test]
    async fn a_body_that_is_a_file_arrives_as_it_is_and_not_if_it_is_too_long() {
        let bare = |bytes: Vec<u8>| Upload::<1>::bare(Body::from(bytes));
        assert_eq!(bare(b"\0\xff\xd8".to_vec()).await.unwrap().file, b"\0\xff\xd8");
        let long = bare(vec![0; (1 << 20) + 1]).await;
        assert_eq!(long.unwrap_err().status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn more_than_the_route_takes_is_refused_and_so_is_what_breaks_off() {
        for (body, status) in [
            (part("name=\"f\"; filename=\"a\"", &"x".repeat(1 << 20)), StatusCode::PAYLOAD_TOO_LARGE),
            (part("name=\"f\"; filename=\"a\"", "breaks off"), StatusCode::BAD_REQUEST),
            (part("name=\"f\"", "a\0b") + "--tepi--\r\n", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(sent(body).await.unwrap_err().status, status);
        }
    }
}
