//! `/staf/aksesi`: from the box to the shelf on one page, by scanner alone.
//!
//! What is in question stands in the address, so a page that is loaded again asks the same; each page has a token of its
//! own, so a form that is sent twice counts once.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Kind, Message, Refusal, Rupiah};
use marc::isbn::Isbn;
use platform::permissions::Grants;
use serde::Deserialize;
use store::{Result, Tx};
use ui::{
    Html, Page, Speech,
    part::{Badge, Button, Column, Empty, ErrorSummary, Errors, Field, Link, Pager, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Post, Query, Visit, see_other};

use super::{path_of, refusal_in};
use crate::{
    COPIES,
    accession::{
        self, Batch, Figures, Line, State,
        intake::{self, Book, Match, Taken},
        rules::{Command, Other, Scanned},
    },
    copies::{self, Copy},
};

/// Where boxes are listed.
pub(crate) const HERE: &str = "/staf/aksesi";
const PER_PAGE: i64 = 50;
/// How many copies the page of a box lists.
const LISTED: i64 = 60;

fn box_path(code: &str) -> String {
    format!("{HERE}/{code}")
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"staff.html\" %}{% block content %}<p>{{ page.t.say(\"accession-lead\") }}</p>{{ table }}{{ pager }}{% endblock %}"
)]
struct ListPage {
    page: Page,
    table: Table,
    pager: Pager,
}

/// A page of a list.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Listed {
    n: Option<u32>,
}

#[derive(Template)]
#[template(ext = "html", source = "<a href=\"{{ href }}\">{{ text }}</a>")]
struct Linked<'a> {
    href: String,
    text: &'a str,
}

/// The boxes, open ones first.
pub(crate) async fn list(visit: Visit, Query(asked): Query<Listed>) -> Answer {
    let number = asked.n.unwrap_or(1).clamp(1, 10_000);
    let place = (PER_PAGE, (i64::from(number) - 1) * PER_PAGE);
    let (batches, all) = visit.read(move |tx| accession::list(tx, place)).await?;
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("accession-code").head(),
        column("accession-name"),
        column("accession-reference"),
        column("accession-received-on"),
        column("copy-branch"),
        column("accession-taken").numeric(),
        column("accession-state"),
    ];
    let mut table = Table::new(t, "kotak", t.say("nav-accession"), columns);
    table.empty = Some(Empty {
        icon: "LuPackage",
        title: t.say("accession-none").to_owned(),
        text: t.say("accession-none.text").to_owned(),
        action: None,
    });
    table.rows = batches
        .iter()
        .map(|batch| {
            Row::new(vec![
                Html::of(&Linked { href: box_path(&batch.code), text: &batch.code }),
                batch.name.as_str().into(),
                batch.reference.as_str().into(),
                t.date(batch.received_on).into(),
                batch.branch_name.as_str().into(),
                taken(t, batch).into(),
                Html::of(&state(t, batch.state)),
            ])
        })
        .collect();
    let pages = u32::try_from((all + PER_PAGE - 1) / PER_PAGE).unwrap_or(u32::MAX);
    let pager = Pager::new(t, number, pages, |n| format!("{HERE}?n={n}"));
    visit.html(&ListPage { page: visit.staff(t.say("nav-accession")), table, pager })
}

fn state(t: Speech, state: State) -> Badge {
    let tone = match state {
        State::Open => Tone::Warn,
        State::Closed => Tone::Ok,
        State::Cancelled => Tone::Plain,
    };
    Badge::new(tone, t.say(&format!("accession-state-{state}")))
}

/// `12 dari 40`.
fn taken(t: Speech, batch: &Batch) -> String {
    match batch.expected {
        Some(expected) => {
            t.with("accession-taken-of", &[("n", batch.copies.into()), ("of", expected.into())])
        }
        None => t.int(batch.copies),
    }
}

/// What the address says is in question.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    /// The ISBN that was scanned.
    isbn: String,
    /// The record that was chosen, by its number.
    cantuman: String,
    /// A book without ISBN is to be typed.
    baru: String,
}

