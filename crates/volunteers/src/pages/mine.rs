//! One's own page: hours given and to be confirmed, and when one can.

use askama::Template;
use axum::http::StatusCode;
use kernel::{Date, Id, Kind, Message, Person, Refusal};
use people::pages::{errors_of, refusal_in};
use ui::{
    Page,
    part::{ErrorSummary, Errors, Field, Stat, Table},
};
use web::{Answer, Failure, Form, Period, Post, Visit};

use super::{
    letter_to,
    record::{HoursForm, hour_table},
    ticks::{self, Ticks},
};
use crate::{
    State, Volunteer,
    applying::{self, Stand},
    hours::{self, Hours},
    letter::duration,
    roll, rules,
};

const HERE: &str = "/saya/relawan";

#[derive(Template)]
#[template(path = "my_hours.html")]
struct MinePage {
    page: Page,
    errors: Errors,
    stats: Vec<Stat>,
    children: Vec<String>,
    id: Id<Hours>,
    fields: Vec<Field>,
    hours: Table,
    ticks: Ticks,
    helps: bool,
}

impl MinePage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

#[derive(Template)]
#[template(path = "my_hours_none.html")]
struct NonePage {
    page: Page,
    /// How an application stands that is on its way.
    state: Option<String>,
}

fn me(visit: &Visit) -> Result<Id<Person>, Failure> {
    visit.account().map(|account| account.person).ok_or_else(|| Failure::status(StatusCode::UNAUTHORIZED))
}

/// The page.
pub(super) async fn page(visit: Visit) -> Answer {
    draw(&visit, StatusCode::OK, &HoursForm::default(), Errors::new()).await
}

async fn draw(visit: &Visit, status: StatusCode, typed: &HoursForm, errors: Errors) -> Answer {
    let (person, t, act) = (me(visit)?, visit.t, visit.act());
    let today = act.today();
    let found = visit.read(move |tx| roll::by_person(tx, person)).await?;
    let mut page = visit.member(t.say("nav-my-hours"));
    page.failed = !errors.is_empty();
    let Some(one) = found else {
        let last = visit.read(move |tx| applying::of_person(tx, &act, person)).await?;
        let state = last.map(|last| match last.state {
            Stand::Declined => t.about("my-hours-declined", last.reason.unwrap_or_default()),
            Stand::Waiting | Stand::Accepted => t.say("my-hours-applied").to_owned(),
        });
        return visit.html(&NonePage { page, state });
    };
    let id = one.id;
    let (ticked, checks, given, hours) = visit
        .read(move |tx| {
            let whole = Period { from: Date::MIN, to: today };
            Ok((
                roll::ticked(tx, id)?,
                roll::checks(tx, id)?,
                hours::given(tx, Some(id), whole)?,
                hours::of(tx, id, 100)?,
            ))
        })
        .await?;
    let pending = hours.iter().filter(|one| one.confirmed.is_none() && !one.reversed);
    let pending: i64 = pending.map(|one| one.minutes).sum();
    let stat = |key: &str, value: String| Stat { value, label: t.say(key).to_owned(), ..Stat::default() };
    let children = match one.with_children {
        true => rules::objections_with_children(&one, &checks, today),
        false => Vec::new(),
    };
    let view = MinePage {
        page,
        stats: vec![stat("hours-given", duration(t, given)), stat("hours-pending", duration(t, pending))],
        children: children.iter().map(|message| visit.tell(message)).collect(),
        id: Id::new(),
        fields: typed.fields(t, today, &errors),
        hours: hour_table(t, &hours, false),
        ticks: Ticks::new(t, &ticked),
        helps: one.state == State::Active,
        errors,
    };
    visit.html_as(status, &view)
}

async fn mine(post: &Post) -> Result<Volunteer, Failure> {
    let person = me(post)?;
    let found = post.read(move |tx| roll::by_person(tx, person)).await?;
    found.ok_or_else(|| Refusal::new(Kind::Missing, Message::new("volunteer-unknown")).into())
}

/// What one can and when.
pub(super) async fn tick(post: Post, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let (id, ticked) = (mine(&post).await?.id, ticks::read(&fields));
    post.write(move |tx, act| roll::tick(tx, act, id, &ticked)).await?;
    Ok(post.done(HERE, &Message::new("my-hours-saved")))
}

/// Hours one gave, for staff to confirm.
pub(super) async fn enter_hours(post: Post, Form(typed): Form<HoursForm>) -> Answer {
    let one = mine(&post).await?;
    if one.state != State::Active {
        return Err(Refusal::new(Kind::Conflict, Message::new("my-hours-resting")).into());
    }
    let read = match typed.read() {
        Ok(read) => read,
        Err(refusal) => {
            let errors = errors_of(&post, &refusal, "minutes");
            return draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors).await;
        }
    };
    let ((hours, day, minutes), activity) = (read, typed.activity().to_owned());
    let done = post
        .write(move |tx, act| {
            let new = hours::New {
                id: hours,
                volunteer: one.id,
                day,
                minutes,
                activity: &activity,
                by_staff: false,
            };
            hours::enter(tx, act, &new)
        })
        .await;
    match done {
        Ok(()) => Ok(post.done(HERE, &Message::new("my-hours-entered"))),
        Err(error) => {
            let errors = errors_of(&post, &refusal_in(error)?, "minutes");
            draw(&post, StatusCode::UNPROCESSABLE_ENTITY, &typed, errors).await
        }
    }
}

/// One's own letter of thanks.
pub(super) async fn letter(post: Post) -> Answer {
    let id = mine(&post).await?.id;
    letter_to(&post, id).await
}
