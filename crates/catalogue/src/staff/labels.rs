//! Labels for spines and covers, on A4 sheets, for whatever copies are scanned, of one record, or new since a day.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Act, Date};
use serde::Deserialize;
use store::{Result, Tx, sql, vals};
use ui::{
    Page,
    cover::Shelf,
    part::{DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Query, Visit, document};

use super::{below, kept};
use crate::{
    accession,
    copies::{self, Copy, Status},
};

/// The most labels of one batch.
const MOST: usize = 500;

/// What is asked for: a record, a box, or a day since which copies are new.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    cantuman: Option<i64>,
    kotak: String,
    sejak_day: String,
    sejak_month: String,
    sejak_year: String,
}

#[derive(Template)]
#[template(path = "staff_labels.html")]
struct LabelsPage {
    page: Page,
    errors: Errors,
    since: Field,
    fields: [Field; 2],
}

impl LabelsPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// Which copies get a label, and how many places of the first sheet are used already.
pub(super) async fn page(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let since = DateParts { day: asked.sejak_day, month: asked.sejak_month, year: asked.sejak_year };
    let (day, act) = (since.read(), visit.act());
    let found: Vec<String> = visit
        .read(move |tx| {
            Ok(match (asked.cantuman, day) {
                (Some(number), _) => {
                    let record = kept(tx, number)?.id;
                    let copies = copies::of_record(tx, record)?.into_iter();
                    copies.filter(|copy| copy.status != Status::Withdrawn).map(|copy| copy.barcode).collect()
                }
                (None, Some(day)) => new_since(tx, &act, day)?.into_iter().map(|copy| copy.barcode).collect(),
                (None, None) if !asked.kotak.is_empty() => of_box(tx, &asked.kotak)?,
                (None, None) => Vec::new(),
            })
        })
        .await?;
    let mut errors = Errors::new();
    if day.is_none() && !since.is_empty() {
        errors.add("sejak", visit.t.say("label-day-unreadable"));
    }
    draw(&visit, since, &found.join("\n"), "0", errors)
}

/// The codes of a box, in the order in which they were taken out of it.
fn of_box(tx: &mut Tx<'_>, code: &str) -> Result<Vec<String>> {
    let batch = accession::by_code(tx, code)?;
    let lines = accession::lines(tx, batch.id, i64::try_from(MOST).unwrap_or(i64::MAX))?;
    Ok(lines.into_iter().rev().map(|line| line.barcode).collect())
}

/// Copies that came into the catalogue since the beginning of a day and are not withdrawn, in the order of their
/// coming.
fn new_since(tx: &mut Tx<'_>, act: &Act, day: Date) -> Result<Vec<Copy>> {
    let from = act.start_of(day);
    tx.all(
        sql!(
            "SELECT f.* FROM copy_in_full f JOIN (SELECT c.id, c.created_at FROM copy c
                 WHERE c.created_at >= ?1 AND c.status <> 'withdrawn' ORDER BY c.created_at, c.id LIMIT ?2) n
                 ON n.id = f.id
             ORDER BY n.created_at, f.barcode"
        ),
        vals![from, i64::try_from(MOST).unwrap_or(i64::MAX)],
    )
}

fn draw(visit: &Visit, since: DateParts, codes: &str, skip: &str, errors: Errors) -> Answer {
    let t = visit.t;
    let mut page = below(visit, t.say("copy-labels-title"), None);
    page.failed = !errors.is_empty();
    let status = if page.failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = LabelsPage {
        since: Field::date(t, "sejak", t.say("label-since"), since).optional().error(errors.of("sejak")),
        fields: [
            Field::area(t, "kode", t.say("label-codes"), codes, 10)
                .hint(t.say("label-codes-hint"))
                .error(errors.of("kode")),
            Field::text(t, "lewati", t.say("label-skip"), skip)
                .hint(t.say("label-skip-hint"))
                .digits()
                .short()
                .error(errors.of("lewati")),
        ],
        page,
        errors,
    };
    visit.html_as(status, &view)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    kode: String,
    lewati: String,
}

/// A label as text, drawn off the threads that answer.
struct Text {
    call_number: String,
    code: String,
    title: String,
    colour: [u8; 3],
}

impl Text {
    fn label(&self) -> pdf::Label<'_> {
        let [r, g, b] = self.colour;
        pdf::Label {
            call_number: &self.call_number,
            code: &self.code,
            title: &self.title,
            colour: pdf::Colour(r, g, b),
        }
    }
}

fn text(copy: &Copy) -> Text {
    let shelf = copy.ddc_class.and_then(Shelf::new).unwrap_or_else(|| Shelf::of(&copy.call_number));
    Text {
        call_number: copy.call_number.clone(),
        code: copy.barcode.clone(),
        title: copy.title.clone(),
        colour: shelf.colour(),
    }
}

/// The labels as a PDF, or what is wrong with the codes.
pub(super) async fn print(post: Post, Form(Wanted { kode, lewati }): Form<Wanted>) -> Answer {
    let t = post.t;
    // A barcode may have blanks inside: a line is a code.
    let codes: Vec<String> =
        kode.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let mut errors = Errors::new();
    let skip = lewati.trim().parse::<usize>().ok().filter(|skip| *skip < 24);
    if skip.is_none() {
        errors.add("lewati", t.say("label-skip-unreadable"));
    }
    if codes.is_empty() {
        errors.add("kode", t.say("label-codes-missing"));
    } else if codes.len() > MOST {
        errors.add("kode", t.count("label-codes-too-many", MOST as i64));
    }
    let asked = codes.clone();
    let found = post
        .read(move |tx| {
            asked
                .iter()
                .take(MOST)
                .map(|code| Ok((code.clone(), copies::by_barcode(tx, code)?)))
                .collect::<Result<Vec<_>>>()
        })
        .await?;
    let fits = |copy: &Copy| {
        copy.barcode.len() <= pdf::LONGEST_BAR_CODE && copy.barcode.bytes().all(|b| matches!(b, b' '..=b'~'))
    };
    let unknown: Vec<&str> =
        found.iter().filter(|(_, copy)| copy.is_none()).map(|(code, _)| code.as_str()).collect();
    let unfit: Vec<&str> = found
        .iter()
        .filter(|(_, copy)| copy.as_ref().is_some_and(|copy| !fits(copy)))
        .map(|(code, _)| code.as_str())
        .collect();
    if !unknown.is_empty() {
        errors.add("kode", t.about("label-codes-unknown", t.list(&unknown)));
    }
    if !unfit.is_empty() {
        errors.add("kode", t.about("label-codes-unfit", t.list(&unfit)));
    }
    if !errors.is_empty() {
        return draw(&post, DateParts::default(), &codes.join("\n"), &lewati, errors);
    }
    let texts: Vec<Text> = found.iter().filter_map(|(_, copy)| copy.as_ref().map(text)).collect();
    let skip = skip.unwrap_or(0);
    document::answer(&post, "label.pdf", t.say("copy-labels-title"), move |about, head| {
        let labels: Vec<pdf::Label<'_>> = texts.iter().map(Text::label).collect();
        pdf::labels(about, head, &pdf::Sheet::A4_24, skip, &labels)
    })
    .await
}
