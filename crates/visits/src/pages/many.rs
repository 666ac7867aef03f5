//! Many at once: a group that came together, a paper sheet of a day without power, and the sheet itself.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Act, Date, Id, Message, Person, Reason, Refusal, Timestamp};
use people::{
    PartyKind,
    pages::{errors_of, refusal_in},
    register::{self, Asked as Wanted},
};
use serde::{Deserialize, Serialize};
use store::{Error, Result, Tx};
use ui::{
    Page,
    part::{DateParts, ErrorSummary, Errors, Field},
};
use web::{Answer, Form, Post, Query, Visit};

use super::{
    BOOK, Place, band_name, below_book, book,
    grid::{Grid, cells},
    sex_name,
};
use crate::{Band, Entry, New, Recorded, Sex, Source, door, rules};

/// How many cards one sheet may list.
const MOST_CARDS: usize = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cabang: String,
    ruang: String,
    tujuan: String,
}

#[derive(Template)]
#[template(path = "many.html")]
struct ManyPage {
    page: Page,
    errors: Errors,
    intro: String,
    hidden: Vec<(&'static str, String)>,
    before: Vec<Field>,
    grid: Grid,
    after: Vec<Field>,
    back: String,
    /// On the page of paper sheets: where a blank one is.
    blank: Option<String>,
}

impl ManyPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

async fn place_of(visit: &Visit, fields: &Fields) -> std::result::Result<Place, web::Failure> {
    Place::of(visit, value(fields, "cabang"), value(fields, "ruang"), value(fields, "tujuan")).await
}

fn id_of(fields: &Fields) -> Id<Entry> {
    value(fields, "id").parse().unwrap_or_default()
}

fn asked(asked: Asked) -> Fields {
    let field = |name: &str, value: String| (name.to_owned(), value);
    vec![field("cabang", asked.cabang), field("ruang", asked.ruang), field("tujuan", asked.tujuan)]
}

/// The form of a group.
pub(super) async fn group_form(visit: Visit, Query(query): Query<Asked>) -> Answer {
    draw_group(&visit, StatusCode::OK, asked(query), Errors::new()).await
}

async fn draw_group(visit: &Visit, status: StatusCode, fields: Fields, errors: Errors) -> Answer {
    let (t, place) = (visit.t, place_of(visit, &fields).await?);
    let mut page = below_book(visit, t.say("visit-group-title"));
    page.failed = !errors.is_empty();
    let from = Field::text(t, "from", t.say("visit-group-asal"), value(&fields, "from"))
        .hint(t.say("visit-group-asal-hint"))
        .autocomplete("off")
        .attribute("maxlength", "200")
        .optional()
        .error(errors.of("from"));
    let view = ManyPage {
        page,
        intro: t.say("visit-group-intro").to_owned(),
        hidden: vec![("id", id_of(&fields).to_string())],
        before: vec![from],
        grid: Grid::new(t, &fields, errors.of("people")),
        after: place.fields(t),
        back: place.book(),
        blank: None,
        errors,
    };
    visit.html_as(status, &view)
}

/// A group came.
pub(super) async fn group(post: Post, Form(fields): Form<Fields>) -> Answer {
    let place = place_of(&post, &fields).await?;
    let from = value(&fields, "from").to_owned();
    let new = book::at_desk(&post, &place, value(&fields, "id"));
    let cells = match cells(&fields) {
        Ok(cells) => cells,
        Err(reason) => return group_again(&post, fields, &refused(reason)).await,
    };
    let heads: i64 = cells.iter().map(|cell| cell.heads).sum();
    let said = from.clone();
    let done = post
        .write(move |tx, act| {
            let party = known(tx, &said)?;
            door::group(tx, act, &new, &cells, party, &said)
        })
        .await;
    match done {
        Ok(recorded) => {
            let name = match from.trim() {
                "" => post.t.count("visit-group-n", heads),
                from => post.t.with("visit-group-from", &[("n", heads.into()), ("from", from.into())]),
            };
            Ok(book::counted(&post, &place, recorded.id(), "visit-counted", name))
        }
        Err(error) => group_again(&post, fields, &refusal_in(error)?).await,
    }
}

fn refused(reason: Reason) -> Refusal {
    Refusal { kind: kernel::Kind::Invalid, reasons: vec![reason] }
}

async fn group_again(post: &Post, fields: Fields, refusal: &Refusal) -> Answer {
    let errors = errors_of(post, refusal, "people");
    draw_group(post, StatusCode::UNPROCESSABLE_ENTITY, fields, errors).await
}

/// The school or office of the register that goes by exactly this name.
pub(crate) fn known(tx: &mut Tx<'_>, name: &str) -> Result<Option<Id<Person>>> {
    let folded = people::name::folded(name);
    if folded.is_empty() {
        return Ok(None);
    }
    for kind in [PartyKind::Organisation, PartyKind::Group] {
        let wanted = Wanted { words: name.to_owned(), kind: Some(kind), coded: false };
        let found = register::find(tx, &wanted, 20)?;
        if let Some(one) = found.into_iter().find(|one| people::name::folded(&one.name) == folded) {
            return Ok(Some(one.id));
        }
    }
    Ok(None)
}

/// The form of a paper sheet.
pub(super) async fn sheet_form(visit: Visit, Query(query): Query<Asked>) -> Answer {
    let mut fields = asked(query);
    let today = DateParts::from(visit.act().today());
    for (name, value) in [("hari_day", today.day), ("hari_month", today.month), ("hari_year", today.year)] {
        fields.push((name.to_owned(), value));
    }
    draw_sheet(&visit, StatusCode::OK, fields, Errors::new()).await
}

fn day_parts(fields: &Fields) -> DateParts {
    let part = |name| value(fields, name).to_owned();
    DateParts { day: part("hari_day"), month: part("hari_month"), year: part("hari_year") }
}

async fn draw_sheet(visit: &Visit, status: StatusCode, fields: Fields, errors: Errors) -> Answer {
    let (t, place) = (visit.t, place_of(visit, &fields).await?);
    let mut page = below_book(visit, t.say("sheet-title"));
    page.failed = !errors.is_empty();
    let day = Field::date(t, "hari", t.say("sheet-day"), day_parts(&fields)).error(errors.of("hari"));
    let cards = Field::area(t, "kartu", t.say("sheet-cards"), value(&fields, "kartu"), 5)
        .hint(t.say("sheet-cards-hint"))
        .optional()
        .error(errors.of("kartu"));
    let mut after = vec![cards];
    after.extend(place.fields(t));
    let view = ManyPage {
        page,
        intro: t.say("sheet-intro").to_owned(),
        hidden: vec![("id", id_of(&fields).to_string())],
        before: vec![day],
        grid: Grid::new(t, &fields, errors.of("people")),
        after,
        back: place.book(),
        blank: Some(format!("{BOOK}/kertas/kosong?{}", place.query())),
        errors,
    };
    visit.html_as(status, &view)
}

/// What came of a sheet.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Entered {
    guests: i64,
    members: i64,
}