/// A scan, and what was typed beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Scan {
    kode: String,
    jumlah: String,
    nilai: String,
    token: String,
    isbn: String,
    cantuman: String,
    baru: String,
    judul: String,
    pengarang: String,
    /// A button that was pressed.
    tindakan: String,
}

impl Scan {
    fn asked(&self) -> Asked {
        Asked { isbn: self.isbn.clone(), cantuman: self.cantuman.clone(), baru: self.baru.clone() }
    }

    fn is_asked(&self) -> bool {
        ![&self.isbn, &self.cantuman, &self.baru].into_iter().all(String::is_empty)
    }
}

/// The book in question.
enum Question {
    /// It is of this record; only its label is missing.
    Label(Match),
    /// It may be of several.
    Which(Vec<Match>),
    /// The catalogue does not have it.
    Draft,
}

fn question(tx: &mut Tx<'_>, asked: &Asked) -> Result<Option<Question>> {
    if let Ok(number) = asked.cantuman.parse() {
        return Ok(intake::numbered(tx, number)?.map(Question::Label));
    }
    if let Ok(isbn) = Isbn::parse(&asked.isbn) {
        let mut found = intake::matches(tx, isbn)?;
        return Ok(Some(match (found.len(), found.pop()) {
            (0, _) => Question::Draft,
            (1, Some(one)) => Question::Label(one),
            (_, last) => Question::Which(found.into_iter().chain(last).collect()),
        }));
    }
    Ok((!asked.baru.is_empty()).then_some(Question::Draft))
}

#[derive(Template)]
#[template(path = "staff_accession.html")]
struct BoxPage {
    page: Page,
    errors: Errors,
    batch: Batch,
    base: String,
    badge: Badge,
    facts: String,
    stats: Vec<Stat>,
    token: String,
    label: String,
    tip: &'static str,
    kept: String,
    asked: Asked,
    /// What the catalogue says of the book in question.
    heading: String,
    choices: Vec<(i64, String)>,
    draft: Vec<Field>,
    more: Vec<Field>,
    table: Table,
    is_open: bool,
    can_label: bool,
}

impl BoxPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The page of a box.
pub(crate) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let typed = Scan { isbn: asked.isbn, cantuman: asked.cantuman, baru: asked.baru, ..Scan::default() };
    draw(&visit, StatusCode::OK, code, &typed, Errors::new()).await
}

struct Looked {
    batch: Batch,
    figures: Figures,
    lines: Vec<Line>,
    question: Option<Question>,
}

async fn draw(visit: &Visit, status: StatusCode, code: String, typed: &Scan, errors: Errors) -> Answer {
    let asked = typed.asked();
    let asking = asked.clone();
    let looked = visit
        .read(move |tx| {
            let batch = accession::by_code(tx, &code)?;
            Ok(Looked {
                figures: accession::figures(tx, batch.id)?,
                lines: accession::lines(tx, batch.id, LISTED)?,
                question: question(tx, &asking)?,
                batch,
            })
        })
        .await?;
    visit.html_as(status, &box_page(visit, looked, asked, typed, errors))
}

