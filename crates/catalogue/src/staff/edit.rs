use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Kind, Message, Refusal};
use marc::Record;
use platform::idempotency;
use serde::Deserialize;
use store::Tx;
use ui::{
    Page, Speech,
    part::{Choice, ErrorSummary, Errors, Field, Tone},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{
    Pairs, below,
    draft::{Draft, View},
    errors_of, kept, path_of, refusal_in, sent_before,
};
use crate::{
    edit::Typed,
    history::{Difference, differences},
    record::{self, Audience},
    records, stored,
};

/// Codes offered first; any other is typed in MARC lines.
const LANGUAGES: [&str; 14] =
    ["ind", "eng", "jav", "sun", "may", "mul", "xmm", "tom", "tnt", "tdn", "dut", "ara", "chi", "jpn"];

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    view: String,
    /// An ISBN to begin a new record with.
    #[serde(default)]
    isbn: String,
}

#[derive(Template)]
#[template(path = "staff_edit.html")]
struct EditPage {
    page: Page,
    errors: Errors,
    version: i64,
    /// By which a new record that is sent twice is made once.
    key: String,
    lines_view: bool,
    /// The hidden lines under the plain form.
    lines: String,
    area: Field,
    main: Vec<Field>,
    more: Vec<Field>,
    back: String,
    /// Records that have the same ISBN.
    alike: Vec<(i64, String)>,
    /// Whether it was not saved for their sake.
    held_back: bool,
    /// What somebody else saved meanwhile against what is written here.
    meanwhile: Vec<Difference>,
}

impl EditPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// An empty record.
pub(crate) async fn blank(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let mut record = Record::default();
    let typed = Typed { language: "ind".into(), form: "book".into(), ..Typed::of(&record) };
    typed.apply(&mut record, visit.act().today());
    let mut draft = Draft::of(&record, 0, View::Form);
    // A number that is no ISBN stands in the form too, and is told of there.
    draft.typed.isbns = asked.isbn;
    if asked.view == "lines" {
        draft.typed.apply(&mut record, visit.act().today());
        draft = Draft::of(&record, 0, View::Lines);
    }
    draw(&visit, StatusCode::OK, None, &draft, Errors::new(), Vec::new()).await
}

/// A record to be edited.
pub(crate) async fn open(visit: Visit, Path(number): Path<i64>, Query(asked): Query<Asked>) -> Answer {
    let kept = visit.read(move |tx| kept(tx, number)).await?;
    let view = if asked.view == "lines" { View::Lines } else { View::Form };
    let draft = Draft::of(&kept.record()?, kept.version, view);
    draw(&visit, StatusCode::OK, Some(number), &draft, Errors::new(), Vec::new()).await
}

/// Writes the new record, once however often the form is sent; not before somebody has seen the records that have its
/// ISBN.
pub(crate) async fn submit_new(post: Post, Form(pairs): Form<Pairs>) -> Answer {
    let mut draft = Draft::read(&pairs);
    let record = match turned_or_record(&post, None, &draft).await? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let (key, anyway, lines) = (format!("cantuman {}", draft.key), draft.anyway, record.to_lines());
    let made = post.write(move |tx, act| {
        idempotency::once(tx, act, &key, &lines, |tx| {
            let isbns = record::draw(&record).isbns;
            if !anyway && !doubles(tx, None, &isbns)?.is_empty() {
                return Err(Refusal::new(Kind::Conflict, Message::new(ALIKE)).into());
            }
            let kept = records::create(tx, act, &record)?;
            Ok((kept.number, kept.drawn.0.full_title(), stored::is_xml(&kept.marc)))
        })
    });
    match made.await {
        Ok((number, title, is_long)) => {
            let key = if is_long { "record-created-long" } else { "record-created" };
            Ok(post.done(&path_of(number), &Message::new(key).with("title", title)))
        }
        Err(error) => {
            let refusal = sent_before(refusal_in(error)?, &mut draft.key);
            refused(&post, None, &draft, &refusal).await
        }
    }
}

/// What holds a new record back until somebody has seen the others.
const ALIKE: &str = "cataloguing-alike";

