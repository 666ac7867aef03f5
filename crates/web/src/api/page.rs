//! The document as JSON, and the same for people.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use ui::{
    Html, Page, Speech,
    part::{Column, Link, Row, Table},
};

use super::{document, reply::JSON};
use crate::{Answer, Failure, Visit, pages::naming::in_words};

/// `GET /api/openapi.json`.
pub(crate) async fn document(visit: Visit) -> Result<Response, Failure> {
    let app = visit.app();
    let bytes = serde_json::to_vec(app.document.value(app.lexicon, &app.config)).map_err(Failure::fault)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(JSON)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        // The document holds nothing that is not public: other tools may read it from their own pages.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    page: Page,
    /// `https://pustaka.example`, as the first line of a shell.
    library: String,
    groups: Vec<Group>,
    problems: Table,
}

/// The operations of one module.
struct Group {
    tag: String,
    name: String,
    operations: Vec<Told>,
}

/// One operation.
struct Told {
    id: String,
    method: String,
    path: Html,
    /// The language of the summary: that of the page where its module says it, else that of the document.
    lang: &'static str,
    summary: Html,
    more: Vec<Html>,
    who: String,
    asked: Vec<Asked>,
    answered: String,
    curl: String,
}

/// One thing it asks for.
struct Asked {
    name: String,
    /// Where it stands and of what type it is.
    kind: String,
    what: Html,
}

/// `GET /api`: the document for people.
pub(crate) async fn page(visit: Visit) -> Answer {
    let (t, app) = (visit.t, visit.app().clone());
    let document = app.document.value(app.lexicon, &app.config);
    let mut page = visit.public(t.say("api-title"));
    page.description = t.say("api-description").to_owned();
    page.crumbs = vec![Link::new(t.say("about-title"), "/tentang"), Link::new(t.say("api-title"), "")];
    let library = app.config.origin.clone().unwrap_or_else(|| "http://localhost:8080".to_owned());
    visit.html(&ApiPage { page, library, groups: groups(t, document), problems: problems(t) })
}

fn groups(t: Speech, document: &Value) -> Vec<Group> {
    let group = |tag: &Value| {
        let tag = text(&tag["name"]);
        let operations = operations(document).filter(|(.., operation)| operation["tags"][0] == tag.as_str());
        Group {
            name: in_words(t, "module", &tag),
            operations: operations
                .map(|(path, method, operation)| told(t, path, method, operation))
                .collect(),
            tag,
        }
    };
    document["tags"].as_array().into_iter().flatten().map(group).collect()
}

/// Every operation of the document, with its path and method.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn told(t: Speech, path: &str, method: &str, operation: &Value) -> Told {
    let mut more: Vec<Html> =
        operation["description"].as_str().unwrap_or_default().split("\n\n").map(marked).collect();
    // The last paragraph says who may, in English; the page says it in its own language.
    more.pop();
    let statuses =
        operation["responses"].as_object().into_iter().flatten().map(|(status, _)| status.as_str());
    let statuses: Vec<&str> = statuses.filter(|status| *status != "default").collect();
    let said = t.known(&format!("api-op-{}", text(&operation["operationId"])));
    Told {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: breakable(path),
        lang: if said.is_some() { t.lang().code() } else { "en" },
        summary: said.map_or_else(|| marked(&text(&operation["summary"])), marked),
        more,
        who: document::who_may(
            t,
            operation["x-access"]["rule"].as_str().unwrap_or_default(),
            operation["x-access"]["permission"].as_str(),
        ),
        asked: asked(t, operation),
        answered: statuses.join(", "),
        curl: curl(path, method, operation),
    }
}