fn box_page(visit: &Visit, looked: Looked, asked: Asked, typed: &Scan, errors: Errors) -> BoxPage {
    let t = visit.t;
    let Looked { batch, figures, lines, question } = looked;
    let is_open = batch.state == State::Open;
    let can_edit = is_open && visit.can_at(COPIES, batch.branch);
    let mut page = visit.staff(t.about("accession-title", batch.code.as_str()));
    page.crumbs = vec![Link::new(t.say("nav-accession"), HERE), Link::new(batch.code.clone(), String::new())];
    page.failed = !errors.is_empty();
    let wants_label = batch.roll && matches!(question, Some(Question::Label(_) | Question::Draft));
    let (label, tip) = match wants_label {
        true => (t.say("accession-scan-label"), "accession-tip-label"),
        false => (t.say("accession-scan"), "accession-tip"),
    };
    let facts = t.with(
        "accession-facts",
        &[
            ("source", t.say(&format!("accession-source-{}", batch.source)).into()),
            ("name", batch.name.as_str().into()),
            ("reference", batch.reference.as_str().into()),
            ("day", t.date(batch.received_on).into()),
            ("branch", batch.branch_name.as_str().into()),
        ],
    );
    BoxPage {
        base: box_path(&batch.code),
        badge: state(t, batch.state),
        facts,
        stats: stats(t, &batch, figures),
        token: Id::<Scan>::new().to_string(),
        label: label.to_owned(),
        tip,
        kept: if errors.of("kode").is_some() { typed.kode.clone() } else { String::new() },
        heading: heading(t, question.as_ref(), &asked),
        choices: choices(t, question.as_ref(), batch.roll),
        draft: if matches!(question, Some(Question::Draft)) { draft(t, typed, &errors) } else { Vec::new() },
        more: vec![
            Field::text(
                t,
                "jumlah",
                t.say("accession-count"),
                if typed.jumlah.is_empty() { "1" } else { &typed.jumlah },
            )
            .digits()
            .short()
            .error(errors.of("jumlah")),
            Field::text(t, "nilai", t.say("accession-value"), typed.nilai.as_str())
                .digits()
                .short()
                .hint(t.about("accession-value-hint", t.rupiah(batch.worth.0)))
                .optional()
                .error(errors.of("nilai")),
        ],
        table: table(t, &batch, &lines, can_edit, figures.copies),
        can_label: !lines.is_empty(),
        is_open: can_edit,
        asked,
        batch,
        errors,
        page,
    }
}

fn stats(t: Speech, batch: &Batch, figures: Figures) -> Vec<Stat> {
    let stat = |key: &str, value: String| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let mut stats = vec![
        stat("accession-taken", taken(t, batch)),
        stat("accession-titles", t.int(figures.titles)),
        stat("accession-value-sum", t.rupiah(figures.value.0)),
    ];
    if figures.drafts > 0 {
        stats.push(stat("accession-drafts", t.int(figures.drafts)));
    }
    if batch.state == State::Closed {
        stats.push(stat("accession-loans", t.int(figures.loans)));
    }
    stats
}

fn heading(t: Speech, question: Option<&Question>, asked: &Asked) -> String {
    match question {
        None => String::new(),
        Some(Question::Label(one)) => named(t, one),
        Some(Question::Which(_)) => t.say("accession-which").to_owned(),
        Some(Question::Draft) if asked.isbn.is_empty() => t.say("accession-without-isbn").to_owned(),
        Some(Question::Draft) => t.about("accession-unknown-isbn", asked.isbn.as_str()),
    }
}

/// `Laskar Pelangi, Andrea Hirata (2005); sudah ada 2 eksemplar`.
fn named(t: Speech, one: &Match) -> String {
    let title =
        if one.author.is_empty() { one.title.clone() } else { format!("{}, {}", one.title, one.author) };
    let year = one.year.map(|year| format!(" ({year})")).unwrap_or_default();
    t.with("accession-match", &[("title", format!("{title}{year}").into()), ("n", one.copies.into())])
}

/// Records to choose from; without a roll, the one that was found too.
fn choices(t: Speech, question: Option<&Question>, roll: bool) -> Vec<(i64, String)> {
    match question {
        Some(Question::Which(all)) => all.iter().map(|one| (one.number, named(t, one))).collect(),
        Some(Question::Label(one)) if !roll => vec![(one.number, named(t, one))],
        _ => Vec::new(),
    }
}

fn draft(t: Speech, typed: &Scan, errors: &Errors) -> Vec<Field> {
    let text = |name, key: &str, value: &str| {
        Field::text(t, name, t.say(key), value).autocomplete("off").error(errors.of(name))
    };
    let title = text("judul", "cataloguing-field-title", &typed.judul);
    vec![
        if typed.isbn.is_empty() { title } else { title.hint(t.say("accession-title-hint")).optional() },
        text("pengarang", "cataloguing-field-author", &typed.pengarang)
            .hint(t.say("cataloguing-author-hint"))
            .optional(),
    ]
}

