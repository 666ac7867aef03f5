//! What came of a version: counted by the database, and hidden where so few answered that one could tell who.

use kernel::{Date, Id, Kind as No, Message, Person, Refusal};
use store::{FromRow, Result, Tx, sql, vals};

use crate::{
    model::{Instrument, Kind, Purpose, Question, Response, Version, Way},
    responding::{self, AnswerRow},
    rules::Answers,
    settings,
};

/// How many texts of a question a page shows.
const SHOWN: usize = 200;
/// The most responses of a download.
const MOST: i64 = 20_000;

/// What came of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// How many responses there are.
    pub responses: i64,
    /// From how many on a survey shows what was answered; none for what is no survey.
    pub least: Option<i64>,
    /// What was answered to each question, in order; nothing while too few have answered.
    pub tallies: Vec<Tally>,
}

impl Results {
    /// Whether too few have answered.
    pub fn is_hidden(&self) -> bool {
        self.least.is_some_and(|least| self.responses < least)
    }
}

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Which.
    pub question: u16,
    /// How many answered it.
    pub answered: i64,
    /// What they answered; none where they are too few.
    pub figures: Option<Figures>,
}

/// What was answered, as far as it can be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figures {
    /// How often each choice was picked, in the order of the choices.
    Picks(Vec<(u16, i64)>),
    /// The least, the greatest, and the sum of all.
    Numbers {
        /// The least.
        least: i64,
        /// The greatest.
        most: i64,
        /// All together.
        sum: i64,
    },
    /// What was said, in an order that tells nothing of who said it when.
    Said(Vec<String>),
}

/// The mean of the steps or numbers of a tally; of other kinds there is none.
pub fn mean(question: &Question, tally: &Tally) -> Option<f64> {
    let sum: i64 = match tally.figures.as_ref()? {
        Figures::Picks(counts) if question.kind == Kind::Scale => {
            counts.iter().map(|(step, count)| i64::from(*step) * count).sum()
        }
        Figures::Numbers { sum, .. } => *sum,
        Figures::Picks(_) | Figures::Said(_) => return None,
    };
    let unit = if question.kind == Kind::Number { question.unit() } else { 1 };
    (tally.answered > 0).then(|| sum as f64 / unit as f64 / tally.answered as f64)
}

/// How many must have answered a questionnaire before anything of it is shown.
fn least(tx: &mut Tx<'_>, instrument: &Instrument) -> Result<Option<i64>> {
    match instrument.purpose {
        Purpose::Survey => settings::LEAST_ANSWERS.number(tx).map(Some),
        Purpose::Registration | Purpose::Assessment | Purpose::Call => Ok(None),
    }
}

/// What came of a version.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, instrument: &Instrument, version: &Version) -> Result<Results> {
    let least = least(tx, instrument)?;
    let (responses,): (i64,) =
        tx.one(sql!("SELECT count(*) FROM instrument_response WHERE version = ?1"), vals![version.id])?;
    let mut results = Results { responses, least, tallies: Vec::new() };
    if results.is_hidden() {
        return Ok(results);
    }
    let answered: Vec<(i64, i64)> = tx.all(
        sql!(
            "SELECT a.question, count(*) FROM instrument_response r
             JOIN instrument_answer a ON a.response = r.id AND a.n = 0 WHERE r.version = ?1 GROUP BY a.question"
        ),
        vals![version.id],
    )?;
    let picks: Vec<(i64, i64, i64)> = tx.all(
        sql!(
            "SELECT a.question, a.pick, count(*) FROM instrument_response r
             JOIN instrument_answer a ON a.response = r.id
             WHERE r.version = ?1 AND a.pick IS NOT NULL GROUP BY a.question, a.pick"
        ),
        vals![version.id],
    )?;
    let numbers: Vec<(i64, i64, i64, i64)> = tx.all(
        sql!(
            "SELECT a.question, MIN(a.number), MAX(a.number), CAST(SUM(a.number) AS BIGINT) FROM instrument_response r
             JOIN instrument_answer a ON a.response = r.id
             WHERE r.version = ?1 AND a.number IS NOT NULL GROUP BY a.question"
        ),
        vals![version.id],
    )?;
    for question in version.content.questions() {
        let key = i64::from(question.key);
        let answered = answered.iter().find(|(known, _)| *known == key).map_or(0, |(_, count)| *count);
        let is_few = least.is_some_and(|least| answered < least);
        let figures = match question.kind {
            _ if is_few => None,
            Kind::Number => {
                let found = numbers.iter().find(|(known, ..)| *known == key);
                found.map(|(_, least, most, sum)| Figures::Numbers { least: *least, most: *most, sum: *sum })
            }
            // What was handed in is read, and not counted.
            Kind::File => None,
            kind if kind.is_picked() => Some(Figures::Picks(counts(question, &picks))),
            _ => Some(Figures::Said(texts(tx, version.id, key)?)),
        };
        results.tallies.push(Tally { question: question.key, answered, figures });
    }
    Ok(results)
}

fn counts(question: &Question, picks: &[(i64, i64, i64)]) -> Vec<(u16, i64)> {
    let count = |pick: u16| {
        let same = |(known, of, _): &&(i64, i64, i64)| (*known, *of) == (question.key.into(), pick.into());
        picks.iter().find(same).map_or(0, |(_, _, count)| *count)
    };
    question.picks().into_iter().map(|pick| (pick, count(pick))).collect()
}

