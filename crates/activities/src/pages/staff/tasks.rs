//! Assignments of a course: what is to be done, what was handed in, and whether it is good enough.

use axum::extract::Path;
use instruments::{Attached, Purpose};
use kernel::{Id, Message, Refusal};
use platform::files::Files;
use ui::{
    Html, Speech,
    part::{Badge, Board, Button, Choice, Column, DateParts, Deed, Empty, Field, Row, Table, Tone},
};
use web::{Answer, Failure, Form, Post, Visit, sent, sent::Sent};

use super::{super::look, BACK, one::Act, path_of};
use crate::{
    EDIT,
    assignments::{self, Assignment, Submission, Task},
    planning,
};

/// The page.
pub(super) async fn page(visit: Visit, Path(code): Path<String>) -> Answer {
    draw(&visit, code, Sent::default()).await
}

fn base_of(code: &str) -> String {
    format!("{}/tugas", path_of(code))
}

async fn draw(visit: &Visit, code: String, sent: Sent) -> Answer {
    let asked = code.clone();
    let (activity, tasks, handed, tests) = visit
        .read(move |tx| {
            let one = planning::by_code(tx, &asked)?;
            let tests = instruments::offered(tx, Purpose::Assessment)?;
            Ok((assignments::of(tx, one.id)?, assignments::handed_in(tx, one.id)?, tests, one))
        })
        .await
        .map(|(tasks, handed, tests, one)| (one, tasks, handed, tests))?;
    let t = visit.t;
    let mut board = Board::new(t);
    board.acts = vec![
        Button::link(t.say("course-title"), format!("{}/hasil", path_of(&code))).ghost().icon("LuAward"),
    ];
    board.main.push(Html::of(&task_table(visit, &code, &tasks)));
    if !handed.is_empty() {
        board.main.push(Html::of(&handed_table(visit, &code, &tasks, &handed)));
    }
    if visit.can(EDIT) {
        let tests: Vec<(String, String)> =
            tests.iter().map(|one| (one.version.to_string(), look::questionnaire(t, one))).collect();
        let deed = Deed::new(t.say("assignment-set"), base_of(&code), fields(t, &sent, &tests));
        board.side.push(Html::of(&deed.open(tasks.is_empty())));
    }
    let mut page = visit.below(BACK, t.say("assignments"));
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), path_of(&code)));
    visit.board(page, board, &sent)
}

fn task_table(visit: &Visit, code: &str, tasks: &[Assignment]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("assignment")).head(),
        Column::new(t.say("assignment-due")),
        Column::new(t.say("assignment-handed-in")).numeric(),
        Column::new(t.say("guest-remove")).hidden(),
    ];
    let mut table = Table::new(t, "tugas", t.say("assignments"), columns);
    table.empty = Some(Empty {
        icon: "LuClipboardList",
        title: t.say("assignments-none").to_owned(),
        text: t.say("assignments-none.text").to_owned(),
        action: None,
    });
    table.rows = tasks
        .iter()
        .map(|one| {
            let act = Act {
                action: format!("{}/{}/hapus", base_of(code), one.id),
                label: t.say("guest-remove"),
                about: &one.title,
            };
            let act = if visit.can(EDIT) && one.handed_in == 0 { Html::of(&act) } else { Html::default() };
            let key = if one.required { "assignment-is-required" } else { "assignment-is-optional" };
            let small = match one.test {
                Some(_) => format!("{} · {}", t.say("assignment-test"), t.say(key)),
                None => t.say(key).to_owned(),
            };
            let name = look::Twofold { text: &one.title, small: &small };
            let due = one.due_on.map(|day| t.date(day)).unwrap_or_default();
            Row::new(vec![Html::of(&name), due.into(), t.int(one.handed_in).into(), act])
        })
        .collect();
    table
}

/// Whether what was handed in is good enough, or waits for somebody.
pub(in crate::pages) fn standing(t: Speech, passed: Option<bool>) -> Badge {
    match passed {
        None => Badge::new(Tone::Warn, t.say("submission-waits")),
        Some(true) => Badge::new(Tone::Ok, t.say("submission-good")),
        Some(false) => Badge::new(Tone::Bad, t.say("submission-not-yet")),
    }
}

