//! Suggestions while typing, for the search box.

use std::sync::Arc;

use ::search::{Field, Suggestion, SuggestionKind};
use axum::{Json, http::header, response::IntoResponse};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Tx, sql, vals};
use tokio::task::spawn_blocking;
use ui::Speech;
use web::{Answer, Failure, Visit};

use super::{
    Public,
    asked::{Asked, PATH},
    labels,
};
use crate::model::Record;

/// Suggestions offered at once.
const MOST: usize = 8;

/// What has been typed so far.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
}

/// A suggestion as `js/suggest.js` takes it.
#[derive(Serialize)]
struct Offer {
    text: String,
    note: String,
    href: String,
}

/// Suggestions for what was typed: titles lead to their records, names and subjects to their results.
pub(super) async fn answer(public: Arc<Public>, visit: Visit, Typed { q }: Typed) -> Answer {
    let index = public.index.clone();
    let found = spawn_blocking(move || index.suggest(&q, MOST)).await;
    let found = found.map_err(Failure::fault)?.map_err(Failure::fault)?;
    let ids: Vec<u128> = found.iter().filter_map(|suggestion| suggestion.id).collect();
    let numbers: Vec<(u128, Option<i64>)> =
        visit.read(move |tx| ids.into_iter().map(|id| Ok((id, number(tx, id)?))).collect()).await?;
    let offers: Vec<Offer> =
        found.into_iter().map(|suggestion| offer(visit.t, suggestion, &numbers)).collect();
    let headers = [(header::CACHE_CONTROL, "private, max-age=60"), (header::VARY, "Cookie")];
    Ok((headers, Json(offers)).into_response())
}

fn number(tx: &mut Tx<'_>, id: u128) -> store::Result<Option<i64>> {
    let id = Id::<Record>::from_bytes(id.to_be_bytes());
    let found: Option<(i64,)> =
        tx.opt(sql!("SELECT number FROM record WHERE id = ?1 AND NOT hidden"), vals![id])?;
    Ok(found.map(|(number,)| number))
}

fn offer(t: Speech, suggestion: Suggestion, numbers: &[(u128, Option<i64>)]) -> Offer {
    let Suggestion { text, kind, id } = suggestion;
    let of = |field| Asked { text: text.clone(), field, ..Asked::default() };
    let (note, href) = match kind {
        SuggestionKind::Title => {
            let record = numbers.iter().find(|(known, _)| Some(*known) == id).and_then(|(_, number)| *number);
            let href = record.map_or_else(|| of(Field::Title).href(), |number| format!("{PATH}/{number}"));
            ("search-page-is-title", href)
        }
        SuggestionKind::Author => ("search-page-is-author", of(Field::Author).href()),
        SuggestionKind::Subject => {
            let asked = Asked::default().but(|asked| asked.filters.subjects.push(text.clone()));
            ("search-page-is-subject", asked.href())
        }
    };
    let text = if kind == SuggestionKind::Subject { labels::heading(&text) } else { text };
    Offer { note: t.say(note).to_owned(), href, text }
}