/// What was said, shuffled for each question by itself, so that what one person said here and there is not found together.
fn texts(tx: &mut Tx<'_>, version: Id<Version>, question: i64) -> Result<Vec<String>> {
    let rows: Vec<(Id<Response>, String)> = tx.all(
        sql!(
            "SELECT r.id, a.said FROM instrument_response r JOIN instrument_answer a ON a.response = r.id
             WHERE r.version = ?1 AND a.question = ?2 AND a.said IS NOT NULL ORDER BY r.id LIMIT 5000"
        ),
        vals![version, question],
    )?;
    let mut shuffled: Vec<([u8; 32], String)> = rows
        .into_iter()
        .map(|(id, said)| {
            let mixed = [id.as_bytes().as_slice(), &question.to_be_bytes()].concat();
            (*blake3::hash(&mixed).as_bytes(), said)
        })
        .collect();
    shuffled.sort_unstable();
    Ok(shuffled.into_iter().map(|(_, said)| said).take(SHOWN).collect())
}

/// A response in a list.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// Which.
    pub id: Id<Response>,
    /// The number of the version it answers.
    pub version: i64,
    /// The day.
    pub day: Date,
    /// How it came in.
    pub way: Way,
    /// Who answered, where that is known.
    pub party: Option<Id<Person>>,
    /// Their name.
    pub name: Option<String>,
    /// The points of an assessment.
    pub points: Option<i64>,
    /// Those that could be had.
    pub most: Option<i64>,
    /// Whether they are enough.
    pub passed: Option<bool>,
}

/// Responses to all versions, the latest first; none of a survey.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, instrument: &Instrument, (limit, offset): (i64, i64)) -> Result<Vec<Listed>> {
    if !instrument.purpose.is_read() {
        return Ok(Vec::new());
    }
    tx.all(
        sql!(
            "SELECT r.id, v.number AS version, r.day, r.way, r.party, p.name, r.points, r.most, r.passed
             FROM instrument_version v JOIN instrument_response r ON r.version = v.id
             LEFT JOIN party p ON p.id = r.party
             WHERE v.instrument = ?1 ORDER BY r.given_at DESC, r.id DESC LIMIT ?2 OFFSET ?3"
        ),
        vals![instrument.id, limit, offset],
    )
}

/// A response of this questionnaire.
///
/// # Errors
/// A refusal when there is none, or it is one of a survey; those of the database.
pub fn one(tx: &mut Tx<'_>, instrument: &Instrument, id: Id<Response>) -> Result<Listed> {
    let found: Option<Listed> = tx.opt(
        sql!(
            "SELECT r.id, v.number AS version, r.day, r.way, r.party, p.name, r.points, r.most, r.passed
             FROM instrument_response r JOIN instrument_version v ON v.id = r.version
             LEFT JOIN party p ON p.id = r.party WHERE r.id = ?1 AND v.instrument = ?2"
        ),
        vals![id, instrument.id],
    )?;
    let missing = || Refusal::new(No::Missing, Message::new("response-unknown"));
    found.filter(|_| instrument.purpose.is_read()).ok_or_else(|| missing().into())
}

/// A response in a download.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The day; of an anonymous response, the Monday of its week.
    pub day: Date,
    /// Who answered, where that is known.
    pub name: Option<String>,
    /// The points of an assessment.
    pub points: Option<i64>,
    /// The answers.
    pub answers: Answers,
}

#[derive(FromRow)]
struct LineRow {
    id: Id<Response>,
    day: Date,
    name: Option<String>,
    points: Option<i64>,
}

/// All responses to a version, to be counted elsewhere: anonymous ones in the order of ids that say nothing. None while too
/// few have answered a survey, and without the answers to a question that too few answered.
///
/// # Errors
/// Those of the database.
pub fn lines(tx: &mut Tx<'_>, instrument: &Instrument, version: &Version) -> Result<Vec<Line>> {
    let least = least(tx, instrument)?.unwrap_or_default();
    let rows: Vec<LineRow> = tx.all(
        sql!(
            "SELECT r.id, r.day, p.name, r.points FROM instrument_response r LEFT JOIN party p ON p.id = r.party
             WHERE r.version = ?1 ORDER BY r.id LIMIT ?2"
        ),
        vals![version.id, MOST],
    )?;
    if (rows.len() as i64) < least {
        return Ok(Vec::new());
    }
    let answers: Vec<AnswerRow> = tx.all(
        sql!(
            "SELECT a.response, a.question, a.pick, a.number, a.said, a.file FROM instrument_response r
             JOIN instrument_answer a ON a.response = r.id WHERE r.version = ?1 ORDER BY a.response, a.question, a.n"
        ),
        vals![version.id],
    )?;
    let mut answers = answers.into_iter().peekable();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Line { day: row.day, name: row.name, points: row.points, answers: Answers::new() };
        while let Some(answer) = answers.next_if(|answer| answer.response == row.id) {
            responding::gather(&mut line.answers, answer);
        }
        lines.push(line);
    }
    for question in version.content.questions() {
        let answered = lines.iter().filter(|line| line.answers.contains_key(&question.key)).count();
        if (answered as i64) < least {
            lines.iter_mut().for_each(|line| drop(line.answers.remove(&question.key)));
        }
    }
    Ok(lines)
}