/// A sheet is entered.
pub(super) async fn sheet(post: Post, Form(fields): Form<Fields>) -> Answer {
    let place = place_of(&post, &fields).await?;
    let day = day_parts(&fields).read();
    let cells = cells(&fields);
    let mut reasons: Vec<Reason> = cells.as_ref().err().cloned().into_iter().collect();
    let wrong_day = match day {
        None => Some(Message::new("sheet-day-unreadable")),
        Some(day) => rules::day_objection(day, post.act().today()),
    };
    reasons.extend(wrong_day.map(|message| Reason { field: Some("hari"), message }));
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    let cards: Vec<String> = value(&fields, "kartu").split_whitespace().map(str::to_owned).collect();
    if cards.len() > MOST_CARDS {
        object("kartu", "sheet-cards-many");
    }
    if cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.heads == 0)) && cards.is_empty() {
        object("people", "sheet-empty");
    }
    let (Some(day), Ok(cells), true) = (day, cells, reasons.is_empty()) else {
        return sheet_again(&post, fields, &Refusal { kind: kernel::Kind::Invalid, reasons }).await;
    };
    let at = noon(&post.act(), day)?;
    let new = New {
        at,
        hour_known: false,
        source: Source::Paper,
        ..book::at_desk(&post, &place, value(&fields, "id"))
    };
    let done = post
        .write(move |tx, act| {
            let mut entered = Entered::default();
            if cells.iter().any(|cell| cell.heads > 0) {
                door::guests(tx, act, &new, &cells)?;
                entered.guests = cells.iter().map(|cell| cell.heads).sum();
            }
            let (mut unknown, mut replaced) = (Vec::new(), Vec::new());
            for (n, code) in (1_u16..).zip(&cards) {
                match door::holder(tx, code) {
                    Ok(holder) => {
                        let own = New { id: nth(new.id, n), ..new.clone() };
                        entered.members +=
                            i64::from(matches!(door::member(tx, act, &own, &holder)?, Recorded::Counted(_)));
                    }
                    Err(Error::Refused(refusal)) if door::is_replaced(&refusal) => {
                        replaced.extend(refusal.reasons);
                    }
                    Err(Error::Refused(_)) => unknown.push(code.as_str()),
                    Err(other) => return Err(other),
                }
            }
            let unknown = (!unknown.is_empty())
                .then(|| Message::new("sheet-cards-unknown").with("codes", unknown.join(", ")));
            let wrong = replaced.into_iter().map(|reason| reason.message).chain(unknown);
            let wrong = wrong.map(|message| Reason { field: Some("kartu"), message }).collect();
            Refusal::unless_empty(kernel::Kind::Invalid, wrong)?;
            Ok(entered)
        })
        .await;
    match done {
        Ok(entered) => {
            let message = Message::new("sheet-entered")
                .with("day", day)
                .with("guests", entered.guests)
                .with("members", entered.members);
            Ok(post.done(&place.book(), &message))
        }
        Err(error) => sheet_again(&post, fields, &refusal_in(error)?).await,
    }
}

