//! The OpenAPI 3.1 document, made from the routes and the types of what they ask and answer.

use std::{collections::BTreeSet, sync::OnceLock};

use axum::http::StatusCode;
use kernel::Message;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use ui::{Lang, Lexicon, Speech};

use super::{
    Reply,
    input::{self, Field, Place},
    problem::{MEDIA, Problem},
    reply::JSON,
};
use crate::{Access, Config, cookie, pages::naming::in_words, routes::Route};

/// An operation of the API, with what makes its part of the document.
pub(crate) struct Operation {
    pub route: Route,
    pub tag: &'static str,
    /// The media types of the file that the body is; none where it is JSON.
    pub takes: &'static [&'static str],
    pub input: fn(&mut SchemaGenerator) -> (String, Value),
    pub answers: fn(&mut SchemaGenerator) -> Answers,
}

/// Status, meaning, and the schema of each media type.
pub(crate) type Answers = (StatusCode, &'static str, Vec<(&'static str, Schema)>);

pub(super) fn input_of<I: JsonSchema>(generator: &mut SchemaGenerator) -> (String, Value) {
    (I::schema_name().into_owned(), I::json_schema(generator).to_value())
}

pub(super) fn answers_of<R: Reply>(generator: &mut SchemaGenerator) -> Answers {
    R::described(generator)
}

/// The document; it is made when somebody first asks for it.
pub(crate) struct Document {
    operations: Vec<Operation>,
    made: OnceLock<Value>,
}

impl Document {
    pub fn of(operations: Vec<Operation>) -> Self {
        Self { operations, made: OnceLock::new() }
    }

    /// The document, in English.
    pub fn value(&self, lexicon: &'static Lexicon, config: &Config) -> &Value {
        self.made.get_or_init(|| build(&self.operations, Speech::new(lexicon, Lang::En), config))
    }
}

fn build(operations: &[Operation], t: Speech, config: &Config) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for operation in operations {
        let path = paths.entry(operation.route.path).or_insert_with(|| json!({}));
        path[operation.route.method.to_lowercase()] = describe(operation, &mut generator, t);
    }
    generator.subschema_for::<Problem>();
    let tags: BTreeSet<&str> = operations.iter().map(|operation| operation.tag).collect();
    let tags: Vec<Value> = tags
        .into_iter()
        .map(|tag| json!({ "name": tag, "description": in_words(t, "module", tag) }))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": t.say("api-title"),
            "version": env!("CARGO_PKG_VERSION"),
            "description": t.say("api-description"),
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": config.origin.as_deref().unwrap_or("/").trim_end_matches("/v1") }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": problems(),
            "securitySchemes": {
                "token": {
                    "type": "http", "scheme": "bearer", "description": t.say("api-by-token"),
                },
                "session": {
                    "type": "apiKey", "in": "cookie", "name": cookie::session(config.secure()),
                    "description": t.say("api-by-session"),
                },
            },
        },
    })
}

fn describe(operation: &Operation, generator: &mut SchemaGenerator, t: Speech) -> Value {
    let Operation { route, tag, .. } = operation;
    let (name, input) = (operation.input)(generator);
    let told = input["description"].as_str().unwrap_or_default();
    let (summary, more) = told.split_once("\n\n").unwrap_or((told, ""));
    let (rule, permission) = rule(*route);
    let who = who_may(t, &rule, permission.as_deref());
    let description =
        [more, &who].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let fields = input::fields(*route, operation.takes, &input);
    let mut parameters: Vec<Value> =
        fields.iter().filter(|field| field.place != Place::Body).map(parameter).collect();
    parameters.extend(headers(route.method, t));
    let mut described = json!({
        "operationId": lower_first(&name),
        "tags": [tag],
        "summary": summary.trim_end_matches('.').replace('\n', " "),
        "description": description,
        "parameters": parameters,
        "responses": answers(operation, generator, &fields),
        "security": security(&rule, permission.as_deref()),
        "x-access": { "rule": rule, "permission": permission },
    });
    if !operation.takes.is_empty() {
        let content: Map<String, Value> =
            operation.takes.iter().map(|media| ((*media).to_owned(), json!({}))).collect();
        described["requestBody"] = json!({ "required": true, "content": content });
    } else if !matches!(route.method, "GET" | "DELETE") {
        described["requestBody"] = body(&fields);
    }
    described
}

