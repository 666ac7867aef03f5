//! One volunteer: what they can, what was shown, what they gave.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use kernel::{Date, Id, Message, Reason, Refusal};
use people::pages::{errors_of, refusal_in};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Badge, Button, Choice, Column, DateParts, ErrorSummary, Errors, Field, Row, Stat, Table, Tone},
};
use web::{Answer, Form, Period, Post, Visit};

use super::{
    below_list, kind_name, letter_to, path_of, state_name,
    ticks::{self, Ticks},
};
use crate::{
    Check, CheckKind, EDIT, State, Volunteer,
    hours::{self, Hours},
    letter::duration,
    roll, rules,
};

/// How many hours the page lists.
const LISTED: i64 = 100;

#[derive(Template)]
#[template(path = "volunteer.html")]
struct RecordPage {
    page: Page,
    errors: Errors,
    base: String,
    person: String,
    badge: Badge,
    stats: Vec<Stat>,
    objections: Vec<String>,
    note: String,
    can_edit: bool,
    checks: Table,
    hours: Table,
    id: Id<Hours>,
    hour_fields: Vec<Field>,
    check_fields: Vec<Field>,
    describe: Vec<Field>,
    ticks: Ticks,
    states: Vec<(State, &'static str)>,
}

impl RecordPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

/// The page of a volunteer.
pub(super) async fn page(visit: Visit, Path(id): Path<Id<Volunteer>>) -> Answer {
    draw(&visit, StatusCode::OK, id, &HoursForm::default(), Errors::new()).await
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    id: Id<Volunteer>,
    typed: &HoursForm,
    errors: Errors,
) -> Answer {
    let today = visit.act().today();
    let year = Period { from: today.first_of_year(), to: today };
    let whole = Period { from: Date::MIN, to: today };
    let (one, ticked, checks, given, this_year, hours) = visit
        .read(move |tx| {
            Ok((
                roll::one(tx, id)?,
                roll::ticked(tx, id)?,
                roll::checks(tx, id)?,
                hours::given(tx, Some(id), whole)?,
                hours::given(tx, Some(id), year)?,
                hours::of(tx, id, LISTED)?,
            ))
        })
        .await?;
    visit.looks_at(one.person, platform::looks::Sight::Volunteering);
    let (t, can_edit) = (visit.t, visit.can(EDIT));
    let objections = rules::objections_with_children(&one, &checks, today);
    let stat = |key: &str, value: String| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let mut page = below_list(visit, one.name.as_str());
    page.failed = !errors.is_empty();
    let tone = if one.state == State::Active { Tone::Ok } else { Tone::Plain };
    let view = RecordPage {
        page,
        base: path_of(id),
        person: people::pages::path_of(one.person),
        badge: Badge::new(tone, state_name(t, one.state)),
        stats: vec![
            stat("hours-given", duration(t, given)),
            stat("hours-this-year", duration(t, this_year)),
            stat("volunteer-since", t.date(one.since)),
        ],
        objections: objections.iter().map(|message| visit.tell(message)).collect(),
        note: one.note.clone().unwrap_or_default(),
        checks: check_table(t, id, &checks, today, can_edit),
        hours: hour_table(t, &hours, can_edit),
        id: Id::new(),
        hour_fields: typed.fields(t, today, &errors),
        check_fields: check_fields(t, &errors),
        describe: vec![
            Field::date(
                t,
                "signed",
                t.say("volunteer-signed"),
                one.signed.map(DateParts::from).unwrap_or_default(),
            )
            .hint(t.say("volunteer-signed-hint"))
            .optional()
            .error(errors.of("signed")),
            Field::check(t, "anak", t.say("apply-children"), "1", one.with_children),
            Field::area(t, "note", t.say("volunteer-note"), one.note.unwrap_or_default(), 2)
                .optional()
                .error(errors.of("note")),
        ],
        ticks: Ticks::new(t, &ticked),
        states: State::ALL
            .iter()
            .filter(|state| **state != one.state)
            .map(|state| {
                (
                    *state,
                    super::said(
                        t,
                        match state {
                            State::Active => "volunteer-make-active",
                            State::Paused => "volunteer-make-paused",
                            State::Ended => "volunteer-make-ended",
                        },
                    ),
                )
            })
            .collect(),
        can_edit,
        errors,
    };
    visit.html_as(status, &view)
}

#[derive(Template)]
#[template(ext = "html", source = "<form method=\"post\" action=\"{{ action }}\">{{ button }}</form>")]
struct Act {
    action: String,
    button: Button,
}

fn act(t: Speech, action: String, key: &str, about: &str) -> Html {
    Html::of(&Act { action, button: Button::new(t.say(key)).small().ghost().about(format!(": {about}")) })
}

fn check_table(t: Speech, id: Id<Volunteer>, checks: &[Check], today: Date, can_edit: bool) -> Table {
    let columns = vec![
        Column::new(t.say("check-kind")).head(),
        Column::new(t.say("check-issued")),
        Column::new(t.say("check-until")),
        Column::new(t.say("check-seen-by")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "pemeriksaan", t.say("checks-title"), columns);
    let row = |check: &Check| {
        let until = match check.until {
            None => Html::from(t.say("check-endless")),
            Some(until) if rules::holds(check, today) => t.date(until).into(),
            Some(until) => Html::of(&Badge::new(Tone::Bad, t.about("check-ended", t.date(until)))),
        };
        let name = kind_name(t, check.kind);
        let action = if can_edit {
            act(t, format!("{}/pemeriksaan/{}/tarik", path_of(id), check.id), "check-withdraw", name)
        } else {
            Html::default()
        };
        Row::new(vec![
            name.into(),
            t.date(check.issued).into(),
            until,
            check.seen_by.clone().unwrap_or_default().into(),
            action,
        ])
    };
    table.rows = checks.iter().map(row).collect();
    table
}

/// Hours as a table; with the way to take them back for whoever may.
pub(super) fn hour_table(t: Speech, hours: &[Hours], can_edit: bool) -> Table {
    let columns = vec![
        Column::new(t.say("hours-day")).head(),
        Column::new(t.say("hours-long")).numeric(),
        Column::new(t.say("hours-activity")),
        Column::new(t.say("hours-state")),
        Column::new(t.say("table-actions")).hidden(),
    ];
    let mut table = Table::new(t, "daftar-jam", t.say("given-title"), columns);
    let row = |one: &Hours| {
        let state = match (one.reversed, one.confirmed) {
            (true, _) => Badge::new(Tone::Plain, t.say("hours-reversed")),
            (false, Some(true)) => Badge::new(Tone::Ok, t.say("hours-counted")),
            (false, None) => Badge::new(Tone::Warn, t.say("hours-pending")),
            (false, Some(false)) => Badge::new(
                Tone::Bad,
                t.about("hours-refused-because", one.reason.as_deref().unwrap_or_default()),
            ),
        };
        let back = if can_edit && !one.reversed && one.confirmed != Some(false) {
            act(t, format!("/staf/relawan/jam/{}/batal", one.id), "hours-undo", &t.date(one.day))
        } else {
            Html::default()
        };
        Row::new(vec![
            t.date(one.day).into(),
            duration(t, one.minutes).into(),
            one.activity.clone().into(),
            Html::of(&state),
            back,
        ])
    };
    table.rows = hours.iter().map(row).collect();
    table
}

fn check_fields(t: Speech, errors: &Errors) -> Vec<Field> {
    let kinds = CheckKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind_name(t, *kind)));
    vec![
        Field::select(t, "jenis", t.say("check-kind"), kinds.collect()).medium(),
        Field::date(t, "issued", t.say("check-issued"), DateParts::default()).error(errors.of("issued")),
        Field::date(t, "until", t.say("check-until"), DateParts::default())
            .hint(t.say("check-until-hint"))
            .optional()
            .error(errors.of("until")),
    ]
}

