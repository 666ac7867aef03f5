//! Registering in two steps: which seats and how many, which are then held; who comes, while they are.

mod coming;
mod seating;

use askama::Template;
use axum::extract::Path;
pub(super) use coming::submit;
use instruments::{Questions, Typed, Version};
use kernel::{Id, Timestamp};
use people::parties;
pub(super) use seating::{begin, leave};
use serde::Deserialize;
use store::{Result, Tx, sql, vals};
use ui::{
    Page, Speech,
    part::{ErrorSummary, Errors, Field, Step, Stepper},
};
use web::{Answer, Query, Visit, sent::Sent};

use super::{CALENDAR, closed};
use crate::{
    model::{Activity, Party, Pool, Session},
    planning, seats, sessions,
};

/// A form as it comes.
type Fields = Vec<(String, String)>;

fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

web::form! { SeatsForm { kelompok, size, jenis } }

/// What the second step knows of the first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pegang: String,
    kelompok: String,
    size: String,
    jenis: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    page: Page,
    errors: Errors,
    steps: Stepper,
    action: String,
    back: String,
    /// What the form carries along.
    hidden: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    /// What the activity asks besides.
    questions: Option<Questions>,
    wait: Option<Field>,
    button: &'static str,
    /// What is registered for, where there is nothing to choose.
    known: Vec<String>,
    /// The seats in words, and until when they are held.
    seats: String,
    held: Option<String>,
    full: bool,
}

impl RegisterPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn has_files(&self) -> bool {
        self.questions.as_ref().is_some_and(Questions::has_files)
    }
}

struct Seen {
    activity: Activity,
    sessions: Vec<Session>,
    pools: Vec<Pool>,
    held: Option<Timestamp>,
    me: Option<(String, String, String, Option<kernel::Date>)>,
    questions: Option<Version>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, code: &str, hold: &str, me: Option<Id<kernel::Person>>) -> Result<Self> {
        let activity = planning::by_code(tx, code)?;
        let held: Option<(Timestamp,)> =
            tx.opt(sql!("SELECT until FROM seat_hold WHERE secret = ?1"), vals![hold])?;
        let me = me.map(|person| parties::living(tx, person)).transpose()?;
        Ok(Self {
            questions: activity.instrument.map(|id| instruments::version(tx, id)).transpose()?,
            sessions: sessions::of(tx, activity.id)?,
            pools: seats::pools(tx, activity.id)?,
            held: held.map(|(until,)| until),
            me: me.map(|one| {
                (one.name, one.phone.unwrap_or_default(), one.email.unwrap_or_default(), one.born)
            }),
            activity,
        })
    }

    /// The seats one may still have, or wait for.
    fn open(&self, now: Timestamp) -> Vec<&Pool> {
        closed::open(&self.activity, &self.sessions, &self.pools, now)
    }
}

fn me(visit: &Visit) -> Option<Id<kernel::Person>> {
    visit.account().map(|account| account.person)
}

/// The form: the first step, or the second where seats were chosen.
pub(super) async fn page(visit: Visit, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let second = !asked.kelompok.is_empty();
    let typed = [
        ("pegang", asked.pegang),
        ("kelompok", asked.kelompok),
        ("size", asked.size),
        ("jenis", asked.jenis),
    ];
    // What the address does not say was not typed.
    let typed = Sent::of(typed.into_iter().filter(|(_, text)| !text.is_empty()).collect());
    match second {
        true => coming::draw(&visit, &code, (typed, Typed::default()), true).await,
        false => seating::draw(&visit, &code, typed).await,
    }
}

fn stepper(t: Speech, code: &str, now: usize) -> Stepper {
    let step = |key: &str, href: Option<String>| Step { label: t.say(key).to_owned(), href };
    let first = (now > 0).then(|| format!("{CALENDAR}/{code}/daftar"));
    let steps = vec![
        step("register-step-seats", first),
        step("register-step-data", None),
        step("register-step-ticket", None),
    ];
    Stepper { t, steps, now }
}

fn kind(jenis: &str, size: i64) -> Party {
    match (jenis, size) {
        ("class", _) => Party::Class,
        (_, 2..) => Party::Group,
        _ => Party::Person,
    }
}
