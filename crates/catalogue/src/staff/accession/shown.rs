//! The page of a box.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Id, Rupiah};
use marc::isbn::Isbn;
use ui::{
    Html, Page, Speech,
    part::{Badge, Button, Column, Empty, ErrorSummary, Errors, Field, Link, Row, Stat, Table, Tone},
};
use web::{Answer, Query, Visit, Waiting};

use super::{
    super::titled,
    HERE, box_path,
    question::{Asked, Question, Scan, question},
    state, taken,
};
use crate::{
    COPIES,
    accession::{self, Batch, Figures, Line, State, Title, elsewhere, intake::Match},
};

/// How many copies the page of a box lists.
const LISTED: i64 = 60;

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
    /// Where else it is waited for.
    elsewhere: Vec<(String, String)>,
    choices: Vec<(i64, String)>,
    draft: Vec<Field>,
    more: Vec<Field>,
    /// Why there is less in it than its paper says; asked for when it is closed so.
    shortage: Option<Field>,
    /// What its paper says is in it.
    paper: Option<Table>,
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
    titles: Vec<Title>,
    question: Option<Question>,
    elsewhere: Vec<Waiting>,
}

pub(super) async fn draw(
    visit: &Visit,
    status: StatusCode,
    code: String,
    typed: &Scan,
    errors: Errors,
) -> Answer {
    let asked = typed.asked();
    let (asking, awaited) = (asked.clone(), visit.app().awaited().to_vec());
    let looked = visit
        .read(move |tx| {
            let batch = accession::by_code(tx, &code)?;
            let elsewhere = match Isbn::parse(&asking.isbn) {
                Ok(isbn) => elsewhere::awaited(tx, batch.id, isbn, &awaited)?,
                Err(_) => Vec::new(),
            };
            Ok(Looked {
                elsewhere,
                figures: accession::figures(tx, batch.id)?,
                lines: accession::lines(tx, batch.id, LISTED)?,
                titles: accession::titles(tx, batch.id)?,
                question: question(tx, &asking)?,
                batch,
            })
        })
        .await?;
    visit.html_as(status, &box_page(visit, looked, asked, typed, errors))
}

fn box_page(visit: &Visit, looked: Looked, asked: Asked, typed: &Scan, errors: Errors) -> BoxPage {
    let t = visit.t;
    let Looked { batch, figures, lines, titles, question, elsewhere } = looked;
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
        elsewhere: elsewhere.into_iter().map(|one| (visit.tell(&one.message), one.href)).collect(),
        choices: choices(t, question.as_ref(), batch.roll),
        draft: if matches!(question, Some(Question::Draft)) { draft(t, typed, &errors) } else { Vec::new() },
        more: more(t, &batch, titles.is_empty(), typed, &errors),
        shortage: (batch.copies < batch.expected).then(|| {
            Field::text(t, "kurang", t.say("accession-shortage"), typed.kurang.as_str())
                .autocomplete("off")
                .error(errors.of("kurang"))
        }),
        paper: (!titles.is_empty()).then(|| paper(t, &batch, &titles, can_edit)),
        table: table(t, &batch, &lines, can_edit, figures.copies),
        can_label: !lines.is_empty(),
        is_open: can_edit,
        asked,
        batch,
        errors,
        page,
    }
}

/// What may be said beside a scan.
fn more(t: Speech, batch: &Batch, shared: bool, typed: &Scan, errors: &Errors) -> Vec<Field> {
    let usual = match (batch.sharing().usual(None), shared) {
        (None, _) => t.say("accession-value-beyond").to_owned(),
        (Some(share), true) => t.about("accession-value-hint", t.rupiah(share.0)),
        (Some(_), false) => t.say("accession-value-of-title").to_owned(),
    };
    let count = if typed.jumlah.is_empty() { "1" } else { &typed.jumlah };
    let mut fields = vec![
        Field::text(t, "jumlah", t.say("accession-count"), count).digits().short().error(errors.of("jumlah")),
        Field::text(t, "nilai", t.say("accession-value"), typed.nilai.as_str())
            .digits()
            .short()
            .hint(usual)
            .optional()
            .error(errors.of("nilai")),
    ];
    let is_full = batch.copies >= batch.expected;
    if batch.excess.is_none() && (is_full || errors.of("lebih").is_some()) {
        let why = Field::text(t, "lebih", t.say("accession-excess"), typed.lebih.as_str());
        fields.push(why.autocomplete("off").error(errors.of("lebih")));
    }
    fields
}

/// What the paper of a box says is in it, each title with how many of it came out, and with a way to take one without
/// typing it.
fn paper(t: Speech, batch: &Batch, titles: &[Title], can_edit: bool) -> Table {
    let columns = vec![
        Column::new(t.say("cataloguing-field-title")).head(),
        Column::new(t.say("accession-value")).numeric(),
        Column::new(t.say("accession-taken")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "surat", t.about("accession-paper", batch.reference.as_str()), columns);
    let row = |one: &Title| {
        let facts: Vec<&str> = [one.author.as_deref(), one.isbn.as_deref()].into_iter().flatten().collect();
        let taken = t.with("accession-taken-of", &[("n", one.taken.into()), ("of", one.copies.into())]);
        let take = || {
            let button = Button::new(t.say("accession-take-title")).small().ghost();
            let button = button.about(format!(": {}", one.title)).sends("tindakan", "ya");
            Html::of(&TakeTitle { action: box_path(&batch.code), fields: taking(one), button })
        };
        Row::new(vec![
            Html::of(&Named { text: &one.title, small: facts.join(" · ") }),
            t.rupiah(one.worth.0).into(),
            taken.into(),
            if can_edit && one.taken < one.copies && !batch.roll { take() } else { Html::default() },
        ])
    };
    table.rows = titles.iter().map(row).collect();
    table
}

/// What the form says that takes one of a title: its record, once the first of them has one, or else what the paper knows.
fn taking(one: &Title) -> Vec<(&'static str, String)> {
    let token = ("token", Id::<Scan>::new().to_string());
    match one.number {
        Some(number) => vec![token, ("cantuman", number.to_string())],
        None => vec![
            token,
            ("baru", "1".to_owned()),
            ("isbn", one.isbn.clone().unwrap_or_default()),
            ("judul", one.title.clone()),
            ("pengarang", one.author.clone().unwrap_or_default()),
        ],
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ text }}{% if !small.is_empty() %}<br><small>{{ small }}</small>{% endif %}"
)]
struct Named<'a> {
    text: &'a str,
    small: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"{{ action }}\">{% for (name, value) in fields %}<input type=\"hidden\" name=\"{{ name }}\" value=\"{{ value }}\">{% endfor %}{{ button }}</form>"
)]
struct TakeTitle {
    action: String,
    fields: Vec<(&'static str, String)>,
    button: Button,
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

/// What a copy is worth, or that its paper does not say.
fn worth(t: Speech, value: Option<Rupiah>) -> String {
    value.map_or_else(|| t.say("accession-unvalued").to_owned(), |value| t.rupiah(value.0))
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
    table.empty = Some(Empty::told(t, "LuPackage", "accession-nothing-yet"));
    table.rows = lines
        .iter()
        .map(|line| {
            let draft = line.draft.then(|| Badge::new(Tone::Warn, t.say("accession-draft")));
            let back = if can_edit { back_button(t, batch, line) } else { Html::default() };
            Row::new(vec![
                titled(line.number, &line.title, &line.author, draft),
                line.barcode.as_str().into(),
                line.inventory.as_str().into(),
                worth(t, line.value).into(),
                back,
            ])
        })
        .collect();
    table
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