fn table(t: Speech, batch: &Batch, lines: &[Line], can_edit: bool, all: i64) -> Table {
    let column = |key| Column::new(t.say(key));
    let columns = vec![
        column("cataloguing-field-title").head(),
        column("copy-barcode"),
        column("copy-inventory"),
        column("accession-value").numeric(),
        column("table-actions").hidden(),
    ];
    let mut table = Table::new(t, "isi", t.say("accession-contents"), columns);
    if all > lines.len() as i64 {
        table.note = t.with("accession-latest", &[("n", (lines.len() as i64).into()), ("of", all.into())]);
    }
    table.empty = Some(Empty {
        icon: "LuPackage",
        title: t.say("accession-nothing-yet").to_owned(),
        text: t.say("accession-nothing-yet.text").to_owned(),
        action: None,
    });
    table.rows = lines
        .iter()
        .map(|line| {
            let back = if can_edit { back_button(t, batch, line) } else { Html::default() };
            Row::new(vec![
                title(t, line),
                line.barcode.as_str().into(),
                line.inventory.as_str().into(),
                t.rupiah(line.value.0).into(),
                back,
            ])
        })
        .collect();
    table
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<a href=\"{{ href }}\">{{ text }}</a>{% if let Some(badge) = badge %} {{ badge }}{% endif %}{% if !author.is_empty() %}<br><small>{{ author }}</small>{% endif %}"
)]
struct Titled<'a> {
    href: String,
    text: &'a str,
    author: &'a str,
    badge: Option<Badge>,
}

fn title(t: Speech, line: &Line) -> Html {
    let badge = line.draft.then(|| Badge::new(Tone::Warn, t.say("accession-draft")));
    Html::of(&Titled { href: path_of(line.number), text: &line.title, author: &line.author, badge })
}

#[derive(Template)]
#[template(ext = "html", source = "<form method=\"post\" action=\"{{ action }}\">{{ button }}</form>")]
struct Back {
    action: String,
    button: Button,
}

fn back_button(t: Speech, batch: &Batch, line: &Line) -> Html {
    let button = Button::new(t.say("undo")).small().ghost().about(format!(": {}", line.title));
    Html::of(&Back { action: format!("{}/batal/{}", box_path(&batch.code), line.copy), button })
}

/// The box, for somebody who keeps copies where it stands.
fn own(tx: &mut Tx<'_>, may: &Grants, code: &str) -> Result<Batch> {
    let batch = accession::by_code(tx, code)?;
    may.demand(tx, COPIES, Some(batch.branch))?;
    Ok(batch)
}

/// What becomes of a scan.
enum Next {
    /// This is taken out of the box.
    Take(Taken),
    /// Something is to be answered first.
    Ask(String),
}

/// A scan came in.
pub(crate) async fn scan(post: Post, Path(code): Path<String>, Form(typed): Form<Scan>) -> Answer {
    let base = box_path(&code);
    match Scanned::read(&typed.kode) {
        Scanned::Command(Command::Finish) => return close(post, Path(code)).await,
        Scanned::Command(Command::Undo) => return undo_last(post, code, &typed).await,
        Scanned::Command(Command::No) => return Ok(see_other(&base)),
        _ => {}
    }
    let may = post.grants().clone();
    let (sent, draft_title) = (typed.clone(), draft_title(post.t, &typed.isbn));
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            match next(tx, &batch, &sent, &draft_title)? {
                Next::Ask(question) => Ok(Err(question)),
                Next::Take(taken) => intake::take(tx, act, batch.id, &sent.token, &taken).map(Ok),
            }
        })
        .await;
    match done {
        Ok(Ok(made)) => Ok(post.done(&base, &told(&base, &made))),
        Ok(Err(question)) => Ok(see_other(&format!("{base}?{question}"))),
        Err(error) => refused(&post, base, &typed, error).await,
    }
}

