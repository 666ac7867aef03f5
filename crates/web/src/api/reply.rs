use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use kernel::{Date, Message, Refusal, Timestamp};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::Tx;

use super::{ApiVisit, input::Call};
use crate::{Failure, cookie};

pub(super) const JSON: &str = "application/json";
/// How many things a page of a list holds when nobody says.
const USUAL: i64 = 50;
/// How many it holds at most.
const MOST: i64 = 200;

/// An answer on its way: what [`Reply`] makes of a value.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The HTTP status.
    pub status: StatusCode,
    /// Its media type.
    pub media: &'static str,
    /// What it says.
    pub bytes: Vec<u8>,
    /// The version of what it shows, where that has versions.
    pub version: Option<i64>,
    /// The address of what was made.
    pub location: Option<String>,
}

impl Sent {
    /// `value` as JSON, 200.
    ///
    /// # Errors
    /// A fault when it cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, Failure> {
        let bytes = serde_json::to_vec(value).map_err(Failure::fault)?;
        Ok(Self { status: StatusCode::OK, media: JSON, bytes, version: None, location: None })
    }
}

/// What a handler of the API may answer.
pub trait Reply: Send {
    /// Its status, what that means, and the schema of each media type it may come in.
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>);

    /// The answer as it is sent.
    ///
    /// # Errors
    /// A fault when it cannot be written.
    fn sent(self) -> Result<Sent, Failure>;
}

/// A thing: 200.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: Serialize + JsonSchema + Send> Reply for Json<T> {
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
        (StatusCode::OK, "As asked.", vec![(JSON, generator.subschema_for::<T>())])
    }

    fn sent(self) -> Result<Sent, Failure> {
        Sent::json(&self.0)
    }
}

/// A thing with its version, which stands in its ETag: 200.
#[derive(Debug, Clone)]
pub struct Versioned<T>(pub T, pub i64);

impl<T: Serialize + JsonSchema + Send> Reply for Versioned<T> {
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
        Json::<T>::described(generator)
    }

    fn sent(self) -> Result<Sent, Failure> {
        Ok(Sent { version: Some(self.1), ..Sent::json(&self.0)? })
    }
}

/// Something that was made, with its address: 201.
#[derive(Debug, Clone)]
pub struct Created<T>(pub String, pub T);

impl<T: Serialize + JsonSchema + Send> Reply for Created<T> {
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
        let schema = generator.subschema_for::<T>();
        (StatusCode::CREATED, "Made; `Location` says where it stands.", vec![(JSON, schema)])
    }

    fn sent(self) -> Result<Sent, Failure> {
        Ok(Sent { status: StatusCode::CREATED, location: Some(self.0), ..Sent::json(&self.1)? })
    }
}

