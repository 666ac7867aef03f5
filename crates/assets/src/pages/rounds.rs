//! Inventories on the phone: one field, one label after the other.

use askama::Template;
use axum::extract::Path;
use kernel::{Id, Message};
use platform::library;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, Deed, Empty, Field, Meter, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Visit, sent, sent::Sent};

use super::{LIST, look, path_of};
use crate::{
    EDIT,
    model::Round,
    rounds::{self, Seen, Sighting},
};

const ROUNDS: (&str, &str) = ("rounds", "/staf/aset/inventaris");

fn round_path(id: Id<Round>) -> String {
    format!("/staf/aset/inventaris/{id}")
}

/// Every inventory.
pub(super) async fn list(visit: Visit) -> Answer {
    draw_list(&visit, Sent::default()).await
}

async fn draw_list(visit: &Visit, sent: Sent) -> Answer {
    let (all, branches) = visit.read(|tx| Ok((rounds::all(tx)?, library::branches(tx)?))).await?;
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("round")).head(),
        Column::new(t.say("asset-place")),
        Column::new(t.say("round-begun")),
        Column::new(t.say("round-progress")),
        Column::new(t.say("round-state")),
    ];
    let mut table = Table::new(t, "inventaris", t.say("rounds"), columns);
    table.empty = Some(Empty {
        icon: "LuScan",
        title: t.say("rounds-none").to_owned(),
        text: t.say("rounds-none-text").to_owned(),
        action: None,
    });
    let row = |one: &Round| {
        let state = match one.ended_at {
            None => Badge::new(Tone::Warn, t.say("round-open")),
            Some(_) => Badge::new(Tone::Ok, t.say("round-is-ended")),
        };
        Row::new(vec![
            look::link(&round_path(one.id), &one.name, ""),
            place(one).into(),
            t.moment(one.begun_at, &visit.act().zone).into(),
            Html::of(&meter(t, one)),
            Html::of(&state),
        ])
    };
    table.rows = all.iter().map(row).collect();
    let mut board = Board::new(t);
    board.main.push(Html::of(&table));
    if visit.can(EDIT) {
        let branch = |one: &library::Branch| {
            let id = one.id.to_string();
            let chosen = id == sent.text("branch");
            Choice::new(id, &*one.name).chosen(chosen)
        };
        let fields = vec![
            Field::text(t, "name", t.say("round-name"), sent.text("name"))
                .hint(t.say("round-name-hint"))
                .error(sent.errors.of("name")),
            Field::select(t, "branch", t.say("asset-branch"), branches.iter().map(branch).collect())
                .error(sent.errors.of("branch")),
            Field::text(t, "room", t.say("asset-room"), sent.text("room"))
                .hint(t.say("round-room-hint"))
                .optional(),
        ];
        let deed = Deed::new(t.say("round-begin"), ROUNDS.1, fields).once(sent.form());
        board.side.push(Html::of(&deed.open(all.iter().all(|one| one.ended_at.is_some()))));
    }
    visit.board(visit.below(LIST, t.say("rounds")), board, &sent)
}

fn place(one: &Round) -> String {
    match &one.room {
        Some(room) => format!("{}, {room}", one.branch_name),
        None => one.branch_name.clone(),
    }
}

fn meter(t: Speech, one: &Round) -> Meter {
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let text = t.with("round-seen-of", &[("seen", one.seen.into()), ("of", one.expected.into())]);
    Meter::new(number(one.seen), number(one.expected), text)
}

web::form! { RoundForm { form, name, branch, room } }

/// Begins an inventory.
pub(super) async fn begin(post: Post, Form(typed): Form<RoundForm>) -> Answer {
    let sent = typed.sent();
    let read = sent.clone();
    sent::done(
        &post,
        Message::new("round-started"),
        "name",
        move |tx, act| {
            let branch = read.id("branch").unwrap_or_else(|| Id::from_bytes([0; 16]));
            read.once(tx, act, "round", |tx| {
                rounds::begin(tx, act, read.text("name"), branch, read.text("room"))
            })
        },
        round_path,
        |errors| draw_list(&post, sent.wrong(errors)),
    )
    .await
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" class=\"toolbar\" autocomplete=\"off\">{{ field }}<button class=\"btn\">{{ button }}</button></form>"
)]
struct Scan<'a> {
    field: Field,
    button: &'a str,
}

/// One inventory: the field, what is missing, what was seen.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Round>>) -> Answer {
    draw(&visit, id, Sent::default()).await
}

