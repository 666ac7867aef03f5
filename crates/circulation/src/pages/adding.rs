//! `/staf/meja/tambah`: a copy nobody has catalogued, in five fields.

use askama::Template;
use catalogue::{copies, fast_add::FastAdd};
use kernel::Message;
use membership::members;
use serde::Deserialize;
use store::Error;
use ui::{
    Page,
    part::{Choice, ErrorSummary, Errors, Field, Link},
};
use web::{Answer, Failure, Form, Post, Query, Visit};

use super::desk::{clerk, desk_path};
use crate::desk::{self, Mode, Seen};

#[derive(Template)]
#[template(path = "desk_add.html")]
struct AddPage {
    page: Page,
    errors: Errors,
    mode: Mode,
    /// What it is drawn for.
    seen: Seen,
    fields: Vec<Field>,
    /// What happens next, where that is a loan.
    next: Option<String>,
}

impl AddPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The book as it is typed.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Book {
    kode: String,
    mode: String,
    transaksi: String,
    judul: String,
    pengarang: String,
    jenis: String,
    nopang: String,
}

impl Book {
    fn mode(&self) -> Mode {
        self.mode.parse().unwrap_or(Mode::Lend)
    }
}

/// The form, with the code that was scanned.
pub(super) async fn page(visit: Visit, Query(book): Query<Book>) -> Answer {
    draw(&visit, &book, Errors::new()).await
}

async fn draw(visit: &Visit, book: &Book, errors: Errors) -> Answer {
    let act = visit.act();
    let Some(staff) = act.by.person() else { return Err(Failure::missing()) };
    let (kinds, seen, member) = visit
        .read(move |tx| {
            let open = desk::of_staff(tx, staff)?;
            let at_desk = open.as_ref().and_then(|desk| desk.member);
            let member = at_desk.map(|person| members::by_id(tx, person)).transpose()?.flatten();
            Ok((copies::kinds(tx)?, Seen::of(open.as_ref()), member))
        })
        .await?;
    let (t, mode) = (visit.t, book.mode());
    let chosen = |code: &str| if book.jenis.is_empty() { code == "umum" } else { code == book.jenis };
    let kinds =
        kinds.into_iter().map(|(code, name)| Choice::new(code.clone(), name).chosen(chosen(&code))).collect();
    let text = |name, key: &str, value: &str| {
        Field::text(t, name, t.say(key), value).error(errors.of(name)).autocomplete("off")
    };
    let title = text("judul", "desk-add-book", &book.judul);
    let fields = vec![
        text("kode", "desk-add-barcode", &book.kode).medium().attribute("spellcheck", "false"),
        if book.kode.is_empty() { title } else { title.attribute("autofocus", "") },
        text("pengarang", "desk-add-author", &book.pengarang).optional(),
        Field::select(t, "jenis", t.say("desk-add-kind"), kinds).medium().error(errors.of("jenis")),
        text("nopang", "desk-add-call-number", &book.nopang).medium().optional(),
    ];
    let mut page = Page { failed: !errors.is_empty(), ..visit.staff(t.say("desk-add-title")) };
    page.crumbs = vec![
        Link::new(t.say("desk-title"), desk_path(mode)),
        Link::new(t.say("desk-add-title"), String::new()),
    ];
    let next = member.filter(|_| mode == Mode::Lend).map(|member| t.about("desk-add-lends", member.name));
    let failed = page.failed;
    let template = AddPage { page, errors, mode, seen, fields, next };
    if failed {
        visit.html_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &template)
    } else {
        visit.html(&template)
    }
}

/// Adds it, and back to the desk.
pub(super) async fn submit(post: Post, Form(book): Form<Book>) -> Answer {
    let (typed, mode) = (book.clone(), book.mode());
    let Ok(seen) = book.transaksi.parse::<Seen>();
    let clerk = clerk(&post)?;
    let done = post
        .write(move |tx, act| {
            desk::add(tx, act, &clerk, (mode, seen), |branch| FastAdd {
                barcode: book.kode.clone(),
                title: book.judul.clone(),
                author: book.pengarang.clone(),
                kind: book.jenis.clone(),
                call_number: book.nopang.clone(),
                branch,
            })
        })
        .await;
    match done {
        Ok(copy) => {
            let message =
                Message::new("desk-add-done").with("title", copy.title).with("barcode", copy.barcode);
            Ok(post.done(&desk_path(mode), &message))
        }
        Err(Error::Refused(refusal)) => {
            let mut errors = Errors::new();
            for (field, text) in post.reasons(&refusal) {
                errors.add(field_of(field), text);
            }
            draw(&post, &typed, errors).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The field here of what the catalogue objects to.
fn field_of(field: Option<&'static str>) -> &'static str {
    match field {
        Some("title") => "judul",
        Some("kind") => "jenis",
        _ => "kode",
    }
}
