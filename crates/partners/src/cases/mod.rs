//! Cases: something asked of the library, followed to its end. One small engine for every kind; a case ends by
//! leading to what came of it, or with an answer that says why nothing did.

mod partnership;

use kernel::{Act, Id, Kind, Message, Person, Reason, Refusal, Timestamp};
use notices::{Channel, Notice, NoticeKind, Purpose};
pub use partnership::{PARTNERSHIP, make_partner};
use platform::{audit, events, idempotency, sequence};
use serde::{Deserialize, Serialize};
use store::{FromRow, Result, Tx, sql, vals};

/// To whoever asked: something came of it.
pub const RESOLVED: NoticeKind =
    NoticeKind { name: "partners.case-resolved", purpose: Purpose::Duty, channels: Channel::ALL };
/// To whoever asked: nothing came of it, and why.
pub const REFUSED: NoticeKind =
    NoticeKind { name: "partners.case-refused", purpose: Purpose::Duty, channels: Channel::ALL };

/// The kind of a case that proposes an activity, and of what comes of one.
pub const ACTIVITY: &str = "activity";

/// The longest text of a case.
const LONGEST: usize = 4_000;

store::words! {
    /// How far a case is.
    pub enum CaseState {
        /// Nobody has looked at it.
        New = "new",
        /// Somebody has, and looks after it.
        Triaged = "triaged",
        /// It is being worked on.
        InProgress = "in-progress",
        /// Something came of it.
        Resolved = "resolved",
        /// Nothing did, for a reason that was told.
        Refused = "refused",
        /// Nothing more is to be done.
        Closed = "closed",
    }
}

impl CaseState {
    /// Whether somebody still has to do something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Triaged | Self::InProgress)
    }

    /// Whether a case may go from here to there.
    pub const fn leads_to(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::New, Self::Triaged | Self::InProgress | Self::Resolved | Self::Refused)
                | (Self::Triaged, Self::InProgress | Self::Resolved | Self::Refused)
                | (Self::InProgress, Self::Triaged | Self::Resolved | Self::Refused)
                | (Self::Resolved | Self::Refused, Self::Closed | Self::InProgress)
        )
    }
}

/// What came of a case that made a partner, or was joined to one.
pub(crate) const PARTNER: &str = "partner";

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Case {
    /// Which.
    pub id: Id<Case>,
    /// The code people use: `K-2026-014`.
    pub code: String,
    /// A word of the module that opens such cases.
    pub kind: String,
    /// How far it is.
    pub state: CaseState,
    /// In a few words.
    pub title: String,
    /// In many.
    pub body: String,
    /// Who asks, as they say it.
    pub name: String,
    /// For whom.
    pub organisation: Option<String>,
    /// Where to reach them.
    pub phone: Option<String>,
    /// Where to reach them.
    pub email: Option<String>,
    /// Who it is, where the register knows.
    pub party: Option<Id<Person>>,
    /// The partner it concerns.
    pub partner: Option<Id<Person>>,
    /// Who of the staff looks after it.
    pub handler: Option<Id<Person>>,
    /// Their name.
    pub handler_name: Option<String>,
    /// What the one who asked is told.
    pub answer: Option<String>,
    /// What came of it: `partner`, `activity`.
    pub outcome_kind: Option<String>,
    /// Which.
    pub outcome: Option<Id<()>>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// In a few words.
    pub title: String,
    /// In many.
    pub body: String,
    /// Who asks.
    pub name: String,
    /// For whom; empty for themselves.
    pub organisation: String,
    /// Where to reach them.
    pub phone: String,
    /// Where to reach them.
    pub email: String,
    /// Who it is, where the register knows.
    pub party: Option<Id<Person>>,
    /// The partner it concerns.
    pub partner: Option<Id<Person>>,
}

/// A case was opened or went on; the subject is the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoved {
    /// Its kind.
    pub kind: String,
    /// Its code.
    pub code: String,
    /// Where it is now.
    pub state: String,
}

impl events::Event for CaseMoved {
    const KIND: &'static str = "partners.case-moved";
}

