//! Assignments of a course: set, handed in, and assessed. A test is an assignment that is answered question by question and
//! assessed by its points.

use instruments::{Given, Purpose, Response, Score, Typed, Version, Way};
use kernel::{Act, Date, Id, Kind as No, Message, Person, Reason, Refusal, Timestamp};
use platform::{
    audit,
    files::{self, FileHash, FileKind, Files},
};
use serde_json::json;
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    certificates,
    model::{Activity, Registration, Standing},
    planning, seats,
};

/// How long a text may be, in characters.
const LONGEST: usize = 8_000;
/// The most assignments of a course.
const MOST: i64 = 50;
const ALLOWED: &[FileKind] = &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Webp];

/// What is to be done, as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What it is called.
    pub title: String,
    /// What is to be done.
    pub task: String,
    /// The last day it is taken; none: always.
    pub due_on: Option<Date>,
    /// Whether no certificate is given without it.
    pub required: bool,
    /// The test it is; none where words or a file are handed in.
    pub test: Option<Id<Version>>,
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Assignment {
    /// Which.
    pub id: Id<Assignment>,
    /// What it is called.
    pub title: String,
    /// What is to be done.
    pub task: String,
    /// The last day it is taken.
    pub due_on: Option<Date>,
    /// Whether no certificate is given without it.
    pub required: bool,
    /// The test it is; none where words or a file are handed in.
    pub test: Option<Id<Version>>,
    /// How many have handed something in.
    pub handed_in: i64,
    /// How many of these nobody has assessed yet.
    pub waiting: i64,
}

impl From<Assignment> for Task {
    fn from(one: Assignment) -> Self {
        Self { title: one.title, task: one.task, due_on: one.due_on, required: one.required, test: one.test }
    }
}

/// What somebody handed in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Submission {
    /// Which.
    pub id: Id<Submission>,
    /// For which assignment.
    pub assignment: Id<Assignment>,
    /// Whose.
    pub registration: Id<Registration>,
    /// Their name.
    pub name: String,
    /// In their words.
    pub said: String,
    /// The file with it.
    pub file: Option<FileHash>,
    /// What they call that.
    pub file_name: String,
    /// Their answers, of a test.
    pub response: Option<Id<Response>>,
    /// When.
    pub at: Timestamp,
    /// Whether it is good enough; none until somebody has assessed it.
    pub passed: Option<bool>,
    /// What they are told about it.
    pub feedback: String,
}

macro_rules! submissions {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT b.id, b.assignment, b.registration, r.name, b.said, b.file, b.file_name, b.response, b.at, b.passed, b.feedback
             FROM submission b JOIN registration r ON r.id = b.registration ",
            $rest
        ))
    };
}

/// The assignments of a course, in the order they were set.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Vec<Assignment>> {
    tx.all(
        sql!(
            "SELECT a.id, a.title, a.task, a.due_on, a.required, a.instrument AS test,
                 (SELECT count(*) FROM submission b WHERE b.assignment = a.id) AS handed_in,
                 (SELECT count(*) FROM submission b WHERE b.assignment = a.id AND b.passed IS NULL) AS waiting
             FROM assignment a WHERE a.activity = ?1 ORDER BY a.created_at, a.id"
        ),
        vals![activity],
    )
}

