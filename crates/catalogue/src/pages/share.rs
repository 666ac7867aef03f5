//! A record passed on to others.

use axum::http::{HeaderMap, header};
use ui::page::query_value;
use web::Visit;

/// The ways to pass a record on; each is a link or a field that works without modules.
pub(super) struct Share {
    /// The whole address of the record.
    pub address: String,
    /// The title with the author, for what is shared with the address.
    pub text: String,
    /// Opens WhatsApp with title and address.
    pub whatsapp: String,
    /// Opens a letter with title and address.
    pub mail: String,
}

impl Share {
    /// The ways for the page at `path`.
    pub fn of(visit: &Visit, headers: &HeaderMap, path: &str, title: &str, author: &str) -> Self {
        let address = format!("{}{path}", origin(visit.app().origin(), headers));
        let text = if author.is_empty() { title.to_owned() } else { format!("{title}, {author}") };
        let letter = visit.t.with(
            "record-page-share-letter",
            &[("title", text.as_str().into()), ("library", visit.app().house().library.name.as_str().into())],
        );
        let body = query_value(&format!("{letter}\n{address}"));
        Self {
            whatsapp: format!("https://wa.me/?text={body}"),
            mail: format!("mailto:?subject={}&body={body}", query_value(&text)),
            address,
            text,
        }
    }
}

/// The address of the house: as it was set up, else as the visitor typed it.
fn origin(configured: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(origin) = configured {
        return origin.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    if host.is_empty() || !host.bytes().all(is_host) { String::new() } else { format!("http://{host}") }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_address_is_the_one_set_up_or_else_the_one_typed() {
        let mut headers = HeaderMap::new();
        assert_eq!(origin(None, &headers), "");
        headers.insert(header::HOST, HeaderValue::from_static("192.168.1.20:8080"));
        assert_eq!(origin(None, &headers), "http://192.168.1.20:8080");
        assert_eq!(origin(Some("https://pustaka.example"), &headers), "https://pustaka.example");
        headers.insert(header::HOST, HeaderValue::from_static("a\"><script>"));
        assert_eq!(origin(None, &headers), "");
    }
}