fn handed_table(visit: &Visit, code: &str, tasks: &[Assignment], handed: &[Submission]) -> Table {
    let t = visit.t;
    let columns = vec![
        Column::new(t.say("ticket-name")).head(),
        Column::new(t.say("assignment")),
        Column::new(t.say("submission-when")),
        Column::new(t.say("activity-state")),
    ];
    let mut table = Table::new(t, "kiriman", t.say("submissions"), columns);
    let title = |id| tasks.iter().find(|task| task.id == id).map_or("", |task| task.title.as_str());
    table.rows = handed
        .iter()
        .map(|one| {
            let href = format!("{}/{}", base_of(code), one.id);
            Row::new(vec![
                Html::of(&look::Linked { href, text: &one.name, small: "" }),
                title(one.assignment).into(),
                t.moment(one.at, &visit.act().zone).into(),
                Html::of(&standing(t, one.passed)),
            ])
        })
        .collect();
    table
}

fn fields(t: Speech, sent: &Sent, tests: &[(String, String)]) -> Vec<Field> {
    let mut fields = vec![
        Field::text(t, "assignment", t.say("assignment-title"), sent.text("assignment"))
            .error(sent.errors.of("assignment")),
        Field::area(t, "task", t.say("assignment-task"), sent.text("task"), 4).error(sent.errors.of("task")),
        Field::date(t, "due", t.say("assignment-due"), sent.day("due", DateParts::default()))
            .optional()
            .error(sent.errors.of("due")),
        Field::check(t, "required", t.say("assignment-required"), "1", sent.ticked("required"))
            .hint(t.say("assignment-required.hint")),
    ];
    if !tests.is_empty() {
        let choices = look::among(tests, sent.text("test"), Some(t.say("assignment-no-test-chosen")));
        let test = Field::select(t, "test", t.say("assignment-test"), choices).medium();
        fields.push(test.hint(t.say("assignment-test-hint")).error(sent.errors.of("test")));
    }
    fields
}

web::form! { TaskForm { assignment, task, due_day, due_month, due_year, required, test } }

/// An assignment is set.
pub(super) async fn set(post: Post, Path(code): Path<String>, Form(form): Form<TaskForm>) -> Answer {
    let sent = form.sent();
    let (typed, named, back) = (sent.clone(), code.clone(), base_of(&code));
    sent::done(
        &post,
        Message::new("assignment-now-set"),
        "assignment",
        move |tx, act| {
            if typed.is_odd_day("due") {
                return Err(Refusal::of_field("due", Message::new("activity-day-wrong")).into());
            }
            let task = Task {
                title: typed.text("assignment").to_owned(),
                task: typed.text("task").to_owned(),
                due_on: typed.date("due"),
                required: typed.ticked("required"),
                test: typed.id("test"),
            };
            let one = planning::by_code(tx, &named)?;
            assignments::set(tx, act, one.id, &task)
        },
        |_| back,
        |errors| draw(&post, code, sent.wrong(errors)),
    )
    .await
}

/// An assignment goes.
pub(super) async fn remove(post: Post, Path((code, id)): Path<(String, Id<Assignment>)>) -> Answer {
    let (named, back) = (code.clone(), base_of(&code));
    sent::done(
        &post,
        Message::new("assignment-now-dropped"),
        "assignment",
        move |tx, act| {
            let one = planning::by_code(tx, &named)?;
            assignments::remove(tx, act, one.id, id)
        },
        |()| back,
        |errors| draw(&post, code, Sent::default().wrong(errors)),
    )
    .await
}

/// What somebody handed in.
pub(super) async fn submission(visit: Visit, Path((code, id)): Path<(String, Id<Submission>)>) -> Answer {
    draw_one(&visit, code, id, Sent::default()).await
}