macro_rules! files {
    ($($(#[$about:meta])* $name:ident = $media:literal),+ $(,)?) => {$(
        $(#[$about])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Vec<u8>);

        impl Reply for $name {
            fn described(_: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
                let file = json_schema!({ "type": "string", "contentMediaType": $media });
                (StatusCode::OK, "The file.", vec![($media, file)])
            }

            fn sent(self) -> Result<Sent, Failure> {
                let Self(bytes) = self;
                Ok(Sent { status: StatusCode::OK, media: $media, bytes, version: None, location: None })
            }
        }
    )+};
}

files! {
    /// Paper, as [`document::set`](crate::document::set) sets it: 200.
    Pdf = "application/pdf",
    /// A picture: 200.
    Jpeg = "image/jpeg",
    /// Several files in one: 200.
    Zip = "application/zip",
}

/// A page of things.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ListOf{T}")]
pub struct List<T> {
    /// The things, in their order.
    pub items: Vec<T>,
    /// The `cursor` of the next page; none on the last.
    pub next: Option<Cursor>,
}

impl<T> List<T> {
    /// A page out of what was read with one more than it may hold, to know whether there is more; `cursor` says where it ends.
    pub fn page(mut items: Vec<T>, Limit(limit): Limit, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(cursor);
        Self { items, next }
    }

    /// The page that is asked for of a list in which each thing stands in a place of its own: `read` finds so many at most
    /// after the place where the page before ended, and `place` says where a thing stands.
    ///
    /// # Errors
    /// A refusal of a cursor that is none of this list's; those of `read`.
    pub async fn read<P: Serialize + DeserializeOwned + Send + 'static>(
        visit: &ApiVisit,
        (limit, cursor): (Limit, Option<Cursor>),
        place: fn(&T) -> P,
        read: impl FnOnce(&mut Tx<'_>, Option<P>, i64) -> store::Result<Vec<T>> + Send + 'static,
    ) -> Result<Self, Failure>
    where
        T: Send + 'static,
    {
        let after = cursor.as_ref().map(Cursor::read).transpose()?;
        let found = visit.read(move |tx| read(tx, after, limit.0 + 1)).await?;
        Ok(Self::page(found, limit, |last| Cursor::at(&place(last))))
    }

    /// The same page, with what `tell` says of each thing.
    pub fn map<U>(self, tell: impl FnMut(T) -> U) -> List<U> {
        List { items: self.items.into_iter().map(tell).collect(), next: self.next }
    }
}

/// The end of a statement that reads a list, the latest first, as programs read it: `?1` is when the last thing of the page
/// before was (`$at`), `?2` which it was (`$id`), neither for the first page; `?3` is how many.
#[macro_export]
macro_rules! latest_first {
    ($at:literal, $id:literal) => {
        concat!(
            "(CAST(?1 AS BIGINT) IS NULL OR ",
            $at,
            " < ?1 OR (",
            $at,
            " = ?1 AND ",
            $id,
            " < ?2)) ORDER BY ",
            $at,
            " DESC, ",
            $id,
            " DESC LIMIT ?3"
        )
    };
}

impl<T: Serialize + JsonSchema + Send> Reply for List<T> {
    fn described(generator: &mut SchemaGenerator) -> (StatusCode, &'static str, Vec<(&'static str, Schema)>) {
        let schema = generator.subschema_for::<Self>();
        (StatusCode::OK, "A page of the list.", vec![(JSON, schema)])
    }

    fn sent(self) -> Result<Sent, Failure> {
        Sent::json(&self)
    }
}

/// How many things a page of a list holds: 1 to 200, 50 when nobody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Limit(pub i64);

impl Default for Limit {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "integer", "format": "int64", "minimum": 1, "maximum": MOST, "default": USUAL,
        })
    }
}

/// Where a list goes on. What stands in it is nobody's business but the list's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor that remembers `place`.
    pub fn at(place: &impl Serialize) -> Self {
        Self(cookie::pack(&serde_json::to_string(place).unwrap_or_default()))
    }

    /// The place it remembers.
    ///
    /// # Errors
    /// A refusal when it is none of this list's.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let place = cookie::unpack(&self.0).and_then(|json| serde_json::from_str(&json).ok());
        place.ok_or_else(|| Refusal::of_field("cursor", Message::new("api-cursor")))
    }
}

impl JsonSchema for Cursor {
    fn schema_name() -> Cow<'static, str> {
        "Cursor".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "minLength": 2, "maxLength": 400,
            "description": "Where a list goes on: the `next` of the page before, as it is.",
        })
    }
}

/// The schema of an `Id<T>`: `#[schemars(schema_with = "web::api::id")]`.
pub fn id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "uuid" })
}

/// The schema of an `Option<Id<T>>`: `#[schemars(schema_with = "web::api::maybe_id")]`.
pub fn maybe_id(generator: &mut SchemaGenerator) -> Schema {
    let id = id(generator);
    json_schema!({ "anyOf": [id, { "type": "null" }] })
}

/// An instant, in RFC 3339 and UTC, to the millisecond as the database has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub Timestamp);

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time", "examples": ["2026-08-19T09:00:00Z"] })
    }
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self(day)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "examples": ["2026-08-19"] })
    }
}