/// Who may come, in words.
pub(super) fn who_may(t: Speech, rule: &str, permission: Option<&str>) -> String {
    let permission = permission.unwrap_or_default();
    let words = in_words(t, "permission", permission);
    t.with(&format!("api-for-{rule}"), &[("words", words.into()), ("permission", permission.into())])
}

/// The rule of a route as `mapalus routes` lists it.
fn rule(route: Route) -> (String, Option<String>) {
    let listed = serde_json::to_value(route).unwrap_or_default();
    let text = |name: &str| listed[name].as_str().map(str::to_owned);
    (text("access").unwrap_or_default(), text("permission"))
}

fn security(rule: &str, permission: Option<&str>) -> Value {
    let needed: Vec<&str> = permission.into_iter().collect();
    match rule {
        "public" => json!([{}, { "token": [] }, { "session": [] }]),
        // A token proves nothing.
        "signed-in-fresh" | "permission-fresh" => json!([{ "session": needed }]),
        _ => json!([{ "token": needed }, { "session": needed }]),
    }
}

fn parameter(field: &Field) -> Value {
    let mut schema = without_null(&field.schema);
    let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let mut parameter = json!({
        "name": field.name,
        "in": if field.place == Place::Path { "path" } else { "query" },
        "required": field.required,
        "schema": schema,
    });
    if let Some(description) = description {
        parameter["description"] = description;
    }
    if let Some(example) = example(&field.schema) {
        parameter["example"] = example.clone();
    }
    parameter
}

/// The first example a schema gives.
pub(super) fn example(schema: &Value) -> Option<&Value> {
    schema["examples"].get(0)
}

/// An address has no null: what is left out is left out.
fn without_null(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(kinds) = schema["type"].as_array() {
        let kinds: Vec<Value> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        schema["type"] = if let [only] = kinds.as_slice() { only.clone() } else { kinds.into() };
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let ways: Vec<Value> = ways.iter().filter(|way| way["type"] != "null").cloned().collect();
        if let ([only], Some(object)) = (ways.as_slice(), schema.as_object_mut()) {
            object.remove("anyOf");
            object.extend(only.as_object().cloned().unwrap_or_default());
        }
    }
    if let Some(object) = schema.as_object_mut()
        && object.get("default").is_some_and(Value::is_null)
    {
        object.remove("default");
    }
    schema
}

fn headers(method: &str, t: Speech) -> Vec<Value> {
    let header = |name: &str, required: bool, key: &str, schema: Value| json!({ "name": name, "in": "header", "required": required, "description": t.say(key), "schema": schema });
    let text = || json!({ "type": "string" });
    let language = header(
        "Accept-Language",
        false,
        "api-header-language",
        json!({ "type": "string", "examples": ["id", "en"] }),
    );
    let own = match method {
        "GET" => header("If-None-Match", false, "api-header-none-match", text()),
        "PUT" => header(
            "If-Match",
            true,
            "api-header-match",
            json!({ "type": "string", "pattern": "^\"[0-9]+\\.[0-9a-f]+\"$" }),
        ),
        _ => header(
            "Idempotency-Key",
            false,
            "api-header-key",
            json!({ "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$" }),
        ),
    };
    vec![own, language]
}

fn body(fields: &[Field]) -> Value {
    let fields: Vec<&Field> = fields.iter().filter(|field| field.place == Place::Body).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), field.schema.clone())).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let examples: Map<String, Value> = fields
        .iter()
        .filter_map(|field| Some((field.name.to_owned(), example(&field.schema)?.clone())))
        .collect();
    let whole = required.iter().all(|name| examples.contains_key(*name));
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    let mut content = json!({ "schema": schema });
    if whole {
        content["example"] = Value::Object(examples);
    }
    json!({ "required": !required.is_empty(), "content": { JSON: content } })
}

