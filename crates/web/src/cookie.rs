//! The few cookies: the session, how pages look, a message for the next page, a device that is known.

use axum::http::{HeaderMap, header};
use ui::{Lang, page::Look};

/// The value of the cookie called `name`.
pub(crate) fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A `Set-Cookie` line. `age` is in seconds; none ends with the browser.
pub(crate) fn set(name: &str, value: &str, age: Option<i64>, secure: bool) -> String {
    let age = age.map_or_else(String::new, |age| format!("; Max-Age={age}"));
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}

/// The name of the session's cookie; on HTTPS the browser itself keeps it to this host.
pub(crate) const fn session(secure: bool) -> &'static str {
    if secure { "__Host-sesi" } else { "sesi" }
}

/// The cookie with a message for the next page.
pub(crate) const FLASH: &str = "pesan";
/// The cookie with preferences.
pub(crate) const LOOK: &str = "tampilan";
/// The cookie of a device somebody has signed in on.
pub(crate) const DEVICE: &str = "perangkat";

/// The cookie of a step on the way in.
pub(crate) const STEP: &str = "langkah";

/// Text as a cookie's value: hexadecimal, since a value must not hold quotes, commas or semicolons.
pub(crate) fn pack(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The text back.
pub(crate) fn unpack(hex: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    String::from_utf8(bytes?).ok()
}

/// Language and looks, as kept in [`LOOK`].
#[derive(Debug, Clone, Copy, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    pub(crate) lang: Option<Lang>,
    #[serde(flatten)]
    pub(crate) look: Look,
}

impl Preferences {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        get(headers, LOOK)
            .and_then(unpack)
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_default()
    }

    pub(crate) fn line(&self, secure: bool) -> String {
        const YEAR: i64 = 365 * 24 * 3600;
        set(LOOK, &pack(&serde_json::to_string(self).unwrap_or_default()), Some(YEAR), secure)
    }
}
