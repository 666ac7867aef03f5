//! A response is kept: judged, scored, and stored so that it can be counted, or known to nobody.

use kernel::{Act, Actor, Date, Id, Kind as No, Message, Person, Reason, Refusal};
use platform::{
    audit,
    files::{self, FileHash},
};
use serde_json::json;
use store::{FromRow, Result, ToValue, Tx, sql, vals};

use crate::{
    building, codes,
    model::{Access, Instrument, Purpose, Response, Score, Version, Way},
    rules::{self, Answer, Answers, Attached, Typed},
    uploads,
};

/// A response that is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Which version was answered.
    pub version: Id<Version>,
    /// Who answered, where that is known; of an anonymous questionnaire it is not written down.
    pub party: Option<Id<Person>>,
    /// How it came in.
    pub way: Way,
    /// The form it came with: the same form sent twice is one response.
    pub form: &'a str,
}

/// A response that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: Id<Response>,
    /// What an assessment came to.
    pub score: Option<Score>,
}

/// Keeps a response, in the caller's transaction: for questions that stand within another form.
///
/// # Errors
/// A refusal with a reason for every question whose answer is missing or no good one; those of the database.
pub fn keep(tx: &mut Tx<'_>, act: &Act, given: &Given<'_>, typed: &Typed) -> Result<Kept> {
    let version = building::version(tx, given.version)?;
    let terms = Terms::of(tx, version.instrument)?;
    keep_of(tx, act, &terms, &version, given, typed, None)
}

/// Keeps a response that came by the questionnaire's own address, with a slip where it takes one.
///
/// # Errors
/// As [`keep`]; a refusal when it is closed, or the slip is not good.
pub fn answer(tx: &mut Tx<'_>, act: &Act, given: &Given<'_>, typed: &Typed, slip: &str) -> Result<Kept> {
    let version = building::version(tx, given.version)?;
    let terms = Terms::of(tx, version.instrument)?;
    if !terms.access.takes(terms.is_open, terms.closes_on, act.today()) {
        return Err(Refusal::new(No::Conflict, Message::new("instrument-closed")).into());
    }
    let slip = Some(slip).filter(|_| terms.access == Access::Slip);
    keep_of(tx, act, &terms, &version, given, typed, slip)
}

/// What of a questionnaire a response depends on.
#[derive(FromRow)]
struct Terms {
    id: Id<Instrument>,
    purpose: Purpose,
    access: Access,
    anonymous: bool,
    is_open: bool,
    closes_on: Option<Date>,
}

impl Terms {
    fn of(tx: &mut Tx<'_>, id: Id<Instrument>) -> Result<Self> {
        tx.one(
            sql!("SELECT id, purpose, access, anonymous, is_open, closes_on FROM instrument WHERE id = ?1"),
            vals![id],
        )
    }
}

fn keep_of(
    tx: &mut Tx<'_>,
    act: &Act,
    instrument: &Terms,
    version: &Version,
    given: &Given<'_>,
    typed: &Typed,
    slip: Option<&str>,
) -> Result<Kept> {
    let form = *blake3::hash(given.form.as_bytes()).as_bytes();
    tx.lock("instrument-form", &given.form)?;
    if let Some(kept) = by_form(tx, &form)? {
        return Ok(kept);
    }
    let judged = rules::judge(&version.content, typed);
    let mut reasons = judged.reasons();
    reasons.extend(lost_files(tx, act, version, &judged.answers)?);
    Refusal::unless_empty(No::Invalid, reasons)?;
    if let Some(slip) = slip {
        codes::spend(tx, instrument.id, slip)?;
    }
    let is_scored = instrument.purpose == Purpose::Assessment;
    let kept = Kept {
        id: identity(instrument.anonymous),
        score: is_scored.then(|| rules::score(&version.content, &judged.answers)),
    };
    let lines = lines(&judged.answers);
    insert(tx, act, instrument, given, (&form, lines.len()), &kept)?;
    insert_lines(tx, kept.id, &lines)?;
    if instrument.anonymous {
        // The journal knows that somebody answered, and neither who nor with which response.
        let nobody =
            if given.way == Way::Own { Act { by: Actor::Visitor, ..act.clone() } } else { act.clone() };
        let facts = json!({ "version": version.number });
        return audit::record(tx, &nobody, "instrument.answered", "instrument", instrument.id, &facts)
            .map(|()| kept);
    }
    let facts = json!({ "version": version.number, "way": given.way.as_str(), "response": kept.id });
    audit::record(tx, act, "instrument.answered", "instrument", instrument.id, &facts)?;
    Ok(kept)
}