/// What speaks against opening such a case: whoever asks must say what, who they are and where an answer reaches them.
pub fn objections(asked: &Asked) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    match asked.title.trim().chars().count() {
        0 => object("title", "case-title-missing"),
        1..=200 => {}
        _ => object("title", "partner-text-too-long"),
    }
    match asked.body.trim().chars().count() {
        0 => object("body", "case-body-missing"),
        1..=LONGEST => {}
        _ => object("body", "partner-text-too-long"),
    }
    match asked.name.trim().chars().count() {
        0 => object("name", "case-name-missing"),
        1..=200 => {}
        _ => object("name", "partner-text-too-long"),
    }
    if asked.organisation.chars().count() > 200 {
        object("organisation", "partner-text-too-long");
    }
    let (phone, email) = (asked.phone.trim(), asked.email.trim());
    if phone.is_empty() && email.is_empty() && asked.party.is_none() {
        object("phone", "case-unreachable");
    }
    if !phone.is_empty() && people::phone::normalised(phone).is_none() {
        object("phone", "member-phone-unreadable");
    }
    if !email.is_empty() && (email.chars().count() > 200 || !email.contains('@') || email.contains(' ')) {
        object("email", "member-email-unreadable");
    }
    reasons
}

/// Opens a case; the same `key` a second time gives the code of the first.
///
/// # Errors
/// A refusal with every reason, also when `most` were opened today, of a partner by those who speak for it, or altogether by
/// strangers; those of the database.
pub fn open(tx: &mut Tx<'_>, act: &Act, kind: &str, key: &str, asked: &Asked, most: i64) -> Result<String> {
    Refusal::unless_empty(Kind::Invalid, objections(asked))?;
    idempotency::once(tx, act, key, asked, |tx| {
        let there = match asked.partner.filter(|_| act.by.person().is_some()) {
            Some(partner) => opened_today_for(tx, act, partner)?,
            None => opened_today(tx, act)?,
        };
        if there >= most {
            return Err(Refusal::new(Kind::TooMany, Message::new("case-enough-today")).into());
        }
        begin(tx, act, kind, asked).map(|case| case.code)
    })
}

/// How many strangers opened today.
fn opened_today(tx: &mut Tx<'_>, act: &Act) -> Result<i64> {
    tx.lock("case_file", &"")?;
    let begun = act.start_of(act.today());
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM case_file WHERE opened_at >= ?1 AND partner IS NULL"),
        vals![begun],
    )?;
    Ok(count)
}

/// How many of a partner were opened today.
fn opened_today_for(tx: &mut Tx<'_>, act: &Act, partner: Id<Person>) -> Result<i64> {
    tx.lock("case_file", &partner)?;
    let begun = act.start_of(act.today());
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM case_file WHERE partner = ?1 AND opened_at >= ?2"),
        vals![partner, begun],
    )?;
    Ok(count)
}

fn begin(tx: &mut Tx<'_>, act: &Act, kind: &str, asked: &Asked) -> Result<Case> {
    let year = act.today().year();
    let code = format!("K-{year}-{:03}", sequence::next(tx, &format!("case-{year}"))?);
    let id = Id::new();
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    tx.exec(
        sql!(
            "INSERT INTO case_file (id, code, kind, state, title, body, name, organisation, phone, email, party, partner,
                 handler, answer, outcome_kind, outcome, opened_at, changed_at)
             VALUES (?1, ?2, ?3, 'new', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, NULL, NULL, NULL, ?12, ?12)"
        ),
        vals![
            id,
            code,
            kind,
            asked.title.trim(),
            asked.body.trim(),
            asked.name.trim(),
            text(&asked.organisation),
            people::phone::normalised(&asked.phone),
            text(&asked.email).map(|email| email.to_lowercase()),
            asked.party,
            asked.partner,
            act.at
        ],
    )?;
    step(tx, act, id, CaseState::New, None)?;
    let case = one(tx, id)?;
    tell(tx, act, &case, "case.opened")?;
    Ok(case)
}

