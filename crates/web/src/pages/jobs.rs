use askama::Template;
use axum::{extract::Path, response::Response};
use kernel::{Id, Message};
use platform::jobs::{self, Job, State};
use serde::Deserialize;
use ui::{
    Html, Page, Speech,
    part::{Button, Column, Empty, Row, Tab, Table, Tabs},
};

use super::naming::in_words;
use crate::{Answer, Failure, Post, Query, Visit};

const HERE: &str = "/staf/pekerjaan";
/// How many jobs a page shows, and how many laid-aside ones are tried again at once.
const SHOWN: i64 = 100;
/// How much of an error a table shows, in characters.
const CLIPPED: usize = 240;

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage {
    page: Page,
    tabs: Tabs,
    table: Table,
    /// Whether something laid aside is shown and could be tried again.
    can_retry: bool,
}

/// The button that lets one job be tried again.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<form method=\"post\" action=\"/staf/pekerjaan/{{ id }}/ulangi\">{{ button }}</form>"
)]
struct Retry {
    id: Id<Job>,
    button: Button,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    keadaan: String,
}

/// What the program does later or by the clock, and what it could not do.
pub(crate) async fn page(visit: Visit, Query(Asked { keadaan }): Query<Asked>) -> Answer {
    let state = keadaan.parse().unwrap_or(State::Waiting);
    let (counts, found) =
        visit.read(move |tx| Ok((jobs::counts(tx)?, jobs::list(tx, state, SHOWN)?))).await?;
    let template = JobsPage {
        page: visit.staff(visit.t.say("jobs-title")),
        tabs: tabs(visit.t, counts, state),
        table: table(&visit, state, &found),
        can_retry: state == State::Dead && !found.is_empty(),
    };
    visit.html(&template)
}

fn tabs(t: Speech, counts: jobs::Counts, current: State) -> Tabs {
    let tab = |state: State, count: i64| Tab {
        label: t.say(&format!("jobs-tab-{}", state.as_str())).to_owned(),
        href: format!("{HERE}?keadaan={}", state.as_str()),
        current: state == current,
        count: u64::try_from(count).ok(),
        ..Tab::default()
    };
    let tabs = vec![
        tab(State::Waiting, counts.waiting),
        tab(State::Dead, counts.dead),
        tab(State::Done, counts.done),
    ];
    Tabs { label: t.say("jobs-title").to_owned(), tabs }
}

fn table(visit: &Visit, state: State, found: &[Job]) -> Table {
    let t = visit.t;
    let column = |key| Column::new(t.say(key));
    let when = match state {
        State::Waiting => "job-runs",
        State::Dead => "job-laid-aside",
        State::Done => "job-finished",
    };
    let columns = vec![
        column("job-name").head(),
        column("job-asked-for"),
        column(when),
        column("job-attempts").numeric(),
        column("job-error"),
        column("table-actions").hidden(),
    ];
    let caption = t.say(&format!("jobs-tab-{}", state.as_str())).to_owned();
    let mut table = Table::new(t, "pekerjaan", caption, columns);
    table.note = if found.len() as i64 == SHOWN { t.count("jobs-latest", SHOWN) } else { String::new() };
    table.empty = Some(Empty::told(t, "LuListChecks", "jobs-none"));
    table.rows = found.iter().map(|job| row(visit, state, job)).collect();
    table
}

fn row(visit: &Visit, state: State, job: &Job) -> Row {
    let (t, zone) = (visit.t, visit.act().zone);
    let name = name(t, job);
    let moment = if state == State::Waiting { Some(job.run_at) } else { job.ended_at };
    let retry = match state {
        State::Dead => {
            let button = Button::new(t.say("job-retry")).small().ghost().about(format!(": {name}"));
            Html::of(&Retry { id: job.id, button })
        }
        State::Waiting | State::Done => Html::default(),
    };
    Row::new(vec![
        name.into(),
        t.moment(job.created_at, &zone).into(),
        moment.map(|moment| t.moment(moment, &zone)).unwrap_or_default().into(),
        t.int(job.attempts).into(),
        clipped(job.last_error.as_deref().unwrap_or_default()).into(),
        retry,
    ])
}

/// What a job does: a task of the schedule is named by its payload.
fn name(t: Speech, job: &Job) -> String {
    let task: Option<String> =
        (job.kind == "task").then(|| serde_json::from_str(&job.payload).ok()).flatten();
    in_words(t, "job", task.as_deref().unwrap_or(&job.kind))
}

fn clipped(text: &str) -> String {
    let mut short: String = text.chars().take(CLIPPED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Lets one job that was laid aside be tried again.
pub(crate) async fn retry(post: Post, Path(id): Path<Id<Job>>) -> Result<Response, Failure> {
    post.write(move |tx, act| jobs::retry_dead(tx, act, id)).await?;
    Ok(post.done(&format!("{HERE}?keadaan=dead"), &Message::new("job-retried")))
}

/// Lets those that were laid aside be tried again, a page at a time.
pub(crate) async fn retry_all(post: Post) -> Result<Response, Failure> {
    let count = post
        .write(|tx, act| {
            let dead = jobs::list(tx, State::Dead, SHOWN)?;
            for job in &dead {
                jobs::retry_dead(tx, act, job.id)?;
            }
            Ok(dead.len() as i64)
        })
        .await?;
    Ok(post.done(HERE, &Message::new("jobs-retried").with("n", count)))
}