/// What an operation asks for: parameters, then the fields of the body.
fn asked(t: Speech, operation: &Value) -> Vec<Asked> {
    let mut all = Vec::new();
    let mut ask = |name: &str, place: &str, schema: &Value, required: bool, what: &Value| {
        let place = t.say(match place {
            "path" => "api-place-path",
            "query" => "api-place-query",
            _ => "api-place-body",
        });
        let kind = if required { kind(schema) } else { t.about("api-optional", kind(schema)) };
        let name = name.to_owned();
        all.push(Asked { name, kind: format!("{place}, {kind}"), what: marked(&text(what)) });
    };
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
        if place != "header" {
            let required = parameter["required"] == true;
            ask(&name, &place, &parameter["schema"], required, &parameter["description"]);
        }
    }
    let body = &operation["requestBody"]["content"][JSON]["schema"];
    for (name, schema) in body["properties"].as_object().into_iter().flatten() {
        let required = body["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
        ask(name, "body", schema, required, &schema["description"]);
    }
    all
}

/// Text in which what stands between grave accents is code.
fn marked(text: &str) -> Html {
    let part = |(number, part): (usize, &str)| match number % 2 {
        0 => ui::escape(part),
        _ => format!("<code>{}</code>", ui::escape(part)),
    };
    Html::trusted(text.split('`').enumerate().map(part).collect::<String>())
}

/// A path that may go on in the next line after each of its slashes.
fn breakable(path: &str) -> Html {
    Html::trusted(ui::escape(path).replace('/', "/<wbr>"))
}

/// A type in a word or two, as programmers say it.
fn kind(schema: &Value) -> String {
    let of = match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            kinds.collect::<Vec<_>>().join(" / ")
        }
        _ => match schema["$ref"].as_str() {
            Some(name) => name.rsplit('/').next().unwrap_or_default().to_owned(),
            None => "object".to_owned(),
        },
    };
    match (schema["format"].as_str(), schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
        (_, Some(least), Some(most)) => format!("{of} {least}–{most}"),
        (Some(form @ ("uuid" | "date" | "date-time")), ..) => format!("{of} ({form})"),
        _ => of,
    }
}

/// A line for a shell in which `LIBRARY` and `TOKEN` are set, with the examples of the document; where a token is not enough,
/// `SESSION` is the cookie of a session that has just shown who it is.
fn curl(path: &str, method: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let Some(example) = parameter.get("example") else { continue };
        let name = parameter["name"].as_str().unwrap_or_default();
        let value = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        let value = ui::page::query_value(&value);
        match parameter["in"].as_str() {
            Some("path") => address = address.replace(&format!("{{{name}}}"), &value),
            Some("query") => query.push(format!("{name}={value}")),
            _ => {}
        }
    }
    if !query.is_empty() {
        address = format!("{address}?{}", query.join("&"));
    }
    let mut line = String::from("curl");
    if method != "get" {
        line += &format!(" -X {}", method.to_uppercase());
    }
    line += &format!(" \"$LIBRARY{address}\"");
    match operation["x-access"]["rule"].as_str() {
        Some("public") => {}
        Some("signed-in-fresh" | "permission-fresh") => {
            line += " \\\n  -H \"Cookie: $SESSION\" -H \"Sec-Fetch-Site: same-origin\"";
        }
        _ => line += " \\\n  -H \"Authorization: Bearer $TOKEN\"",
    }
    match method {
        "post" => line += " \\\n  -H \"Idempotency-Key: $(uuidgen)\"",
        "put" => line += " \\\n  -H 'If-Match: \"1\"'",
        _ => {}
    }
    let body = &operation["requestBody"]["content"][JSON]["example"];
    if body.is_object() {
        line += &format!(
            " \\\n  -H \"Content-Type: application/json\" \\\n  -d '{}'",
            body.to_string().replace('\'', "'\\''")
        );
    }
    let medias = operation["requestBody"]["content"].as_object().into_iter().flatten();
    if let Some((media, _)) = medias.into_iter().find(|(media, _)| *media != JSON) {
        line += &format!(" \\\n  -H \"Content-Type: {media}\" \\\n  --data-binary @FILE");
    }
    line
}

/// What each status of a no means.
fn problems(t: Speech) -> Table {
    let columns = [Column::new(t.say("api-status")).head(), Column::new(t.say("api-meaning"))];
    let mut table = Table::new(t, "penolakan", t.say("api-problems"), columns.to_vec());
    table.rows = document::statuses()
        .map(|(status, message)| {
            Row::new(vec![status.to_string().into(), t.say(message.key).to_owned().into()])
        })
        .collect();
    table
}