fn answers(operation: &Operation, generator: &mut SchemaGenerator, fields: &[Field]) -> Value {
    let (status, meaning, medias) = (operation.answers)(generator);
    let route = operation.route;
    let media_count = medias.len();
    let content: Map<String, Value> =
        medias.into_iter().map(|(media, schema)| (media.to_owned(), json!({ "schema": schema }))).collect();
    let mut headers = json!({ "X-Request-Id": header("string") });
    let mut known: Vec<u16> = vec![400, 404, 422, 429, 500, 503];
    if route.method == "GET" {
        headers["ETag"] = header("string");
    } else {
        known.extend([403, 409, 507]);
    }
    if status == StatusCode::CREATED {
        headers["Location"] = header("string");
    }
    match route.access {
        Access::Public => known.push(401),
        _ => known.extend([401, 403]),
    }
    if fields.iter().any(|field| field.place == Place::Body) || !matches!(route.method, "GET" | "DELETE") {
        known.extend([408, 413, 415]);
    }
    if route.method == "PUT" {
        known.extend([412, 428]);
    }
    if media_count > 1 {
        known.push(406);
    }
    let mut answers = Map::new();
    answers.insert(
        status.as_u16().to_string(),
        json!({ "description": meaning, "headers": headers, "content": content }),
    );
    if route.method == "GET" {
        answers.insert("304".into(), json!({ "description": "You have it already." }));
    }
    for status in known {
        answers
            .insert(status.to_string(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
    }
    answers.insert("default".into(), json!({ "$ref": "#/components/responses/Problem500" }));
    Value::Object(answers)
}

fn header(kind: &str) -> Value {
    json!({ "schema": { "type": kind } })
}

/// Every status of a no, and what it means here.
const PROBLEMS: [(u16, &str); 16] = [
    (400, "The request cannot be read."),
    (401, "Nobody is known by this token or cookie, and not everybody may come here."),
    (403, "Whoever asks may not do this."),
    (404, "There is no such thing, or not for whoever asks."),
    (406, "It does not come in any media type that is accepted."),
    (408, "The body took too long to arrive."),
    (409, "It does not fit with how things stand; `reasons` says all that is against it."),
    (412, "It has been changed since the version that `If-Match` names."),
    (413, "The body is too long."),
    (415, "The body is of a media type that is not taken here; most take `application/json`."),
    (422, "What is asked does not fit its form; `reasons` names every field."),
    (428, "A change must name the version it began with in `If-Match`."),
    (429, "Too often; `Retry-After` says when to come again."),
    (500, "Something broke on our side; nothing was changed."),
    (503, "The library is busy; `Retry-After` says when to come again. Nothing was changed."),
    (507, "Storage is full; nothing was changed."),
];

fn problems() -> Value {
    let problem = |(status, meaning): (u16, &str)| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let answer = json!({
            "description": meaning,
            "headers": { "X-Request-Id": header("string") },
            "content": { MEDIA: { "schema": schema } },
        });
        (format!("Problem{status}"), answer)
    };
    Value::Object(PROBLEMS.into_iter().map(problem).collect())
}

/// What a status of ours means, for problems without reasons.
pub(super) fn told(status: StatusCode) -> Message {
    let known = PROBLEMS.iter().any(|(known, _)| *known == status.as_u16());
    Message::new(if known { key_of(status.as_u16()) } else { "api-status-500" })
}

/// Every status of a no, with its sentence.
pub(super) fn statuses() -> impl Iterator<Item = (u16, Message)> {
    PROBLEMS.into_iter().map(|(status, _)| (status, Message::new(key_of(status))))
}

macro_rules! keys {
    ($($status:literal)*) => {
        const fn key_of(status: u16) -> &'static str {
            match status {
                $($status => concat!("api-status-", $status),)*
                _ => "api-status-500",
            }
        }
    };
}
keys!(400 401 403 404 406 408 409 412 413 415 422 428 429 500 503 507);

/// `LendCopy` as `lendCopy`.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