async fn draw_one(visit: &Visit, code: String, id: Id<Submission>, sent: Sent) -> Answer {
    let asked = code.clone();
    let (activity, task, one, answered) = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &asked)?;
            let one = assignments::one(tx, activity.id, id)?;
            let task = assignments::of(tx, activity.id)?.into_iter().find(|task| task.id == one.assignment);
            let answered = match one.response {
                Some(id) => Some((instruments::read(tx, id)?, instruments::score(tx, id)?)),
                None => None,
            };
            Ok((activity, task.ok_or(store::Error::Missing)?, one, answered))
        })
        .await?;
    let t = visit.t;
    let mut board = Board::new(t);
    board.head = vec![Html::of(&standing(t, one.passed)), t.moment(one.at, &visit.act().zone).into()];
    if one.file.is_some() {
        let href = format!("{}/{id}/berkas", base_of(&code));
        board.acts =
            vec![Button::link(t.about("submission-file", one.file_name.as_str()), href).icon("LuDownload")];
    }
    let score = answered.as_ref().and_then(|(_, score)| *score).map(|score| {
        t.with("response-score", &[("points", score.points.into()), ("most", score.most.into())])
    });
    let facts = vec![
        ("assignment", task.title.clone()),
        ("assignment-task", task.task.clone()),
        ("submission-said", one.said.clone()),
        ("submission-score", score.unwrap_or_default()),
        ("submission-feedback", one.feedback.clone()),
    ];
    board.main.push(Html::of(&look::facts(t, "kiriman", "submission", facts)));
    if let Some(((version, answers), _)) = &answered {
        let caption = t.say("submission-answers");
        board.main.push(Html::of(&instruments::show::answered(t, caption, &version.content, answers, None)));
    }
    if visit.can(EDIT) {
        let now = match one.passed {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let choices = [("yes", "submission-good"), ("no", "submission-not-yet")]
            .map(|(value, key)| Choice::new(value, t.say(key)).chosen(value == sent.or("passed", now)));
        let fields = vec![
            Field::radios(t, "passed", t.say("course-judged"), choices.to_vec())
                .error(sent.errors.of("passed")),
            Field::area(t, "feedback", t.say("submission-feedback"), sent.or("feedback", &one.feedback), 3)
                .optional()
                .error(sent.errors.of("feedback")),
        ];
        let deed = Deed::new(t.say("submission-assess"), format!("{}/{id}", base_of(&code)), fields);
        let deed = deed.buttons(vec![Button::new(t.say("activity-save")).small()]);
        board.side.push(Html::of(&deed.open(true)));
    }
    let mut page = visit.below(BACK, one.name.as_str());
    page.crumbs.insert(1, ui::part::Link::new(activity.title.as_str(), path_of(&code)));
    page.crumbs.insert(2, ui::part::Link::new(t.say("assignments"), base_of(&code)));
    visit.board(page, board, &sent)
}

web::form! { JudgedForm { passed, feedback } }

/// Good enough, or not yet.
pub(super) async fn assess(
    post: Post,
    Path((code, id)): Path<(String, Id<Submission>)>,
    Form(form): Form<JudgedForm>,
) -> Answer {
    let sent = form.sent();
    let (typed, named, back) = (sent.clone(), code.clone(), base_of(&code));
    sent::done(
        &post,
        Message::new("course-assessed"),
        "passed",
        move |tx, act| {
            let passed = match typed.text("passed") {
                "yes" => true,
                "no" => false,
                _ => return Err(Refusal::of_field("passed", Message::new("submission-unjudged")).into()),
            };
            let one = planning::by_code(tx, &named)?;
            assignments::assess(tx, act, one.id, id, (passed, typed.text("feedback")))
        },
        |()| back,
        |errors| draw_one(&post, code, id, sent.wrong(errors)),
    )
    .await
}

/// The file that was handed in.
pub(super) async fn file(visit: Visit, files: Files, (code, id): (String, Id<Submission>)) -> Answer {
    let one = visit
        .read(move |tx| {
            let activity = planning::by_code(tx, &code)?;
            assignments::one(tx, activity.id, id)
        })
        .await?;
    download(&files, Some(one)).await
}

/// What was handed in, as a file to keep.
pub(in crate::pages) async fn download(files: &Files, one: Option<Submission>) -> Answer {
    let one = one.ok_or_else(Failure::missing)?;
    let file = one.file.ok_or_else(Failure::missing)?;
    instruments::uploads::download(files, Attached { file, name: one.file_name }).await
}