fn step(tx: &mut Tx<'_>, act: &Act, id: Id<Case>, state: CaseState, note: Option<&str>) -> Result<()> {
    tx.exec(
        sql!(
            "INSERT INTO case_step (id, case_file, state, note, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        vals![Id::<()>::new(), id, state, note, act.by.person(), act.at],
    )?;
    Ok(())
}

fn tell(tx: &mut Tx<'_>, act: &Act, case: &Case, action: &str) -> Result<()> {
    let detail = serde_json::json!({ "code": case.code, "state": case.state.as_str() });
    audit::record(tx, act, action, "case", case.id, &detail)?;
    let event =
        CaseMoved { kind: case.kind.clone(), code: case.code.clone(), state: case.state.as_str().to_owned() };
    events::emit(tx, act, case.id, &event)?;
    Ok(())
}

/// The statement that reads cases with who looks after them.
macro_rules! filed {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT c.id, c.code, c.kind, c.state, c.title, c.body, c.name, c.organisation, c.phone, c.email, c.party,
                 c.partner, c.handler, a.name AS handler_name, c.answer, c.outcome_kind, c.outcome, c.opened_at,
                 c.changed_at
             FROM case_file c LEFT JOIN account a ON a.person = c.handler ",
            $rest
        ))
    };
}

/// One case.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn one(tx: &mut Tx<'_>, id: Id<Case>) -> Result<Case> {
    let found = tx.opt(filed!("WHERE c.id = ?1"), vals![id])?;
    found.ok_or_else(|| unknown().into())
}

/// The case with this code.
///
/// # Errors
/// A refusal when there is none; those of the database.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Case> {
    let found: Option<(Id<Case>,)> =
        tx.opt(sql!("SELECT id FROM case_file WHERE code = ?1"), vals![code.trim().to_uppercase()])?;
    let (id,) = found.ok_or_else(unknown)?;
    one(tx, id)
}

/// A page of open cases, the oldest first; or of all, the newest first.
///
/// # Errors
/// Those of the database.
pub fn list(tx: &mut Tx<'_>, open: bool, (limit, offset): (i64, i64)) -> Result<Vec<Case>> {
    let statement = if open {
        filed!(
            "WHERE c.state IN ('new', 'triaged', 'in-progress') ORDER BY c.opened_at, c.id LIMIT ?1 OFFSET ?2"
        )
    } else {
        filed!("ORDER BY c.opened_at DESC, c.id DESC LIMIT ?1 OFFSET ?2")
    };
    tx.all(statement, vals![limit, offset])
}

/// How many cases are open, and how many there are.
///
/// # Errors
/// Those of the database.
pub fn counts(tx: &mut Tx<'_>) -> Result<(i64, i64)> {
    tx.one(
        sql!(
            "SELECT (SELECT count(*) FROM case_file WHERE state IN ('new', 'triaged', 'in-progress')),
                 (SELECT count(*) FROM case_file)"
        ),
        vals![],
    )
}

/// A page of the cases of a partner, the newest first.
///
/// # Errors
/// Those of the database.
pub fn of_partner(tx: &mut Tx<'_>, partner: Id<Person>, (limit, offset): (i64, i64)) -> Result<Vec<Case>> {
    tx.all(
        filed!("WHERE c.partner = ?1 ORDER BY c.opened_at DESC, c.id DESC LIMIT ?2 OFFSET ?3"),
        vals![partner, limit, offset],
    )
}

/// How many cases of a partner there are.
///
/// # Errors
/// Those of the database.
pub fn count_of_partner(tx: &mut Tx<'_>, partner: Id<Person>) -> Result<i64> {
    let (n,) = tx.one(sql!("SELECT count(*) FROM case_file WHERE partner = ?1"), vals![partner])?;
    Ok(n)
}

/// A change of a case.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CaseStep {
    /// Where it went.
    pub state: CaseState,
    /// What was said.
    pub note: Option<String>,
    /// Who did it.
    pub author_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What happened to a case, in order.