/// Files that the form names and that did not come with it, or have waited for it too long.
fn lost_files(tx: &mut Tx<'_>, act: &Act, version: &Version, answers: &Answers) -> Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    for (place, question) in version.content.questions().enumerate() {
        if let Some(Answer::File(attached)) = answers.get(&question.key)
            && !uploads::waits(tx, act, &attached.file)?
        {
            let field = Some(rules::field(place));
            reasons.push(Reason { field, message: Message::new("answer-file-lost") });
        }
    }
    Ok(reasons)
}

/// An id; where nobody shall know when it was made, one that is drawn by lot (UUID version 4, RFC 9562).
fn identity(anonymous: bool) -> Id<Response> {
    if !anonymous {
        return Id::new();
    }
    let mut bytes: [u8; 16] = rand::random();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Id::from_bytes(bytes)
}

/// The Monday of the week of a day.
fn monday(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}

#[derive(FromRow)]
struct Row {
    id: Id<Response>,
    points: Option<i64>,
    most: Option<i64>,
    passed: Option<bool>,
}

impl Row {
    fn kept(self) -> Kept {
        let score = self.points.zip(self.most);
        Kept { id: self.id, score: score.map(|(points, most)| Score { points, most, passed: self.passed }) }
    }
}

fn by_form(tx: &mut Tx<'_>, form: &[u8; 32]) -> Result<Option<Kept>> {
    let found: Option<Row> = tx
        .opt(sql!("SELECT id, points, most, passed FROM instrument_response WHERE form = ?1"), vals![form])?;
    Ok(found.map(Row::kept))
}

/// What an assessment came to; none of what is no assessment.
///
/// # Errors
/// A refusal when there is no such response; those of the database.
pub fn score(tx: &mut Tx<'_>, id: Id<Response>) -> Result<Option<Score>> {
    let found: Option<Row> =
        tx.opt(sql!("SELECT id, points, most, passed FROM instrument_response WHERE id = ?1"), vals![id])?;
    let missing = || Refusal::new(No::Missing, Message::new("response-unknown"));
    Ok(found.map(Row::kept).ok_or_else(missing)?.score)
}

fn insert(
    tx: &mut Tx<'_>,
    act: &Act,
    instrument: &Terms,
    given: &Given<'_>,
    (form, answers): (&[u8; 32], usize),
    kept: &Kept,
) -> Result<()> {
    let named = !instrument.anonymous;
    let entered_by = act.by.person().filter(|_| given.way != Way::Own);
    tx.exec(
        sql!(
            "INSERT INTO instrument_response (id, version, form, party, way, entered_by, anonymous, day, given_at, points,
                 most, passed, answers) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        ),
        vals![
            kept.id,
            given.version,
            form,
            given.party.filter(|_| named),
            given.way,
            entered_by,
            instrument.anonymous,
            if named { act.today() } else { monday(act.today()) },
            named.then_some(act.at),
            kept.score.map(|score| score.points),
            kept.score.map(|score| score.most),
            kept.score.and_then(|score| score.passed),
            answers as i64
        ],
    )?;
    Ok(())
}

/// Which of the answers to a question, and the pick, number, words or file it is.
#[derive(Default)]
struct Line<'a> {
    question: i64,
    n: i64,
    pick: Option<i64>,
    number: Option<i64>,
    said: Option<&'a str>,
    file: Option<&'a FileHash>,
}

const ANSWERS: store::many::Rows = store::rows!(
    "INSERT INTO instrument_answer (response, question, n, pick, number, said, file) VALUES ",
    7
);