/// Sets an assignment.
///
/// # Errors
/// A refusal without a title, of too much text, and of too many; those of the database.
pub fn set(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>, task: &Task) -> Result<Id<Assignment>> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match task.title.trim().chars().count() {
        0 => object("assignment", "activity-title-missing"),
        1..=200 => {}
        _ => object("assignment", "activity-text-too-long"),
    }
    if task.task.chars().count() > LONGEST {
        object("task", "activity-text-too-long");
    }
    if let Some(test) = task.test
        && instruments::purpose_of(tx, test)? != Purpose::Assessment
    {
        object("test", "assignment-no-test");
    }
    Refusal::unless_empty(No::Invalid, reasons)?;
    tx.lock("assignments", &activity)?;
    let (known,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM assignment WHERE activity = ?1"), vals![activity])?;
    if known >= MOST {
        return Err(Refusal::new(No::Conflict, Message::new("assignments-full").with("most", MOST)).into());
    }
    let id = Id::new();
    tx.exec(
        sql!(
            "INSERT INTO assignment (id, activity, title, task, due_on, required, instrument, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        vals![
            id,
            activity,
            task.title.trim(),
            task.task.trim(),
            task.due_on,
            task.required,
            task.test,
            act.at
        ],
    )?;
    let facts = json!({ "title": task.title.trim() });
    audit::record(tx, act, "activity.assignment-set", "activity", activity, &facts)?;
    Ok(id)
}

/// Takes an assignment back that nobody has handed anything in for.
///
/// # Errors
/// A refusal where somebody has; those of the database.
pub fn remove(tx: &mut Tx<'_>, act: &Act, activity: Id<Activity>, id: Id<Assignment>) -> Result<()> {
    let gone = tx.exec(
        sql!(
            "DELETE FROM assignment WHERE id = ?1 AND activity = ?2
                 AND NOT EXISTS (SELECT 1 FROM submission b WHERE b.assignment = ?1)"
        ),
        vals![id, activity],
    )?;
    if gone == 0 {
        return Err(Refusal::new(No::Conflict, Message::new("assignment-used")).into());
    }
    audit::record(tx, act, "activity.assignment-dropped", "activity", activity, &json!({}))
}

/// What was handed in for the assignments of a course: what nobody has assessed yet first, then by name.
///
/// # Errors
/// Those of the database.
pub fn handed_in(tx: &mut Tx<'_>, activity: Id<Activity>) -> Result<Vec<Submission>> {
    tx.all(
        submissions!(
            "JOIN assignment a ON a.id = b.assignment WHERE a.activity = ?1
             ORDER BY CASE WHEN b.passed IS NULL THEN 0 ELSE 1 END, a.created_at, a.id, r.folded, b.id LIMIT 1000"
        ),
        vals![activity],
    )
}

/// What somebody handed in on a registration.
///
/// # Errors
/// Those of the database.
pub fn by(tx: &mut Tx<'_>, registration: Id<Registration>) -> Result<Vec<Submission>> {
    tx.all(submissions!("WHERE b.registration = ?1 ORDER BY b.at, b.id"), vals![registration])
}

/// What was handed in under this id, for this activity.
///
/// # Errors
/// A refusal when there is none such; those of the database.
pub fn one(tx: &mut Tx<'_>, activity: Id<Activity>, id: Id<Submission>) -> Result<Submission> {
    let found = tx.opt(submissions!("WHERE b.id = ?1 AND r.activity = ?2"), vals![id, activity])?;
    found.ok_or_else(|| Refusal::new(No::Missing, Message::new("submission-unknown")).into())
}

/// What a learner sends: words, a file, or both.
#[derive(Debug, Clone, Copy)]
pub struct Handed<'a> {
    /// In their words.
    pub said: &'a str,
    /// What they call the file, and its content; empty where there is none.
    pub file: (&'a str, &'a [u8]),
}

/// An assignment that its learner may still do something for.
fn open(tx: &mut Tx<'_>, act: &Act, id: Id<Assignment>, learner: &Registration) -> Result<Assignment> {
    tx.lock("submission", &learner.id)?;
    let task = of(tx, learner.activity)?.into_iter().find(|one| one.id == id);
    let task = task.ok_or_else(|| Refusal::new(No::Missing, Message::new("assignment-unknown")))?;
    if learner.state != Standing::Confirmed {
        return Err(Refusal::new(No::Conflict, Message::new("registration-elsewhere")).into());
    }
    let today = planning::one(tx, learner.activity)?.zone().to_datetime(act.at).date();
    if let Some(due) = task.due_on.filter(|due| *due < today) {
        return Err(Refusal::new(No::Conflict, Message::new("assignment-late").with("day", due)).into());
    }
    Ok(task)
}

