//! An assignment, by the address of the ticket of whoever does it: words and a file, or a test.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
};
use instruments::{Content, Questions, Score, Typed, uploads};
use kernel::{Id, Message};
use platform::files::Files;
use store::{Result, Tx};
use ui::{
    Page, Speech,
    part::{Badge, ErrorSummary, Errors, Field},
};
use web::{Answer, Post, Uploads, Visit, sent, sent::Sent};

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
    /// None where nothing is taken any more, or a test is.
    fields: Vec<Field>,
    /// The questions of a test, and the key by which the form is known when it is sent twice.
    questions: Option<(Questions, String)>,
}

impl TaskPage {
    fn summary(&self) -> ErrorSummary<'_> {
        ErrorSummary { t: self.page.t, errors: &self.errors }
    }

    fn is_open(&self) -> bool {
        !self.fields.is_empty() || self.questions.is_some()
    }
}

struct Seen {
    activity: Activity,
    learner: Registration,
    task: Assignment,
    handed: Option<Submission>,
    /// What a test asks, and what it came to.
    test: Option<Content>,
    score: Option<Score>,
}

impl Seen {
    fn read(tx: &mut Tx<'_>, secret: &str, id: Id<Assignment>) -> Result<Self> {
        let learner = seats::by_secret(tx, secret)?;
        let task = assignments::of(tx, learner.activity)?.into_iter().find(|one| one.id == id);
        let task = task.ok_or(store::Error::Missing)?;
        let handed = assignments::by(tx, learner.id)?.into_iter().find(|one| one.assignment == id);
        let response = handed.as_ref().and_then(|one| one.response);
        Ok(Self {
            activity: planning::one(tx, learner.activity)?,
            test: task.test.map(|test| instruments::version(tx, test)).transpose()?.map(|one| one.content),
            score: response.map(|response| instruments::score(tx, response)).transpose()?.flatten(),
            task,
            handed,
            learner,
        })
    }

    /// Whether it is taken still: words until somebody has assessed them, a test until it is passed.
    fn is_taken(&self, is_late: bool) -> bool {
        let passed = self.handed.as_ref().and_then(|one| one.passed);
        let is_done = if self.test.is_some() { passed == Some(true) } else { passed.is_some() };
        self.learner.state == Standing::Confirmed && !is_done && !is_late
    }
}

/// The page.
pub(super) async fn page(visit: Visit, Path(at): Path<(String, Id<Assignment>)>) -> Answer {
    draw(&visit, at, (Sent::default(), Typed::default())).await
}

async fn draw(
    visit: &Visit,
    (secret, id): (String, Id<Assignment>),
    (sent, answers): (Sent, Typed),
) -> Answer {
    let asked = secret.clone();
    let seen = visit.read(move |tx| Seen::read(tx, &asked, id)).await?;
    let (t, act) = (visit.t, visit.act());
    let today = seen.activity.zone().to_datetime(act.at).date();
    let is_late = seen.task.due_on.is_some_and(|due| due < today);
    let taken = seen.is_taken(is_late);
    let questions = seen
        .test
        .as_ref()
        .filter(|_| taken)
        .map(|content| (Questions::new(t, content, &answers, &sent.errors), sent.form()));
    let said = seen.handed.as_ref().map_or("", |one| one.said.as_str());
    let fields = if taken && seen.test.is_none() { fields(t, &sent, said) } else { Vec::new() };
    let facts = |one: &Submission| {
        let score = seen.score.map(|score| {
            let values = [("points", score.points.into()), ("most", score.most.into())];
            t.with("response-score", &values)
        });
        let rows = vec![
            ("submission-when", t.moment(one.at, &act.zone)),
            ("submission-said", one.said.clone()),
            ("submission-score", score.unwrap_or_default()),
            ("submission-feedback", one.feedback.clone()),
        ];
        look::facts(t, "kiriman", "submission", rows)
    };
    let base = format!("/tiket/{secret}");
    let mut page = visit.public(seen.task.title.as_str());
    page.failed = !sent.errors.is_empty();
    let key = if is_late { "assignment-was-due" } else { "assignment-due-on" };
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
        fields,
        questions,
        ticket: base,
    };
    let mut response = web::unkept(visit.html_as(status, &view))?;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

fn fields(t: Speech, sent: &Sent, said: &str) -> Vec<Field> {
    vec![
        Field::area(t, "said", t.say("submission-said"), sent.or("said", said), 6)
            .optional()
            .error(sent.errors.of("said")),
        Field::text(t, "file", t.say("material-file"), "")
            .kind("file")
            .attribute("accept", ".pdf,.jpg,.jpeg,.png,.webp")
            .optional()
            .hint(t.say("submission-file-hint"))
            .error(sent.errors.of("file")),
    ]
}

/// It is handed in.
pub(super) async fn hand_in(
    post: Post,
    (headers, files): (HeaderMap, Files),
    (secret, id): (String, Id<Assignment>),
    mut came: Uploads,
) -> Answer {
    let asked = secret.clone();
    let test = post.read(move |tx| Seen::read(tx, &asked, id)).await?.test;
    let file = came.files.iter().position(|one| one.field == "file").map(|at| came.files.swap_remove(at));
    let file = file.unwrap_or_default();
    let content = test.unwrap_or_default();
    let (fields, lost) = uploads::take(&post, &headers, &files, &content, came).await?;
    let text = |name: &str| {
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let sent = Sent::of(vec![("said", text("said")), ("form", text("form"))]);
    let answers = Typed::of(&fields);
    let (back, key) = (format!("/tiket/{secret}/tugas/{id}"), secret.clone());
    if !lost.is_empty() {
        return draw(&post, (secret, id), (sent.wrong(lost), answers)).await;
    }
    let is_test = content.questions().next().is_some();
    let (typed, given) = (sent.clone(), answers.clone());
    let keep = move |tx: &mut Tx<'_>, act: &kernel::Act| {
        let learner = seats::by_secret(tx, &key)?;
        if is_test {
            assignments::take_test(tx, act, (id, &learner), typed.text("form"), &given)?;
            return Ok(());
        }
        let handed = Handed { said: typed.text("said"), file: (file.name.as_str(), file.content.as_slice()) };
        assignments::hand_in(tx, act, &files, (id, &learner), &handed)
    };
    sent::done(
        &post,
        Message::new("submission-now-kept"),
        if is_test { "asked" } else { "said" },
        keep,
        |()| back,
        |errors| draw(&post, (secret, id), (sent.wrong(errors), answers)),
    )
    .await
}

/// The file they handed in.
pub(super) async fn file(visit: Visit, files: Files, (secret, id): (String, Id<Assignment>)) -> Answer {
    let seen = visit.read(move |tx| Seen::read(tx, &secret, id)).await?;
    tasks::download(&files, seen.handed).await
}