/// Hours as they are typed, here and on one's own page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HoursForm {
    id: String,
    day_day: String,
    day_month: String,
    day_year: String,
    minutes: String,
    activity: String,
}

impl HoursForm {
    fn day(&self) -> DateParts {
        DateParts { day: self.day_day.clone(), month: self.day_month.clone(), year: self.day_year.clone() }
    }

    pub(super) fn fields(&self, t: Speech, today: Date, errors: &Errors) -> Vec<Field> {
        let day = if self.day().is_empty() { DateParts::from(today) } else { self.day() };
        vec![
            Field::date(t, "day", t.say("hours-day"), day).error(errors.of("day")),
            Field::text(t, "minutes", t.say("hours-long"), &*self.minutes)
                .hint(t.say("hours-long-hint"))
                .short()
                .autocomplete("off")
                .error(errors.of("minutes")),
            Field::text(t, "activity", t.say("hours-activity"), &*self.activity)
                .hint(t.say("hours-activity-hint"))
                .autocomplete("off")
                .error(errors.of("activity")),
        ]
    }

    /// What was typed, where all of it can be read.
    pub(super) fn read(&self) -> Result<(Id<Hours>, Date, i64), Refusal> {
        let mut reasons = Vec::new();
        let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
        let (day, minutes) = (self.day().read(), rules::minutes(&self.minutes));
        if day.is_none() {
            object("day", "volunteer-day-unreadable");
        }
        if minutes.is_none() {
            object("minutes", "given-unreadable");
        }
        match (day, minutes) {
            (Some(day), Some(minutes)) => Ok((self.id.parse().unwrap_or_default(), day, minutes)),
            _ => Err(Refusal { kind: kernel::Kind::Invalid, reasons }),
        }
    }

    pub(super) fn activity(&self) -> &str {
        &self.activity
    }
}

async fn again(post: &Post, id: Id<Volunteer>, typed: &HoursForm, refusal: &Refusal) -> Answer {
    let errors = errors_of(post, refusal, "minutes");
    draw(post, StatusCode::UNPROCESSABLE_ENTITY, id, typed, errors).await
}