fn assessed() -> store::Error {
    Refusal::new(No::Conflict, Message::new("submission-assessed")).into()
}

fn note(tx: &mut Tx<'_>, act: &Act, learner: &Registration, task: &Assignment) -> Result<()> {
    let facts = json!({ "code": learner.code, "title": task.title });
    audit::record(tx, act, "activity.handed-in", "activity", learner.activity, &facts)
}

/// Takes what a learner hands in, in place of what they had handed in before, until somebody has assessed that.
///
/// # Errors
/// A refusal of nothing, of a file that is not what may be kept, after the last day, and where it was assessed already;
/// those of the disk and the database.
pub fn hand_in(
    tx: &mut Tx<'_>,
    act: &Act,
    files: &Files,
    (assignment, learner): (Id<Assignment>, &Registration),
    handed: &Handed<'_>,
) -> Result<()> {
    let task = open(tx, act, assignment, learner)?;
    let refuse = |field, key| Err(Refusal::of_field(field, Message::new(key)).into());
    if task.test.is_some() {
        return refuse("said", "assignment-is-test");
    }
    let (said, (name, content)) = (handed.said.trim(), handed.file);
    if said.is_empty() && content.is_empty() {
        return refuse("said", "submission-empty");
    }
    if said.chars().count() > LONGEST {
        return refuse("said", "activity-text-too-long");
    }
    let file = match content {
        [] => None,
        _ => Some(files.take(tx, act, files::Handed { title: "", name, content }, ALLOWED, "file")?),
    };
    let before = by(tx, learner.id)?.into_iter().find(|one| one.assignment == assignment);
    let rows = tx.exec(
        sql!(
            "INSERT INTO submission (id, assignment, registration, said, file, file_name, response, at, passed, feedback,
                 assessed_at, assessed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, NULL, '', NULL, NULL)
             ON CONFLICT (registration, assignment) DO UPDATE
                 SET said = excluded.said, file = excluded.file, file_name = excluded.file_name, at = excluded.at
                 WHERE submission.passed IS NULL"
        ),
        vals![
            Id::<()>::new(),
            assignment,
            learner.id,
            said,
            file,
            if file.is_some() { name.trim() } else { "" },
            act.at
        ],
    )?;
    if rows == 0 {
        return Err(assessed());
    }
    if let Some(replaced) = before.and_then(|one| one.file).filter(|old| Some(old) != file.as_ref()) {
        files::forget(tx, &replaced)?;
    }
    note(tx, act, learner, &task)
}

/// Takes a test, as often as it is not passed; its points assess it. The same `form` sent twice is one answer.
///
/// # Errors
/// A refusal with a reason for every question whose answer is missing or no good one, after the last day, and where it was
/// passed already; those of the database.
pub fn take_test(
    tx: &mut Tx<'_>,
    act: &Act,
    (assignment, learner): (Id<Assignment>, &Registration),
    form: &str,
    answers: &Typed,
) -> Result<Score> {
    let task = open(tx, act, assignment, learner)?;
    let missing = || Refusal::new(No::Missing, Message::new("assignment-unknown"));
    let version = task.test.ok_or_else(missing)?;
    let form = format!("test {} {form}", learner.id);
    let given = Given { version, party: learner.party, way: Way::Own, form: &form };
    let kept = instruments::keep(tx, act, &given, answers)?;
    let score = kept.score.ok_or_else(missing)?;
    // A test that says of nothing that it is too little is done by whoever takes it.
    let passed = score.passed.unwrap_or(true);
    let rows = tx.exec(
        sql!(
            "INSERT INTO submission (id, assignment, registration, said, file, file_name, response, at, passed, feedback,
                 assessed_at, assessed_by) VALUES (?1, ?2, ?3, '', NULL, '', ?4, ?5, ?6, '', ?5, NULL)
             ON CONFLICT (registration, assignment) DO UPDATE
                 SET response = excluded.response, at = excluded.at, passed = excluded.passed,
                     assessed_at = excluded.assessed_at, assessed_by = NULL
                 WHERE submission.passed IS NOT TRUE OR submission.response = excluded.response"
        ),
        vals![Id::<()>::new(), assignment, learner.id, kept.id, act.at, passed],
    )?;
    if rows == 0 {
        return Err(assessed());
    }
    note(tx, act, learner, &task)?;
    Ok(score)
}

