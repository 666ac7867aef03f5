use std::sync::Arc;

use askama::Template;
use platform::events;
use search::{Filters, Query as Question};
use serde::Deserialize;
use tokio::task::spawn_blocking;
use ui::{
    Page, Speech,
    part::{Badge, Button, Column, Empty, Pager, Row, Table, Tone},
};
use web::{Answer, Failure, Visit, see_other};

use super::{path_of, titled};
use crate::{EDIT, copies, display::Display, indexer::Index, records};

/// Records on a page.
const PER_PAGE: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    n: Option<u32>,
}

#[derive(Template)]
#[template(path = "staff_list.html")]
struct ListPage {
    page: Page,
    q: String,
    table: Table,
    pager: Pager,
    can_edit: bool,
}

/// Records by any words, hidden ones too, the newest first without words. A barcode or an ISBN of one record
/// leads straight to it.
pub(crate) async fn page(index: Arc<Index>, visit: Visit, asked: Asked) -> Answer {
    let typed = asked.q.trim().to_owned();
    let (latest, number) = visit
        .read(move |tx| {
            let by_copy = copies::by_barcode(tx, &typed)?.map(|copy| copy.number);
            let by_isbn = match by_copy {
                None => records::by_isbn(tx, &typed)?,
                Some(_) => Vec::new(),
            };
            let only = by_copy.or(if let [one] = by_isbn.as_slice() { Some(*one) } else { None });
            Ok((events::latest(tx)?, only))
        })
        .await?;
    if let Some(number) = number {
        return Ok(see_other(&path_of(number)));
    }
    index.caught_up(latest).await;
    let page = asked.n.unwrap_or(1).clamp(1, 200);
    let question = Question {
        text: asked.q.clone(),
        filters: Filters { include_hidden: true, ..Filters::default() },
        offset: (page as usize - 1) * PER_PAGE,
        limit: PER_PAGE,
        ..Question::default()
    };
    let results = spawn_blocking(move || index.search(&question))
        .await
        .map_err(Failure::fault)?
        .map_err(Failure::fault)?;
    let rows: Vec<Display> = results.hits.iter().map(|hit| Display::from_text(&hit.display)).collect();
    let t = visit.t;
    let can_edit = visit.can(EDIT);
    let pages = results.total.div_ceil(PER_PAGE as u64).min(200) as u32;
    let words = ui::page::query_value(&asked.q);
    let view = ListPage {
        page: visit.staff(t.say("cataloguing-title")),
        table: table(t, &asked.q, &rows, results.total, can_edit),
        pager: Pager::new(t, page, pages, |n| format!("/staf/katalog?q={words}&n={n}")),
        q: asked.q,
        can_edit,
    };
    visit.html(&view)
}

fn table(t: Speech, q: &str, rows: &[Display], total: u64, can_edit: bool) -> Table {
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("cataloguing-number").numeric(),
        column("cataloguing-field-title").head(),
        column("cataloguing-field-author"),
        column("cataloguing-field-year").numeric(),
        column("cataloguing-field-call-number"),
        column("cataloguing-copies").numeric(),
        column("cataloguing-free").numeric(),
    ];
    let caption = if q.trim().is_empty() { t.say("cataloguing-newest") } else { t.say("cataloguing-found") };
    let mut table = Table::new(t, "katalog", caption, columns);
    table.note = t.count("cataloguing-count", total as i64);
    table.rows = rows.iter().map(|row| cells(t, row)).collect();
    let action =
        can_edit.then(|| Button::link(t.say("cataloguing-new"), "/staf/katalog/baru").icon("LuBookPlus"));
    table.empty = Some(Empty { action, ..Empty::told(t, "LuBookCopy", "cataloguing-none") });
    table
}

fn cells(t: Speech, row: &Display) -> Row {
    let title = row.full_title();
    let badge = row.hidden.then(|| Badge::new(Tone::Warn, t.say("record-is-hidden")).icon("LuEyeOff"));
    Row::new(vec![
        row.number.to_string().into(),
        titled(row.number, &title, "", badge),
        row.author.as_str().into(),
        row.year.map(|year| year.to_string()).unwrap_or_default().into(),
        row.call_number.as_str().into(),
        t.int(i64::from(row.copies)).into(),
        t.int(i64::from(row.free)).into(),
    ])
}
