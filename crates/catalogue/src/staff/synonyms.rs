use askama::Template;
use axum::http::StatusCode;
use kernel::Message;
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    page::query_value,
    part::{Badge, Column, Empty, ErrorSummary, Errors, Field, Row, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{below, errors_of, refusal_in};
use crate::synonyms::{self, Synonym};

/// Where the table is.
pub(crate) const HERE: &str = "/staf/katalog/padanan";

#[derive(Template)]
#[template(path = "staff_synonyms.html")]
struct SynonymsPage {
    page: Page,
    errors: Errors,
    fields: Vec<Field>,
    table: Table,
}

impl SynonymsPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The button that removes an entry.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/katalog/padanan/hapus\"><input type=\"hidden\" name=\"typed\" value=\"{{ entry.typed }}\"><input type=\"hidden\" name=\"finds\" value=\"{{ entry.finds }}\"><button class=\"btn small ghost\">{{ t.say(\"synonym-remove\") }}<span class=\"vh\">: {{ entry.typed }}, {{ entry.finds }}</span></button></form>"
)]
struct Remove<'a> {
    t: Speech,
    entry: &'a Synonym,
}

/// An entry as typed, and as it stands in an undo's address.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    typed: String,
    #[serde(default)]
    finds: String,
    /// Anything, when it is mutual.
    #[serde(default)]
    mutual: Option<String>,
}

impl Typed {
    fn entry(&self) -> Synonym {
        Synonym { typed: self.typed.clone(), finds: self.finds.clone(), mutual: self.mutual.is_some() }
    }
}

/// The table of synonyms, with a form for one more.
pub(crate) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &Typed { mutual: Some(String::new()), ..Typed::default() }, Errors::new())
        .await
}

/// Adds an entry.
pub(crate) async fn put(post: Post, Form(typed): Form<Typed>) -> Answer {
    let entry = typed.entry();
    match post.write(move |tx, act| synonyms::put(tx, act, &entry)).await {
        Ok(entry) => Ok(post.done(HERE, &told("synonym-added", &entry))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "typed");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors).await
        }
    }
}

/// Removes an entry.
pub(crate) async fn remove(post: Post, Form(typed): Form<Typed>) -> Answer {
    let removed = post.write(move |tx, act| synonyms::remove(tx, act, &typed.typed, &typed.finds)).await?;
    let Some(entry) = removed else { return Ok(post.done(HERE, &Message::new("synonym-gone"))) };
    let mutual = if entry.mutual { "&mutual=1" } else { "" };
    let (typed, finds) = (query_value(&entry.typed), query_value(&entry.finds));
    let undo = format!("{HERE}/kembalikan?typed={typed}&finds={finds}{mutual}");
    Ok(post.done(HERE, &told("synonym-removed", &entry).with("undo", undo)))
}

/// Puts a removed entry back.
pub(crate) async fn put_back(post: Post, Query(typed): Query<Typed>) -> Answer {
    let entry = typed.entry();
    let entry = post.write(move |tx, act| synonyms::put(tx, act, &entry)).await?;
    Ok(post.done(HERE, &told("synonym-added", &entry)))
}

fn told(key: &'static str, entry: &Synonym) -> Message {
    Message::new(key).with("typed", entry.typed.as_str()).with("finds", entry.finds.as_str())
}

async fn draw(visit: &Visit, status: StatusCode, typed: &Typed, errors: Errors) -> Answer {
    let entries = visit.read(synonyms::all).await?;
    let t = visit.t;
    let mut page = below(visit, t.say("synonym-title"), None);
    page.failed = !errors.is_empty();
    let line = |name: &'static str, key: &str, value: &str| {
        Field::text(t, name, t.say(key), value).error(errors.of(name)).medium()
    };
    let fields = vec![
        line("typed", "synonym-typed", &typed.typed).hint(t.say("synonym-typed-hint")),
        line("finds", "synonym-finds", &typed.finds).hint(t.say("synonym-finds-hint")),
        Field::check(t, "mutual", t.say("synonym-mutual"), "1", typed.mutual.is_some()),
    ];
    visit.html_as(status, &SynonymsPage { page, errors, fields, table: table(t, &entries) })
}

fn table(t: Speech, entries: &[Synonym]) -> Table {
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("synonym-typed").head(),
        column("synonym-finds"),
        column("synonym-direction"),
        column("table-actions").hidden(),
    ];
    let mut table = Table::new(t, "padanan", t.say("synonym-list"), columns);
    table.note = t.count("synonym-count", i64::try_from(entries.len()).unwrap_or(i64::MAX));
    let row = |entry: &Synonym| {
        let (icon, key) = if entry.mutual {
            ("LuRepeat", "synonym-both-ways")
        } else {
            ("LuArrowRight", "synonym-one-way")
        };
        Row::new(vec![
            entry.typed.as_str().into(),
            entry.finds.as_str().into(),
            Html::of(&Badge::new(Tone::Plain, t.say(key)).icon(icon)),
            Html::of(&Remove { t, entry }),
        ])
    };
    table.rows = entries.iter().map(row).collect();
    table.empty = Some(Empty::told(t, "LuLanguages", "synonym-none"));
    table
}