/// Says whether what was handed in is good enough, and why.
///
/// # Errors
/// A refusal of too many words, and of work that was good enough for a certificate and is not any more; those of the database.
pub fn assess(
    tx: &mut Tx<'_>,
    act: &Act,
    activity: Id<Activity>,
    id: Id<Submission>,
    (passed, feedback): (bool, &str),
) -> Result<()> {
    let found = one(tx, activity, id)?;
    if feedback.chars().count() > LONGEST {
        return Err(Refusal::of_field("feedback", Message::new("activity-text-too-long")).into());
    }
    if !passed {
        certificates::rests_not_on(tx, (activity, found.registration), "passed")?;
    }
    tx.exec(
        sql!(
            "UPDATE submission SET passed = ?2, feedback = ?3, assessed_at = ?4, assessed_by = ?5 WHERE id = ?1"
        ),
        vals![id, passed, feedback.trim(), act.at, act.by.person()],
    )?;
    let code = seats::one(tx, found.registration)?.code;
    audit::record(tx, act, "activity.submission-assessed", "activity", activity, &json!({ "code": code }))
}

/// Forgets what was handed in on the registrations of a person; what it came to stays.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget(tx: &mut Tx<'_>, person: Id<Person>) -> Result<()> {
    let papers: Vec<(FileHash,)> = tx.all(
        sql!(
            "SELECT b.file FROM submission b JOIN registration r ON r.id = b.registration
             WHERE r.party = ?1 AND b.file IS NOT NULL"
        ),
        vals![person],
    )?;
    tx.exec(
        sql!(
            "UPDATE submission SET said = '', file = NULL, file_name = '', feedback = '', response = NULL, assessed_by = NULL
             WHERE registration IN (SELECT id FROM registration WHERE party = ?1)"
        ),
        vals![person],
    )?;
    papers.iter().try_for_each(|(paper,)| files::forget(tx, paper))
}

/// Forgets what was handed in for what was over before a moment; what it came to stays.
///
/// # Errors
/// Those of the database.
pub(crate) fn forget_before(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    let gone: Vec<(Option<FileHash>, Option<Id<Response>>)> = tx.all(
        sql!(
            "SELECT b.file, b.response FROM submission b JOIN assignment w ON w.id = b.assignment
             WHERE (b.said <> '' OR b.file IS NOT NULL OR b.feedback <> '' OR b.response IS NOT NULL)
                 AND w.activity IN (SELECT s.activity FROM activity_session s GROUP BY s.activity HAVING MAX(s.ends_at) < ?1)"
        ),
        vals![before],
    )?;
    tx.exec(
        sql!(
            "UPDATE submission SET said = '', file = NULL, file_name = '', feedback = '', response = NULL
             WHERE (said <> '' OR file IS NOT NULL OR feedback <> '' OR response IS NOT NULL)
                 AND assignment IN (SELECT w.id FROM assignment w
                 WHERE w.activity IN (SELECT s.activity FROM activity_session s GROUP BY s.activity HAVING MAX(s.ends_at) < ?1))"
        ),
        vals![before],
    )?;
    for (paper, response) in gone {
        paper.map_or(Ok(()), |paper| files::forget(tx, &paper))?;
        response.map_or(Ok(()), |response| instruments::forget_words(tx, response))?;
    }
    Ok(())
}
