//! What people ask about their own data, and the hour by which the library answers.

use kernel::{Act, Arg, Id, Kind as Refused, Message, Person, Refusal, Timestamp};
use membership::{Member, families, members};
use people::parties;
use platform::{audit, sequence};
use store::{FromRow, Result, Tx, sql, vals};
use web::{Follower, Period};

use crate::{CLOCK, erasure};

/// How long what people write may be, in characters.
const LONGEST: usize = 2000;

store::words! {
    /// What is asked.
    pub enum Kind {
        /// To get what is held.
        Access = "access",
        /// To put something right.
        Correction = "correction",
        /// To be forgotten.
        Erasure = "erasure",
        /// To stop using it for something that was agreed to.
        Withdrawal = "withdrawal",
    }
}

store::words! {
    /// How far a request is.
    pub enum State {
        /// Nobody has answered.
        Open = "open",
        /// It was done.
        Done = "done",
        /// It was not done, and the answer says why.
        Declined = "declined",
    }
}

/// Something asked.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Request {
    /// Which.
    pub id: Id<Request>,
    /// The number people call it by.
    pub number: i64,
    /// What is asked.
    pub kind: Kind,
    /// About whose data.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
    /// In their words.
    pub said: String,
    /// When.
    pub asked_at: Timestamp,
    /// Until when the library answers.
    pub due_at: Timestamp,
    /// How far it is.
    pub state: State,
    /// What was answered.
    pub answer: Option<String>,
    /// When.
    pub closed_at: Option<Timestamp>,
}

/// Writes down what somebody asks about their data, or staff or a guardian for them.
///
/// # Errors
/// A refusal when the same is asked already, what is to be put right is not said, or nothing is held of somebody forgotten; those
/// of the database.
pub fn ask(tx: &mut Tx<'_>, act: &Act, person: Id<Person>, kind: Kind, said: &str) -> Result<Request> {
    parties::remembered(tx, person)?;
    let said = said.trim();
    if said.is_empty() && kind == Kind::Correction {
        return Err(Refusal::of_field("said", Message::new("privacy-says-nothing")).into());
    }
    if said.chars().count() > LONGEST {
        return Err(Refusal::of_field("said", Message::new("member-text-too-long")).into());
    }
    let id = Id::<Request>::new();
    let number = sequence::next(tx, "privacy")?;
    let entered_by = act.by.person().filter(|by| *by != person);
    tx.exec(
        sql!(
            "INSERT INTO privacy_request (id, number, kind, person, said, asked_at, due_at, entered_by, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open')"
        ),
        vals![id, number, kind, person, said, act.at, act.at + CLOCK, entered_by],
    )
    .map_err(|error| match error.is_unique("privacy_request") {
        true => Refusal::new(Refused::Conflict, Message::new("privacy-asked-already")).into(),
        false => error,
    })?;
    let detail = serde_json::json!({ "number": number, "kind": kind.as_str() });
    audit::record(tx, act, "privacy.asked", "person", person, &detail)?;
    by_number(tx, number)
}

/// The request with this number.
///
/// # Errors
/// [`store::Error::Missing`] when there is none; those of the database.
pub fn by_number(tx: &mut Tx<'_>, number: i64) -> Result<Request> {
    tx.one(sql!("SELECT * FROM privacy_request_named WHERE number = ?1"), vals![number])
}

/// What waits for an answer, the most urgent first.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &mut Tx<'_>) -> Result<Vec<Request>> {
    tx.all(sql!("SELECT * FROM privacy_request_named WHERE state = 'open' ORDER BY due_at, number"), vals![])
}

/// What was answered lately, the latest first.
///
/// # Errors
/// Those of the database.
pub fn closed(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Request>> {
    tx.all(
        sql!(
            "SELECT * FROM privacy_request_named WHERE closed_at IS NOT NULL
             ORDER BY closed_at DESC, number DESC LIMIT ?1"
        ),
        vals![limit],
    )
}

/// What one person has asked, the latest first.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Request>> {
    tx.all(
        sql!("SELECT * FROM privacy_request_named WHERE person = ?1 ORDER BY asked_at DESC, number DESC"),
        vals![person],
    )
}

/// How many requests are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Open {
    /// Beyond their hour.
    pub late: i64,
    /// Still in time.
    pub in_time: i64,
}

/// How many wait for an answer.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>, act: &Act) -> Result<Open> {
    tx.one(
        sql!(
            "SELECT count(CASE WHEN due_at < ?1 THEN 1 END) AS late,
                 count(CASE WHEN due_at >= ?1 THEN 1 END) AS in_time
             FROM privacy_request WHERE state = 'open'"
        ),
        vals![act.at],
    )
}

/// How many were answered in a period.
pub(crate) fn answered(tx: &mut Tx<'_>, act: &Act, period: Period) -> Result<i64> {
    let span = act.span(period.from, period.to);
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM privacy_request WHERE closed_at >= ?1 AND closed_at < ?2"),
        vals![span.start, span.end],
    )?;
    Ok(count)
}