/// Writes the edited record, unless somebody else has meanwhile.
pub(crate) async fn submit(post: Post, Path(number): Path<i64>, Form(pairs): Form<Pairs>) -> Answer {
    let draft = Draft::read(&pairs);
    let record = match turned_or_record(&post, Some(number), &draft).await? {
        Ok(record) => record,
        Err(answer) => return Ok(answer),
    };
    let (version, edited) = (draft.version, record.clone());
    let written = post
        .write(move |tx, act| {
            let id = kept(tx, number)?.id;
            let new = records::update(tx, act, id, version, &edited)?;
            Ok((new, stored::is_xml(&kept(tx, number)?.marc)))
        })
        .await;
    match written {
        Ok((new, _)) if new == version => Ok(post.done(&path_of(number), &Message::new("record-as-it-was"))),
        Ok((_, false)) => Ok(post.done(&path_of(number), &Message::new("record-saved"))),
        Ok((_, true)) => Ok(post.on_to(&path_of(number), Tone::Warn, &Message::new("record-saved-long"))),
        Err(error) => {
            let refusal = refusal_in(error)?;
            let meanwhile =
                refusal.reasons.iter().any(|reason| reason.message.key == "record-edited-meanwhile");
            if meanwhile {
                conflict(&post, number, &record, &refusal).await
            } else {
                refused(&post, Some(number), &draft, &refusal).await
            }
        }
    }
}

/// The record to be written, or the page in its other view when that was asked for, or with what is wrong.
async fn turned_or_record(
    post: &Post,
    number: Option<i64>,
    draft: &Draft,
) -> Result<Result<Record, axum::response::Response>, web::Failure> {
    match (draft.record(post.act().today()), draft.other) {
        (Ok(record), None) => Ok(Ok(record)),
        (Ok(record), Some(other)) => {
            let turned = Draft { key: draft.key.clone(), ..Draft::of(&record, draft.version, other) };
            draw(post, StatusCode::OK, number, &turned, Errors::new(), Vec::new()).await.map(Err)
        }
        (Err(refusal), _) => refused(post, number, draft, &refusal).await.map(Err),
    }
}

/// The form as it was sent, with what is wrong.
async fn refused(post: &Post, number: Option<i64>, draft: &Draft, refusal: &Refusal) -> Answer {
    if refusal.kind == Kind::Missing {
        return Err(refusal.clone().into());
    }
    let fallback = if draft.view == View::Lines { "lines" } else { "title" };
    let mut errors = Errors::new();
    for (field, text) in errors_of(post, refusal, fallback).iter() {
        // The plain form hides the lines, and the lines have no title of their own.
        let at = match (draft.view, field) {
            (View::Lines, _) => "lines",
            (View::Form, "lines") => "title",
            (View::Form, field) => field,
        };
        errors.add(at, text);
    }
    let held_back = refusal.reasons.iter().any(|reason| reason.message.key == ALIKE);
    let status = if held_back { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    draw(post, status, number, draft, errors, Vec::new()).await
}

/// Somebody else saved first: both states side by side, and what was written here in the box, ready to be saved
/// over theirs or mended.
async fn conflict(post: &Post, number: i64, mine: &Record, refusal: &Refusal) -> Answer {
    let theirs = post.read(move |tx| kept(tx, number)).await?;
    let meanwhile = differences(&theirs.record()?, mine);
    let draft = Draft::of(mine, theirs.version, View::Lines);
    draw(post, StatusCode::CONFLICT, Some(number), &draft, errors_of(post, refusal, "lines"), meanwhile).await
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    number: Option<i64>,
    draft: &Draft,
    errors: Errors,
    meanwhile: Vec<Difference>,
) -> Answer {
    let t = visit.t;
    let isbns = draft.isbns();
    let alike = visit.read(move |tx| doubles(tx, number, &isbns)).await?;
    let held_back = status == StatusCode::CONFLICT && number.is_none();
    let shown = number.map(|number| {
        (number, if draft.typed.title.is_empty() { number.to_string() } else { draft.typed.title.clone() })
    });
    let title = if number.is_some() { t.say("cataloguing-edit") } else { t.say("cataloguing-new") };
    let mut page = below(visit, title, shown.as_ref().map(|(number, name)| (*number, name.as_str())));
    page.failed = !errors.is_empty();
    let area = Field::area(t, "lines", t.say("cataloguing-lines"), draft.lines.as_str(), 24)
        .hint(t.say("cataloguing-lines-hint"))
        .attribute("spellcheck", "false")
        .attribute("wrap", "off")
        .error(errors.of("lines"));
    let view = EditPage {
        main: main_fields(t, &draft.typed, &errors),
        more: more_fields(t, &draft.typed, &errors),
        version: draft.version,
        key: draft.key.clone(),
        lines_view: draft.view == View::Lines,
        lines: draft.lines.clone(),
        area,
        back: number.map_or_else(|| "/staf/katalog".to_owned(), path_of),
        alike,
        held_back,
        meanwhile,
        errors,
        page,
    };
    visit.html_as(status, &view)
}

/// Other records with one of these ISBNs: before cataloguing a book one adds a copy to what is there.
fn doubles(tx: &mut Tx<'_>, number: Option<i64>, isbns: &[String]) -> store::Result<Vec<(i64, String)>> {
    let mut found: Vec<(i64, String)> = Vec::new();
    for isbn in isbns {
        for other in records::by_isbn(tx, isbn)? {
            let known = Some(other) == number || found.iter().any(|(known, _)| *known == other);
            if let Some(kept) = if known { None } else { records::by_number(tx, other)? } {
                found.push((other, kept.drawn.0.full_title()));
            }
        }
    }
    Ok(found)
}

fn main_fields(t: Speech, typed: &Typed, errors: &Errors) -> Vec<Field> {
    let line = |name: &'static str, key: &str, value: &str| {
        Field::text(t, name, t.say(key), value).error(errors.of(name))
    };
    vec![
        line("title", "cataloguing-field-title", &typed.title),
        line("subtitle", "cataloguing-field-subtitle", &typed.subtitle).optional(),
        line("author", "cataloguing-field-author", &typed.author)
            .hint(t.say("cataloguing-author-hint"))
            .optional(),
        line("responsibility", "cataloguing-field-responsibility", &typed.responsibility).optional(),
        line("place", "cataloguing-field-place", &typed.place).medium().optional(),
        line("publisher", "cataloguing-field-publisher", &typed.publisher).optional(),
        line("year", "cataloguing-field-year", &typed.year).short().digits().optional(),
        line("extent", "cataloguing-field-extent", &typed.extent)
            .hint(t.say("cataloguing-extent-hint"))
            .medium()
            .optional(),
        line("ddc", "cataloguing-field-ddc", &typed.ddc).medium().optional(),
        line("call_number", "cataloguing-field-call-number", &typed.call_number).medium().optional(),
        area(t, errors, "isbns", "cataloguing-field-isbns", &typed.isbns, 2),
        area(t, errors, "subjects", "cataloguing-field-subjects", &typed.subjects, 4)
            .hint(t.say("cataloguing-subjects-hint")),
        area(t, errors, "summary", "cataloguing-field-summary", &typed.summary, 5),
    ]
}

