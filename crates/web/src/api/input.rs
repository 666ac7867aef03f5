use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Query, RawPathParams, Request},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
};
use kernel::{Kind, Message, Reason, Refusal};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::check;
use crate::{Failure, Upload, form, routes::Route};

/// Where a field of what is asked comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Body,
}

/// A field of what is asked.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its name; it lives as long as the program, as its route does.
    pub name: &'static str,
    pub place: Place,
    pub schema: Value,
    pub required: bool,
}

/// What an operation asks for, read from its type.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub route: Route,
    /// The media types of the file that the body is; none where it is JSON.
    pub takes: &'static [&'static str],
    pub fields: Vec<Field>,
}

impl Shape {
    pub fn of<I: JsonSchema>(route: Route, takes: &'static [&'static str]) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let root = settings.into_generator().into_root_schema_for::<I>().to_value();
        Self { route, takes, fields: fields(route, takes, &root) }
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The fields of an object's schema, each with the place it comes from in this route.
pub(super) fn fields(route: Route, takes: &[&str], object: &Value) -> Vec<Field> {
    let required: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let place = |name: &str| match route.method {
        _ if route.path.contains(&format!("{{{name}}}")) => Place::Path,
        "GET" | "DELETE" => Place::Query,
        _ if !takes.is_empty() => Place::Query,
        _ => Place::Body,
    };
    let properties = object["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| Field {
            name: Box::leak(name.clone().into_boxed_str()),
            place: place(name),
            schema: schema.clone(),
            required: required.contains(&name.as_str()),
        })
        .collect()
}

/// One request to the API, apart from what it asks for.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) accept: String,
    pub(super) key: Option<String>,
    pub(super) if_match: Option<String>,
    pub(super) if_none_match: Option<String>,
    pub(super) is_read: bool,
    /// From what program and where it comes.
    pub(super) headers: HeaderMap,
    /// The file that was sent, where the body is one.
    pub(super) upload: Upload,
    /// Method, path and values: what an `Idempotency-Key` stands for.
    pub(super) asked: Value,
}

impl Call {
    /// Reads a request and holds what it asks against the shape, saying all that does not fit.
    pub(super) async fn read<I: DeserializeOwned>(
        shape: &Shape,
        request: Request,
    ) -> Result<(Self, I), Failure> {
        let (mut parts, body) = request.into_parts();
        let mut values = Map::new();
        let mut reasons = Vec::new();
        // An address that cannot be is an address where nothing is.
        let named = RawPathParams::from_request_parts(&mut parts, &()).await;
        for (name, text) in &named.map_err(|_| Failure::missing())? {
            if let Some(field) = shape.field(name) {
                let value = check::from_text(&field.schema, text);
                if !check::objections(&field.schema, &value).is_empty() {
                    return Err(Failure::missing());
                }
                values.insert(name.to_owned(), value);
            }
        }
        let Query(query) =
            Query::<Vec<(String, String)>>::from_request_parts(&mut parts, &()).await.map_err(unreadable)?;
        take_query(shape, &query, &mut values, &mut reasons);
        let headers = parts.headers.clone();
        let request = Request::from_parts(parts, body);
        let upload = match shape.route.method {
            _ if !shape.takes.is_empty() => take_file(shape, request).await?,
            "GET" | "DELETE" => Upload::default(),
            _ => take_body(shape, request, &mut values, &mut reasons).await.map(|()| Upload::default())?,
        };
        for field in &shape.fields {
            match values.get(field.name) {
                Some(value) => reasons.extend(
                    check::objections(&field.schema, value)
                        .into_iter()
                        .map(|message| Reason { field: Some(field.name), message }),
                ),
                None if field.required => reasons
                    .push(Reason { field: Some(field.name), message: Message::new("api-field-missing") }),
                None => {}
            }
        }
        Refusal::unless_empty(Kind::Invalid, reasons)?;
        let call = Self::of(shape, headers, upload, &values);
        let input = serde_json::from_value(Value::Object(values)).map_err(|error| {
            Refusal::new(Kind::Invalid, Message::new("api-unreadable").with("why", error.to_string()))
        })?;
        Ok((call, input))
    }

    fn of(shape: &Shape, headers: HeaderMap, upload: Upload, values: &Map<String, Value>) -> Self {
        let text = |name: HeaderName| -> Option<String> {
            let all = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
            let all: Vec<_> = all.collect();
            (!all.is_empty()).then(|| all.join(", "))
        };
        let asked = match shape.takes {
            [] => serde_json::json!([shape.route.method, shape.route.path, values]),
            _ => {
                let print = blake3::hash(&upload.file).to_hex();
                serde_json::json!([shape.route.method, shape.route.path, values, print.as_str()])
            }
        };
        Self {
            accept: text(header::ACCEPT).unwrap_or_default(),
            key: text(HeaderName::from_static("idempotency-key")),
            if_match: text(header::IF_MATCH),
            if_none_match: text(header::IF_NONE_MATCH),
            is_read: shape.route.method == Method::GET.as_str(),
            asked,
            headers,
            upload,
        }
    }
}

fn unreadable(cause: impl std::fmt::Display) -> Failure {
    tracing::info!(%cause, "a request to the API could not be read");
    Failure::status(StatusCode::BAD_REQUEST)
}

fn unknown(name: &str) -> Reason {
    let name: String = name.chars().take(80).collect();
    Reason { field: None, message: Message::new("api-field-unknown").with("name", name) }
}

fn take_query(
    shape: &Shape,
    query: &[(String, String)],
    values: &mut Map<String, Value>,
    reasons: &mut Vec<Reason>,
) {
    for (name, text) in query {
        match shape.field(name).filter(|field| field.place == Place::Query) {
            Some(field) if values.contains_key(name) => {
                reasons.push(Reason { field: Some(field.name), message: Message::new("api-field-twice") });
            }
            Some(field) => {
                values.insert(name.clone(), check::from_text(&field.schema, text));
            }
            None => reasons.push(unknown(name)),
        }
    }
}

/// Whether the body is of one of these media types.
fn is_of(request: &Request, medias: &[&str]) -> bool {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
    let bare = media.and_then(|media| media.split(';').next()).map(str::trim).unwrap_or_default();
    medias.iter().any(|media| bare.eq_ignore_ascii_case(media))
}

async fn take_file(shape: &Shape, request: Request) -> Result<Upload, Failure> {
    match is_of(&request, shape.takes) {
        true => Upload::bare(request.into_body()).await,
        false => Err(Failure::status(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    }
}

async fn take_body(
    shape: &Shape,
    request: Request,
    values: &mut Map<String, Value>,
    reasons: &mut Vec<Reason>,
) -> Result<(), Failure> {
    let is_json = is_of(&request, &[super::reply::JSON]);
    let body = form::whole(request).await?.into_body();
    let bytes = to_bytes(body, usize::MAX).await.map_err(unreadable)?;
    let asks_nothing = !shape.fields.iter().any(|field| field.place == Place::Body && field.required);
    if bytes.is_empty() && asks_nothing {
        return Ok(());
    }
    if !is_json {
        return Err(Failure::status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let object: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|error| Failure {
        status: StatusCode::BAD_REQUEST,
        refusal: Some(Refusal::new(
            Kind::Invalid,
            Message::new("api-unreadable").with("why", error.to_string()),
        )),
        cause: None,
    })?;
    for (name, value) in object {
        match shape.field(&name).filter(|field| field.place == Place::Body) {
            Some(_) => {
                values.insert(name, value);
            }
            None => reasons.push(unknown(&name)),
        }
    }
    Ok(())
}