/// Staff enter hours.
pub(super) async fn enter_hours(
    post: Post,
    Path(id): Path<Id<Volunteer>>,
    Form(typed): Form<HoursForm>,
) -> Answer {
    let (hours, day, minutes) = match typed.read() {
        Ok(read) => read,
        Err(refusal) => return again(&post, id, &typed, &refusal).await,
    };
    let activity = typed.activity().to_owned();
    let done = post
        .write(move |tx, act| {
            let new =
                hours::New { id: hours, volunteer: id, day, minutes, activity: &activity, by_staff: true };
            hours::enter(tx, act, &new)
        })
        .await;
    match done {
        Ok(()) => Ok(post.done(&path_of(id), &Message::new("hours-entered"))),
        Err(error) => again(&post, id, &typed, &refusal_in(error)?).await,
    }
}

/// Hours are taken back.
pub(super) async fn reverse_hours(post: Post, Path(id): Path<Id<Hours>>) -> Answer {
    let one = post.write(move |tx, act| hours::reverse(tx, act, id)).await?;
    Ok(post.done(&path_of(one.volunteer), &Message::new("hours-taken-back")))
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Described {
    signed_day: String,
    signed_month: String,
    signed_year: String,
    anak: String,
    note: String,
}

/// Agreement, wish and note.
pub(super) async fn describe(
    post: Post,
    Path(id): Path<Id<Volunteer>>,
    Form(form): Form<Described>,
) -> Answer {
    let parts = DateParts { day: form.signed_day, month: form.signed_month, year: form.signed_year };
    let signed = parts.read();
    if signed.is_none() && !parts.is_empty() {
        let refusal = Refusal::of_field("signed", Message::new("volunteer-day-unreadable"));
        return again(&post, id, &HoursForm::default(), &refusal).await;
    }
    let (children, note) = (!form.anak.is_empty(), form.note);
    match post.write(move |tx, act| roll::describe(tx, act, id, signed, children, &note)).await {
        Ok(()) => Ok(post.done(&path_of(id), &Message::new("volunteer-saved"))),
        Err(error) => again(&post, id, &HoursForm::default(), &refusal_in(error)?).await,
    }
}

/// What they can and when.
pub(super) async fn tick(
    post: Post,
    Path(id): Path<Id<Volunteer>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let ticked = ticks::read(&fields);
    post.write(move |tx, act| roll::tick(tx, act, id, &ticked)).await?;
    Ok(post.done(&path_of(id), &Message::new("volunteer-saved")))
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Standing {
    status: String,
}

/// Helps, rests, goes.
pub(super) async fn set_state(
    post: Post,
    Path(id): Path<Id<Volunteer>>,
    Form(form): Form<Standing>,
) -> Answer {
    let state: State = form.status.parse()?;
    post.write(move |tx, act| roll::set_state(tx, act, id, state)).await?;
    Ok(post.done(&path_of(id), &Message::new("volunteer-saved")))
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Seen {
    jenis: String,
    issued_day: String,
    issued_month: String,
    issued_year: String,
    until_day: String,
    until_month: String,
    until_year: String,
}

/// Somebody saw a check.
pub(super) async fn see_check(post: Post, Path(id): Path<Id<Volunteer>>, Form(form): Form<Seen>) -> Answer {
    let kind: CheckKind = form.jenis.parse()?;
    let issued = DateParts { day: form.issued_day, month: form.issued_month, year: form.issued_year };
    let until = DateParts { day: form.until_day, month: form.until_month, year: form.until_year };
    let (from, to) = (issued.read(), until.read());
    let wrong = |field| Refusal::of_field(field, Message::new("volunteer-day-unreadable"));
    let refusal = match (from, to) {
        (None, _) => Some(wrong("issued")),
        (_, None) if !until.is_empty() => Some(wrong("until")),
        _ => None,
    };
    if let Some(refusal) = refusal {
        return again(&post, id, &HoursForm::default(), &refusal).await;
    }
    let Some(from) = from else { return Err(web::Failure::missing()) };
    match post.write(move |tx, act| roll::see_check(tx, act, id, kind, from, to)).await {
        Ok(_) => Ok(post.done(&path_of(id), &Message::new("check-seen"))),
        Err(error) => again(&post, id, &HoursForm::default(), &refusal_in(error)?).await,
    }
}

/// A check is withdrawn.
pub(super) async fn withdraw_check(
    post: Post,
    Path((id, check)): Path<(Id<Volunteer>, Id<Check>)>,
) -> Answer {
    post.write(move |tx, act| roll::withdraw_check(tx, act, id, check)).await?;
    Ok(post.done(&path_of(id), &Message::new("check-withdrawn")))
}

/// The letter of thanks.
pub(super) async fn letter(post: Post, Path(id): Path<Id<Volunteer>>) -> Answer {
    letter_to(&post, id).await
}