/// The response; a program that has this answer already is told so.
pub(super) fn finish(sent: Sent, call: &Call) -> Result<Response, Failure> {
    let hash = &blake3::hash(&sent.bytes).to_hex()[..20];
    // A version makes a strong tag, which `If-Match` asks for (RFC 9110, 13.1.1).
    let tag = match sent.version {
        Some(version) => format!("\"{version}.{hash}\""),
        None => format!("W/\"{hash}\""),
    };
    let is_read = call.is_read && sent.status == StatusCode::OK;
    let known = is_read && call.if_none_match.as_deref().is_some_and(|known| names(known, &tag));
    let (status, body) =
        if known { (StatusCode::NOT_MODIFIED, Body::empty()) } else { (sent.status, Body::from(sent.bytes)) };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(sent.media));
    if is_read || sent.version.is_some() {
        headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Failure::fault)?);
    }
    let cache = if is_read { "private, no-cache" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Some(location) = sent.location {
        headers.insert(header::LOCATION, HeaderValue::from_str(&location).map_err(Failure::fault)?);
    }
    Ok(response)
}

/// Whether an `If-None-Match` names this tag; weak comparison (RFC 9110, 13.1.2).
fn names(list: &str, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|known| bare(known) == bare(tag))
}

/// The media type an `Accept` header likes best among those offered (RFC 9110, 12.5.1); the first of equals.
pub(super) fn preferred(accept: &str, offered: &[&'static str]) -> Result<&'static str, Failure> {
    let weight = |media: &str| -> f32 {
        let family = media.split('/').next().unwrap_or_default();
        let ranges = accept.split(',').filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next()?.to_ascii_lowercase();
            let q = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok());
            let exact = match name.as_str() {
                "*/*" => 0,
                name if name == format!("{family}/*") => 1,
                name if name == media => 2,
                _ => return None,
            };
            Some((exact, q.unwrap_or(1.0)))
        });
        ranges.max_by_key(|(exact, _)| *exact).map_or(0.0, |(_, q)| q)
    };
    if accept.trim().is_empty() {
        return offered.first().copied().ok_or_else(Failure::missing);
    }
    let mut best: Option<(f32, &'static str)> = None;
    for media in offered {
        let q = weight(media);
        if q > best.map_or(0.0, |(best, _)| best) {
            best = Some((q, media));
        }
    }
    best.map(|(_, media)| media).ok_or_else(|| Failure::status(StatusCode::NOT_ACCEPTABLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [&str; 3] = [JSON, "application/marcxml+xml", "application/marc"];

    #[test]
    fn the_media_type_liked_best_is_sent() {
        for (accept, wanted) in [
            ("", Some(JSON)),
            ("*/*", Some(JSON)),
            ("application/marc", Some("application/marc")),
            ("text/html, application/marcxml+xml;q=0.9, */*;q=0.1", Some("application/marcxml+xml")),
            ("application/*;q=0.5, application/json;q=0", Some("application/marcxml+xml")),
            ("text/html", None),
            ("application/json;q=0", None),
        ] {
            assert_eq!(preferred(accept, &OFFERED).ok(), wanted, "{accept}");
        }
    }

    #[test]
    fn a_cursor_comes_back_and_a_foreign_one_is_refused() {
        let cursor = Cursor::at(&(7, "krisan"));
        assert_eq!(cursor.read::<(i64, String)>(), Ok((7, "krisan".to_owned())));
        for foreign in ["", "zz", "7b7d", "é"] {
            assert!(Cursor(foreign.to_owned()).read::<(i64, String)>().is_err(), "{foreign}");
        }
    }

    #[test]
    fn a_tag_is_known_however_weakly_it_is_named() {
        assert!(names("\"a\", W/\"b\"", "W/\"b\"") && names("*", "\"c\"") && names("\"b\"", "W/\"b\""));
        assert!(!names("\"a\"", "\"b\""));
    }
}