fn more_fields(t: Speech, typed: &Typed, errors: &Errors) -> Vec<Field> {
    let kinds = record::Form::ALL.iter().map(|form| form.as_str());
    let audiences = Audience::ALL.iter().map(|audience| audience.as_str());
    let choice = |prefix: &str, value: &str, chosen: &str| {
        let label = t.known(&format!("{prefix}{value}")).unwrap_or(value);
        Choice::new(value, label).chosen(value == chosen)
    };
    let own = typed.language.as_str();
    let mut languages: Vec<Choice> =
        vec![Choice::new("", t.say("cataloguing-unknown")).chosen(own.is_empty())];
    let offered =
        LANGUAGES.into_iter().chain(Some(own).filter(|own| !own.is_empty() && !LANGUAGES.contains(own)));
    languages.extend(offered.map(|code| choice("search-page-language-", code, own)));
    let mut for_whom = vec![Choice::new("", t.say("cataloguing-unknown")).chosen(typed.audience.is_empty())];
    for_whom.extend(audiences.map(|word| choice("search-page-audience-", word, &typed.audience)));
    let form = kinds.map(|word| choice("search-page-kind-", word, &typed.form)).collect();
    vec![
        Field::select(t, "form", t.say("cataloguing-field-form"), form),
        Field::select(t, "language", t.say("cataloguing-field-language"), languages),
        Field::select(t, "audience", t.say("cataloguing-field-audience"), for_whom),
        area(t, errors, "others", "cataloguing-field-others", &typed.others, 3)
            .hint(t.say("cataloguing-others-hint")),
        Field::text(t, "edition", t.say("cataloguing-field-edition"), typed.edition.as_str())
            .medium()
            .optional(),
        area(t, errors, "isbns_wrong", "cataloguing-field-isbns-wrong", &typed.isbns_wrong, 2)
            .hint(t.say("cataloguing-isbns-wrong-hint")),
        area(t, errors, "series", "cataloguing-field-series", &typed.series, 2)
            .hint(t.say("cataloguing-series-hint")),
        area(t, errors, "notes", "cataloguing-field-notes", &typed.notes, 4),
    ]
}

fn area(t: Speech, errors: &Errors, name: &'static str, key: &str, value: &str, rows: u8) -> Field {
    Field::area(t, name, t.say(key), value, rows).error(errors.of(name)).optional()
}