/// Closes a request with its answer; the first answer stands.
///
/// # Errors
/// A refusal when it was answered already, declined without a reason, granted to somebody who asked to be forgotten and was not
/// since, or to somebody who took their consent back without saying what was stopped; those of the database.
pub fn close(tx: &mut Tx<'_>, act: &Act, number: i64, state: State, answer: &str) -> Result<Request> {
    let answer = Some(answer.trim()).filter(|text| !text.is_empty());
    if state == State::Declined && answer.is_none() {
        return Err(Refusal::of_field("answer", Message::new("privacy-decline-needs-reason")).into());
    }
    let request = by_number(tx, number)?;
    if (request.state, state) == (State::Open, State::Done) {
        granted(tx, &request, answer)?;
    }
    let changed = tx.exec(
        sql!(
            "UPDATE privacy_request SET state = ?2, answer = ?3, closed_at = ?4, closed_by = ?5
             WHERE number = ?1 AND state = 'open'"
        ),
        vals![number, state, answer, act.at, act.by.person()],
    )?;
    let request = by_number(tx, number)?;
    if changed == 0 {
        return Err(Refusal::new(Refused::Conflict, Message::new("privacy-answered-already")).into());
    }
    let detail = serde_json::json!({ "number": number, "state": state.as_str() });
    audit::record(tx, act, "privacy.answered", "person", request.person, &detail)?;
    Ok(request)
}

/// Holds against what is asked that it is said to be done: whoever wants to be forgotten is, since they asked, and whoever takes
/// their consent back is told what was stopped.
fn granted(tx: &mut Tx<'_>, request: &Request, answer: Option<&str>) -> Result<()> {
    let since = |erased: erasure::Erasure| erased.at >= request.asked_at;
    match request.kind {
        Kind::Erasure if !erasure::of(tx, request.person)?.is_some_and(since) => {
            Err(Refusal::new(Refused::Conflict, Message::new("privacy-erase-first")).into())
        }
        Kind::Withdrawal if answer.is_none() => {
            Err(Refusal::of_field("answer", Message::new("privacy-withdrawal-needs-answer")).into())
        }
        _ => Ok(()),
    }
}

/// Takes back what somebody agreed to, as they ask: their consent where one is in force, and the membership that rests on it. What
/// they have borrowed stays to be returned. Answers the request, saying what was stopped.
///
/// # Errors
/// A refusal when something else is asked or it was answered already, and when there is no membership that could end; those of
/// [`close`].
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, number: i64, answer: &str) -> Result<Request> {
    let request = by_number(tx, number)?;
    let object = |key| Refusal::new(Refused::Conflict, Message::new(key));
    if request.kind != Kind::Withdrawal || request.state != State::Open {
        return Err(object("privacy-answered-already").into());
    }
    let person = parties::living(tx, request.person)?.id;
    let member = membership_of(tx, person)?.ok_or_else(|| object("withdrawal-nothing-ends"))?;
    if families::consent(tx, member.person)?.is_some() {
        families::withdraw(tx, act, member.person)?;
    }
    if membership_of(tx, person)?.is_some() {
        members::close(tx, act, person)?;
    }
    close(tx, act, number, State::Done, answer)
}

/// The membership of `person` that has not ended, if there is one.
///
/// # Errors
/// Those of the database.
pub fn membership_of(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Option<Member>> {
    Ok(members::by_id(tx, person)?.filter(|member| !member.closed))
}

/// Requests follow a person; where the other entry has asked the same, and nobody has answered, both stay.
pub(crate) const FOLLOWERS: &[Follower] = &[Follower {
    name: "privacy.requests",
    follow: |tx, _, from, to| {
        web::followed(tx.all(
            sql!(
                "UPDATE privacy_request SET person = ?2 WHERE person = ?1 AND (state <> 'open' OR NOT EXISTS (
                     SELECT 1 FROM privacy_request o WHERE o.person = ?2 AND o.kind = privacy_request.kind
                       AND o.state = 'open')) RETURNING id"
            ),
            vals![from, to],
        ))
    },
    back: |tx, _, rows, from, to| {
        rows.iter().try_for_each(|row| {
            tx.exec(
                sql!(
                    "UPDATE privacy_request SET person = ?2 WHERE id = ?1 AND person = ?3 AND (state <> 'open' OR NOT EXISTS (
                         SELECT 1 FROM privacy_request o WHERE o.person = ?2 AND o.kind = privacy_request.kind
                           AND o.state = 'open'))"
                ),
                vals![row, from, to],
            )
            .map(drop)
        })
    },
}];

/// What is held of a person's own requests.
pub(crate) fn told(tx: &mut Tx<'_>, person: Id<Person>) -> Result<Vec<Vec<Arg>>> {
    let row = |request: Request| {
        vec![
            request.kind.as_str().into(),
            request.said.into(),
            request.asked_at.into(),
            request.answer.into(),
        ]
    };
    Ok(of(tx, person)?.into_iter().map(row).collect())
}

/// The words go; that something was asked and answered in time stays counted.
pub(crate) fn forget(tx: &mut Tx<'_>, _: &Act, person: Id<Person>) -> Result<()> {
    tx.exec(
        sql!(
            "UPDATE privacy_request SET said = '', answer = CASE WHEN answer IS NULL THEN NULL ELSE '—' END
             WHERE person = ?1"
        ),
        vals![person],
    )
    .map(drop)
}