/// A line for each answer, or for each choice of several.
fn lines(answers: &Answers) -> Vec<Line<'_>> {
    let mut rows: Vec<Line<'_>> = Vec::new();
    for (question, answer) in answers {
        let line = Line { question: i64::from(*question), ..Line::default() };
        match answer {
            Answer::Picked(picks) => rows.extend(picks.iter().enumerate().map(|(n, pick)| Line {
                n: n as i64,
                pick: Some(i64::from(*pick)),
                ..line
            })),
            Answer::Number(number) => rows.push(Line { number: Some(*number), ..line }),
            Answer::Said(text) => rows.push(Line { said: Some(text), ..line }),
            Answer::File(Attached { file, name }) => {
                rows.push(Line { said: Some(name), file: Some(file), ..line });
            }
        }
    }
    rows
}

fn insert_lines(tx: &mut Tx<'_>, response: Id<Response>, rows: &[Line<'_>]) -> Result<()> {
    let mut values = Vec::with_capacity(rows.len() * 7);
    for row in rows {
        values.extend([
            response.to_value(),
            row.question.to_value(),
            row.n.to_value(),
            row.pick.to_value(),
            row.number.to_value(),
            row.said.to_value(),
            row.file.to_value(),
        ]);
    }
    tx.exec_rows(&ANSWERS, &values)?;
    Ok(())
}

/// Forgets what somebody answered in their own words, and what they handed in; what can be counted stays counted.
///
/// # Errors
/// Those of the database.
pub fn forget_words(tx: &mut Tx<'_>, id: Id<Response>) -> Result<()> {
    let gone: Vec<(Option<FileHash>,)> = tx.all(
        sql!("DELETE FROM instrument_answer WHERE response = ?1 AND said IS NOT NULL RETURNING file"),
        vals![id],
    )?;
    gone.iter().filter_map(|(file,)| file.as_ref()).try_for_each(|file| files::forget(tx, file))
}

#[derive(FromRow)]
pub(crate) struct AnswerRow {
    pub(crate) response: Id<Response>,
    pub(crate) question: i64,
    pub(crate) pick: Option<i64>,
    pub(crate) number: Option<i64>,
    pub(crate) said: Option<String>,
    pub(crate) file: Option<FileHash>,
}

/// Adds a row to the answers of its response.
pub(crate) fn gather(answers: &mut Answers, row: AnswerRow) {
    let Ok(question) = u16::try_from(row.question) else { return };
    let answer = match (row.pick.and_then(|pick| u16::try_from(pick).ok()), row.number, row.said, row.file) {
        (Some(pick), ..) => {
            if let Answer::Picked(picks) = answers.entry(question).or_insert(Answer::Picked(Vec::new())) {
                picks.push(pick);
            }
            return;
        }
        (None, Some(number), ..) => Answer::Number(number),
        (None, None, Some(name), Some(file)) => Answer::File(Attached { file, name }),
        (None, None, Some(said), None) => Answer::Said(said),
        (None, None, None, _) => return,
    };
    answers.insert(question, answer);
}

/// A response as it was given: the version it pins, and the answers.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn read(tx: &mut Tx<'_>, id: Id<Response>) -> Result<(Version, Answers)> {
    let found: Option<(Id<Version>,)> =
        tx.opt(sql!("SELECT version FROM instrument_response WHERE id = ?1"), vals![id])?;
    let missing = || Refusal::new(No::Missing, Message::new("response-unknown"));
    let (version,) = found.ok_or_else(missing)?;
    let rows: Vec<AnswerRow> = tx.all(
        sql!(
            "SELECT response, question, pick, number, said, file FROM instrument_answer
             WHERE response = ?1 ORDER BY question, n"
        ),
        vals![id],
    )?;
    let mut answers = Answers::new();
    rows.into_iter().for_each(|row| gather(&mut answers, row));
    Ok((building::version(tx, version)?, answers))
}

/// What was handed in as the answer to a question of a response.
///
/// # Errors
/// A refusal when nothing was; those of the database.
pub fn attached(tx: &mut Tx<'_>, id: Id<Response>, question: u16) -> Result<Attached> {
    let found: Option<(FileHash, String)> = tx.opt(
        sql!(
            "SELECT file, said FROM instrument_answer
             WHERE response = ?1 AND question = ?2 AND file IS NOT NULL"
        ),
        vals![id, i64::from(question)],
    )?;
    let missing = || Refusal::new(No::Missing, Message::new("response-unknown"));
    let (file, name) = found.ok_or_else(missing)?;
    Ok(Attached { file, name })
}