async fn sheet_again(post: &Post, fields: Fields, refusal: &Refusal) -> Answer {
    let errors = errors_of(post, refusal, "people");
    draw_sheet(post, StatusCode::UNPROCESSABLE_ENTITY, fields, errors).await
}

fn noon(act: &Act, day: Date) -> std::result::Result<Timestamp, web::Failure> {
    act.zone.to_timestamp(day.at(12, 0, 0, 0)).map_err(web::Failure::fault)
}

/// The `n`th entry of a sheet: of its own, and the same when the sheet is sent again.
fn nth(id: Id<Entry>, n: u16) -> Id<Entry> {
    let mut bits = *id.as_bytes();
    let [high, low] = n.to_be_bytes();
    bits[14] ^= high;
    bits[15] ^= low;
    Id::from_bytes(bits)
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct BlankPage {
    page: Page,
    place: Place,
    lines: Vec<u8>,
}

impl BlankPage {
    fn sex(&self, sex: &Sex) -> &'static str {
        sex_name(self.page.t, *sex)
    }

    fn band(&self, band: &Band) -> &'static str {
        band_name(self.page.t, *band)
    }

    fn seen(&self) -> [(Sex, Band); 8] {
        let bands = [Band::Child, Band::Teen, Band::Adult, Band::Senior];
        std::array::from_fn(|n| (if n < 4 { Sex::Female } else { Sex::Male }, bands[n % 4]))
    }
}

/// A sheet to print and lie at the door.
pub(super) async fn blank(visit: Visit, Query(query): Query<Asked>) -> Answer {
    let place = place_of(&visit, &asked(query)).await?;
    let page = visit.staff(visit.t.say("sheet-blank-title"));
    visit.html(&BlankPage { page, place, lines: (1..=25).collect() })
}