/// What a draft is called until a cataloguer has its title page in hand (RDA: a title devised by the cataloguer).
fn draft_title(t: Speech, isbn: &str) -> String {
    if isbn.is_empty() { String::new() } else { t.about("accession-draft-title", isbn) }
}

fn next(tx: &mut Tx<'_>, batch: &Batch, sent: &Scan, draft_title: &str) -> Result<Next> {
    let scanned = Scanned::read(&sent.kode);
    let goes_on = match &scanned {
        Scanned::Nothing => sent.is_asked() && (!sent.tindakan.is_empty() || !sent.judul.trim().is_empty()),
        Scanned::Command(Command::Yes) => sent.is_asked(),
        // From a roll, whatever is neither a book nor a command is its label.
        Scanned::Other(other) => sent.is_asked() && batch.roll && *other != Other::Command,
        _ => false,
    };
    if goes_on {
        let label = if matches!(scanned, Scanned::Other(_)) { sent.kode.as_str() } else { "" };
        return answered(tx, batch, sent, label, draft_title);
    }
    match scanned {
        Scanned::Isbn(isbn) => {
            let found = intake::matches(tx, isbn)?;
            match found.as_slice() {
                [one] if !batch.roll => take(sent, Book::Of(one.number), ""),
                _ => Ok(Next::Ask(format!("isbn={isbn}"))),
            }
        }
        Scanned::Record(number) => match intake::numbered(tx, number)? {
            Some(_) if !batch.roll => take(sent, Book::Of(number), ""),
            Some(_) => Ok(Next::Ask(format!("cantuman={number}"))),
            None => {
                let message = Message::new("record-unknown").with("number", number);
                Err(Refusal::of_field("kode", message).into())
            }
        },
        Scanned::Other(Other::Code(code)) => Err(own_label(tx, &code)?.into()),
        Scanned::Other(other) => Err(other.refusal().into()),
        Scanned::Nothing | Scanned::Command(_) => {
            Err(Refusal::of_field("kode", Message::new("accession-nothing-scanned")).into())
        }
    }
}

/// Why a code that is no ISBN is not taken in; the label of a copy says which.
fn own_label(tx: &mut Tx<'_>, code: &str) -> Result<Refusal> {
    Ok(match copies::by_barcode(tx, code)? {
        Some(copy) => {
            let message = Message::new("accession-own-label").with("code", code).with("title", copy.title);
            Refusal { kind: Kind::Conflict, ..Refusal::of_field("kode", message) }
        }
        None => Other::Code(code.to_owned()).refusal(),
    })
}

/// The question is answered: by a choice, a title, a label, or a yes.
fn answered(tx: &mut Tx<'_>, batch: &Batch, sent: &Scan, label: &str, draft_title: &str) -> Result<Next> {
    let chosen = sent.tindakan.parse::<i64>().map(|number| number.to_string()).ok();
    let asked = Asked { cantuman: chosen.unwrap_or_else(|| sent.cantuman.clone()), ..sent.asked() };
    match question(tx, &asked)? {
        Some(Question::Label(one)) if batch.roll && label.is_empty() => {
            Ok(Next::Ask(format!("cantuman={}", one.number)))
        }
        Some(Question::Label(one)) => take(sent, Book::Of(one.number), label),
        Some(Question::Which(_)) => {
            Err(Refusal::of_field("kode", Message::new("accession-choose-first")).into())
        }
        Some(Question::Draft) if batch.roll && label.is_empty() => {
            Err(Refusal::of_field("kode", Message::new("accession-label-missing")).into())
        }
        Some(Question::Draft) | None => {
            let title = Some(sent.judul.trim()).filter(|title| !title.is_empty()).unwrap_or(draft_title);
            if title.is_empty() {
                return Err(Refusal::of_field("judul", Message::new("accession-title-missing")).into());
            }
            let isbn = Isbn::parse(&sent.isbn).map(|isbn| isbn.to_string()).unwrap_or_default();
            let (title, author) = (title.to_owned(), sent.pengarang.trim().to_owned());
            take(sent, Book::Drafted { isbn, title, author }, label)
        }
    }
}