///
/// # Errors
/// Those of the database.
pub fn steps(tx: &mut Tx<'_>, id: Id<Case>) -> Result<Vec<CaseStep>> {
    tx.all(
        sql!(
            "SELECT s.state, s.note, a.name AS author_name, s.at FROM case_step s
             LEFT JOIN account a ON a.person = s.author WHERE s.case_file = ?1 ORDER BY s.at, s.id"
        ),
        vals![id],
    )
}

/// What a case came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// `partner`, `activity`.
    pub kind: &'static str,
    /// Which.
    pub id: Id<()>,
}

/// Moves a case on. Resolving it takes what came of it; refusing it takes an answer. Whoever moves a case that nobody
/// looks after looks after it from now on; a case that came to a partner is one of that partner's.
///
/// # Errors
/// A refusal with every reason; those of the database.
pub fn advance(
    tx: &mut Tx<'_>,
    act: &Act,
    id: Id<Case>,
    to: CaseState,
    answer: &str,
    outcome: Option<&Outcome>,
) -> Result<Case> {
    tx.lock("case", &id)?;
    let before = one(tx, id)?;
    if !before.state.leads_to(to) {
        return Err(Refusal::new(Kind::Conflict, Message::new("case-cannot-go-there")).into());
    }
    let answer = answer.trim();
    let mut reasons = Vec::new();
    let mut object = |field, key| reasons.push(Reason { field: Some(field), message: Message::new(key) });
    if to == CaseState::Refused && answer.is_empty() {
        object("answer", "case-answer-missing");
    }
    if to == CaseState::Resolved && outcome.is_none() && before.outcome.is_none() {
        object("answer", "case-outcome-missing");
    }
    if answer.chars().count() > LONGEST {
        object("answer", "partner-text-too-long");
    }
    Refusal::unless_empty(Kind::Invalid, reasons)?;
    let answer = Some(answer).filter(|answer| !answer.is_empty());
    let partner = outcome.filter(|outcome| outcome.kind == PARTNER).map(|outcome| outcome.id);
    tx.exec(
        sql!(
            "UPDATE case_file SET state = ?2, answer = COALESCE(CAST(?3 AS TEXT), answer),
                 outcome_kind = COALESCE(CAST(?4 AS TEXT), outcome_kind), outcome = COALESCE(?5, outcome),
                 handler = COALESCE(handler, ?6), changed_at = ?7, partner = COALESCE(?8, partner) WHERE id = ?1"
        ),
        vals![
            id,
            to,
            answer,
            outcome.map(|outcome| outcome.kind),
            outcome.map(|outcome| outcome.id),
            act.by.person(),
            act.at,
            partner
        ],
    )?;
    step(tx, act, id, to, answer)?;
    let after = one(tx, id)?;
    tell(tx, act, &after, "case.moved")?;
    answer_to(tx, act, &after)?;
    Ok(after)
}

/// Tells whoever asked what came of it, where the register knows them; a stranger hears from whoever looks after the case.
fn answer_to(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<()> {
    let kind = match case.state {
        CaseState::Resolved => RESOLVED,
        CaseState::Refused => REFUSED,
        _ => return Ok(()),
    };
    let Some(person) = case.party else { return Ok(()) };
    let notice = Notice::new(kind, people::parties::living(tx, person)?.id)
        .with("title", case.title.as_str())
        .with("code", case.code.as_str())
        .with("answer", case.answer.as_deref().unwrap_or_default())
        .link("/saya/mitra");
    notices::send(tx, act, notice).map(drop)
}

/// How many were opened from one day to another, both included.
///
/// # Errors
/// Those of the database.
pub(crate) fn opened(tx: &mut Tx<'_>, act: &Act, period: web::Period) -> Result<i64> {
    let span = act.span(period.from, period.to);
    let (count,) = tx.one(
        sql!("SELECT count(*) FROM case_file WHERE opened_at >= ?1 AND opened_at < ?2"),
        vals![span.start, span.end],
    )?;
    Ok(count)
}

fn unknown() -> Refusal {
    Refusal::new(Kind::Missing, Message::new("case-unknown"))
}
