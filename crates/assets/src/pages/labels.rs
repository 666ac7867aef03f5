//! Labels with a code to scan, on sheets.

use serde::Deserialize;
use ui::{
    Html,
    part::{Board, Button, Deed, Errors, Field},
};
use web::{Answer, Form, Post, Query, Visit, sent::Sent};

use super::LIST;
use crate::{
    model::Asset,
    register::{self, Filter},
};

/// The most labels of one batch, and the labels of a sheet.
const MOST: usize = 480;
const PLACES: usize = 24;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kode: String,
}

web::form! { LabelForm { codes, skip } }

/// Which labels; those of everything where nothing is named.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let codes = if asked.kode.is_empty() {
        let all = visit.read(|tx| register::page(tx, &Filter::default(), (MOST as i64, 0))).await?;
        all.iter().map(|one| one.code.as_str()).collect::<Vec<_>>().join("\n")
    } else {
        asked.kode
    };
    draw(&visit, &LabelForm { codes, skip: "0".into() }.sent())
}

fn draw(visit: &Visit, sent: &Sent) -> Answer {
    let t = visit.t;
    let fields = vec![
        Field::area(t, "codes", t.say("asset-label-codes"), sent.text("codes"), 10)
            .hint(t.say("asset-label-codes-hint"))
            .error(sent.errors.of("codes")),
        Field::text(t, "skip", t.say("asset-label-skip"), sent.text("skip"))
            .hint(t.say("asset-label-skip-hint"))
            .short()
            .attribute("inputmode", "numeric")
            .error(sent.errors.of("skip")),
    ];
    let buttons = vec![Button::new(t.say("asset-label-print")).icon("LuPrinter")];
    let deed = Deed::new(t.say("asset-labels"), "/staf/aset/label", fields).open(true).buttons(buttons);
    let mut board = Board::new(t);
    board.main.push(Html::of(&deed));
    visit.board(visit.below(LIST, t.say("asset-labels")), board, sent)
}

/// The labels as a PDF, or what is wrong with the codes.
pub(super) async fn print(post: Post, Form(typed): Form<LabelForm>) -> Answer {
    let (t, sent) = (post.t, typed.sent());
    let codes: Vec<String> = sent.text("codes").split_whitespace().map(str::to_owned).collect();
    let mut errors = Errors::new();
    let skip = sent.text("skip").trim().parse::<usize>().ok().filter(|skip| *skip < PLACES);
    if skip.is_none() {
        errors.add("skip", t.say("asset-label-skip-unreadable"));
    }
    if codes.is_empty() {
        errors.add("codes", t.say("asset-label-none"));
    } else if codes.len() > MOST {
        errors.add("codes", t.count("asset-label-too-many", MOST as i64));
    }
    let asked = codes.clone();
    let found = post
        .read(move |tx| {
            let mut found = Vec::new();
            for code in asked.into_iter().take(MOST) {
                let known = match register::find(tx, &code)? {
                    Some(id) => Some(register::one(tx, id)?),
                    None => None,
                };
                found.push((code, known));
            }
            Ok(found)
        })
        .await?;
    let unknown: Vec<&str> =
        found.iter().filter(|(_, one)| one.is_none()).map(|(code, _)| code.as_str()).collect();
    if !unknown.is_empty() {
        errors.add("codes", t.about("asset-label-unknown", t.list(&unknown)));
    }
    if !errors.is_empty() {
        return draw(&post, &sent.wrong(errors));
    }
    let things: Vec<(Asset, String)> = found
        .into_iter()
        .filter_map(|(_, one)| one)
        .map(|one| {
            let place = one.place();
            (one, place)
        })
        .collect();
    let skip = skip.unwrap_or(0);
    web::document::answer(&post, "label-aset.pdf", t.say("asset-labels"), move |about, head| {
        let tags: Vec<pdf::Tag<'_>> =
            things.iter().map(|(one, place)| pdf::Tag { code: &one.code, name: &one.name, place }).collect();
        pdf::tags(about, head, &pdf::Sheet::A4_24, skip, &tags)
    })
    .await
}
