//! What is lacking, each a link to where it is mended.

use ui::{
    Html,
    part::{Todo, TodoItem, Tone},
};
use web::Visit;

use super::{super::LIST, path_of, programmes};
use crate::{
    Activity, Programme,
    model::Stage,
    readiness::{Gap, Spot},
};

fn href(page: &str, spot: &Spot) -> String {
    match spot {
        Spot::Plan(field) => format!("{page}/ubah#{field}"),
        Spot::Beside(field) | Spot::Programme(field) => format!("{page}?isi={field}#{field}"),
        Spot::Session(id) => format!("{page}/sesi/{id}"),
        Spot::Guest(id) => format!("{page}/orang/{id}"),
        Spot::Settings => "/staf/pengaturan?ubah=activities.signer#activities-signer".to_owned(),
        Spot::Cost(id) => format!("{page}/anggaran/{id}"),
        Spot::Aim(id) => format!("{page}/kerangka/{id}"),
        Spot::First(id) => format!("{LIST}/baru?program={id}"),
        Spot::Activity(code) => path_of(code),
    }
}

fn todo(visit: &Visit, key: &str, page: &str, gaps: &[Gap]) -> Html {
    let item = |gap: &Gap| TodoItem {
        tone: if gap.must { Tone::Warn } else { Tone::Info },
        text: visit.tell(&gap.message),
        href: href(page, &gap.at),
    };
    Html::of(&Todo { title: visit.t.say(key).to_owned(), items: gaps.iter().map(item).collect() })
}

#[derive(askama::Template)]
#[template(
    ext = "html",
    source = "<p class=\"flash {{ tone.class() }}\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#{{ tone.icon() }}\"/></svg>{{ text }}</p>"
)]
struct Word<'a> {
    tone: Tone,
    text: &'a str,
}

/// What an activity lacks, and how it stands before it is published.
pub(super) fn of_activity(visit: &Visit, one: &Activity, gaps: &[Gap]) -> Vec<Html> {
    let t = visit.t;
    let mut pieces = Vec::new();
    let is_planned = matches!(one.stage, Stage::Draft | Stage::Approved);
    let is_whole = gaps.iter().all(|gap| !gap.must);
    let word = match (one.stage, is_whole) {
        (Stage::Draft, true) => Some((Tone::Info, "ready-approval")),
        (Stage::Approved, true) => Some((Tone::Ok, "ready-all")),
        _ => None,
    };
    pieces.extend(word.map(|(tone, key)| Html::of(&Word { tone, text: t.say(key) })));
    if !gaps.is_empty() {
        let key = if is_planned { "ready-title" } else { "ready-later" };
        pieces.push(todo(visit, key, &path_of(&one.code), gaps));
    }
    pieces
}

/// What a programme lacks.
pub(super) fn of_programme(visit: &Visit, one: &Programme, gaps: &[Gap]) -> Option<Html> {
    (!gaps.is_empty()).then(|| todo(visit, "gaps-title", &programmes::path_of(&one.code), gaps))
}
