//! An assignment, by the address of the ticket of whoever does it.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
};
use kernel::{Id, Message};
use platform::files::Files;
use store::{Result, Tx};
use ui::{
    Page,
    part::{Badge, ErrorSummary, Errors, Field},
};
use web::{Answer, Post, Upload, Visit, sent, sent::Sent};

use super::{look, staff::tasks};
use crate::{
    Activity, Registration,
    assignments::{self, Assignment, Handed, Submission},
    model::Standing,
    planning, seats,
};

#[derive(Template)]
#[template(path = "task.html")]
struct TaskPage {
    page: Page,
    errors: Errors,
    /// Where the ticket is, and where this is handed in.
    ticket: String,
    action: String,
    paragraphs: Vec<String>,
    /// The last day, in words.
    due: String,
    badge: Option<Badge>,
    /// What was handed in, and what came of it.
    handed: Option<ui::part::Table>,
    file: Option<(String, String)>,
    /// None where nothing is taken any more.
    fields: Vec<Field>,
}

impl TaskPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }
}

struct Seen {
    activity: Activity,
    learner: Registration,
    task: Assignment,
    handed: Option<Submission>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, secret: &str, id: Id<Assignment>) -> Result<Self> {
        let learner = seats::by_secret(tx, secret)?;
        let task = assignments::of(tx, learner.activity)?.into_iter().find(|one| one.id == id);
        let handed = assignments::by(tx, learner.id)?.into_iter().find(|one| one.assignment == id);
        let activity = planning::one(tx, learner.activity)?;
        Ok(Self { activity, task: task.ok_or(store::Error::Missing)?, handed, learner })
    }
}

/// The page.
pub(super) async fn page(visit: Visit, Path(at): Path<(String, Id<Assignment>)>) -> Answer {
    draw(&visit, at, Sent::default()).await
}

async fn draw(visit: &Visit, (secret, id): (String, Id<Assignment>), sent: Sent) -> Answer {
    let asked = secret.clone();
    let seen = visit.read(move |tx| Seen::read(tx, &asked, id)).await?;
    let (t, act) = (visit.t, visit.act());
    let today = seen.activity.zone().to_datetime(act.at).date();
    let judged = seen.handed.as_ref().is_some_and(|one| one.passed.is_some());
    let late = seen.task.due_on.is_some_and(|due| due < today);
    let taken = seen.learner.state == Standing::Confirmed && !judged && !late;
    let said = seen.handed.as_ref().map_or("", |one| one.said.as_str());
    let fields = vec![
        Field::area(t, "said", t.say("submission-said"), sent.or("said", said), 6)
            .optional()
            .error(sent.errors.of("said")),
        Field::text(t, "file", t.say("material-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp")
            .optional()
            .hint(t.say("submission-file-hint"))
            .error(sent.errors.of("file")),
    ];
    let facts = |one: &Submission| {
        let rows = vec![
            ("submission-when", t.moment(one.at, &act.zone)),
            ("submission-said", one.said.clone()),
            ("submission-feedback", one.feedback.clone()),
        ];
        look::facts(t, "kiriman", "submission", rows)
    };
    let base = format!("/tiket/{secret}");
    let mut page = visit.public(seen.task.title.as_str());
    page.failed = !sent.errors.is_empty();
    let key = if late { "assignment-was-due" } else { "assignment-due-on" };
    let status = sent.status();
    let view = TaskPage {
        page,
        errors: sent.errors,
        action: format!("{base}/tugas/{id}"),
        paragraphs: look::paragraphs(&seen.task.task),
        due: seen.task.due_on.map(|due| t.about(key, t.date_long(due))).unwrap_or_default(),
        badge: seen.handed.as_ref().map(|one| tasks::standing(t, one.passed)),
        handed: seen.handed.as_ref().map(facts),
        file: seen
            .handed
            .as_ref()
            .filter(|one| one.file.is_some())
            .map(|one| (format!("{base}/tugas/{id}/berkas"), one.file_name.clone())),
        fields: if taken { fields } else { Vec::new() },
        ticket: base,
    };
    let mut response = visit.html_as(status, &view)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

web::form! { SaidForm { said } }

/// It is handed in.
pub(super) async fn hand_in(
    post: Post,
    files: Files,
    (secret, id): (String, Id<Assignment>),
    upload: Upload,
) -> Answer {
    let sent = upload.form::<SaidForm>()?.sent();
    let (typed, named, back) = (sent.clone(), secret.clone(), format!("/tiket/{secret}/tugas/{id}"));
    sent::done(
        &post,
        Message::new("submission-now-kept"),
        "said",
        move |tx, act| {
            let learner = seats::by_secret(tx, &named)?;
            let handed =
                Handed { said: typed.text("said"), file: (upload.name.as_str(), upload.file.as_slice()) };
            assignments::hand_in(tx, act, &files, (id, &learner), &handed)
        },
        |()| back,
        |errors| draw(&post, (secret, id), sent.wrong(errors)),
    )
    .await
}

/// The file they handed in.
pub(super) async fn file(visit: Visit, files: Files, (secret, id): (String, Id<Assignment>)) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &secret, id)).await?;
    tasks::download(files, seen.handed.ok_or_else(web::Failure::missing)?).await
}
