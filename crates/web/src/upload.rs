use std::time::Duration;

use axum::{
    body::HttpBody,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{Failure, form};

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

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Failure> {
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
}

impl<const MIB: usize> Upload<MIB> {
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

    async fn read(mut parts: Multipart) -> Result<Self, Failure> {
        let broken = |error: MultipartError| form::unreadable(error.status());
        let _place = ARRIVING.acquire().await.map_err(Failure::fault)?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            if let Some(name) = part.file_name().map(last_part) {
                let bytes = part.bytes().await.map_err(broken)?;
                if upload.file.is_empty() && !bytes.is_empty() {
                    (upload.name, upload.file) = (name, bytes.into());
                }
                continue;
            }
            let name = part.name().unwrap_or_default().to_owned();
            let text = part.text().await.map_err(broken)?;
            if name.contains('\0') || text.contains('\0') {
                return Err(form::unreadable(StatusCode::BAD_REQUEST));
            }
            upload.fields.push((name, text));
        }
        Ok(upload)
    }
}

/// A file's name without its folders, as Windows and everybody else write them, and of a length to be shown.
fn last_part(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
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