fn take(sent: &Scan, book: Book, label: &str) -> Result<Next> {
    let count = match sent.jumlah.trim() {
        "" => Some(1),
        typed => typed.parse().ok(),
    };
    let digits: String =
        sent.nilai.trim().trim_start_matches("Rp").chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let value = if digits.is_empty() { Some(None) } else { digits.parse().ok().map(|n| Some(Rupiah(n))) };
    match (count, value) {
        (Some(count), Some(value)) => Ok(Next::Take(Taken { book, count, barcode: label.to_owned(), value })),
        (None, _) => Err(Refusal::of_field("jumlah", Message::new("accession-count-unreadable")).into()),
        (_, None) => Err(Refusal::of_field("nilai", Message::new("copy-price-form")).into()),
    }
}

/// What was taken out of the box, with the way back.
fn told(base: &str, made: &[Copy]) -> Message {
    let Some(first) = made.first() else { return Message::new("accession-nothing-scanned") };
    if made.len() > 1 {
        return Message::new("accession-many-taken")
            .with("title", first.title.as_str())
            .with("n", made.len() as i64);
    }
    Message::new("accession-one-taken")
        .with("title", first.title.as_str())
        .with("barcode", first.barcode.as_str())
        .with("inventory", first.inventory.clone().unwrap_or_default())
        .with("undo", format!("{base}/batal/{}", first.id))
}

async fn refused(post: &Post, base: String, typed: &Scan, error: store::Error) -> Answer {
    let refusal = refusal_in(error)?;
    if refusal.kind == Kind::Missing || refusal.kind == Kind::Forbidden {
        return Err(refusal.into());
    }
    let mut errors = Errors::new();
    for (field, text) in post.reasons(&refusal) {
        // The catalogue's own objections stand at the boxes of this form.
        let field = match field {
            None | Some("barcode") => "kode",
            Some("title") => "judul",
            Some(other) => other,
        };
        errors.add(field, text);
    }
    let code = base.rsplit('/').next().unwrap_or_default().to_owned();
    draw(post, StatusCode::UNPROCESSABLE_ENTITY, code, typed, errors).await
}

async fn undo_last(post: Post, code: String, typed: &Scan) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            let nothing = || Refusal::of_field("kode", Message::new("accession-nothing-to-undo"));
            let copy = intake::last(tx, batch.id)?.ok_or_else(nothing)?;
            intake::undo(tx, act, batch.id, copy)
        })
        .await;
    match done {
        Ok(title) => Ok(post.done(&base, &Message::new("accession-undone").with("title", title))),
        Err(error) => refused(&post, base, typed, error).await,
    }
}

/// A copy goes back into the box.
pub(crate) async fn undo(post: Post, Path((code, copy)): Path<(String, Id<Copy>)>) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let title = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            intake::undo(tx, act, batch.id, copy)
        })
        .await?;
    Ok(post.done(&base, &Message::new("accession-undone").with("title", title)))
}

/// The box is empty: its copies go to the shelf.
pub(crate) async fn close(post: Post, Path(code): Path<String>) -> Answer {
    let base = box_path(&code);
    let may = post.grants().clone();
    let done = post
        .write(move |tx, act| {
            let batch = own(tx, &may, &code)?;
            accession::close(tx, act, batch.id)
        })
        .await;
    match done {
        Ok(batch) => Ok(post.done(&base, &Message::new("accession-closed").with("n", batch.copies))),
        Err(error) => refused(&post, base, &Scan::default(), error).await,
    }
}

/// Where labels come from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Labels {
    gulungan: String,
}

/// Labels are printed, or come from a roll.
pub(crate) async fn labels(post: Post, Path(code): Path<String>, Form(typed): Form<Labels>) -> Answer {
    let base = box_path(&code);
    let (may, roll) = (post.grants().clone(), !typed.gulungan.is_empty());
    post.write(move |tx, _| {
        let batch = own(tx, &may, &code)?;
        accession::set_roll(tx, batch.id, roll)
    })
    .await?;
    Ok(see_other(&base))
}