async fn draw(visit: &Visit, id: Id<Round>, sent: Sent) -> Answer {
    let (one, missing, elsewhere, seen) = visit
        .read(move |tx| {
            let (missing, elsewhere) = (rounds::missing(tx, id)?, rounds::elsewhere(tx, id)?);
            Ok((rounds::one(tx, id)?, missing, elsewhere, rounds::sightings(tx, id)?))
        })
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    board.head = vec![place(&one).into()];
    if one.ended_at.is_none() && visit.can(EDIT) {
        let field = Field::text(t, "code", t.say("round-scan"), "")
            .autocomplete("off")
            .attribute("autofocus", "")
            .attribute("autocapitalize", "characters")
            .error(sent.errors.of("code"));
        board.main.push(Html::of(&Scan { field, button: t.say("round-note") }));
        let most_missing = missing.len() as i64 > one.seen;
        let sure = Field::check(t, "sure", t.say("round-sure"), "1", false).error(sent.errors.of("sure"));
        let fields = if most_missing { vec![sure] } else { Vec::new() };
        let deed = Deed::new(t.say("round-end"), format!("{}/selesai", round_path(id)), fields);
        board.side.push(Html::of(&deed.lead(t.count("round-end-text", missing.len()))));
    }
    let odd = seen.iter().filter(|one| !one.expected || one.gone).count();
    let stat = |n: String, key: &str| Stat { value: n, label: t.say(key).to_owned(), ..Stat::default() };
    board.stats = vec![
        stat(t.int(one.seen), "round-seen"),
        stat(t.int(missing.len() as i64), "round-missing"),
        stat(t.int(odd as i64), "round-odd"),
    ];
    let forgets = (one.ended_at.is_none() && visit.can(EDIT)).then(|| format!("{}/salah", round_path(id)));
    board.main.push(Html::of(&seen_table(t, &seen, forgets.as_deref())));
    let mut table = look::things(t, "hilang", t.say("round-missing-title"), &missing);
    table.empty = Some(look::none(t, "LuPackageCheck", "round-nothing-missing"));
    board.main.push(Html::of(&table));
    if !elsewhere.is_empty() {
        board.main.push(Html::of(&look::things(
            t,
            "di-tempat-lain",
            t.say("round-seen-elsewhere"),
            &elsewhere,
        )));
    }
    visit.board(visit.below(ROUNDS, one.name.as_str()), board, &sent)
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ action }}\"><input type=\"hidden\" name=\"code\" value=\"{{ code }}\">{{ button }}</form>"
)]
struct Forget<'a> {
    action: &'a str,
    code: &'a str,
    button: Button,
}

/// What was seen; what nobody knows is taken back at `forgets`, while that may be.
fn seen_table(t: Speech, all: &[Sighting], forgets: Option<&str>) -> Table {
    let columns = vec![
        Column::new(t.say("asset")).head(),
        Column::new(t.say("round-verdict")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "terlihat", t.say("round-seen-title"), columns);
    table.empty = Some(look::none(t, "LuScan", "round-nothing-seen"));
    let row = |one: &Sighting| {
        let elsewhere = || {
            let room = one.room.as_deref().map(|room| format!(", {room}")).unwrap_or_default();
            format!("{}{room}", one.branch_name.as_deref().unwrap_or_default())
        };
        let badge = match (&one.name, one.gone, one.expected) {
            (None, ..) => Badge::new(Tone::Bad, t.say("round-unknown")),
            (Some(_), true, _) => Badge::new(Tone::Bad, t.say("round-written-off")),
            (Some(_), false, true) => Badge::new(Tone::Ok, t.say("round-expected")),
            (Some(_), false, false) => Badge::new(Tone::Warn, t.about("round-elsewhere", elsewhere())),
        };
        let cell = match &one.name {
            Some(name) => look::link(&path_of(&one.code), name, &one.code),
            None => look::link("", &one.code, ""),
        };
        let forget = forgets.filter(|_| one.name.is_none()).map(|action| {
            let button = Button::new(t.say("round-mistaken")).small().ghost();
            Html::of(&Forget { action, code: &one.code, button: button.about(format!(": {}", one.code)) })
        });
        Row::new(vec![cell, Html::of(&badge), forget.unwrap_or_default()])
    };
    table.rows = all.iter().map(row).collect();
    table
}

web::form! { ScanForm { code } }

/// A label was seen: what it is, said at once, and the field is ready for the next.
pub(super) async fn see(post: Post, Path(id): Path<Id<Round>>, Form(typed): Form<ScanForm>) -> Answer {
    let sent = typed.sent();
    let code = sent.text("code").to_owned();
    match post.write(move |tx, act| rounds::see(tx, act, id, &code)).await {
        Ok(seen) => {
            let (tone, message) = told(seen);
            Ok(post.on_to(&round_path(id), tone, &message))
        }
        Err(error) => {
            let errors = sent::errors_in(&post, error, "code")?;
            draw(&post, id, sent.wrong(errors)).await
        }
    }
}

/// A scan that was none of ours is taken back.
pub(super) async fn forget(post: Post, Path(id): Path<Id<Round>>, Form(typed): Form<ScanForm>) -> Answer {
    let code = typed.sent().text("code").to_owned();
    let message = Message::new("round-forgotten").with("code", code.as_str());
    post.write(move |tx, _| rounds::forget(tx, id, &code)).await?;
    Ok(post.on_to(&round_path(id), Tone::Ok, &message))
}

fn told(seen: Seen) -> (Tone, Message) {
    match seen {
        Seen::Expected(one) => {
            (Tone::Ok, Message::new("round-saw").with("name", one.name).with("code", one.code))
        }
        Seen::Elsewhere(one) => {
            let place = one.place();
            (Tone::Warn, Message::new("round-saw-elsewhere").with("name", one.name).with("place", place))
        }
        Seen::Found(one) => (Tone::Ok, Message::new("round-saw-found").with("name", one.name)),
        Seen::WrittenOff(one) => (Tone::Bad, Message::new("round-saw-gone").with("name", one.name)),
        Seen::Again(code) => (Tone::Info, Message::new("round-saw-again").with("code", code)),
        Seen::Unknown(code) => (Tone::Bad, Message::new("round-saw-unknown").with("code", code)),
    }
}

web::form! { EndForm { sure } }

/// Ends an inventory.
pub(super) async fn end(post: Post, Path(id): Path<Id<Round>>, Form(typed): Form<EndForm>) -> Answer {
    let sent = typed.sent();
    let sure = sent.ticked("sure");
    sent::done(
        &post,
        Message::new("round-closed"),
        "code",
        move |tx, act| rounds::end(tx, act, id, sure),
        |_| round_path(id),
        |errors| draw(&post, id, sent.wrong(errors)),
    )
    .await
}
